package load

import (
	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
	"github.com/sqlite2pg/sqlite2pg/rewrite/infer"
)

// The first rows of a table wait in a window until the types of its columns are
// decided.

// firstRow finds where the values of the run go. Where that depends on how many
// values a row has, they are counted first.
func (l *Loader) firstRow(s *source) (at bool, err error) {
	l.writer.encoder.merge()
	arity := len(l.insert.Columns)
	if arity == 0 {
		if arity = len(l.table.Columns); l.table.Given() < arity {
			return false, l.countRow(s)
		}
	}
	return true, l.findTarget(arity, s.Pos(s.Offset()))
}

// findTarget finds where so many values of the run go. If the table has no types yet,
// its rows go into a window.
func (l *Loader) findTarget(arity int, pos diag.Pos) (err error) {
	if l.target, err = newTarget(l.table, l.insert, arity, pos); err != nil {
		return err
	}
	if l.Verify {
		l.target.leavesUnhashed(pos)
	}
	if l.table.Decided {
		return nil
	}
	if l.window = l.waiting.of[l.table]; l.window == nil {
		l.window = l.waiting.add(l.table)
	}
	return nil
}

// countRow counts the values of the first row of a table with generated columns: some
// producers write those of these, too. A row too long to be kept is that of one who
// does not, unless it has more values already.
func (l *Loader) countRow(s *source) error {
	start := s.Offset()
	pos := s.Pos(start)
	s.Keep(l.Limits.Window)
	n, end, more := 0, start, true
	for {
		var err error
		if more, err = s.NextValue(&s.v); err != nil {
			return err
		}
		if !more || s.v.Open || s.Offset()-start >= int64(l.Limits.Window) {
			break
		}
		n, end = n+1, s.Offset()
	}
	arity := n
	if more {
		if arity = l.table.Given(); n >= arity {
			arity = len(l.table.Columns)
		}
	}
	text := s.AppendKept(nil, int(end-start))
	if err := l.findTarget(arity, pos); err != nil {
		return err
	}
	if n >= arity && more {
		return errArity(l.table, n+1, arity, l.table.Rows+1, pos)
	}
	l.counted.rows.Reset(append(text, tail...), pos, nil)
	if !more {
		return l.readRows(&l.counted.source)
	}
	return l.goOn(s, n, text, pos)
}

// goOn reads the rest of a row of which n values are counted, and one more is read.
func (l *Loader) goOn(s *source, n int, text []byte, pos diag.Pos) error {
	counted := &l.counted.source
	if l.window == nil {
		if err := l.writer.copyValues(counted, l.target, n); err != nil {
			return err
		}
		if err := l.writer.value(s, n); err != nil {
			return err
		}
		return l.writer.copyRow(s, n+1)
	}
	row := l.window.rows + 1
	if _, err := counted.NextRow(); err != nil {
		return err
	}
	for i := range n {
		if _, err := counted.NextValue(&counted.v); err != nil {
			return err
		}
		if err := l.writer.observe(counted, l.target, i, row); err != nil {
			return err
		}
	}
	if err := l.writer.observe(s, l.target, n, row); err != nil {
		return err
	}
	return l.openInRow(s, n, text, pos)
}

// probeRows reads rows into the window, from the current one on, as far as they are
// usual for the types that their columns may get. It returns whether it has come to
// one that is to be read value by value, or is not for the window.
func (l *Loader) probeRows(s *source) (at bool, err error) {
	if !s.looksAhead(l.target, l.Limits.ValueByValue) {
		return true, nil
	}
	p := &l.probe
	for more := false; l.window != nil; more = true {
		in := s.Ahead(more)
		if in == nil {
			return true, nil
		}
		pos := s.Pos(s.Offset())
		p.aim(l.target)
		read, why := p.fill(in, s.between, l.Limits.Window-l.waiting.size, l.Limits.Window)
		s.Pass(read, why == finished)
		if p.rows > 0 {
			l.window.add(in[:p.end], piece{target: l.target, at: pos, head: s.Head()})
			p.observe()
			if err := l.rowsKept(p.rows, p.size); err != nil {
				return false, err
			}
		}
		if why == finished {
			return false, nil
		}
		if s.stays(why, p.rows, more) {
			return true, nil
		}
	}
	return true, nil
}

// keepRow reads a row into the window. A value too long to be kept opens the table,
// and so does a row that is longer than all windows together, even in mid-row: the
// rest of the row follows the window.
func (l *Loader) keepRow(s *source) error {
	start := s.Offset()
	pos := s.Pos(start)
	s.Keep(l.Limits.Window)
	row := l.window.rows + 1
	for n := 0; ; n++ {
		end := s.Offset() // of the values so far
		more, err := s.NextValue(&s.v)
		if err != nil {
			return err
		}
		if !more {
			if n < len(l.target.Columns) {
				return errArity(l.table, n, len(l.target.Columns), row, s.Pos(s.Offset()))
			}
			l.window.addKept(s.Rows, int(end-start), piece{target: l.target, at: pos})
			return l.rowsKept(1, int(end-start))
		}
		if n == len(l.target.Columns) {
			return errArity(l.table, n+1, n, row, s.place())
		}
		if err := l.writer.observe(s, l.target, n, row); err != nil {
			return err
		}
		if s.v.Open || s.Offset()-start >= int64(l.Limits.Window) {
			return l.openInRow(s, n, s.AppendKept(nil, int(end-start)), pos)
		}
	}
}

// rowsKept takes note of rows of so many bytes in the window of the run. Full windows
// open tables.
func (l *Loader) rowsKept(rows int64, bytes int) error {
	l.waiting.grow(l.window, rows, bytes+int(rows)*rowCost)
	for l.window != nil && l.waiting.size >= l.Limits.Window {
		if err := l.open(l.waiting.first()); err != nil {
			return err
		}
	}
	return nil
}

// open decides the types of a table that waits, and writes its rows. The run goes on.
func (l *Loader) open(w *window) error {
	target, window := l.target, l.window
	l.window = nil
	if err := l.Create(w.table); err != nil {
		return err
	}
	before := w.table.Rows
	if err := l.replay(w); err != nil {
		return err
	}
	l.writer.encoder.merge()
	if n := w.table.Rows - before; n != w.rows {
		return diag.Internal(n, w.rows).At(l.dump.Pos(l.dump.Offset())).About(diag.Table(w.table.Source.Name.Text))
	}
	l.waiting.remove(w)
	if l.target = target; w != window {
		l.window = window
	}
	return nil
}

// Create decides the types of a table, and makes it if that is to be.
func (l *Loader) Create(t *catalog.Table) error {
	t.Decide(infer.Decide(t))
	l.Plan.Settle(t)
	if !l.Sink.Loads() {
		return nil
	}
	return l.Sink.Create(l.Plan.Create(t))
}

// openInRow opens the table of the run in the middle of a row: text has its first n
// values, and the one after them was read last.
func (l *Loader) openInRow(s *source, n int, text []byte, pos diag.Pos) error {
	if n > 0 {
		l.window.add(text, piece{target: l.target, at: pos, values: n})
	}
	if err := l.open(l.window); err != nil {
		return err
	}
	if n == 0 {
		l.writer.aim(l.target)
	}
	if err := l.writer.value(s, n); err != nil {
		return err
	}
	return l.writer.copyRow(s, n+1)
}

// replay writes the rows of a window. The last one may lack its end: it is left in the
// encoder.
func (l *Loader) replay(w *window) error {
	begin := 0
	for i := range w.pieces {
		p := &w.pieces[i]
		l.target = p.target
		l.kept.rows.Reset(w.text[begin:p.end], p.at, p.head)
		begin = p.end
		if p.values > 0 {
			return l.writer.copyValues(&l.kept.source, p.target, p.values)
		}
		for again := true; again; again = l.kept.rows.Again() {
			if err := l.readRows(&l.kept.source); err != nil {
				return err
			}
		}
	}
	return nil
}
