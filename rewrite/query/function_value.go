package query

import (
	"slices"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// https://sqlite.org/lang_corefunc.html
var valueFunctions = []function{
	{"coalesce", 2, -1, (*Translator).coalesce, ""},
	{"ifnull", 2, 2, (*Translator).coalesce, ""},
	{"iif", 2, 3, (*Translator).iif, ""},
	{"if", 2, 3, (*Translator).iif, ""},        // of SQLite 3.48
	{"nullif", 2, 2, (*Translator).nullif, ""}, // by SQLite's comparison
	{"typeof", 1, 1, (*Translator).typeof, ""},
	{"max", 2, -1, extreme("GREATEST", ">"), ""}, // NULL if an argument is
	{"min", 2, -1, extreme("LEAST", "<="), ""},   // NULL if an argument is
	{"likely", 1, 1, first, ""},                  // a hint to SQLite's planner, as the two that follow
	{"unlikely", 1, 1, first, ""},
	{"likelihood", 2, 2, first, ""},
}

func first(_ *Translator, a []Value) (Value, error) { return a[0], nil }

func (t *Translator) coalesce(a []Value) (Value, error) {
	v, err := t.oneOf(a, func(list []pg.Expr) pg.Expr { return call("coalesce", list...) })
	for _, x := range a {
		v.NotNull = v.NotNull || x.NotNull
	}
	return v, err
}

func (t *Translator) iif(a []Value) (Value, error) {
	cond, err := t.truth(a[0])
	if err != nil {
		return Value{}, err
	}
	return t.oneOf(a[1:], func(list []pg.Expr) pg.Expr {
		c := &pg.Case{Whens: []pg.When{{Cond: cond, Then: list[0]}}}
		if len(list) > 1 {
			c.Else = list[1]
		}
		return c
	})
}

// nullif compares as SQLite does.
func (t *Translator) nullif(a []Value) (Value, error) {
	collation := firstCollation(a)
	for i := range a {
		a[i].Affinity, a[i].Stored, a[i].Collation, a[i].Explicit = ast.NoAffinity, false, collation, true
	}
	c, err := t.compare("=", a[0], a[1])
	if err != nil {
		return c, err
	}
	v := a[0].Settled()
	v.NotNull, v.Literal = false, nil
	if k, ok := c.X.(pg.Keyword); ok && k == "false" {
		return v, nil
	}
	b, ok := c.X.(*pg.Binary)
	if ok && b.Op == "=" && b.L == a[0].X && v.Type.Form == "" {
		if v.X = call("NULLIF", b.L, b.R); a[0].Type.narrow() {
			v.X = &pg.Cast{X: v.X, Type: v.Type.SQL}
		}
	} else {
		v.X = &pg.Case{Whens: []pg.When{{Cond: c.X, Then: null.X}}, Else: v.X}
	}
	if v.Exact != nil {
		v.Exact = &pg.Case{Whens: []pg.When{{Cond: c.X, Then: null.X}}, Else: v.Exact}
	}
	return v, nil
}

func (t *Translator) typeof(a []Value) (Value, error) {
	v := a[0]
	if v.Type.Unclassed {
		return v, cannot("typeof() of type %s, which does not keep %s", v.Type.SQL, v.Type.Lossy)
	}
	if len(v.Type.Otherwise) > 0 && v.Type.Kind == Text && v.Type.Otherwise[0].Kind == Mixed { // a number may come yet
		v = v.as(TypeMixed)
	}
	name := map[Kind]string{Integer: "integer", Bool: "integer", Real: "real", Text: "text", Blob: "blob"}[v.Type.Kind]
	switch v.Type.Kind {
	case Null:
		return text("null"), nil
	case Numeric:
		x := t.exact(v)
		if v.Type.Read != nil {
			x = v.Type.Read(v.X)
		}
		return Value{X: t.helper("sqlite_typeof(numeric)", x), Type: TypeText, NotNull: true, Word: true}, nil
	case Mixed:
		if v.Holds < ast.NumericAffinity {
			return v, cannot("typeof() of a value that is a number or a text, which only SQLite can tell")
		}
		x := v.X
		if v.Type.Read != nil { // however it is spelled, a number is one
			x = v.Type.Read(x)
		}
		return Value{X: t.helper("sqlite_typeof(text)", x), Type: TypeText, NotNull: true, Word: true}, nil
	}
	if v.NotNull {
		return text(name), nil
	}
	x := &pg.Case{Whens: []pg.When{{Cond: &pg.Postfix{X: v.X, Op: "IS NULL"}, Then: pg.String("null")}}, Else: pg.String(name)}
	return Value{X: x, Type: TypeText, NotNull: true, Word: true}, nil
}

// extreme translates max() and min() of several arguments, which are NULL when
// one of them is, where PostgreSQL passes NULLs over.
func extreme(name, op string) func(*Translator, []Value) (Value, error) {
	return func(t *Translator, a []Value) (Value, error) {
		if anyNull(a) {
			return null, nil
		}
		collation := firstCollation(a)
		kind, raw, _ := t.common(a)
		if raw != nil && raw.Spelling != "" {
			t.spelled(a[0])
		} else if raw != nil && !sortsAsText[raw.Form] {
			raw = nil
			for i := range a {
				var err error
				if a[i], err = t.plain(a[i]); err != nil {
					return a[i], err
				}
			}
		}
		same := true
		for _, v := range a {
			same = same && class(v.Type.Kind) == class(a[0].Type.Kind) && class(v.Type.Kind) != 0
		}
		if !same || collation == "NOCASE" || collation == "RTRIM" || a[0].Type.Kind == Blob {
			return t.extremeByOrder(op, a, collation)
		}
		return t.oneOf(a, func(list []pg.Expr) pg.Expr {
			if a[0].Type.Kind == Text && raw == nil {
				list[0] = &pg.Collate{X: list[0], Collation: "C"}
			}
			if kind == Numeric && name == "LEAST" { // of an integer and a real that are equal PostgreSQL takes the first
				slices.Reverse(list)
			}
			tests := present(a...)
			if tests == nil {
				return call(name, list...)
			}
			return &pg.Case{Whens: []pg.When{{Cond: tests, Then: call(name, list...)}}}
		})
	}
}

// extremeByOrder compares one argument after the other: of two equal ones
// max() takes the first, min() the last (minmaxFunc() in SQLite's func.c).
func (t *Translator) extremeByOrder(op string, a []Value, collation string) (Value, error) {
	best := a[0]
	for _, v := range a[1:] {
		l, r := v, best
		l.Affinity, r.Affinity, l.Collation, r.Collation, l.Explicit = ast.NoAffinity, ast.NoAffinity, collation, collation, true
		c, err := t.compare(op, l, r)
		if err != nil {
			return c, err
		}
		known := best.NotNull
		b := best
		next, err := t.oneOf([]Value{v, best}, func(list []pg.Expr) pg.Expr {
			whens := []pg.When{{Cond: c.X, Then: list[0]}}
			if !known || !v.NotNull {
				whens = append([]pg.When{{Cond: &pg.Binary{Op: "OR", L: &pg.Postfix{X: v.X, Op: "IS NULL"}, R: &pg.Postfix{X: b.X, Op: "IS NULL"}}, Then: null.X}}, whens...)
			}
			return &pg.Case{Whens: whens, Else: list[1]}
		})
		if err != nil {
			return next, err
		}
		best = next
	}
	return best, nil
}
