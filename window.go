package sqlite2pg

import (
	"bytes"
	"container/list"
	"io"
	"slices"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
	"github.com/sqlite2pg/sqlite2pg/rewrite/infer"
)

// window holds the first rows of a table that waits for its types.
type window struct {
	table   *catalog.Table
	runs    []run // that its rows came in
	rows    int64 // complete ones
	values  []held
	text    []byte     // of all values, one behind the other
	places  []diag.Pos // of the rows of values: the others have nothing to refuse
	raw     []byte     // of rows as the dump has them, one behind the other
	size    int
	element *list.Element // among those that wait
}

// run is where rows go: INSERTs of one table may list other columns. They are
// the values from number from on, or the raw rows that end at raw.
type run struct {
	target    *rewrite.Target
	from, raw int
	head      []byte // of the INSERT that raw rows stand in
}

// beginRow has the values that follow be those of a row that goes to target.
func (w *window) beginRow(target *rewrite.Target, pos diag.Pos) {
	w.places = append(w.places, pos)
	if n := len(w.runs); n == 0 || w.runs[n-1].target != target || w.runs[n-1].raw > 0 {
		w.runs = append(w.runs, run{target: target, from: len(w.values)})
	}
}

// addRaw holds rows as the dump has them, from the first value to the last one.
func (w *window) addRaw(target *rewrite.Target, head, rows []byte) {
	if n := len(w.runs); n > 0 && w.runs[n-1].raw > 0 && bytes.Equal(w.runs[n-1].head, head) {
		w.raw = append(w.raw, "),("...)
	} else {
		w.runs = append(w.runs, run{target: target, from: len(w.values), head: bytes.Clone(head)})
	}
	w.raw = append(w.raw, rows...)
	w.runs[len(w.runs)-1].raw = len(w.raw)
}

// takes returns where values of an INSERT go that lists the same columns as one
// before it, or nil.
func (w *window) takes(table *catalog.Table, in *ast.Insert) *rewrite.Target {
	for i := len(w.runs) - 1; i >= 0; i-- {
		if w.runs[i].target.Takes(table, in) {
			return w.runs[i].target
		}
	}
	return nil
}

// held is a value in the window: its text ends at end.
type held struct {
	class parser.Class
	end   int
}

// rowCost is what a row in a window costs beside its bytes in the dump, in
// bytes. Rows cost the same however they are held: when a window is full must not
// depend on how much of the input came at a time.
const rowCost = 64

// add holds a value.
func (w *window) add(v *parser.Value) {
	w.text = v.AppendContent(w.text)
	w.values = append(w.values, held{v.Class, len(w.text)})
}

// each calls f for the values of a run with their numbers in it.
func (w *window) each(i int, f func(n int, v *parser.Value) error) error {
	from, end, start := w.runs[i].from, len(w.values), 0
	if i+1 < len(w.runs) {
		end = w.runs[i+1].from
	}
	if from > 0 {
		start = w.values[from-1].end
	}
	for n, h := range w.values[from:end] {
		v := parser.Value{Class: h.class, Text: w.text[start:h.end:h.end]}
		start = h.end
		if err := f(n, &v); err != nil {
			return err
		}
	}
	return nil
}

// countRow holds the first row of a table with generated columns to count its
// values: some producers write those of generated columns, too. A row too long
// to be held is that of one who does not, unless it has more values already.
func (l *loader) countRow(t *translator, table *catalog.Table, pos diag.Pos) error {
	v := &l.v
	var raw window // before the text is as --bad-text makes it
	raw.beginRow(nil, pos)
	more := true
	for {
		var err error
		if more, err = t.parse.NextValue(v); err != nil {
			return err
		}
		if !more || v.Open || len(raw.text) >= windowSize {
			break
		}
		raw.add(v)
	}
	n := len(raw.values)
	arity := n
	if more {
		if arity = table.Given(); n >= arity {
			arity = len(table.Columns)
		}
	}
	var err error
	if l.target, err = rewrite.NewTarget(table, l.insert, arity, pos); err != nil {
		return err
	}
	if n >= arity && more {
		return rewrite.Arity(table, n+1, arity, table.Rows+1, pos)
	}
	if table.Decided {
		l.begin()
		raw.runs[0].target = l.target
		err = l.replay(t, &raw)
	} else {
		at := func() diag.Pos { return pos }
		l.wait(table)
		l.window.beginRow(l.target, pos)
		row := l.window.rows + 1
		err = raw.each(0, func(n int, v *parser.Value) error {
			l.clean(t, l.target.Columns[n], v)
			l.window.add(v)
			return l.observe(n, v, row, at)
		})
		switch {
		case err == nil && more:
			l.clean(t, l.target.Columns[n], v)
			if err = l.observe(n, v, row, at); err == nil {
				err = l.open(t, l.window)
			}
		case err == nil:
			err = l.rowsHeld(t, 1, int(t.scan.Offset()-pos.Offset)-len(")"))
		}
	}
	if err != nil || !more {
		return err
	}
	if err := l.value(t, n, v); err != nil {
		return err
	}
	return l.copyRow(t, n+1)
}

// wait has the rows that follow go into the window of their table.
func (l *loader) wait(table *catalog.Table) {
	if l.window = l.waiting.of[table]; l.window == nil {
		l.window = l.waiting.add(table)
	}
}

// rowsHeld takes note of complete rows of so many bytes in the window of the
// current table. Full windows open tables.
func (l *loader) rowsHeld(t *translator, rows int64, bytes int) error {
	l.window.rows += rows
	cost := bytes + int(rows)*rowCost
	l.window.size += cost
	l.waiting.size += cost
	for l.window != nil && l.waiting.full() {
		if err := l.open(t, l.waiting.first()); err != nil {
			return err
		}
	}
	return nil
}

func (l *loader) observe(n int, v *parser.Value, row int64, pos func() diag.Pos) error {
	c := l.target.Columns[n]
	if c == nil || c.Identity {
		return nil
	}
	return infer.Observe(l.target.Table, c, v, row, pos)
}

// watchRows reads rows into the window as they are, from the current one on, as
// far as they are usual for the types that their columns may get. It returns
// whether the row that it comes to is left.
func (l *loader) watchRows(t *translator) (left bool, err error) {
	a := &l.ahead
	if t.parse.Head() == nil || !a.looks(l.target) {
		return true, nil
	}
	for more := false; l.window != nil; more = true {
		in := t.parse.Ahead(more)
		if in == nil {
			return true, nil
		}
		a.block.Try(l.target, rewrite.Budget{Row: rowCost, Long: windowSize, All: windowSize - l.waiting.size})
		read, stop := a.block.Fill(in, t.parse.Between)
		t.parse.Pass(read, stop == rewrite.Ended)
		rows, end := a.block.Rows, read
		if rows > 0 {
			if stop != rewrite.Ended {
				end -= len(a.block.Gap)
			}
			l.window.addRaw(l.target, t.parse.Head(), in[:end])
			a.block.Observe()
			if err := l.rowsHeld(t, rows, a.block.Read); err != nil {
				return false, err
			}
		}
		if stop == rewrite.Ended {
			return false, nil
		}
		if a.stays(stop, rows, more) {
			return true, nil
		}
	}
	return true, nil
}

// watchRow reads a row into the window. A value too long to be held opens the
// table, and so does a row that is longer than all windows together, even in
// mid-row: the rest of the row follows the window.
func (l *loader) watchRow(t *translator) error {
	table := l.target.Table
	row, start := l.window.rows+1, t.scan.Offset()
	l.window.beginRow(l.target, t.scan.Pos(start))
	var v parser.Value
	pos := func() diag.Pos { return t.scan.Pos(v.Offset) }
	for n := 0; ; n++ {
		end := t.scan.Offset() // of the values so far
		more, err := t.parse.NextValue(&v)
		if err != nil {
			return err
		}
		if !more {
			if n < len(l.target.Columns) {
				return rewrite.Arity(table, n, len(l.target.Columns), row, t.scan.Pos(t.scan.Offset()))
			}
			return l.rowsHeld(t, 1, int(end-start))
		}
		if n == len(l.target.Columns) {
			return rewrite.Arity(table, n+1, n, row, pos())
		}
		l.clean(t, l.target.Columns[n], &v)
		if err := l.observe(n, &v, row, pos); err != nil {
			return err
		}
		if v.Open || t.scan.Offset()-start >= int64(windowSize) {
			if err := l.open(t, l.window); err != nil {
				return err
			}
			if err := l.value(t, n, &v); err != nil {
				return err
			}
			return l.copyRow(t, n+1)
		}
		l.window.add(&v)
	}
}

// replay writes the rows of a window. The last one may lack its end: it is
// left in l.row.
func (l *loader) replay(t *translator, w *window) error {
	l.replaying = true
	defer func() { l.replaying = false }()
	raw, row := 0, 0
	for i, r := range w.runs {
		l.target = r.target
		if r.raw > 0 {
			if err := l.replayRaw(t, r.head, w.raw[raw:r.raw]); err != nil {
				return err
			}
			raw = r.raw
			continue
		}
		err := w.each(i, func(n int, v *parser.Value) error {
			if n %= len(r.target.Columns); n == 0 {
				l.at = w.places[row]
				row++
			}
			if err := l.value(t, n, v); err != nil {
				return err
			}
			if n < len(r.target.Columns)-1 {
				return nil
			}
			if err := l.finish(t); err != nil {
				return err
			}
			l.begin()
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// replayRaw writes rows that are held as the dump has them, in INSERTs with that
// head.
func (l *loader) replayRaw(t *translator, head, rows []byte) error {
	text := io.MultiReader(bytes.NewReader(head), bytes.NewReader(rows), strings.NewReader(");"))
	parse, size := t.parse, min(len(head)+len(rows)+1024, lexer.BufferSize)
	l.buf = slices.Grow(l.buf[:0], size)[:size]
	t.parse = parser.New(lexer.NewBuffer(text, l.buf))
	defer func() { t.parse = parse }()
	for {
		if _, err := t.parse.Next(); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		if err := l.readRows(t); err != nil {
			return err
		}
		l.begin()
	}
}
