package fit

import (
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/target"
)

// bits is bit(n), which is of that length, or bit varying(n), which is at most.
type bits struct {
	limit int // 0 for none
	exact bool
}

func newBits(t *target.Type, _ *Options) encoder {
	e := bits{exact: t.Name.Name == "bit"}
	if len(t.Mods) > 0 {
		e.limit = t.Mods[0]
	}
	return e
}

func (e bits) append(w *Writer, dst []byte, v *parser.Value) ([]byte, Fit) {
	if v.Class == parser.Real {
		return dst, NoReading
	}
	text := w.content(v)
	for _, c := range text {
		if c != '0' && c != '1' {
			return dst, NoReading
		}
	}
	if e.limit > 0 && (len(text) > e.limit || e.exact && len(text) < e.limit) {
		return dst, TooLong
	}
	return append(dst, text...), Fits
}
