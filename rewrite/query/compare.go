package query

import (
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// comparisons maps SQLite's comparison operators to PostgreSQL's.
var comparisons = map[string]string{
	"=": "=", "<>": "<>", "<": "<", "<=": "<=", ">": ">", ">=": ">=",
	"IS": "IS NOT DISTINCT FROM", "IS NOT": "IS DISTINCT FROM",
}

// compare translates a comparison: SQLite converts the sides by the affinity of
// columns beside them, and then orders numbers before texts before blobs.
// https://sqlite.org/datatype3.html#comparison_expressions
func (t *Translator) compare(op string, l, r Value) (Value, error) {
	out, err := t.comparison(op, l, r)
	if op == "IS" || op == "IS NOT" {
		out.NotNull = true
	} else {
		out.NotNull = l.NotNull && r.NotNull
	}
	return out, err
}

func (t *Translator) comparison(op string, l, r Value) (Value, error) {
	if l.Type.Kind == Null || r.Type.Kind == Null {
		return compareNull(op, l, r), nil
	}
	collation := collationOf(l, r)
	if x := compareRaw(op, l, r, collation); x != nil {
		return boolean(x), nil
	}
	l, r, err := meet(l, r)
	if err != nil {
		return l, err
	}
	if x := compareBool(op, l, r); x != nil {
		return boolean(x), nil
	}
	if x := compareRaw(op, l, r, collation); x != nil {
		return boolean(x), nil
	}
	if out, ok := t.compareInstants(op, l, r); ok {
		return out, nil
	}
	if out, ok := t.compareDocument(op, l, r, collation); ok {
		return out, nil
	}
	if l, err = t.plain(l); err != nil {
		return l, err
	}
	if r, err = t.plain(r); err != nil {
		return r, err
	}
	if l, r, err = t.applyAffinity(l, r); err != nil {
		return l, err
	}
	return t.compareClasses(op, l, r, collation)
}

// compareNull compares with NULL itself.
func compareNull(op string, l, r Value) Value {
	if op != "IS" && op != "IS NOT" {
		return boolean(&pg.Cast{X: null.X, Type: "boolean"})
	}
	if l.Type.Kind == Null {
		l = r
	}
	test := map[string]string{"IS": "IS NULL", "IS NOT": "IS NOT NULL"}[op]
	return boolean(&pg.Postfix{X: l.X, Op: test})
}

// compareBool compares booleans with each other and with 0 and 1: f = 1 is f.
func compareBool(op string, l, r Value) pg.Expr {
	if l.Type.Kind != Bool && r.Type.Kind == Bool {
		op, l, r = flipped[op], r, l
	}
	if l.Type.Kind != Bool || l.Type.Read != nil {
		return nil
	}
	if r.Type.Kind == Bool && r.Type.Read == nil {
		return &pg.Binary{Op: comparisons[op], L: l.X, R: r.X}
	}
	c := r
	if s, ok := r.constantText(); ok && r.Literal.Kind == ast.StringLit && l.Affinity >= ast.NumericAffinity {
		c, _ = asNumber(s)
	}
	n, ok := c.integer()
	if !ok || n < 0 || n > 1 {
		return nil
	}
	not := n == 0
	switch op {
	case "<>":
		not = !not
		fallthrough
	case "=":
		if not {
			return &pg.Prefix{Op: "NOT", X: l.X}
		}
		return l.X
	case "IS", "IS NOT":
		return &pg.Postfix{X: l.X, Op: op + map[bool]string{true: " FALSE", false: " TRUE"}[not]}
	}
	return &pg.Binary{Op: op, L: l.X, R: constant(n == 1).X}
}

// flipped holds the operator that says the same with its sides exchanged.
var flipped = map[string]string{"=": "=", "<>": "<>", "<": ">", "<=": ">=", ">": "<", ">=": "<=", "IS": "IS", "IS NOT": "IS NOT"}

// class orders the kinds as SQLite orders values of them.
func class(k Kind) int {
	switch {
	case k.Number():
		return 1
	case k == Text:
		return 2
	case k == Blob:
		return 3
	}
	return 0
}

// compareClasses compares plain values that no affinity changes any more.
func (t *Translator) compareClasses(op string, l, r Value, collation string) (Value, error) {
	a, b := class(l.Type.Kind), class(r.Type.Kind)
	switch {
	case a == 0 || b == 0:
		return t.compareMixed(op, l, r, collation)
	case a != b:
		return different(op, l, r, a-b), nil
	case a == 1:
		return t.compareNumbers(op, l, r)
	case a == 2 && ordering(op):
		l, r = Ordered(l, collation), Collated(r, collation)
	case a == 2:
		l, r = Collated(l, collation), Collated(r, collation)
	}
	return boolean(&pg.Binary{Op: comparisons[op], L: l.X, R: r.X}), nil
}

// ordering reports whether the operator asks for more than equality.
func ordering(op string) bool { return op[0] == '<' && op != "<>" || op[0] == '>' }

// different compares values of different classes: the one that comes first, the
// sign says, is less whatever the values are.
func different(op string, l, r Value, sign int) Value {
	yes := holds(op, sign)
	if op == "IS" || op == "IS NOT" {
		if l.NotNull || r.NotNull {
			return constant(yes)
		}
		// Only NULLs are equal.
		both := &pg.Binary{Op: "AND", L: &pg.Postfix{X: l.X, Op: "IS NULL"}, R: &pg.Postfix{X: r.X, Op: "IS NULL"}}
		if op == "IS NOT" {
			return boolean(&pg.Prefix{Op: "NOT", X: both})
		}
		return boolean(both)
	}
	test := present(l, r)
	if test == nil {
		return constant(yes)
	}
	return boolean(&pg.Case{Whens: []pg.When{{Cond: test, Then: constant(yes).X}}})
}

// present is the test that none of the values is NULL, nil where none can be.
func present(values ...Value) pg.Expr {
	var test pg.Expr
	for _, v := range values {
		if v.NotNull {
			continue
		}
		x := pg.Expr(&pg.Postfix{X: v.X, Op: "IS NOT NULL"})
		if test != nil {
			x = &pg.Binary{Op: "AND", L: test, R: x}
		}
		test = x
	}
	return test
}

// holds reports whether the operator holds for a left side that is less, equal
// or greater, as the sign says.
func holds(op string, sign int) bool {
	switch op {
	case "=", "IS":
		return sign == 0
	case "<>", "IS NOT":
		return sign != 0
	case "<":
		return sign < 0
	case "<=":
		return sign <= 0
	case ">":
		return sign > 0
	}
	return sign >= 0
}

// compareNumbers compares numbers. SQLite compares an integer with a real
// exactly; PostgreSQL makes a long one a real first.
func (t *Translator) compareNumbers(op string, l, r Value) (Value, error) {
	if l.Type.Kind == Bool {
		l, _ = t.number(l)
	}
	if r.Type.Kind == Bool {
		r, _ = t.number(r)
	}
	if long(l) && floats(r) || long(r) && floats(l) {
		return t.byOrder(op, t.textOfNumber(l), t.textOfNumber(r), l, r), nil
	}
	return boolean(&pg.Binary{Op: comparisons[op], L: l.X, R: r.X}), nil
}

// long reports whether a double precision may not hold the integer.
func long(v Value) bool { return v.Type.Kind == Integer && v.Digits > 15 }

func floats(v Value) bool { return v.Type.SQL == TypeReal.SQL && v.Literal == nil }

func (t *Translator) textOfNumber(v Value) pg.Expr { return &pg.Cast{X: v.X, Type: "text"} }
