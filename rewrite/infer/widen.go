package infer

import (
	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"
)

// Decide fixes the types of the columns by what was observed.
func Decide(t *catalog.Table) {
	t.Decided = true
	followShadow(t)
	for _, c := range t.Columns {
		if !c.Identity && !c.Generated {
			decideColumn(t, c)
			c.PresenceOnly = t.Schema.DataOnly && c.Type.Respells()
		}
	}
	delay(t)
}

// Widen moves a column on to a type that holds v and all that is loaded. It returns
// false when no type will do.
func Widen(t *catalog.Table, c *catalog.Column, v *parser.Value, pos diag.Pos) (m catalog.Move, ok bool) {
	place, ok := nextType(c, v)
	if !ok || c.Identity {
		return m, false
	}
	m = catalog.Move{Column: c, From: c.Type}
	c.Take(place)
	if c.Type.SQL == "bytea" && !m.From.KeepsBlobs() {
		c.Changed = c.Values // all so far
	}
	c.Textual = c.Textual || c.Type.SQL == "bytea" && !m.From.KeepsBlobs()
	why := latest(t, v, pos)
	setWhy(c, why)
	if m.From.Final() != c.Type.Final() {
		warnOf(t, c, why, diag.Widened(why.Value, m.From.Final(), c.Type.Final()))
	}
	m.Drop = t.Postpone(c)
	return m, true
}

// KeepJSON notes a value that json holds and jsonb does not: the column stays
// json. It returns false when the column exists already, and is jsonb.
func KeepJSON(t *catalog.Table, c *catalog.Column, v *parser.Value, pos diag.Pos) bool {
	if !c.Type.Keeps(coltype.PlainJSON) {
		if t.Schema.DataOnly {
			return false
		}
		stayJSON(t, c, latest(t, v, pos))
	}
	return true
}

// stayJSON leaves a column json: why is the value that jsonb does not hold.
func stayJSON(t *catalog.Table, c *catalog.Column, why catalog.Misfit) {
	c.Type.After = ""
	setWhy(c, why)
	warnOf(t, c, why, diag.StaysJSON(why.Value))
}

// Offset notes that a value of the column has an offset from UTC: the column
// becomes a timestamptz. It is not ok when the column exists already, and is none.
func Offset(t *catalog.Table, c *catalog.Column, v *parser.Value, pos diag.Pos) (changed, ok bool) {
	if !c.Type.Keeps(coltype.WithOffset) {
		if t.Schema.DataOnly {
			return false, false
		}
		changed = true
		addOffset(t, c, latest(t, v, pos))
	}
	return changed, true
}

// addOffset makes a timestamptz of a column: why is the value that has an
// offset.
func addOffset(t *catalog.Table, c *catalog.Column, why catalog.Misfit) {
	c.Type.After = "timestamptz"
	setWhy(c, why)
	if !t.Schema.DataOnly {
		warnOf(t, c, why, diag.InferredOffset(why.Value))
	}
}
