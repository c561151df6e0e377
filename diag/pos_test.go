package diag

import "testing"

// The place behind two texts is the same in one step and in two.
func TestPosAdd(t *testing.T) {
	t.Parallel()
	texts := []string{"", "a", "\n", "ab\ncd", "a\n\nb\n", "ééé"}
	for _, a := range texts {
		for _, b := range texts {
			want := Start.Advance([]byte(a + b))
			if got := Start.Advance([]byte(a)).Add(Start.Advance([]byte(b))); got != want {
				t.Errorf("%q and %q: %v, want %v", a, b, got, want)
			}
		}
	}
	if got, want := Start.Advance([]byte("ab\ncd")), (Pos{Offset: 5, Line: 2, Column: 3}); got != want {
		t.Errorf("got %v, want %v", got, want)
	}
}
