package sqlite2pg

import (
	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/rewrite"
)

// windowSize is how much of a table's data is looked at before the types of its
// columns are decided, in bytes. It is a thousand rows and more of most tables,
// and small beside the memory that a run may take.
var windowSize = 2 << 20 // a variable for tests only

// window holds the first rows of a table that waits for its types.
type window struct {
	values []held
	text   []byte // of all values, one behind the other
}

// held is a value in the window: its text ends at end.
type held struct {
	class parser.Class
	end   int
}

func (w *window) add(v *parser.Value) {
	if v.Doubled {
		w.text = append(w.text, undouble(v)...)
	} else {
		w.text = append(w.text, v.Text...)
	}
	w.values = append(w.values, held{v.Class, len(w.text)})
}

// heldSize is what a held value costs beside its text, in bytes.
const heldSize = 16

// gone is the offset of values that have been held.
const gone = -1

func (w *window) full() bool { return len(w.text)+heldSize*len(w.values) >= windowSize }

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

func (w *window) clear() { w.values, w.text = w.values[:0], w.text[:0] }

// countRow holds the first row of a table with generated columns to count its
// values: some producers write those of generated columns, too. A value too
// long to be held settles it for those who do not.
func (l *loader) countRow(t *translator, table *rewrite.Table, pos diag.Pos) error {
	v := &l.v
	arity, more := 0, true
	for ; ; arity++ {
		var err error
		if more, err = t.parse.NextValue(v); err != nil {
			return err
		}
		if !more || v.Open {
			break
		}
		l.window.add(v)
	}
	held := arity
	if more {
		arity = table.Written()
	}
	var err error
	if l.target, err = table.Target(l.insert, arity, pos); err != nil {
		return err
	}
	if held >= arity && more {
		return table.Arity(held+1, arity, table.Rows+1, pos)
	}
	if !table.Decided {
		raw := l.window
		l.window = window{} // for the text as --bad-text makes it
		err = raw.each(func(n int, v *parser.Value) error {
			l.clean(t, n, v)
			l.window.add(v)
			return l.observe(n, v, 1, func() diag.Pos { return pos })
		})
		if err == nil && more {
			err = l.observe(held, v, 1, func() diag.Pos { return pos })
		}
		if err != nil || !more {
			return err
		}
		err = l.open(t)
	} else if err = l.beginCopy(t); err == nil {
		l.begin()
		err = l.replay(t)
	}
	if err != nil || !more {
		return err
	}
	if err := l.value(t, held, v); err != nil {
		return err
	}
	return l.copyRow(t, held+1)
}

func (l *loader) observe(n int, v *parser.Value, row int64, pos func() diag.Pos) error {
	c := l.target.Columns[n]
	if c == nil || c.Identity {
		return nil
	}
	return l.target.Table.Observe(c, v, row, pos)
}

// watchRow reads a row into the window. A full window decides the types, even
// in mid-row, and so does a value too long to be held: the rest of the row
// follows the window.
func (l *loader) watchRow(t *translator) error {
	table := l.target.Table
	row := int64(len(l.window.values)/len(l.target.Columns)) + 1
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
			return nil
		}
		if n == len(l.target.Columns) {
			return table.Arity(n+1, n, row, pos())
		}
		l.clean(t, n, &v)
		if err := l.observe(n, &v, row, pos); err != nil {
			return err
		}
		if v.Open || l.window.full() {
			if err := l.open(t); err != nil {
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

// replay writes the rows of the window. The last one may lack its end: it is
// left in l.row.
func (l *loader) replay(t *translator) error {
	err := l.window.each(func(n int, v *parser.Value) error {
		i := n % len(l.target.Columns)
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
	l.window.clear()
	return err
}
