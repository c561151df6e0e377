package query

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// rowidNames are SQLite's names of the rowid, if no column has them.
// https://sqlite.org/rowidtable.html
var rowidNames = map[string]bool{"rowid": true, "oid": true, "_rowid_": true}

// sourceMark begins the table of a reference that names a source by its place:
// "\x00" and the index in Scope.Sources. No name of SQLite's holds a NUL.
const sourceMark = "\x00"

// refTo is a reference to a column of the source at a place.
func refTo(source int, column string) *ast.ColumnRef {
	return &ast.ColumnRef{Table: sourceMark + strconv.Itoa(source), Name: column}
}

// match is a column of a source.
type match struct {
	source *Source
	place  int
	column *Column
}

// column looks a name up, from the innermost scope outwards: columns first,
// then the rowid, then the aliases of result columns. What is found nowhere in
// double quotes is a string (https://sqlite.org/quirks.html#dblquote). The
// rules are those of lookupName() in SQLite's resolve.c.
func (t *Translator) column(x *ast.ColumnRef, scope *Scope) (Value, error) {
	for s := scope; s != nil; s = s.Outer {
		found, err := s.find(x)
		if err != nil {
			return Value{}, err
		}
		switch len(found) {
		case 1:
			return t.valueOf(found[0], s, s == scope)
		case 0:
		default: // of a FULL JOIN, what the first side that has a row says
			c := &ast.Call{Name: "coalesce"}
			for _, m := range found {
				c.Args = append(c.Args, refTo(m.place, m.column.Name))
			}
			return t.Value(c, s)
		}
		if alias, ok := s.aliases[fold(x.Name)]; ok && x.Table == "" {
			plain := *s
			plain.aliases = nil // an alias sees columns only
			return t.Value(alias, &plain)
		}
	}
	if v, ok, err := t.rankColumn(x, scope); ok {
		return v, err
	}
	switch {
	case x.DoubleQuoted && x.Table == "":
		return t.literal(&ast.Literal{Kind: ast.StringLit, Text: x.Name})
	case x.Table != "":
		return Value{}, cannot("column %s.%s does not exist", diag.Escape(x.Table), diag.Escape(x.Name))
	}
	return Value{}, cannot("column %s does not exist", diag.Show(x.Name))
}

// find returns the columns that a reference names among the sources: none, one,
// or those that FULL JOINs with USING made one.
func (s *Scope) find(x *ast.ColumnRef) ([]match, error) {
	name, table := fold(x.Name), fold(x.Table)
	if len(table) > 0 && table[:1] == sourceMark {
		i, _ := strconv.Atoi(table[1:])
		return []match{{s.Sources[i], i, s.Sources[i].Relation.Column(name)}}, nil
	}
	var found []match
	sees := func(src *Source) bool { return src.Name == table || table == "" && !src.Named }
	for i, src := range s.Sources {
		if !sees(src) {
			continue
		}
		c := src.Relation.Column(name)
		if c == nil {
			continue
		}
		if len(found) > 0 {
			switch {
			case !src.using[name] || table != "":
				return nil, cannot("column name %s is ambiguous", diag.Show(x.Name))
			case !src.right:
				continue // inner and left joins: the leftmost
			case !src.left:
				found = nil // right joins: the rightmost
			}
		}
		found = append(found, match{src, i, c})
	}
	if found != nil || !rowidNames[name] {
		return found, nil
	}
	for i, src := range s.Sources {
		if !sees(src) || src.Relation.View || src.Relation.NoRowid {
			continue
		}
		c := cmp.Or(src.Relation.Rowid, src.Relation.Numbered)
		if c == nil {
			return nil, noRowid(src.Relation)
		}
		if found != nil {
			return nil, cannot("column name %s is ambiguous", diag.Show(x.Name))
		}
		found = append(found, match{src, i, c})
	}
	return found, nil
}

func noRowid(rel *Relation) error {
	return cannot("the rowid of %s, which PostgreSQL does not keep", diag.Show(rel.Name))
}

// needNumber takes note that something needs a column for the rowid of a table, if the column is
// that.
func (t *Translator) needNumber(rel *Relation, c *Column) error {
	switch {
	case c != rel.Numbered || c == nil:
		return nil
	case !t.Numbers:
		return noRowid(rel)
	case !slices.ContainsFunc(t.Numbered, func(r *Relation) bool { return r.PG == rel.PG }): // NEW is a relation of its own
		t.Numbered = append(t.Numbered, rel)
	}
	return nil
}

// read takes note of a column that the data may keep from being made.
func (t *Translator) read(from, column string) {
	for i := range t.Reads {
		if r := &t.Reads[i]; r.From == from {
			if !slices.Contains(r.Columns, column) {
				r.Columns = append(r.Columns, column)
			}
			return
		}
	}
	t.Reads = append(t.Reads, pg.Reading{From: from, Columns: []string{column}})
}

// valueOf is a column as a scope sees it; inside says that it is looked at from
// that scope, not from a query inside.
func (t *Translator) valueOf(m match, s *Scope, inside bool) (Value, error) {
	c := m.column
	switch {
	case m.source.Relation.Missing != "":
		return Value{}, cannot("%s is not in PostgreSQL: %s", diag.Show(m.source.Relation.Name), m.source.Relation.Missing)
	case c.Missing != "":
		return Value{}, cannot("column %s is not in PostgreSQL: %s", diag.Show(c.Name), c.Missing)
	}
	if err := t.needNumber(m.source.Relation, c); err != nil {
		return Value{}, err
	}
	if c.Uncertain {
		t.read(m.source.Relation.PG, c.PG)
	}
	var x pg.Expr = pg.Name(c.PG)
	if m.source.Ref != "" && !(s.bare && inside && !c.Uncertain) {
		x = &pg.ColumnOf{Table: m.source.Ref, Name: c.PG}
	}
	if c.Stands != nil {
		x = c.Stands
	}
	v := m.source.value(c, x)
	if s.group != nil {
		return t.bareColumn(m, v, s, inside)
	}
	return v, nil
}
