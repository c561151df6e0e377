package infer

import (
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"
)

// Candidate returns the first type that a column of a table that waits may still get,
// and its fast encoder if all others that it may get hold what that takes.
func Candidate(c *catalog.Column) (*coltype.Type, coltype.Fast) {
	var best *coltype.Type
	ruledOut := c.Observation().RuledOut
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

// ObserveAll takes note of values that the fast encoder of the candidate takes:
// whether there were any but NULL, and how long the longest integer is.
func ObserveAll(c *catalog.Column, any bool, digits int32) {
	o := c.Observation()
	o.Any = o.Any || any
	c.Digits = max(c.Digits, digits)
}
