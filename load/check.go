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

// collected returns the error of a value, unless the collector keeps it: the value is
// passed over then. Its row is read on, so that all that is wrong with it is found.
func (l *Loader) collected(err error) error {
	if err == nil || l.Collector == nil || !l.Collector.Collect(err) {
		return err
	}
	l.lost = true
	return nil
}

// withoutPlace sees a value that has no place.
func (l *Loader) withoutPlace(g *Target, n int, v *parser.Value) {
	if l.Collector != nil && n < len(g.Alone) && g.Alone[n] != nil && v.Class != parser.Null {
		l.Collector.Passed(g.Table, g.Alone[n])
	}
}
