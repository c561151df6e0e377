// Package rewrite decides what becomes of a SQLite schema and its values in
// PostgreSQL. It turns package ast into package pg, and values into COPY text.
// It reads no clock and draws nothing by chance: the same input gives the same
// output. Every decision that loses something is a warning.
package rewrite

import (
	"slices"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/override"
)

// Schema collects the objects of a dump as they come and plans what is written
// for them.
type Schema struct {
	Identifiers Identifiers
	// DataOnly is set where the tables exist: nothing is said of what they are.
	DataOnly bool
	warn     func(*diag.Message)
	// Tables are in the order in which they came.
	Tables []*Table
	byName map[string]*Table // by folded SQLite name

	relations namespace // PostgreSQL names of tables, indexes and keys
	indexes   []*ast.CreateIndex
	virtuals  []*virtual
	// virtualRows holds the virtual tables by folded name, virtualNames these in
	// the order in which they came.
	virtualRows  map[string]*VirtualRows
	virtualNames []string
	views        []*View
	// viewsByName holds the views by folded SQLite name.
	viewsByName map[string]*View
	triggers    []*ast.CreateTrigger
	carried     []Carried
	analyze     bool

	apart int       // temporary tables made
	long  longValue // for --verify
	rules *override.Rules
	buf   []byte // for values that are only tried
}

// NewSchema returns an empty Schema, whose columns get their types by rules.
// Warnings go to warn as they arise.
func NewSchema(rules *override.Rules, warn func(*diag.Message)) *Schema {
	return &Schema{rules: rules, warn: warn, byName: map[string]*Table{}, virtualRows: map[string]*VirtualRows{}, viewsByName: map[string]*View{},
		relations: namespace{}}
}

// Table returns the table with a SQLite name, compared as SQLite compares
// names, or nil.
func (s *Schema) Table(name string) *Table { return s.byName[lexer.Fold(name)] }

// DropTable forgets a table that is not written yet, and its indexes.
func (s *Schema) DropTable(t *Table) {
	name := lexer.Fold(t.Source.Name.Text)
	delete(s.byName, name)
	delete(s.relations, t.PG)
	s.Tables = slices.DeleteFunc(s.Tables, func(x *Table) bool { return x == t })
	s.indexes = slices.DeleteFunc(s.indexes, func(x *ast.CreateIndex) bool { return lexer.Fold(x.Table.Text) == name })
}

// AddIndex takes CREATE INDEX.
func (s *Schema) AddIndex(x *ast.CreateIndex) { s.indexes = append(s.indexes, x) }

// Analyze notes that the source had statistics.
func (s *Schema) Analyze() { s.analyze = true }

// Carried is an object that is not translated: what it is, why, and its SQLite
// text.
type Carried struct {
	Object       diag.Object
	Reason, Text string
}

// Carry takes an object that is not translated: it arrives as a comment, and is
// reported by the message that leftOut makes of the reason.
func (s *Schema) Carry(leftOut func(reason string) *diag.Message, o diag.Object, reason string, h *ast.Head) {
	s.carried = append(s.carried, s.Untranslated(leftOut, o, reason, h))
}

// Untranslated reports an object that is not translated, and returns what is
// carried of it.
func (s *Schema) Untranslated(leftOut func(reason string) *diag.Message, o diag.Object, reason string, h *ast.Head) Carried {
	s.warn(leftOut(reason).At(h.Pos).About(o))
	return Carried{o, reason, h.Text}
}

// renamed reports a name that could not be kept.
func (s *Schema) renamed(o diag.Object, to, why string, pos diag.Pos) {
	s.warn(diag.Renamed(diag.Escape(to), why).At(pos).About(o))
}
