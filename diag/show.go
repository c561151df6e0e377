package diag

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// showMax is how many bytes of a text a message quotes.
const showMax = 60

// Show quotes a piece of input for a message: cut to a readable length, with
// control characters, bidirectional marks and invalid UTF-8 escaped, so that a
// hostile name cannot disguise itself on a terminal.
func Show[T ~string | ~[]byte](text T) string {
	b := string(text)
	cut := len(b) > showMax
	if cut {
		n := showMax
		for n > 0 && !utf8.RuneStart(b[n]) {
			n--
		}
		b = b[:n]
	}
	b = `"` + Escape(b)
	if cut {
		return b + `…"`
	}
	return b + `"`
}

// Escape writes what a terminal would not show as itself as \xNN or \u{NNNN}.
func Escape(text string) string {
	if plain(text) {
		return text
	}
	var out strings.Builder
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		switch {
		case r == utf8.RuneError && n == 1, r < 0x20, r == 0x7F:
			fmt.Fprintf(&out, `\x%02x`, text[i])
		case unicode.IsPrint(r):
			out.WriteRune(r)
		default:
			fmt.Fprintf(&out, `\u{%04x}`, r)
		}
		i += n
	}
	return out.String()
}

func plain(text string) bool {
	for i := 0; i < len(text); i++ {
		if c := text[i]; c < 0x20 || c >= 0x7F {
			return false
		}
	}
	return true
}
