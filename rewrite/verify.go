package rewrite

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/internal/pghash"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"
)

// Hash takes note of a value of c that Append has written as copied.
func Hash(t *catalog.Table, c *catalog.Column, v *parser.Value, copied []byte) {
	addHash(t, c, hashOf(c, c.Type.Stored(v).Text, copied, &t.RowSum.Buf))
}

// hashOf is that of a value: see held.
func hashOf(c *catalog.Column, text, copied []byte, buf *[]byte) int64 {
	if c.PresenceOnly {
		return 1
	}
	form, digits := c.Type.Canonical(text, copied, c.Textual, buf)
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

func addHash(t *catalog.Table, c *catalog.Column, h int64) {
	c.Sum.Add(h)
	t.RowSum.Row ^= h
}

// HashChunk takes note of a part of a value that comes in parts.
func HashChunk(t *catalog.Table, c *catalog.Column, v *parser.Value, part []byte, first, last bool) {
	if c.PresenceOnly {
		if last {
			addHash(t, c, 1)
		}
		return
	}
	l := &t.Schema.LongValue
	if first {
		if l.Digest == nil {
			l.Digest = sha256.New()
		}
		l.Digest.Reset()
		l.Start, l.Size = l.Start[:0], 0
	}
	switch {
	case v.Class == parser.Blob:
		l.Buf = parser.AppendHexBytes(l.Buf[:0], part)
		part = l.Buf
	case v.Doubled:
		l.Buf = parser.AppendSingle(l.Buf[:0], part)
		part = l.Buf
	}
	l.Digest.Write(part)
	l.Size += len(part)
	if l.Size <= pg.LongValue {
		l.Start = append(l.Start, part...)
	}
	if !last {
		return
	}
	switch {
	case l.Size > pg.LongValue:
		l.Start = hex.AppendEncode(l.Start[:0], l.Digest.Sum(nil))
	case c.Type.SQL == "bytea" && !(c.Textual && coltype.CheckText(l.Start) == coltype.Fits):
		l.Start = hex.AppendEncode(nil, l.Start)
	}
	addHash(t, c, pghash.Text(l.Start, int64(c.Seed)))
}

// HashRow ends a row.
func HashRow(t *catalog.Table) {
	t.RowSum.Sum.Add(t.RowSum.Row)
	t.RowSum.Row = 0
}

// Unlisted takes note of the columns that an INSERT gives no values for: what
// their defaults are in PostgreSQL is not known here.
func (g *Target) Unlisted(pos diag.Pos) {
	t, filled := g.Table, g.Filled()
	for _, c := range t.Columns {
		if slices.Contains(filled, c) || c.Generated || c.Unhashed || !c.HasDefault {
			continue
		}
		c.Unhashed, t.RowSum.Skipped = true, true
		t.Schema.Warn(diag.VerifyPartial().At(pos).About(t.Object(c)))
	}
}

// Verify plans the statements that compare what PostgreSQL has with what was
// written. They stand before types are made strict: there is no difference yet
// that is meant.
func Verify(s *catalog.Schema) []pg.Statement {
	out := []pg.Statement{&pg.VerifyStart{Text: verifyProbe, Hash: pghash.Text([]byte(verifyProbe), 1)}}
	for _, t := range s.Tables {
		v := &pg.VerifyTable{Schema: t.PGSchema, Table: t.PG, Rows: t.Rows}
		if !t.RowSum.Skipped {
			v.Row = t.RowSum.Sum.String()
		}
		for _, c := range t.Columns {
			if !c.Generated && !c.Unhashed && !c.NoPlace {
				v.Columns = append(v.Columns, hashed(c))
			}
		}
		out = append(out, v)
	}
	return out
}

// hashed says how PostgreSQL hashes the column.
func hashed(c *catalog.Column) pg.HashedColumn {
	h := pg.HashedColumn{Name: c.PG, Held: pg.Name(c.PG), Seed: int64(c.Seed), Sum: c.Sum.String()}
	switch {
	case c.PresenceOnly:
		h.By = pg.ByPresence
	case c.Textual && c.Type.SQL == "bytea":
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
