package coltype

import (
	"encoding/hex"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
)

// Recoder turns COPY text that was written for one type into that of another, as Convert
// does it with a loaded column.
type Recoder struct {
	from, to *Type
	// last, if set, writes what the new type reads.
	last func(dst, copied []byte) []byte
	buf  []byte
}

// LastRecoder returns a Recoder for values of a type that becomes another after the data,
// as Using does it with a loaded column; nil where PostgreSQL reads what was written for
// the one as the other.
func LastRecoder(t *Type) *Recoder {
	e, ok := t.Encoding.(interface {
		last(dst, copied []byte) []byte
	})
	if !ok || t.After == "" {
		return nil
	}
	return &Recoder{from: t, to: t, last: e.last}
}

// NewRecoder returns a Recoder, nil if nothing needs to be converted: the digits of an
// integer are those of any number.
func NewRecoder(from, to *Type) *Recoder {
	if from.Encoding == to.Encoding || from.IsInteger() && to.Family() == "numeric" {
		return nil
	}
	if days, ok := from.Encoding.(unixDays); ok && to.Encoding == days.unix {
		midnight := func(dst, copied []byte) []byte { return append(append(dst, copied...), " 00:00:00"...) }
		return &Recoder{from: from, to: to, last: midnight}
	}
	if using, ok := Convert(from, to, "x"); using == nil || !ok {
		return nil
	}
	return &Recoder{from: from, to: to}
}

// respelled is an encoding whose COPY text is not that of what SQLite held: stored
// returns that, which may be in buf.
type respelled interface {
	stored(copied []byte) []byte
}

// StoredIn returns the text of what SQLite held, where the COPY text is another one.
func (t *Type) StoredIn(copied []byte) []byte {
	if e, ok := t.Encoding.(respelled); ok {
		return e.stored(copied)
	}
	return nil
}

// Recode appends the COPY text of a value, which is not NULL, for the new type. copied is
// that for the old one.
func (r *Recoder) Recode(dst, copied []byte) []byte {
	if r.last != nil {
		return r.last(dst, copied)
	}
	text, digits := r.from.Canonical(r.from.StoredIn(copied), copied, false, &r.buf)
	switch {
	case digits || r.fromBlobUUID():
		return append(append(dst, pg.CopyHexPrefix...), text...)
	case r.to.SQL == "bytea":
		return hex.AppendEncode(append(dst, pg.CopyHexPrefix...), text)
	}
	return pg.AppendCopyText(dst, text)
}

func (r *Recoder) fromBlobUUID() bool { return r.from.Encoding == blobUUID{} }

// Begins appends what a value begins with that is too long to be held: its parts are
// recoded by RecodePart. Only texts and JSON are as long as that.
func (r *Recoder) Begins(dst []byte) []byte {
	if r.to.SQL == "bytea" {
		return append(dst, pg.CopyHexPrefix...)
	}
	return dst
}

// RecodePart appends what a part of a value becomes, which ends between two characters
// of COPY text.
func (r *Recoder) RecodePart(dst, part []byte) []byte {
	if r.to.SQL == "bytea" {
		return hex.AppendEncode(dst, pg.CopyContent(part, &r.buf))
	}
	return append(dst, part...)
}
