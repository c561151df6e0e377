package coltype

import (
	"fmt"
	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser"
)

// Default is a value as a DEFAULT, nil for NULL.
func Default(ty Type, v *parser.Value) (out pg.Expr, why string) {
	if v.Class == parser.Null {
		return nil, ""
	}
	lit, ok := ty.Encoding.literal(&ty, ty.Stored(v))
	for _, other := range targets[ty.Family()].lax { // a default may be spelled otherwise than the rows
		if !ok {
			lit, ok = other.Encoding.literal(&other, other.Stored(v))
		}
	}
	if !ok {
		return nil, fmt.Sprintf("%s does not fit type %s", showValue(v), ty.Final())
	}
	return lit, ""
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
