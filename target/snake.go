package target

import (
	"strings"
	"unicode"
)

// snake puts an underscore where a word begins and lowers everything, as
// --identifiers=snake does: a capital after a small letter or digit, and the last
// of several capitals before a small letter.
func snake(name string) string {
	var out strings.Builder
	rs := []rune(name)
	for i, r := range rs {
		switch {
		case r == ' ' || r == '-' || r == '.':
			r = '_'
		case unicode.IsUpper(r) && i > 0:
			before, small := rs[i-1], i+1 < len(rs) && unicode.IsLower(rs[i+1])
			if unicode.IsLower(before) || unicode.IsDigit(before) || unicode.IsUpper(before) && small {
				out.WriteByte('_')
			}
		}
		out.WriteRune(unicode.ToLower(r))
	}
	return out.String()
}

// many reports whether one of two names is the other in the plural, in English.
func many(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	stem, y := strings.CutSuffix(a, "y")
	return b == a+"s" || b == a+"es" || y && b == stem+"ies"
}
