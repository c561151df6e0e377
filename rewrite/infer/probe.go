package infer

import (
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"
)

// Candidate returns the first type that a column of a table that waits may still get,
// and its fast encoder if all others that it may get hold what that takes.
func Candidate(c *catalog.Column) (*coltype.Type, coltype.Fast) {
	var best *coltype.Type
	ruledOut := uint32(0)
	if c.Observed != nil {
		ruledOut = c.Observed.RuledOut
	}
	for i := range c.Chain {
		t := &c.Chain[i]
		switch {
		case ruledOut&(1<<i) != 0:
		case best == nil:
			best = t
		case !t.Includes(best):
			return best, coltype.LeaveAll
		}
	}
	return best, best.Fast()
}
