package rewrite

import (
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"math/big"
	"math/bits"
	"slices"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/internal/pghash"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"
)

// --verify: each value that is written is hashed here, and once more by
// PostgreSQL when all rows are in. A hash has 64 bits and is of what the column
// holds as text (held.go), seeded with the column's number. Sums over the rows
// are compared: they do not depend on the order, and rows that are lost or
// doubled show. A row's hash is its columns' hashes by exclusive or: its sum
// shows when values have changed rows.

// Sum is a sum of 64-bit hashes, as PostgreSQL's sum(bigint) gives it.
type Sum struct{ high, low uint64 }

func (s *Sum) add(h int64) {
	var carry uint64
	s.low, carry = bits.Add64(s.low, uint64(h), 0)
	s.high += uint64(h>>63) + carry
}

func (s *Sum) merge(other Sum) {
	var carry uint64
	s.low, carry = bits.Add64(s.low, other.low, 0)
	s.high += other.high + carry
}

func (s *Sum) String() string {
	n := new(big.Int).SetInt64(int64(s.high))
	n.Lsh(n, 64)
	return n.Add(n, new(big.Int).SetUint64(s.low)).String()
}

// longValue is a value that comes in parts: there is one at a time.
type longValue struct {
	start  []byte // up to pg.LongValue bytes
	digest hash.Hash
	size   int
	buf    []byte
}

// rowsum is what a table knows of its rows.
type rowsum struct {
	sum     Sum
	row     int64 // hash of the current row, so far
	skipped bool
	buf     []byte
}

// Hash takes note of a value of c that Append has written as copied.
func (t *Table) Hash(c *Column, v *parser.Value, copied []byte) {
	t.addHash(c, c.hash(c.Type.Stored(v).Text, copied, &t.check.buf))
}

// hash is that of a value: see held.
func (c *Column) hash(text, copied []byte, buf *[]byte) int64 {
	if c.presence {
		return 1
	}
	form, digits := c.Type.Canonical(text, copied, c.textual, buf)
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
	return pghash.Text(form, int64(c.seed))
}

func (t *Table) addHash(c *Column, h int64) {
	c.sum.add(h)
	t.check.row ^= h
}

// HashChunk takes note of a part of a value that comes in parts.
func (t *Table) HashChunk(c *Column, v *parser.Value, part []byte, first, last bool) {
	if c.presence {
		if last {
			t.addHash(c, 1)
		}
		return
	}
	l := &t.schema.long
	if first {
		if l.digest == nil {
			l.digest = sha256.New()
		}
		l.digest.Reset()
		l.start, l.size = l.start[:0], 0
	}
	switch {
	case v.Class == parser.Blob:
		l.buf = parser.AppendHexBytes(l.buf[:0], part)
		part = l.buf
	case v.Doubled:
		l.buf = parser.AppendSingle(l.buf[:0], part)
		part = l.buf
	}
	l.digest.Write(part)
	l.size += len(part)
	if l.size <= pg.LongValue {
		l.start = append(l.start, part...)
	}
	if !last {
		return
	}
	switch {
	case l.size > pg.LongValue:
		l.start = hex.AppendEncode(l.start[:0], l.digest.Sum(nil))
	case c.Type.SQL == "bytea" && !(c.textual && coltype.CheckText(l.start) == coltype.Fits):
		l.start = hex.AppendEncode(nil, l.start)
	}
	t.addHash(c, pghash.Text(l.start, int64(c.seed)))
}

// HashRow ends a row.
func (t *Table) HashRow() {
	t.check.sum.add(t.check.row)
	t.check.row = 0
}

// Unlisted takes note of the columns that an INSERT gives no values for: what
// their defaults are in PostgreSQL is not known here.
func (g *Target) Unlisted(pos diag.Pos) {
	t, filled := g.Table, g.Filled()
	for _, c := range t.Columns {
		if slices.Contains(filled, c) || c.Generated || c.skipped || !c.hasDefault {
			continue
		}
		c.skipped, t.check.skipped = true, true
		t.schema.warn(diag.VerifyPartial().At(pos).About(t.object(c)))
	}
}

// Verify plans the statements that compare what PostgreSQL has with what was
// written. They stand before types are made strict: there is no difference yet
// that is meant.
func (s *Schema) Verify() []pg.Statement {
	out := []pg.Statement{&pg.VerifyStart{Text: verifyProbe, Hash: pghash.Text([]byte(verifyProbe), 1)}}
	for _, t := range s.Tables {
		v := &pg.VerifyTable{Table: t.PG, Rows: t.Rows}
		if !t.check.skipped {
			v.Row = t.check.sum.String()
		}
		for _, c := range t.Columns {
			if !c.Generated && !c.skipped {
				v.Columns = append(v.Columns, c.hashed())
			}
		}
		out = append(out, v)
	}
	return out
}

// hashed says how PostgreSQL hashes the column.
func (c *Column) hashed() pg.HashedColumn {
	h := pg.HashedColumn{Name: c.PG, Held: pg.Name(c.PG), Seed: int64(c.seed), Sum: c.sum.String()}
	switch {
	case c.presence:
		h.By = pg.ByPresence
	case c.textual && c.Type.SQL == "bytea":
		h.By = pg.ByTextOfBytes
	case c.Type.Long():
		h.By, h.Held = pg.ByLongValue, c.Type.CanonicalExpr(pg.Name(c.PG))
	default:
		h.By, h.Held = pg.ByText, c.Type.CanonicalExpr(pg.Name(c.PG))
	}
	return h
}

// verifyProbe is hashed first, to see whether the server's hash is ours.
const verifyProbe = "sqlite2pg"
