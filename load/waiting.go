package load

import (
	"container/list"

	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
)

// waiting holds the windows of the tables that wait for their types. When they are
// full together, the table that has waited longest is opened: where the rows of one
// table follow those of another, that is the one that is complete.
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
		w.pieces, w.text = a.spare.pieces, a.spare.text
		a.spare = window{}
	}
	if a.of == nil {
		a.of = map[*catalog.Table]*window{}
	}
	w.queued = a.windows.PushBack(w)
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

// grow takes note that rows of a window cost so much.
func (a *waiting) grow(w *window, rows int64, cost int) {
	w.rows += rows
	w.size += cost
	a.size += cost
}

// remove takes a window out, whose rows are written.
func (a *waiting) remove(w *window) {
	a.windows.Remove(w.queued)
	delete(a.of, w.table)
	a.size -= w.size
	a.spare = window{pieces: w.pieces[:0], text: w.text[:0]}
}
