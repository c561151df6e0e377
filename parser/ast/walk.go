package ast

import "strings"

// Node is anything that holds expressions: an Expr, a *Select, a TableExpr or
// a Step.
type Node interface {
	// children calls f for each node directly below, in the order written.
	children(f func(Node))
}

// Inspect calls f for n and, while f returns true, for what is inside: the
// expressions, queries, tables and steps, in the order written. Returning false
// passes over a node's inside; queries have scopes of their own.
func Inspect(n Node, f func(Node) bool) {
	if f(n) {
		n.children(func(c Node) { Inspect(c, f) })
	}
}

// Walk calls f for x and every expression inside it, those in queries too. A
// nil x has none.
func Walk(x Expr, f func(Expr)) {
	if x == nil {
		return
	}
	Inspect(x, func(n Node) bool {
		if x, ok := n.(Expr); ok {
			f(x)
		}
		return true
	})
}

// Tables returns the tables and views that n reads or changes, each mention of
// them, in the order written. Names of common table expressions are none where
// these are visible.
func Tables(n Node) []*Table {
	var out []*Table
	var in func(n Node, hidden []CTE)
	in = func(n Node, hidden []CTE) {
		Inspect(n, func(c Node) bool {
			if t, ok := c.(*Table); ok {
				if t.Schema != "" || !defines(hidden, t.Name.Text) {
					out = append(out, t)
				}
				return true
			}
			w := withOf(c)
			if w == nil || c == n {
				return true
			}
			in(c, append(hidden[:len(hidden):len(hidden)], w.Tables...))
			return false
		})
	}
	var hidden []CTE
	if w := withOf(n); w != nil {
		hidden = w.Tables
	}
	in(n, hidden)
	return out
}

func defines(list []CTE, name string) bool {
	for _, c := range list {
		if strings.EqualFold(c.Name.Text, name) {
			return true
		}
	}
	return false
}

func withOf(n Node) *With {
	switch n := n.(type) {
	case *Select:
		return n.With
	case *InsertStep:
		return n.With
	case *UpdateStep:
		return n.With
	case *DeleteStep:
		return n.With
	}
	return nil
}

// each calls f for the expressions that are there.
func each(f func(Node), list ...Expr) {
	for _, x := range list {
		if x != nil {
			f(x)
		}
	}
}

func eachTerm(f func(Node), list []OrderTerm) {
	for _, t := range list {
		f(t.Expr)
	}
}

func eachResult(f func(Node), list []ResultColumn) {
	for _, c := range list {
		each(f, c.Expr)
	}
}

func eachSet(f func(Node), list []Assignment) {
	for _, a := range list {
		f(a.Expr)
	}
}

func (w *With) children(f func(Node)) {
	if w != nil {
		for _, t := range w.Tables {
			f(t.Select)
		}
	}
}

func (*Literal) children(func(Node))   {}
func (*ColumnRef) children(func(Node)) {}

func (x *Unary) children(f func(Node))       { f(x.X) }
func (x *Binary) children(f func(Node))      { each(f, x.L, x.R, x.Escape) }
func (x *IsNull) children(f func(Node))      { f(x.X) }
func (x *Between) children(f func(Node))     { each(f, x.X, x.Low, x.High) }
func (x *Cast) children(f func(Node))        { f(x.X) }
func (x *CollateExpr) children(f func(Node)) { f(x.X) }
func (x *Row) children(f func(Node))         { each(f, x.Items...) }
func (x *Subquery) children(f func(Node))    { f(x.Select) }
func (x *Raise) children(f func(Node))       { each(f, x.Message) }

func (x *In) children(f func(Node)) {
	f(x.X)
	each(f, x.List...)
	if x.Select != nil {
		f(x.Select)
	}
	if x.From != nil {
		f(x.From)
	}
}

func (x *Call) children(f func(Node)) {
	each(f, x.Args...)
	eachTerm(f, x.OrderBy)
	each(f, x.Filter)
	x.Over.children(f)
}

func (x *Case) children(f func(Node)) {
	each(f, x.X)
	for _, w := range x.Whens {
		each(f, w.Cond, w.Then)
	}
	each(f, x.Else)
}

func (w *Window) children(f func(Node)) {
	if w == nil {
		return
	}
	each(f, w.PartitionBy...)
	eachTerm(f, w.OrderBy)
	if w.Frame != nil {
		each(f, w.Frame.Start.X, w.Frame.End.X)
	}
}

func (s *Select) children(f func(Node)) {
	s.With.children(f)
	for _, c := range s.Cores {
		eachResult(f, c.Columns)
		if c.From != nil {
			f(c.From)
		}
		each(f, c.Where)
		each(f, c.GroupBy...)
		each(f, c.Having)
		for _, w := range c.Windows {
			w.children(f)
		}
		for _, row := range c.Values {
			each(f, row...)
		}
	}
	eachTerm(f, s.OrderBy)
	each(f, s.Limit, s.Offset)
}

func (*Table) children(func(Node))           {}
func (t *TableFunc) children(f func(Node))   { each(f, t.Args...) }
func (t *TableSelect) children(f func(Node)) { f(t.Select) }

func (j *Join) children(f func(Node)) {
	f(j.Left)
	f(j.Right)
	each(f, j.On)
}

func (s *InsertStep) children(f func(Node)) {
	s.With.children(f)
	f(&s.Table)
	if s.Select != nil {
		f(s.Select)
	}
	for _, u := range s.Upserts {
		for _, c := range u.Target {
			f(c.Expr)
		}
		each(f, u.TargetWhere)
		eachSet(f, u.Set)
		each(f, u.Where)
	}
	eachResult(f, s.Returning)
}

func (s *UpdateStep) children(f func(Node)) {
	s.With.children(f)
	f(&s.Table)
	eachSet(f, s.Set)
	if s.From != nil {
		f(s.From)
	}
	s.Rows.children(f)
}

func (s *DeleteStep) children(f func(Node)) {
	s.With.children(f)
	f(&s.Table)
	s.Rows.children(f)
}

func (r *Rows) children(f func(Node)) {
	each(f, r.Where)
	eachResult(f, r.Returning)
	eachTerm(f, r.OrderBy)
	each(f, r.Limit, r.Offset)
}
