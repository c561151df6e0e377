package database

// #include "rows.h"
import "C"

import (
	"fmt"
	"math"

	"github.com/sqlite2pg/sqlite2pg/diag"
)

// A damaged table has rows behind the damage. They are found by their rowids: SQLite
// reaches each of them from the root, without the pages before it.

// gaps are where rows of a table could not be read.
type gaps struct {
	n     int
	first error
	next  int64 // rowids up to this one are given up
}

// salvages reports whether the rows behind an error are to be read: not in the middle of
// a row, of which a part is written.
func (r *rows) salvages(err error) bool {
	c := code(err)
	return r.d.opts.AcceptErrors && (c == corrupt || c == ioError) && r.object.rowid != "" && r.c.column < 0
}

// skip goes on with the first row behind an error that can be reached.
func (r *rows) skip(why error) error {
	g := &r.gaps
	if g.n == 0 {
		g.first = why
		g.next = math.MinInt64
	}
	g.n++
	if r.large != nil {
		r.large.close()
		r.large, r.c.blobs, r.c.kinds = nil, nil, nil
	}
	low := g.next
	if r.c.rows > 0 {
		low = max(low, int64(r.c.rowid))
	}
	// The row whose values cannot be read is the first one behind low, if that is found.
	rowid, found, err := r.first(low)
	switch {
	case err == nil && !found:
		r.c.rc = C.SQLITE_DONE
		return nil
	case err == nil:
		g.next = rowid
		return r.from(fmt.Sprintf("%s>%d", r.object.rowid, g.next))
	}
	// So many rowids behind low the rows go on: more than bad, at most good.
	bad, good := uint64(0), uint64(1)
	for !r.reaches(low, good) {
		if bad = good; good > math.MaxUint64/2 { // nothing is behind it
			r.c.rc = C.SQLITE_DONE
			return nil
		}
		good *= 2
	}
	for good-bad > 1 {
		if middle := bad + (good-bad)/2; r.reaches(low, middle) {
			good = middle
		} else {
			bad = middle
		}
	}
	g.next = behind(low, good)
	return r.from(fmt.Sprintf("%s>%d", r.object.rowid, g.next))
}

// behind is the rowid that comes so many after another, or the last one there can be.
func behind(rowid int64, by uint64) int64 {
	const sign = 1 << 63
	from := uint64(rowid) ^ sign
	return int64((from + min(by, math.MaxUint64-from)) ^ sign)
}

// first returns the first rowid behind another, if there is one.
func (r *rows) first(rowid int64) (next int64, found bool, err error) {
	err = r.d.each(fmt.Sprintf("SELECT %s FROM %s NOT INDEXED WHERE %[1]s>%[3]d LIMIT 1", r.object.rowid, quoted(r.object.name), rowid),
		func(s *statement) { next, found = s.integer(0), true })
	if found && next <= rowid { // a page stands in the place of another
		err = &failure{code: corrupt}
	}
	return next, found, err
}

// reaches reports whether SQLite finds the first row so many rowids behind another, or
// that there is none.
func (r *rows) reaches(rowid int64, by uint64) bool {
	_, _, err := r.first(behind(rowid, by))
	return err == nil
}

// report says what is missing.
func (r *rows) report() {
	if r.gaps.n == 0 {
		return
	}
	r.d.damaged[r.object.name] = int64(r.c.rows)
	r.d.opts.Warn(diag.DatabaseDamagedAccepted(diag.Escape(r.gaps.first.Error()), r.gaps.n).About(diag.Table(r.object.name)))
}
