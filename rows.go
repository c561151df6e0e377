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
	c := load.Config{Plan: t.plan, Rows: &t.parse.Rows, BadText: t.opts.BadText, Verify: t.opts.Verify, Limits: load.DefaultLimits()}
	if t.opts.Check {
		t.watched = load.Watched{}
		c.Watched = t.watched
	}
	if t.opts.limits != nil {
		c.Limits = *t.opts.limits
	}
	if file, ok := text.(*input.File); ok && runtime.GOMAXPROCS(0) > 1 {
		c.File = file
	}
	if t.into != nil {
		c.Sink, c.Collector = load.NewIntoScript(t.out, t.into), t.into
		return load.New(c)
	}
	switch t.opts.Part {
	case SchemaOnly:
		c.Sink = load.NewSchemaScript()
	case DataOnly:
		c.Sink = load.NewDataScript(t.out, t.refill.destination())
	default:
		c.Sink = load.NewScript(t.out)
	}
	return load.New(c)
}

// count takes note of how many bytes of the dump an INSERT took.
func (t *translator) count(in *ast.Insert, bytes int64) {
	if in != t.counted.insert {
		t.counted.insert, t.counted.table = in, t.schema.Table(in.Table.Text)
	}
	if t.counted.table != nil {
		t.counted.table.TextBytes += bytes
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
	if table == nil {
		return diag.UnknownTable().At(in.Pos).About(diag.Table(in.Table.Text))
	}
	t.into.came(table)
	if table.Unwanted {
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
		return t.refuse(&in.Head, "INSERT OR "+in.Or, "a dump does not need it")
	}
	if !t.repeats[table] {
		table.Repeats = true
		t.repeats[table] = true
		t.warn(diag.InsertOr(in.Or).At(in.Pos).About(diag.Table(in.Table.Text)))
	}
	return nil
}
