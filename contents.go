package sqlite2pg

import (
	"github.com/sqlite2pg/sqlite2pg/emit"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/load"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/report"
	"github.com/sqlite2pg/sqlite2pg/rewrite/plan"
)

// contents is what a script may hold, and what that means on the way: nothing else
// asks for it.
type contents struct {
	part emit.Contents
	name report.Part
	// rowsOnly is set where the tables exist, and nothing of the schema is written.
	rowsOnly bool
	// before stands before all rows.
	before []pg.Statement
	// rows says where rows go.
	rows func(*translator, *load.Config)
	// after writes what follows them.
	after func(*translator) error
}

// contentsOf are the contents that the caller wishes for.
func contentsOf(opts *Options) *contents {
	switch {
	case opts.Into != nil:
		return &intoTables
	case opts.Part == SchemaOnly && opts.archive:
		return &schemaArchived
	case opts.Part == SchemaOnly:
		return &schemaOnly
	case opts.Part == Everything && opts.archive:
		return &everythingArchived
	case opts.Part == DataOnly && opts.Rows != pg.RefuseExisting:
		return &refillTables
	case opts.Part == DataOnly:
		return &dataOnly
	}
	return &everything
}

var everything = contents{
	part: Everything, name: report.Everything,
	rows: func(t *translator, c *load.Config) { c.Sink = load.NewScript(t.out) },
	after: func(t *translator) error {
		if err := t.verify(t.plan.Verify); err != nil {
			return err
		}
		t.planned = t.plan.Objects(plan.Loaded)
		t.plan.WarnOfLongValues(false)
		return withoutOrphans(t, t.planned)
	},
}

// withoutOrphans writes objects. Before the foreign keys, rows without a parent are
// deleted if the caller wishes for it.
func withoutOrphans(t *translator, list []*pg.Object) error {
	before, keys, behind := orphansOf(list)
	if err := t.objects(before); err != nil {
		return err
	}
	if t.opts.DeleteOrphans && len(keys) > 0 {
		if err := t.write(pg.PostData, &pg.DeleteOrphans{Keys: keys}); err != nil {
			return err
		}
	}
	return t.objects(behind)
}

// everythingArchived is everything, in an archive.
var everythingArchived = contents{
	part: Everything, name: report.Everything,
	rows: func(t *translator, c *load.Config) {
		t.archived = load.NewArchive(t.out.(*emit.Archive))
		c.Sink = t.archived
	},
	after: func(t *translator) error {
		t.planned = t.plan.Objects(plan.BeforeRows)
		t.plan.WarnOfLongValues(false)
		if err := t.archived.Settle(); err != nil {
			return err
		}
		if t.opts.Verify {
			if err := t.archived.Hash(); err != nil {
				return err
			}
		}
		if err := t.verify(t.plan.VerifyFinal); err != nil {
			return err
		}
		return withoutOrphans(t, t.planned)
	},
}

var schemaOnly = contents{
	part: SchemaOnly, name: report.Schema,
	rows: func(_ *translator, c *load.Config) { c.Sink = load.NewSchemaScript() },
	after: func(t *translator) error {
		t.planned = t.plan.Objects(plan.Complete)
		t.plan.WarnOfLongValues(true)
		if err := t.write(pg.PreData, emit.Room(t.planned)...); err != nil {
			return err
		}
		return t.objects(emit.Arrange(t.planned))
	},
}

// schemaArchived is the schema, in an archive: as a person would write it, but that
// each object is an entry.
var schemaArchived = contents{
	part: SchemaOnly, name: report.Schema,
	rows: func(_ *translator, c *load.Config) { c.Sink = load.NewSchemaScript() },
	after: func(t *translator) error {
		t.planned = t.plan.Objects(plan.Complete)
		t.plan.WarnOfLongValues(true)
		return t.objects(t.planned)
	},
}

var dataOnly = contents{
	part: DataOnly, name: report.Data, rowsOnly: true,
	before: []pg.Statement{&pg.SetAside{}},
	rows:   func(t *translator, c *load.Config) { c.Sink = load.NewDataScript(t.out, nil) },
	after: func(t *translator) error {
		if err := t.verify(t.plan.Verify); err != nil {
			return err
		}
		t.plan.WarnOfLongValues(true)
		if err := t.objects(t.plan.Positions()); err != nil {
			return err
		}
		return t.write(pg.PostData, &pg.PutBack{})
	},
}

// refillTables is for tables that an earlier script made, and that may have rows.
var refillTables = contents{
	part: DataOnly, name: report.Data, rowsOnly: true,
	before: []pg.Statement{&pg.IntoStart{}},
	rows:   func(t *translator, c *load.Config) { c.Sink = load.NewDataScript(t.out, t.refill) },
	after:  afterRefill,
}

// intoTables is for tables that an application made.
var intoTables = contents{
	part: DataOnly, name: report.Into, rowsOnly: true,
	before: []pg.Statement{&pg.IntoStart{}},
	rows: func(t *translator, c *load.Config) {
		c.Sink, c.Collector = load.NewIntoScript(t.out, t.into), t.into
	},
	after: afterInto,
}

func afterInto(t *translator) error {
	if err := t.into.problems(); err != nil {
		return err
	}
	t.into.warnings(t.warn)
	t.into.warnOfLongKeys()
	if err := t.write(pg.Data, t.into.emptied()...); err != nil {
		return err
	}
	var last []pg.Statement // of the sequences and keys
	for _, s := range t.into.end(t.opts.DeleteOrphans) {
		switch s.(type) {
		case *pg.IntoIndexes, *pg.IntoMerge:
			if err := t.write(pg.Data, s); err != nil {
				return err
			}
		default:
			last = append(last, s)
		}
	}
	if err := t.verify(func() []pg.Statement { return t.into.verify(t.plan.Verify()) }); err != nil {
		return err
	}
	return t.write(pg.PostData, last...)
}

// orphansOf cuts a list of objects before the first foreign key, and returns how the
// rows are found that lack the parent of one.
func orphansOf(list []*pg.Object) (before []*pg.Object, keys []*pg.Orphans, behind []*pg.Object) {
	first := len(list)
	for i, o := range list {
		if k, ok := o.Listing.(*pg.Orphans); ok {
			first = min(first, i)
			keys = append(keys, k)
		}
	}
	return list[:first], keys, list[first:]
}

// isObject reports whether a statement makes an object that holds no rows.
func isObject(s ast.Statement) bool {
	switch s := s.(type) {
	case *ast.CreateIndex, *ast.CreateView, *ast.CreateTrigger:
		return true
	case *ast.Broken:
		return s.Kind != "TABLE"
	}
	return false
}
