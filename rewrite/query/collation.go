package query

import (
	"strings"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// The collations that SQLite has. https://sqlite.org/datatype3.html#collating_sequences
var collationNames = map[string]string{"binary": "BINARY", "nocase": "NOCASE", "rtrim": "RTRIM"}

// collationOf is the collation that a comparison uses: an explicit one, the
// left one first, then that of a column.
func collationOf(l, r Value) string {
	switch {
	case l.Explicit:
		return l.Collation
	case r.Explicit:
		return r.Collation
	case l.Collation != "":
		return l.Collation
	}
	return r.Collation
}

// CheckCollation returns an error for a collation that SQLite does not have by
// itself.
func CheckCollation(name string) error {
	if name != "" && collationNames[fold(name)] == "" {
		return cannot("collation %s, which is the application's own", name)
	}
	return nil
}

// Collated returns a plain text so that PostgreSQL's equality of it is SQLite's
// under the collation.
func Collated(v Value, collation string) Value {
	switch collationNames[fold(collation)] {
	case "NOCASE": // ASCII only, which is what lower() does in "C"
		if text, ok := v.constantText(); ok && v.Type.Kind == Text {
			v.X = pg.String(fold(text))
		} else {
			v.X = call("lower", &pg.Collate{X: v.X, Collation: "C"})
		}
	case "RTRIM":
		if text, ok := v.constantText(); ok && v.Type.Kind == Text {
			v.X = pg.String(strings.TrimRight(text, " "))
		} else {
			v.X = call("rtrim", v.X, pg.String(" "))
		}
	default:
		return v
	}
	v.Literal = nil
	return v
}

// Ordered returns a plain text so that PostgreSQL orders it as SQLite does:
// by bytes.
func Ordered(v Value, collation string) Value {
	if collationNames[fold(collation)] == "NOCASE" && v.Literal == nil {
		return Collated(v, collation) // in "C" already
	}
	v = Collated(v, collation)
	if v.Type.Kind == Text || v.Type.Kind == Mixed {
		if c, ok := v.X.(*pg.Collate); !ok || c.Collation != "C" {
			v.X = &pg.Collate{X: v.X, Collation: "C"}
		}
	}
	return v
}

// firstCollation is the one by which min(), max() and nullif() compare: that of
// the first argument that has one, whether COLLATE gave it or not.
func firstCollation(list []Value) string {
	for _, v := range list {
		if v.Collation != "" {
			return v.Collation
		}
	}
	return ""
}

// collationHere gives the value of an expression the collation that it brings
// into a comparison. A column has its own, also below CAST and a unary plus;
// everything else has none but that of a COLLATE inside of it, the first one.
// The rules are those of sqlite3ExprCollSeq() in SQLite's expr.c.
func collationHere(v Value, x ast.Expr) Value {
	switch x := x.(type) {
	case *ast.ColumnRef, *ast.Cast, *ast.CollateExpr:
		return v
	case *ast.Unary:
		if x.Op == "+" {
			return v
		}
	}
	name := explicit(x)
	v.Collation, v.Explicit = collationNames[fold(name)], name != ""
	return v
}

// explicit is the collation of the first COLLATE in an expression, "" for none.
// Queries inside do not show theirs.
func explicit(x ast.Expr) (name string) {
	ast.Inspect(x, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Select:
			return false
		case *ast.CollateExpr:
			if name == "" {
				name = n.Collation
			}
		case *ast.Between: // SQLite's parser notes no COLLATE of the bounds,
			if name == "" {
				name = explicit(n.X)
			}
			return false
		case *ast.Row: // and of a row that of the first value only
			if name == "" && len(n.Items) > 0 {
				name = explicit(n.Items[0])
			}
			return false
		case *ast.Call: // neither FILTER nor OVER
			for _, arg := range n.Args {
				if name == "" {
					name = explicit(arg)
				}
			}
			return false
		}
		return name == ""
	})
	return name
}

func (t *Translator) collate(x *ast.CollateExpr, s *Scope) (Value, error) {
	v, err := t.Value(x.X, s)
	if err == nil {
		err = CheckCollation(x.Collation)
	}
	v.Collation, v.Explicit = collationNames[fold(x.Collation)], true
	return v, err
}
