package rewrite

import (
	"encoding/hex"
	"fmt"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// utcNow is the moment SQLite's CURRENT_* words speak of: they are in UTC
// (https://sqlite.org/lang_createtable.html#the_default_clause).
const utcNow = pg.Keyword("now() AT TIME ZONE 'UTC'")

// currentDefaults says what DEFAULT CURRENT_TIMESTAMP and its like become, by
// the word and the encoding of the column. PostgreSQL's own CURRENT_TIMESTAMP
// would store another text and the session's local time.
var currentDefaults = map[ast.LiteralKind]map[Encoding]pg.Expr{
	ast.CurrentTimestamp: {
		encodeTimestamp:   pg.Keyword("(now() AT TIME ZONE 'UTC')"),
		encodeTimestamptz: pg.Keyword("now()"),
		encodeDate:        &pg.Cast{X: parens(utcNow), Type: "date"},
		encodeText:        toChar("YYYY-MM-DD HH24:MI:SS"),
		encodeAny:         toChar("YYYY-MM-DD HH24:MI:SS"),
	},
	ast.CurrentDate: {
		encodeTimestamp: &pg.Call{Func: "date_trunc", Args: []pg.Expr{pg.String("day"), utcNow}},
		encodeDate:      &pg.Cast{X: parens(utcNow), Type: "date"},
		encodeText:      toChar("YYYY-MM-DD"),
	},
	ast.CurrentTime: {
		encodeTime: &pg.Cast{X: parens(utcNow), Type: "time"},
		encodeText: toChar("HH24:MI:SS"),
		encodeAny:  toChar("HH24:MI:SS"),
	},
}

func parens(x pg.Keyword) pg.Expr { return "(" + x + ")" }

func toChar(format string) pg.Expr {
	return &pg.Call{Func: "to_char", Args: []pg.Expr{utcNow, pg.String(format)}}
}

// setDefault translates the DEFAULT of a column. One that cannot be said is
// left out and reported.
func (t *Table) setDefault(c *Column, con *ast.Constraint) {
	if c.Identity || c.Generated {
		return // SQLite never uses it there
	}
	x, why := defaultExpr(c.Type, con.Expr)
	if why != "" {
		t.schema.warn(diag.Message{ID: "default-left-out", Pos: t.pos(con.Offset), Object: t.object(c),
			Text: "its DEFAULT is left out: " + why})
	}
	c.def = x
}

func defaultExpr(ty Type, x ast.Expr) (out pg.Expr, why string) {
	if n, ok := x.(*ast.ColumnRef); ok { // DEFAULT ("x") is a string, too
		x = &ast.Literal{Kind: ast.StringLit, Text: n.Name}
	}
	if l, ok := x.(*ast.Literal); ok {
		if words, ok := currentDefaults[l.Kind]; ok {
			if x := words[ty.Encoding]; x != nil {
				return x, ""
			}
			return nil, "the current time does not fit type " + ty.SQL
		}
	}
	v, ok := constant(x)
	if !ok {
		return nil, "it is an expression that is not translated"
	}
	if v.Class == parser.Null {
		return nil, ""
	}
	lit, ok := literal(ty, v)
	if !ok {
		return nil, fmt.Sprintf("%s does not fit type %s", showValue(v), ty.SQL)
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
	if (ty.Encoding == encodeText || ty.Encoding == encodeAny) && v.Class == parser.Text {
		if CheckText(v.Text) != Fits || ty.Limit > 0 && runes(v) > ty.Limit {
			return nil, false
		}
		return pg.String(v.Text), true
	}
	if ty.Encoding == encodeBytea {
		digits := string(v.Text)
		if v.Class == parser.Text {
			digits = hex.EncodeToString(v.Text)
		}
		return &pg.Cast{X: pg.String(`\x` + digits), Type: "bytea"}, v.Class == parser.Text || v.Class == parser.Blob
	}
	text, fit := ty.Append(nil, v)
	if fit != Fits {
		return nil, false
	}
	switch ty.Encoding {
	case encodeBoolean:
		return pg.Keyword(map[string]string{"t": "true", "f": "false"}[string(text)]), true
	case encodeBigint, encodeNumeric:
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
	return v.Class.String() + " " + string(v.Text)
}

// ShowValue quotes a value of a row for a message.
func ShowValue(v *parser.Value) string {
	if v.Open {
		return "a " + v.Class.String() + " too long to show"
	}
	return showValue(v)
}
