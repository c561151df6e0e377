package sqlite2pg

import (
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/rewrite"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"
	"github.com/sqlite2pg/sqlite2pg/rewrite/infer"
)

// A load into tables that exist goes on reading behind a value that does not fit: a
// person wants to know of more than one. Nothing is written any more.

// lose ends the writing of rows: what waits is forgotten, but for its number.
func (l *loader) lose() {
	current := l.insertTable
	for e := l.waiting.windows.Front(); e != nil; e = e.Next() {
		w := e.Value.(*window)
		w.table.Rows = w.rows
	}
	if current != nil {
		current.Rows++ // the row that has the value
	}
	l.waiting = waiting{}
	l.window, l.target = nil, nil
}

// check reads the rows of the current INSERT, and collects the values that do not fit.
func (l *loader) check(t *translator) error {
	table := l.insertTable
	arity := len(l.insert.Columns)
	if arity == 0 {
		arity = table.Given()
	}
	g, err := rewrite.NewTarget(table, l.insert, arity, t.scan.Pos(t.scan.Offset()))
	if err != nil {
		return err
	}
	for {
		more, err := t.parse.NextRow()
		if err != nil || !more {
			return err
		}
		for n := 0; ; n++ {
			more, err := t.parse.NextValue(&l.v)
			if err != nil {
				return err
			}
			if !more {
				break
			}
			if n < len(g.Columns) {
				if err := l.checkValue(t, g, n); err != nil && !t.into.collect(err) {
					return t.into.problems()
				}
			}
		}
		table.Rows++
	}
}

// checkValue returns an error if value number n of a row does not fit.
func (l *loader) checkValue(t *translator, g *rewrite.Target, n int) error {
	c, v := g.Columns[n], &l.v
	pos := t.scan.Pos(v.Offset)
	switch {
	case c == nil:
		t.into.passed(g, n, v)
	case v.Class == parser.Null:
		if c.NotNull && !c.Identity {
			return infer.RefuseNull(g.Table, c, pos)
		}
	case !fitsAny(c, v, &t.schema.Buffer):
		return infer.Refuse(g.Table, c, coltype.Misfit, coltype.ShowValue(v), pos)
	}
	return nil
}

// fitsAny reports whether a value fits one of the types that its column may have.
func fitsAny(c *catalog.Column, v *parser.Value, buf *[]byte) bool {
	chain := c.Chain
	if len(chain) == 0 {
		return true
	}
	for i := range chain {
		if chain[i].Try(v, buf).OK() {
			return true
		}
	}
	return false
}
