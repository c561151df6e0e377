package load

import (
	"context"
	"slices"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"
	"github.com/sqlite2pg/sqlite2pg/rewrite/infer"
	"github.com/sqlite2pg/sqlite2pg/rewrite/plan"
)

// rowWriter takes rows through an encoder into the sink: whole, or in parts if they are
// too large to hold. It settles what a value asks for.
type rowWriter struct {
	*Config
	ctx     context.Context // of the current call
	encoder rowEncoder
	change  plan.Change                // that the current row asks for
	key     rowKey                     // of the current row
	staged  bool                       // the current row goes into a table of its own first
	held    []byte                     // a value that is seen whole
	lost    bool                       // a value does not fit, and nothing is written any more: see Collector
	targets map[*catalog.Table]*Target // of tables whose rows may go on
}

// aim begins a row of a target.
func (w *rowWriter) aim(g *Target) {
	if w.encoder.target != g {
		w.encoder.merge()
		w.encoder.aim(g)
		w.targets[g.Table] = g
	}
	w.encoder.begin()
	w.key.begin(g.Table)
}

// copyRow encodes a row from value number n on.
func (w *rowWriter) copyRow(s *source, n int) error {
	for ; ; n++ {
		more, err := s.NextValue(&s.v)
		if err != nil {
			return err
		}
		if !more {
			break
		}
		if n == len(w.encoder.target.Columns) {
			return errArity(w.encoder.target.Table, n+1, n, w.row(), s.place())
		}
		if err := w.value(s, n); err != nil {
			return err
		}
	}
	if n < len(w.encoder.target.Columns) {
		return errArity(w.encoder.target.Table, n, len(w.encoder.target.Columns), w.row(), s.Pos(s.Offset()))
	}
	return w.endRow(s)
}

// row is the number of the current row of its table.
func (w *rowWriter) row() int64 { return w.encoder.target.Table.Rows + w.encoder.rows + 1 }

// value encodes the value number n of the row, which was read last.
func (w *rowWriter) value(s *source, n int) error {
	c := &w.encoder.columns[n]
	if c.Column == nil {
		w.withoutPlace(w.encoder.target, n, &s.v)
		if n+1 == w.encoder.target.Rowid {
			noteRowid(w, &s.v)
		}
	}
	if s.v.Open && c.Column != nil {
		return w.chunks(s, c, n)
	}
	return w.encode(s, c, &s.v, n)
}

// encode encodes v, which is the value number n of the row, and not Open.
func (w *rowWriter) encode(s *source, c *column, v *parser.Value, n int) error {
	w.key.see(c.Column, v)
	if c.Column != nil && c.ZeroDates && coltype.IsZeroDate(v) {
		if err := becomeNull(w, c, v, s.place()); err != nil {
			return w.collected(err)
		}
		v.Class = parser.Null
	}
	for {
		ev := w.encoder.value(c, v)
		if ev == none {
			if w.encoder.pending.few && !c.showsRounded && slices.Contains(w.encoder.pending.rounded, c) {
				noteFirst(w, c, catalog.Rounded, v, s.place())
				c.showsRounded = true
			}
			noteLong(w, c, v, s.place)
			return w.hold(s, n+1)
		}
		if err := w.settle(c, v, ev, s.place()); err != nil {
			return w.collected(w.key.named(err))
		}
	}
}

// chunks encodes a value that is too long for one buffer.
func (w *rowWriter) chunks(s *source, c *column, n int) error {
	pos, first := s.place(), true
	held := w.held[:0]
	if c.typ.SeesWhole(&s.v) {
		whole, err := w.holdValue(s)
		if held = w.held; err != nil {
			return err
		}
		if whole {
			v := s.v
			v.Text, v.Open = held, false
			return w.encode(s, c, &v, n)
		}
	}
	if ev := w.encoder.takesChunks(c, &s.v); ev != none {
		if err := w.settle(c, &s.v, ev, pos); err != nil {
			return w.collected(w.key.named(err))
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
		if ev := w.encoder.chunk(c, &s.v, chunk, first, last); ev != none {
			return w.collected(w.key.named(w.refuse(c, &s.v, ev, pos)))
		}
		if last {
			noteLong(w, c, &s.v, func() diag.Pos { return pos })
		}
		if err := w.hold(s, n+1); err != nil || last {
			return err
		}
	}
}

// holdValue reads an Open value into w.held, as far as that is to be held. It returns
// whether that is all of it.
func (w *rowWriter) holdValue(s *source) (whole bool, err error) {
	for w.held = w.held[:0]; !whole && len(w.held) < maxHeld; {
		var chunk []byte
		if chunk, whole, err = s.Chunk(); err != nil {
			return false, err
		}
		w.held = append(w.held, chunk...)
	}
	return whole, nil
}

// hold writes what there is of the row if that is too large to be held. The value
// number next comes after it.
func (w *rowWriter) hold(s *source, next int) error {
	e := &w.encoder
	if len(e.text)-e.done <= w.Limits.Row {
		return nil
	}
	if err := w.flush(); err != nil {
		return err
	}
	if e.sent == 0 && w.Sink.Loads() && unsure(e.columns[next:]) {
		if err := w.Sink.Stage(w.encoder.target); err != nil {
			return err
		}
		w.staged = true
	}
	return w.writePart(s)
}

// writePart writes what there is of a row that is too large to be held. A table is
// not altered in the middle of one.
func (w *rowWriter) writePart(s *source) error {
	e := &w.encoder
	if e.sent == 0 && !w.staged {
		if err := w.alter(); err != nil {
			return err
		}
	}
	if e.sent += int64(len(e.text)); e.sent > maxRow {
		return diag.RowTooLarge().At(s.Pos(s.Offset())).About(w.encoder.target.Table.Object(nil).InRow(w.row()))
	}
	err := w.append(e, e.text)
	e.text, e.done = e.text[:0], 0
	return err
}

// endRow ends the row.
func (w *rowWriter) endRow(s *source) error {
	e := &w.encoder
	if w.encoder.target.Key != nil {
		s.v = parser.Value{Offset: s.Offset()}
		if err := w.value(s, len(e.columns)-1); err != nil {
			return err
		}
	}
	e.endRow()
	if e.sent > 0 {
		if err := w.writePart(s); err != nil {
			return err
		}
	}
	if w.staged {
		w.staged = false
		if err := w.alter(); err != nil {
			return err
		}
		if err := w.Sink.Move(w.encoder.target); err != nil {
			return err
		}
	}
	if err := w.alter(); err != nil { // rows before the one that asks for it are written
		return err
	}
	if len(e.text) < flushSize {
		return nil
	}
	return w.flush()
}

// alter makes the change of the table that the current row asks for, if it does: one
// statement for all its columns.
func (w *rowWriter) alter() error {
	if w.change.IsEmpty() {
		return nil
	}
	return w.Sink.Alter(w.change.Take(w.encoder.target.Table))
}

// append writes text of an encoder: all of its complete rows, or a part of a row.
func (w *rowWriter) append(e *rowEncoder, text []byte) error {
	to, rows := e.target, e.unwritten
	if e.unwritten = 0; w.lost || to.Table.WithoutRows != "" {
		return nil
	}
	to.Table.CopyBytes += int64(len(text))
	w.Progress.wrote(to, rows)
	return w.Sink.Append(to, text)
}

// flush writes the complete rows. The context is looked at now and then.
func (w *rowWriter) flush() error {
	w.Progress.came(w.Rows.Offset())
	return w.write(&w.encoder)
}

// write writes the complete rows of an encoder.
func (w *rowWriter) write(e *rowEncoder) error {
	if e.done == 0 {
		return nil
	}
	err := w.append(e, e.text[:e.done])
	n := copy(e.text, e.text[e.done:])
	if e.text, e.done = e.text[:n], 0; err != nil {
		return err
	}
	return w.ctx.Err()
}

// collected returns the error of a value, unless the collector keeps it: the value is
// passed over then. Its row is read on, so that all that is wrong with it is found.
func (w *rowWriter) collected(err error) error {
	if err == nil || w.Collector == nil || !w.Collector.Collect(err) {
		return err
	}
	w.lost = true
	return nil
}

// copyValues encodes the first n values of a row of a target. The row is not complete.
func (w *rowWriter) copyValues(s *source, g *Target, n int) error {
	if _, err := s.NextRow(); err != nil {
		return err
	}
	w.aim(g)
	for i := range n {
		if _, err := s.NextValue(&s.v); err != nil {
			return err
		}
		if err := w.value(s, i); err != nil {
			return err
		}
	}
	return nil
}

// observe has the table of a target, which waits, know of the value number n of a row.
func (w *rowWriter) observe(s *source, g *Target, n int, row int64) error {
	c, v := g.Columns[n], &s.v
	if c == nil {
		w.withoutPlace(g, n, v)
	}
	if n == 0 {
		w.key.begin(g.Table)
	}
	w.key.see(c, v)
	if c == nil || c.Settled() {
		return nil
	}
	if c.ZeroDates && coltype.IsZeroDate(v) {
		if c.NotNull {
			c.MayBeNull(g.Table)
		}
		v = &parser.Value{}
	}
	if good, bad := w.encoder.clean(v); bad {
		v = &parser.Value{Class: parser.Text, Text: good}
	}
	seen, err := infer.Observe(g.Table, c, v, row, s.place)
	if err == nil {
		for _, m := range []*catalog.Misfit{seen.Misfit, seen.WithOffset, seen.PlainJSON} {
			if m != nil {
				w.key.name(c.Name, &m.Key)
			}
		}
		c.Observe(seen)
	}
	return w.collected(w.key.named(err))
}

// end says that no more rows come of the tables so far.
func (w *rowWriter) end() {
	w.encoder.merge()
	w.Sink.End()
	clear(w.targets)
}
