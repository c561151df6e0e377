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
	return appendSingle(dst, float32(f)), fit
}

// appendSingle appends a real as PostgreSQL prints it (float4out): the shortest
// decimal that is nearer to it than to any other. Go's may be half way to the next.
func appendSingle(dst []byte, f float32) []byte {
	s := float64(f)
	n := len(dst)
	switch a := math.Abs(s); {
	case a == 0:
		return append(dst, '0')
	case a >= 1e-4 && a < 1e6:
		return strconv.AppendFloat(dst, s, 'f', -1, 32)
	case a < 1<<24:
		return strconv.AppendFloat(dst, s, 'e', -1, 32)
	}
	dst = strconv.AppendFloat(dst, s, 'e', -1, 32)
	digits := 0
	for _, c := range dst[n:] {
		if c == 'e' {
			break
		}
		if digit(c) {
			digits++
		}
	}
	for ; digits < 9 && halfWay(float(dst[n:]), f); digits++ {
		dst = strconv.AppendFloat(dst[:n], s, 'e', digits, 64)
	}
	return dst
}

// halfWay reports whether a decimal is between a real and one beside it.
func halfWay(decimal float64, f float32) bool {
	toward := float32(math.Inf(1))
	if decimal < float64(f) {
		toward = -toward
	}
	return decimal != float64(f) && 2*decimal == float64(f)+float64(math.Nextafter32(f, toward))
}
