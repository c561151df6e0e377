// Package sqlite2pg turns the text of a SQLite dump into a PostgreSQL script.
//
//	sqlite3 app.db .dump | sqlite2pg | psql -X app
//
// Translate is what the command of the same name does. It reads its input once,
// as it comes, and needs memory for the schema only.
package sqlite2pg

import (
	"context"
	"errors"
	"io"
	"iter"
	"slices"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit"
	"github.com/sqlite2pg/sqlite2pg/emit/check"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/emit/pgdump"
	"github.com/sqlite2pg/sqlite2pg/load"
	"github.com/sqlite2pg/sqlite2pg/report"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
	"github.com/sqlite2pg/sqlite2pg/rewrite/override"
	"github.com/sqlite2pg/sqlite2pg/rewrite/plan"
	"github.com/sqlite2pg/sqlite2pg/rewrite/selection"
)

// Version is the version of the rules: scripts of the same version are the
// same bytes for the same input.
const Version = "0.1.0"

// GrammarVersion is the PostgreSQL release whose parser checks each statement
// before it is written, such as "16.1".
func GrammarVersion() string { return check.Grammar{}.Version() }

// Part says what a script holds.
type Part = emit.Contents

// The parts of a database. SchemaOnly writes what a person would write, fit to
// be kept in git; DataOnly fills tables that exist.
const (
	Everything = emit.Everything
	SchemaOnly = emit.SchemaOnly
	DataOnly   = emit.DataOnly
)

// Options are the caller's wishes. The zero value is a full script with names
// as they are. It is large because each wish is a field.
type Options struct {
	Part        Part
	Identifiers catalog.Identifiers
	// Into, if set, has the rows fit tables that exist: Part is DataOnly then.
	Into *Into
	// Selection says which tables, rows and columns come; nil takes all.
	Selection *selection.Wishes
	// Overrides are the caller's word on types, the last one the highest.
	Overrides []override.Override
	// VarcharText makes text of VARCHAR(n).
	VarcharText bool
	// BadText says what becomes of text that PostgreSQL cannot hold; "" stops.
	BadText override.BadText
	// ZeroDates makes NULL of dates of zeros and empty texts in columns of dates and times.
	ZeroDates bool
	// Caseless makes citext columns of those that are compared by NOCASE.
	Caseless bool
	// Comments puts the SQLite text of each object above what is made of it.
	Comments bool
	// FTS says what full-text tables become; "" is a plain table.
	FTS plan.FTS
	// Serial has keys be drawn as the type bigserial does it, not by identities.
	Serial bool
	// CountRows, if set, returns how many rows the source has in a table, by
	// its SQLite name. Before COMMIT the rows that came are compared with it.
	CountRows func(tables []string) ([]int64, error)
	// WithoutLines says that the input is no text that anybody has: messages do not
	// tell its lines.
	WithoutLines bool
	// Schema, if set, is the PostgreSQL schema of all that is written, which is made if
	// it is not there.
	Schema string
	// Added are columns that SQLite does not have, with one value each. Views and
	// triggers are left out then: they would see, and change, rows of all values.
	Added []AddedColumn
	// Citus makes Schema a tenant of a database that Citus distributes.
	Citus bool
	// Clean drops what is there of the names that the script makes; without IfExists
	// it warns of what is not there.
	Clean, IfExists bool
	// Rows says what becomes of rows that are there already, for DataOnly. With Into it
	// is Into.Rows that says it.
	Rows pg.ExistingRows
	// RowsPerInsert, if positive, has rows be written as INSERT statements of so many,
	// and nothing but SQL.
	RowsPerInsert int
	// AcceptErrors goes on where sqlite3 wrote an error into the dump.
	AcceptErrors bool
	// RestrictKey, if set, has psql refuse its own commands while it reads the
	// script; letters and digits only.
	RestrictKey string
	// DeleteOrphans leaves rows out whose parent is missing.
	DeleteOrphans bool
	// Verify ends the script with checks that what arrived is what was written.
	Verify bool
	// Strict makes a warning a failure: the script ends in an error. Whatever would be
	// passed over while it loads ends the load. Allow has the ids of warnings that are
	// none; "passed-over" is what would be passed over.
	Strict bool
	Allow  []string
	// Check writes nothing: all is done that a script asks for, and the values are looked
	// at for types that could be suggested. Report.Details has what comes of it.
	Check bool
	// Warn, if set, is called with each warning and note as it arises. How many values it
	// is about (Message.Values), and the key of its row, may be known later only.
	Warn func(*diag.Message)

	// Progress, if set, says how far the run has come, while it goes on.
	Progress *Progress

	// Gzip is the level at which an archive's files with rows are compressed, from 1 to
	// 9; 0 for files that are not.
	Gzip int

	limits  *load.Limits // for tests; nil for the usual ones
	archive bool         // an archive is written
}

// Progress says how far a run has come.
type Progress = load.Progress

// Report says what was done.
type Report struct {
	Tables   int // that the script makes, or gives rows
	Rows     int64
	LeftOut  int                         // tables and views, as Options.Selection says
	Objects  map[pg.Kind]int             // how many of each kind the script makes beside tables
	Types    iter.Seq[override.Decision] // what was decided, for override.WriteTypes; nil unless all was read
	Warnings []*diag.Message
	Notes    int

	details func() *report.Report
}

// Translate reads a dump from r and writes a script to w.
//
// An error of the input or the translation is a *diag.Message; the script then
// ends in a statement that raises, so that nothing of it is committed. Errors
// of r and w come back as they are. When ctx is cancelled, Translate stops at
// the next statement or row and returns its cause.
func Translate(ctx context.Context, r io.Reader, w io.Writer, opts Options) (Report, error) {
	if opts.Check {
		w = io.Discard
	}
	script := emit.NewWriter(w, check.Grammar{})
	script.RestrictKey, script.Sources = opts.RestrictKey, opts.Comments
	if opts.RowsPerInsert > 0 {
		script.InsertRows(opts.RowsPerInsert)
	}
	script.Schema, script.Citus, script.Clean, script.IfExists = opts.Schema, opts.Citus, opts.Clean, opts.IfExists
	script.Strict = opts.passesOverNothing()
	return translate(newTranslator(ctx, opts, script), r)
}

// Archive reads a dump from r, as Translate does, and writes an archive for pg_restore: a
// folder, which is not there or empty before. It appears when it is complete, or not at
// all. Files with rows are compressed if opts.Gzip is set. Clean, IfExists, RestrictKey,
// Rows, RowsPerInsert and Into are for scripts.
func Archive(ctx context.Context, r io.Reader, dir string, opts Options) (Report, error) {
	var report Report
	folder, err := pgdump.Create(dir, opts.Gzip)
	if err == nil {
		archive := emit.NewArchive(folder, check.Grammar{}, opts.Schema)
		archive.Sources, archive.Strict = opts.Comments, opts.passesOverNothing()
		opts.archive = true
		report, err = translate(newTranslator(ctx, opts, archive), r)
	}
	if errors.Is(err, pgdump.ErrExists) {
		err = diag.FolderExists(diag.Show(dir))
	}
	return report, err
}

func (o *Options) passesOverNothing() bool {
	return o.Strict && !slices.Contains(o.Allow, "passed-over")
}

func newTranslator(ctx context.Context, opts Options, out emit.Output) *translator {
	t := &translator{ctx: ctx, opts: opts, out: out, contents: contentsOf(&opts), record: record{refused: map[*pg.Object]string{}}}
	t.schema = catalog.New(override.NewRules(override.Wishes{Overrides: opts.Overrides, VarcharText: opts.VarcharText, BadText: opts.BadText}), selection.New(opts.Selection), t.warn)
	t.schema.Wishes = catalog.Wishes{Identifiers: opts.Identifiers, DataOnly: t.contents.rowsOnly, Serial: opts.Serial, ZeroDates: opts.ZeroDates, Caseless: opts.Caseless, Distributed: opts.Citus,
		JSONAtOnce: !opts.Verify && !opts.archive && !t.contents.rowsOnly}
	t.plan = plan.New(t.schema, opts.FTS)
	t.plan.Functions = pg.TriggerFunctions{Replace: opts.Clean || opts.archive, KeepPath: opts.Schema != "", RowByRow: opts.Citus}
	if len(opts.Added) > 0 {
		t.out, t.plan.NoQueries = emit.WithColumns(t.out, addedTo(t.schema, opts.Added)), "it does not know of the column that --add-column adds"
	}
	if opts.Into != nil {
		t.schema.Matched = true
		t.into = newInto(opts.Into)
	} else if t.contents == &refillTables {
		t.refill = &refill{rows: opts.Rows, deleteOrphans: opts.DeleteOrphans, numbers: map[*catalog.Table]int{}}
	}
	return t
}

// translate reads the dump and writes the output.
func translate(t *translator, r io.Reader) (Report, error) {
	err := t.run(r)
	if err == nil {
		err = t.commit()
	}
	countMisfits(t.schema, t.messages)
	if err != nil && t.ctx.Err() != nil {
		err = context.Cause(t.ctx) // whatever else failed then
	}
	if err != nil {
		locate(err, t.scan, t.opts.WithoutLines)
		t.out.Fail(errorText(err))
	}
	if flush := t.out.Flush(); flush != nil {
		err = flush
	}
	t.report.details = func() *report.Report { return t.details(err) }
	return t.report, err
}

func errorText(err error) string {
	var m *diag.Message
	if errors.As(err, &m) && m.Pos.IsValid() {
		return "line " + m.Error()
	}
	return err.Error()
}
