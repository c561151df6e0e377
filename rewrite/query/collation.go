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

// inherit gives an expression the explicit collation of its operands.
func inherit(out Value, from ...Value) Value {
	for _, v := range from {
		if v.Explicit && !out.Explicit {
			out.Collation, out.Explicit = v.Collation, true
		}
	}
	return out
}

func (t *Translator) collate(x *ast.CollateExpr, s *Scope) (Value, error) {
	v, err := t.Value(x.X, s)
	if err == nil {
		err = CheckCollation(x.Collation)
	}
	v.Collation, v.Explicit = collationNames[fold(x.Collation)], true
	return v, err
}
