package coltype

import (
	"bytes"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/parser"
)

// Programs that come from MySQL have a date of zeros for no date, and others an empty
// text. PostgreSQL has NULL for that.

// Temporal reports whether the values of the type are dates or times.
func (t *Type) Temporal() bool {
	return t.Family() == "date" || strings.HasPrefix(t.Family(), "time")
}

// IsZeroDate reports whether a value is an empty text, or a date of zeros, without a time
// or with one of zeros.
func IsZeroDate(v *parser.Value) bool {
	return v.Class == parser.Text && !v.Open && isZeroDate(v.Text)
}

func isZeroDate(text []byte) bool {
	if len(text) == 0 {
		return true
	}
	rest, ok := bytes.CutPrefix(text, []byte("0000-00-00"))
	return ok && (len(rest) == 0 || (rest[0] == ' ' || rest[0] == 'T') && len(bytes.Trim(rest[1:], "0:.Z")) == 0)
}

// LeaveZeroDates is a direct encoder that leaves such values, and all that begins like
// them.
func LeaveZeroDates(fast Fast) Fast {
	return func(t *Type, dst, in []byte) (int, int, parser.Class) {
		if len(in) > 1 && in[0] == '\'' && (in[1] == '\'' || in[1] == '0' && bytes.HasPrefix(in, []byte("'0000-00-00"))) {
			return 0, Leave, parser.Null
		}
		return fast(t, dst, in)
	}
}
