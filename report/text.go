package report

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/sqlite2pg/sqlite2pg/diag"
)

// textWidth is how wide what people read is at most, but for words and commands that
// are longer.
const textWidth = 80

// maxLines is how many of one kind are listed.
const maxLines = 10

// WriteText writes what a person decides by before a migration: the verdict, what needs
// a decision, what can be said better, the sizes.
func (r *Report) WriteText(w io.Writer) error {
	t := &text{w: bufio.NewWriter(w), r: r}
	t.verdict()
	t.plan()
	t.inTheWay()
	t.leftOut()
	t.rowsInTheWay()
	t.meaning()
	t.suggestions()
	t.sizes()
	t.time()
	t.unknown()
	return t.w.Flush()
}

// text is the text on its way.
type text struct {
	w *bufio.Writer
	r *Report
}

// line writes a paragraph behind an indent of so many spaces, the lines that follow its first
// one two further.
func (t *text) line(indent int, format string, args ...any) {
	words := strings.Fields(diag.Escape(fmt.Sprintf(format, args...)))
	at, pad := 0, strings.Repeat(" ", indent)
	for i, word := range words {
		n := utf8.RuneCountInString(word)
		switch {
		case i == 0:
			t.w.WriteString(pad)
			at = indent
		case at+1+n > textWidth:
			t.w.WriteString("\n" + pad + "  ")
			at = indent + 2
		default:
			t.w.WriteByte(' ')
			at++
		}
		t.w.WriteString(word)
		at += n
	}
	t.w.WriteByte('\n')
}

// verbatim writes a line that must stay one, such as a command.
func (t *text) verbatim(indent int, s string) {
	t.w.WriteString(strings.Repeat(" ", indent) + diag.Escape(s) + "\n")
}

// head begins a part.
func (t *text) head(format string, args ...any) {
	t.w.WriteByte('\n')
	t.line(0, format, args...)
}

// more says that a list has more than is shown.
func (t *text) more(n int) {
	if n > maxLines {
		t.line(2, "and %d more: --report keeps all", n-maxLines)
	}
}

func (t *text) verdict() {
	n := &t.r.Totals
	t.line(0, "%s: %s, %s, %s of SQL text", t.r.Input.Name, diag.Count(int64(n.Tables), "table"), diag.Count(n.Rows, "row"), Size(t.r.Input.TextBytes))
	t.w.WriteByte('\n')
	if t.r.Error != nil && t.r.Error.ID != "strict" {
		t.line(0, "It cannot be translated:")
		lines := strings.Split(t.r.Error.Place()+t.r.Error.Text+strings.TrimSuffix(" ["+t.r.Error.ID+"]", " []"), "\n")
		for _, line := range lines {
			t.line(2, "%s", line)
		}
		if t.r.Error.Hint != "" {
			t.line(4, "%s", t.r.Error.Hint)
		}
		return
	}
	problems := t.r.Problems()
	switch {
	case len(problems) > 0:
		t.line(0, "It can be loaded. %s.", capital(strings.Join(problems, "; ")))
	case n.Warnings > 0:
		t.line(0, "It can be loaded. Look at what follows first.")
	default:
		t.line(0, "It can be loaded, and nothing is lost or changed.")
	}
}

// Problems says in a few words each what the load will pass over or leave out.
func (r *Report) Problems() []string {
	var out []string
	add := func(n int64, what string) {
		if n > 0 {
			out = append(out, diag.Count(n, what))
		}
	}
	add(int64(len(r.TypesMoved())), "column")
	if n := len(out); n > 0 {
		out[n-1] += " with values that do not fit"
	}
	before := len(out)
	add(int64(len(r.Missing())), "object")
	if len(out) > before {
		out[before] += " left out"
	}
	keys := len(r.NullKeys())
	if r.Source != nil {
		if n := len(r.Source.Integrity); n > 0 {
			out = append(out, "the database is damaged")
		}
		var rows int64
		for _, o := range r.Source.Orphans {
			rows += o.Rows
		}
		if rows > 0 {
			out = append(out, diag.Count(rows, "row")+" without a parent")
		}
		var cut int64
		for _, c := range r.Source.CutTexts {
			cut += c.Values
		}
		if cut > 0 {
			out = append(out, diag.Count(cut, "text")+" with a NUL character")
		}
		keys += len(r.Source.Duplicates)
	}
	add(int64(keys), "key")
	if keys > 0 {
		out[len(out)-1] += " that rows are in the way of"
	}
	return out
}

// Unsound reports whether the database is damaged, or has texts that a dump would cut.
func (r *Report) Unsound() bool {
	return r.Source != nil && len(r.Source.Integrity)+len(r.Source.CutTexts) > 0
}

// Refused reports whether the load will pass over something for the rows.
func (r *Report) Refused() bool {
	return len(r.NullKeys()) > 0 || r.Source != nil && len(r.Source.Orphans)+len(r.Source.Duplicates) > 0
}

// TypesMoved are the columns that have values which do not fit the type they declare.
func (r *Report) TypesMoved() []ColumnOf {
	return r.columns(func(_ *Table, c *Column) bool { return c.InTheWay != nil })
}

// ColumnOf is a column with its table.
type ColumnOf struct {
	*Table
	*Column
}

func (r *Report) columns(which func(*Table, *Column) bool) []ColumnOf {
	var out []ColumnOf
	for i := range r.Tables {
		t := &r.Tables[i]
		for j := range t.Columns {
			if which(t, &t.Columns[j]) {
				out = append(out, ColumnOf{t, &t.Columns[j]})
			}
		}
	}
	return out
}

// Missing are the objects that are left out, and tables and columns as objects. In a
// schema that exists it is the plan that says what has no place.
func (r *Report) Missing() []Object {
	if r.Plan != nil {
		return nil
	}
	var out []Object
	for _, t := range r.Tables {
		if t.Outcome == LeftOut {
			out = append(out, Object{Kind: "table", Name: t.Name, Outcome: LeftOut, Reasons: t.Reasons, Line: t.Line})
			continue
		}
		for _, c := range t.Columns {
			if c.Outcome == LeftOut {
				out = append(out, Object{Kind: "column", Name: c.Name, Table: t.Name, Outcome: LeftOut, Reasons: c.Reasons})
			}
		}
	}
	for _, o := range r.Objects {
		if o.Outcome == LeftOut {
			out = append(out, o)
		}
	}
	return out
}

// NullKeys are the columns of primary keys that hold NULL, which SQLite lets into all
// but the INTEGER PRIMARY KEY and those of WITHOUT ROWID tables: the key becomes a
// unique constraint.
func (r *Report) NullKeys() []ColumnOf {
	if r.Part != Everything {
		return nil
	}
	return r.columns(func(t *Table, c *Column) bool {
		return slices.Contains(t.Key, c.Name) && c.Nulls > 0 && !c.Identity && c.Outcome != LeftOut
	})
}

func (t *text) inTheWay() {
	list := t.r.TypesMoved()
	if len(list) == 0 {
		return
	}
	t.head("Values that do not fit the declared type (%s):", diag.Count(int64(len(list)), "column"))
	for i, c := range list {
		if i == maxLines {
			break
		}
		t.line(2, "%s.%s is declared %s, and becomes %s", Name(c.Table.Name), Name(c.Column.Name), or(c.Declared, "without a type"), c.Type)
		t.line(4, "%s", c.InTheWay.Words())
	}
	t.more(len(list))
}

// Words say which value is in the way.
func (w *InTheWay) Words() string {
	s := w.Message
	if w.Values > 0 {
		s = fmt.Sprintf("%s %s in the way; the first: %s", diag.Count(w.Values, "value"), verb(w.Values, "is", "are"), s)
	}
	if w.Row > 0 {
		s += " ("
		if w.Key != "" {
			s += fmt.Sprintf("key %s, ", w.Key)
		}
		s += fmt.Sprintf("row %d", w.Row)
		if w.Line > 0 {
			s += fmt.Sprintf(", line %d", w.Line)
		}
		s += ")"
	}
	return s
}

func (t *text) leftOut() {
	list := t.r.Missing()
	if len(list) == 0 {
		return
	}
	t.head("Left out (%d):", len(list))
	for i, o := range list {
		if i == maxLines {
			break
		}
		t.line(2, "%s: %s", o.Title(), or(strings.Join(o.Reasons, "; "), "only a module of SQLite can read it"))
	}
	t.more(len(list))
}

// Title names an object.
func (o *Object) Title() string {
	s := o.Kind
	if name := or(o.Name, o.PostgreSQL); name != "" {
		s += " " + name
	}
	if o.Table != "" {
		s += " of " + Name(o.Table)
	}
	return s
}

// Name is a name for people: one that is empty, or of spaces, in quotes.
func Name(s string) string {
	if strings.TrimSpace(s) == "" {
		return `"` + s + `"`
	}
	return s
}

func (t *text) rowsInTheWay() {
	nulls := t.r.NullKeys()
	s := t.r.Source
	if s == nil {
		s = &Source{}
	}
	if len(nulls)+len(s.Integrity)+len(s.Orphans)+len(s.CutTexts)+len(s.Duplicates) == 0 {
		return
	}
	t.head("Rows in the way of what SQLite declares, and what to ask sqlite3:")
	for _, c := range nulls {
		t.line(2, "%s.%s is a key and holds %s: it becomes a unique constraint", c.Table.Name, c.Column.Name, diag.Count(c.Nulls, "NULL"))
	}
	for i, line := range s.Integrity {
		if i == maxLines {
			break
		}
		t.line(2, "integrity_check: %s", line)
	}
	t.more(len(s.Integrity))
	for _, o := range s.Orphans {
		t.line(2, "%s of %s (%s) %s to no %s%s: the foreign key arrives NOT VALID", diag.Count(o.Rows, "row"), o.Table, strings.Join(o.Columns, ", "), verb(o.Rows, "refers", "refer"), o.Parent, o.HasParent())
		t.verbatim(4, o.Query)
	}
	for _, c := range s.CutTexts {
		t.line(2, "%s of %s.%s %s a NUL character: a dump lacks what is behind it", diag.Count(c.Values, "text"), c.Table, c.Column, verb(c.Values, "holds", "hold"))
	}
	for _, d := range s.Duplicates {
		t.line(2, "%s of %s (%s) %s the same in PostgreSQL: %s", diag.Count(d.Keys, "key"), d.Table, strings.Join(d.Columns, ", "), verb(d.Keys, "is", "are"), d.Why)
		t.verbatim(4, d.Query)
	}
}

// HasParent says how many of the rows have a parent in SQLite.
func (o Orphans) HasParent() string {
	switch o.ByCollation {
	case 0:
		return ""
	case o.Rows:
		return " as PostgreSQL compares, exactly, and to one by SQLite's collation"
	}
	return diag.Format(" as PostgreSQL compares, exactly (%d of them {does|do} by SQLite's collation)", o.ByCollation)
}

// said are the ids of messages that other parts of the text say.
var said = []string{"widened", "left-out", "view-left-out", "trigger-left-out", "index-left-out", "generated-left-out"}

// Group is the warnings of one id.
type Group struct {
	ID    string
	Hints []string
	List  []*Message
}

// Groups are the warnings that say what is other than in SQLite, by their ids.
func (r *Report) Groups() []Group {
	byID := map[string]*Group{}
	var ids []string
	for i := range r.Messages {
		m := &r.Messages[i]
		if m.Severity != "warning" || slices.Contains(said, m.ID) {
			continue
		}
		g := byID[m.ID]
		if g == nil {
			g = &Group{ID: m.ID}
			byID[m.ID] = g
			ids = append(ids, m.ID)
		}
		g.List = append(g.List, m)
		if m.Hint != "" && !slices.Contains(g.Hints, m.Hint) {
			g.Hints = append(g.Hints, m.Hint)
		}
	}
	slices.Sort(ids)
	var out []Group
	for _, id := range ids {
		out = append(out, *byID[id])
	}
	return out
}

// maxHints is how many different hints a group shows.
const maxHints = 3

// meaning lists the other warnings, those of one kind together.
func (t *text) meaning() {
	groups := t.r.Groups()
	n := 0
	for _, g := range groups {
		n += len(g.List)
	}
	if n == 0 {
		return
	}
	t.head("Other than in SQLite (%d):", n)
	for _, g := range groups {
		for i, m := range g.List {
			if i < maxLines {
				t.line(2, "%s", strings.TrimPrefix(m.About.String()+": ", ": ")+m.Text+" ["+g.ID+"]")
			}
		}
		t.more(len(g.List))
		for i, h := range g.Hints {
			if i < maxHints {
				t.line(4, "-> %s", h)
			}
		}
	}
}

// String names what a message is about.
func (a *About) String() string {
	if a == nil {
		return ""
	}
	var s string
	switch {
	case a.Table != nil:
		s = Name(*a.Table)
	case a.Name != nil:
		s = a.Kind + " " + Name(*a.Name)
	}
	if a.Column != nil {
		s += "." + Name(*a.Column)
	}
	if a.Row > 0 {
		s += fmt.Sprintf(", row %d", a.Row)
	}
	if a.Table != nil && a.Kind == "index" && a.Name != nil {
		s = "index " + Name(*a.Name) + ", " + s
	}
	return s
}

// Place is the line of a message and a colon, or empty.
func (m *Message) Place() string {
	s := m.About.String()
	if m.At != nil {
		s = strings.TrimSuffix(fmt.Sprintf("line %d: %s", m.At.Line, s), ": ")
	}
	if s != "" {
		s += ": "
	}
	return s
}

func (t *text) suggestions() {
	if len(t.r.Suggestions) == 0 {
		return
	}
	t.head("Types that would say more (%d). Lines for a file of --flags:", len(t.r.Suggestions))
	for _, s := range t.r.Suggestions {
		switch {
		case s.Flag != "":
			line := s.Flag + strings.Repeat(" ", max(1, 36-len(s.Flag))) + "# " + s.Why
			if utf8.RuneCountInString(line) > textWidth-2 {
				t.line(2, "# %s:", s.Why)
				line = s.Flag
			}
			t.verbatim(2, line)
		case s.Types != "":
			t.line(2, "# %s: a line for a file of --types:", s.Why)
			t.w.WriteString(s.Types + "\n") // its names are quoted
		default:
			t.line(2, "# %s.%s: an %s after the load, as %s", s.Table, s.Column, s.Type, s.Why)
		}
	}
}

func (t *text) sizes() {
	list := []*Table{}
	for i := range t.r.Tables {
		if t.r.Tables[i].Rows > 0 {
			list = append(list, &t.r.Tables[i])
		}
	}
	if len(list) == 0 {
		return
	}
	slices.SortStableFunc(list, func(a, b *Table) int { return int(b.CopyBytes>>1) - int(a.CopyBytes>>1) })
	t.head("Sizes: %s in %s, %s in the script. The largest tables:", diag.Count(t.r.Totals.Rows, "row"), diag.Count(int64(len(list)), "table"), Size(t.r.Totals.CopyBytes))
	for i, x := range list {
		if i == maxLines {
			break
		}
		name := diag.Escape(Name(x.Name))
		fmt.Fprintf(t.w, "  %10s  %12d rows  %s\n", Size(x.CopyBytes), x.Rows, name)
	}
}

// PostgreSQL takes a database with its indexes at between fastLoad and slowLoad bytes
// of the script in a second (docs/performance.md).
const fastLoad, slowLoad = 40e6, 8e6

func (t *text) time() {
	if t.r.Times == nil || t.r.Error != nil {
		return
	}
	n := float64(t.r.Totals.CopyBytes)
	t.head("Time: reading and translating took %s here. PostgreSQL takes about %s to %s, by its disk and the number of indexes.",
		Duration(t.r.Times.Seconds), Duration(max(1, n/fastLoad)), Duration(max(2, n/slowLoad)))
}

func (t *text) unknown() {
	var list []string
	if t.r.Error != nil && t.r.Error.ID != "strict" {
		return
	}
	if t.r.Source == nil {
		list = append(list, "rows without a parent, damage, texts with a NUL character and keys that only PostgreSQL finds equal: check the database file to know")
	} else {
		list = t.r.Source.Unknown
	}
	if len(list) == 0 {
		return
	}
	t.head("Not known:")
	for _, s := range list {
		t.line(2, "%s", s)
	}
}

// Size is a number of bytes for people.
func Size(n int64) string {
	switch {
	case n < 10_000:
		return diag.Count(n, "byte")
	case n < 1_000_000:
		return fmt.Sprintf("%d kB", n/1000)
	case n < 1_000_000_000:
		return fmt.Sprintf("%.1f MB", float64(n)/1e6)
	}
	return fmt.Sprintf("%.1f GB", float64(n)/1e9)
}

// Duration is a time for people.
func Duration(seconds float64) string {
	switch {
	case seconds < 10:
		return fmt.Sprintf("%.1f s", seconds)
	case seconds < 100:
		return fmt.Sprintf("%.0f s", seconds)
	case seconds < 7200:
		return fmt.Sprintf("%.0f minutes", seconds/60)
	}
	return fmt.Sprintf("%.1f hours", seconds/3600)
}

func verb(n int64, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

func or(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
