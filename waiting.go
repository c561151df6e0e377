package sqlite2pg

import (
	"container/list"

	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
)

// windowSize is how much of the data is looked at before types are decided, in
// bytes: of all tables that wait, together. It is a thousand rows and more of
// most tables, and small beside the memory that a run may take.
var windowSize = 512 << 10 // a variable for tests only

// waiting holds the windows of the tables that wait for their types. When they
// are full together, the table that has waited longest is opened: where the
// rows of one table follow those of another, that is the one that is complete.
type waiting struct {
	windows list.List // of *window, in the order of their first rows
	of      map[*catalog.Table]*window
	size    int
	spare   window // its memory is used again
}

// add makes a window for a table whose first row comes.
func (a *waiting) add(table *catalog.Table) *window {
	w := &window{table: table}
	if a.windows.Len() == 0 { // otherwise small tables might keep much memory each
		w.values, w.text, w.places, w.raw = a.spare.values, a.spare.text, a.spare.places, a.spare.raw
		a.spare = window{}
	}
	if a.of == nil {
		a.of = map[*catalog.Table]*window{}
	}
	w.element = a.windows.PushBack(w)
	a.of[table] = w
	return w
}

// first returns the window that has waited longest, or nil.
func (a *waiting) first() *window {
	if e := a.windows.Front(); e != nil {
		return e.Value.(*window)
	}
	return nil
}

func (a *waiting) full() bool { return a.size >= windowSize }

// remove takes a window out, whose rows are written.
func (a *waiting) remove(w *window) {
	a.windows.Remove(w.element)
	delete(a.of, w.table)
	a.size -= w.size
	a.spare = window{values: w.values[:0], text: w.text[:0], places: w.places[:0], raw: w.raw[:0]}
}
