package coltype

import (
	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/parser"
)

// ShowValue quotes a value for a message.
func ShowValue(v *parser.Value) string {
	switch {
	case v.Open:
		return "a " + v.Class.String() + " too long to show"
	case v.Class == parser.Null:
		return "NULL"
	case v.Class == parser.Text:
		return "text " + diag.Show(v.AppendContent(nil))
	case v.Class == parser.Blob:
		return "blob " + diag.Show("x'"+string(v.Text)+"'")
	case len(v.Text) > maxShown:
		return v.Class.String() + " " + string(v.Text[:maxShown]) + "…"
	}
	return v.Class.String() + " " + string(v.Text)
}

// maxShown is how many digits of a number a message quotes.
const maxShown = 60
