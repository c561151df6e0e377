package fit

import (
	"bytes"
	"math"

	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"
)

// faster is an encoder of which a direct encoder of coltype takes usual literals.
type faster interface {
	fast(w *Writer) coltype.Fast
}

// Fast returns the direct encoder of the column, which takes usual literals straight
// from the dump, or one that leaves everything. What it takes it writes as Append
// does. Its first argument does not matter.
func (w *Writer) Fast() coltype.Fast {
	if e, ok := w.encoder.(faster); ok {
		return e.fast(w)
	}
	return coltype.LeaveAll
}

// of is the direct encoder of one of coltype's types, for a column of the affinity.
func (w *Writer) of(t coltype.Type) coltype.Fast {
	t.Affinity = w.Affinity
	inner := t.Fast()
	return func(_ *coltype.Type, dst, in []byte) (int, int, parser.Class) { return inner(&t, dst, in) }
}

// fewDigits are how many digits of an integer are within its range, whatever they are.
var fewDigits = map[integer]int{integers["int2"]: 4, integers["int4"]: 9, integers["int8"]: 18, integers["oid"]: 9}

func (r integer) fast(w *Writer) coltype.Fast {
	inner, most := w.of(coltype.Bigint), fewDigits[r]
	return func(_ *coltype.Type, dst, in []byte) (int, int, parser.Class) {
		written, read, class := inner(nil, dst, in)
		if read > 0 {
			digits := written
			if dst[0] == '-' {
				digits--
			}
			if digits > most || r.min == 0 && dst[0] == '-' {
				return 0, coltype.Leave, parser.Null
			}
		}
		return written, read, class
	}
}

func (t decimal) fast(w *Writer) coltype.Fast {
	of := coltype.Numeric
	if t.precision > 0 {
		if t.scale < 0 || t.scale > t.precision {
			return coltype.LeaveAll
		}
		of.Limit, of.Scale = t.precision, t.scale
	}
	inner := w.of(of)
	return func(_ *coltype.Type, dst, in []byte) (int, int, parser.Class) {
		written, read, class := inner(nil, dst, in)
		if read <= 0 || t.scale == 0 {
			return written, read, class
		}
		// As numeric(p,s) prints it, with zeros up to its scale. Of a decimal of many zeros
		// there may be no room for them.
		point := bytes.IndexByte(dst[:written], '.')
		if point < 0 {
			point = written
			dst[written] = '.'
			written++
		}
		zeros := point + 1 + t.scale - written
		if written+zeros > 2*read {
			return 0, coltype.Leave, parser.Null
		}
		for range zeros {
			dst[written] = '0'
			written++
		}
		return written, read, class
	}
}

func (d *double) fast(w *Writer) coltype.Fast {
	inner := d.t.Fast()
	return func(_ *coltype.Type, dst, in []byte) (int, int, parser.Class) { return inner(&d.t, dst, in) }
}

func (boolean) fast(w *Writer) coltype.Fast { return w.of(coltype.Boolean) }

func (bytea) fast(w *Writer) coltype.Fast { return w.of(coltype.Bytea) }

func (e *json) fast(w *Writer) coltype.Fast { return w.of(e.t) }

func (e *text) fast(w *Writer) coltype.Fast {
	if e.padded || e.bytes > 0 || e.limit > math.MaxInt32 {
		return coltype.LeaveAll
	}
	t := coltype.Text
	t.Limit = e.limit
	return w.of(t)
}

func (uuid) fast(w *Writer) coltype.Fast { return w.of(uuidType) }

func (e *timestamp) fast(w *Writer) coltype.Fast {
	if e.kind == dateOnly {
		return w.of(coltype.Date)
	}
	if e.kind == zoned && w.Zone != nil {
		return coltype.LeaveAll
	}
	const whole = len("2006-01-02 15:04:05")
	inner := w.of(coltype.Timestamp)
	return func(_ *coltype.Type, dst, in []byte) (int, int, parser.Class) {
		written, read, class := inner(nil, dst, in)
		if read > 0 && written > whole && written-whole-1 > e.digits {
			return 0, coltype.Leave, parser.Null
		}
		if read > 0 && e.kind == zoned {
			written += copy(dst[written:], "+00")
		}
		return written, read, class
	}
}
