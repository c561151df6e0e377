// Package infer has the data decide: it observes the values of the columns of a
// catalog, and decides which types hold them, and what becomes of a column when a
// later value does not fit. It knows chains of types; it never knows how a row is
// written, nor what follows from a type in the schema.
package infer

import (
	"fmt"
	"math"
	"slices"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"
)

// Observe takes note of a value of the window before the types are decided. It
// returns an error if no type holds the value.
func Observe(t *catalog.Table, c *catalog.Column, v *parser.Value, row int64, pos func() diag.Pos) error {
	if v.Class == parser.Null {
		if c.NotNull {
			return refuseNullIn(t, c, row, pos())
		}
		return nil
	}
	o := c.Observation()
	o.Any = true
	if v.Class == parser.Integer {
		c.Digits = max(c.Digits, int32(min(len(v.Text), math.MaxInt32)))
	}
	before, all := o.RuledOut, uint32(1)<<len(c.Chain)-1
	held := false // by a type before that takes good text only
	for i := range c.Chain {
		if o.RuledOut&(1<<i) != 0 || held && c.Chain[i].HoldsAll(v.Class) {
			continue
		}
		fit := c.Chain[i].Try(v, &t.Schema.Buffer)
		held = held || fit.OK() && c.Chain[i].SQL != "bytea"
		note := func() *catalog.Misfit { return &catalog.Misfit{Row: row, Pos: pos(), Value: coltype.ShowValue(v)} }
		switch {
		case !fit.OK():
			o.RuledOut |= 1 << i
		case fit == coltype.PlainJSON && o.PlainJSON == nil:
			o.PlainJSON = note()
		case fit == coltype.WithOffset && o.WithOffset == nil:
			o.WithOffset = note()
		}
	}
	if o.RuledOut != before {
		o.Misfits = append(o.Misfits, catalog.Misfit{RuledOut: o.RuledOut &^ before, Row: row, Pos: pos(), Value: coltype.ShowValue(v)})
	}
	if o.RuledOut == all {
		_, fit := c.Chain[0].Append(nil, v)
		if v.Class == parser.Text && coltype.CheckText(v.Text) != coltype.Fits {
			fit = coltype.CheckText(v.Text)
		}
		return refuseIn(t, c, fit, coltype.ShowValue(v), row, pos())
	}
	return nil
}

// decideColumn takes the first type of the chain that holds every value seen, and
// says so where it is another than the declared one.
func decideColumn(t *catalog.Table, c *catalog.Column) {
	declared := c.Chain[0]
	untyped := declared.Class != parser.Null
	if c.Observed == nil || !c.Observed.Any {
		if untyped {
			c.Take(slices.IndexFunc(c.Chain, func(t coltype.Type) bool { return t.TakesAny() })) // no value says what it is
			return
		}
		decideByDefault(t, c)
		return
	}
	for i := range c.Chain {
		if c.Observed.RuledOut&(1<<i) == 0 {
			c.Take(i)
			break
		}
	}
	// The value to blame is the one that came when all other ways to write the
	// declared type were ruled out: those before were only spelled otherwise.
	var why catalog.Misfit
	for i := range int(c.Rank) {
		if i == 0 || untyped || c.Chain[i].Final() == declared.Final() {
			if r := c.Observed.Reason(i); untyped || r.Pos.Offset >= why.Pos.Offset {
				why = r
			}
		}
	}
	offset, plain := c.Observed.WithOffset, c.Observed.PlainJSON
	c.Observed = nil
	if c.Rank > 0 {
		setWhy(c, why)
	}
	if offset != nil && c.Type.After == "timestamp" && !c.Type.Forced {
		addOffset(t, c, *offset)
	}
	if plain != nil && c.Type.After == "jsonb" {
		stayJSON(t, c, *plain)
	}
	switch unit := c.Type.UnixUnit(); {
	case c.Rank == 0 || t.Schema.DataOnly:
	case untyped:
		warnOf(t, c, why, diag.Inferred(why.Value, c.Type.Final()))
	case unit != "":
		warnOf(t, c, why, diag.UnixTime(unit, c.Type.SQL))
	case c.Type.Final() != declared.Final() && !(c.Type.After == "timestamptz" && declared.SQL == "timestamp"):
		warnOf(t, c, why, diag.Widened(why.Value, declared.Final(), c.Type.Final()))
	}
}

// decideByDefault takes the type of a column without values by the value that
// its DEFAULT gives to rows to come.
func decideByDefault(t *catalog.Table, c *catalog.Column) {
	for i := range t.Columns {
		for _, con := range t.Source.Columns[i].Constraints {
			v, ok := &parser.Value{}, false
			if t.Columns[i] == c && con.Kind == ast.Default {
				v, ok = catalog.Constant(con.Expr)
			}
			for place := 0; ok && place < len(c.Chain); place++ {
				if _, why := coltype.Default(c.Chain[place], v); why != "" {
					continue
				}
				if c.Take(place); place > 0 && !t.Schema.DataOnly {
					t.Schema.Warn(diag.WidenedByDefault(coltype.ShowValue(v), c.Chain[0].Final(), c.Type.Final()).At(t.Pos(con.Offset)).About(t.Object(c)))
				}
				return
			}
		}
	}
}

// latest is a value of the row after those that are loaded.
func latest(t *catalog.Table, v *parser.Value, pos diag.Pos) catalog.Misfit {
	return catalog.Misfit{Row: t.Rows + 1, Pos: pos, Value: coltype.ShowValue(v)}
}

// warnOf says what there is to say of a value of a column.
func warnOf(t *catalog.Table, c *catalog.Column, why catalog.Misfit, m *diag.Message) {
	t.Schema.Warn(m.At(why.Pos).About(t.Object(c).InRow(why.Row)))
}

// setWhy keeps the value that decided the type, for the types file.
func setWhy(c *catalog.Column, why catalog.Misfit) {
	declared := "declared " + c.Declared
	if c.Declared == "" {
		declared = "not declared"
	}
	c.Reason = fmt.Sprintf("%s; line %s, row %d: %s", declared, why.Pos, why.Row, why.Value)
}

// nextType finds the type that a value which does not fit moves the column to:
// further on in the chain, holding the value, and reachable from the values
// that are loaded already.
func nextType(c *catalog.Column, v *parser.Value) (place int, ok bool) {
	var buf []byte
	for i := int(c.Rank) + 1; i < len(c.Chain); i++ {
		to := &c.Chain[i]
		if !to.Try(v, &buf).OK() {
			continue
		}
		if _, ok := coltype.Convert(&c.Type, to, c.PG); ok {
			return i, true
		}
	}
	return 0, false
}
