package rewrite

import (
	"fmt"
	"math"
	"slices"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"
)

// observer finds the best type of a chain for the values of a window. There is
// one for each column of each table that waits: it is small.
type observer struct {
	dead uint32 // by place in the chain: a value did not fit
	any  bool   // a value other than NULL was seen
	// why has the values that did not fit, as they came.
	why    []misfit
	offset *misfit // the first moment with an offset
	plain  *misfit // the first JSON that jsonb does not hold
}

// observer returns the column's, which is made when it is asked for.
func (c *Column) observer() *observer {
	if c.seen == nil {
		c.seen = &observer{}
	}
	return c.seen
}

// take gives the column the type at a place of its chain.
func (c *Column) take(place int) { c.Type, c.place = c.chain[place], uint8(place) }

// misfit is a value that did not fit the types at some places of a chain, or
// tells something else of its column.
type misfit struct {
	dead  uint32
	row   int64
	pos   diag.Pos
	value string
}

// reason returns the first value that did not fit the type at a place.
func (o *observer) reason(place int) misfit {
	for _, m := range o.why {
		if m.dead&(1<<place) != 0 {
			return m
		}
	}
	return misfit{}
}

// Observe takes note of a value of the window before the types are decided. It
// returns an error if no type holds the value.
func (t *Table) Observe(c *Column, v *parser.Value, row int64, pos func() diag.Pos) error {
	if v.Class == parser.Null {
		if c.NotNull {
			return t.refuseNull(c, row, pos())
		}
		return nil
	}
	o := c.observer()
	o.any = true
	if v.Class == parser.Integer {
		c.digits = max(c.digits, int32(min(len(v.Text), math.MaxInt32)))
	}
	before, all := o.dead, uint32(1)<<len(c.chain)-1
	held := false // by a type before that takes good text only
	for i := range c.chain {
		if o.dead&(1<<i) != 0 || held && c.chain[i].HoldsAll(v.Class) {
			continue
		}
		fit := c.chain[i].Try(v, &t.schema.buf)
		held = held || fit.OK() && c.chain[i].SQL != "bytea"
		note := func() *misfit { return &misfit{row: row, pos: pos(), value: coltype.ShowValue(v)} }
		switch {
		case !fit.OK():
			o.dead |= 1 << i
		case fit == coltype.PlainJSON && o.plain == nil:
			o.plain = note()
		case fit == coltype.WithOffset && o.offset == nil:
			o.offset = note()
		}
	}
	if o.dead != before {
		o.why = append(o.why, misfit{dead: o.dead &^ before, row: row, pos: pos(), value: coltype.ShowValue(v)})
	}
	if o.dead == all {
		_, fit := c.chain[0].Append(nil, v)
		if v.Class == parser.Text && coltype.CheckText(v.Text) != coltype.Fits {
			fit = coltype.CheckText(v.Text)
		}
		return t.refuse(c, fit, coltype.ShowValue(v), row, pos())
	}
	return nil
}

// decide takes the first type of the chain that holds every value seen, and
// says so where it is another than the declared one.
func (t *Table) decide(c *Column) {
	declared := c.chain[0]
	untyped := declared.Class != parser.Null
	if c.seen == nil || !c.seen.any {
		if untyped {
			c.take(slices.IndexFunc(c.chain, func(t coltype.Type) bool { return t.TakesAny() })) // no value says what it is
			return
		}
		t.decideByDefault(c)
		return
	}
	for i := range c.chain {
		if c.seen.dead&(1<<i) == 0 {
			c.take(i)
			break
		}
	}
	// The value to blame is the one that came when all other ways to write the
	// declared type were ruled out: those before were only spelled otherwise.
	var why misfit
	for i := range int(c.place) {
		if i == 0 || untyped || c.chain[i].Final() == declared.Final() {
			if r := c.seen.reason(i); untyped || r.pos.Offset >= why.pos.Offset {
				why = r
			}
		}
	}
	offset, plain := c.seen.offset, c.seen.plain
	c.seen = nil
	if c.place > 0 {
		c.setWhy(why)
	}
	if offset != nil && c.Type.After == "timestamp" && !c.Type.Forced {
		t.addOffset(c, *offset)
	}
	if plain != nil && c.Type.After == "jsonb" {
		t.keepJSON(c, *plain)
	}
	switch unit := c.Type.UnixUnit(); {
	case c.place == 0 || t.schema.DataOnly:
	case untyped:
		t.warnOf(c, why, diag.Inferred(why.value, c.Type.Final()))
	case unit != "":
		t.warnOf(c, why, diag.UnixTime(unit, c.Type.SQL))
	case c.Type.Final() != declared.Final() && !(c.Type.After == "timestamptz" && declared.SQL == "timestamp"):
		t.warnOf(c, why, diag.Widened(why.value, declared.Final(), c.Type.Final()))
	}
}

// decideByDefault takes the type of a column without values by the value that
// its DEFAULT gives to rows to come.
func (t *Table) decideByDefault(c *Column) {
	for i := range t.Columns {
		for _, con := range t.Source.Columns[i].Constraints {
			v, ok := &parser.Value{}, false
			if t.Columns[i] == c && con.Kind == ast.Default {
				v, ok = constant(con.Expr)
			}
			for place := 0; ok && place < len(c.chain); place++ {
				if _, why := coltype.Default(c.chain[place], v); why != "" {
					continue
				}
				if c.take(place); place > 0 && !t.schema.DataOnly {
					t.schema.warn(diag.WidenedByDefault(coltype.ShowValue(v), c.chain[0].Final(), c.Type.Final()).At(t.pos(con.Offset)).About(t.object(c)))
				}
				return
			}
		}
	}
}

// latest is a value of the row after those that are loaded.
func (t *Table) latest(v *parser.Value, pos diag.Pos) misfit {
	return misfit{row: t.Rows + 1, pos: pos, value: coltype.ShowValue(v)}
}

// warnOf says what there is to say of a value of a column.
func (t *Table) warnOf(c *Column, why misfit, m *diag.Message) {
	t.schema.warn(m.At(why.pos).About(t.object(c).InRow(why.row)))
}

// setWhy keeps the value that decided the type, for the types file.
func (c *Column) setWhy(why misfit) {
	declared := "declared " + c.declared
	if c.declared == "" {
		declared = "not declared"
	}
	c.why = fmt.Sprintf("%s; line %s, row %d: %s", declared, why.pos, why.row, why.value)
}

// next finds the type that a value which does not fit moves the column to:
// further on in the chain, holding the value, and reachable from the values
// that are loaded already.
func (c *Column) next(v *parser.Value) (place int, ok bool) {
	var buf []byte
	for i := int(c.place) + 1; i < len(c.chain); i++ {
		to := &c.chain[i]
		if !to.Try(v, &buf).OK() {
			continue
		}
		if _, ok := coltype.Convert(&c.Type, to, c.PG); ok {
			return i, true
		}
	}
	return 0, false
}
