package coltype

import (
	"encoding/hex"
	"fmt"
	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser"
)

// laxer holds the types that read the other spellings of a type's values.
var laxer = map[string][]Type{
	"boolean":     {Boolean, typeTruth},
	"timestamp":   {typeMoment},
	"timestamptz": {typeMoment},
	"time":        {typeClock},
	"uuid":        {typeUUIDText},
}

// Default is a value as a DEFAULT, nil for NULL.
func Default(ty Type, v *parser.Value) (out pg.Expr, why string) {
	if v.Class == parser.Null {
		return nil, ""
	}
	lit, ok := literal(ty, v)
	for _, other := range laxer[ty.Family()] { // a default may be spelled otherwise than the rows
		if !ok {
			lit, ok = literal(other, v)
		}
	}
	if !ok {
		return nil, fmt.Sprintf("%s does not fit type %s", showValue(v), ty.Final())
	}
	return lit, ""
}

// literal writes a value as a literal of a type.
func literal(ty Type, v *parser.Value) (pg.Expr, bool) {
	v = ty.Stored(v)
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
	if !fit.OK() {
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
