package load

import (
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"io"
	"slices"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/internal/pghash"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
)

// In a script, values are compared before a type respells any. The tables of an archive
// have their types from the beginning: where one prints values in its own way, the rows of
// the table are read back and hashed as PostgreSQL will print them.

// Hash hashes the rows of such tables once more, after Settle.
func (a *Archive) Hash() error {
	for _, t := range a.tables {
		if !slices.ContainsFunc(t.Columns, func(c *catalog.Column) bool { return c.Type.Reprints() }) {
			continue
		}
		t.Sum = catalog.Sum{}
		for _, c := range t.Columns {
			c.Sum = catalog.Sum{}
			c.PresenceOnly = c.PresenceOnly || c.Type.Reprints() && c.Type.Rounds()
		}
		for _, s := range a.of[t].list {
			h := rehash{table: t, columns: s.target.Filled(), digest: sha256.New()}
			if err := a.out.Read(s.rows, h.read); err != nil {
				return err
			}
		}
	}
	return nil
}

// rehash hashes rows of COPY text.
type rehash struct {
	table   *catalog.Table
	columns []*catalog.Column
	row     int64 // the hash of it so far

	field  []byte
	long   bool // its beginning is in digest already
	digest hash.Hash
	buf    []byte
}

func (h *rehash) read(r io.Reader) error {
	in := newFieldReader(r)
	for {
		h.row = 0
		if err := in.row(len(h.columns), h.take, h.done); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		h.table.Sum.Add(h.row)
	}
}

// take takes a part of a field. Of one that is too long to be held, its SHA-256 is made.
func (h *rehash) take(column int, part []byte) {
	most := heldField
	if h.columns[column].Type.Reprints() {
		most = heldJSON
	}
	if h.field = append(h.field, part...); len(h.field) < most {
		return
	}
	if !h.long {
		h.digest.Reset()
	}
	h.field = append(h.field[:0], h.part(h.columns[column], h.field)...)
	h.long = true
}

// part adds a part of a long field to its digest, and returns what is left of it.
func (h *rehash) part(c *catalog.Column, part []byte) (rest []byte) {
	if c.Type.SQL == "bytea" {
		if !h.long {
			part = part[len(pg.CopyHexPrefix):]
		}
		n := len(part) &^ 1
		h.buf = parser.AppendHexBytes(h.buf[:0], part[:n])
		h.digest.Write(h.buf)
		return part[n:]
	}
	n := wholeCharacters(part)
	h.digest.Write(pg.CopyContent(part[:n], &h.buf))
	return part[n:]
}

// done ends a field.
func (h *rehash) done(column int, _ byte) {
	c := h.columns[column]
	var hash int64
	switch {
	case c.PresenceOnly && string(h.field) != pg.Null:
		hash = 1
	case h.long:
		h.part(c, h.field)
		h.buf = hex.AppendEncode(h.buf[:0], h.digest.Sum(nil))
		hash = pghash.Text(h.buf, int64(c.Seed))
	case string(h.field) != pg.Null && c.Type.Reprints():
		hash = hashOfForm(c, c.Type.Printed(h.field, &h.buf), false)
	case string(h.field) != pg.Null:
		form, digits := c.Type.Canonical(c.Type.StoredIn(h.field), h.field, c.Textual, &h.buf)
		hash = hashOfForm(c, form, digits)
	}
	c.Sum.Add(hash)
	h.row ^= hash
	h.field, h.long = h.field[:0], false
}
