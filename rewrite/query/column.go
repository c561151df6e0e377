package query

import (
	"strings"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// fold compares names as SQLite does: ASCII case does not count.
func fold(name string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, name)
}

// value is a column of the source; x is how PostgreSQL names it.
func (s *Source) value(c *Column, x pg.Expr) Value {
	v := Value{X: x, Type: c.Type, Affinity: c.Affinity, Holds: c.Affinity, Stored: !c.Computed, Collation: c.Collation, NotNull: c.NotNull && !s.nullable, Digits: c.Digits}
	if s.Relation.View {
		v.Holds = c.Holds
	}
	if s.Named && c != s.Relation.Rowid && c != s.Relation.Numbered {
		v.Affinity, v.Stored = ast.NoAffinity, false // those of a trigger's NEW and OLD do not count
	}
	if v.Collation == "" {
		v.Collation = "BINARY" // a column's collation counts, that of an expression does not
	}
	if v.Digits == 0 {
		v.Digits = usualDigits
	}
	if v.Type.SQL == caseless { // its equality folds more than ASCII: NOCASE does that, by the text
		v.X, v.Type.SQL, v.Type.Read, v.Caseless = v.Type.Read(x), TypeText.SQL, nil, true
	}
	v.Exact = c.exact(x)
	v.Reals = v.Type.Kind == Mixed
	if c.Element != "" {
		v.Element, v.JSON = pg.Name(c.Element), true
		if of, ok := x.(*pg.ColumnOf); ok {
			v.Element = &pg.ColumnOf{Table: of.Table, Name: c.Element}
		}
	}
	return v
}

// caseless is the type of texts whose case does not count in PostgreSQL.
const caseless = "citext"

// exact is the form of the column that tells integers from reals, nil for the column
// itself: 3.00 of numeric(10,2) is the integer 3.
func (c *Column) exact(x pg.Expr) pg.Expr {
	if c.Type.Kind != Numeric || c.Type.Read != nil || c.Scaled {
		return nil
	}
	if c.Real {
		return &pg.Binary{Op: "+", L: x, R: pg.Number("0.0")}
	}
	return call("trim_scale", x)
}

// usualDigits is how long integers are taken to be when nobody looked.
const usualDigits = 9

func call(name string, args ...pg.Expr) *pg.Call { return &pg.Call{Func: name, Args: args} }
