package load

import (
	"strconv"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
	"github.com/sqlite2pg/sqlite2pg/rewrite/override"
)

// Summarise reports what was counted while rows were written.
func Summarise(t *catalog.Table, badText override.BadText) {
	warnOfWidth(t)
	for _, c := range t.Columns {
		if c.NoPlace {
			continue
		}
		warn := func(m *diag.Message) { t.Schema.Warn(m.At(t.Source.Pos).About(t.Object(c))) }
		warnFirst := func(m *diag.Message, first *catalog.Misfit) {
			t.Schema.Warn(m.At(first.Pos).About(t.Object(c).InRow(first.Row).WithKey(first.Key)))
		}
		if first := t.First(c, catalog.ZeroDate); first != nil {
			zero := diag.ZeroDates
			if c.Nullable {
				zero = diag.ZeroDatesNullable
			}
			warnFirst(zero(c.Zeroes, first.Value), first)
		}
		if c.Cleaned > 0 {
			warn(diag.TextsChanged(c.Cleaned, string(badText)))
		}
		if c.Changed > 0 {
			changed := diag.ValuesToBytes
			switch family := c.Type.Family(); {
			case family == "uuid":
				changed = diag.BlobsToUUID
			case family == "timestamp", family == "timestamptz":
				warn(diag.UnixTimeAmongTexts(c.Changed, c.Values-c.Changed, c.Type.Final()))
				changed = nil
			case family == "json", family == "jsonb":
				changed = diag.BlobsToJSON
			case family == "text", c.Type.IsCaseless(), c.Type.Exists() && family != "bytea":
				changed = diag.BlobsToText
			case family != "bytea":
				changed = diag.TextsToNumber
			}
			if changed != nil {
				warn(changed(c.Changed))
			}
		}
		switch first := t.First(c, catalog.Rounded); {
		case c.Rounded > 0 && !c.Type.Exists(): // only timestamps take such values then
			if first == nil || !c.Type.Temporal() { // a text came later
				break
			}
			warnFirst(diag.TimestampsRounded(c.Rounded, strconv.Itoa(c.RoundedBy)+" ns", first.Value), first)
		case c.Rounded > 0:
			warn(diag.ValuesRounded(c.Rounded))
		}
		if c.Capitals > 0 && c.Type.IsCaseless() {
			warn(diag.CapitalsFold(c.Capitals))
		}
		if c.Repeated > 0 && t.Schema.Matched { // a json column keeps them
			warn(diag.KeysRepeated(c.Repeated))
		}
		if lost := c.Type.Normalises(); lost != "" && t.Rows > 0 && !c.Generated {
			warn(diag.Normalised(c.Type.Final(), lost))
		}
	}
}
