package rewrite

import (
	"bytes"
	"slices"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"
)

// Block turns rows that stand whole in memory into COPY text, where they hold
// what nearly all rows hold: literals that fit the types of their columns. It
// changes nothing else before Merge, so that several can be filled at once.
type Block struct {
	// Text is the rows' COPY text, Rows their number.
	Text []byte
	Rows int64
	// Verify has the values hashed.
	Verify bool
	// Gap is what stands between the last two rows, a part of the input.
	Gap []byte
	// Read is how many bytes the values of the rows have, with what is between
	// those of a row.
	Read int

	trial   bool // see Try
	budget  Budget
	columns []blockColumn
	top     int64        // the highest key
	sum     catalog.Sum  // of the rows' hashes
	value   []byte       // of the last one that takes the longer road, as COPY text
	other   parser.Value // and as the dump has it; not a variable: it would be garbage
	text    []byte       // and as SQLite holds it
	held    []byte       // what is hashed
	// Of the current row: the columns that are NULL, and those whose value
	// changed.
	nulls, changed []*blockColumn
}

// blockColumn is a column with what a block knows of its values.
type blockColumn struct {
	*catalog.Column
	typ   *coltype.Type
	fast  coltype.Fast
	most  int // digits of an integer, 0 for any
	nulls int64
	catalog.Notes
	hash int64 // of the current row's value
	sum  catalog.Sum
}

// Stop says why a block ends where it does.
type Stop uint8

// The reasons.
const (
	Short  Stop = iota // the input ends within a row
	Odd                // a row has something that takes the longer road
	Ended              // what follows is no row, or cannot be seen
	Full               // there is no room for more
	Enough             // the next row begins where the caller wants the end
)

// Blocks reports whether rows of the target can go through a Block.
func (g *Target) Blocks() bool { return g.Key == nil && !slices.Contains(g.Columns, nil) }

// Reset makes the block empty, for rows that go where g says.
func (b *Block) Reset(g *Target) {
	b.Text, b.Rows, b.Read, b.top, b.sum, b.columns = b.Text[:0], 0, 0, 0, catalog.Sum{}, b.columns[:0]
	for _, c := range g.Columns {
		b.columns = append(b.columns, blockColumn{Column: c, typ: &c.Type, fast: c.Type.Fast(), most: int(c.MaxDigits)})
	}
	b.trial = false
}

// Merge has the target's table know of the rows.
func (b *Block) Merge(t *catalog.Table) {
	t.Rows += b.Rows
	t.Top = max(t.Top, b.top)
	for i := range b.columns {
		c := &b.columns[i]
		c.Notes.Values = b.Rows - c.nulls
		c.Column.Merge(&c.Notes)
		c.Column.Sum.Merge(c.sum)
	}
	t.RowSum.Sum.Merge(b.sum)
}

// Fill adds the rows that in begins with: their first value begins there.
// between returns the length of what stands between two rows, or 0. Fill returns
// how much of in is done, up to the beginning of a row that is left or, when the
// block has Ended, to the end of a row.
func (b *Block) Fill(in []byte, between func([]byte) int) (read int, stop Stop) {
	return b.FillTo(len(in), nil, in, between)
}

// FillTo is Fill up to a row that begins at enough or later, after gap.
func (b *Block) FillTo(enough int, gap, in []byte, between func([]byte) int) (read int, stop Stop) {
	b.Text = slices.Grow(b.Text, 2*len(in)+coltype.Word)
	for p := 0; ; {
		if room := cap(b.Text) - len(b.Text); room < 2*(len(in)-p)+coltype.Word {
			return p, Full
		}
		if b.trial && b.Read+int(b.Rows)*b.budget.Row >= b.budget.All {
			return p, Enough
		}
		n, stop := b.row(in[p:])
		if stop == Ended && b.trial && n >= b.budget.Long {
			stop = Odd
		}
		if stop != Ended {
			return p, stop
		}
		b.Read += n
		for _, c := range b.nulls {
			c.nulls++
		}
		for _, c := range b.changed {
			c.Notes.Changed++
		}
		if b.Verify {
			b.addHashes()
		}
		b.Rows++
		p += n
		if n = between(in[p:]); n == 0 {
			return p, Ended
		}
		b.Gap = in[p : p+n]
		if p += n; p >= enough && bytes.Equal(b.Gap, gap) {
			return p, Enough
		}
	}
}

// row adds a row, and returns the length of its values. It has Ended if
// nothing else came in between.
func (b *Block) row(in []byte) (read int, stop Stop) {
	b.nulls, b.changed = b.nulls[:0], b.changed[:0]
	out, n, p := b.Text[:cap(b.Text)], len(b.Text), 0
	for i := range b.columns {
		c := &b.columns[i]
		if p+len("NULL") >= len(in) {
			return 0, Short
		}
		if in[p] == 'N' && in[p+1] == 'U' && in[p+2] == 'L' && in[p+3] == 'L' {
			if c.NotNull || c.Identity {
				return 0, Odd
			}
			b.nulls = append(b.nulls, c)
			c.hash = 0
			n += copy(out[n:], pg.Null)
			p += len("NULL")
		} else {
			size, read, class := c.fast(c.typ, out[n:], in[p:])
			if read <= 0 {
				if read == coltype.Short {
					return 0, Short
				}
				if size, read, class = b.longer(c, out[n:], in[p:]); read == coltype.Leave {
					return 0, Odd
				}
			}
			c.Notes.Longest = max(c.Notes.Longest, size)
			c.Notes.Classes |= 1 << class
			if class == parser.Integer {
				if c.Notes.Digits = max(c.Notes.Digits, int32(size)); c.most > 0 && size > c.most {
					return 0, Odd
				}
				if c.Identity {
					b.top = max(b.top, parseInt(out[n:n+size]))
				}
			}
			if b.Verify {
				c.hash = hashOf(c.Column, b.text, out[n:n+size], &b.held)
			}
			n += size
			p += read
		}
		if p == len(in) {
			return 0, Short
		}
		if i == len(b.columns)-1 {
			out[n] = '\n'
		} else if out[n] = '\t'; in[p] == ',' {
			p++
		} else {
			return 0, Odd
		}
		n++
	}
	if p == len(in) || in[p] != ')' {
		return 0, Odd
	}
	b.Text = out[:n]
	return p, Ended
}

// longer takes a value on the longer road. What asks for a decision is left.
func (b *Block) longer(c *blockColumn, dst, in []byte) (written, read int, class parser.Class) {
	v := &b.other
	if b.trial {
		return 0, coltype.Leave, parser.Null
	}
	if read = parser.Literal(in, v); read == 0 {
		return 0, coltype.Leave, parser.Null
	}
	text, fit := c.typ.Append(b.value[:0], v)
	b.value = text[:0]
	if fit == coltype.Changed {
		b.changed = append(b.changed, c)
	} else if !c.typ.Keeps(fit) {
		return 0, coltype.Leave, parser.Null
	}
	if len(text) > len(dst)-2*(len(in)-read)-coltype.Word {
		return 0, coltype.Leave, parser.Null // it grows so much that there is no room
	}
	if b.Verify {
		b.text = c.typ.Stored(v).Text
	}
	return copy(dst, text), read, v.Class
}

// addHashes adds the hashes of a row.
func (b *Block) addHashes() {
	row := int64(0)
	for i := range b.columns {
		c := &b.columns[i]
		c.sum.Add(c.hash)
		row ^= c.hash
	}
	b.sum.Add(row)
}

// parseInt is the value of the digits of an int64.
func parseInt(digits []byte) (n int64) {
	negative := digits[0] == '-'
	if negative {
		digits = digits[1:]
	}
	for _, c := range digits {
		n = n*10 - int64(c-'0') // the lowest has no positive one
	}
	if negative {
		return n
	}
	return -n
}
