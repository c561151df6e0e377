package fit

import (
	"math"
	"strconv"

	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"
	"github.com/sqlite2pg/sqlite2pg/target"
)

// double is double precision: what coltype writes for REAL columns.
type double struct{ t coltype.Type }

func newDouble(*target.Type, *Options) encoder {
	t := coltype.Double
	t.Affinity = ast.RealAffinity
	return &double{t}
}

// exactDigits are how many digits of an integer every double has.
const exactDigits = 15

func (d *double) append(w *Writer, dst []byte, v *parser.Value) ([]byte, Fit) {
	fit := Fits
	switch v.Class {
	case parser.Integer:
		if len(v.Text) <= exactDigits {
			return append(dst, v.Text...), Fits
		}
		x, _ := strconv.ParseInt(str(v.Text), 10, 64)
		if f := float64(x); f >= 1<<63 || int64(f) != x {
			fit = Rounded
		}
		w.value = parser.Value{Class: parser.Real, Text: v.Text}
		v = &w.value
	case parser.Text:
		n, ok := w.number(v)
		if !ok {
			return dst, NoReading
		}
		if n.word != "" {
			return append(dst, n.word...), Fits
		}
		text := w.trimmed(v)
		if f := float(text); math.IsInf(f, 0) || f == 0 && len(n.digits) > 0 {
			return dst, OutOfRange
		}
		w.value = parser.Value{Class: parser.Real, Text: text}
		v = &w.value
	}
	dst, _ = d.t.Append(dst, v)
	return dst, fit
}

// single is real.
type single struct{}

func newSingle(*target.Type, *Options) encoder { return single{} }

func (single) append(w *Writer, dst []byte, v *parser.Value) ([]byte, Fit) {
	n, ok := w.number(v)
	if !ok {
		return dst, NoReading
	}
	if n.word != "" {
		return append(dst, n.word...), Fits
	}
	f := float(w.trimmed(v))
	s := float64(float32(f))
	if math.IsInf(s, 0) {
		return dst, OutOfRange
	}
	fit := Fits
	if s != f {
		fit = Rounded
	}
	switch a := math.Abs(s); {
	case a == 0:
		return append(dst, '0'), fit
	case a < 1e-4 || a >= 1e6: // as PostgreSQL prints it (float4out)
		return strconv.AppendFloat(dst, s, 'e', -1, 32), fit
	}
	return strconv.AppendFloat(dst, s, 'f', -1, 32), fit
}
