// Package rewrite decides what becomes of a SQLite schema and its values in
// PostgreSQL. It turns package ast into package pg, and values into COPY text.
// It reads no clock and draws nothing by chance: the same input gives the same
// output. Every decision that loses something is a warning.
package rewrite

import (
	"github.com/sqlite2pg/sqlite2pg/rewrite/override"
	"slices"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/query"
)

// Options are the user's wishes.
type Options struct {
	Identifiers Identifiers // "" is Preserve
	DataOnly    bool        // the tables exist: nothing is said of their defaults
	override.Wishes
	FTS      FTS  // what full-text tables become; "" is FTSTable
	Comments bool // the SQLite text of an object stands above it
}

// Schema collects the objects of a dump as they come and plans what is written
// for them.
type Schema struct {
	opts   Options
	warn   func(*diag.Message)
	tables []*Table
	byName map[string]*Table // by folded SQLite name

	relations namespace // PostgreSQL names of tables, indexes and keys
	indexes   []*ast.CreateIndex
	virtuals  []*virtual
	// virtualRows holds the virtual tables by folded name, virtualNames these in
	// the order in which they came.
	virtualRows  map[string]*VirtualRows
	virtualNames []string
	views        []*view
	// viewsByName holds the views by folded SQLite name.
	viewsByName map[string]*view
	triggers    []*trigger
	functions   namespace      // PostgreSQL names of triggers' functions
	settings    namespace      // parameters that keep triggers from firing themselves
	helpers     query.Helpers  // that the script has so far
	carried     []pg.Statement // what is carried as a comment
	analyze     bool

	apart int       // temporary tables made
	long  longValue // for --verify
	rules *override.Rules
	buf   []byte // for values that are only tried
}

// NewSchema returns an empty Schema. Warnings go to warn as they arise.
func NewSchema(opts Options, warn func(*diag.Message)) *Schema {
	return &Schema{opts: opts, warn: warn, byName: map[string]*Table{}, virtualRows: map[string]*VirtualRows{}, viewsByName: map[string]*view{},
		relations: namespace{}, functions: namespace{}, settings: namespace{}, rules: override.NewRules(opts.Wishes)}
}

// Tables returns the tables in the order in which they came.
func (s *Schema) Tables() []*Table { return s.tables }

// Table returns the table with a SQLite name, compared as SQLite compares
// names, or nil.
func (s *Schema) Table(name string) *Table { return s.byName[lexer.Fold(name)] }

// DropTable forgets a table that is not written yet, and its indexes.
func (s *Schema) DropTable(t *Table) {
	name := lexer.Fold(t.Source.Name.Text)
	delete(s.byName, name)
	delete(s.relations, t.PG)
	s.tables = slices.DeleteFunc(s.tables, func(x *Table) bool { return x == t })
	s.indexes = slices.DeleteFunc(s.indexes, func(x *ast.CreateIndex) bool { return lexer.Fold(x.Table.Text) == name })
}

// AddIndex takes CREATE INDEX.
func (s *Schema) AddIndex(x *ast.CreateIndex) { s.indexes = append(s.indexes, x) }

// Analyze notes that the source had statistics.
func (s *Schema) Analyze() { s.analyze = true }

// Carry takes an object that is not translated: it is written as a comment,
// and reported by the message that leftOut makes of the reason.
func (s *Schema) Carry(leftOut func(reason string) *diag.Message, o diag.Object, reason string, h *ast.Head) {
	s.carried = append(s.carried, s.untranslated(leftOut, o, reason, h))
}

// untranslated reports an object that is not translated, and returns the
// comment that it becomes.
func (s *Schema) untranslated(leftOut func(reason string) *diag.Message, o diag.Object, reason string, h *ast.Head) pg.Statement {
	s.warn(leftOut(reason).At(h.Pos).About(o))
	return &pg.Untranslated{What: o.String(), Reason: reason, Source: h.Text + ";"}
}

// renamed reports a name that could not be kept.
func (s *Schema) renamed(o diag.Object, to, why string, pos diag.Pos) {
	s.warn(diag.Renamed(diag.Escape(to), why).At(pos).About(o))
}

// Finish plans what follows the data of a full script: types made strict,
// keys, indexes, identity positions, checks, foreign keys, and the objects
// that are carried as comments.
func (s *Schema) Finish() []pg.Statement {
	out := s.finishVirtual()
	s.followParents()
	for _, t := range s.tables {
		if a := t.finalTypes(); len(a.Columns) > 0 {
			out = append(out, &pg.Attempt{What: "strict types of " + t.pgObject(), Try: []pg.Statement{a}})
		}
		out = append(out, t.addLate()...)
	}
	keys := s.keys()
	indexes := s.planIndexes()
	checks, foreign := s.checks(), s.foreignKeys()
	for _, k := range keys {
		out = append(append(out, k.functions...), k.attempt())
	}
	for _, x := range indexes {
		out = append(append(out, x.functions...), s.original(x.source, x.attempt()))
	}
	for _, x := range s.planSearch() {
		out = append(out, x.statements()...)
	}
	out = append(out, s.Positions()...)
	for _, c := range append(checks, foreign...) {
		out = append(append(out, c.functions...), c.attempt())
	}
	out = append(out, s.comments()...)
	tr := s.translator()
	out = append(out, attempted(s.createViews(tr))...)
	out = append(out, attempted(s.createTriggers(tr))...)
	out = append(out, s.carried...)
	if s.analyze {
		if a := s.analyzeAll(); a != nil {
			out = append(out, a)
		}
	}
	return out
}

// finalTypes gives columns that were loaded under a laxer type their own.
func (t *Table) finalTypes() *pg.AlterTypes {
	a := &pg.AlterTypes{Table: t.PG}
	for _, c := range t.written() {
		if c.Type.After != "" && !c.late {
			a.Columns = append(a.Columns, pg.ColumnType{Column: c.PG, Type: c.Type.After, Using: c.using, Default: c.def, DropDefault: c.using != nil && c.def != nil})
		}
	}
	return a
}

func (s *Schema) analyzeAll() pg.Statement {
	a := &pg.Analyze{}
	for _, t := range s.tables {
		a.Tables = append(a.Tables, t.PG)
	}
	if len(a.Tables) == 0 {
		return nil
	}
	return a
}

// Positions sets the identity columns so that the next insert never collides.
func (s *Schema) Positions() []pg.Statement {
	var out []pg.Statement
	for _, t := range s.tables {
		if r := t.position(s.warn); r != nil {
			out = append(out, r)
		}
	}
	return out
}

// Script plans a script for people, without data: constraints stand inside
// CREATE TABLE, and tables come after those they refer to where that is
// possible.
func (s *Schema) Script() []pg.Statement {
	s.reportVirtual()
	s.followParents()
	for _, t := range s.tables {
		for _, g := range t.lateColumns() {
			g.late = false // nothing is loaded: it stands where it was declared
		}
	}
	out := s.Functions()
	keys := s.keys()
	indexes := s.planIndexes()
	checks, foreign := s.checks(), s.foreignKeys()
	inside := map[*Table][]pg.Constraint{}
	for _, list := range [][]planned{keys, checks} {
		for _, k := range list {
			if a, ok := k.first.(*pg.AddConstraint); ok {
				inside[k.table] = append(inside[k.table], a.Constraint)
			} else {
				indexes = append([]planned{k}, indexes...)
			}
		}
	}
	searches := s.planSearch()
	columns := map[*Table]*pg.Column{}
	for _, x := range searches {
		columns[x.table] = x.column
	}
	order, late := s.parentsFirst(foreign)
	for _, k := range foreign {
		if !k.late && !late[k.first] {
			inside[k.table] = append(inside[k.table], k.first.(*pg.AddConstraint).Constraint)
		}
	}
	for _, list := range [][]planned{keys, indexes, checks} {
		for _, k := range list {
			out = append(out, k.functions...)
		}
	}
	for _, t := range order {
		ct := t.Create()
		for i := range ct.Columns {
			if c := t.written()[i]; c.Type.After != "" {
				ct.Columns[i].Type, ct.Columns[i].Default = c.Type.After, c.def
			}
		}
		if c := columns[t]; c != nil {
			ct.Columns = append(ct.Columns, *c)
		}
		ct.Constraints = inside[t]
		out = append(out, s.original(t.Original(), ct))
	}
	for _, x := range indexes {
		out = append(out, s.original(x.source, x.first))
	}
	for _, x := range searches {
		out = append(out, x.index)
	}
	for _, k := range foreign {
		if k.late || late[k.first] {
			out = append(out, k.first)
		}
	}
	out = append(out, s.comments()...)
	tr := s.translator()
	out = append(out, s.createViews(tr)...)
	out = append(out, s.createTriggers(tr)...)
	return append(out, s.carried...)
}

// parentsFirst orders the tables so that parents come before their children,
// otherwise as they came. The foreign keys that close a cycle are late.
func (s *Schema) parentsFirst(foreign []planned) (order []*Table, late map[pg.Statement]bool) {
	byPG := map[string]*Table{}
	for _, t := range s.tables {
		byPG[t.PG] = t
	}
	keys := map[*Table][]planned{}
	for _, k := range foreign {
		if !k.late {
			keys[k.table] = append(keys[k.table], k)
		}
	}
	late = map[pg.Statement]bool{}
	const visiting, done = 1, 2
	state := map[*Table]int{}
	// An explicit stack: a chain of parents may be as long as the schema.
	type frame struct {
		t    *Table
		next int
	}
	for _, root := range s.tables {
		if state[root] != 0 {
			continue
		}
		state[root] = visiting
		stack := []frame{{t: root}}
		for len(stack) > 0 {
			f := &stack[len(stack)-1]
			if f.next == len(keys[f.t]) {
				state[f.t] = done
				order = append(order, f.t)
				stack = stack[:len(stack)-1]
				continue
			}
			k := keys[f.t][f.next]
			f.next++
			parent := byPG[k.first.(*pg.AddConstraint).Constraint.Parent]
			switch {
			case parent == f.t: // refers to itself: allowed inside CREATE TABLE
			case state[parent] == visiting:
				late[k.first] = true
			case state[parent] == 0:
				state[parent] = visiting
				stack = append(stack, frame{t: parent})
			}
		}
	}
	return order, late
}
