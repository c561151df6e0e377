package plan

import (
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/internal/pghash"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
)

// Verify plans the statements that compare what PostgreSQL has with what was
// written. They stand before types are made strict: there is no difference yet
// that is meant.
func (p *Plan) Verify() []pg.Statement {
	out := []pg.Statement{&pg.VerifyStart{Text: verifyProbe, Hash: pghash.Text([]byte(verifyProbe), 1)}}
	for _, t := range p.schema.Tables {
		v := &pg.VerifyTable{Schema: t.PGSchema, Table: t.PG, Rows: t.Rows}
		if !t.Unhashed {
			v.Row = t.Sum.String()
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
