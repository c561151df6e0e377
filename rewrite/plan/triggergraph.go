package plan

import (
	"slices"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
)

// triggerGraph knows what fires what: triggers change tables, changes fire
// triggers and the actions of foreign keys.
type triggerGraph struct {
	schema   *catalog.Schema
	all      []*trigger
	triggers map[string][]*trigger  // by folded table
	children map[string][]reference // foreign keys by folded parent
}

// change is a change of rows of a table.
type change struct {
	table, event string
	columns      []string // folded, of an UPDATE; nil: any
}

// reference is a foreign key of a table.
type reference struct {
	child              string // folded
	columns            []string
	onDelete, onUpdate string
}

func newTriggerGraph(s *catalog.Schema) *triggerGraph {
	g := &triggerGraph{schema: s, triggers: map[string][]*trigger{}, children: map[string][]reference{}}
	for _, src := range s.Triggers {
		t, name := &trigger{src: src}, lexer.Fold(src.Table.Text)
		g.all = append(g.all, t)
		g.triggers[name] = append(g.triggers[name], t)
	}
	for _, t := range s.Tables() {
		child := lexer.Fold(t.Source.Name.Text)
		add := func(r *ast.Reference, columns []string) {
			parent := lexer.Fold(r.Table.Text)
			g.children[parent] = append(g.children[parent], reference{child, columns, r.OnDelete, r.OnUpdate})
		}
		for _, def := range t.Source.Columns {
			for _, con := range def.Constraints {
				if con.Kind == ast.ForeignKey {
					add(con.References, []string{lexer.Fold(def.Name.Text)})
				}
			}
		}
		for _, con := range t.Source.Constraints {
			if con.Kind == ast.ForeignKey {
				var columns []string
				for _, ic := range con.Columns {
					if ref, ok := ic.Expr.(*ast.ColumnRef); ok {
						columns = append(columns, lexer.Fold(ref.Name))
					}
				}
				add(con.References, columns)
			}
		}
	}
	return g
}

// Fires implements query.Facts.
func (g *triggerGraph) Fires(table, event string) bool {
	return slices.ContainsFunc(g.triggers[lexer.Fold(table)], func(t *trigger) bool { return t.src.Event == event })
}

// others reports whether a trigger's table has another one for an event.
func (g *triggerGraph) others(than *trigger, event string) bool {
	return slices.ContainsFunc(g.triggers[lexer.Fold(than.src.Table.Text)], func(t *trigger) bool { return t != than && t.src.Event == event })
}

// Cascades implements query.Facts.
func (g *triggerGraph) Cascades(table string) bool {
	return slices.ContainsFunc(g.children[lexer.Fold(table)], func(r reference) bool { return acts(r.onDelete) })
}

// acts reports whether an action of a foreign key changes rows.
func acts(action string) bool { return action != "" && action != "RESTRICT" && action != "NO ACTION" }

// Checked implements query.Facts.
func (g *triggerGraph) Checked(table string) bool {
	t := g.schema.Table(table)
	if t == nil {
		return false
	}
	isCheck := func(c ast.Constraint) bool { return c.Kind == ast.Check }
	return slices.ContainsFunc(t.Source.Constraints, isCheck) || slices.ContainsFunc(t.Source.Columns, func(d ast.ColumnDef) bool {
		return slices.ContainsFunc(d.Constraints, isCheck)
	})
}

// changes are those that the steps of a trigger make.
func (g *triggerGraph) changes(src *ast.CreateTrigger) []change {
	var out []change
	for _, s := range src.Steps {
		switch s := s.(type) {
		case *ast.InsertStep:
			table := lexer.Fold(s.Table.Name.Text)
			out = append(out, change{table: table, event: "INSERT"})
			for _, u := range s.Upserts {
				if u.Set != nil {
					out = append(out, change{table, "UPDATE", assigned(u.Set)})
				}
			}
			if s.Or == "REPLACE" { // fires no DELETE trigger, but foreign keys act
				out = append(out, g.actions(table, "DELETE")...)
			}
		case *ast.UpdateStep:
			out = append(out, change{lexer.Fold(s.Table.Name.Text), "UPDATE", assigned(s.Set)})
		case *ast.DeleteStep:
			out = append(out, change{table: lexer.Fold(s.Table.Name.Text), event: "DELETE"})
		}
	}
	return out
}

func assigned(set []ast.Assignment) []string {
	var out []string
	for _, a := range set {
		for _, n := range a.Columns {
			out = append(out, lexer.Fold(n.Text))
		}
	}
	return out
}

// actions are the changes that foreign keys make after one of their parent.
func (g *triggerGraph) actions(table, event string) []change {
	var out []change
	for _, r := range g.children[table] {
		switch {
		case event == "DELETE" && r.onDelete == "CASCADE":
			out = append(out, change{table: r.child, event: "DELETE"})
		case event == "DELETE" && acts(r.onDelete), event == "UPDATE" && acts(r.onUpdate):
			out = append(out, change{r.child, "UPDATE", r.columns})
		}
	}
	return out
}

// fired are the triggers that a change fires.
func (g *triggerGraph) fired(c change) []*trigger {
	var out []*trigger
	for _, t := range g.triggers[c.table] {
		if t.src.Event != c.event {
			continue
		}
		of := func(n ast.Name) bool { return slices.Contains(c.columns, lexer.Fold(n.Text)) }
		if len(t.src.Of) == 0 || c.columns == nil || slices.ContainsFunc(t.src.Of, of) {
			out = append(out, t)
		}
	}
	return out
}

func (c change) key() string {
	return c.table + "\x00" + c.event + "\x00" + strings.Join(c.columns, "\x00")
}

// next are the changes that follow from one: by the triggers that it fires, and
// by foreign keys.
func (g *triggerGraph) next(c change) []change {
	out := g.actions(c.table, c.event)
	for _, t := range g.fired(c) {
		out = append(out, g.changes(t.src)...)
	}
	return out
}

// firedAfter are the triggers that a change fires, by itself or by actions of
// foreign keys.
func (g *triggerGraph) firedAfter(c change) []*trigger {
	var out []*trigger
	seen := map[string]bool{}
	for todo := []change{c}; len(todo) > 0; {
		c := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if !seen[c.key()] {
			seen[c.key()] = true
			out = append(out, g.fired(c)...)
			todo = append(todo, g.actions(c.table, c.event)...)
		}
	}
	return out
}

// footprint are the tables that changes, and all that follows from them, read
// and write.
func (g *triggerGraph) footprint(start ...change) (reads, writes []string) {
	seen := map[string]bool{}
	for todo := start; len(todo) > 0; {
		c := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if seen[c.key()] {
			continue
		}
		seen[c.key()] = true
		writes = append(writes, c.table)
		for _, t := range g.fired(c) {
			reads = append(reads, tablesOf(t.src)...)
		}
		todo = append(todo, g.next(c)...)
	}
	return reads, writes
}

// around reports whether triggers that t fires change the table of t.
func (g *triggerGraph) around(t *trigger) bool {
	var start []change
	for _, c := range g.changes(t.src) {
		start = append(start, g.next(c)...)
	}
	_, writes := g.footprint(start...)
	return slices.Contains(writes, lexer.Fold(t.src.Table.Text))
}

// findRecursion marks the triggers that may fire themselves: those in a cycle
// of the graph, by Tarjan's algorithm.
func (g *triggerGraph) findRecursion() {
	type state struct{ index, low int }
	states := map[*trigger]*state{}
	inStack := map[*trigger]bool{}
	var stack []*trigger
	edges := map[*trigger][]*trigger{}
	var visit func(t *trigger)
	visit = func(t *trigger) {
		st := &state{len(states), len(states)}
		states[t] = st
		stack, inStack[t] = append(stack, t), true
		for _, c := range g.changes(t.src) {
			edges[t] = append(edges[t], g.firedAfter(c)...)
		}
		for _, to := range edges[t] {
			if to == t {
				t.recursive = true
			}
			if states[to] == nil {
				visit(to)
				st.low = min(st.low, states[to].low)
			} else if inStack[to] {
				st.low = min(st.low, states[to].index)
			}
		}
		if st.low != st.index {
			return
		}
		at := slices.Index(stack, t)
		for _, member := range stack[at:] {
			member.recursive = member.recursive || len(stack)-at > 1
			delete(inStack, member)
		}
		stack = stack[:at]
	}
	for _, t := range g.all {
		if states[t] == nil {
			visit(t)
		}
	}
}
