package infer

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"
)

// Decide returns the types of the columns of a table by what was observed, before any
// of its rows is written. A column that it says nothing of keeps its declared type.
func Decide(t *catalog.Table) []catalog.Decision {
	out := slices.Grow(auxiliary(t), len(t.Columns))
	for _, c := range t.Columns {
		if c.Settled() || c.Generated || c.Excluded {
			continue
		}
		var d catalog.Decision
		var ok bool
		switch {
		case c.Observed != nil && c.Observed.Any:
			d, ok = holdingDefault(t, byValues(t, c)), true
		case c.Untyped(): // no value says what it is
			d, ok = rank(c, slices.IndexFunc(c.Chain, func(t coltype.Type) bool { return t.TakesAny() })), true
		default:
			d, ok = byDefault(t, c)
		}
		if ok {
			out = append(out, d)
		}
	}
	return out
}

// rank is the decision for the type of a rank in the column's chain.
func rank(c *catalog.Column, rank int) catalog.Decision {
	return catalog.Decision{Column: c, Type: c.Chain[rank], Rank: rank}
}

// byValues takes the first type of the chain that holds every value seen, and says so
// where it is another than the declared one.
func byValues(t *catalog.Table, c *catalog.Column) catalog.Decision {
	o, declared := c.Observed, c.Chain[0]
	fits := func(i int) bool { return o.RuledOut&(1<<i) == 0 }
	first := 0
	for !fits(first) {
		first++
	}
	none := c.Digits == 1 && c.Chain[first].UnixUnit() != "" // 0 alone stands for no time, and not for 1970
	if none {
		first = otherThanUnix(c.Chain, first, fits)
	}
	if blobs := slices.IndexFunc(c.Chain, func(t coltype.Type) bool { return t.SQL == "bytea" }); o.Classes == 1<<parser.Blob && c.Chain[first].IsText() && blobs > first {
		return onlyBlobs(t, c, blobs) // though they are UTF-8 by chance
	}
	d := rank(c, first)
	// The value to blame is the one that came when all other ways to write the
	// declared type were ruled out: those before were only spelled otherwise.
	var why catalog.Misfit
	for i := range first {
		if i == 0 || c.Untyped() || c.Chain[i].Final() == declared.Final() {
			if m := o.Misfit(i); c.Untyped() || m.Pos.Offset >= why.Pos.Offset {
				why = m
			}
		}
	}
	if none {
		why.Part = "is no time, and no other values show what it counts from"
	}
	if first > 0 {
		d.Reason = reason(c, why)
	}
	if o.WithOffset != nil && d.Type.After == "timestamp" && !d.Type.Forced {
		becomeTimestamptz(&d, t, *o.WithOffset)
	}
	if o.PlainJSON != nil && d.Type.After == "jsonb" {
		stayJSON(&d, t, *o.PlainJSON)
	}
	switch unit := d.Type.UnixUnit(); {
	case first == 0 || t.Schema.DataOnly:
	case c.Untyped() || d.Type.Class == parser.Text: // nothing but texts where blobs are declared
		say(&d, t, why, diag.Inferred(why.Value, d.Type.Final()))
	case unit != "":
		say(&d, t, why, diag.UnixTime(unit, d.Type.SQL))
	case d.Type.IsPlainJSON():
		say(&d, t, why, diag.StaysJSON(why.Value))
	case d.Type.Final() != declared.Final() && !(d.Type.After == "timestamptz" && declared.SQL == "timestamp"):
		say(&d, t, why, widened(why, declared.Final(), d.Type.Final()))
	}
	return d
}

// onlyBlobs is the decision for a column of texts that holds nothing but blobs.
func onlyBlobs(t *catalog.Table, c *catalog.Column, bytea int) catalog.Decision {
	d := rank(c, bytea)
	d.Reason = fmt.Sprintf("declared %s; it holds nothing but blobs", c.Declared)
	if !t.Schema.DataOnly {
		d.Messages = append(d.Messages, diag.WidenedToBytes(c.Chain[0].Final(), d.Type.Final()).At(t.Source.Pos).About(t.Object(c)))
	}
	return d
}

// otherThanUnix is the first rank from one on which fits, and is not of Unix time; the same
// rank if there is none.
func otherThanUnix(chain []coltype.Type, from int, fits func(rank int) bool) int {
	for i := from; i < len(chain); i++ {
		if fits(i) && chain[i].UnixUnit() == "" {
			return i
		}
	}
	return from
}

// byDefault takes the type of a column without values by the value that its DEFAULT
// gives to rows to come. It is not ok if there is none.
func byDefault(t *catalog.Table, c *catalog.Column) (d catalog.Decision, ok bool) {
	v, at, ok := constantDefault(t, c)
	if !ok {
		return d, false
	}
	_, meant := coltype.Meant(c.Chain[0], v)
	if _, no := coltype.NoDate(c.Chain[0], v); meant || no { // the DEFAULT changes, and says so
		return rank(c, 0), true
	}
	for i := range c.Chain {
		fits := func(i int) bool { return holds(c.Chain[i], v) }
		if !fits(i) {
			continue
		}
		if string(v.Text) == "0" { // no time
			i = otherThanUnix(c.Chain, i, fits)
		}
		d = rank(c, i)
		if i > 0 && !t.Schema.DataOnly {
			m := diag.WidenedByDefault(coltype.ShowValue(v), c.Chain[0].Final(), d.Type.Final())
			if unit := d.Type.UnixUnit(); unit != "" {
				m = diag.UnixTime(unit, d.Type.SQL)
			}
			d.Messages = append(d.Messages, m.At(at).About(t.Object(c)))
		}
		return d, true
	}
	return d, false
}

// holdingDefault is the decision for a column whose values fit an integer of fewer than 64 bits,
// and its DEFAULT does not: the user asked for the type for all such columns, and a value as large would
// widen it.
func holdingDefault(t *catalog.Table, d catalog.Decision) catalog.Decision {
	c := d.Column
	v, at, ok := constantDefault(t, c)
	if !ok || !d.Type.IsNarrow() || t.Schema.DataOnly {
		return d
	}
	for i := d.Rank; i < len(c.Chain) && c.Chain[i].IsInteger(); i++ {
		switch {
		case !holds(c.Chain[i], v):
		case i == d.Rank:
			return d
		default:
			wide := rank(c, i)
			wide.Reason = d.Reason
			wide.Messages = append(d.Messages, diag.WidenedByDefault(coltype.ShowValue(v), d.Type.Final(), wide.Type.Final()).At(at).About(t.Object(c)))
			return wide
		}
	}
	return d
}

// holds reports whether a DEFAULT can be of a type.
func holds(t coltype.Type, v *parser.Value) bool {
	_, why := coltype.Default(t, v)
	return why == ""
}

// constantDefault is the value of the DEFAULT of a column, and its place. It is not ok if there
// is none, or no constant.
func constantDefault(t *catalog.Table, c *catalog.Column) (v *parser.Value, at diag.Pos, ok bool) {
	for _, con := range t.Definition(c).Constraints {
		if con.Kind == ast.Default && c.HasDefault {
			if v, ok := catalog.Constant(con.Expr); ok {
				return v, t.Pos(con.Offset), true
			}
		}
	}
	return nil, at, false
}

// auxiliary gives the auxiliary columns of an R-tree the types that their values were
// loaded under, in the shadow table that has them.
func auxiliary(t *catalog.Table) []catalog.Decision {
	v := t.Virtual
	if v == nil || v.Family != catalog.RTree || v.Table != t || v.Shadows["rowid"] == nil {
		return nil
	}
	var out []catalog.Decision
	loaded := v.Shadows["rowid"].Columns[2:]
	for i, c := range t.Columns {
		if strings.HasPrefix(strings.TrimSpace(v.Source.Args[i]), "+") && len(loaded) > 0 {
			out = append(out, catalog.Decision{Column: c, Type: *loaded[0].Type, Rank: int(c.Rank)})
			loaded = loaded[1:]
		}
	}
	return out
}

// becomeTimestamptz is for a value that has an offset from UTC.
func becomeTimestamptz(d *catalog.Decision, t *catalog.Table, why catalog.Misfit) {
	d.Type.After = "timestamptz"
	d.Reason = reason(d.Column, why)
	if !t.Schema.DataOnly {
		say(d, t, why, diag.InferredOffset(why.Value))
	}
}

// stayJSON is for a value that json holds and jsonb does not.
func stayJSON(d *catalog.Decision, t *catalog.Table, why catalog.Misfit) {
	d.Type.After = ""
	d.Reason = reason(d.Column, why)
	say(d, t, why, diag.StaysJSON(why.Value))
}

// say adds what there is to say of a value to a decision.
func say(d *catalog.Decision, t *catalog.Table, why catalog.Misfit, m *diag.Message) {
	d.Messages = append(d.Messages, m.At(why.Pos).About(t.Object(d.Column).InRow(why.Row).WithKey(why.Key)))
}

// reason is the value that decided the type, for the types file.
func reason(c *catalog.Column, why catalog.Misfit) string {
	declared := "declared " + c.Declared
	if c.Declared == "" {
		declared = "not declared"
	}
	return fmt.Sprintf("%s; line %s, row %d: %s", declared, why.Pos, why.Row, why.Value)
}
