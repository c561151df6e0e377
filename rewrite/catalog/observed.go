package catalog

import (
	"github.com/sqlite2pg/sqlite2pg/diag"
)

// Observed is what the values of a window have told of their column. There is one
// for each column of each table that waits: it is small.
type Observed struct {
	RuledOut uint32 // by rank in the chain: a value did not fit
	Any      bool   // a value other than NULL was seen
	Classes  uint8  // of the values, as bits
	// Misfits are the values that did not fit, as they came.
	Misfits    []*Misfit
	WithOffset *Misfit // the first timestamp with an offset
	PlainJSON  *Misfit // the first JSON that jsonb does not hold whole
}

// Observation is what one value tells of its column, or several do.
type Observation struct {
	Any    bool  // it is not NULL
	Digits int32 // of the longest integer
	// Classes are those of the values, as bits.
	Classes uint8
	// Misfit is set for a value that does not fit some types which held all others,
	// WithOffset and PlainJSON for the first one that is that.
	Misfit, WithOffset, PlainJSON *Misfit
}

// Observe takes note of an observation.
func (c *Column) Observe(n Observation) {
	if c.Observed == nil {
		c.Observed = &Observed{}
	}
	o := c.Observed
	o.Any = o.Any || n.Any
	o.Classes |= n.Classes
	c.Digits = max(c.Digits, n.Digits)
	if n.Misfit != nil {
		o.RuledOut |= n.Misfit.RuledOut
		o.Misfits = append(o.Misfits, n.Misfit)
	}
	if n.WithOffset != nil {
		o.WithOffset = n.WithOffset
	}
	if n.PlainJSON != nil {
		o.PlainJSON = n.PlainJSON
	}
}

// Misfit is a value that did not fit the types of some ranks of a chain, or
// tells something else of its column.
type Misfit struct {
	RuledOut uint32
	Row      int64
	Key      string // of the row, as people read it; "" if it is not known
	Pos      diag.Pos
	Value    string
	Part     string // of the value, that is in the way; "" if there is nothing to say of it
}

// Misfit returns the first value that did not fit the type of a rank.
func (o *Observed) Misfit(rank int) Misfit {
	for _, m := range o.Misfits {
		if m.RuledOut&(1<<rank) != 0 {
			return *m
		}
	}
	return Misfit{}
}
