package sqlite2pg

import (
	"io"
	"runtime"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/input"
	"github.com/sqlite2pg/sqlite2pg/load"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
)

// loader returns the Loader for the rows of the dump.
func (t *translator) loader(text io.Reader) *load.Loader {
	c := load.Config{Plan: t.plan, Rows: &t.parse.Rows, BadText: t.opts.BadText, Verify: t.opts.Verify, Progress: t.opts.Progress, Limits: t.opts.loadLimits()}
	if t.opts.Check {
		t.watched = load.Watched{}
		c.Watched = t.watched
	}
	if file, ok := text.(*input.File); ok {
		t.opts.Progress.Reads(file.Size())
		if runtime.GOMAXPROCS(0) > 1 {
			c.File = file
		}
	}
	t.contents.rows(t, &c)
	return load.New(c)
}

// loadLimits are the usual ones, but for tests.
func (o *Options) loadLimits() load.Limits {
	if o.limits != nil {
		return *o.limits
	}
	return load.DefaultLimits()
}

// count takes note of how many bytes of the dump an INSERT took.
func (r *record) count(s *catalog.Schema, in *ast.Insert, bytes int64) {
	if in != r.counted.insert {
		r.counted.insert, r.counted.table = in, s.Table(in.Table.Text)
	}
	if r.counted.table != nil {
		r.counted.table.TextBytes += bytes
	}
}

// rows reads the rows of an INSERT.
func (t *translator) rows(in *ast.Insert) error {
	if t.load.GoesOn(in) {
		return t.load.Rows(t.ctx)
	}
	if systemTable(in.Table.Text) {
		if err := t.load.End(t.ctx); err != nil {
			return err
		}
		return t.systemRows(in)
	}
	if v := t.schema.Virtual(in.Table.Text); v != nil {
		if err := t.load.End(t.ctx); err != nil {
			return err
		}
		return t.passOver(v, in)
	}
	table := t.schema.Table(in.Table.Text)
	if table == nil && t.schema.Absent(in.Table.Text) != "" {
		return nil // the parser passes over its rows
	}
	if table == nil {
		return diag.UnknownTable().At(in.Pos).About(diag.Table(in.Table.Text))
	}
	t.into.came(table)
	if table.Unwanted || table.WithoutRows != "" && table.Rowid == nil {
		return t.load.End(t.ctx) // the parser passes over its rows
	}
	if err := t.insertOr(table, in); err != nil {
		return err
	}
	t.load.Begin(table, in)
	return t.load.Rows(t.ctx)
}

// insertOr deals with INSERT OR.
func (t *translator) insertOr(table *catalog.Table, in *ast.Insert) error {
	switch in.Or {
	case "", "ABORT":
		return nil
	case "IGNORE", "REPLACE":
	default:
		return refuse(&in.Head, "INSERT OR "+in.Or, "a dump does not need it")
	}
	if !table.Repeats {
		table.Repeats = true
		t.warn(diag.InsertOr(in.Or).At(in.Pos).About(diag.Table(in.Table.Text)))
	}
	return nil
}
