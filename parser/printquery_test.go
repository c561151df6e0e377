package parser_test

import (
	"fmt"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// This file writes queries and trigger steps in the short form: joins and
// queries in FROM stand in brackets, optional clauses are written if present.

func printColumns(list []ast.Name) string {
	return when(len(list) > 0, "("+printNames(list)+")")
}

// clause writes an optional expression with a word before it.
func clause(word string, x ast.Expr) string {
	if x == nil {
		return ""
	}
	return " " + word + " " + printExpr(x)
}

func printQuery(s *ast.Select) string {
	out := printWith(s.With)
	for _, c := range s.Cores {
		out += when(c.Op != "", " "+c.Op+" ") + printCore(c)
	}
	return out + printOrder(s.OrderBy) + clause("limit", s.Limit) + clause("offset", s.Offset)
}

func printWith(w *ast.With) string {
	if w == nil {
		return ""
	}
	var tables []string
	for _, t := range w.Tables {
		tables = append(tables, t.Name.Text+printColumns(t.Columns)+when(t.Materialized != "", " "+t.Materialized)+" {"+printQuery(t.Select)+"}")
	}
	return "with " + when(w.Recursive, "recursive ") + strings.Join(tables, ", ") + " "
}

func printCore(c *ast.Core) string {
	if c.Values != nil {
		out := "values"
		for _, row := range c.Values {
			out += " (" + printList(row) + ")"
		}
		return out
	}
	out := "select " + when(c.Distinct, "distinct ") + printResults(c.Columns)
	if c.From != nil {
		out += " from " + printTableExpr(c.From)
	}
	out += clause("where", c.Where)
	if c.GroupBy != nil {
		out += " group " + printList(c.GroupBy)
	}
	out += clause("having", c.Having)
	for _, w := range c.Windows {
		out += " window " + printWindow(w)
	}
	return out
}

func printResults(list []ast.ResultColumn) string {
	var out []string
	for _, c := range list {
		item := when(c.Table != "", c.Table+".") + "*"
		if !c.Star {
			item = printExpr(c.Expr) + when(c.Named, " as "+c.Alias)
		}
		out = append(out, item)
	}
	return strings.Join(out, ", ")
}

func printOrder(list []ast.OrderTerm) string {
	var out []string
	for _, o := range list {
		out = append(out, printExpr(o.Expr)+when(o.Desc, " desc")+when(o.Nulls != "", " nulls "+o.Nulls))
	}
	return when(out != nil, " order "+strings.Join(out, ", "))
}

func printTableExpr(x ast.TableExpr) string {
	dot := func(schema string, n ast.Name) string { return when(schema != "", schema+".") + n.Text }
	as := func(alias string) string { return when(alias != "", " as "+alias) }
	switch x := x.(type) {
	case *ast.Table:
		return dot(x.Schema, x.Name) + as(x.Alias)
	case *ast.TableFunc:
		return dot(x.Schema, x.Name) + "(" + printList(x.Args) + ")" + as(x.Alias)
	case *ast.TableSelect:
		return "{" + printQuery(x.Select) + "}" + as(x.Alias)
	case *ast.Join:
		kind := [...]string{",", "join", "cross", "left", "right", "full"}[x.Kind]
		return "[" + printTableExpr(x.Left) + " " + when(x.Natural, "natural ") + kind + " " + printTableExpr(x.Right) +
			clause("on", x.On) + when(x.Using != nil, " using "+printNames(x.Using)) + "]" + as(x.Alias)
	}
	return fmt.Sprintf("%T", x)
}

func printWindow(w *ast.Window) string {
	var parts []string
	add := func(s string) {
		if s != "" {
			parts = append(parts, strings.TrimSpace(s))
		}
	}
	add(when(w.Base != "", "base "+w.Base))
	add(when(w.PartitionBy != nil, "by "+printList(w.PartitionBy)))
	add(printOrder(w.OrderBy))
	if f := w.Frame; f != nil {
		bound := func(b ast.Bound) string {
			if b.X != nil {
				return printExpr(b.X) + " " + b.Kind
			}
			return b.Kind
		}
		add(f.Unit + " " + bound(f.Start) + " to " + bound(f.End) + when(f.Exclude != "", " but "+f.Exclude))
	}
	return w.Name + "<" + strings.Join(parts, " ") + ">"
}

func printTrigger(t *ast.CreateTrigger) string {
	out := when(t.Temp, "temp ") + "trigger " + t.Name.Text + when(t.IfNotExists, "?") + " " + t.Timing + " " + t.Event + printColumns(t.Of) +
		" on " + t.Table.Text + when(t.ForEachRow, " each row") + clause("when", t.When)
	for _, s := range t.Steps {
		out += " | " + printStep(s)
	}
	return out
}

func printStep(s ast.Step) string {
	switch s := s.(type) {
	case *ast.Select:
		return printQuery(s)
	case *ast.InsertStep:
		out := printWith(s.With) + "insert" + when(s.Or != "", " or "+s.Or) + " " + printTableExpr(&s.Table) + printColumns(s.Columns)
		if s.Select != nil {
			out += " " + printQuery(s.Select)
		} else {
			out += " default"
		}
		for _, u := range s.Upserts {
			out += " on conflict" + when(u.Target != nil, "("+printKeys(u.Target)+")") + clause("where", u.TargetWhere)
			if u.Set == nil {
				out += " nothing"
			} else {
				out += " update" + printSet(u.Set) + clause("where", u.Where)
			}
		}
		return out + printReturning(s.Returning)
	case *ast.UpdateStep:
		out := printWith(s.With) + "update" + when(s.Or != "", " or "+s.Or) + " " + printTableExpr(&s.Table) + printSet(s.Set)
		if s.From != nil {
			out += " from " + printTableExpr(s.From)
		}
		return out + clause("where", s.Where) + printReturning(s.Returning) + printOrder(s.OrderBy) + clause("limit", s.Limit) + clause("offset", s.Offset)
	case *ast.DeleteStep:
		return printWith(s.With) + "delete " + printTableExpr(&s.Table) + clause("where", s.Where) + printReturning(s.Returning) +
			printOrder(s.OrderBy) + clause("limit", s.Limit) + clause("offset", s.Offset)
	}
	return fmt.Sprintf("%T", s)
}

func printSet(list []ast.Assignment) string {
	var out []string
	for _, a := range list {
		out = append(out, printNames(a.Columns)+" = "+printExpr(a.Expr))
	}
	return " set " + strings.Join(out, ", ")
}

func printReturning(list []ast.ResultColumn) string {
	return when(list != nil, " returning "+printResults(list))
}
