package rewrite

import (
	"fmt"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// kind is what an expression yields, as far as PostgreSQL distinguishes what
// SQLite does not.
type kind uint8

const (
	kindInteger kind = iota
	kindNumeric
	kindReal
	kindText
	kindBlob
	kindBoolean // a PostgreSQL boolean: 0 or 1 in SQLite
	kindOther   // SQLite compares it otherwise: only IS NULL is the same
	kindNull
)

func (k kind) number() bool { return k == kindInteger || k == kindNumeric || k == kindReal }

var kinds = [...]kind{
	encodeText: kindText, encodeAny: kindOther, encodeBigint: kindInteger, encodeBoolean: kindBoolean, encodeDouble: kindReal,
	encodeNumeric: kindNumeric, encodeBytea: kindBlob, encodeTimestamp: kindOther, encodeTimestamptz: kindOther,
	encodeDate: kindOther, encodeTime: kindOther, encodeUUID: kindOther, encodeJSON: kindOther,
	encodeBoolLetter: kindOther, encodeBoolWord: kindOther, encodeTruth: kindOther, encodeTimestampT: kindOther, encodeMoment: kindOther,
	encodeClock: kindOther, encodeSeconds: kindOther, encodeMillis: kindOther, encodeMicros: kindOther,
	encodeUUIDBlob: kindOther, encodeUUIDText: kindOther, encodeUUIDMixed: kindOther, encodeByteaAny: kindOther, encodeByteaRaw: kindOther, encodeNumbers: kindNumeric,
}

// value is a translated expression with what it yields. constant is set for
// a literal, which SQLite converts to the other side's affinity.
type value struct {
	expr     pg.Expr
	kind     kind
	constant *parser.Value
	nocase   bool // compared under a collation other than BINARY
}

// untranslatable says why an expression has no form here.
type untranslatable string

func (u untranslatable) Error() string { return string(u) }

func cannot(format string, args ...any) error { return untranslatable(fmt.Sprintf(format, args...)) }

// condition translates an expression whose truth counts.
func (t *Table) condition(x ast.Expr) (pg.Expr, error) {
	v, err := t.value(x)
	if err != nil {
		return nil, err
	}
	return v.truth()
}

// truth is SQLite's: a number is true unless it is zero.
func (v value) truth() (pg.Expr, error) {
	switch {
	case v.kind == kindBoolean:
		return v.expr, nil
	case v.kind.number():
		return &pg.Binary{Op: "<>", L: v.expr, R: pg.Number("0")}, nil
	case v.kind == kindNull:
		return &pg.Cast{X: v.expr, Type: "boolean"}, nil
	}
	return nil, cannot("the truth of a text or blob")
}

// value translates an expression over the columns of t.
func (t *Table) value(x ast.Expr) (value, error) {
	switch x := x.(type) {
	case *ast.Literal:
		return literalExpr(x)
	case *ast.ColumnRef:
		return t.columnValue(x)
	case *ast.Unary:
		return t.unary(x)
	case *ast.Binary:
		return t.binary(x)
	case *ast.IsNull:
		v, err := t.value(x.X)
		if err != nil {
			return v, err
		}
		op := "IS NULL"
		if x.Not {
			op = "IS NOT NULL"
		}
		return value{expr: &pg.Postfix{X: v.expr, Op: op}, kind: kindBoolean}, nil
	case *ast.Between:
		return t.between(x)
	case *ast.In:
		return t.in(x)
	case *ast.Call:
		return t.call(x)
	case *ast.Case:
		return t.caseExpr(x)
	case *ast.Cast:
		return value{}, cannot("CAST")
	case *ast.CollateExpr:
		return value{}, cannot("COLLATE in an expression")
	case *ast.Row:
		return value{}, cannot("a row value")
	}
	return value{}, cannot("a subquery")
}

func literalValue(l *ast.Literal) (*parser.Value, bool) {
	v := &parser.Value{Text: []byte(l.Text)}
	switch l.Kind {
	case ast.NullLit:
		v.Class = parser.Null
	case ast.IntegerLit, ast.RealLit:
		*v = parser.Number(l.Text)
	case ast.StringLit:
		v.Class = parser.Text
	case ast.BlobLit:
		v.Class = parser.Blob
	case ast.TrueLit:
		v.Class, v.Text = parser.Integer, []byte("1")
	case ast.FalseLit:
		v.Class, v.Text = parser.Integer, []byte("0")
	default:
		return nil, false
	}
	return v, true
}

func literalExpr(l *ast.Literal) (value, error) {
	v, ok := literalValue(l)
	if !ok {
		return value{}, cannot("the current time")
	}
	out := value{constant: v}
	switch v.Class {
	case parser.Null:
		out.expr, out.kind = pg.Keyword("NULL"), kindNull
	case parser.Integer:
		out.expr, out.kind = pg.Number(v.Text), kindInteger
	case parser.Real:
		out.kind = kindReal
		text := string(appendFloat(nil, float(v.Text)))
		if strings.HasSuffix(text, "y") {
			out.expr = &pg.Cast{X: pg.String(text), Type: "double precision"}
		} else {
			out.expr = &pg.Cast{X: pg.Number(text), Type: "double precision"}
		}
	case parser.Text:
		if CheckText(v.Text) != Fits {
			return out, cannot("a string that is not valid UTF-8")
		}
		out.expr, out.kind = &pg.Cast{X: pg.String(v.Text), Type: "text"}, kindText
	case parser.Blob:
		out.expr, out.kind = &pg.Cast{X: pg.String(`\x` + string(v.Text)), Type: "bytea"}, kindBlob
	}
	return out, nil
}

func (t *Table) columnValue(x *ast.ColumnRef) (value, error) {
	c := t.column(x.Name)
	switch {
	case c == nil && x.DoubleQuoted: // https://sqlite.org/quirks.html#dblquote
		return literalExpr(&ast.Literal{Kind: ast.StringLit, Text: x.Name})
	case c == nil:
		return value{}, cannot("column %s does not exist", diag.Show(x.Name))
	case c.Dropped:
		return value{}, cannot("column %s is left out", diag.Show(x.Name))
	}
	return value{expr: pg.Name(c.PG), kind: kinds[c.Type.Encoding], nocase: c.collation != "" && c.collation != "BINARY"}, nil
}

func (t *Table) unary(x *ast.Unary) (value, error) {
	v, err := t.value(x.X)
	if err != nil {
		return v, err
	}
	switch {
	case x.Op == "NOT":
		b, err := v.truth()
		return value{expr: &pg.Prefix{Op: "NOT", X: b}, kind: kindBoolean}, err
	case x.Op == "+":
		v.constant = nil
		return v, nil
	case !v.kind.number() || x.Op == "~" && v.kind != kindInteger:
		return v, cannot("operator %s on what is no number", x.Op)
	}
	out := value{expr: &pg.Prefix{Op: x.Op, X: v.expr}, kind: v.kind}
	if c, ok := constant(x); ok {
		out.constant = c
	}
	return out, nil
}

// comparisons maps SQLite's comparison operators to PostgreSQL's.
var comparisons = map[string]string{
	"=": "=", "<>": "<>", "<": "<", "<=": "<=", ">": ">", ">=": ">=",
	"IS": "IS NOT DISTINCT FROM", "IS NOT": "IS DISTINCT FROM",
}

func (t *Table) binary(x *ast.Binary) (value, error) {
	l, err := t.value(x.L)
	if err != nil {
		return l, err
	}
	if word, ok := x.R.(*ast.Literal); ok && (word.Kind == ast.TrueLit || word.Kind == ast.FalseLit) && (x.Op == "IS" || x.Op == "IS NOT") {
		// X IS TRUE asks for the truth of X, not for X = 1
		// (https://sqlite.org/lang_expr.html#boolean_expressions).
		truth, err := l.truth()
		op := x.Op + map[bool]string{true: " TRUE", false: " FALSE"}[word.Kind == ast.TrueLit]
		return value{expr: &pg.Postfix{X: truth, Op: op}, kind: kindBoolean}, err
	}
	r, err := t.value(x.R)
	if err != nil {
		return r, err
	}
	if op, ok := comparisons[x.Op]; ok {
		return compare(op, l, r)
	}
	switch x.Op {
	case "AND", "OR":
		a, err := l.truth()
		if err != nil {
			return l, err
		}
		b, err := r.truth()
		return value{expr: &pg.Binary{Op: x.Op, L: a, R: b}, kind: kindBoolean}, err
	case "+", "-", "*":
		return arithmetic(x.Op, l, r)
	case "||":
		if l.kind != kindText || r.kind != kindText {
			return l, cannot("|| of what is no text")
		}
		return value{expr: &pg.Binary{Op: "||", L: l.expr, R: r.expr}, kind: kindText}, nil
	case "LIKE", "NOT LIKE":
		return like(x, l, r)
	}
	return l, cannot("operator %s", x.Op)
}

// compare translates a comparison of values of the same kind. SQLite converts
// a literal to the affinity of the column beside it.
func compare(op string, l, r value) (value, error) {
	l, r, err := align(l, r)
	if err != nil {
		return l, err
	}
	ordered := op[0] == '<' && op != "<>" || op[0] == '>'
	if l.kind == kindText && ordered {
		l.expr = &pg.Collate{X: l.expr, Collation: "C"} // SQLite compares bytes
	}
	return value{expr: &pg.Binary{Op: op, L: l.expr, R: r.expr}, kind: kindBoolean}, nil
}

// align makes both sides of a comparison the same kind.
func align(l, r value) (value, value, error) {
	if l.nocase || r.nocase {
		return l, r, cannot("a comparison under a collation other than BINARY")
	}
	if l.constant == nil && r.constant != nil {
		if c, ok := r.as(l.kind); ok {
			r = c
		}
	} else if r.constant == nil && l.constant != nil {
		if c, ok := l.as(r.kind); ok {
			l = c
		}
	}
	switch {
	case l.kind == kindNull || r.kind == kindNull:
	case l.kind.number() && r.kind.number():
	case l.kind != r.kind || l.kind == kindOther:
		return l, r, cannot("a comparison of different kinds of values")
	}
	return l, r, nil
}

// as converts a literal to another kind where SQLite's comparison does.
func (v value) as(k kind) (value, bool) {
	class, text := number(v.constant)
	switch {
	case k == kindBoolean && class == parser.Integer && (string(text) == "0" || string(text) == "1"):
		return value{expr: pg.Keyword(map[string]string{"0": "false", "1": "true"}[string(text)]), kind: k}, true
	case k == kindText && v.kind == kindInteger:
		return value{expr: &pg.Cast{X: pg.String(v.constant.Text), Type: "text"}, kind: k}, true
	case k.number() && v.kind == kindText && class == parser.Integer:
		return value{expr: signed(string(text)), kind: kindInteger}, true
	}
	return v, false
}

func arithmetic(op string, l, r value) (value, error) {
	if !l.kind.number() || !r.kind.number() {
		return l, cannot("arithmetic on what is no number")
	}
	k := max(l.kind, r.kind)
	if k == kindInteger { // literals are 32 bits wide in PostgreSQL
		if l.constant != nil {
			l.expr = &pg.Cast{X: l.expr, Type: "bigint"}
		}
		if r.constant != nil {
			r.expr = &pg.Cast{X: r.expr, Type: "bigint"}
		}
	}
	return value{expr: &pg.Binary{Op: op, L: l.expr, R: r.expr}, kind: k}, nil
}

// like translates LIKE, which folds ASCII case only and has no escape
// character of its own (https://sqlite.org/lang_expr.html#like).
func like(x *ast.Binary, l, r value) (value, error) {
	if l.kind != kindText || r.kind != kindText {
		return l, cannot("LIKE on what is no text")
	}
	out := &pg.Like{X: &pg.Collate{X: l.expr, Collation: "C"}, Op: "ILIKE", Pattern: r.expr}
	if x.Op == "NOT LIKE" {
		out.Op = "NOT ILIKE"
	}
	if x.Escape != nil {
		e, ok := x.Escape.(*ast.Literal)
		if !ok || e.Kind != ast.StringLit || len([]rune(e.Text)) != 1 {
			return l, cannot("an ESCAPE that is no single character")
		}
		out.Escape = e.Text
	}
	return value{expr: out, kind: kindBoolean}, nil
}

func (t *Table) between(x *ast.Between) (value, error) {
	v, err := t.value(x.X)
	if err != nil {
		return v, err
	}
	low, err := t.value(x.Low)
	if err != nil {
		return low, err
	}
	high, err := t.value(x.High)
	if err != nil {
		return high, err
	}
	if _, low, err = align(v, low); err != nil {
		return v, err
	}
	if _, high, err = align(v, high); err != nil {
		return v, err
	}
	if v.kind == kindText {
		v.expr = &pg.Collate{X: v.expr, Collation: "C"}
	}
	return value{expr: &pg.Between{X: v.expr, Low: low.expr, High: high.expr, Not: x.Not}, kind: kindBoolean}, nil
}

func (t *Table) in(x *ast.In) (value, error) {
	v, err := t.value(x.X)
	switch {
	case err != nil:
		return v, err
	case x.Query != "":
		return v, cannot("a subquery")
	case len(x.List) == 0: // also for NULL
		return value{expr: pg.Keyword(map[bool]string{false: "false", true: "true"}[x.Not]), kind: kindBoolean}, nil
	}
	in := &pg.In{X: v.expr, Not: x.Not}
	for _, item := range x.List {
		i, err := t.value(item)
		if err != nil {
			return i, err
		}
		if _, i, err = align(v, i); err != nil {
			return i, err
		}
		in.List = append(in.List, i.expr)
	}
	return value{expr: in, kind: kindBoolean}, nil
}

func (t *Table) caseExpr(x *ast.Case) (value, error) {
	c := &pg.Case{}
	out := value{expr: c, kind: kindNull}
	branch := func(e ast.Expr) (pg.Expr, error) {
		v, err := t.value(e)
		switch {
		case err != nil:
			return nil, err
		case v.kind == kindNull:
		case out.kind == kindNull:
			out.kind = v.kind
		case out.kind.number() && v.kind.number():
			out.kind = max(out.kind, v.kind)
		case out.kind != v.kind:
			return nil, cannot("a CASE whose branches are of different kinds")
		}
		return v.expr, nil
	}
	var base value
	if x.X != nil {
		var err error
		if base, err = t.value(x.X); err != nil {
			return out, err
		}
	}
	for _, w := range x.Whens {
		cond, err := t.value(w.Cond)
		if err == nil && x.X != nil {
			cond, err = compare("=", base, cond)
		}
		if err != nil {
			return out, err
		}
		b, err := cond.truth()
		if err != nil {
			return out, err
		}
		then, err := branch(w.Then)
		if err != nil {
			return out, err
		}
		c.Whens = append(c.Whens, pg.When{Cond: b, Then: then})
	}
	if x.Else != nil {
		e, err := branch(x.Else)
		if err != nil {
			return out, err
		}
		c.Else = e
	}
	if out.kind == kindNull {
		return out, cannot("a CASE that is always NULL")
	}
	return out, nil
}

// functions holds the functions that PostgreSQL has under a name of its own
// with the same meaning, by the kind of the first argument.
var functions = []struct {
	name    string
	args    int // -1: one or more, all of one kind
	first   kind
	pg      string
	collate bool // argument in the "C" collation: SQLite knows ASCII only
	yields  kind
}{
	{"length", 1, kindText, "length", false, kindInteger},
	{"length", 1, kindBlob, "octet_length", false, kindInteger},
	{"octet_length", 1, kindBlob, "octet_length", false, kindInteger},
	{"octet_length", 1, kindText, "octet_length", false, kindInteger},
	{"lower", 1, kindText, "lower", true, kindText},
	{"upper", 1, kindText, "upper", true, kindText},
	{"abs", 1, kindInteger, "abs", false, kindInteger},
	{"abs", 1, kindNumeric, "abs", false, kindNumeric},
	{"abs", 1, kindReal, "abs", false, kindReal},
	{"coalesce", -1, kindInteger, "coalesce", false, kindInteger},
	{"coalesce", -1, kindText, "coalesce", false, kindText},
	{"ifnull", -1, kindInteger, "coalesce", false, kindInteger},
	{"ifnull", -1, kindText, "coalesce", false, kindText},
}

func (t *Table) call(x *ast.Call) (value, error) {
	if x.Star || x.Distinct || x.Rest != "" || len(x.Args) == 0 {
		return value{}, cannot("function %s()", x.Name)
	}
	var args []pg.Expr
	var first kind
	same := true
	for i, a := range x.Args {
		v, err := t.value(a)
		if err != nil {
			return v, err
		}
		if i == 0 {
			first = v.kind
		}
		same = same && v.kind == first
		args = append(args, v.expr)
	}
	for _, f := range functions {
		if !strings.EqualFold(f.name, x.Name) || f.first != first || f.args >= 0 && f.args != len(args) || f.args < 0 && !same {
			continue
		}
		if f.collate {
			args[0] = &pg.Collate{X: args[0], Collation: "C"}
		}
		return value{expr: &pg.Call{Func: f.pg, Args: args}, kind: f.yields}, nil
	}
	return value{}, cannot("function %s()", diag.Escape(x.Name))
}

// setGenerated translates a generated column, which PostgreSQL stores. One
// whose expression has no form is left out: the dump does not hold its values.
func (t *Table) setGenerated(c *Column, con *ast.Constraint) {
	v, err := t.value(con.Expr)
	if err == nil {
		c.expr, err = v.stored(c.Type)
	}
	if err == nil && !readsColumn(con.Expr) {
		err = cannot("it reads no column") // PostgreSQL may refuse it at the first row
	}
	for _, other := range t.Columns {
		if err == nil && other.Generated && mentions(con.Expr, other.Name) {
			err = cannot("it reads another generated column")
		}
	}
	if err != nil {
		c.Dropped = true
		t.schema.warn(diag.Message{ID: "generated-left-out", Pos: t.pos(con.Offset), Object: t.object(c),
			Text: "the generated column is left out: " + err.Error()})
	}
}

// stored converts a value to a column's type.
func (v value) stored(ty Type) (pg.Expr, error) {
	k := kinds[ty.Encoding]
	switch {
	case v.kind == k && ty.Limit == 0:
		return v.expr, nil
	case v.kind == kindBoolean && k == kindInteger:
		return &pg.Cast{X: &pg.Cast{X: v.expr, Type: "int"}, Type: ty.SQL}, nil
	case v.kind == kindInteger && (k == kindReal || k == kindNumeric) && ty.Limit == 0:
		return v.expr, nil
	}
	return nil, cannot("its value is of another kind than its type %s", ty.SQL)
}

func readsColumn(x ast.Expr) bool {
	found := false
	ast.Walk(x, func(e ast.Expr) {
		_, ok := e.(*ast.ColumnRef)
		found = found || ok
	})
	return found
}

// mentions reports whether an expression names a column.
func mentions(x ast.Expr, name string) bool {
	found := false
	ast.Walk(x, func(e ast.Expr) {
		if c, ok := e.(*ast.ColumnRef); ok && strings.EqualFold(c.Name, name) {
			found = true
		}
	})
	return found
}
