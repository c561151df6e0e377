// Package infer has the data decide: it observes the values of the columns of a
// catalog, and decides which types hold them, and what becomes of a column when a
// later value does not fit. It knows chains of types; it never knows how a row is
// written, nor what follows from a type in the schema.
package infer

import (
	"math"
	"math/bits"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"
)

// Observe returns what a value of the window tells of its column before the types are
// decided. It returns an error if no type holds the value and those before it.
func Observe(t *catalog.Table, c *catalog.Column, v *parser.Value, row int64, pos func() diag.Pos) (n catalog.Observation, err error) {
	if v.Class == parser.Null {
		if c.NotNull {
			return n, rejectNull(t, c, row, pos())
		}
		return n, nil
	}
	o := c.Observed
	if o == nil {
		o = &catalog.Observed{}
	}
	n.Any, n.Classes = true, 1<<v.Class
	if v.Class == parser.Integer {
		n.Digits = int32(min(len(v.Text), math.MaxInt32))
	}
	note := func(ruledOut uint32) *catalog.Misfit {
		return &catalog.Misfit{RuledOut: ruledOut, Row: row, Pos: pos(), Value: coltype.ShowValue(v)}
	}
	ruledOut, all := o.RuledOut, uint32(1)<<len(c.Chain)-1
	taken := false // by a type before that takes good text only
	for i := range c.Chain {
		if ruledOut&(1<<i) != 0 || taken && c.Chain[i].HoldsAll(v.Class) {
			continue
		}
		fit := c.Chain[i].Try(v, &t.Schema.Buffer)
		taken = taken || fit.OK() && c.Chain[i].SQL != "bytea"
		switch {
		case !fit.OK():
			ruledOut |= 1 << i
		case fit.BeyondJSONB() && o.PlainJSON == nil && n.PlainJSON == nil:
			n.PlainJSON = note(0)
		case fit.HasOffset() && o.WithOffset == nil && n.WithOffset == nil:
			n.WithOffset = note(0)
		}
	}
	if ruledOut == all {
		fit := c.Chain[0].Try(v, &t.Schema.Buffer)
		if v.Class == parser.Text && coltype.CheckText(v.Text) != coltype.Fits {
			fit = coltype.CheckText(v.Text)
		}
		return n, reject(t, c, fit, coltype.ShowValue(v), row, pos())
	}
	if ruledOut != o.RuledOut {
		n.Misfit = note(ruledOut &^ o.RuledOut)
		n.Misfit.Part = c.Chain[0].Part(v, held(c, o), c.Digits == 1)
	}
	return n, nil
}

// held is the type that held the values of a column before, nil if there were none.
func held(c *catalog.Column, o *catalog.Observed) *coltype.Type {
	if !o.Any {
		return nil
	}
	return &c.Chain[bits.TrailingZeros32(^o.RuledOut)]
}
