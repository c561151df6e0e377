package infer

import (
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
)

// delay makes late what reads a column that gets its type after the data, or
// gets its own type then.
func delay(t *catalog.Table) {
	for _, c := range t.Columns {
		if c.Type.After == "" {
			continue
		}
		c.AfterData = c.Generated
		for _, g := range t.Readers(c) {
			g.AfterData = true
		}
	}
}

// Postpone sees whether an integer has come that is longer than the generated
// columns that read c are written for: they become late. It returns those that
// must go from the loaded table.
func Postpone(t *catalog.Table, c *catalog.Column) []*catalog.Column {
	if c.MaxDigits == 0 || c.Digits <= int32(c.MaxDigits) {
		return nil
	}
	c.MaxDigits = 0
	return t.Postpone(c)
}
