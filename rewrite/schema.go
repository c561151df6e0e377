// Package rewrite decides what becomes of a SQLite schema and its values in
// PostgreSQL. It turns package ast into package pg, and values into COPY text.
// It reads no clock and draws nothing by chance: the same input gives the same
// output. Every decision that loses something is a warning.
package rewrite

import (
	"fmt"
	"slices"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// Options are the user's wishes.
type Options struct {
	Identifiers Identifiers // "" is Preserve
	DataOnly    bool        // the tables exist: nothing is said of their defaults
	Overrides   []Override  // later ones stand above earlier ones
	VarcharText bool        // VARCHAR(n) becomes text
	BadText     BadText     // "" is RefuseBadText
}

// Schema collects the objects of a dump as they come and plans what is written
// for them.
type Schema struct {
	opts   Options
	warn   func(diag.Message)
	tables []*Table
	byName map[string]*Table // by folded SQLite name

	relations namespace // PostgreSQL names of tables, indexes and keys
	indexes   []*ast.CreateIndex
	carried   []pg.Statement // what is carried as a comment
	analyze   bool
}

// NewSchema returns an empty Schema. Warnings go to warn as they arise.
func NewSchema(opts Options, warn func(diag.Message)) *Schema {
	return &Schema{opts: opts, warn: warn, byName: map[string]*Table{}, relations: namespace{}}
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
// and reported.
func (s *Schema) Carry(id, kind, name, reason string, h *ast.Head) {
	object := fmt.Sprintf("%s %s", kind, diag.Show(name))
	s.carried = append(s.carried, &pg.Untranslated{What: object, Reason: reason, Source: h.Text + ";"})
	s.warn(diag.Message{ID: id, Pos: h.Pos, Object: object, Text: "is not translated: " + reason,
		Hint: "its SQLite text stands as a comment at the end of the script"})
}

// renamed reports a name that could not be kept.
func (s *Schema) renamed(object, to, why string, pos diag.Pos) {
	s.warn(diag.Message{ID: "renamed", Pos: pos, Object: object, Text: fmt.Sprintf("is called %q in PostgreSQL: %s", diag.Escape(to), why)})
}

// Finish plans what follows the data of a full script: types made strict,
// keys, indexes, identity positions, checks, foreign keys, and the objects
// that are carried as comments.
func (s *Schema) Finish() []pg.Statement {
	s.followParents()
	var out []pg.Statement
	for _, t := range s.tables {
		if a := t.finalTypes(); len(a.Columns) > 0 {
			out = append(out, &pg.Attempt{What: "strict types of " + t.pgObject(), Try: []pg.Statement{a}})
		}
	}
	keys := s.keys()
	indexes := s.planIndexes()
	checks, foreign := s.checks(), s.foreignKeys()
	for _, k := range keys {
		out = append(out, k.attempt())
	}
	for _, x := range indexes {
		out = append(out, x.attempt())
	}
	out = append(out, s.Positions()...)
	for _, c := range append(checks, foreign...) {
		out = append(out, c.attempt())
	}
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
		if c.Type.Final != "" {
			a.Columns = append(a.Columns, pg.ColumnType{Column: c.PG, Type: c.Type.Final, Using: c.using, Default: c.def, DropDefault: c.using != nil && c.def != nil})
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
	s.followParents()
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
	order, late := s.parentsFirst(foreign)
	for _, k := range foreign {
		if !k.late && !late[k.first] {
			inside[k.table] = append(inside[k.table], k.first.(*pg.AddConstraint).Constraint)
		}
	}
	var out []pg.Statement
	for _, t := range order {
		ct := t.Create()
		for i := range ct.Columns {
			if c := t.written()[i]; c.Type.Final != "" {
				ct.Columns[i].Type, ct.Columns[i].Default = c.Type.Final, c.def
			}
		}
		ct.Constraints = inside[t]
		out = append(out, ct)
	}
	for _, x := range indexes {
		out = append(out, x.first)
	}
	for _, k := range foreign {
		if k.late || late[k.first] {
			out = append(out, k.first)
		}
	}
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
