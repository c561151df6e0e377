package rewrite

import (
	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
	"github.com/sqlite2pg/sqlite2pg/rewrite/override"
)

// Arity is the error of a row with too many or too few values.
func Arity(t *catalog.Table, got, want int, row int64, pos diag.Pos) error {
	return diag.Arity(got, want).At(pos).About(t.Object(nil).InRow(row))
}

// RefuseKey is the error of a row without a key after the highest one.
func RefuseKey(t *catalog.Table, c *catalog.Column, pos diag.Pos) error {
	return diag.NoKey().At(pos).About(t.Object(c).InRow(t.Rows + 1))
}

// TooLarge is the error of a row that PostgreSQL cannot read.
func TooLarge(t *catalog.Table, pos diag.Pos) error {
	return diag.RowTooLarge().At(pos).About(t.Object(nil).InRow(t.Rows + 1))
}

// Summarise reports what was counted while rows were written.
func Summarise(t *catalog.Table, badText override.BadText) {
	for _, c := range t.Columns {
		warn := func(m *diag.Message) { t.Schema.Warn(m.At(t.Source.Pos).About(t.Object(c))) }
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
