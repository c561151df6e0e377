package sqlite2pg

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/input"
	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/load"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
	"github.com/sqlite2pg/sqlite2pg/rewrite/plan"
)

// translator leads the statements of one dump from room to room. It decides
// nothing about SQL.
type translator struct {
	ctx    context.Context
	opts   Options
	scan   *lexer.Scanner
	parse  *parser.Parser
	schema *catalog.Schema
	into   *into   // nil where the script makes the tables itself
	refill *refill // nil where tables have to be empty
	plan   *plan.Plan
	out    emit.Output
	report Report

	transaction bool     // the dump has opened a transaction ...
	closed      bool     // ... and closed one
	savepoints  []string // open, outermost first
	last        diag.Pos // of the last statement
	// complaint is the first error that sqlite3 wrote as a comment.
	complaint    string
	complaintPos diag.Pos

	// For the report.
	messages []*diag.Message       // all but the error
	planned  []*pg.Object          // what follows the data
	refused  map[*pg.Object]string // by PostgreSQL's grammar, and why
	verified []pg.Statement        // that compare values
	watched  load.Watched          // what could be suggested, with Options.Check
	counted  struct {              // the INSERT whose bytes were counted last
		insert *ast.Insert
		table  *catalog.Table
	}

	load    *load.Loader
	repeats map[*catalog.Table]bool // the tables whose INSERT OR was reported
	again   map[*catalog.Table]bool // the tables whose second CREATE was
}

// listen keeps the first error that sqlite3 wrote as a comment.
func (t *translator) listen(comment []byte, offset int64) {
	if t.complaint == "" && !t.parse.Inside() && bytes.HasPrefix(comment, []byte("/***")) && bytes.Contains(bytes.ToLower(comment), []byte("error")) {
		t.complaint, t.complaintPos = strings.Trim(string(comment), "/* "), t.scan.Pos(offset)
	}
}

func (t *translator) warn(m *diag.Message) {
	t.locate(m)
	t.messages = append(t.messages, m)
	if m.Severity == diag.Note {
		t.report.Notes++
	} else {
		t.report.Warnings = append(t.report.Warnings, m)
	}
	if t.opts.Warn != nil {
		t.opts.Warn(m)
	}
}

// run reads the dump to its end and writes everything that need not wait.
func (t *translator) run(r io.Reader) error {
	if err := t.begin(); err != nil {
		return err
	}
	text, err := input.Text(r, t.warn)
	if err != nil {
		return err
	}
	t.scan = lexer.New(text)
	t.scan.Comment = t.listen
	t.parse = parser.New(t.scan)
	t.load = t.loader(text)
	statements := 0
	var read int64 // up to the end of the statement before
	for {
		if err := t.ctx.Err(); err != nil {
			return err
		}
		s, err := t.parse.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
		if _, ok := s.(*ast.Pragma); !ok { // .dump begins with one whatever comes after
			statements++
		}
		err = t.statement(s)
		if in, ok := s.(*ast.Insert); ok {
			t.count(in, t.scan.Offset()-read)
		}
		if err != nil {
			return err
		}
		read = t.scan.Offset()
	}
	if err := t.load.End(t.ctx); err != nil {
		return err
	}
	if err := t.schema.PassedOver(); err != nil {
		return err
	}
	if statements == 0 {
		return diag.NoStatement().At(diag.Start)
	}
	if t.complaint != "" && !t.opts.AcceptErrors {
		return diag.DumpErrors(diag.Show(t.complaint)).At(t.complaintPos)
	}
	if t.complaint != "" {
		t.warn(diag.DumpErrorsAccepted(diag.Show(t.complaint)).At(t.complaintPos))
	}
	switch {
	case t.transaction || len(t.savepoints) > 0:
		return diag.NoCommit().At(t.scan.Pos(t.scan.Offset()))
	case !t.closed && t.opts.Part != SchemaOnly:
		t.warn(diag.NoTransaction().At(t.last))
	}
	if len(t.schema.Tables) == 0 {
		t.warn(diag.NoTables().At(t.last))
	}
	return nil
}

// locate says where damaged input was met: input knows nothing of lines. A database has
// none.
func (t *translator) locate(err error) {
	var m *diag.Message
	switch {
	case !errors.As(err, &m):
		return
	case t.opts.WithoutLines:
		m.Pos = diag.Pos{}
		return
	case m.ID != "damaged-input":
		return
	}
	m.Pos = diag.Start
	if t.scan != nil {
		m.Pos = t.scan.Pos(t.scan.Offset())
	}
}

func (t *translator) begin() error {
	if err := t.out.Begin(t.opts.Part); err != nil {
		return err
	}
	switch {
	case t.into != nil:
		return t.write(pg.PreData, &pg.IntoStart{})
	case t.refill != nil:
		return t.write(pg.PreData, &pg.IntoStart{})
	case t.opts.Part == DataOnly:
		return t.write(pg.PreData, &pg.SetAside{})
	}
	return nil
}

// endInto writes what stands behind the rows of a load into tables that exist.
func (t *translator) endInto() error {
	if err := t.into.problems(); err != nil {
		return err
	}
	t.into.warnings(t.warn)
	for _, p := range t.into.order {
		if p.Table != nil && !p.table.Unwanted && p.number == 0 && (p.rows || t.into.Rows == pg.EmptyFirst) {
			if err := t.write(pg.Data, t.into.Before(p.table)); err != nil {
				return err
			}
		}
	}
	var after []pg.Statement // of the sequences and keys
	for _, s := range t.into.end(t.opts.DeleteOrphans) {
		if _, ok := s.(*pg.IntoMerge); !ok {
			after = append(after, s)
			continue
		}
		if err := t.write(pg.Data, s); err != nil {
			return err
		}
	}
	if t.opts.Verify {
		t.verified = t.into.verify(t.plan.Verify())
		if err := t.write(pg.Data, t.verified...); err != nil {
			return err
		}
	}
	return t.write(pg.PostData, after...)
}

// write writes statements that make nothing which has a name: they prepare the
// load, check it, or end it.
func (t *translator) write(section pg.Section, statements ...pg.Statement) error {
	for _, s := range statements {
		if err := t.out.Object(&pg.Object{Section: section, Statement: s}); err != nil {
			return err
		}
	}
	return nil
}

// countRows compares the rows that came with those that the source has: a dump
// may have skipped what sqlite3 could not read.
func (t *translator) countRows() error {
	if t.opts.CountRows == nil {
		return nil
	}
	var names []string
	var tables []*catalog.Table
	for _, table := range t.schema.Tables {
		if table.Stored != "" && !(t.into != nil && table.Unwanted) {
			names, tables = append(names, table.Stored), append(tables, table)
		}
	}
	counts, err := t.opts.CountRows(names)
	if err != nil {
		return err
	}
	for i, table := range tables {
		if table.Rows != counts[i] {
			return diag.RowsMissing(table.Rows, counts[i]).At(table.Source.Pos).About(diag.Table(names[i]))
		}
	}
	return nil
}

// commit writes what follows the data, and ends the script.
func (t *translator) commit() error {
	if err := t.countRows(); err != nil {
		return err
	}
	if t.into.lost() {
		return t.into.problems()
	}
	for _, table := range t.schema.Tables {
		if !table.Decided { // no row came
			if err := t.load.Create(table); err != nil {
				return err
			}
		}
		if err := t.plan.DefaultLost(table); err != nil {
			return err
		}
		load.Summarise(table, t.opts.BadText)
		if !table.Unwanted {
			t.report.Tables++
		}
		t.report.Rows += table.Rows
	}
	t.schema.ReportUnused()
	t.reportHistory()
	if t.opts.Verify && t.into == nil && t.refill == nil && t.opts.Part != SchemaOnly {
		t.verified = t.plan.Verify()
		if err := t.write(pg.Data, t.verified...); err != nil {
			return err
		}
	}
	switch t.opts.Part {
	case DataOnly:
		if t.into != nil {
			if err := t.endInto(); err != nil {
				return err
			}
			break
		}
		if t.refill != nil {
			if err := t.endRefill(); err != nil {
				return err
			}
			break
		}
		if err := t.objects(t.plan.Positions()); err != nil {
			return err
		}
		if err := t.write(pg.PostData, &pg.PutBack{}); err != nil {
			return err
		}
	case SchemaOnly:
		t.planned = t.plan.Objects(false)
		if err := t.write(pg.PreData, emit.Room(t.planned)...); err != nil {
			return err
		}
		if err := t.objects(emit.Arrange(t.planned)); err != nil {
			return err
		}
	default:
		t.planned = t.plan.Objects(true)
		before, keys, behind := orphansOf(t.planned)
		if err := t.objects(before); err != nil {
			return err
		}
		if t.opts.DeleteOrphans && len(keys) > 0 {
			if err := t.write(pg.PostData, &pg.DeleteOrphans{Keys: keys}); err != nil {
				return err
			}
		}
		if err := t.objects(behind); err != nil {
			return err
		}
	}
	if t.opts.Strict && len(t.report.Warnings) > 0 {
		return diag.Strict(len(t.report.Warnings))
	}
	t.report.Types = t.schema.Decisions()
	t.report.Objects = t.written()
	return t.out.Commit(t.loaded())
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

// objects writes objects; one that the grammar refuses becomes a comment.
func (t *translator) objects(list []*pg.Object) error {
	for _, o := range list {
		err := t.out.Object(o)
		var refused *emit.Refused
		if errors.As(err, &refused) {
			t.out.Comment("refused by PostgreSQL's grammar (" + refused.Err.Error() + "):\n" + refused.SQL)
			t.refused[o] = refused.Error()
			t.warn(diag.Refusal(refused.Error()))
			continue
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// statement deals with one statement of the dump.
func (t *translator) statement(s ast.Statement) error {
	h := s.Source()
	t.last = h.Pos
	if h.Swallowed {
		t.warn(diag.SwallowedSemicolon().At(h.Pos))
	}
	if t.opts.Part == DataOnly && isObject(s) {
		return t.load.End(t.ctx)
	}
	if _, ok := s.(*ast.Insert); !ok {
		if err := t.load.End(t.ctx); err != nil {
			return err
		}
	}
	switch s := s.(type) {
	case *ast.Insert:
		return t.rows(s)
	case *ast.CreateTable:
		return t.createTable(s)
	case *ast.CreateIndex:
		t.schema.AddIndex(s)
	case *ast.CreateView:
		t.schema.AddView(s)
	case *ast.CreateTrigger:
		t.schema.AddTrigger(s)
	case *ast.CreateVirtualTable:
		return t.virtualTable(s)
	case *ast.Transaction:
		return t.transactionStatement(s)
	case *ast.Pragma:
	case *ast.Analyze:
		t.schema.Analyze()
	case *ast.Delete:
		if !systemTable(s.Table.Text) {
			return t.refuse(h, "DELETE", "a dump holds rows, not changes")
		}
	case *ast.Drop:
		// Before anything of that name exists, DROP IF EXISTS does nothing. A
		// table without rows may go: Adminer makes one for each view.
		if table := t.schema.Table(s.Name.Text); s.Kind == "TABLE" && table != nil {
			if table.Decided || table.Rows > 0 {
				return t.refuse(h, "DROP TABLE", "the table has rows")
			}
			t.schema.DropTable(table)
		} else if !s.IfExists {
			return t.refuse(h, "DROP", "a dump holds objects, not changes")
		}
	case *ast.Broken:
		if s.Kind == "TABLE" {
			return diag.SyntaxOfTable(s.Err.Text).At(s.Err.Pos).About(diag.Table(s.Name))
		}
		kind := strings.ToLower(s.Kind)
		if s.Kind == "VIRTUAL" {
			kind = "virtual table"
		}
		why := s.Err.Text
		if !t.opts.WithoutLines {
			why += " at line " + s.Err.Pos.String()
		}
		t.schema.Carry(diag.SyntaxLeftOut, diag.Named(kind, s.Name), why, h)
	case *ast.Other:
		return t.refuse(h, s.Verb, "it is no statement of a dump, which holds objects and rows")
	}
	return nil
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

func (t *translator) refuse(h *ast.Head, verb, why string) error {
	return diag.NotTranslated(diag.Show(verb), why).At(h.Pos)
}

// systemTable reports whether a name is one of SQLite's own tables.
func systemTable(name string) bool { return strings.HasPrefix(lexer.Fold(name), "sqlite_") }

func (t *translator) createTable(s *ast.CreateTable) error {
	if systemTable(s.Name.Text) {
		return nil
	}
	if old := t.schema.Table(s.Name.Text); old != nil && (s.IfNotExists || old.Source.Text == s.Text) {
		if t.again[old] {
			return nil
		}
		t.again[old] = true
		t.warn(diag.TableAgain(old.Source.Pos.Line).At(s.Pos).About(diag.Table(s.Name.Text)))
		return nil
	}
	table, err := t.schema.AddTable(s) // its CREATE TABLE waits for its first rows
	if err == nil && t.into != nil && slices.Contains(t.schema.Tables, table) {
		t.into.pair(table)
	}
	return err
}

// maxSavepoints is how many savepoints may be open: dumps open none or one.
const maxSavepoints = 1000

// transactionStatement follows the dump's own transactions: a dump that opens
// one must close it. COMMIT is written only at the end of input, so that
// several dumps in one stream are one transaction.
func (t *translator) transactionStatement(s *ast.Transaction) error {
	switch s.Kind {
	case ast.Begin:
		t.transaction = true
	case ast.Commit:
		t.transaction, t.closed = false, true
		t.savepoints = t.savepoints[:0]
	case ast.Savepoint:
		if len(t.savepoints) == maxSavepoints {
			return t.refuse(&s.Head, "SAVEPOINT", fmt.Sprintf("%d are open", maxSavepoints))
		}
		t.savepoints = append(t.savepoints, s.Name)
	case ast.Release:
		for i, name := range t.savepoints {
			if name == s.Name {
				t.savepoints = t.savepoints[:i]
				t.closed = t.closed || i == 0
				break
			}
		}
	default:
		if s.Kind == ast.RollbackTo {
			return t.refuse(&s.Head, "ROLLBACK TO", "it takes back what is written already")
		}
		if t.complaint != "" {
			return diag.RollbackAfter(diag.Show(t.complaint)).At(s.Pos)
		}
		return diag.Rollback().At(s.Pos)
	}
	return nil
}
