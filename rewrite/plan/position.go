package plan

import (
	"math"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
)

// positionOf returns the statement that sets the identity column to the key
// after the highest one used: of the rows, or of sqlite_sequence, which
// remembers deleted rows (https://sqlite.org/autoinc.html).
func positionOf(t *catalog.Table, exists bool, warn func(*diag.Message)) pg.Statement {
	if t.Rowid == nil {
		return nil
	}
	last := max(t.Top, t.Sequence)
	if last <= 0 {
		return nil // the first key is 1, as after CREATE TABLE
	}
	if last == math.MaxInt64 {
		warn(diag.IdentityFull().At(t.Source.Pos).About(t.Object(t.Rowid)))
		last--
	}
	r := &pg.RestartIdentity{Table: t.PG, Column: t.Rowid.PG, Next: last + 1, Exists: exists}
	if c := t.Rowid; t.Schema.Serial && c.Chain[0].IsNarrow() && c.Type.Final() != c.Chain[0].SQL {
		r.Widen = catalog.SequenceName(t.PG, c.PG)
	}
	return r
}

// Positions sets the identity columns so that the next insert never collides.
func (p *Plan) Positions() []*pg.Object {
	var out []*pg.Object
	for _, t := range p.schema.Tables() {
		if r := positionOf(t, p.schema.DataOnly, p.schema.Warn); r != nil {
			out = append(out, &pg.Object{Section: pg.Data, Kind: pg.KindPosition, Name: catalog.SequenceName(t.PG, t.Rowid.PG), Table: t.PG, Statement: r})
		}
	}
	return out
}
