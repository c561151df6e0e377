package sqlite2pg

import (
	"container/list"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite"
)

// window holds the first rows of a table that waits for its types.
type window struct {
	table  *rewrite.Table
	runs   []run // that its rows came in
	rows   int64 // complete ones
	values []held
	text   []byte // of all values, one behind the other
	size   int
	place  *list.Element // among those that wait
}

// run is where the values go from number from on: INSERTs of one table may list
// other columns.
type run struct {
	target *rewrite.Target
	from   int
}

// turn has the values that follow go to target, and returns what it costs.
func (w *window) turn(target *rewrite.Target) int {
	if n := len(w.runs); n > 0 && w.runs[n-1].target == target {
		return 0
	}
	w.runs = append(w.runs, run{target, len(w.values)})
	w.size += heldSize
	return heldSize
}

// takes returns where values of an INSERT go that lists the same columns as one
// before it, or nil.
func (w *window) takes(table *rewrite.Table, in *ast.Insert) *rewrite.Target {
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

// heldSize is what a held value costs beside its text, and a run, in bytes.
const heldSize = 16

// add holds a value and returns what it costs.
func (w *window) add(v *parser.Value) int {
	before := len(w.text)
	w.text = v.AppendContent(w.text)
	w.values = append(w.values, held{v.Class, len(w.text)})
	cost := len(w.text) - before + heldSize
	w.size += cost
	return cost
}

// gone is the offset of values that have been held.
const gone = -1

// each calls f for every value with its number.
func (w *window) each(f func(n int, v *parser.Value) error) error {
	start := 0
	for n, h := range w.values {
		v := parser.Value{Class: h.class, Text: w.text[start:h.end:h.end], Offset: gone}
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
func (l *loader) countRow(t *translator, table *rewrite.Table, pos diag.Pos) error {
	v := &l.v
	var raw window // before the text is as --bad-text makes it
	more := true
	for {
		var err error
		if more, err = t.parse.NextValue(v); err != nil {
			return err
		}
		if !more || v.Open || raw.size >= windowSize {
			break
		}
		raw.add(v)
	}
	n := len(raw.values)
	arity := n
	if more {
		if arity = table.Written(); n >= arity {
			arity = len(table.Columns)
		}
	}
	var err error
	if l.target, err = table.Target(l.insert, arity, pos); err != nil {
		return err
	}
	if n >= arity && more {
		return table.Arity(n+1, arity, table.Rows+1, pos)
	}
	if table.Decided {
		l.begin()
		raw.turn(l.target)
		raw.runs[0].from = 0
		err = l.replay(t, &raw)
	} else {
		at := func() diag.Pos { return pos }
		l.wait(table)
		row := l.window.rows + 1
		err = raw.each(func(n int, v *parser.Value) error {
			l.clean(t, l.target.Columns[n], v)
			l.hold(v)
			return l.observe(n, v, row, at)
		})
		switch {
		case err == nil && more:
			l.clean(t, l.target.Columns[n], v)
			if err = l.observe(n, v, row, at); err == nil {
				err = l.open(t, l.window)
			}
		case err == nil:
			l.window.rows++
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
func (l *loader) wait(table *rewrite.Table) {
	if l.window = l.waiting.of[table]; l.window == nil {
		l.window = l.waiting.add(table)
	}
	l.waiting.size += l.window.turn(l.target)
}

// hold adds a value to the window of the current table.
func (l *loader) hold(v *parser.Value) { l.waiting.size += l.window.add(v) }

func (l *loader) observe(n int, v *parser.Value, row int64, pos func() diag.Pos) error {
	c := l.target.Columns[n]
	if c == nil || c.Identity {
		return nil
	}
	return l.target.Table.Observe(c, v, row, pos)
}

// watchRow reads a row into the window. Full windows open a table, and a value
// too long to be held opens this one, even in mid-row: the rest of the row
// follows the window.
func (l *loader) watchRow(t *translator) error {
	table := l.target.Table
	row := l.window.rows + 1
	var v parser.Value
	pos := func() diag.Pos { return t.scan.Pos(v.Offset) }
	for n := 0; ; n++ {
		more, err := t.parse.NextValue(&v)
		if err != nil {
			return err
		}
		if !more {
			if n < len(l.target.Columns) {
				return table.Arity(n, len(l.target.Columns), row, t.scan.Pos(t.scan.Offset()))
			}
			l.window.rows++
			return nil
		}
		if n == len(l.target.Columns) {
			return table.Arity(n+1, n, row, pos())
		}
		l.clean(t, l.target.Columns[n], &v)
		if err := l.observe(n, &v, row, pos); err != nil {
			return err
		}
		for l.window != nil && (v.Open || l.waiting.full()) {
			w := l.window
			if !v.Open {
				w = l.waiting.first()
			}
			if err := l.open(t, w); err != nil {
				return err
			}
		}
		if l.window == nil {
			if err := l.value(t, n, &v); err != nil {
				return err
			}
			return l.copyRow(t, n+1)
		}
		l.hold(&v)
	}
}

// replay writes the rows of a window. The last one may lack its end: it is
// left in l.row.
func (l *loader) replay(t *translator, w *window) error {
	runs := w.runs
	return w.each(func(n int, v *parser.Value) error {
		if len(runs) > 1 && n == runs[1].from {
			runs = runs[1:]
		}
		l.target = runs[0].target
		i := (n - runs[0].from) % len(l.target.Columns)
		if err := l.value(t, i, v); err != nil {
			return err
		}
		if i == len(l.target.Columns)-1 {
			if err := l.finish(t); err != nil {
				return err
			}
			l.begin()
		}
		return nil
	})
}
