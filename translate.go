package sqlite2pg

import (
	"bytes"
	"context"
	"errors"
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
	ctx      context.Context
	opts     Options
	scan     *lexer.Scanner
	parse    *parser.Parser
	schema   *catalog.Schema
	into     *into   // nil where the script makes the tables itself
	refill   *refill // nil where tables have to be empty
	plan     *plan.Plan
	load     *load.Loader
	out      emit.Output
	report   Report
	archived *load.Archive // where the rows of an archive go

	contents *contents
	course
	record
}

// course is what the dump has said beside objects and rows.
type course struct {
	transactions transactions
	complaint    complaint
	last         diag.Pos // of the last statement
}

// record is what only the report wants to know.
type record struct {
	messages []*diag.Message       // all but the error
	planned  []*pg.Object          // what follows the data
	refused  map[*pg.Object]string // by PostgreSQL's grammar, and why
	verified []pg.Statement        // that compare values
	watched  load.Watched          // what could be suggested, with Options.Check
	counted  struct {              // the INSERT whose bytes were counted last
		insert *ast.Insert
		table  *catalog.Table
	}
}

// complaint is the first error that sqlite3 wrote as a comment.
type complaint struct {
	text string
	pos  diag.Pos
}

// listen keeps the first error that sqlite3 wrote as a comment.
func (t *translator) listen(comment []byte, offset int64) {
	if t.complaint.text == "" && !t.parse.Inside() && bytes.HasPrefix(comment, []byte("/***")) && bytes.Contains(bytes.ToLower(comment), []byte("error")) {
		t.complaint = complaint{strings.Trim(string(comment), "/* "), t.scan.Pos(offset)}
	}
}

func (t *translator) warn(m *diag.Message) {
	locate(m, t.scan, t.opts.WithoutLines)
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
	if err := t.out.Begin(t.contents.part); err != nil {
		return err
	}
	if err := t.write(pg.PreData, t.contents.before...); err != nil {
		return err
	}
	text, err := input.Text(r, t.warn)
	if err != nil {
		return err
	}
	t.scan = lexer.NewSize(text, t.opts.loadLimits().Buffer)
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
			t.count(t.schema, in, t.scan.Offset()-read)
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
	if c := t.complaint; c.text != "" {
		if !t.opts.AcceptErrors {
			return diag.DumpErrors(diag.Show(c.text)).At(c.pos)
		}
		t.warn(diag.DumpErrorsAccepted(diag.Show(c.text)).At(c.pos))
	}
	switch {
	case t.transactions.isOpen():
		return diag.NoCommit().At(t.scan.Pos(t.scan.Offset()))
	case !t.transactions.closed && t.contents.part != SchemaOnly:
		t.warn(diag.NoTransaction().At(t.last))
	}
	if len(t.schema.Tables())+len(t.schema.LeftOut) == 0 {
		if n := len(t.schema.Views) + len(t.schema.Triggers); n > 0 {
			t.warn(diag.NoTablesFor(n).At(t.last))
		} else {
			t.warn(diag.NoTables().At(t.last))
		}
	}
	return nil
}

// locate says where damaged input was met: input knows nothing of lines. A database has
// none.
func locate(err error, scan *lexer.Scanner, withoutLines bool) {
	var m *diag.Message
	switch {
	case !errors.As(err, &m):
		return
	case withoutLines:
		m.Pos = diag.Pos{}
		return
	case m.ID != "damaged-input":
		return
	}
	m.Pos = diag.Start
	if scan != nil {
		m.Pos = scan.Pos(scan.Offset())
	}
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
	for _, table := range t.schema.Tables() {
		if table.Stored != "" && !(t.into != nil && table.Unwanted) && table.WithoutRows == "" {
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
	if err := t.schema.Unselected(); err != nil {
		return err
	}
	if err := addedToNone(t.schema, t.opts.Added); err != nil {
		return err
	}
	if err := t.countRows(); err != nil {
		return err
	}
	if t.into.lost() {
		return t.into.problems()
	}
	for _, table := range t.schema.Tables() {
		if !table.Decided { // no row came
			if err := t.load.Create(table); err != nil {
				return err
			}
		}
		if err := t.plan.DefaultLost(table); err != nil {
			return err
		}
		if table.WithoutRows != "" {
			table.Forget()
		}
		load.Summarise(table, t.opts.BadText)
		if !table.Unwanted {
			t.report.Tables++
		}
		t.report.Rows += table.Rows
	}
	if err := t.schema.ReportUnused(); err != nil {
		return err
	}
	reportHistory(t.schema)
	if err := t.contents.after(t); err != nil {
		return err
	}
	for _, table := range t.schema.Tables() {
		if table.RowidsAt != nil && !table.RowidsKept && !t.opts.WithoutLines { // of a file, nobody asked for them
			t.warn(diag.RowidDropped().At(*table.RowidsAt).About(table.Object(nil)))
		}
	}
	t.report.Types = t.schema.Decisions()
	t.report.Objects, t.report.LeftOut = t.written(), t.schema.Gone()
	if n := t.strictWarnings(); n > 0 {
		return diag.Strict(n)
	}
	return t.out.Commit(t.loaded())
}

// countMisfits has the warnings of values that do not fit say how many there are of their column:
// the first one of each does.
func countMisfits(schema *catalog.Schema, messages []*diag.Message) {
	counted := map[diag.Object]bool{}
	for _, m := range messages {
		o := m.Object
		if o.Row, o.Key = 0, ""; m.ID != "widened" || counted[o] {
			continue
		}
		counted[o] = true
		if table := schema.Table(o.Table); table != nil {
			if c := table.Column(o.Column); c != nil {
				m.Values = c.Misfits
			}
		}
	}
}

// strictWarnings counts the warnings that --strict does not let pass.
func (t *translator) strictWarnings() (n int) {
	for _, m := range t.report.Warnings {
		if t.opts.Strict && !slices.Contains(t.opts.Allow, m.ID) {
			n++
		}
	}
	return n
}

// verify writes the statements that compare values with those of the dump, if the
// caller wishes for them.
func (t *translator) verify(statements func() []pg.Statement) error {
	if !t.opts.Verify {
		return nil
	}
	t.verified = statements()
	return t.write(pg.Data, t.verified...)
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
	if t.contents.rowsOnly && isObject(s) {
		if x, ok := s.(*ast.CreateIndex); ok { // its rows may be too long for it
			t.schema.AddIndex(x)
		}
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
		if t.schema.SelectOn(s.Table.Text, diag.Named("index", s.Name.Text), h) {
			t.schema.AddIndex(s)
		}
	case *ast.CreateView:
		if t.schema.SelectView(s) {
			t.schema.AddView(s)
		}
	case *ast.CreateTrigger:
		if t.schema.SelectOn(s.Table.Text, diag.Named("trigger", s.Name.Text), h) {
			t.schema.AddTrigger(s)
		}
	case *ast.CreateVirtualTable:
		return t.virtualTable(s)
	case *ast.Transaction:
		return t.transactions.follow(s, t.complaint.text)
	case *ast.Pragma:
	case *ast.Analyze:
		t.schema.Analyze()
	case *ast.Delete:
		if !systemTable(s.Table.Text) {
			return refuse(h, "DELETE", "a dump holds rows, not changes")
		}
	case *ast.Drop:
		// Before anything of that name exists, DROP IF EXISTS does nothing. A
		// table without rows may go: Adminer makes one for each view.
		if table := t.schema.Table(s.Name.Text); s.Kind == "TABLE" && table != nil {
			if table.Decided || table.Rows > 0 {
				return refuse(h, "DROP TABLE", "the table has rows")
			}
			t.schema.DropTable(table)
		} else if !s.IfExists && t.schema.Absent(s.Name.Text) == "" {
			return refuse(h, "DROP", "a dump holds objects, not changes")
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
		return refuse(h, s.Verb, "it is no statement of a dump, which holds objects and rows")
	}
	return nil
}

func refuse(h *ast.Head, verb, why string) error {
	return diag.NotTranslated(diag.Show(verb), why).At(h.Pos)
}

// systemTable reports whether a name is one of SQLite's own tables.
func systemTable(name string) bool { return strings.HasPrefix(lexer.Fold(name), "sqlite_") }

func (t *translator) createTable(s *ast.CreateTable) error {
	if systemTable(s.Name.Text) {
		return nil
	}
	if old := t.schema.Table(s.Name.Text); old != nil && (s.IfNotExists || old.Source.Text == s.Text) {
		if old.Again {
			return nil
		}
		old.Again = true
		t.warn(diag.TableAgain(old.Source.Pos.Line).At(s.Pos).About(diag.Table(s.Name.Text)))
		return nil
	}
	if !t.schema.SelectTable(s) {
		return nil
	}
	table, err := t.schema.AddTable(s) // its CREATE TABLE waits for its first rows
	if err == nil && t.into != nil && slices.Contains(t.schema.Tables(), table) {
		t.into.pair(table)
	}
	return err
}
