package fit

import (
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
