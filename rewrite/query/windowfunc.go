package query

import (
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// windowFunctions holds the functions that are window functions only, with the
// type of their result; "" is that of the first argument.
// https://sqlite.org/windowfunctions.html#builtin_window_functions
var windowFunctions = map[string]struct {
	min, max int
	returns  Type
}{
	"row_number":   {0, 0, TypeInteger},
	"rank":         {0, 0, TypeInteger},
	"dense_rank":   {0, 0, TypeInteger},
	"percent_rank": {0, 0, TypeReal},
	"cume_dist":    {0, 0, TypeReal},
	"ntile":        {1, 1, TypeInt4},
	"lag":          {1, 3, Type{}},
	"lead":         {1, 3, Type{}},
	"first_value":  {1, 1, Type{}},
	"last_value":   {1, 1, Type{}},
	"nth_value":    {2, 2, Type{}},
}

func (t *Translator) windowFunction(name string, x *ast.Call, s *Scope) (Value, error) {
	f, ok := windowFunctions[name]
	if !ok || len(x.Args) < f.min || len(x.Args) > f.max {
		return Value{}, cannot("window function %s()", name)
	}
	out := &pg.Aggregate{Func: name}
	a, err := t.values(x.Args, s)
	if err != nil {
		return Value{}, err
	}
	if x.Filter != nil {
		return Value{}, cannot("FILTER of %s()", name)
	}
	if err := t.over(out, x, s); err != nil {
		return Value{}, err
	}
	if countsRows(name, out) {
		rows := pg.Aggregate{}
		t.orderByKey(&rows, &ast.Call{}, s)
		out.Over.OrderBy = rows.OrderBy
	}
	count := func(v Value) error { // how many rows, or of how many
		n, err := t.whole(v)
		if i, ok := n.integer(); ok && (i < 0 || i > 1<<31-1 || i == 0 && name != "lag" && name != "lead") {
			return cannot("%s() with %d", name, i)
		}
		out.Args = append(out.Args, n.X)
		if n.Type.SQL != TypeInt4.SQL {
			out.Args[len(out.Args)-1] = &pg.Cast{X: n.X, Type: "integer"}
		}
		return err
	}
	if name == "ntile" {
		err := count(a[0])
		return Value{X: out, Type: f.returns, Digits: 10}, err
	}
	if len(a) == 0 {
		return Value{X: out, Type: f.returns, Digits: 12, NotNull: true}, nil
	}
	build := func(list []pg.Expr) pg.Expr {
		o := *out
		o.Args = []pg.Expr{list[0]}
		if len(a) > 1 {
			o.Args = append(o.Args, out.Args...)
		}
		if len(list) > 1 {
			o.Args = append(o.Args, list[1])
		}
		return &o
	}
	if len(a) > 1 {
		if err := count(a[1]); err != nil {
			return Value{}, err
		}
	}
	parts := []Value{a[0]}
	if len(a) > 2 {
		parts = append(parts, a[2])
	}
	for i := range parts {
		parts[i] = parts[i].Settled()
		if parts[i].Type.Kind == Null && len(parts) == 2 {
			parts[i].X = null.X
		}
	}
	if len(parts) == 2 { // PostgreSQL 13 wants exactly the same type
		v, err := t.oneOf(parts, build)
		if err != nil {
			return v, err
		}
		types := []string{v.Type.SQL, TypeNumeric.SQL} // of the value, and of its exact form
		if v.Type.narrow() {
			types[0] = TypeInteger.SQL
		}
		plain := build
		build = func(list []pg.Expr) pg.Expr {
			for i, x := range list {
				if c, ok := x.(*pg.Cast); !ok || c.Type != types[0] {
					list[i] = &pg.Cast{X: x, Type: types[0]}
				}
			}
			types = types[1:]
			return plain(list)
		}
	}
	v, err := t.oneOf(parts, build)
	v.NotNull, v.Affinity = false, ast.NoAffinity
	return v, err
}

// countsRows reports whether a function depends on the order of rows that its
// window does not give: SQLite's is that of the key.
func countsRows(name string, out *pg.Aggregate) bool {
	switch name {
	case "row_number", "ntile", "lag", "lead":
		return out.Over != nil && out.Over.Base == "" && out.Over.OrderBy == nil && out.Over.Frame == nil
	}
	return false
}

// window translates the definition of a window.
func (t *Translator) window(w *ast.Window, s *Scope) (*pg.WindowDef, error) {
	def := &pg.WindowDef{Base: fold(w.Base)}
	for _, x := range w.PartitionBy {
		_, key, err := t.groupBy(x, s)
		if err != nil {
			return nil, err
		}
		def.PartitionBy = append(def.PartitionBy, key)
	}
	var err error
	if def.OrderBy, err = t.Orders(w.OrderBy, s); err != nil {
		return nil, err
	}
	if w.Frame == nil {
		return def, nil
	}
	f := &pg.Frame{Unit: w.Frame.Unit, Exclude: w.Frame.Exclude}
	if f.Start, err = t.bound(w, w.Frame.Start, s); err != nil {
		return nil, err
	}
	if f.End, err = t.bound(w, w.Frame.End, s); err != nil {
		return nil, err
	}
	def.Frame = f
	return def, nil
}

func (t *Translator) bound(w *ast.Window, b ast.Bound, s *Scope) (pg.Bound, error) {
	out := pg.Bound{Kind: b.Kind}
	if b.X == nil {
		return out, nil
	}
	v, err := t.Value(b.X, s)
	if err != nil {
		return out, err
	}
	if v.Literal == nil || !v.Type.Kind.Number() {
		return out, cannot("a frame whose bound is no constant number")
	}
	if w.Frame.Unit == "RANGE" {
		if len(w.OrderBy) != 1 {
			return out, cannot("RANGE with a distance and no single ORDER BY")
		}
		key, err := t.Value(w.OrderBy[0].Expr, s)
		if err != nil {
			return out, err
		}
		if !key.Type.Kind.Number() || key.Type.Kind == Bool || key.Type.Read != nil {
			return out, cannot("RANGE with a distance over what is no number")
		}
		out.X = v.Settled().X
		if key.Type.SQL != TypeInteger.SQL && v.Type.Kind == Integer {
			out.X = &pg.Cast{X: v.X, Type: key.Type.SQL}
		}
		if v.Type.Kind == Real && key.Type.Kind == Integer {
			return out, cannot("RANGE with a fraction over integers")
		}
		return out, nil
	}
	n, err := t.whole(v)
	out.X = n.X
	return out, err
}
