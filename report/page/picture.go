package page

import (
	"context"
	"fmt"
	"html/template"
	"strings"
	"time"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/internal/graphviz"
	"github.com/sqlite2pg/sqlite2pg/report"
)

// A picture of everything is one of nothing, and takes Graphviz minutes: the bounds of
// what is drawn. Tables with the most foreign keys come first.
const (
	maxTables  = 120
	maxColumns = 12
	maxEdges   = 300
	drawTime   = time.Minute
)

// picture is the schema as an entity-relationship diagram.
type picture struct {
	SVG template.HTML
	// Drawn and Tables say how many of the tables are in it, Missing why there is none.
	Drawn, Tables int
	Missing       string
}

// draw draws the tables that arrive, with their foreign keys.
func draw(ctx context.Context, r *report.Report) picture {
	g := newGraph(r)
	p := picture{Drawn: len(g.tables), Tables: g.all}
	if len(g.tables) == 0 {
		p.Missing = "there is no table"
		return p
	}
	ctx, stop := context.WithTimeout(ctx, drawTime)
	defer stop()
	svg, err := graphviz.SVG(ctx, g.dot())
	if err != nil {
		p.Drawn, p.Missing = 0, err.Error()
		return p
	}
	p.SVG = template.HTML(svg) // all names in it went through escape
	return p
}

// graph is what is drawn.
type graph struct {
	tables []*report.Table
	number map[string]int // of a table in the picture, by name
	edges  []*report.Object
	joins  map[string]map[string]bool // columns with a foreign key, by table
	all    int
}

func newGraph(r *report.Report) *graph {
	g := &graph{number: map[string]int{}, joins: map[string]map[string]bool{}}
	degree := map[string]int{}
	var keys []*report.Object
	for i := range r.Objects {
		if o := &r.Objects[i]; o.Kind == "foreign key" && o.Outcome != report.LeftOut && o.References != nil {
			keys = append(keys, o)
			degree[o.Table]++
			degree[o.References.Table]++
		}
	}
	least := 0 // foreign keys that a table must have: fewer and fewer are drawn
	for ; ; least++ {
		n := 0
		for _, t := range r.Tables {
			if t.Outcome != report.LeftOut && degree[t.Name] >= least {
				n++
			}
		}
		if least == 0 {
			g.all = n
		}
		if n <= maxTables {
			break
		}
	}
	for i := range r.Tables {
		if t := &r.Tables[i]; t.Outcome != report.LeftOut && degree[t.Name] >= least {
			g.number[t.Name] = len(g.tables)
			g.tables = append(g.tables, t)
		}
	}
	if len(g.tables) == 0 { // all have as many
		for i := range r.Tables {
			if t := &r.Tables[i]; t.Outcome != report.LeftOut && len(g.tables) < maxTables {
				g.number[t.Name] = len(g.tables)
				g.tables = append(g.tables, t)
			}
		}
	}
	for _, o := range keys {
		_, child := g.number[o.Table]
		_, parent := g.number[o.References.Table]
		if !child || !parent || len(g.edges) == maxEdges {
			continue
		}
		g.edges = append(g.edges, o)
		if g.joins[o.Table] == nil {
			g.joins[o.Table] = map[string]bool{}
		}
		for _, c := range o.Columns {
			g.joins[o.Table][c] = true
		}
	}
	return g
}

// dot is the graph in the DOT language. https://graphviz.org/doc/info/lang.html
func (g *graph) dot() string {
	var b strings.Builder
	b.WriteString("digraph schema {\ngraph [rankdir=LR, ranksep=0.7, nodesep=0.25, bgcolor=transparent, fontname=Helvetica]\nnode [shape=plain, fontname=Helvetica, fontsize=10]\nedge [color=\"#5b6b7b\", arrowsize=0.6]\n")
	joined := map[string]bool{}
	for _, o := range g.edges {
		joined[o.Table], joined[o.References.Table] = true, true
	}
	for i, t := range g.tables {
		fmt.Fprintf(&b, "t%d [label=%s]\n", i, g.label(t))
	}
	for _, o := range g.edges {
		fmt.Fprintf(&b, "t%d -> t%d\n", g.number[o.Table], g.number[o.References.Table])
	}
	g.rows(&b, joined)
	b.WriteString("}\n")
	return b.String()
}

// rows puts tables that nothing joins into rows: side by side they would be as wide as
// they are many.
func (g *graph) rows(b *strings.Builder, joined map[string]bool) {
	const wide = 6
	before, n := -1, 0
	for i, t := range g.tables {
		if joined[t.Name] {
			continue
		}
		if n%wide > 0 {
			fmt.Fprintf(b, "t%d -> t%d [style=invis]\n", before, i)
		}
		before, n = i, n+1
	}
}

// label is a table as a label of Graphviz: its name, its keys, then other columns.
func (g *graph) label(t *report.Table) string {
	var b strings.Builder
	b.WriteString(`<<TABLE BORDER="1" COLOR="#8a9aaa" CELLBORDER="0" CELLSPACING="0" CELLPADDING="3" BGCOLOR="#ffffff">`)
	fmt.Fprintf(&b, `<TR><TD COLSPAN="2" ALIGN="LEFT" BGCOLOR="#dfe8f1"><B>%s</B></TD></TR>`, escape(t.Name))
	inKey := map[string]bool{}
	for _, name := range t.Key {
		inKey[name] = true
	}
	shown, hidden := 0, 0
	for _, keys := range []bool{true, false} {
		for i := range t.Columns {
			c := &t.Columns[i]
			if c.Outcome == report.LeftOut || keys != (inKey[c.Name] || g.joins[t.Name][c.Name]) {
				continue
			}
			if shown == maxColumns {
				hidden++
				continue
			}
			shown++
			name := escape(c.Name)
			if inKey[c.Name] {
				name = "<U>" + name + "</U>"
			}
			fmt.Fprintf(&b, `<TR><TD ALIGN="LEFT">%s</TD><TD ALIGN="LEFT"><FONT COLOR="#5b6b7b">%s</FONT></TD></TR>`, name, escape(c.Type))
		}
	}
	if hidden > 0 {
		fmt.Fprintf(&b, `<TR><TD COLSPAN="2" ALIGN="LEFT"><FONT COLOR="#5b6b7b">and %s more</FONT></TD></TR>`, diag.Count(int64(hidden), "column"))
	}
	b.WriteString("</TABLE>>")
	return b.String()
}

// maxName is how many characters of a name are drawn.
const maxName = 40

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&#39;")

// escape makes a name fit for a label of Graphviz, which is XML: nothing but text comes
// of it. An empty label is an error there.
func escape(name string) string {
	name = diag.Escape(name)
	if r := []rune(name); len(r) > maxName {
		name = string(r[:maxName-1]) + "…"
	}
	if strings.TrimSpace(name) == "" {
		name = `""`
	}
	return escaper.Replace(name)
}
