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
