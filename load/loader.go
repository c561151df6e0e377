// Package load carries rows on their way from a dump into the tables that are made
// for them: it keeps the first ones until the types of their columns are decided
// (window.go), turns rows into COPY text (encoder.go), and hands that to a Sink. It
// knows where values go and what they ask for. It never knows how a type is chosen
// or written, what a schema becomes, or how statements are printed.
package load

import (
	"bytes"
	"context"
	"io"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
	"github.com/sqlite2pg/sqlite2pg/rewrite/override"
	"github.com/sqlite2pg/sqlite2pg/rewrite/plan"
)

// Config is what a Loader works with.
type Config struct {
	Sink Sink
	Plan *plan.Plan
	// Rows are those of the INSERT that the dump has come to.
	Rows *parser.Rows
	// File, if set, is the dump, any part of which can be read at any time, by
	// several goroutines at once.
	File    File
	BadText override.BadText
	Verify  bool // values are hashed
	// Watched, if set, is filled with what could be suggested.
	Watched Watched
	// Collector is set where the tables are an application's.
	Collector Collector
	Limits    Limits
}

// File is a dump in a file. Jump has the parser's next read begin at an offset.
type File interface {
	io.ReaderAt
	Jump(offset int64)
}

// Loader loads the rows of a dump. Rows of one table go into its COPY block at a
// time; others may wait for their types, each with a window.
type Loader struct {
	Config
	ctx     context.Context // of the current call
	dump    source
	kept    keptSource
	counted keptSource

	insert  *ast.Insert                // the head of the run
	table   *catalog.Table             // that it goes into
	target  *Target                    // nil before the run's first row
	targets map[*catalog.Table]*Target // of tables whose rows may go on
	window  *window                    // of the run's table, while it waits
	waiting waiting

	probe    probe
	encoder  rowEncoder
	change   plan.Change // that the current row asks for
	lost     bool        // a value does not fit, and nothing is written any more: see Collector
	staged   bool        // the current row goes into a table of its own first
	held     []byte      // a value that is seen whole
	passed   int64       // bytes since rows were read in segments, or the first ones
	segments []*segment  // their memory
}

// source is where rows are read: the dump, or what is kept of it.
type source struct {
	*parser.Rows
	v parser.Value // the current one
	// between is that of Rows, place that of the current value. They are made once:
	// a function's value would be garbage.
	between func([]byte) int
	place   func() diag.Pos
	// Where one row after the other is unusual, looking ahead is in vain: the next
	// rows go without.
	unusual, rest int
}

// keptSource is a source of rows that are kept.
type keptSource struct {
	source
	rows parser.KeptRows
}

// New returns a Loader.
func New(c Config) *Loader {
	l := &Loader{Config: c, targets: map[*catalog.Table]*Target{}}
	l.dump.init(c.Rows)
	l.kept.init(&l.kept.rows.Rows)
	l.counted.init(&l.counted.rows.Rows)
	l.encoder.config = config{verify: c.Verify, badText: c.BadText, guard: c.Sink.Loads(), watched: c.Watched}
	return l
}

func (s *source) init(rows *parser.Rows) {
	*s = source{Rows: rows, between: rows.Between, place: func() diag.Pos { return s.Pos(s.v.Offset) }}
}

// GoesOn reports whether an INSERT is the one whose rows were read last, once more.
func (l *Loader) GoesOn(in *ast.Insert) bool { return in == l.insert }

// Begin has the rows that follow go into a table.
func (l *Loader) Begin(table *catalog.Table, in *ast.Insert) {
	if !l.target.Takes(table, in) {
		l.leave()
		l.resume(table, in)
	}
	l.insert, l.table = in, table
}

// leave ends the run.
func (l *Loader) leave() { l.insert, l.table, l.target, l.window = nil, nil, nil, nil }

// resume goes on with rows of a table that has had some.
func (l *Loader) resume(table *catalog.Table, in *ast.Insert) {
	if w := l.waiting.of[table]; w != nil {
		if l.target = w.takes(table, in); l.target != nil {
			l.window = w
		}
	} else if g := l.targets[table]; g.Takes(table, in) {
		l.target = g
	}
}

// Rows reads the rows of the INSERT.
func (l *Loader) Rows(ctx context.Context) error {
	l.ctx = ctx
	return l.readRows(&l.dump)
}

// End writes the tables that wait, in the order of their first rows: another
// statement than INSERT says that no more of them come.
func (l *Loader) End(ctx context.Context) error {
	l.ctx = ctx
	l.leave()
	for w := l.waiting.first(); w != nil; w = l.waiting.first() {
		if err := l.open(w); err != nil {
			return err
		}
	}
	l.encoder.merge()
	l.Sink.End()
	clear(l.targets)
	return nil
}

// readRows reads rows: into the window as long as the table waits, then into the
// sink.
func (l *Loader) readRows(s *source) (err error) {
	for more := true; more && err == nil; {
		if more, err = s.NextRow(); err != nil {
			break
		}
		for at := more; at && err == nil; { // the row that NextRow has moved to
			at, err = l.readRow(s)
		}
	}
	if flushed := l.flush(); err == nil { // rows before an error arrive
		err = flushed
	}
	return err
}

// readRow reads rows from the current one on, as many as it can at once. It returns
// whether it has come to one that it has not read.
func (l *Loader) readRow(s *source) (at bool, err error) {
	switch {
	case l.target == nil:
		return l.firstRow(s)
	case l.window != nil && l.window.rows == 0: // it rules most types out
		return false, l.keepRow(s)
	case l.window != nil:
		if at, err = l.probeRows(s); !at || err != nil || l.window == nil {
			return at, err
		}
		return false, l.keepRow(s)
	}
	if at, err = l.copyRows(s); !at || err != nil {
		return false, err
	}
	l.aim()
	return false, l.copyRow(s, 0)
}

// looksAhead reports whether rows of the run are to be taken from bytes.
func (l *Loader) looksAhead(s *source) bool {
	if s.rest > 0 {
		s.rest--
		return false
	}
	return !l.Limits.ValueByValue && takesBytes(l.target)
}

// maxRest is how many rows go without looking ahead at most.
const maxRest = 256

// stays reports whether the row that so many rows end before is to be read value by
// value: it is unusual, or longer than the buffer.
func (s *source) stays(why stop, rows int64, more bool) bool {
	if rows > 0 {
		s.unusual = 0
	}
	if why == unusual {
		s.unusual++
		s.rest = min(1<<min(s.unusual, 16)-2, maxRest)
		return true
	}
	return more && rows == 0
}

// aim has the encoder go on with rows of the run's target.
func (l *Loader) aim() {
	if l.encoder.target != l.target {
		l.encoder.merge()
		l.encoder.aim(l.target)
		l.targets[l.target.Table] = l.target
	}
	l.encoder.begin()
}

// copyRows encodes rows from the current one on, none of whose values has been read,
// as far as they are usual. It returns whether it has come to one that is to be read
// value by value.
func (l *Loader) copyRows(s *source) (at bool, err error) {
	if !l.looksAhead(s) {
		return true, nil
	}
	l.aim()
	for more := false; ; more = true {
		in := s.Ahead(more)
		if in == nil {
			return true, nil
		}
		before := l.encoder.rows
		read, gap, why := l.encoder.fillTo(len(in), nil, in, s.between)
		rows := l.encoder.rows - before
		s.Pass(read, why == finished)
		if err := l.flush(); err != nil {
			return false, err
		}
		if s == &l.dump && l.readsSegments(read) && why == cut && rows > 1 {
			if why, err = l.copySegments(bytes.Clone(gap)); err != nil {
				return false, err
			}
		}
		if why == finished {
			return false, nil
		}
		if s.stays(why, rows, more) {
			return true, nil
		}
	}
}

// copyRow encodes a row from value number n on.
func (l *Loader) copyRow(s *source, n int) error {
	for ; ; n++ {
		more, err := s.NextValue(&s.v)
		if err != nil {
			return err
		}
		if !more {
			break
		}
		if n == len(l.target.Columns) {
			return errArity(l.target.Table, n+1, n, l.row(), s.place())
		}
		if err := l.value(s, n); err != nil {
			return err
		}
	}
	if n < len(l.target.Columns) {
		return errArity(l.target.Table, n, len(l.target.Columns), l.row(), s.Pos(s.Offset()))
	}
	return l.endRow(s)
}

// row is the number of the current row of its table.
func (l *Loader) row() int64 { return l.target.Table.Rows + l.encoder.rows + 1 }

// value encodes the value number n of the row, which was read last.
func (l *Loader) value(s *source, n int) error {
	c := &l.encoder.columns[n]
	if c.Column == nil {
		l.withoutPlace(l.target, n, &s.v)
	}
	if s.v.Open && c.Column != nil {
		return l.chunks(s, c, n)
	}
	return l.encode(s, c, &s.v, n)
}

// encode encodes v, which is the value number n of the row, and not Open.
func (l *Loader) encode(s *source, c *column, v *parser.Value, n int) error {
	for {
		ev := l.encoder.value(c, v)
		if ev == none {
			return l.hold(s, n+1)
		}
		if err := l.settle(c, v, ev, s.place()); err != nil {
			return l.collected(err)
		}
	}
}

// chunks encodes a value that is too long for one buffer.
func (l *Loader) chunks(s *source, c *column, n int) error {
	pos, first := s.place(), true
	held := l.held[:0]
	if c.typ.SeesWhole(&s.v) {
		whole, err := l.holdValue(s)
		if held = l.held; err != nil {
			return err
		}
		if whole {
			v := s.v
			v.Text, v.Open = held, false
			return l.encode(s, c, &v, n)
		}
	}
	if ev := l.encoder.takesChunks(c, &s.v); ev != none {
		if err := l.settle(c, &s.v, ev, pos); err != nil {
			return l.collected(err)
		}
	}
	for ; ; first = false {
		chunk, last := held, false
		if held = nil; len(chunk) == 0 {
			var err error
			if chunk, last, err = s.Chunk(); err != nil {
				return err
			}
		}
		if ev := l.encoder.chunk(c, &s.v, chunk, first, last); ev != none {
			return l.collected(l.refuse(c, &s.v, ev, pos))
		}
		if err := l.hold(s, n+1); err != nil || last {
			return err
		}
	}
}

// holdValue reads an Open value into l.held, as far as that is to be held. It returns
// whether that is all of it.
func (l *Loader) holdValue(s *source) (whole bool, err error) {
	for l.held = l.held[:0]; !whole && len(l.held) < maxHeld; {
		var chunk []byte
		if chunk, whole, err = s.Chunk(); err != nil {
			return false, err
		}
		l.held = append(l.held, chunk...)
	}
	return whole, nil
}

// hold writes what there is of the row if that is too large to be held. The value
// number next comes after it.
func (l *Loader) hold(s *source, next int) error {
	e := &l.encoder
	if len(e.text)-e.done <= l.Limits.Row {
		return nil
	}
	if err := l.flush(); err != nil {
		return err
	}
	if e.sent == 0 && l.Sink.Loads() && unsure(e.columns[next:]) {
		if err := l.Sink.Stage(l.target); err != nil {
			return err
		}
		l.staged = true
	}
	return l.writePart(s)
}

// writePart writes what there is of a row that is too large to be held. A table is
// not altered in the middle of one.
func (l *Loader) writePart(s *source) error {
	e := &l.encoder
	if e.sent == 0 && !l.staged {
		if err := l.alter(); err != nil {
			return err
		}
	}
	if e.sent += int64(len(e.text)); e.sent > maxRow {
		return diag.RowTooLarge().At(s.Pos(s.Offset())).About(l.target.Table.Object(nil).InRow(l.row()))
	}
	err := l.append(l.target, e.text)
	e.text, e.done = e.text[:0], 0
	return err
}

// endRow ends the row.
func (l *Loader) endRow(s *source) error {
	e := &l.encoder
	if l.target.Key != nil {
		s.v = parser.Value{Offset: s.Offset()}
		if err := l.value(s, len(e.columns)-1); err != nil {
			return err
		}
	}
	e.endRow()
	if e.sent > 0 {
		if err := l.writePart(s); err != nil {
			return err
		}
	}
	if l.staged {
		l.staged = false
		if err := l.alter(); err != nil {
			return err
		}
		if err := l.Sink.Move(l.target); err != nil {
			return err
		}
	}
	if err := l.alter(); err != nil { // rows before the one that asks for it are written
		return err
	}
	if len(e.text) < flushSize {
		return nil
	}
	return l.flush()
}

// alter makes the change of the table that the current row asks for, if it does: one
// statement for all its columns.
func (l *Loader) alter() error {
	if l.change.IsEmpty() {
		return nil
	}
	return l.Sink.Alter(l.change.Take(l.target.Table))
}

// append writes text of rows, or of a part of one.
func (l *Loader) append(to *Target, text []byte) error {
	if l.lost {
		return nil
	}
	to.Table.CopyBytes += int64(len(text))
	return l.Sink.Append(to, text)
}

// flush writes the complete rows. The context is looked at now and then.
func (l *Loader) flush() error { return l.write(&l.encoder) }

// write writes the complete rows of an encoder.
func (l *Loader) write(e *rowEncoder) error {
	if e.done == 0 {
		return nil
	}
	err := l.append(e.target, e.text[:e.done])
	n := copy(e.text, e.text[e.done:])
	if e.text, e.done = e.text[:n], 0; err != nil {
		return err
	}
	return l.ctx.Err()
}
