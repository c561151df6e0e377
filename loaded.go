package sqlite2pg

import (
	"github.com/sqlite2pg/sqlite2pg/emit"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
)

// loaded is what the script says when it is committed.
func (t *translator) loaded() emit.Loaded {
	l := emit.Loaded{Tables: t.report.Tables, Rows: t.report.Rows, Counts: t.into != nil || t.refill != nil, Verified: t.opts.Verify}
	compared := map[pg.Qualified]bool{}
	for _, s := range t.verified {
		if v, ok := s.(*pg.VerifyTable); ok {
			l.Compared += v.Rows
			compared[pg.Qualified{Schema: v.Schema, Name: v.Table}] = true
		}
	}
	for _, table := range t.schema.Tables() {
		if !compared[pg.Qualified{Schema: table.PGSchema, Name: table.PG}] {
			continue
		}
		for _, c := range table.Columns {
			if (c.Unhashed || c.PresenceOnly) && !c.NoPlace {
				l.Except++
			}
		}
	}
	return l
}

// written counts the objects of the script by their kinds.
func (r *record) written() map[pg.Kind]int {
	n := map[pg.Kind]int{}
	for _, o := range r.planned {
		if _, ok := o.Statement.(*pg.Untranslated); !ok && r.refused[o] == "" {
			n[o.Kind]++
		}
	}
	return n
}
