package diag

import "strings"

// Nearest returns the word that was probably meant: one that begins with s, or
// else the one with the fewest changes, at most a third of its letters; "" for none.
func Nearest(s string, words []string) string {
	s = strings.ToLower(s)
	for _, w := range words {
		if len(s) >= 3 && strings.HasPrefix(strings.ToLower(w), s) {
			return w
		}
	}
	best, fewest := "", 0
	for _, w := range words {
		if d := distance(s, strings.ToLower(w)); d <= len(w)/3 && (best == "" || d < fewest) {
			best, fewest = w, d
		}
	}
	return best
}

// distance counts the letters to insert, to remove, to replace, or to swap with
// their neighbour that make b of a.
// https://en.wikipedia.org/wiki/Damerau–Levenshtein_distance#Optimal_string_alignment_distance
func distance(a, b string) int {
	d := make([][]int, len(a)+1)
	for i := range d {
		d[i] = make([]int, len(b)+1)
		d[i][0] = i
	}
	for j := range d[0] {
		d[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			change := 1
			if a[i-1] == b[j-1] {
				change = 0
			}
			d[i][j] = min(d[i-1][j]+1, d[i][j-1]+1, d[i-1][j-1]+change)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d[i][j] = min(d[i][j], d[i-2][j-2]+1)
			}
		}
	}
	return d[len(a)][len(b)]
}
