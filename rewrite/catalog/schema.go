// Package catalog holds what a dump's schema is made of, as plain data: tables,
// columns, keys, indexes, views, triggers, virtual tables with their shadow tables,
// and the names that all of them get in PostgreSQL. It collects what CREATE
// statements say, and what is known and decided of each column stands here. It
// knows SQLite's rules for schemas; it never decides a type by data, and no SQL
// comes out of it.
package catalog

import (
	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/override"
	"github.com/sqlite2pg/sqlite2pg/rewrite/selection"
)

// Wishes are what the user decides about all tables.
type Wishes struct {
	Identifiers Identifiers
	// DataOnly is set where the tables exist: nothing is said of what they are.
	DataOnly bool
	// Serial is set where keys are drawn as the type serial does it, not by identities.
	Serial bool
	// Distributed is set for a tenant of Citus: the type of an identity stays, and triggers run
	// on any of several servers.
	Distributed bool
	// Matched is set where names come from the tables that exist.
	Matched bool
	// ZeroDates has dates of zeros and empty texts be NULL in columns of dates and times.
	ZeroDates bool
	// Caseless has columns that are compared by NOCASE be citext.
	Caseless bool
	// JSONAtOnce has JSON that a CHECK proves be jsonb before its rows come. Where their texts
	// are compared, or can still be written otherwise, it is json until then.
	JSONAtOnce bool
}

// Schema collects the objects of a dump as they come.
type Schema struct {
	Wishes
	Warn   func(*diag.Message)
	tables pruned[*Table]    // in the order in which they came
	byName map[string]*Table // by folded SQLite name
	Objects
	virtuals
	selected

	Relations Namespace // PostgreSQL names of tables, indexes and keys
	rules     *override.Rules
	Buffer    []byte // for values that are only tried
}

// Objects are what a schema has beside tables.
type Objects struct {
	indexes indexes
	Views   []*View
	// ViewsByName holds the views by folded SQLite name.
	ViewsByName map[string]*View
	Triggers    []*ast.CreateTrigger
	Carried     []Carried
	Missing     []Missing
	Analyzed    bool
}

// New returns an empty Schema, whose columns get their types by rules, and of which only
// comes what sel takes. Warnings go to warn as they arise.
func New(rules *override.Rules, sel *selection.Selection, warn func(*diag.Message)) *Schema {
	return &Schema{rules: rules, selected: selected{selection: sel}, Warn: warn, byName: map[string]*Table{}, Relations: Namespace{},
		virtuals: virtuals{rows: map[string]*VirtualRows{}}, Objects: Objects{ViewsByName: map[string]*View{}}}
}

// Table returns the table with a SQLite name, compared as SQLite compares
// names, or nil.
func (s *Schema) Table(name string) *Table { return s.byName[lexer.Fold(name)] }

// DropTable forgets a table that is not written yet, and its indexes.
func (s *Schema) DropTable(t *Table) {
	name := lexer.Fold(t.Source.Name.Text)
	delete(s.byName, name)
	delete(s.Relations, t.PG)
	s.tables.drop(t)
	s.dropIndexes(name)
}

// Tables are the tables, in the order in which they came.
func (s *Schema) Tables() []*Table { return s.tables.list() }

// indexes are the indexes, in the order in which they came.
type indexes struct {
	pruned[*ast.CreateIndex]
	of map[string][]*ast.CreateIndex // by the folded name of their table, from the first one on that was dropped
}

// AddIndex takes CREATE INDEX.
func (o *Objects) AddIndex(x *ast.CreateIndex) {
	o.indexes.add(x)
	if name := lexer.Fold(x.Table.Text); o.indexes.of != nil {
		o.indexes.of[name] = append(o.indexes.of[name], x)
	}
}

// Indexes are the indexes, in the order in which they came.
func (o *Objects) Indexes() []*ast.CreateIndex { return o.indexes.list() }

// dropIndexes forgets the indexes of a table, by its folded name.
func (o *Objects) dropIndexes(table string) {
	of := o.indexes.of
	if of == nil {
		of = map[string][]*ast.CreateIndex{}
		for _, x := range o.Indexes() {
			name := lexer.Fold(x.Table.Text)
			of[name] = append(of[name], x)
		}
		o.indexes.of = of
	}
	for _, x := range of[table] {
		o.indexes.drop(x)
	}
	delete(of, table)
}

// Analyze notes that the source had statistics.
func (s *Schema) Analyze() { s.Analyzed = true }

// Carried is an object that is not translated: what it is, why, and its SQLite
// text.
type Carried struct {
	Object       diag.Object
	Reason, Text string
}

// Carry takes an object that is not translated: it arrives as a comment, and is
// reported by the message that leftOut makes of the reason.
func (s *Schema) Carry(leftOut func(reason string) *diag.Message, o diag.Object, reason string, h *ast.Head) {
	s.Carried = append(s.Carried, s.Untranslated(leftOut, o, reason, h))
}

// Untranslated reports an object that is not translated, and returns what is
// carried of it.
func (s *Schema) Untranslated(leftOut func(reason string) *diag.Message, o diag.Object, reason string, h *ast.Head) Carried {
	s.Warn(leftOut(reason).At(h.Pos).About(o))
	return Carried{o, reason, h.Text}
}

// Renamed reports a name that could not be kept.
func (s *Schema) Renamed(o diag.Object, to, why string, pos diag.Pos) {
	if s.Matched {
		return
	}
	s.Warn(diag.Renamed(diag.Escape(to), why).At(pos).About(o))
}
