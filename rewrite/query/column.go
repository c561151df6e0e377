package query

import (
	"strings"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// rowidNames are SQLite's names of the rowid, if no column has them.
// https://sqlite.org/rowidtable.html
var rowidNames = map[string]bool{"rowid": true, "oid": true, "_rowid_": true}

// fold compares names as SQLite does: ASCII case does not count.
func fold(name string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, name)
}

// column looks a name up, from the innermost scope outwards: columns first,
// then the rowid, then the aliases of result columns. What is found nowhere in
// double quotes is a string (https://sqlite.org/quirks.html#dblquote).
func (t *Translator) column(x *ast.ColumnRef, scope *Scope) (Value, error) {
	name, table := fold(x.Name), fold(x.Table)
	for s := scope; s != nil; s = s.Outer {
		var found *Source
		var column *Column
		for _, source := range s.Sources {
			if table != "" && source.Name != table || table == "" && source.hidden[name] {
				continue
			}
			if c := source.column(name); c != nil {
				if found != nil {
					return Value{}, cannot("column name %s is ambiguous", diag.Show(x.Name))
				}
				found, column = source, c
			}
		}
		if found == nil && rowidNames[name] {
			for _, source := range s.Sources {
				if table != "" && source.Name != table || source.Relation.View {
					continue
				}
				if source.Relation.Rowid == nil {
					return Value{}, cannot("the rowid of %s, which PostgreSQL does not keep", diag.Show(source.Relation.Name))
				}
				if found != nil {
					return Value{}, cannot("column name %s is ambiguous", diag.Show(x.Name))
				}
				found, column = source, source.Relation.Rowid
			}
		}
		if found != nil {
			return found.value(column)
		}
		if alias, ok := s.aliases[name]; ok && table == "" {
			plain := *s
			plain.aliases = nil // an alias sees columns only
			return t.Value(alias, &plain)
		}
	}
	if x.DoubleQuoted && table == "" {
		return t.literal(&ast.Literal{Kind: ast.StringLit, Text: x.Name})
	}
	if x.Table != "" {
		return Value{}, cannot("column %s.%s does not exist", diag.Escape(x.Table), diag.Escape(x.Name))
	}
	return Value{}, cannot("column %s does not exist", diag.Show(x.Name))
}

func (s *Source) column(folded string) *Column {
	for _, c := range s.Relation.Columns {
		if fold(c.Name) == folded {
			return c
		}
	}
	return nil
}

// value is a column as the source has it.
func (s *Source) value(c *Column) (Value, error) {
	switch {
	case s.Relation.Missing != "":
		return Value{}, cannot("%s is not in PostgreSQL: %s", diag.Show(s.Relation.Name), s.Relation.Missing)
	case c.Missing != "":
		return Value{}, cannot("column %s is not in PostgreSQL: %s", diag.Show(c.Name), c.Missing)
	}
	var x pg.Expr = pg.Name(c.PG)
	if s.Ref != "" {
		x = &pg.ColumnOf{Table: s.Ref, Name: c.PG}
	}
	v := Value{X: x, Type: c.Type, Affinity: c.Affinity, Collation: c.Collation, NotNull: c.NotNull, Digits: c.Digits}
	if v.Collation == "" {
		v.Collation = "BINARY" // a column's collation counts, that of an expression does not
	}
	if v.Digits == 0 {
		v.Digits = usualDigits
	}
	if v.Type.Kind == Numeric && v.Type.SQL != "double precision" {
		v.Exact = call("trim_scale", x) // 3.00 of numeric(10,2) is the integer 3
	}
	return v, nil
}

// usualDigits is how long integers are taken to be when nobody looked.
const usualDigits = 9

func call(name string, args ...pg.Expr) *pg.Call { return &pg.Call{Func: name, Args: args} }
