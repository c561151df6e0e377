package sqlite2pg

import (
	"errors"
	"slices"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/report"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
	"github.com/sqlite2pg/sqlite2pg/rewrite/suggest"
)

// Details is all that is known of the run, also of one that failed: what --report
// keeps. It lacks what only the caller knows: the names of files, the options, the
// time.
func (r Report) Details() *report.Report {
	if r.details == nil {
		return nil
	}
	return r.details()
}

// details makes the report of a run that has ended in err.
func (t *translator) details(err error) *report.Report {
	d := &detailer{t: t, r: &report.Report{Format: report.Format, Version: report.Version, Rules: Version, Result: report.Written, Part: t.contents.name,
		Options: []string{}, Input: report.Input{Kind: report.Pipe}, Tables: []report.Table{}, Objects: []report.Object{}, Messages: []report.Message{}, Checks: []report.Check{}, Suggestions: []report.Suggestion{}},
		about: map[diag.Object][]*diag.Message{}, byPG: map[string]*catalog.Table{}}
	if t.scan != nil {
		d.r.Input.TextBytes = t.scan.Offset()
	}
	switch {
	case err != nil:
		d.r.Result, d.r.Error = report.Failed, errorOf(err)
	case t.opts.Check:
		d.r.Result = report.Checked
	}
	for _, m := range t.messages {
		d.r.Messages = append(d.r.Messages, *messageOf(m))
		if m.Severity == diag.Warning {
			o := m.Object
			o.Row, o.Key = 0, ""
			d.about[o] = append(d.about[o], m)
		}
	}
	for _, table := range t.schema.Tables() {
		d.byPG[table.PG] = table
		d.table(table)
	}
	d.objects()
	d.unselected()
	d.checks()
	d.suggestions()
	d.totals()
	if t.into != nil {
		d.r.Plan = intoPlan{t.into}.plan(t.schema.LeftOut)
	}
	return d.r
}

// detailer fills a report.
type detailer struct {
	t     *translator
	r     *report.Report
	about map[diag.Object][]*diag.Message // the warnings
	byPG  map[string]*catalog.Table
}

func errorOf(err error) *report.Message {
	var m *diag.Message
	if errors.As(err, &m) {
		return messageOf(m)
	}
	return &report.Message{Severity: diag.Error.String(), Text: err.Error()}
}

func messageOf(m *diag.Message) *report.Message {
	out := &report.Message{ID: m.ID, Severity: m.Severity.String(), Text: m.Text, Hint: m.Hint, Flags: m.Flags, Values: m.Values}
	for _, other := range m.Also {
		out.Also = append(out.Also, *messageOf(other))
	}
	if m.Pos.IsValid() {
		out.At = &report.Place{Line: m.Pos.Line, Column: m.Pos.Column, Offset: m.Pos.Offset}
	}
	if o := m.Object; o != (diag.Object{}) {
		out.About = &report.About{Kind: o.Kind, Row: o.Row, Key: o.Key}
		if o.HasTable {
			out.About.Table = &o.Table
		}
		if o.Kind != "" {
			out.About.Name = &o.Name
		}
		if o.HasColumn {
			out.About.Column = &o.Column
		}
	}
	return out
}

// outcome is what the warnings about an object say became of it.
func (d *detailer) outcome(o diag.Object) (report.Outcome, []string) {
	reasons := []string{}
	for _, m := range d.about[o] {
		reasons = append(reasons, m.Text)
	}
	if len(reasons) > 0 {
		return report.Changed, reasons
	}
	return report.Kept, reasons
}

// table adds a table.
func (d *detailer) table(t *catalog.Table) {
	out := report.Table{Name: t.Source.Name.Text, PostgreSQL: t.PG, Line: t.Source.Pos.Line, Rows: t.Rows, WithoutRows: t.WithoutRows, TextBytes: t.TextBytes, CopyBytes: t.CopyBytes,
		Key: []string{}, Columns: []report.Column{}, Source: t.Original()}
	if t.PGSchema != "" {
		out.PostgreSQL = t.PGSchema + "." + t.PG
	}
	out.Outcome, out.Reasons = d.outcome(t.Object(nil))
	if t.Unwanted {
		out.Outcome, out.PostgreSQL = report.LeftOut, ""
	}
	if v := t.Virtual; v != nil && v.Table == t {
		_, why := d.outcome(v.Object())
		out.Outcome, out.Reasons = report.Changed, append(out.Reasons, why...)
	}
	if len(t.Keys) > 0 && t.Keys[0].Primary {
		for _, c := range t.Keys[0].Columns {
			out.Key = append(out.Key, c.Name)
		}
	}
	for _, c := range t.Columns {
		out.Columns = append(out.Columns, d.column(t, c))
	}
	d.r.Tables = append(d.r.Tables, out)
}

// classes are the words for the classes of values.
var classes = []struct {
	class parser.Class
	word  string
}{{parser.Integer, "integer"}, {parser.Real, "real"}, {parser.Text, "text"}, {parser.Blob, "blob"}}

func (d *detailer) column(t *catalog.Table, c *catalog.Column) report.Column {
	o := t.Object(c)
	out := report.Column{Name: c.Name, PostgreSQL: c.PG, Declared: c.Declared, Type: c.Type.Final(), NotNull: c.NotNull, Identity: c.Identity, Generated: c.Generated,
		Values: c.Values, Classes: []string{}, Longest: c.Longest, Nearest: c.Changed, Cleaned: c.Cleaned}
	out.Outcome, out.Reasons = d.outcome(o)
	if c.Excluded {
		out.Reasons = append(out.Reasons, "--exclude-column")
	}
	if c.Dropped || c.NoPlace {
		out.Outcome, out.PostgreSQL, out.Type = report.LeftOut, "", ""
		return out
	}
	if c.Type.SQL != out.Type {
		out.LoadedAs = c.Type.SQL
	}
	if !c.Generated {
		out.Nulls = t.Rows - c.Values
	}
	for _, class := range classes {
		if c.Classes&(1<<class.class) != 0 {
			out.Classes = append(out.Classes, class.word)
		}
	}
	if t.Decided {
		decision := catalog.DecisionOf(c, t)
		out.Why, out.Encoding = decision.Reason, decision.Encoding
	}
	for _, m := range d.about[o] {
		if m.ID == "widened" {
			out.InTheWay = &report.InTheWay{Values: c.Misfits, Key: m.Object.Key, Message: m.Text, Row: m.Object.Row, Line: m.Pos.Line}
			break
		}
	}
	return out
}

// parts are the words for objects that are parts of tables, or stand on them.
var parts = map[pg.Kind]string{pg.KindKey: "key", pg.KindIndex: "index", pg.KindCheck: "check", pg.KindForeignKey: "foreign key",
	pg.KindView: "view", pg.KindTrigger: "trigger"}

// objects adds what was planned beside tables, and what arrives in no form.
func (d *detailer) objects() {
	names := map[string]string{} // of SQLite, by the text of an object
	lines := map[string]int{}
	for _, x := range d.t.schema.Indexes() {
		names[x.Text], lines[x.Text] = x.Name.Text, x.Pos.Line
	}
	for _, x := range d.t.schema.Views {
		names[x.Source.Text], lines[x.Source.Text] = x.Source.Name.Text, x.Source.Pos.Line
	}
	for _, x := range d.t.schema.Triggers {
		names[x.Text], lines[x.Text] = x.Name.Text, x.Pos.Line
	}
	leftOut := map[string][]*diag.Message{} // by what they are about
	for _, m := range d.t.messages {
		if m.Severity == diag.Warning && m.Object.Kind != "" {
			leftOut[m.Object.String()] = append(leftOut[m.Object.String()], m)
		}
	}
	for _, o := range d.t.planned {
		if u, ok := o.Statement.(*pg.Untranslated); ok {
			out := report.Object{Name: o.Name, Outcome: report.LeftOut, Reasons: []string{u.Reason}, Source: strings.TrimSuffix(u.Source, ";")}
			if about := leftOut[u.What]; len(about) > 0 {
				out.Kind, out.Line = about[0].Object.Kind, about[0].Pos.Line
			}
			d.r.Objects = append(d.r.Objects, out)
			continue
		}
		kind := parts[o.Kind]
		if kind == "" {
			continue
		}
		out := report.Object{Kind: kind, Name: names[o.Source], PostgreSQL: o.Name, Source: o.Source, Line: lines[o.Source], Outcome: report.Kept, Reasons: []string{}}
		if on := d.byPG[o.Table]; on != nil {
			out.Table = on.Source.Name.Text
		}
		switch s := o.Statement.(type) {
		case *pg.AddConstraint:
			d.constraint(&out, &s.Constraint)
		case *pg.CreateIndex:
			d.index(&out, s)
		}
		if out.Name != "" {
			out.Outcome, out.Reasons = d.outcome(diag.Named(kind, out.Name))
		}
		if refused := d.t.refused[o]; refused != "" {
			out.Outcome, out.PostgreSQL, out.Reasons = report.LeftOut, "", append(out.Reasons, refused)
		}
		d.r.Objects = append(d.r.Objects, out)
	}
	for _, m := range d.t.schema.Missing {
		d.r.Objects = append(d.r.Objects, report.Object{Kind: m.What, Table: m.Table.Source.Name.Text, Outcome: report.LeftOut, Reasons: []string{m.Why}, Line: m.Pos.Line})
	}
}

// unselected adds what the user leaves out.
func (d *detailer) unselected() {
	for _, x := range d.t.schema.LeftOut {
		o, reasons := x.Object, []string{x.Why}
		if o.HasTable {
			d.r.Tables = append(d.r.Tables, report.Table{Name: o.Table, Outcome: report.LeftOut, Reasons: reasons, Line: x.Head.Pos.Line, Key: []string{}, Columns: []report.Column{}, Source: x.Head.Text})
			continue
		}
		d.r.Objects = append(d.r.Objects, report.Object{Kind: o.Kind, Name: o.Name, Outcome: report.LeftOut, Reasons: reasons, Line: x.Head.Pos.Line, Source: x.Head.Text})
	}
}

// constraint adds what a key or a foreign key is of.
func (d *detailer) constraint(out *report.Object, c *pg.Constraint) {
	out.Columns = d.inSQLite(out.Table, c.Columns)
	switch c.Kind {
	case pg.PrimaryKey:
		out.Kind, out.Unique = "primary key", true
	case pg.Unique:
		out.Kind, out.Unique = "unique constraint", true
	case pg.ForeignKey:
		out.References = &report.References{Table: c.Parent, Columns: c.ParentColumns}
		if parent := d.byPG[c.Parent]; parent != nil {
			out.References.Table = parent.Source.Name.Text
			out.References.Columns = d.inSQLite(out.References.Table, c.ParentColumns)
		}
	}
}

// index adds what an index is of, if that is nothing but columns of all rows.
func (d *detailer) index(out *report.Object, x *pg.CreateIndex) {
	var names []string
	for _, k := range x.Keys {
		name, ok := k.Expr.(pg.Name)
		if !ok {
			return
		}
		names = append(names, string(name))
	}
	out.Columns, out.Unique = d.inSQLite(out.Table, names), x.Unique && x.Where == nil
}

// inSQLite are the names that columns of a table have in SQLite.
func (d *detailer) inSQLite(table string, columns []string) []string {
	t := d.t.schema.Table(table)
	out := slices.Clone(columns)
	for i, name := range columns {
		if j := slices.IndexFunc(t.Columns, func(c *catalog.Column) bool { return c.PG == name }); j >= 0 {
			out[i] = t.Columns[j].Name
		}
	}
	return out
}

// checks adds what the script has PostgreSQL check.
func (d *detailer) checks() {
	if d.t.contents.part == SchemaOnly || d.r.Result == report.Failed {
		return
	}
	add := func(c report.Check) { d.r.Checks = append(d.r.Checks, c) }
	add(report.Check{Kind: report.Complete, What: "a script that was cut off commits nothing"})
	add(report.Check{Kind: report.Server, What: "the server is PostgreSQL 13 or newer, and the database is in UTF8"})
	if d.t.contents.part == DataOnly {
		for _, t := range d.t.schema.Tables() {
			if t.Rows > 0 {
				add(report.Check{Kind: report.SameTable, What: "the columns have the types that the rows are written for", Table: t.PG})
			}
		}
	}
	for _, s := range d.t.verified {
		if v, ok := s.(*pg.VerifyTable); ok {
			c := report.Check{Kind: report.Values, What: "the rows and values are those of the dump", Table: v.Table, Rows: &v.Rows, Hash: v.Row}
			for _, h := range v.Columns {
				c.Columns = append(c.Columns, report.ColumnHash{Name: h.Name, Hash: h.Sum})
			}
			add(c)
		}
	}
	for _, o := range d.t.planned {
		if o.What != "" && d.t.refused[o] == "" && d.t.contents.part == Everything {
			add(report.Check{Kind: report.Attempt, What: o.What, Table: o.Table, Query: emit.Listing(o.Listing, d.t.opts.Schema)})
		}
	}
}

func (d *detailer) totals() {
	n := &d.r.Totals
	count := func(o report.Outcome) {
		switch o {
		case report.Changed:
			n.Changed++
		case report.LeftOut:
			n.LeftOut++
		}
	}
	for _, t := range d.r.Tables {
		n.Rows += t.Rows
		n.TextBytes += t.TextBytes
		n.CopyBytes += t.CopyBytes
		if count(t.Outcome); t.Outcome == report.LeftOut {
			continue
		}
		n.Tables++
		for _, c := range t.Columns {
			if count(c.Outcome); c.Outcome != report.LeftOut {
				n.Columns++
			}
		}
	}
	for _, o := range d.r.Objects {
		if count(o.Outcome); o.Outcome == report.LeftOut {
			continue
		}
		switch o.Kind {
		case "primary key", "unique constraint":
			n.Keys++
		case "index":
			n.Indexes++
		case "foreign key":
			n.ForeignKeys++
		case "check":
			n.CheckRules++
		case "view":
			n.Views++
		case "trigger":
			n.Triggers++
		}
	}
	for _, m := range d.t.messages {
		if m.Severity == diag.Note {
			n.Notes++
		} else {
			n.Warnings++
		}
	}
}

// suggestions adds what types would hold all values of columns, if that was watched.
func (d *detailer) suggestions() {
	if d.t.watched == nil {
		return
	}
	for _, s := range suggest.Columns(d.t.schema, d.t.watched.Facts) {
		out := report.Suggestion{Table: s.Table.Source.Name.Text, Column: s.Column.Name, Type: s.Type, Why: s.Why, Flag: s.Flag, Types: s.Types}
		d.r.Suggestions = append(d.r.Suggestions, out)
	}
}
