package catalog

import (
	"github.com/sqlite2pg/sqlite2pg/diag"
)

// Observed finds the best type of a chain for the values of a window. There is
// one for each column of each table that waits: it is small.
type Observed struct {
	RuledOut uint32 // by place in the chain: a value did not fit
	Any      bool   // a value other than NULL was seen
	// why has the values that did not fit, as they came.
	Misfits    []Misfit
	WithOffset *Misfit // the first timestamp with an offset
	PlainJSON  *Misfit // the first JSON that jsonb does not hold
}

// Observation returns the column's, which is made when it is asked for.
func (c *Column) Observation() *Observed {
	if c.Observed == nil {
		c.Observed = &Observed{}
	}
	return c.Observed
}

// Misfit is a value that did not fit the types at some places of a chain, or
// tells something else of its column.
type Misfit struct {
	RuledOut uint32
	Row      int64
	Pos      diag.Pos
	Value    string
}

// Reason returns the first value that did not fit the type at a place.
func (o *Observed) Reason(place int) Misfit {
	for _, m := range o.Misfits {
		if m.RuledOut&(1<<place) != 0 {
			return m
		}
	}
	return Misfit{}
}
