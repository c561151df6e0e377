package load

import (
	"bufio"
	"io"

	"github.com/sqlite2pg/sqlite2pg/emit"
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
	}
	if !changes {
		return nil
	}
	return list
}

// recoderOf returns what turns values of a type into another. A column that became text
// because its parent did has that as the type after the data.
func recoderOf(from, to *coltype.Type) *coltype.Recoder {
	if to.After == "text" && from.Encoding != to.Encoding {
		text := coltype.Any
		return coltype.NewRecoder(from, &text)
	}
	return coltype.NewRecoder(from, to)
}

// heldField is how much of a field is held to be recoded at once, in bytes.
const heldField = 8 << 20

// recoder reads COPY text, and writes it for other types.
type recoder struct {
	columns [][]*coltype.Recoder

	in    *bufio.Reader
	out   []byte
	to    emit.Rows
	field []byte
	steps [2][]byte // a field between two steps
}

// null is how COPY text writes NULL.
const null = `\N`

// recode reads rows and writes them once more.
func (r *recoder) recode(from io.Reader, to emit.Rows) error {
	r.in, r.to, r.out = bufio.NewReaderSize(from, 256<<10), to, r.out[:0]
	for n := 0; ; {
		end, err := r.next(r.columns[n])
		if err == io.EOF && n == 0 {
			break
		}
		if err == io.EOF {
			return io.ErrUnexpectedEOF
		}
		if err != nil {
			return err
		}
		if r.out = append(r.out, end); end == '\n' {
			n = 0
		} else if n++; n == len(r.columns) {
			return io.ErrUnexpectedEOF // it is not what was written
		}
		r.flush(64 << 10)
	}
	r.flush(0)
	return nil
}

// flush hands on what there is of text, if it is more than so much.
func (r *recoder) flush(most int) {
	if len(r.out) > most {
		r.to.Append(r.out)
		r.out = r.out[:0]
	}
}

// next recodes a field, and returns the byte behind it.
func (r *recoder) next(by []*coltype.Recoder) (end byte, err error) {
	r.field = r.field[:0]
	long := false
	for {
		part, err := r.in.Peek(1)
		if err != nil {
			return 0, err
		}
		if part, err = r.in.Peek(r.in.Buffered()); err != nil {
			return 0, err
		}
		n := endOfField(part)
		if by == nil {
			r.out = append(r.out, part[:n]...)
			r.flush(64 << 10)
		} else if r.field = append(r.field, part[:n]...); len(r.field) >= heldField {
			r.part(by, !long)
			long = true
		}
		r.in.Discard(n)
		if n == len(part) {
			continue
		}
		end, _ = r.in.ReadByte()
		if by != nil {
			r.whole(by, long)
		}
		return end, nil
	}
}

// endOfField is where the field ends that text begins with, or how long text is.
func endOfField(text []byte) int {
	for i, c := range text {
		if c == '\t' || c == '\n' {
			return i
		}
	}
	return len(text)
}

// part writes what is held of a field that is too long: a text that becomes bytes. What
// may be half of a character of COPY text is left.
func (r *recoder) part(by []*coltype.Recoder, first bool) {
	last := by[len(by)-1]
	if first {
		r.out = last.Begins(r.out)
	}
	n := len(r.field)
	for n > 0 && r.field[n-1] == '\\' {
		n--
	}
	if (len(r.field)-n)%2 == 0 {
		n = len(r.field)
	} else {
		n = len(r.field) - 1
	}
	r.out = last.RecodePart(r.out, r.field[:n])
	r.field = append(r.field[:0], r.field[n:]...)
	r.flush(0)
}

// whole writes a field that is held, or the rest of one.
func (r *recoder) whole(by []*coltype.Recoder, rest bool) {
	switch {
	case rest:
		r.out = by[len(by)-1].RecodePart(r.out, r.field)
	case string(r.field) == null:
		r.out = append(r.out, null...)
	default:
		field := r.field
		for i, step := range by {
			if i == len(by)-1 {
				r.out = step.Recode(r.out, field)
			} else {
				between := &r.steps[i%2]
				*between = step.Recode((*between)[:0], field)
				field = *between
			}
		}
	}
}
