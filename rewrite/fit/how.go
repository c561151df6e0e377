package fit

import (
	"slices"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/parser"
)

// reader is an encoder that says itself how it reads values of a class.
type reader interface {
	how(w *Writer, c parser.Class) string
}

// How says how the column reads values of some classes, empty where they are written as
// they stand. A unit of time is known when a number was written.
func (w *Writer) How(classes []parser.Class) string {
	var out []string
	for _, c := range classes {
		s := w.family.by[c]
		if r, ok := w.encoder.(reader); ok {
			s = r.how(w, c)
		}
		if s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return strings.Join(out, "; ")
}

func (e *timestamp) how(w *Writer, c parser.Class) string {
	switch {
	case (c == parser.Integer || c == parser.Real) && e.unit == AnyUnit:
		return "unix times"
	case (c == parser.Integer || c == parser.Real) && e.unit == JulianDays:
		return "Julian days"
	case c == parser.Integer || c == parser.Real:
		return "unix times in " + e.unit.word()
	case e.kind == plain:
		return "an offset is applied: in UTC"
	case e.kind == dateOnly:
		return "a time only at midnight"
	case w.Zone != nil:
		return "without an offset in " + w.Zone.String()
	}
	return "without an offset in UTC"
}
