package fit

import (
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/target"
)

type boolean struct{}

func newBoolean(*target.Type, *Options) encoder { return boolean{} }

func (boolean) append(w *Writer, dst []byte, v *parser.Value) ([]byte, Fit) {
	if v.Class == parser.Real {
		switch float(v.Text) {
		case 0:
			return append(dst, 'f'), Fits
		case 1:
			return append(dst, 't'), Fits
		}
		return dst, NoReading
	}
	var buf [8]byte
	text := w.trimmed(v)
	if len(text) > len("false") {
		return dst, NoReading
	}
	switch string(lower(buf[:0], text)) {
	case "1", "t", "true", "y", "yes", "on":
		return append(dst, 't'), Fits
	case "0", "f", "false", "n", "no", "off":
		return append(dst, 'f'), Fits
	}
	return dst, NoReading
}
