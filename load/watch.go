package load

import (
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
	"github.com/sqlite2pg/sqlite2pg/rewrite/suggest"
)

// Watched has the facts of the columns whose values are looked at for suggestions, of
// rows that are merged.
type Watched map[*catalog.Column]suggest.Facts

// facts are what is known of a column; ok is false for one that nothing is suggested for.
func (w Watched) facts(c *catalog.Column) (f suggest.Facts, ok bool) {
	if f, ok = w[c]; ok {
		return f, true
	}
	if c.Identity || c.Generated {
		return f, false
	}
	return suggest.Begin(c.Type, c.Name)
}

// Facts are what is known of a column when all rows have come. The type of one that
// moved on in mid-stream is not what was watched.
func (w Watched) Facts(c *catalog.Column) (f suggest.Facts, ok bool) {
	if _, ok := suggest.Begin(c.Type, c.Name); !ok || c.Identity {
		return f, false
	}
	return w.facts(c)
}

// watches are the columns that an encoder watches: each has its own, as several
// encoders work at once.
type watches map[*catalog.Column]*suggest.Watch

// aimAll has columns be watched.
func (w watches) aimAll(all Watched, columns []column) {
	for i := range columns {
		if c := &columns[i]; c.Column != nil {
			c.watch = w.aim(all, c.Column)
		}
	}
}

// aim returns what watches a column, with what all encoders know so far, or nil.
func (w watches) aim(all Watched, c *catalog.Column) *suggest.Watch {
	f, ok := all.facts(c)
	if !ok {
		return nil
	}
	watch := w[c]
	if watch == nil {
		watch = &suggest.Watch{}
		w[c] = watch
	}
	watch.Facts = f
	return watch
}

// merge has all know what was seen of a column.
func (w Watched) merge(c *column) {
	f, _ := w.facts(c.Column)
	f.Merge(c.watch.Facts)
	w[c.Column] = f
}
