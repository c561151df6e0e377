package infer

import (
	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"
)

// Widen returns the type that a value which does not fit moves its column to: further
// on in the chain, holding the value, and reachable from the values that are loaded
// already. It is not ok when no type will do.
func Widen(t *catalog.Table, c *catalog.Column, v *parser.Value, pos diag.Pos) (d catalog.Decision, ok bool) {
	var buf []byte
	for i := int(c.Rank) + 1; i < len(c.Chain); i++ {
		to := &c.Chain[i]
		if v.Open && to.SeesWhole(v) || !to.Try(v, &buf).OK() { // it is too long to be seen whole
			continue
		}
		if _, ok := coltype.Convert(c.Type, to, c.PG); !ok {
			continue
		}
		d, why := rank(c, i), latest(t, v, pos)
		why.Part = c.Chain[0].Part(v, c.Type, c.Digits == 1)
		d.Reason = reason(c, why)
		switch from := c.Type.Final(); {
		case d.Type.IsPlainJSON():
			say(&d, t, why, diag.BecomesJSON(why.Value))
		case from != d.Type.Final():
			say(&d, t, why, widened(why, from, d.Type.Final()))
		}
		return d, true
	}
	return d, false
}

// KeepJSON is asked for a value that json holds and jsonb, which the column was to
// become after the data, does not. It is not ok when the column exists, and is jsonb.
func KeepJSON(t *catalog.Table, c *catalog.Column, v *parser.Value, pos diag.Pos) (d catalog.Decision, ok bool) {
	d = catalog.Decision{Column: c, Type: *c.Type, Rank: int(c.Rank)}
	stayJSON(&d, t, latest(t, v, pos))
	return d, !t.Schema.DataOnly
}

// Offset is asked for a value with an offset from UTC, in a column that was to become
// a timestamp after the data. It is not ok when the column exists, and is one.
func Offset(t *catalog.Table, c *catalog.Column, v *parser.Value, pos diag.Pos) (d catalog.Decision, ok bool) {
	d = catalog.Decision{Column: c, Type: *c.Type, Rank: int(c.Rank)}
	becomeTimestamptz(&d, t, latest(t, v, pos))
	return d, !t.Schema.DataOnly
}

// latest is a value of the row after those that are loaded.
func latest(t *catalog.Table, v *parser.Value, pos diag.Pos) catalog.Misfit {
	return catalog.Misfit{Row: t.Rows + 1, Pos: pos, Value: coltype.ShowValue(v)}
}

// widened says that a value moves a column on to another type, and which part of it does,
// if that is known.
func widened(why catalog.Misfit, from, to string) *diag.Message {
	if why.Part != "" {
		return diag.WidenedByPart(why.Value, why.Part, to, from)
	}
	return diag.Widened(why.Value, from, to)
}
