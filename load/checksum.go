package load

import (
	"crypto/sha256"
	"encoding/hex"
	"hash"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/internal/pghash"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"
)

// --verify: each value that is written is hashed here, and once more by PostgreSQL
// when all rows are in. A hash has 64 bits and is of what the column holds as text
// (coltype/canonical.go), seeded with the column's number. Sums over the rows are
// compared: they do not depend on the order, and rows that are lost or doubled show.
// A row's hash is its columns' hashes by exclusive or: its sum shows when values have
// changed rows.

// hashOf returns the hash of a value whose text is stored in SQLite, and for which
// copied was written. buf is memory.
func (c *column) hashOf(stored, copied []byte, buf *[]byte) int64 {
	if c.PresenceOnly {
		return 1
	}
	form, digits := c.typ.Canonical(stored, copied, c.Textual, buf)
	return hashOfForm(c.Column, form, digits)
}

// hashOfForm returns the hash of a canonical text, or of bytes by their digits.
func hashOfForm(c *catalog.Column, form []byte, digits bool) int64 {
	size := len(form)
	if digits {
		size /= 2
	}
	if size > pg.LongValue {
		if digits {
			form = parser.AppendHexBytes(nil, form)
		}
		sum := sha256.Sum256(form)
		form = hex.AppendEncode(nil, sum[:])
	}
	return pghash.Text(form, int64(c.Seed))
}

// addHashes adds the hashes of the current row.
func (e *rowEncoder) addHashes() {
	row := int64(0)
	for i := range e.columns {
		if c := &e.columns[i]; c.Column != nil {
			c.Sum.Add(c.hash)
			row ^= c.hash
		}
	}
	e.sum.Add(row)
}

// longHash hashes a value that comes in chunks: there is one at a time.
type longHash struct {
	start  []byte // up to pg.LongValue bytes
	digest hash.Hash
	size   int
	buf    []byte
}

func (l *longHash) begin() {
	if l.digest == nil {
		l.digest = sha256.New()
	}
	l.digest.Reset()
	l.start, l.size = l.start[:0], 0
}

// add adds a chunk of v.
func (l *longHash) add(v *parser.Value, chunk []byte) {
	switch {
	case v.Class == parser.Blob:
		l.buf = parser.AppendHexBytes(l.buf[:0], chunk)
		chunk = l.buf
	case v.Doubled:
		l.buf = parser.AppendSingle(l.buf[:0], chunk)
		chunk = l.buf
	}
	l.digest.Write(chunk)
	l.size += len(chunk)
	if l.size <= pg.LongValue {
		l.start = append(l.start, chunk...)
	}
}

// of returns the hash of the value, which is one of c.
func (l *longHash) of(c *column) int64 {
	switch {
	case c.PresenceOnly:
		return 1
	case c.typ.Respelled():
		return pghash.Text(coltype.HashedAsPresent(), int64(c.Seed))
	case l.size > pg.LongValue:
		l.start = hex.AppendEncode(l.start[:0], l.digest.Sum(nil))
	case c.typ.SQL == "bytea" && !(c.Textual && coltype.CheckText(l.start) == coltype.Fits):
		l.start = hex.AppendEncode(nil, l.start)
	}
	return pghash.Text(l.start, int64(c.Seed))
}
