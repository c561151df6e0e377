package query

import (
	"slices"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// raises reports whether RAISE stands in a query.
func raises(n ast.Node) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		if _, ok := n.(*ast.Raise); ok {
			found = true
		}
		return !found
	})
	return found
}

// path is a way to a RAISE: it is reached where all conditions are true.
type path struct {
	conds []ast.Expr
	raise *ast.Raise
}

// raise translates a SELECT with RAISE: IF ... THEN RAISE.
// https://sqlite.org/lang_createtrigger.html#the_raise_function
func (b *body) raise(s *ast.Select) ([]pg.PL, error) {
	if len(s.Cores) != 1 || s.With != nil || s.Offset != nil {
		return nil, cannot("RAISE in a compound query")
	}
	core := s.Cores[0]
	columns := core.Columns
	for _, row := range core.Values {
		for _, x := range row {
			columns = append(columns, ast.ResultColumn{Expr: x})
		}
	}
	if core.Where != nil && raises(core.Where) || core.Having != nil || core.GroupBy != nil || core.From != nil && raises(core.From) {
		return nil, cannot("RAISE in a clause of a query")
	}
	var out []pg.PL
	for _, c := range columns {
		if c.Expr == nil || !raises(c.Expr) {
			continue
		}
		var list []pg.PL
		var err error
		if core.From == nil {
			list, err = b.branches(c.Expr)
		} else {
			list, err = b.raiseFrom(core, c.Expr)
		}
		if err != nil {
			return nil, err
		}
		out = append(out, list...)
	}
	if core.Where == nil || core.From != nil {
		return out, nil
	}
	where, err := b.Condition(core.Where, b.scope)
	return []pg.PL{&pg.If{Branches: []pg.Branch{{Cond: where, Then: out}}}}, err
}

// branches translates an expression with RAISE in it, outside of FROM.
func (b *body) branches(x ast.Expr) ([]pg.PL, error) {
	switch x := asCase(x).(type) {
	case *ast.Raise:
		return b.raiseNow(x)
	case *ast.Case:
		out := &pg.If{}
		for _, w := range x.Whens {
			cond, err := b.Condition(whenOf(x, w), b.scope)
			if err != nil {
				return nil, err
			}
			then, err := b.branches(w.Then)
			if err != nil {
				return nil, err
			}
			out.Branches = append(out.Branches, pg.Branch{Cond: cond, Then: then})
		}
		if x.Else != nil {
			var err error
			if out.Else, err = b.branches(x.Else); err != nil {
				return nil, err
			}
		}
		for n := len(out.Branches); out.Else == nil && n > 0 && out.Branches[n-1].Then == nil; n-- {
			out.Branches = out.Branches[:n-1] // nothing is done there
		}
		if len(out.Branches) == 0 {
			return nil, nil
		}
		return []pg.PL{out}, nil
	}
	if raises(x) {
		return nil, at(x, cannot("RAISE inside an expression"))
	}
	return nil, nil
}

// asCase is a call that evaluates its arguments only as needed, as a CASE.
func asCase(x ast.Expr) ast.Expr {
	call, ok := x.(*ast.Call)
	if !ok {
		return x
	}
	switch name := fold(call.Name); {
	case (name == "iif" || name == "if") && len(call.Args) >= 2:
		c := &ast.Case{Whens: []ast.When{{Cond: call.Args[0], Then: call.Args[1]}}}
		if len(call.Args) == 3 {
			c.Else = call.Args[2]
		}
		return c
	case (name == "coalesce" || name == "ifnull") && len(call.Args) >= 2:
		c := &ast.Case{Else: call.Args[len(call.Args)-1]}
		for _, a := range call.Args[:len(call.Args)-1] {
			if raises(a) {
				return x
			}
			c.Whens = append(c.Whens, ast.When{Cond: &ast.IsNull{X: a, Not: true}, Then: &ast.Literal{Kind: ast.NullLit}})
		}
		return c
	}
	return x
}

// whenOf is the condition of a branch of CASE.
func whenOf(c *ast.Case, w ast.When) ast.Expr {
	if c.X == nil {
		return w.Cond
	}
	return &ast.Binary{Op: "=", L: c.X, R: w.Cond}
}

// raiseNow is what RAISE does.
func (b *body) raiseNow(r *ast.Raise) ([]pg.PL, error) {
	if r.Kind == "IGNORE" {
		if b.in.Source.Timing == "AFTER" && b.in.Later {
			return nil, cannot("RAISE(IGNORE), which also keeps other triggers from firing")
		}
		b.skips = true
		return []pg.PL{&pg.Return{Value: "NULL"}}, nil
	}
	if r.Kind != "ABORT" {
		b.noteUndone("RAISE(" + r.Kind + ")")
	}
	switch m := r.Message.(type) {
	case *ast.Literal:
		if m.Kind == ast.StringLit || m.Kind == ast.IntegerLit {
			return []pg.PL{&pg.Raise{Message: m.Text}}, nil
		}
	case *ast.ColumnRef:
		if m.Table == "" {
			return []pg.PL{&pg.Raise{Message: m.Name}}, nil
		}
	}
	return nil, cannot("RAISE with a message that is an expression")
}

// raiseFrom translates an expression with RAISE over the rows of FROM. The
// first row that reaches a RAISE decides: there may be one kind of it only.
func (b *body) raiseFrom(core *ast.Core, x ast.Expr) ([]pg.PL, error) {
	paths, err := pathsTo(x, nil)
	if err != nil {
		return nil, err
	}
	then, err := b.raiseNow(paths[0].raise)
	if err != nil {
		return nil, err
	}
	var cond ast.Expr
	for _, p := range paths {
		other, err := b.raiseNow(p.raise)
		if err != nil {
			return nil, err
		}
		if !slices.EqualFunc(then, other, samePL) {
			return nil, cannot("several RAISE over the rows of a query")
		}
		var all ast.Expr = &ast.Literal{Kind: ast.TrueLit}
		for i, c := range p.conds {
			if i == 0 {
				all = c
			} else {
				all = &ast.Binary{Op: "AND", L: all, R: c}
			}
		}
		if cond == nil {
			cond = all
		} else {
			cond = &ast.Binary{Op: "OR", L: cond, R: all}
		}
	}
	one := &ast.Literal{Kind: ast.IntegerLit, Text: "1"}
	rows := *core
	rows.Columns, rows.Distinct = []ast.ResultColumn{{Expr: one, Text: "1"}}, false
	unconditional := len(paths) == 1 && len(paths[0].conds) == 0
	switch {
	case unconditional:
	case aggregated(x):
		inner := *core
		inner.Columns = []ast.ResultColumn{{Expr: cond, Alias: "reached"}}
		rows = ast.Core{Columns: rows.Columns, Where: &ast.ColumnRef{Name: "reached"},
			From: &ast.TableSelect{Select: &ast.Select{Cores: []*ast.Core{&inner}}, Alias: "q"}}
	case rows.Where == nil:
		rows.Where = cond
	default:
		rows.Where = &ast.Binary{Op: "AND", L: rows.Where, R: cond}
	}
	exists, err := b.Condition(&ast.Subquery{Exists: true, Select: &ast.Select{Cores: []*ast.Core{&rows}}}, b.scope)
	return []pg.PL{&pg.If{Branches: []pg.Branch{{Cond: exists, Then: then}}}}, err
}

func samePL(a, b pg.PL) bool {
	switch a := a.(type) {
	case *pg.Raise:
		r, ok := b.(*pg.Raise)
		return ok && *a == *r
	case *pg.Return:
		r, ok := b.(*pg.Return)
		return ok && *a == *r
	}
	return false
}

// pathsTo finds the ways to each RAISE in an expression.
func pathsTo(x ast.Expr, conds []ast.Expr) ([]path, error) {
	if !raises(x) {
		return nil, nil
	}
	switch x := asCase(x).(type) {
	case *ast.Raise:
		return []path{{conds, x}}, nil
	case *ast.Case:
		var out []path
		before := conds[:len(conds):len(conds)]
		add := func(x ast.Expr, conds []ast.Expr) error {
			list, err := pathsTo(x, conds)
			out = append(out, list...)
			return err
		}
		for _, w := range x.Whens {
			cond := whenOf(x, w)
			if err := add(w.Then, append(before[:len(before):len(before)], cond)); err != nil {
				return nil, err
			}
			before = append(before, &ast.Binary{Op: "IS NOT", L: cond, R: &ast.Literal{Kind: ast.TrueLit}})
		}
		if x.Else != nil {
			if err := add(x.Else, before); err != nil {
				return nil, err
			}
		}
		return out, nil
	}
	return nil, at(x, cannot("RAISE inside an expression"))
}
