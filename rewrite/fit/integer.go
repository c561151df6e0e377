package fit

import (
	"math"
	"strconv"

	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/target"
)

// integer is the range of an integer type.
type integer struct{ min, max int64 }

var integers = map[string]integer{
	"int2": {math.MinInt16, math.MaxInt16},
	"int4": {math.MinInt32, math.MaxInt32},
	"int8": {math.MinInt64, math.MaxInt64},
	"oid":  {0, math.MaxUint32},
}

func newInteger(t *target.Type, _ *Options) encoder { return integers[t.Name.Name] }

func (r integer) append(w *Writer, dst []byte, v *parser.Value) ([]byte, Fit) {
	if v.Class == parser.Integer && len(v.Text) <= 4 && r.min <= 0 && (r.min < 0 || v.Text[0] != '-') {
		return append(dst, v.Text...), Fits // up to 9999, and -999
	}
	var x int64
	switch v.Class {
	case parser.Integer:
		x, _ = strconv.ParseInt(str(v.Text), 10, 64)
	case parser.Real: // beyond 2^53 it is another integer than its shortest decimal
		f := float(v.Text)
		switch {
		case f != math.Trunc(f) || math.IsInf(f, 0):
			return dst, NoReading
		case f < -1<<63 || f >= 1<<63:
			return dst, OutOfRange
		}
		x = int64(f)
	default:
		n, ok := w.number(v)
		if !ok {
			return dst, NoReading
		}
		var fit Fit
		if x, fit = n.int64(); fit != Fits {
			return dst, fit
		}
	}
	if x < r.min || x > r.max {
		return dst, OutOfRange
	}
	return strconv.AppendInt(dst, x, 10), Fits
}
