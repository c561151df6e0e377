package load

import (
	"slices"

	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"
	"github.com/sqlite2pg/sqlite2pg/rewrite/infer"
)

// probe sees whether rows of a table that waits for its types are usual for all
// types that their columns may still get. It encodes them; what comes of it is
// worth nothing.
type probe struct {
	encoder rowEncoder
	rows    int64
	// size is how many bytes the values of the rows have, with what is between
	// those of a row.
	size int
	end  int // of the last row in the bytes that were read last
}

// maxGap is how long what stands between two rows may be for them to be kept with
// it, in bytes: it costs memory that rowCost stands for.
const maxGap = rowCost

// aim has the rows that follow be those of a target.
func (p *probe) aim(g *Target) {
	e := &p.encoder
	e.fastOnly = true
	e.aim(g)
	for i := range e.columns {
		if c := &e.columns[i]; !c.Settled() {
			c.typ, c.fast = infer.Candidate(c.Column)
			if c.ZeroDates {
				c.fast = coltype.LeaveZeroDates(c.fast)
			}
			c.maxDigits = coltype.MaxExactDigits
		}
	}
	p.rows, p.size, p.end = 0, 0, 0
}

// fill reads rows as rowEncoder.fill does, as far as they are usual and fit into
// room. A row of long bytes or more is not.
func (p *probe) fill(in []byte, between func([]byte) int, room, long int) (read int, why stop) {
	e := &p.encoder
	e.text = slices.Grow(e.text[:0], roomFor(in))
	out := e.text[:cap(e.text)]
	for at := 0; ; {
		if p.size+int(p.rows)*rowCost >= room {
			return at, enough
		}
		n, why := e.row(in[at:], out)
		if why == finished && n >= long {
			why = unusual
		}
		if why != finished {
			return at, why
		}
		e.complete()
		e.text, e.done = e.text[:0], 0
		p.rows++
		p.size += n
		at += n
		p.end = at
		gap := between(in[at:])
		if gap == 0 || gap > maxGap {
			return at, finished
		}
		at += gap
	}
}

// observe has the table know of the rows.
func (p *probe) observe() {
	for i := range p.encoder.columns {
		if c := &p.encoder.columns[i]; !c.Settled() {
			c.Observe(catalog.Observation{Any: c.nulls < p.rows, Digits: c.Loaded.Digits, Classes: c.Loaded.Classes})
		}
	}
}
