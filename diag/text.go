package diag

import (
	"slices"
	"strings"
)

// wording is a row of the table of messages: one wording of an id, which has
// several where there are several things to say.
type wording struct {
	ID       string
	Severity Severity
	// Text and Hint are formats of package fmt. Text takes the first of the
	// values, Hint those that are left.
	Text, Hint string

	zero []any // a zero value of the type of each that they take
}

// wordings is the table in its order. It is filled while the variables of
// table.go are set, and only read from then on.
var wordings []*wording

// message words the message for some values.
func (w *wording) message(values ...any) *Message {
	n := strings.Count(w.Text, "%")
	return &Message{ID: w.ID, Severity: w.Severity, Text: Format(w.Text, values[:n]...), Hint: Format(w.Hint, values[n:]...)}
}

// Allowable are the ids that --strict may let pass, sorted.
func Allowable() []string {
	ids := []string{"passed-over"}
	for _, w := range wordings {
		if w.Severity == Warning {
			ids = append(ids, w.ID)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

func add(id string, s Severity, text, hint string, zero ...any) *wording {
	w := &wording{ID: id, Severity: s, Text: text, Hint: hint, zero: zero}
	wordings = append(wordings, w)
	return w
}

// text0 adds a wording to the table that takes no values, text1 one that takes
// one, and so on. Each returns the function that makes the message.
func text0(id string, s Severity, text, hint string) func() *Message {
	w := add(id, s, text, hint)
	return func() *Message { return w.message() }
}

func text1[A any](id string, s Severity, text, hint string) func(A) *Message {
	w := add(id, s, text, hint, *new(A))
	return func(a A) *Message { return w.message(a) }
}

func text2[A, B any](id string, s Severity, text, hint string) func(A, B) *Message {
	w := add(id, s, text, hint, *new(A), *new(B))
	return func(a A, b B) *Message { return w.message(a, b) }
}

func text3[A, B, C any](id string, s Severity, text, hint string) func(A, B, C) *Message {
	w := add(id, s, text, hint, *new(A), *new(B), *new(C))
	return func(a A, b B, c C) *Message { return w.message(a, b, c) }
}

func text4[A, B, C, D any](id string, s Severity, text, hint string) func(A, B, C, D) *Message {
	w := add(id, s, text, hint, *new(A), *new(B), *new(C), *new(D))
	return func(a A, b B, c C, d D) *Message { return w.message(a, b, c, d) }
}
