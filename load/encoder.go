package load

import (
	"math"
	"strconv"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"
	"github.com/sqlite2pg/sqlite2pg/rewrite/override"
	"github.com/sqlite2pg/sqlite2pg/rewrite/suggest"
)

// rowEncoder turns rows that go to one target into COPY text, and keeps account of
// them: of NULLs, classes, lengths, keys, hashes. Rows stand whole in the bytes of
// the dump (fill), or come value by value (value, chunk, endRow).
//
// What its column does not take as it is comes back as an event. Nothing outside
// changes before merge, so that several encoders can be filled at once.
type rowEncoder struct {
	config
	target  *Target
	columns []column // of the values, then the key that the INSERT leaves out

	text      []byte // of complete rows up to done, then of the current one
	done      int
	rows      int64       // complete ones
	unwritten int64       // those of them that stand in text
	top       int64       // the highest key
	sum       catalog.Sum // of the rows' hashes
	widest    widest

	// Of the current row.
	fields  int   // so far
	sent    int64 // bytes of it that are written already
	pending pending
	scratch scratch
	watches watches // nil where nothing is suggested
}

// config is what the user asks of all rows.
type config struct {
	verify  bool // values are hashed
	badText override.BadText
	// guard has integers be compared with those that generated columns are written
	// for.
	guard bool
	// fastOnly leaves rows that fast encoders do not take whole.
	fastOnly bool
	watched  Watched // nil where nothing is suggested
	// forks is set where another encoder writes into the same columns at once.
	forks bool
}

// column is where values go, with what is known of those that merge has not seen.
type column struct {
	*catalog.Column // nil for values that are left out
	typ             *coltype.Type
	fast            coltype.Fast
	maxDigits       int // of an integer, 0 for any
	nulls           int64
	catalog.Loaded
	hash  int64          // of the current row's value
	left  []coltype.Type // that a value must fit not to be in their way: see Column.Left
	watch *suggest.Watch // nil for a column that is not watched
	// showsRounded is set when the first value with fewer digits is known, showsLong when the
	// first long one is: it is said with its key, which is known of rows that go value by value.
	showsRounded, showsLong bool
	long                    int // bytes of COPY text: a value with more may be a long one
}

// pending are the columns for which the current row counts, if it is completed.
type pending struct {
	nulls []*column

	// few is whether there is any of these, which few rows have.
	few                                                                  bool
	changed, rounded, repeated, cleaned, misfits, zeroes, capitals, long []*column
}

// scratch is memory that is used again for each value.
type scratch struct {
	value     parser.Value // in the dump's bytes
	text      []byte       // its COPY text
	key       []byte       // one that SQLite gives
	tried     []byte       // the text of a value under a type that its column has left
	canonical []byte       // what is hashed
	long      longHash
}

// event is what a value asks for that its column does not take as it is.
type event uint8

const (
	none        event = iota
	nullValue         // NULL in a NOT NULL column
	noKey             // a row without a key, and none is left
	misfit            // the column's type does not hold the value
	badUTF8           // text that is not UTF-8
	hasNUL            // text with a NUL character
	hasOffset         // a timestamp with an offset from UTC
	plainJSON         // what json holds and jsonb does not
	longInteger       // longer than generated columns are written for
)

// eventOf says what a fit asks for that the type does not keep.
var eventOf = [...]event{coltype.Fits: none, coltype.Misfit: misfit, coltype.BadUTF8: badUTF8, coltype.HasNUL: hasNUL,
	coltype.Changed: none, coltype.Rounded: none, coltype.WithOffset: hasOffset, coltype.RoundedOffset: hasOffset, coltype.Capitals: none, coltype.RepeatedKeys: plainJSON, coltype.PlainJSON: plainJSON}

// aim has the rows that follow go to a target. Those before are forgotten.
func (e *rowEncoder) aim(g *Target) {
	e.target, e.columns = g, e.columns[:0]
	for _, c := range g.Columns {
		e.columns = append(e.columns, column{Column: c})
	}
	if g.Key != nil {
		e.columns = append(e.columns, column{Column: g.Key})
	}
	if e.watched != nil && !e.fastOnly {
		if e.watches == nil {
			e.watches = watches{}
		}
		e.watches.aimAll(e.watched, e.columns)
	}
	e.text, e.done, e.rows, e.unwritten, e.top, e.sum = e.text[:0], 0, 0, 0, g.Table.Top, catalog.Sum{}
	e.widest = widest{asked: mayBeTooWide(len(e.columns))}
	e.retype()
	e.begin()
}

// retype has the columns be written by the types that they have now.
func (e *rowEncoder) retype() {
	for i := range e.columns {
		c := &e.columns[i]
		if c.Column == nil {
			continue
		}
		if c.typ = c.Type; e.forks {
			c.typ = c.typ.Fork()
		}
		c.fast = c.typ.Fast()
		if c.watch != nil {
			c.fast = c.watch.Through(c.fast)
		}
		if c.ZeroDates {
			c.fast = coltype.LeaveZeroDates(c.fast)
		}
		c.showsRounded = e.target.Table.First(c.Column, catalog.Rounded) != nil
		c.showsLong = e.target.Table.First(c.Column, catalog.Long) != nil
		if c.long = math.MaxInt; !c.typ.Bounded() {
			c.long = pg.MaxIndexValue
		}
		if c.left = c.Left(); c.left != nil { // each of its values is looked at
			c.fast = coltype.LeaveAll
		}
		if c.maxDigits = 0; e.guard {
			c.maxDigits = int(c.MaxDigits)
		}
	}
}

// begin begins a row. What there is of one that is not complete is forgotten.
func (e *rowEncoder) begin() {
	e.text, e.fields, e.sent = e.text[:e.done], 0, 0
	e.pending.reset()
}

func (p *pending) reset() {
	p.nulls = p.nulls[:0]
	if p.few {
		p.few = false
		p.changed, p.rounded, p.repeated, p.cleaned, p.misfits, p.zeroes = p.changed[:0], p.rounded[:0], p.repeated[:0], p.cleaned[:0], p.misfits[:0], p.zeroes[:0]
		p.capitals, p.long = p.capitals[:0], p.long[:0]
	}
}

// count takes note of how a value of c fits.
func (p *pending) count(c *column, fit coltype.Fit) {
	if fit == coltype.Fits {
		return
	}
	p.few = true
	switch fit {
	case coltype.Changed:
		p.changed = append(p.changed, c)
	case coltype.Rounded, coltype.RoundedOffset:
		p.rounded = append(p.rounded, c)
	case coltype.RepeatedKeys:
		p.repeated = append(p.repeated, c)
	case coltype.Capitals:
		p.capitals = append(p.capitals, c)
	}
}

// value adds a value to the row. If it asks for something, the row is as before.
func (e *rowEncoder) value(c *column, v *parser.Value) event {
	if c.Column == nil {
		return none
	}
	text := e.separated()
	begin := len(text)
	if v.Class == parser.Null {
		switch {
		case c.Identity: // SQLite gives the next key for a NULL
			if !e.nextKey(v) {
				return noKey
			}
		case c.NotNull:
			return nullValue
		default:
			e.null(c)
			e.text, e.fields = append(text, pg.Null...), e.fields+1
			return none
		}
	}
	text, fit, ev := e.encode(c, text, v)
	if ev == none {
		ev = e.account(c, v, fit, text[begin:])
	}
	if ev == none {
		e.text, e.fields = text, e.fields+1
	}
	return ev
}

// separated returns the text with what stands before the next value.
func (e *rowEncoder) separated() []byte {
	if e.fields == 0 {
		return e.text
	}
	return append(e.text, '\t')
}

// null takes note of a NULL.
func (e *rowEncoder) null(c *column) {
	e.pending.nulls = append(e.pending.nulls, c)
	c.hash = 0
}

// encode appends the COPY text of v, which is neither NULL nor Open, unless it asks
// for something.
func (e *rowEncoder) encode(c *column, dst []byte, v *parser.Value) ([]byte, coltype.Fit, event) {
	if good, ok := e.clean(v); ok {
		v.Text, v.Doubled = good, false
		e.pending.countCleaned(c)
	}
	dst, fit := c.typ.Append(dst, v)
	if eventOf[fit] == none || c.typ.Keeps(fit) {
		return dst, fit, none
	}
	return dst, fit, eventOf[fit]
}

// clean returns what the user wants bad text to become, if v is that.
func (c *config) clean(v *parser.Value) (text []byte, bad bool) {
	if v.Class != parser.Text || v.Open || !c.badText.Cleans() || coltype.CheckText(v.Text) == coltype.Fits {
		return nil, false
	}
	return c.badText.Clean(v.AppendContent(nil)), true
}

// account takes note of a value for which encode has written copied, unless it asks
// for something.
func (e *rowEncoder) account(c *column, v *parser.Value, fit coltype.Fit, copied []byte) event {
	c.note(v.Class, len(copied))
	if v.Class == parser.Integer || c.Identity {
		if ev := e.noteInteger(c, copied); ev != none {
			return ev
		}
	}
	e.pending.count(c, fit)
	if c.isLong(copied) {
		e.pending.countLong(c)
	}
	if fit.IsRounded() {
		c.RoundedBy = max(c.RoundedBy, coltype.RoundedBy(v.Text))
	}
	if c.watch != nil {
		c.watch.See(v)
	}
	if c.left != nil {
		e.inTheWay(c, v)
	}
	if e.verify {
		c.hash = c.hashOf(c.typ.Stored(v).Text, copied, &e.scratch.canonical)
	}
	return none
}

// inTheWay takes note of a value that does not fit the type which its column declares.
func (e *rowEncoder) inTheWay(c *column, v *parser.Value) {
	for i := range c.left {
		if c.left[i].Try(v, &e.scratch.tried).OK() {
			return
		}
	}
	e.pending.few, e.pending.misfits = true, append(e.pending.misfits, c)
}

// note takes note of a value: its class, and its length in bytes of COPY text. It is
// in the way of each value of each row.
func (c *column) note(class parser.Class, size int) {
	c.Longest = max(c.Longest, size)
	c.Classes |= 1 << class
}

// isLong reports whether a value may be too long for an index, of which copied is the COPY
// text.
func (c *column) isLong(copied []byte) bool {
	return len(copied) > c.long && c.typ.Length(copied) > pg.MaxIndexValue
}

// countLong takes note of a value of c that may be too long for an index.
func (p *pending) countLong(c *column) { p.few, p.long = true, append(p.long, c) }

// noteInteger takes note of an integer for which copied was written, unless it asks
// for something.
func (e *rowEncoder) noteInteger(c *column, copied []byte) event {
	c.Digits = max(c.Digits, int32(len(copied)))
	if c.maxDigits > 0 && len(copied) > c.maxDigits {
		return longInteger
	}
	if c.Identity {
		e.top = max(e.top, parseInt(copied))
	}
	return none
}

// nextKey makes v the key that SQLite gives a row without one, if one is left.
func (e *rowEncoder) nextKey(v *parser.Value) bool {
	t := e.target.Table
	t.Top = max(t.Top, e.top)
	key, ok := t.NextKey()
	if ok {
		e.scratch.key = strconv.AppendInt(e.scratch.key[:0], key, 10)
		v.Class, v.Text = parser.Integer, e.scratch.key
	}
	return ok
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

// endRow ends the row.
func (e *rowEncoder) endRow() {
	e.text = append(e.text, '\n')
	e.complete()
}

// complete counts the row that text ends with.
func (e *rowEncoder) complete() {
	for _, c := range e.pending.nulls {
		c.nulls++
	}
	if e.pending.few {
		e.pending.complete()
	}
	e.pending.nulls = e.pending.nulls[:0]
	if e.verify {
		e.addHashes()
	}
	e.rows++
	e.unwritten++
	if e.widest.asked && e.sent == 0 { // of one that is written in parts, the text is not here
		e.widest.measure(e.columns, e.text[e.done:], e.rows)
	}
	e.done, e.fields = len(e.text), 0
}

// complete counts what few rows have.
func (p *pending) complete() {
	for _, c := range p.changed {
		c.Changed++
	}
	for _, c := range p.rounded {
		c.Rounded++
	}
	for _, c := range p.repeated {
		c.Repeated++
	}
	for _, c := range p.capitals {
		c.Capitals++
	}
	for _, c := range p.cleaned {
		c.Cleaned++
	}
	for _, c := range p.misfits {
		c.Misfits++
	}
	for _, c := range p.zeroes {
		c.Zeroes++
	}
	for _, c := range p.long {
		c.Long++
	}
	p.reset()
}

// merge has the target's table know of the complete rows, and forgets them but for
// their text.
func (e *rowEncoder) merge() {
	if e.rows == 0 {
		return
	}
	t := e.target.Table
	if e.widest.bytes > t.Widest {
		t.Widest, t.WidestRow = e.widest.bytes, t.Rows+e.widest.row
	}
	t.Rows += e.rows
	t.Top = max(t.Top, e.top)
	t.Sum.Merge(e.sum)
	for i := range e.columns {
		c := &e.columns[i]
		if c.Column != nil {
			c.Values = e.rows - c.nulls
			c.Column.Merge(&c.Loaded)
			c.nulls, c.Loaded = 0, catalog.Loaded{}
			if c.watch != nil {
				e.watched.merge(c)
			}
		}
	}
	e.rows, e.sum, e.widest.bytes = 0, catalog.Sum{}, 0
}
