package diag

import (
	"fmt"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// Each wording takes as many values as it is given, of the types that its verbs
// are for, and is a sentence without its capital and full stop.
func TestTable(t *testing.T) {
	if !slices.IsSortedFunc(wordings, func(a, b *wording) int { return strings.Compare(a.ID, b.ID) }) {
		t.Error("the table is not sorted by id")
	}
	id, verb := regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`), regexp.MustCompile(`%[dqs]`)
	seen := map[string]bool{}
	for _, w := range wordings {
		all := w.Text + w.Hint
		if n := strings.Count(all, "%"); n != len(w.zero) || n != len(verb.FindAllString(all, -1)) {
			t.Errorf("%s: %q and %q do not take %d values by %%d, %%q or %%s", w.ID, w.Text, w.Hint, len(w.zero))
			continue
		}
		m := w.message(w.zero...)
		if strings.Contains(m.Text+m.Hint, "%!") {
			t.Errorf("%s: a value is of another type: %q, %q", w.ID, m.Text, m.Hint)
		}
		for _, v := range w.zero {
			if k := reflect.TypeOf(v).Kind(); k != reflect.String && k != reflect.Int && k != reflect.Int64 {
				t.Errorf("%s takes a %v: texts and numbers only", w.ID, k)
			}
		}
		one := make([]any, len(w.zero))
		for i, v := range w.zero {
			if one[i] = any("x"); reflect.TypeOf(v).Kind() != reflect.String {
				one[i] = reflect.ValueOf(1).Convert(reflect.TypeOf(v)).Interface()
			}
		}
		if m := w.message(one...); strings.ContainsAny(m.Text+m.Hint, "{}") || !strings.Contains(m.Text, "allows") && regexp.MustCompile(`\b1 (more )?(values|rows|blobs|texts|columns|places|seconds) `).MatchString(m.Text) {
			t.Errorf("%s: of one it says %q, %q", w.ID, m.Text, m.Hint)
		}
		if w.Text == "" || strings.HasSuffix(w.Text, ".") || strings.HasSuffix(w.Hint, ".") {
			t.Errorf("%s: %q, %q: no text, or a full stop", w.ID, w.Text, w.Hint)
		}
		if !id.MatchString(w.ID) {
			t.Errorf("%q is no id", w.ID)
		}
		if key := fmt.Sprintf("%s %v %s %s", w.ID, w.Severity, w.Text, w.Hint); seen[key] {
			t.Errorf("%s stands in the table twice", key)
		} else {
			seen[key] = true
		}
	}
}

// TestTableIsDocumented compares the ids of the table, and what they are, with
// docs/messages.md, where each has a heading, sorted by id.
func TestTableIsDocumented(t *testing.T) {
	page, err := os.ReadFile("../docs/messages.md")
	if err != nil {
		t.Fatal(err)
	}
	_, list, _ := strings.Cut(string(page), "\n## Messages by id\n")
	var listed, ids, made []string
	for _, part := range strings.Split(list, "\n### ")[1:] {
		id, text, _ := strings.Cut(part, "\n")
		ids = append(ids, id)
		kinds := regexp.MustCompile(`(?m)^\*([A-Z][a-z, ]+)\.\* .+\n\n\*\*What to do:\*\* .`).FindAllStringSubmatch(text, -1)
		if kinds == nil {
			t.Errorf("docs/messages.md: %s lacks its kind, what it means or what to do", id)
		}
		for _, k := range kinds {
			for _, kind := range strings.Split(strings.ToLower(k[1]), ", ") {
				listed = append(listed, id+", "+kind)
			}
		}
	}
	for _, w := range wordings {
		if line := w.ID + ", " + w.Severity.String(); !slices.Contains(made, line) {
			made = append(made, line)
		}
	}
	if !slices.IsSorted(ids) || len(slices.Compact(slices.Clone(ids))) != len(ids) {
		t.Error("docs/messages.md is not sorted by id, or has an id twice")
	}
	slices.Sort(listed)
	slices.Sort(made)
	if !slices.Equal(listed, made) {
		t.Errorf("docs/messages.md lists\n%s\nthe table has\n%s", strings.Join(listed, "\n"), strings.Join(made, "\n"))
	}
}

func TestWording(t *testing.T) {
	misfit := Misfit(`text "x"`, "date", "text").At(Pos{Offset: 90, Line: 7, Column: 4}).About(Table("t").InColumn("c").InRow(5))
	cases := []struct {
		m          *Message
		line, hint string
	}{
		{NoInput(), "standard input is a terminal, and no FILE is given [no-input]", "run: sqlite3 app.db .dump | sqlite2pg | psql -X app"},
		{Unterminated("blob").At(Start), "1:1: the input ends inside a blob that begins here [unterminated]", cutOff},
		{misfit, `7:4: table "t", column "c", row 5: text "x" does not fit type date [misfit]`,
			"fix the value in SQLite, or give the column a type that holds all its values: --column=TABLE.COLUMN=text"},
		{NotADump("a zip archive", "unpack it"), "the input is a zip archive [not-a-dump]", "unpack it"},
		{Renamed("a\x01", "100% taken").About(Named("view", "v")), `view "v": is called "a\x01" in PostgreSQL: 100% taken [renamed]`, ""},
	}
	for _, c := range cases {
		if c.m.Error() != c.line || c.m.Hint != c.hint {
			t.Errorf("got %s\n     %s\nwant %s\n     %s", c.m.Error(), c.m.Hint, c.line, c.hint)
		}
	}
	if misfit.ID != "misfit" || misfit.Severity != Error || misfit.Object.Table != "t" || misfit.Object.Column != "c" || misfit.Object.Row != 5 {
		t.Errorf("%+v: its fields do not say what it is about", misfit)
	}
	if s := [...]Severity{UTF16().Severity, StaysJSON("").Severity}; s != [...]Severity{Warning, Note} {
		t.Errorf("severities are %v", s)
	}
}

func TestObject(t *testing.T) {
	cases := []struct {
		o    Object
		want string
	}{
		{Object{}, ""},
		{Table("t"), `table "t"`},
		{Table(""), `table ""`}, // a name all the same
		{Table("").InColumn("").InRow(1), `table "", column "", row 1`},
		{Table("t").InRow(12), `table "t", row 12`},
		{Table("a\nb").InColumn("c"), `table "a\x0ab", column "c"`},
		{Table("t").Constraint("k"), `table "t", constraint "k"`},
		{Named("virtual table", "v"), `virtual table "v"`},
		{Named("view", "v").InColumn("c"), `view "v", column "c"`},
		{Named("--cast", "INTEGER=text"), `--cast "INTEGER=text"`},
	}
	for _, c := range cases {
		if got := c.o.String(); got != c.want {
			t.Errorf("%+v is %s, want %s", c.o, got, c.want)
		}
	}
}
