package load

import (
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"
)

// A value too long for the parser's buffer comes in chunks.

// takesChunks reports whether the column has a type that takes a value in chunks,
// and if not, what the value asks for.
func (e *rowEncoder) takesChunks(c *column, v *parser.Value) event {
	if c.watch != nil {
		c.watch.See(v)
	}
	if _, fit := c.typ.AppendChunk(nil, v, nil, true); fit == coltype.Misfit {
		return misfit
	}
	return none
}

// chunk adds a chunk of a value to the row.
func (e *rowEncoder) chunk(c *column, v *parser.Value, chunk []byte, first, last bool) event {
	if first {
		e.text, e.fields = e.separated(), e.fields+1
	}
	if first && c.left != nil {
		e.inTheWay(c, v)
	}
	if first && e.verify {
		e.scratch.long.begin()
	}
	if v.Class == parser.Text && e.badText.Cleans() && coltype.CheckText(chunk) != coltype.Fits {
		chunk = e.badText.Clean(chunk)
		e.pending.countCleaned(c)
	}
	text, fit := c.typ.AppendChunk(e.text, v, chunk, first)
	if fit != coltype.Fits && fit != coltype.Changed {
		return eventOf[fit]
	}
	e.text = text
	if e.verify {
		e.scratch.long.add(v, chunk)
	}
	if !last {
		return none
	}
	e.pending.count(c, fit)
	if e.verify {
		c.hash = e.scratch.long.of(c)
	}
	if c.Longest = maxRow; !c.typ.Bounded() {
		e.pending.countLong(c)
	}
	c.Classes |= 1 << v.Class
	return none
}

// countCleaned takes note that a value of c was made good text.
func (p *pending) countCleaned(c *column) {
	for _, other := range p.cleaned {
		if other == c {
			return
		}
	}
	p.few, p.cleaned = true, append(p.cleaned, c)
}
