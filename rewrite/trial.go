package rewrite

import (
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"
)

// Budget says how many rows a trial may take: each costs its bytes and Row. A row
// of Long bytes or more is odd, and the one that makes it All is the last.
type Budget struct{ Row, Long, All int }

// Try is Reset for rows of a table that waits for its types. They go only as far
// as all types that a column may still get hold the values; the text that comes
// of them is worth nothing.
func (b *Block) Try(g *Target, budget Budget) {
	b.Reset(g)
	b.Verify, b.trial, b.budget = false, true, budget
	for i := range b.columns {
		if c := &b.columns[i]; !c.Identity {
			c.typ, c.fast = candidate(c.Column)
			c.most = coltype.MaxExactDigits
		}
	}
}

// Observe has the table, which waits, know of the rows.
func (b *Block) Observe() {
	for i := range b.columns {
		c := &b.columns[i]
		if !c.Identity {
			o := c.Observation()
			o.Any = o.Any || c.nulls < b.Rows
			c.Column.Digits = max(c.Column.Digits, c.Notes.Digits)
		}
	}
}

// candidate returns the first type that the column may still get, and its direct
// encoder if all others that it may get hold what that takes.
func candidate(c *catalog.Column) (*coltype.Type, coltype.Fast) {
	var best *coltype.Type
	dead := c.Observation().RuledOut
	for i := range c.Chain {
		t := &c.Chain[i]
		switch {
		case dead&(1<<i) != 0:
		case best == nil:
			best = t
		case !t.Includes(best):
			return best, coltype.LeaveAll
		}
	}
	return best, best.Fast()
}
