package sqlite2pg

import (
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/load"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
)

// refill is a load into tables that an earlier script made, and that may have rows. It
// is what a load into an application's tables is, but names and types are those of the
// script.
type refill struct {
	rows          pg.ExistingRows
	deleteOrphans bool
	numbers       map[*catalog.Table]int // of those that are prepared
	order         []*catalog.Table
}

// staged reports whether the server decides which of the rows come.
func (r *refill) staged() bool { return r.rows == pg.KeepExisting }

// Place is where the rows of a table go.
func (r *refill) Place(t *catalog.Table) pg.Qualified {
	if r.staged() {
		return pg.Qualified{Schema: "pg_temp", Name: pg.IntoStaging(r.numbers[t])}
	}
	return pg.Qualified{Name: t.PG}
}

// Before returns the statement that stands before the first rows of a table.
func (r *refill) Before(t *catalog.Table) pg.Statement {
	if r.numbers[t] > 0 {
		return nil
	}
	r.order = append(r.order, t)
	r.numbers[t] = len(r.order)
	return &pg.IntoTable{Number: len(r.order), Table: pg.Qualified{Name: t.PG}, Loaded: all(t).Names(), Rows: r.rows, Staged: r.staged()}
}

// Many has indexes out of the way of the rows that still come.
func (r *refill) Many(t *catalog.Table) pg.Statement {
	if r.staged() {
		return nil
	}
	return &pg.IntoIndexes{Number: r.numbers[t], Coming: load.ManyRows}
}

// all is the target of all columns that rows may have values for.
func all(t *catalog.Table) *load.Target {
	g := &load.Target{Table: t}
	for _, c := range t.Columns {
		if !c.Generated && !c.NoPlace {
			g.Columns = append(g.Columns, c)
		}
	}
	return g
}

// afterRefill writes what stands behind the rows.
func afterRefill(t *translator) error {
	r := t.refill
	t.plan.WarnOfLongValues(true)
	for _, table := range t.schema.Tables() {
		if r.numbers[table] == 0 && r.rows == pg.EmptyFirst && !table.Unwanted && table.WithoutRows == "" {
			if err := t.write(pg.Data, all(table).Check(), r.Before(table)); err != nil {
				return err
			}
		}
	}
	end := &pg.IntoEnd{DeleteOrphans: r.deleteOrphans}
	for _, table := range r.order {
		loaded := pg.IntoLoaded{Number: r.numbers[table], Sent: table.Rows, Highest: table.Sequence}
		if r.staged() {
			loaded.Sent = 0
			if table.Rows >= load.ManyRows {
				if err := t.write(pg.Data, &pg.IntoIndexes{Number: loaded.Number, Coming: table.Rows}); err != nil {
					return err
				}
			}
			if err := t.write(pg.Data, &pg.IntoMerge{Number: loaded.Number, Sent: table.Rows, Rows: r.rows}); err != nil {
				return err
			}
		}
		end.Tables = append(end.Tables, loaded)
	}
	if !r.staged() {
		if err := t.verify(t.plan.Verify); err != nil {
			return err
		}
	}
	return t.write(pg.PostData, end)
}
