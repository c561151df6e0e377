package query

import (
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// An aggregateForm makes a call of PostgreSQL's out of translated arguments. The
// call it fills in has the clauses DISTINCT, FILTER and OVER already.
type aggregateForm func(t *Translator, a []Value, out *pg.Aggregate, x *ast.Call, s *Scope) (Value, error)

// aggregateFunctions holds SQLite's aggregate functions.
// https://sqlite.org/lang_aggfunc.html
var aggregateFunctions = map[string]aggregateFunction{}

type aggregateFunction struct {
	name     string
	min, max int // number of arguments
	form     aggregateForm
}

func init() {
	for _, f := range []aggregateFunction{
		{"count", 0, 1, (*Translator).count}, // of rows, or of values that are not NULL
		{"sum", 1, 1, (*Translator).sum},     // an integer of integers, a real otherwise; NULL of nothing
		{"total", 1, 1, (*Translator).total}, // always a real; 0.0 of nothing
		{"avg", 1, 1, (*Translator).avg},     // always a real; NULL of nothing
		{"min", 1, 1, extremeOf("min", "bool_and")},
		{"max", 1, 1, extremeOf("max", "bool_or")},
		{"group_concat", 1, 2, (*Translator).groupConcat}, // in the order of the key
		{"string_agg", 2, 2, (*Translator).groupConcat},   // of SQLite 3.44
		{"json_group_array", 1, 1, (*Translator).jsonGroupArray},
		{"json_group_object", 2, 2, (*Translator).jsonGroupObject},
	} {
		aggregateFunctions[f.name] = f
	}
}

// aggregate translates a call of an aggregate function, which may be a window
// function too.
func (t *Translator) aggregate(name string, x *ast.Call, s *Scope) (Value, error) {
	f, ok := aggregateFunctions[name]
	if !ok || len(x.Args) < f.min || len(x.Args) > f.max {
		return Value{}, cannot("aggregate function %s() with %d {argument|arguments}", name, len(x.Args))
	}
	if t.Immutable {
		return Value{}, cannot("aggregate function %s()", name)
	}
	rows := s
	if x.Over == nil {
		rows = s.rows()
	}
	args, err := t.values(x.Args, rows)
	if err != nil {
		return Value{}, err
	}
	out := &pg.Aggregate{Distinct: x.Distinct}
	if x.Distinct && x.Over != nil {
		return Value{}, cannot("DISTINCT in a window function")
	}
	if x.Filter != nil {
		if out.Filter, err = t.Condition(x.Filter, rows); err != nil {
			return Value{}, err
		}
	}
	if err := t.over(out, x, s); err != nil {
		return Value{}, err
	}
	if len(x.OrderBy) > 0 {
		if out.OrderBy, err = t.Orders(x.OrderBy, rows); err != nil {
			return Value{}, err
		}
	}
	return f.form(t, args, out, x, rows)
}

// over sets the window of a call.
func (t *Translator) over(out *pg.Aggregate, x *ast.Call, s *Scope) error {
	if x.Over == nil {
		return nil
	}
	w := x.Over
	if w.Name != "" {
		out.OverName = fold(w.Name)
		return nil
	}
	def, err := t.window(w, s)
	out.Over = def
	return err
}

func (t *Translator) count(a []Value, out *pg.Aggregate, x *ast.Call, _ *Scope) (Value, error) {
	out.Func, out.OrderBy = "count", nil
	out.Args = []pg.Expr{&pg.Star{}}
	if len(a) > 0 {
		arg, err := t.distinctArg(a[0], x)
		if err != nil {
			return arg, err
		}
		out.Args[0] = arg.X
	}
	return Value{X: out, Type: TypeInteger, NotNull: true, Digits: 12}, nil
}

// distinctArg is an argument so that DISTINCT finds the same values equal as
// SQLite does.
func (t *Translator) distinctArg(v Value, x *ast.Call) (Value, error) {
	if !x.Distinct {
		return v, nil
	}
	if sortsAsText[v.Type.Form] || v.Type.Spelling != "" {
		t.spelled(v)
		return v, nil
	}
	if v.Element != nil && collatedName(v) == "" {
		return Value{X: t.helper("sqlite_json_key(json)", v.Element), Type: TypeText}, nil
	}
	if err := v.sameByText(); err != nil {
		return v, err
	}
	collation := v.Collation
	v, err := t.plain(v)
	if err == nil && (v.Type.Kind == Text || v.Type.Kind == Mixed) {
		v = Collated(v, collation)
	}
	return v.Settled(), err
}

// addends is the argument of sum() and avg() as a number.
func (t *Translator) addends(v Value, x *ast.Call) (Value, error) {
	if k := v.Type.Kind; k == Text || k == Mixed || k == Blob {
		if x.Distinct {
			return v, cannot("%s(DISTINCT) of texts", x.Name)
		}
		if fold(x.Name) != "sum" || k == Blob {
			return t.asReal(v)
		}
		s, err := t.text(v)
		if err != nil {
			return s, err
		}
		return Value{X: t.helper("sqlite_addend(text)", s.X), Type: TypeNumeric}, nil
	}
	return t.number(v)
}

func (t *Translator) sum(a []Value, out *pg.Aggregate, x *ast.Call, _ *Scope) (Value, error) {
	v, err := t.addends(a[0], x)
	if err != nil {
		return v, err
	}
	out.Func, out.OrderBy = "sum", nil
	if v.Type.Kind == Null {
		out.Args = []pg.Expr{&pg.Cast{X: null.X, Type: "integer"}}
		return Value{X: out, Type: TypeInteger, Digits: 1}, nil
	}
	exact := *out
	v2 := v.Settled()
	out.Args = []pg.Expr{v2.X}
	res := Value{X: out, Type: v.Type}
	switch {
	case v.Type.Kind == Integer && v.Type.narrow():
		out.Args = []pg.Expr{v.X}
		res.Type, res.Digits = TypeInteger, min(v.Digits+sumDigits, maxDigits)
	case v.Type.Kind == Integer: // an overflow raises in both
		res.X, res.Type, res.Digits = &pg.Cast{X: out, Type: "bigint"}, TypeInteger, min(v.Digits+sumDigits, maxDigits)
	case v.Type.Kind == Numeric && v.Exact != nil:
		exact.Func, exact.Args = "sum", []pg.Expr{v.Exact}
		res.Exact = &exact
	}
	return res, nil
}

// sumDigits is by how many digits a sum is taken to be longer than its parts.
const sumDigits = 6

func (t *Translator) total(a []Value, out *pg.Aggregate, x *ast.Call, _ *Scope) (Value, error) {
	v, err := t.addends(a[0], x)
	if err != nil {
		return v, err
	}
	out.Func, out.OrderBy = "sum", nil
	out.Args = []pg.Expr{double(v)}
	return Value{X: call("coalesce", out, pg.Number("0")), Type: TypeReal, NotNull: true}, nil
}

func (t *Translator) avg(a []Value, out *pg.Aggregate, x *ast.Call, _ *Scope) (Value, error) {
	v, err := t.addends(a[0], x)
	if err != nil {
		return v, err
	}
	out.Func, out.OrderBy = "avg", nil
	if v.decimal() {
		out.Args = []pg.Expr{v.X}
		return Value{X: out, Type: TypeNumeric, Exact: &pg.Binary{Op: "+", L: out, R: pg.Number("0.0")}}, nil
	}
	out.Args = []pg.Expr{double(v)}
	return Value{X: out, Type: TypeReal}, nil
}

// groupConcat joins texts in the order of the table's key, which is how SQLite
// finds its rows unless an index serves the query.
func (t *Translator) groupConcat(a []Value, out *pg.Aggregate, x *ast.Call, s *Scope) (Value, error) {
	v, err := t.text(a[0])
	if err != nil {
		return v, err
	}
	sep := text(",")
	if len(a) > 1 {
		if sep, err = t.text(a[1]); err != nil {
			return sep, err
		}
		if sep.Type.Kind == Null {
			sep = text("")
		}
	}
	if v.Type.Kind == Null {
		v.X = &pg.Cast{X: v.X, Type: "text"}
	}
	t.orderByKey(out, x, s)
	if x.Distinct {
		if c := a[0].Collation; c == "NOCASE" || c == "RTRIM" {
			return v, cannot("group_concat(DISTINCT) under collation %s", c)
		}
		out.Func, out.Distinct, out.Args = "array_agg", false, []pg.Expr{v.Settled().X}
		return Value{X: t.helper("sqlite_concat_distinct(text[], text)", out, sep.X), Type: TypeText}, nil
	}
	out.Func, out.Args = "string_agg", []pg.Expr{v.X, sep.X}
	return Value{X: out, Type: TypeText}, nil
}

// orderByKey gives an aggregate over one table the order of its key.
func (t *Translator) orderByKey(out *pg.Aggregate, x *ast.Call, s *Scope) {
	if len(out.OrderBy) > 0 || x.Over != nil || len(s.Sources) != 1 {
		return
	}
	src := s.Sources[0]
	if src.Relation.Rowid == nil || src.Relation.Rowid.Missing != "" {
		return
	}
	key, err := t.Value(&ast.ColumnRef{Table: src.Name, Name: src.Relation.Rowid.Name}, s)
	if err == nil {
		out.OrderBy = []pg.Order{{Expr: key.X}}
	}
}
