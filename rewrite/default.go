package rewrite

import (
	"encoding/hex"
	"fmt"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/query"
)

// setDefault translates the DEFAULT of a column. One that cannot be said is
// left out and reported.
func (t *Table) setDefault(c *Column, con *ast.Constraint) {
	if c.Identity || c.Generated || t.schema.opts.DataOnly {
		return // SQLite never uses it there, or the table exists
	}
	x, why := t.defaultExpr(c, con.Expr)
	if c.lostDefault = why != ""; why != "" {
		t.schema.warn(diag.Message{ID: "default-left-out", Pos: t.pos(con.Offset), Object: t.object(c),
			Text: "its DEFAULT is left out: " + why})
	}
	c.def = x
}

// laxer holds the types that read the other spellings of a type's values.
var laxer = map[string][]Type{
	"boolean":     {typeBoolean, typeTruth},
	"timestamp":   {typeMoment},
	"timestamptz": {typeMoment},
	"time":        {typeClock},
	"uuid":        {typeUUIDText},
}

// defaultExpr translates a DEFAULT for the type that the column has in the end.
func (t *Table) defaultExpr(c *Column, x ast.Expr) (out pg.Expr, why string) {
	if n, ok := x.(*ast.ColumnRef); ok { // DEFAULT ("x") is a string, too
		x = &ast.Literal{Kind: ast.StringLit, Text: n.Name}
	}
	if now, ok := instantOf(x); ok {
		if out = now.as(c.Type.family()); out != nil {
			return out, ""
		}
	}
	if v, ok := constant(x); ok {
		return constantDefault(c.Type, v)
	}
	err := query.OfRow(x)
	if err != nil {
		return nil, err.Error()
	}
	err = t.schema.try(func() error {
		tr := t.schema.translator()
		v, err := tr.Value(x, &query.Scope{})
		if err == nil {
			out, err = tr.Assign(c.seenAs(true), v)
		}
		return err
	})
	if err != nil {
		return nil, err.Error()
	}
	return out, ""
}

// constantDefault is a value as a DEFAULT, nil for NULL.
func constantDefault(ty Type, v *parser.Value) (out pg.Expr, why string) {
	if v.Class == parser.Null {
		return nil, ""
	}
	lit, ok := literal(ty, v)
	for _, other := range laxer[ty.family()] { // a default may be spelled otherwise than the rows
		if !ok {
			lit, ok = literal(other, v)
		}
	}
	if !ok {
		return nil, fmt.Sprintf("%s does not fit type %s", showValue(v), ty.final())
	}
	return lit, ""
}

// constant evaluates a literal, with signs before a number.
func constant(x ast.Expr) (*parser.Value, bool) {
	switch x := x.(type) {
	case *ast.Literal:
		return literalValue(x)
	case *ast.Unary:
		v, ok := constant(x.X)
		if !ok || v.Class != parser.Integer && v.Class != parser.Real || x.Op != "-" && x.Op != "+" {
			return nil, false
		}
		if x.Op == "-" {
			if v.Text[0] == '-' {
				v.Text = v.Text[1:]
			} else if string(v.Text) != "0" {
				v.Text = append([]byte{'-'}, v.Text...)
			}
			if string(v.Text) == "-9223372036854775808" {
				v.Class = parser.Integer
			}
		}
		return v, true
	}
	return nil, false
}

// literal writes a value as a literal of a type.
func literal(ty Type, v *parser.Value) (pg.Expr, bool) {
	v = hold(ty.affinity, v)
	if (ty.Encoding == encodeText || ty.Encoding == encodeAny) && v.Class == parser.Text {
		if CheckText(v.Text) != Fits || ty.Limit > 0 && runes(v) > ty.Limit {
			return nil, false
		}
		return pg.String(v.Text), true
	}
	if ty.SQL == "bytea" {
		digits := string(v.Text)
		if v.Class == parser.Text {
			digits = hex.EncodeToString(v.Text)
		}
		return &pg.Cast{X: pg.String(`\x` + digits), Type: "bytea"}, v.Class == parser.Text || v.Class == parser.Blob
	}
	text, fit := ty.Append(nil, v)
	if !fit.ok() {
		return nil, false
	}
	switch ty.Encoding {
	case encodeTruth:
		return &pg.Cast{X: pg.String(text), Type: "boolean"}, true
	case encodeBoolean, encodeBoolLetter, encodeBoolWord:
		return pg.Keyword(map[string]string{"t": "true", "f": "false"}[string(text)]), true
	case encodeBigint, encodeNumeric, encodeNumbers:
		return signed(string(text)), true
	case encodeDouble:
		if text[len(text)-1] == 'y' { // Infinity
			return pg.String(text), true
		}
		return signed(string(text)), true
	}
	return pg.String(text), true
}

// signed is a number that may have a minus sign.
func signed(text string) pg.Expr {
	if text[0] == '-' {
		return pg.Keyword(text) // of a default: stands alone
	}
	return pg.Number(text)
}

// showValue quotes a value for a message.
func showValue(v *parser.Value) string {
	switch v.Class {
	case parser.Null:
		return "NULL"
	case parser.Text:
		return "text " + diag.Show(v.Text)
	case parser.Blob:
		return "blob " + diag.Show("x'"+string(v.Text)+"'")
	}
	if len(v.Text) > maxShown {
		return v.Class.String() + " " + string(v.Text[:maxShown]) + "…"
	}
	return v.Class.String() + " " + string(v.Text)
}

// maxShown is how many digits of a number a message quotes.
const maxShown = 60

// ShowValue quotes a value of a row for a message.
func ShowValue(v *parser.Value) string {
	if v.Open {
		return "a " + v.Class.String() + " too long to show"
	}
	return showValue(v)
}
