package query

import (
	"strings"

	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// same reports whether two expressions are the same as SQLite sees it when it
// looks for a term of ORDER BY or GROUP BY among the result columns: names are
// the same when they find the same column. Expressions with queries inside are
// never the same.
func (s *Scope) same(a, b ast.Expr) bool {
	switch a := a.(type) {
	case nil:
		return b == nil
	case *ast.Literal:
		b, ok := b.(*ast.Literal)
		return ok && a.Kind == b.Kind && a.Text == b.Text
	case *ast.ColumnRef:
		b, ok := b.(*ast.ColumnRef)
		return ok && s.sameColumn(a, b)
	case *ast.Unary:
		b, ok := b.(*ast.Unary)
		return ok && a.Op == b.Op && s.same(a.X, b.X)
	case *ast.Binary:
		b, ok := b.(*ast.Binary)
		return ok && a.Op == b.Op && s.same(a.L, b.L) && s.same(a.R, b.R) && s.same(a.Escape, b.Escape)
	case *ast.IsNull:
		b, ok := b.(*ast.IsNull)
		return ok && a.Not == b.Not && s.same(a.X, b.X)
	case *ast.Between:
		b, ok := b.(*ast.Between)
		return ok && a.Not == b.Not && s.same(a.X, b.X) && s.same(a.Low, b.Low) && s.same(a.High, b.High)
	case *ast.In:
		b, ok := b.(*ast.In)
		return ok && a.Not == b.Not && a.Select == nil && b.Select == nil && a.From == nil && b.From == nil &&
			s.same(a.X, b.X) && s.sameList(a.List, b.List)
	case *ast.Call:
		b, ok := b.(*ast.Call)
		return ok && strings.EqualFold(a.Name, b.Name) && a.Distinct == b.Distinct && a.Star == b.Star && a.Over == nil && b.Over == nil &&
			a.OrderBy == nil && b.OrderBy == nil && s.sameList(a.Args, b.Args) && s.same(a.Filter, b.Filter)
	case *ast.Case:
		b, ok := b.(*ast.Case)
		if !ok || len(a.Whens) != len(b.Whens) || !s.same(a.X, b.X) || !s.same(a.Else, b.Else) {
			return false
		}
		for i := range a.Whens {
			if !s.same(a.Whens[i].Cond, b.Whens[i].Cond) || !s.same(a.Whens[i].Then, b.Whens[i].Then) {
				return false
			}
		}
		return true
	case *ast.Cast:
		b, ok := b.(*ast.Cast)
		return ok && strings.EqualFold(a.Type, b.Type) && s.same(a.X, b.X)
	case *ast.CollateExpr:
		b, ok := b.(*ast.CollateExpr)
		return ok && strings.EqualFold(a.Collation, b.Collation) && s.same(a.X, b.X)
	}
	return false
}

func (s *Scope) sameList(a, b []ast.Expr) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if !s.same(a[i], b[i]) {
			return false
		}
	}
	return true
}

func (s *Scope) sameColumn(a, b *ast.ColumnRef) bool {
	f, err := s.find(a)
	if err != nil {
		return false
	}
	g, err := s.find(b)
	if err != nil || len(f) != len(g) {
		return false
	}
	if len(f) == 0 {
		return fold(a.Name) == fold(b.Name) && fold(a.Table) == fold(b.Table)
	}
	for i := range f {
		if f[i] != g[i] {
			return false
		}
	}
	return true
}
