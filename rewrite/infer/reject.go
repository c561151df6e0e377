package infer

import (
	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"
)

// Reject is the error of a value that its column does not hold, in the row
// after those that are loaded.
func Reject(t *catalog.Table, c *catalog.Column, fit coltype.Fit, value string, pos diag.Pos) error {
	return reject(t, c, fit, value, t.Rows+1, pos)
}

func reject(t *catalog.Table, c *catalog.Column, fit coltype.Fit, value string, row int64, pos diag.Pos) error {
	var m *diag.Message
	switch {
	case fit == coltype.BadUTF8:
		m = diag.InvalidUTF8(value)
	case fit == coltype.HasNUL:
		m = diag.NULCharacter(value)
	case t.Schema.Matched:
		return intoMisfit(t, c, value).At(pos).About(t.Object(c).InRow(row))
	case t.Schema.DataOnly:
		m = diag.MisfitTarget(value, c.Type.Final())
	default:
		m = diag.Misfit(value, c.Type.Final(), c.Type.Catchall())
		if why, _, ok := c.Type.Why("", ""); ok {
			m = diag.MisfitAsked(value, c.Type.Final(), why, c.Type.Catchall())
		}
	}
	if t.Schema.Matched { // the hints of many values become one
		m.Flags = []string{"--bad-text=replace", "# or: --bad-text=strip"}
	}
	return m.At(pos).About(t.Object(c).InRow(row))
}

// intoMisfit is the error of a value that a column of an application does not take.
func intoMisfit(t *catalog.Table, c *catalog.Column, value string) *diag.Message {
	reason, flags, _ := c.Chain[0].Why(t.Source.Name.Text, c.Name)
	m := diag.MisfitInto(value, c.Chain[0].Final(), reason)
	m.Flags = flags
	return m
}

// RejectNull is the error of a NULL in a NOT NULL column.
func RejectNull(t *catalog.Table, c *catalog.Column, pos diag.Pos) error {
	return rejectNull(t, c, t.Rows+1, pos)
}

// RejectZeroDate is the error of a date of zeros that would be NULL in a column that
// takes none.
func RejectZeroDate(t *catalog.Table, c *catalog.Column, v *parser.Value, pos diag.Pos) error {
	return diag.NotNullZeroDate(coltype.ShowValue(v)).At(pos).About(t.Object(c).InRow(t.Rows + 1))
}

func rejectNull(t *catalog.Table, c *catalog.Column, row int64, pos diag.Pos) error {
	return diag.NotNull().At(pos).About(t.Object(c).InRow(row))
}
