package load

import (
	"io"

	"github.com/sqlite2pg/sqlite2pg/emit"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"
)

// Settle has all rows be written for the types that their columns have in the end.
func (a *Archive) Settle() error {
	for _, t := range a.tables {
		of := a.of[t]
		of.note(t)
		for _, s := range of.list {
			r := recoder{columns: of.recoders(t, s)}
			if r.columns == nil {
				continue
			}
			if err := a.out.Rewrite(s.rows, r.recode); err != nil {
				return err
			}
		}
	}
	return nil
}

// recoders are what the fields of a stretch go through, one after the other; nil if
// nothing changes.
func (s *stretches) recoders(t *catalog.Table, of *stretch) [][]*coltype.Recoder {
	position := map[*catalog.Column]int{}
	for i, c := range t.Columns {
		position[c] = i
	}
	columns := of.target.Filled()
	list, changes := make([][]*coltype.Recoder, len(columns)), false
	for i, c := range columns {
		at := position[c]
		for k := of.types; k+1 < len(s.types); k++ {
			if r := recoderOf(&s.types[k][at], &s.types[k+1][at]); r != nil {
				list[i], changes = append(list[i], r), true
			}
		}
		if r := coltype.LastRecoder(&s.types[len(s.types)-1][at]); r != nil {
			list[i], changes = append(list[i], r), true
		}
	}
	if !changes {
		return nil
	}
	return list
}

// recoderOf returns what turns values of a type into another. A column that became text
// because its parent did has that as the type after the data.
func recoderOf(from, to *coltype.Type) *coltype.Recoder {
	if (to.After == "text" || to.IsCaseless() && to.SQL != "text") && from.Encoding != to.Encoding {
		text := coltype.Any
		return coltype.NewRecoder(from, &text)
	}
	return coltype.NewRecoder(from, to)
}

// recoder reads COPY text, and writes it for other types.
type recoder struct {
	columns [][]*coltype.Recoder

	out   []byte
	to    emit.Rows
	field []byte    // that is recoded, as far as it is held
	long  bool      // its beginning is written already
	steps [2][]byte // a field between two steps
}

// recode reads rows and writes them once more.
func (r *recoder) recode(from io.Reader, to emit.Rows) error {
	in := newFieldReader(from)
	r.to, r.out, r.field, r.long = to, r.out[:0], r.field[:0], false
	for {
		if err := in.row(len(r.columns), r.take, r.done); err == io.EOF {
			r.flush(0)
			return nil
		} else if err != nil {
			return err
		}
	}
}

// flush hands on what there is of text, if it is more than so much.
func (r *recoder) flush(most int) {
	if len(r.out) > most {
		r.to.Append(r.out)
		r.out = r.out[:0]
	}
}

// take takes a part of a field. One that is too long to be held is a text, which becomes
// another part by part.
func (r *recoder) take(column int, part []byte) {
	by := r.columns[column]
	if by == nil {
		r.out = append(r.out, part...)
		r.flush(flushSize)
		return
	}
	if r.field = append(r.field, part...); len(r.field) < heldField {
		return
	}
	last := by[len(by)-1]
	if !r.long {
		r.out, r.long = last.Begins(r.out), true
	}
	n := wholeCharacters(r.field)
	r.out = last.RecodePart(r.out, r.field[:n])
	r.field = append(r.field[:0], r.field[n:]...)
	r.flush(0)
}

// done ends a field.
func (r *recoder) done(column int, end byte) {
	if by := r.columns[column]; by != nil {
		r.whole(by)
	}
	r.out = append(r.out, end)
	r.flush(flushSize)
}

// whole writes the field that is held, or the rest of one.
func (r *recoder) whole(by []*coltype.Recoder) {
	field, last := r.field, len(by)-1
	switch {
	case r.long:
		r.out = by[last].RecodePart(r.out, field)
	case string(field) == pg.Null:
		r.out = append(r.out, field...)
	default:
		for i, step := range by[:last] {
			between := &r.steps[i%2]
			*between = step.Recode((*between)[:0], field)
			field = *between
		}
		r.out = by[last].Recode(r.out, field)
	}
	r.field, r.long = r.field[:0], false
}
