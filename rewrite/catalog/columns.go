package catalog

import (
	"slices"

	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// columns are those of a table.
type columns struct {
	Columns []*Column
	// Rowid is the INTEGER PRIMARY KEY, which is the rowid itself
	// (https://sqlite.org/lang_createtable.html#rowid), or nil.
	Rowid  *Column
	byName map[string]*Column // by folded SQLite name; nil for few that have one name each
}

// fewColumns are looked for one by one: a map of them would be as large as they are.
const fewColumns = 8

// named is the column of a folded SQLite name, or nil.
func (l *columns) named(folded string) *Column {
	if l.byName != nil {
		return l.byName[folded]
	}
	for _, c := range l.Columns {
		if len(c.Name) == len(folded) && lexer.Fold(c.Name) == folded {
			return c
		}
	}
	return nil
}

// add is another column. It reports false if one has that name already.
func (l *columns) add(c *Column) bool {
	name := lexer.Fold(c.Name)
	if l.named(name) != nil {
		return false
	}
	l.Columns = append(l.Columns, c)
	switch {
	case l.byName != nil:
		l.byName[name] = c
	case len(l.Columns) > fewColumns:
		l.index()
	}
	return true
}

// index makes the map, which may then get other names of columns.
func (l *columns) index() {
	l.byName = make(map[string]*Column, len(l.Columns))
	for _, c := range l.Columns {
		l.byName[lexer.Fold(c.Name)] = c
	}
}

// Column finds a column by its SQLite name. rowid, oid and _rowid_ name the
// INTEGER PRIMARY KEY unless a column has that name.
func (l *columns) Column(name string) *Column {
	name = lexer.Fold(name)
	if c := l.named(name); c != nil {
		return c
	}
	if IsRowid(name) {
		return l.Rowid
	}
	return nil
}

// IsRowid reports whether a folded name is one of the rowid's.
func IsRowid(name string) bool { return name == "rowid" || name == "oid" || name == "_rowid_" }

// Kept returns the columns that CREATE TABLE has.
func (l *columns) Kept() []*Column {
	var out []*Column
	for _, c := range l.Columns {
		if !c.Dropped {
			out = append(out, c)
		}
	}
	return out
}

// Given counts the columns that are not generated: what most producers
// write without a column list.
func (l *columns) Given() int {
	n := 0
	for _, c := range l.Columns {
		if !c.Generated {
			n++
		}
	}
	return n
}

// ReadsColumn reports whether an expression reads a column of the table.
func (l *columns) ReadsColumn(x ast.Expr) bool {
	found := false
	ast.Walk(x, func(e ast.Expr) {
		if c, ok := e.(*ast.ColumnRef); ok && (!c.DoubleQuoted || l.Column(c.Name) != nil) {
			found = true
		}
	})
	return found
}

// ColumnsOf returns the columns that an expression reads, each once.
func (l *columns) ColumnsOf(x ast.Expr) []*Column {
	var out []*Column
	ast.Walk(x, func(e ast.Expr) {
		if ref, ok := e.(*ast.ColumnRef); ok {
			if c := l.Column(ref.Name); c != nil && !slices.Contains(out, c) {
				out = append(out, c)
			}
		}
	})
	return out
}
