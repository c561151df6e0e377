package catalog

import "math"

// Rowids are those of a table's rows, in their order, where the dump gives them and the table
// has no column for them. Whether one is needed is known at the end, when views and triggers
// have come: until then they are kept as runs of rows whose rowids follow each other, of which
// there are few where few rows have been deleted.
type Rowids struct {
	runs []RowidRun
	rows int64 // how many have one
	next int64 // the rowid of one more row of the last run
	lost bool  // they are not known, or are too many runs
}

// RowidRun begins with row number Row of its table, which has this rowid.
type RowidRun struct{ Row, Rowid int64 }

// maxRowidRuns bounds the memory, and what stands in the script.
const maxRowidRuns = 10000

// Note takes note of the rowid of the row number row, the next one.
func (r *Rowids) Note(row, rowid int64) {
	follows := r.rows > 0 && rowid == r.next
	if r.rows++; r.rows != row || rowid == math.MaxInt64 || !follows && len(r.runs) == maxRowidRuns {
		r.Lose()
	}
	if r.lost {
		return
	}
	if !follows {
		r.runs = append(r.runs, RowidRun{row, rowid})
	}
	r.next = rowid + 1
}

// Lose forgets them: the rows do not arrive in their order, or one has none.
func (r *Rowids) Lose() { r.lost, r.runs = true, nil }

// Of returns the rowids of so many rows, which are all, and the one that is next; ok is
// false where they are not known.
func (r *Rowids) Of(rows int64) (runs []RowidRun, next int64, ok bool) {
	if r.lost || rows == 0 || r.rows != rows {
		return nil, 0, false
	}
	next = r.next // rows come by their rowids, as a rule
	for i := 1; i < len(r.runs); i++ {
		last := r.runs[i-1].Rowid + r.runs[i].Row - r.runs[i-1].Row
		next = max(next, last)
	}
	return r.runs, next, true
}
