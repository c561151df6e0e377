package load

import (
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
func (l *Loader) settle(c *column, v *parser.Value, ev event, pos diag.Pos) error {
	if err := l.flush(); err != nil { // the rows before are not concerned
		return err
	}
	l.encoder.merge()
	t := l.target.Table
	done := false
	switch ev {
	case misfit:
		done = l.widen(c, v, pos)
	case badUTF8, hasNUL:
		if l.BadText != override.BytesOfBadText {
			return l.refuse(c, v, ev, pos)
		}
		done = l.widen(c, v, pos)
	case hasOffset:
		var changed bool
		if changed, done = infer.Offset(t, c.Column, v, pos); changed { // now() for a timestamptz is another expression
			l.Plan.Retype(t, c.Column)
		}
	case plainJSON:
		done = infer.KeepJSON(t, c.Column, v, pos)
	case longInteger:
		l.change.Remove(infer.Postpone(t, c.Column))
		done = true
	default:
		return l.refuse(c, v, ev, pos)
	}
	if !done {
		return l.refuse(c, v, misfit, pos)
	}
	l.encoder.retype()
	return nil
}

// widen moves a column on to a type that holds v, if there is one.
func (l *Loader) widen(c *column, v *parser.Value, pos diag.Pos) bool {
	if l.Sink.Fixed() {
		return false
	}
	move, ok := infer.Widen(l.target.Table, c.Column, v, pos)
	if ok {
		l.Plan.Alter(&l.change, l.target.Table, move)
	}
	return ok
}

// refuse is the error of a value that its column does not take.
func (l *Loader) refuse(c *column, v *parser.Value, ev event, pos diag.Pos) error {
	l.encoder.merge()
	t := l.target.Table
	switch ev {
	case nullValue:
		return infer.RefuseNull(t, c.Column, pos)
	case noKey:
		return diag.NoKey().At(pos).About(t.Object(c.Column).InRow(t.Rows + 1))
	case badUTF8:
		return infer.Refuse(t, c.Column, coltype.BadUTF8, coltype.ShowValue(v), pos)
	case hasNUL:
		return infer.Refuse(t, c.Column, coltype.HasNUL, coltype.ShowValue(v), pos)
	}
	return infer.Refuse(t, c.Column, coltype.Misfit, coltype.ShowValue(v), pos)
}

// errArity is the error of a row with too many or too few values.
func errArity(t *catalog.Table, got, want int, row int64, pos diag.Pos) error {
	return diag.Arity(got, want).At(pos).About(t.Object(nil).InRow(row))
}
