package plan

import (
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/internal/pghash"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
)

// Verify plans the statements that compare what PostgreSQL has with what was
// written. They stand before types are made strict: there is no difference yet
// that is meant.
func (p *Plan) Verify() []pg.Statement { return p.verify(false) }

// VerifyFinal is Verify for tables that have their types of the end from the beginning.
func (p *Plan) VerifyFinal() []pg.Statement { return p.verify(true) }

func (p *Plan) verify(final bool) []pg.Statement {
	start := &pg.VerifyStart{Text: verifyProbe, Hash: pghash.Text([]byte(verifyProbe), 1)}
	ofBytes := pg.Qualified{Name: "sqlite2pg_hash_text"}
	if p.schema.DataOnly { // whoever owns the tables may not be allowed to make anything beside them
		ofBytes.Schema = "pg_temp"
	}
	out := []pg.Statement{start}
	for _, t := range p.schema.Tables() {
		if t.WithoutRows != "" && p.schema.DataOnly {
			continue // it may have rows
		}
		v := &pg.VerifyTable{Schema: t.PGSchema, Table: t.PG, Rows: t.Rows}
		if !t.Unhashed {
			v.Row = t.Sum.String()
		}
		for _, c := range t.Columns {
			if c.Generated || c.Unhashed || c.NoPlace {
				continue
			}
			h := hashed(c, final)
			if v.Columns = append(v.Columns, h); h.By == pg.ByTextOfBytes {
				start.OfBytes, v.OfBytes = ofBytes, ofBytes
			}
		}
		out = append(out, v)
	}
	if start.OfBytes.Name != "" && start.OfBytes.Schema == "" {
		out = append(out, &pg.VerifyEnd{OfBytes: ofBytes})
	}
	return out
}

// hashed says how PostgreSQL hashes the column, which has the type of the end already
// if final is set.
func hashed(c *catalog.Column, final bool) pg.HashedColumn {
	h := pg.HashedColumn{Name: c.PG, Held: pg.Name(c.PG), Seed: int64(c.Seed), Sum: c.Sum.String()}
	switch {
	case c.PresenceOnly:
		h.By = pg.ByPresence
	case final && c.Type.Reprints():
		h.By, h.Held = pg.ByLongText, c.Type.PrintedExpr(pg.Name(c.PG))
	case c.Textual && c.Type.SQL == "bytea":
		h.By = pg.ByTextOfBytes
	case c.Type.Long():
		h.By, h.Held = pg.ByLongText, c.Type.CanonicalExpr(pg.Name(c.PG))
		if _, asItIs := h.Held.(pg.Name); asItIs { // of bytes the bytes themselves, of a type from outside what is printed
			h.By = pg.ByLongBytes
		}
	default:
		h.By, h.Held = pg.ByText, c.Type.CanonicalExpr(pg.Name(c.PG))
	}
	return h
}

// verifyProbe is hashed first, to see whether the server's hash is ours.
const verifyProbe = "sqlite2pg"
