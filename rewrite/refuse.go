package rewrite

import (
	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"
	"github.com/sqlite2pg/sqlite2pg/rewrite/override"
)

// Arity is the error of a row with too many or too few values.
func (t *Table) Arity(got, want int, row int64, pos diag.Pos) error {
	return diag.Arity(got, want).At(pos).About(t.object(nil).InRow(row))
}

// Refuse is the error of a value that its column does not hold, in the row
// after those that are loaded.
func (t *Table) Refuse(c *Column, fit coltype.Fit, value string, pos diag.Pos) error {
	return t.refuse(c, fit, value, t.Rows+1, pos)
}

func (t *Table) refuse(c *Column, fit coltype.Fit, value string, row int64, pos diag.Pos) error {
	var m *diag.Message
	switch {
	case fit == coltype.BadUTF8:
		m = diag.InvalidUTF8(value)
	case fit == coltype.HasNUL:
		m = diag.NULCharacter(value)
	case t.schema.DataOnly:
		m = diag.MisfitTarget(value, c.Type.Final())
	default:
		m = diag.Misfit(value, c.Type.Final(), c.Type.Catchall())
	}
	return m.At(pos).About(t.object(c).InRow(row))
}

// RefuseNull is the error of a NULL in a NOT NULL column.
func (t *Table) RefuseNull(c *Column, pos diag.Pos) error { return t.refuseNull(c, t.Rows+1, pos) }

func (t *Table) refuseNull(c *Column, row int64, pos diag.Pos) error {
	return diag.NotNull().At(pos).About(t.object(c).InRow(row))
}

// RefuseKey is the error of a row without a key after the highest one.
func (t *Table) RefuseKey(c *Column, pos diag.Pos) error {
	return diag.NoKey().At(pos).About(t.object(c).InRow(t.Rows + 1))
}

// TooLarge is the error of a row that PostgreSQL cannot read.
func (t *Table) TooLarge(pos diag.Pos) error {
	return diag.RowTooLarge().At(pos).About(t.object(nil).InRow(t.Rows + 1))
}

// Summarise reports what was counted while rows were written.
func (t *Table) Summarise(badText override.BadText) {
	for _, c := range t.Columns {
		warn := func(m *diag.Message) { t.schema.warn(m.At(t.Source.Pos).About(t.object(c))) }
		if c.Cleaned > 0 {
			warn(diag.TextsChanged(c.Cleaned, string(badText)))
		}
		if c.Changed > 0 {
			changed := diag.ValuesToBytes
			switch c.Type.Family() {
			case "uuid":
				changed = diag.BlobsToUUID
			case "json", "jsonb":
				changed = diag.BlobsToJSON
			case "text":
				changed = diag.BlobsToText
			case "bigint", "numeric", "double precision":
				changed = diag.TextsToNumber
			}
			warn(changed(c.Changed))
		}
		if lost := c.Type.Normalises(); lost != "" && t.Rows > 0 && !c.Generated {
			warn(diag.Normalised(c.Type.Final(), lost))
		}
	}
}
