package fit

import (
	"maps"
	"slices"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/target"
)

// enum has the labels of an enum.
type enum map[string]bool

func newEnum(t *target.Type, _ *Options) encoder {
	e := enum{}
	for _, label := range t.Def.Labels {
		e[label] = true
	}
	return e
}

func (e enum) append(w *Writer, dst []byte, v *parser.Value) ([]byte, Fit) {
	label := w.content(v)
	if v.Class != parser.Text && v.Class != parser.Integer || !e[string(label)] {
		return dst, NoLabel
	}
	return appendText(dst, label), Fits
}

// shownLabels is how many labels a message lists.
const shownLabels = 10

// quoted are the first labels, sorted, for a message.
func (e enum) quoted() []string {
	labels := slices.Sorted(maps.Keys(e))
	more := len(labels) > shownLabels
	if more {
		labels = labels[:shownLabels]
	}
	for i, l := range labels {
		labels[i] = diag.Show(l)
	}
	if more {
		labels = append(labels, "…")
	}
	return labels
}
