package load

import (
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
)

// Collector hears of the values that tables which exist do not take. From the first
// one on nothing is written, and the rest of the dump is read for others: a person
// wants to know of all of them at once.
type Collector interface {
	// Collect keeps the error of a value that does not fit. It returns false for other
	// errors, which end the run. Rows that wait for their table are read twice, and it
	// hears of what is wrong with them twice.
	Collect(err error) bool
	// Passed hears of a value that has no place in a table that exists.
	Passed(table *catalog.Table, column *catalog.Column)
}

// withoutPlace sees a value that has no place.
func (c *Config) withoutPlace(g *Target, n int, v *parser.Value) {
	if c.Collector != nil && n < len(g.Alone) && g.Alone[n] != nil && v.Class != parser.Null {
		c.Collector.Passed(g.Table, g.Alone[n])
	}
}
