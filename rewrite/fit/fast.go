package fit

import (
	"bytes"
	"math"

	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
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

// of is the direct encoder of one of coltype's types, for a column of the affinity, and
// the type that it is to be called with.
func (w *Writer) of(t coltype.Type) (coltype.Fast, *coltype.Type) {
	t.Affinity = w.Affinity
	return t.Fast(), &t
}

// textAffinity reports whether SQLite keeps texts of digits in the column: other
// affinities make numbers of them.
func (w *Writer) textAffinity() bool {
	return w.Affinity == ast.TextAffinity || w.Affinity == ast.NoAffinity
}

// just is of for what is written as coltype's type is.
func (w *Writer) just(t coltype.Type) coltype.Fast {
	inner, of := w.of(t)
	return func(_ *coltype.Type, dst, in []byte) (int, int, parser.Class) { return inner(of, dst, in) }
}

// fewDigits are how many digits of an integer are within its range, whatever they are.
var fewDigits = map[integer]int{integers["int2"]: 4, integers["int4"]: 9, integers["int8"]: 18, integers["oid"]: 9}

func (r integer) fast(w *Writer) coltype.Fast {
	inner, of := w.of(coltype.Bigint)
	most := fewDigits[r]
	return func(_ *coltype.Type, dst, in []byte) (int, int, parser.Class) {
		written, read, class := inner(of, dst, in)
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
	numeric := coltype.Numeric
	if t.precision > 0 {
		if t.scale < 0 || t.scale > t.precision {
			return coltype.LeaveAll
		}
		numeric.Limit, numeric.Scale = t.precision, t.scale
	}
	inner, of := w.of(numeric)
	texts := w.textAffinity()
	return func(_ *coltype.Type, dst, in []byte) (int, int, parser.Class) {
		if texts && len(in) > 0 && in[0] == '\'' {
			return t.fastText(dst, in)
		}
		written, read, class := inner(of, dst, in)
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

// fastText takes decimals as texts, in the spelling of those who have no numbers for them.
func (t decimal) fastText(dst, in []byte) (int, int, parser.Class) {
	from := 1
	if len(in) > 1 && in[1] == '-' {
		from = 2
	}
	point, i, any := 0, from, byte(0)
	for ; i < len(in) && (digit(in[i]) || in[i] == '.' && point == 0); i++ {
		if in[i] == '.' {
			point = i
		} else {
			any |= in[i]
		}
	}
	if i+1 >= len(in) {
		return 0, coltype.Short, parser.Null
	}
	end := i
	if point == 0 {
		point = end
	}
	whole, fraction := point-from, max(end-point-1, 0)
	zeros := 0
	if t.precision > 0 {
		zeros = max(t.scale, 0) - fraction
	}
	if in[end] != '\'' || in[end+1] == '\'' || whole == 0 || whole > 1 && in[from] == '0' || in[end-1] == '.' ||
		from == 2 && any == '0' || // -0
		whole > maxWhole || fraction > maxFraction || zeros < 0 || t.scale < 0 || t.precision > 0 && whole > t.precision-t.scale ||
		zeros > 0 && end+zeros > 2*end+coltype.Word {
		return 0, coltype.Leave, parser.Null
	}
	n := copy(dst, in[1:end])
	if zeros > 0 && fraction == 0 {
		dst[n] = '.'
		n++
	}
	for range zeros {
		dst[n] = '0'
		n++
	}
	return n, end + 1, parser.Text
}

func (d *double) fast(w *Writer) coltype.Fast {
	inner := d.t.Fast()
	return func(_ *coltype.Type, dst, in []byte) (int, int, parser.Class) { return inner(&d.t, dst, in) }
}

func (boolean) fast(w *Writer) coltype.Fast {
	numbers := w.just(coltype.Boolean)
	return func(_ *coltype.Type, dst, in []byte) (int, int, parser.Class) {
		if len(in) > 3 && in[0] == '\'' && in[2] == '\'' && (in[1] == 't' || in[1] == 'f') && in[3] != '\'' {
			dst[0] = in[1]
			return 1, 3, parser.Text
		}
		return numbers(nil, dst, in)
	}
}

func (bytea) fast(w *Writer) coltype.Fast { return w.just(coltype.Bytea) }

func (e *json) fast(w *Writer) coltype.Fast { return w.just(e.t) }

func (e *text) fast(w *Writer) coltype.Fast {
	if e.padded || e.bytes > 0 || e.limit > math.MaxInt32 {
		return coltype.LeaveAll
	}
	t := coltype.Text
	t.Limit = e.limit
	return w.just(t)
}

func (uuid) fast(w *Writer) coltype.Fast {
	texts := w.textAffinity()
	return func(_ *coltype.Type, dst, in []byte) (int, int, parser.Class) {
		if written, read, class := coltype.FastUUID(dst, in); read != coltype.Leave {
			return written, read, class
		}
		if texts {
			return coltype.FastBareUUID(dst, in)
		}
		return 0, coltype.Leave, parser.Null
	}
}

func (e *timestamp) fast(w *Writer) coltype.Fast {
	if e.kind == dateOnly {
		return w.just(coltype.Date)
	}
	texts := e.kind == plain || w.Zone == nil
	numbers := w.Affinity != ast.TextAffinity && w.Affinity != ast.RealAffinity // SQLite keeps an integer as something else
	return func(_ *coltype.Type, dst, in []byte) (int, int, parser.Class) {
		switch {
		case len(in) == 0:
			return 0, coltype.Short, parser.Null
		case texts && in[0] == '\'':
			return e.fastText(dst, in)
		case numbers && digit(in[0]):
			return e.fastNumber(w, dst, in)
		}
		return 0, coltype.Leave, parser.Null
	}
}

// fastNumber takes unix times without a sign when it is known what they count.
func (e *timestamp) fastNumber(w *Writer, dst, in []byte) (int, int, parser.Class) {
	const most = 16 // digits
	if len(in) <= most {
		return 0, coltype.Short, parser.Null
	}
	n, i := int64(0), 0
	for ; i <= most && digit(in[i]); i++ {
		n = n*10 + int64(in[i]-'0')
	}
	u := e.unit
	switch {
	case in[i] != ',' && in[i] != ')' || in[0] == '0', // which is no integer, or not as SQLite writes one
		u == AnyUnit || u >= Nanoseconds || !e.forced && (float64(n) >= units[u].below || i == 14):
		return 0, coltype.Leave, parser.Null
	}
	one := tens[units[u].shift]
	if n >= endTimestamp/one {
		return 0, coltype.Leave, parser.Null
	}
	text, fit := e.appendAt(w, dst[:0], n*one+unixEpoch, Fits)
	if fit != Fits || len(text) > 2*i+coltype.Word {
		return 0, coltype.Leave, parser.Null
	}
	return len(text), i, parser.Integer
}

// fastText takes texts in UTC.
func (e *timestamp) fastText(dst, in []byte) (int, int, parser.Class) {
	const whole = len("2006-01-02 15:04:05")
	end := coltype.FastISO(in)
	if end <= 0 {
		return 0, end, parser.Null
	}
	read := end
	for _, offset := range [...]string{"'", "Z'", "+00:00'"} {
		if len(in)-end > len(offset) && string(in[end:end+len(offset)]) == offset {
			read = end + len(offset)
			break
		}
	}
	if read == end {
		return 0, coltype.Leave, parser.Null
	}
	n := copy(dst, in[1:whole+1])
	dst[len("2006-01-02")] = ' '
	size, class := e.fastFraction(dst[n:], in[1+whole:end])
	if class == parser.Null {
		return 0, coltype.Leave, parser.Null
	}
	if n += size; e.kind == zoned {
		n += copy(dst[n:], "+00")
	}
	return n, read, class
}

// fastFraction writes a point and digits behind a second as PostgreSQL prints them. The
// class is parser.Null where they are left.
func (keeps secondDigits) fastFraction(dst, in []byte) (int, parser.Class) {
	n := len(in)
	if n == 0 {
		return 0, parser.Text
	}
	for in[n-1] == '0' {
		n--
	}
	switch digits := n - 1; {
	case digits == 0:
		return 0, parser.Text
	case digits <= int(keeps):
		return copy(dst, in[:n]), parser.Text
	case keeps < 6 || digits >= len(powers): // to be rounded, if at all
		return 0, parser.Null
	}
	f := 0
	for _, c := range in[1:n] {
		f = f*10 + int(c-'0')
	}
	// What fraction computes: both numbers of the division are exact.
	micros := int(math.RoundToEven(float64(f) / powers[n-1] * second))
	if micros == second {
		return 0, parser.Null // it is the next second
	}
	if micros == 0 {
		return 0, coltype.RoundedText
	}
	n = len(".999999")
	for i := n - 1; i > 0; i-- {
		dst[i] = byte('0' + micros%10)
		micros /= 10
	}
	for dst[0] = '.'; dst[n-1] == '0'; n-- {
	}
	return n, coltype.RoundedText
}

// powers are the powers of ten that divide as many digits: a double holds each number of
// these exactly.
var powers = [...]float64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15}

// fast takes hh:mm:ss with a fraction or none, as .NET writes a span below a day.
func (e interval) fast(*Writer) coltype.Fast {
	const whole = len("15:04:05")
	return func(_ *coltype.Type, dst, in []byte) (int, int, parser.Class) {
		end := coltype.FastClock(in)
		if end <= 0 {
			return 0, end, parser.Null
		}
		if in[end] != '\'' || in[end+1] == '\'' {
			return 0, coltype.Leave, parser.Null
		}
		n := copy(dst, in[1:whole+1])
		size, class := e.fastFraction(dst[n:], in[1+whole:end])
		if class == parser.Null {
			return 0, coltype.Leave, parser.Null
		}
		return n + size, end + 1, class
	}
}
