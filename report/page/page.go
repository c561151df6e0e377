// Package page writes a report as one HTML file, for people: it needs no network, and
// nothing in it runs. The picture of the schema is Graphviz's.
package page

import (
	"context"
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"reflect"
	"strings"
	"sync"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/report"
)

//go:embed page.html
var text string

// page is read when it is first asked for: most runs write none.
var page = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("page").Funcs(template.FuncMap{
		"count": diag.Count, "size": report.Size, "duration": report.Duration, "show": diag.Escape, "name": func(s string) string { return diag.Escape(report.Name(s)) }, "source": source,
		"join":   func(list []string) string { return diag.Escape(strings.Join(list, "; ")) },
		"names":  func(list []string) string { return diag.Escape(strings.Join(list, ", ")) },
		"class":  func(o report.Outcome) string { return strings.ReplaceAll(string(o), " ", "-") },
		"len64":  func(list any) int64 { return int64(reflect.ValueOf(list).Len()) },
		"unless": report.Unless,
		"deref":  func(n *int64) int64 { return *n },
	}).Parse(text))
})

// source is SQL text of several lines: other control characters are shown as such.
func source(s string) string {
	lines := strings.Split(strings.ReplaceAll(s, "\t", "    "), "\n")
	for i := range lines {
		lines[i] = diag.Escape(strings.TrimSuffix(lines[i], "\r"))
	}
	return strings.Join(lines, "\n")
}

// view is what the template shows.
type view struct {
	*report.Report
	Verdict, Grade string // and whether that is good, warn or bad
	Moved          []report.ColumnOf
	Missing        []report.Object
	NullKeys       []report.ColumnOf
	Groups         []group
	Notes          []report.Message
	Picture        picture
}

// group is the warnings of one kind.
type group struct {
	ID    string
	Hints []string
	List  []line
}

type line struct{ About, Text string }

// Write writes the page. Drawing ends with ctx.
func Write(ctx context.Context, r *report.Report, w io.Writer) error {
	v := &view{Report: r, Moved: r.TypesMoved(), Missing: r.Missing(), NullKeys: r.NullKeys(), Picture: draw(ctx, r)}
	v.judge()
	for _, g := range r.Groups() {
		out := group{ID: g.ID, Hints: g.Hints}
		for _, m := range g.List {
			out.List = append(out.List, line{m.About.String(), m.Text})
		}
		v.Groups = append(v.Groups, out)
	}
	for _, m := range r.Messages {
		if m.Severity == "note" {
			v.Notes = append(v.Notes, m)
		}
	}
	return page().Execute(w, v)
}

// judge says in a sentence what there is to say first.
func (v *view) judge() {
	done := map[report.Result]string{report.Written: "The script is written.", report.Checked: "It can be loaded."}[v.Result]
	problems := v.Problems()
	switch {
	case v.Result == report.Failed:
		v.Grade, v.Verdict = "bad", "Failed: nothing of it will be committed."
	case len(problems) > 0:
		v.Grade, v.Verdict = "warn", fmt.Sprintf("%s %s.", done, strings.ToUpper(problems[0][:1])+strings.Join(problems, "; ")[1:])
	case v.Totals.Warnings > 0:
		v.Grade, v.Verdict = "warn", done+" "+diag.Count(int64(v.Totals.Warnings), "thing")+" to look at."
	default:
		v.Grade, v.Verdict = "good", done+" Nothing is lost or changed."
	}
}
