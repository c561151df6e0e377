package catalog

import (
	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"
)

// Decision says what type a column gets, and why. Package infer decides; a table
// takes decisions by Decide, before its first row is written, and by Move.
type Decision struct {
	Column *Column
	Type   coltype.Type
	Rank   int // of Type in the column's chain
	// Reason is the value that decides, for the types file; "" for none.
	Reason string
	// Messages say what the decision means for the user.
	Messages []*diag.Message
}

// Move is a column's change to another type after rows were written.
type Move struct {
	Column *Column
	From   coltype.Type
	// Drop are the generated columns that must go from the table: they come back
	// after the data.
	Drop []*Column
}

// Decide gives columns of a table their types: it can be created.
func (t *Table) Decide(list []Decision) {
	for i := range list {
		list[i].take(t.Schema)
	}
	for _, c := range t.Columns {
		c.Observed = nil
		if !c.Identity && !c.Generated {
			c.PresenceOnly = t.Schema.DataOnly && c.Type.Respells()
		}
		if c.Type.After != "" {
			if c.Generated {
				c.WaitForData()
			}
			t.Postpone(c)
		}
	}
	t.Decided = true
}

// Move gives a column of a table another type that may have rows.
func (t *Table) Move(d Decision) Move {
	c := d.Column
	m := Move{Column: c, From: *c.Type}
	d.take(t.Schema)
	if c.Type.SQL == "bytea" && !m.From.KeepsBlobs() {
		c.Changed, c.Textual = c.Values, true // all so far
	}
	m.Drop = t.Postpone(c)
	return m
}

func (d *Decision) take(s *Schema) {
	d.Column.Become(d.Type, d.Rank)
	if d.Reason != "" {
		d.Column.Reason = d.Reason
	}
	for _, m := range d.Messages {
		s.Warn(m)
	}
}

// Become gives the column a type, which is the one of that rank in its chain, or made
// from it. Nothing else does, once the column is collected.
func (c *Column) Become(ty coltype.Type, rank int) {
	c.Type, c.Rank = &ty, uint8(rank)
	if rank < len(c.Chain) && c.Chain[rank] == ty {
		c.Type = &c.Chain[rank] // which all columns that declare the same have in common
	}
}

// Postpone has the generated columns that read c wait for the data, perhaps through
// others, and returns those that did not yet.
func (t *Table) Postpone(c *Column) []*Column {
	var out []*Column
	for _, g := range t.Readers(c) {
		if !g.AfterData {
			g.WaitForData()
			out = append(out, g)
		}
	}
	c.Watch(0)
	return out
}

// WaitForData has a generated column come after the data. Nothing else does.
func (c *Column) WaitForData() { c.AfterData = true }

// Watch has infer look for integers of more digits in the column: generated columns
// that read it are written for no longer ones. 0 is for any number. Nothing else
// says so.
func (c *Column) Watch(digits int) { c.MaxDigits = uint8(min(digits, 255)) }
