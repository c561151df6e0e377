package coltype

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"github.com/sqlite2pg/sqlite2pg/parser"
)

// CitextName is the type of texts whose case does not count. It is one of an extension.
// https://www.postgresql.org/docs/current/citext.html
const CitextName = "citext"

// Caseless returns the chain of a column that is compared by NOCASE: its texts become
// citext after the data, which takes no rewriting. Their length is not bounded then. What
// the user asks for stays, and so does what holds no text.
func Caseless(chain []Type) []Type {
	var out []Type
	for _, t := range chain {
		if (t.IsText() || t.TakesAny()) && !t.Forced && t.After == "" {
			t.SQL, t.Limit, t.After = Text.SQL, 0, CitextName
		}
		if !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	return out
}

// IsCaseless reports whether the column is citext in the end, and was made so here.
func (t *Type) IsCaseless() bool { return t.Final() == CitextName && !t.Exists() }

// capitals says how a text fits that is taken by a type: to citext, a capital letter beyond
// ASCII is the same as the small one, and to NOCASE it is not.
func (t *Type) capitals(text []byte) Fit {
	if !t.IsCaseless() {
		return Fits
	}
	for i := 0; i < len(text); {
		if text[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(text[i:])
		if unicode.ToLower(r) != r {
			return Capitals
		}
		i += n
	}
	return Fits
}

// fastASCII is fastText for texts of ASCII. Others are looked at for capitals.
func fastASCII(t *Type, dst, in []byte) (written, read int, class parser.Class) {
	written, read, class = fastText(t, dst, in)
	if read > 0 && slices.ContainsFunc(in[:read], func(c byte) bool { return c >= utf8.RuneSelf }) {
		read = Leave
	}
	return written, read, class
}
