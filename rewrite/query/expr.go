package query

import (
	"cmp"
	"slices"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// Value translates an expression. The error says what of it has no form in PostgreSQL,
// and why.
func (t *Translator) Value(x ast.Expr, s *Scope) (Value, error) {
	if v, ok := t.keyOf(x, s); ok { // a term of GROUP BY
		return v, nil
	}
	v, err := t.expression(x, s)
	return affinityHere(collationHere(v, x), x), at(x, err)
}

// expression is Value but for the collation and the affinity.
func (t *Translator) expression(x ast.Expr, s *Scope) (Value, error) {
	switch x := x.(type) {
	case *ast.Literal:
		return t.literal(x)
	case *ast.ColumnRef:
		return t.column(x, s)
	case *ast.Unary:
		return t.unary(x, s)
	case *ast.Binary:
		return t.binary(x, s)
	case *ast.IsNull:
		return t.isNull(x, s)
	case *ast.Between:
		return t.between(x, s)
	case *ast.In:
		return t.in(x, s)
	case *ast.Call:
		return t.call(x, s)
	case *ast.Case:
		return t.caseExpr(x, s)
	case *ast.Cast:
		return t.cast(x, s)
	case *ast.CollateExpr:
		return t.collate(x, s)
	case *ast.Subquery:
		return t.subquery(x, s)
	case *ast.Row:
		return Value{}, cannot("a row value outside a comparison")
	case *ast.Raise:
		return Value{}, cannot("RAISE inside an expression")
	}
	return Value{}, cannot("an expression of an unknown form")
}

// Condition translates an expression whose truth counts.
func (t *Translator) Condition(x ast.Expr, s *Scope) (pg.Expr, error) {
	v, err := t.Value(x, s)
	if err != nil {
		return nil, err
	}
	out, err := t.truth(v)
	return out, at(x, err)
}

// values translates several expressions.
func (t *Translator) values(list []ast.Expr, s *Scope) ([]Value, error) {
	out := make([]Value, len(list))
	for i, x := range list {
		var err error
		if out[i], err = t.Value(x, s); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// boolean is a value of Bool.
func boolean(x pg.Expr) Value { return Value{X: x, Type: TypeBool, Digits: 1} }

// constant is true or false.
func constant(yes bool) Value {
	v := boolean(pg.Keyword(map[bool]string{false: "false", true: "true"}[yes]))
	v.NotNull = true
	return v
}

// binary translates an operator with two sides.
func (t *Translator) binary(x *ast.Binary, s *Scope) (Value, error) {
	if comparisons[x.Op] != "" {
		if isRow(x.L) || isRow(x.R) {
			return t.compareRows(x, s)
		}
		if word, ok := x.R.(*ast.Literal); ok && (word.Kind == ast.TrueLit || word.Kind == ast.FalseLit) && (x.Op == "IS" || x.Op == "IS NOT") {
			// X IS TRUE asks for the truth of X, not for X = 1
			// (https://sqlite.org/lang_expr.html#boolean_expressions).
			truth, err := t.Condition(x.L, s)
			op := x.Op + map[bool]string{true: " TRUE", false: " FALSE"}[word.Kind == ast.TrueLit]
			v := boolean(&pg.Postfix{X: truth, Op: op})
			v.NotNull = true
			return v, err
		}
	}
	switch x.Op {
	case "AND", "OR":
		l, err := t.Condition(x.L, s)
		if err != nil {
			return Value{}, err
		}
		r, err := t.Condition(x.R, s)
		return boolean(&pg.Binary{Op: x.Op, L: l, R: r}), err
	case "MATCH", "NOT MATCH":
		v, err := t.matches(x.L, x.R, s)
		if err == nil && x.Op != "MATCH" {
			return Value{}, cannot("NOT MATCH, which SQLite itself does not take")
		}
		return v, err
	}
	if src, _ := s.searched(x.L); src != nil && x.Op == "=" {
		if src.Relation.Search != nil && !src.Relation.Search.FTS5 {
			return Value{}, cannot("a table of FTS3 or FTS4 compared by =, which is no MATCH there")
		}
		return t.matches(x.L, x.R, s)
	}
	if comparisons[x.Op] != "" {
		if split := t.defaultedDocument(x, s); split != nil {
			return t.Value(split, s)
		}
	}
	l, err := t.Value(x.L, s)
	if err != nil {
		return l, err
	}
	r, err := t.Value(x.R, s)
	if err != nil {
		return r, err
	}
	if comparisons[x.Op] != "" {
		return t.compare(x.Op, l, r)
	}
	switch x.Op {
	case "||":
		return t.concat(l, r)
	case "->", "->>":
		return t.jsonArrow(x.Op, l, r)
	case "LIKE", "NOT LIKE", "GLOB", "NOT GLOB", "REGEXP", "NOT REGEXP":
		return t.pattern(x, l, r, s)
	}
	return t.arithmetic(x.Op, l, r)
}

func isRow(x ast.Expr) bool {
	switch x := x.(type) {
	case *ast.Row:
		return true
	case *ast.Subquery:
		return !x.Exists && x.Select != nil && columnsOf(x.Select) > 1
	}
	return false
}

// columnsOf counts the result columns of a query as far as its text shows.
func columnsOf(q *ast.Select) int {
	c := q.Cores[0]
	if len(c.Values) > 0 {
		return len(c.Values[0])
	}
	return len(c.Columns)
}

func (t *Translator) isNull(x *ast.IsNull, s *Scope) (Value, error) {
	v, err := t.Value(x.X, s)
	if err != nil {
		return v, err
	}
	op := "IS NULL"
	if x.Not {
		op = "IS NOT NULL"
	}
	out := boolean(&pg.Postfix{X: v.X, Op: op})
	out.NotNull = true
	return out, nil
}

// Plain returns the value as what SQLite held, of a plain type. Whoever computes
// with a value or looks inside calls it first.
func (t *Translator) Plain(v Value) (Value, error) { return t.plain(v) }

func (t *Translator) plain(v Value) (Value, error) {
	switch {
	case v.Type.Read == nil:
		return v, nil
	case v.Type.Lossy != "":
		return v, cannot("the text of type %s, which does not keep %s", v.Type.SQL, v.Type.Lossy)
	case v.Type.Spelling != "" && (t.Immutable || t.Check):
		return v, cannot("the text of type %s, which does not keep %s", v.Type.SQL, v.Type.Spelling)
	case t.Immutable && v.Type.Helper != "":
		v.X = t.helper(v.Type.Helper, v.X)
		v.Type = plainTypes[v.Type.Kind]
		return v, nil
	}
	t.spelled(v)
	v.X, v.Type = v.Type.Read(v.X), plainTypes[v.Type.Kind]
	return v, nil
}

// spelled takes note of a date or time, or of JSON, whose spelling counts in SQLite.
func (t *Translator) spelled(v Value) {
	switch {
	case v.Type.Spelling != "":
		note(&t.Spelled, v)
	case v.Type.Form == "jsonb":
		note(&t.Documents, v)
	}
}

// note adds the column that a value reads to a list.
func note(columns *[]string, v Value) {
	name := ""
	pg.Inspect(v.X, func(x pg.Expr) bool {
		switch x := x.(type) {
		case pg.Name:
			name = cmp.Or(name, string(x))
		case *pg.ColumnOf:
			name = cmp.Or(name, x.Name)
		}
		return name == ""
	})
	if name != "" && !slices.Contains(*columns, name) {
		*columns = append(*columns, name)
	}
}

// truth is SQLite's: a number is true unless it is zero, a text is the number
// that it begins with.
func (t *Translator) truth(v Value) (pg.Expr, error) {
	if v.Literal != nil {
		if v.Type.Kind == Null {
			return &pg.Cast{X: v.X, Type: "boolean"}, nil
		}
		n, ok := v.number()
		if ok {
			return constant(n.Literal.Text != "0" && n.Literal.Text != "-0").X, nil
		}
	}
	v, err := t.plain(v)
	if err != nil {
		return nil, err
	}
	switch v.Type.Kind {
	case Bool:
		return v.X, nil
	case Integer, Real, Numeric:
		return &pg.Binary{Op: "<>", L: v.X, R: pg.Number("0")}, nil
	case Null:
		return &pg.Cast{X: v.X, Type: "boolean"}, nil
	}
	n, err := t.number(v)
	return &pg.Binary{Op: "<>", L: n.X, R: pg.Number("0")}, err
}

// number is the literal as arithmetic takes it.
func (v Value) number() (Value, bool) {
	if v.Literal == nil {
		return v, false
	}
	switch v.Literal.Kind {
	case ast.IntegerLit, ast.RealLit:
		return v, true
	case ast.StringLit, ast.BlobLit:
		text, ok := v.constantText()
		return constantNumber(text), ok
	}
	return v, false
}
