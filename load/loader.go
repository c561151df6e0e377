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
	Watched  Watched
	Progress *Progress // nil where nobody looks
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
	dump    source
	kept    keptSource
	counted keptSource

	insertRun
	waiting  waiting
	probe    probe
	writer   rowWriter
	segments segmentReader
}

// insertRun are the rows of INSERTs with the same head.
type insertRun struct {
	insert *ast.Insert    // the head
	table  *catalog.Table // that it goes into
	target *Target        // nil before the first row
	window *window        // of the table, while it waits
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
	l := &Loader{Config: c}
	l.dump.init(c.Rows)
	l.kept.init(&l.kept.rows.Rows)
	l.counted.init(&l.counted.rows.Rows)
	l.writer = rowWriter{Config: &l.Config, targets: map[*catalog.Table]*Target{}}
	l.writer.encoder.config = config{verify: c.Verify, badText: c.BadText, guard: c.Sink.Loads(), watched: c.Watched}
	l.segments = segmentReader{rowWriter: &l.writer, dump: &l.dump}
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
		l.insertRun = insertRun{}
		l.resume(table, in)
	}
	l.insert, l.table = in, table
}

// resume goes on with rows of a table that has had some.
func (l *Loader) resume(table *catalog.Table, in *ast.Insert) {
	if w := l.waiting.of[table]; w != nil {
		if l.target = w.takes(table, in); l.target != nil {
			l.window = w
		}
	} else if g := l.writer.targets[table]; g.Takes(table, in) {
		l.target = g
	}
}

// Rows reads the rows of the INSERT.
func (l *Loader) Rows(ctx context.Context) error {
	l.writer.ctx = ctx
	return l.readRows(&l.dump)
}

// End writes the tables that wait, in the order of their first rows: another
// statement than INSERT says that no more of them come.
func (l *Loader) End(ctx context.Context) error {
	l.writer.ctx = ctx
	l.insertRun = insertRun{}
	for w := l.waiting.first(); w != nil; w = l.waiting.first() {
		if err := l.open(w); err != nil {
			return err
		}
	}
	l.writer.end()
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
	if flushed := l.writer.flush(); err == nil { // rows before an error arrive
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
	l.writer.aim(l.target)
	return false, l.writer.copyRow(s, 0)
}

// looksAhead reports whether rows that go to a target are to be taken from bytes.
func (s *source) looksAhead(g *Target, valueByValue bool) bool {
	if s.rest > 0 {
		s.rest--
		return false
	}
	return !valueByValue && takesBytes(g)
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

// copyRows encodes rows from the current one on, none of whose values has been read,
// as far as they are usual. It returns whether it has come to one that is to be read
// value by value.
func (l *Loader) copyRows(s *source) (at bool, err error) {
	if !s.looksAhead(l.target, l.Limits.ValueByValue) {
		return true, nil
	}
	l.writer.aim(l.target)
	for more := false; ; more = true {
		in := s.Ahead(more)
		if in == nil {
			return true, nil
		}
		before := l.writer.encoder.rows
		read, gap, why := l.writer.encoder.fillTo(len(in), nil, in, s.between)
		rows := l.writer.encoder.rows - before
		s.Pass(read, why == finished)
		if err := l.writer.flush(); err != nil {
			return false, err
		}
		if s == &l.dump && l.segments.due(read) && why == cut && rows > 1 {
			if why, err = l.segments.copy(bytes.Clone(gap)); err != nil {
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
