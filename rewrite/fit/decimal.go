package fit

import (
	"math"

	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/target"
)

// decimal is numeric, or numeric(precision,scale) if precision is not 0.
type decimal struct{ precision, scale int }

func newDecimal(t *target.Type, _ *Options) encoder {
	switch len(t.Mods) {
	case 0:
		return decimal{}
	case 1:
		return decimal{t.Mods[0], 0}
	}
	return decimal{t.Mods[0], t.Mods[1]}
}

// Limits of numeric without a precision, in digits before and after the point.
// https://www.postgresql.org/docs/current/datatype-numeric.html
const (
	maxWhole    = 131072
	maxFraction = 16383
)

// noise is how far a double may be from the decimal that it is taken for, as a part
// of its size: some of its last bits, as sums leave them. 0.1 + 0.2 is 0.30.
const noise = 1.0 / (1 << 50)

func (t decimal) append(w *Writer, dst []byte, v *parser.Value) ([]byte, Fit) {
	n, ok := w.number(v)
	switch {
	case !ok:
		return dst, NoReading
	case n.word == "NaN":
		return append(dst, n.word...), Fits
	case n.word != "":
		if t.precision > 0 || w.Major < 14 { // numeric has no infinity before 14
			return dst, OutOfRange
		}
		return append(dst, n.word...), Fits
	}
	if t.precision == 0 {
		if n.exp > maxWhole || n.scale > maxFraction {
			return dst, OutOfRange
		}
		return n.append(dst, n.scale), Fits
	}
	fit := Fits
	if n.round(t.scale) {
		fit = Rounded
	}
	if len(n.digits) > 0 && n.exp > t.precision-t.scale {
		return dst, OutOfRange
	}
	start := len(dst)
	dst = n.append(dst, max(t.scale, 0))
	if fit == Rounded && !w.Round {
		if v.Class != parser.Real {
			return dst, TooManyDigits
		}
		f := float(v.Text)
		if math.Abs(float(dst[start:])-f) > math.Abs(f)*noise {
			return dst, TooManyDigits
		}
	}
	return dst, fit
}
