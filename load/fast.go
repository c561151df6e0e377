package load

import (
	"bytes"
	"slices"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"
)

// The fast road: rows that stand whole in the bytes of the dump and hold what nearly
// all rows hold, literals that fit the types of their columns. A row that has
// anything else is not touched: it goes value by value.

// stop says why no more rows were taken from the bytes.
type stop uint8

const (
	cut      stop = iota // the bytes end within a row
	unusual              // a row has something that must go value by value
	finished             // what follows is no row, or cannot be seen
	full                 // there is no room for more
	enough               // the next row begins where the caller wants the end
)

// takesBytes reports whether rows that go to a target can be taken from bytes: if
// each value has a column, and each column a value.
func takesBytes(g *Target) bool { return g.Key == nil && !slices.Contains(g.Columns, nil) }

// fillTo adds the rows that in begins with, up to one that begins at end or later,
// behind the bytes gap: the first value of the first one begins there. between returns
// the length of what stands between two rows, or 0. fillTo returns how much of in is
// done: up to the beginning of the next row or, where it has finished, to the end of
// the values of a row. It also returns what stood before the row that it ends at.
func (e *rowEncoder) fillTo(end int, gap, in []byte, between func([]byte) int) (read int, last []byte, why stop) {
	e.begin()
	room := len(e.text) + roomFor(in)
	e.text = slices.Grow(e.text, roomFor(in))
	for p := 0; ; {
		if room-len(e.text) < roomFor(in[p:]) {
			return p, last, full
		}
		n, why := e.row(in[p:], e.text[:room])
		if why != finished {
			return p, last, why
		}
		e.complete()
		p += n
		if n = between(in[p:]); n == 0 {
			return p, last, finished
		}
		last = in[p : p+n]
		if p += n; p >= end && bytes.Equal(last, gap) {
			return p, last, enough
		}
	}
}

// roomFor is how many bytes of COPY text rows may become: what is longer is left.
func roomFor(in []byte) int { return 2*len(in) + coltype.Word }

// row adds the row that in begins with to the text, as far as out has room, and
// returns the length of its values. It has finished if nothing else came in between;
// otherwise begin must come before another row.
func (e *rowEncoder) row(in, out []byte) (read int, why stop) {
	n, p, columns, verify := len(e.text), 0, e.columns, e.verify
	for i := range columns {
		c := &columns[i]
		if p+len("NULL") >= len(in) {
			return 0, cut
		}
		if in[p] == 'N' && in[p+1] == 'U' && in[p+2] == 'L' && in[p+3] == 'L' {
			if c.NotNull || c.Identity {
				return 0, unusual
			}
			e.null(c)
			n += copy(out[n:], pg.Null)
			p += len("NULL")
		} else {
			size, read, class := c.fast(c.typ, out[n:], in[p:])
			switch {
			case read > 0:
				if class == coltype.RoundedText {
					if class = parser.Text; !e.fastOnly {
						e.pending.count(c, coltype.Rounded)
					}
				}
				if c.note(class, size); size > c.long && c.isLong(out[n:n+size]) && !e.fastOnly {
					if !c.showsLong {
						return 0, unusual
					}
					e.pending.countLong(c)
				}
				if class == parser.Integer && e.noteInteger(c, out[n:n+size]) != none {
					return 0, unusual
				}
				if verify {
					c.hash = c.hashOf(nil, out[n:n+size], &e.scratch.canonical)
				}
			case read == coltype.Short:
				return 0, cut
			default:
				if size, read = e.literal(c, out[n:], in[p:]); read == 0 {
					return 0, unusual
				}
			}
			n += size
			p += read
		}
		if p == len(in) {
			return 0, cut
		}
		if i == len(columns)-1 {
			out[n] = '\n'
		} else if out[n] = '\t'; in[p] == ',' {
			p++
		} else {
			return 0, unusual
		}
		n++
	}
	if p == len(in) || in[p] != ')' {
		return 0, unusual
	}
	e.text = out[:n]
	return p, finished
}

// literal encodes the literal that in begins with as a value is encoded. It reads
// nothing if the value asks for something.
func (e *rowEncoder) literal(c *column, out, in []byte) (written, read int) {
	v := &e.scratch.value // not a variable of its own: it would be garbage
	if e.fastOnly {
		return 0, 0
	}
	if read = parser.Literal(in, v); read == 0 || c.ZeroDates && coltype.IsZeroDate(v) {
		return 0, 0
	}
	text, fit, ev := e.encode(c, e.scratch.text[:0], v)
	e.scratch.text = text[:0]
	if ev != none || fit.IsRounded() && !c.showsRounded || c.isLong(text) && !c.showsLong || len(text) > len(out)-roomFor(in[read:]) || e.account(c, v, fit, text) != none {
		return 0, 0
	}
	return copy(out, text), read
}
