package load

import (
	"bytes"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
)

// A row of very many columns may not fit into a page of PostgreSQL, even when all that can be
// moved out of it has been. Such rows are measured.

// rowHeader is the header of a row without NULLs, bitOffset where that of one with some has
// a bit for each column. https://www.postgresql.org/docs/current/storage-page-layout.html
const rowHeader, bitOffset = 24, 23

// widest is the widest row that was measured.
type widest struct {
	asked bool // of a table with enough columns
	bytes int
	row   int64 // of those that merge has not seen, from 1
}

// mayBeTooWide reports whether so many columns may take more than a page: a value needs at
// most as much as cannot be moved.
func mayBeTooWide(columns int) bool { return rowHeader+columns*pg.NotMoved > pg.MaxRow }

// measure takes note of how wide a row is, by its COPY text.
func (w *widest) measure(columns []column, copied []byte, row int64) {
	size, nulls, all := 0, false, 0
	for i := range columns {
		if columns[i].Column == nil {
			continue
		}
		all++
		n := bytes.IndexAny(copied, "\t\n")
		if field := copied[:n]; string(field) == pg.Null {
			nulls = true
		} else {
			size = columns[i].typ.Behind(size, n)
		}
		copied = copied[n+1:]
	}
	header := rowHeader
	if nulls {
		header = pg.Aligned(bitOffset+(all+7)/8, 8)
	}
	if size = pg.Aligned(header+size, 8); size > w.bytes {
		w.bytes, w.row = size, row
	}
}

// warnOfWidth says of a table that a row of it does not fit into a page.
func warnOfWidth(t *catalog.Table) {
	if t.Widest > pg.MaxRow && !t.Unwanted {
		t.Schema.Warn(diag.RowTooWide(t.Widest, pg.MaxRow).At(t.Source.Pos).About(t.Object(nil).InRow(t.WidestRow)))
	}
}
