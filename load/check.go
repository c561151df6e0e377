package load

import (
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"
	"github.com/sqlite2pg/sqlite2pg/rewrite/infer"
)

// Collector hears of the values that tables which exist do not take. Behind the first
// one nothing is written any more, and the rest of the dump is read for others: a
// person wants to know of all of them at once.
type Collector interface {
	// Collect keeps the error of a value that does not fit. It returns false for other
	// errors, and for one too many: the run ends then.
	Collect(err error) bool
	// Passed hears of a value that has no place in a table that exists.
	Passed(table *catalog.Table, column *catalog.Column)
}

// lose ends the writing of rows. What waits is counted and forgotten.
func (l *Loader) lose() {
	l.lost = true
	l.encoder.merge()
	for w := l.waiting.first(); w != nil; w = l.waiting.first() {
		w.table.Rows = max(w.table.Rows, w.rows)
		l.waiting.remove(w)
	}
	l.table.Rows++ // the row that has the value
	l.target, l.window = nil, nil
}

// check reads the rows of the INSERT, and collects the values that do not fit.
func (l *Loader) check() error {
	s := &l.dump
	arity := len(l.insert.Columns)
	if arity == 0 {
		arity = l.table.Given()
	}
	g, err := newTarget(l.table, l.insert, arity, s.Pos(s.Offset()))
	if err != nil {
		return err
	}
	for {
		more, err := s.NextRow()
		if err != nil || !more {
			return err
		}
		for n := 0; ; n++ {
			more, err := s.NextValue(&s.v)
			if err != nil {
				return err
			}
			if !more {
				break
			}
			if n < len(g.Columns) {
				if err := l.checkValue(g, n); err != nil && !l.Collector.Collect(err) {
					return err
				}
			}
		}
		l.table.Rows++
	}
}

// checkValue returns an error if value number n of a row does not fit.
func (l *Loader) checkValue(g *Target, n int) error {
	c, v := g.Columns[n], &l.dump.v
	switch {
	case c == nil:
		l.withoutPlace(g, n, v)
	case v.Class == parser.Null:
		if c.NotNull && !c.Identity {
			return infer.RejectNull(g.Table, c, l.dump.place())
		}
	case !fitsAny(c, v, &g.Table.Schema.Buffer):
		return infer.Reject(g.Table, c, coltype.Misfit, coltype.ShowValue(v), l.dump.place())
	}
	return nil
}

// fitsAny reports whether a value fits one of the types that its column may have.
func fitsAny(c *catalog.Column, v *parser.Value, buf *[]byte) bool {
	for i := range c.Chain {
		if c.Chain[i].Try(v, buf).OK() {
			return true
		}
	}
	return len(c.Chain) == 0
}

// withoutPlace sees a value that has no place.
func (l *Loader) withoutPlace(g *Target, n int, v *parser.Value) {
	if l.Collector != nil && n < len(g.Alone) && g.Alone[n] != nil && v.Class != parser.Null {
		l.Collector.Passed(g.Table, g.Alone[n])
	}
}
