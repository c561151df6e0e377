package load

import (
	"slices"
	"strconv"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"
	"github.com/sqlite2pg/sqlite2pg/rewrite/infer"
	"github.com/sqlite2pg/sqlite2pg/rewrite/override"
)

// settle does what a value of a column asks for: it moves the column on to a type that
// holds the value, and what follows from that. The table is altered before the row is
// written. It returns an error where nothing helps, or where the table is not ours.
func (w *rowWriter) settle(c *column, v *parser.Value, ev event, pos diag.Pos) error {
	if err := w.flush(); err != nil { // the rows before are not concerned
		return err
	}
	w.encoder.merge()
	t := w.encoder.target.Table
	var d catalog.Decision
	ok := false
	switch {
	case ev == misfit, (ev == badUTF8 || ev == hasNUL) && w.BadText == override.BytesOfBadText:
		if !w.Sink.Fixed() {
			d, ok = infer.Widen(t, c.Column, v, pos)
		}
		if ok && c.Identity && t.Schema.Distributed && w.Sink.Loads() {
			return diag.CitusIdentity(c.Type.Final()).At(pos).About(t.Object(c.Column).InRow(w.row()))
		}
		if ok {
			w.Plan.Alter(&w.change, t, t.Move(d))
		}
	case ev == hasOffset:
		if d, ok = infer.Offset(t, c.Column, v, pos); ok {
			t.Move(d)
			w.Plan.Retype(t, c.Column) // now() for a timestamptz is another expression
		}
	case ev == plainJSON:
		if d, ok = infer.KeepJSON(t, c.Column, v, pos); ok {
			w.Plan.Alter(&w.change, t, t.Move(d)) // its DEFAULT has waited
		}
	case ev == longInteger:
		w.change.Remove(t.Postpone(c.Column))
		ok = true
	default:
		return w.refuse(c, v, ev, pos)
	}
	for _, m := range d.Messages {
		w.key.keyed(m)
	}
	if !ok {
		return w.refuse(c, v, misfit, pos)
	}
	w.encoder.retype()
	return nil
}

// refuse is the error of a value that its column does not take.
func (w *rowWriter) refuse(c *column, v *parser.Value, ev event, pos diag.Pos) error {
	w.encoder.merge()
	t := w.encoder.target.Table
	switch ev {
	case nullValue:
		return infer.RejectNull(t, c.Column, pos)
	case noKey:
		return diag.NoKey().At(pos).About(t.Object(c.Column).InRow(t.Rows + 1))
	case badUTF8:
		return infer.Reject(t, c.Column, coltype.BadUTF8, coltype.ShowValue(v), pos)
	case hasNUL:
		return infer.Reject(t, c.Column, coltype.HasNUL, coltype.ShowValue(v), pos)
	}
	return infer.Reject(t, c.Column, coltype.Misfit, coltype.ShowValue(v), pos)
}

// errArity is the error of a row with too many or too few values.
func errArity(t *catalog.Table, got, want int, row int64, pos diag.Pos) error {
	return diag.Arity(got, want).At(pos).About(t.Object(nil).InRow(row))
}

// becomeNull takes note of a value that becomes NULL. A column that is NOT NULL is not so any
// more: that it holds dates of zeros means that it may have none.
func becomeNull(w *rowWriter, c *column, v *parser.Value, pos diag.Pos) error {
	t := w.encoder.target.Table
	if c.NotNull {
		if err := w.flush(); err != nil { // the rows before are not concerned
			return err
		}
		w.encoder.merge()
		if !c.Column.MayBeNull(t) {
			return infer.RejectZeroDate(t, c.Column, v, pos)
		}
		if w.Sink.Loads() {
			w.change.MayBeNull(c.Column)
		}
	}
	noteFirst(w, c, catalog.ZeroDate, v, pos)
	w.encoder.pending.few, w.encoder.pending.zeroes = true, append(w.encoder.pending.zeroes, c)
	return nil
}

// noteFirst takes note of the first value of a column that is counted for something.
func noteFirst(w *rowWriter, c *column, what catalog.Counted, v *parser.Value, pos diag.Pos) {
	t := w.encoder.target.Table
	if t.First(c.Column, what) != nil {
		return
	}
	first := &catalog.Misfit{Row: w.row(), Pos: pos, Value: coltype.ShowValue(v)}
	w.key.name(c.Name, &first.Key)
	t.NoteFirst(c.Column, what, first)
}

// noteLong takes note of the first value of c that may be too long for an index, if v is that.
func noteLong(w *rowWriter, c *column, v *parser.Value, place func() diag.Pos) {
	if p := &w.encoder.pending; p.few && !c.showsLong && slices.Contains(p.long, c) {
		noteFirst(w, c, catalog.Long, v, place())
		c.showsLong = true
	}
}

// noteRowid takes note of a row's rowid, which no column holds.
func noteRowid(w *rowWriter, v *parser.Value) {
	rowids := &w.encoder.target.Table.Rowids
	if n, err := strconv.ParseInt(string(v.Text), 10, 64); v.Class == parser.Integer && err == nil {
		rowids.Note(w.row(), n)
	} else {
		rowids.Lose()
	}
}
