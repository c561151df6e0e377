package diag

import (
	"fmt"
	"strings"
)

// Count is a number of things in words: "1 row", "2 indexes".
func Count(n int64, what string) string {
	switch {
	case n == 1:
	case strings.HasSuffix(what, "x"):
		what += "es"
	default:
		what += "s"
	}
	return fmt.Sprintf("%d %s", n, what)
}

// Format is fmt.Sprintf, and of {row|rows} it takes the word that goes with the number
// before it.
func Format(text string, values ...any) string {
	if len(values) == 0 {
		return text
	}
	if !strings.Contains(text, "{") {
		return fmt.Sprintf(text, values...)
	}
	var b strings.Builder
	one, next := false, 0
	for i := 0; i < len(text); i++ {
		switch {
		case text[i] == '%':
			one = fmt.Sprint(values[next]) == "1"
			next++
		case text[i] == '{':
			word, rest, _ := strings.Cut(text[i+1:], "}")
			singular, plural, _ := strings.Cut(word, "|")
			if one {
				plural = singular
			}
			b.WriteString(plural)
			i = len(text) - len(rest) - 1
			continue
		}
		b.WriteByte(text[i])
	}
	return fmt.Sprintf(b.String(), values...)
}
