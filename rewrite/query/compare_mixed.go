package query

import (
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// compareMixed compares values whose class only shows at run time. Under a
// numeric affinity a text that looks like a number is one.
func (t *Translator) compareMixed(op string, l, r Value, collation string) (Value, error) {
	word := func(v Value) bool { return v.Type.Kind == Text && v.noNumber() }
	if !ordering(op) && (word(l) || word(r)) && l.Type.Kind != Blob && r.Type.Kind != Blob {
		l, r = Collated(l, collation), Collated(r, collation)
		return boolean(&pg.Binary{Op: comparisons[op], L: l.X, R: r.X}), nil
	}
	if x, ok := t.compareElement(op, l, r); ok {
		return x, nil
	}
	for _, v := range []Value{l, r} {
		if v.Type.Kind == Mixed && v.Holds < ast.NumericAffinity {
			return v, cannot("a comparison of a value that is a number or a text, which only SQLite can tell")
		}
		if v.Type.Kind == Blob {
			return v, cannot("a comparison of a blob with a value that is a number or a text")
		}
	}
	switch { // a text beside it looks like a number and is none
	case r.Type.Kind == Text && !word(r):
		return t.mixedWithText(op, l, r, collation), nil
	case l.Type.Kind == Text && !word(l):
		return t.mixedWithText(flipped[op], r, l, collation), nil
	}
	side := func(v Value) pg.Expr {
		if v.Type.Kind.Number() {
			if v.Type.Kind == Bool {
				v, _ = t.number(v)
			}
			if s, ok := v.constantText(); ok && v.Type.Kind == Integer {
				return pg.String(s)
			}
			return t.textOfNumber(v)
		}
		return Collated(v, collation).X
	}
	return t.byOrder(op, side(l), side(r), l, r), nil
}

// mixedWithText compares a value that is a number or a text with a text: a number is less.
func (t *Translator) mixedWithText(op string, m, text Value, collation string) Value {
	if text.Literal != nil && !ordering(op) { // m holds no text that looks like a number
		return different(op, m, text, -1)
	}
	asText := m
	asText.Type = TypeText
	same, _ := t.compareClasses(op, asText, text, collation)
	c := &pg.Case{Whens: []pg.When{{Cond: &pg.Binary{Op: "=", L: t.helper("sqlite_typeof(text)", m.X), R: pg.String("text")}, Then: same.X}}}
	number := different(op, m, text, -1)
	c.Else = number.X
	return boolean(c)
}

// byOrder compares texts of numbers and texts by a function.
func (t *Translator) byOrder(op string, a, b pg.Expr, l, r Value) Value {
	return t.orderOf(op, t.helper("sqlite_compare(text, text)", a, b), l, r)
}

// orderOf compares by the -1, 0 or 1 that a function returned.
func (t *Translator) orderOf(op string, order pg.Expr, l, r Value) Value {
	if op != "IS" && op != "IS NOT" {
		return boolean(&pg.Binary{Op: op, L: order, R: pg.Number("0")})
	}
	same := pg.Expr(&pg.Binary{Op: "IS NOT DISTINCT FROM", L: order, R: pg.Number("0")})
	if !l.NotNull && !r.NotNull {
		same = &pg.Binary{Op: "OR", L: same, R: &pg.Binary{Op: "AND", L: &pg.Postfix{X: l.X, Op: "IS NULL"}, R: &pg.Postfix{X: r.X, Op: "IS NULL"}}}
	}
	if op == "IS NOT" {
		return boolean(&pg.Prefix{Op: "NOT", X: same})
	}
	return boolean(same)
}

// compareElement compares what was taken out of JSON with a number or a text, or with another
// such element.
func (t *Translator) compareElement(op string, l, r Value) (Value, bool) {
	if l.Element == nil {
		op, l, r = flipped[op], r, l
	}
	if l.Element == nil || l.Holds != ast.NoAffinity {
		return Value{}, false
	}
	if r.Element != nil {
		return t.sameElement(op, l, r)
	}
	var order pg.Expr
	switch k := r.Type.Kind; {
	case k == Text:
		order = t.helper("sqlite_json_compare(json, text)", l.Element, r.X)
		if s, ok := r.constantText(); ok {
			order = t.helper("sqlite_json_compare(json, text)", l.Element, &pg.Cast{X: pg.String(s), Type: "text"})
		}
	case k == Integer || k == Bool || k == Numeric || k == Real && r.Literal != nil:
		n, err := t.number(r)
		if err != nil {
			return Value{}, false
		}
		order = t.helper("sqlite_json_compare(json, numeric)", l.Element, n.X)
	case k == Real:
		order = t.helper("sqlite_json_compare(json, numeric)", l.Element, t.exact(r))
	default:
		return Value{}, false
	}
	return t.orderOf(op, order, l, r), true
}

// sameElement says whether two elements of JSON are equal.
func (t *Translator) sameElement(op string, l, r Value) (Value, bool) {
	if ordering(op) || r.Holds != ast.NoAffinity || collatedName(l) != "" || collatedName(r) != "" {
		return Value{}, false
	}
	key := func(v Value) pg.Expr { return t.helper("sqlite_json_key(json)", v.Element) }
	return boolean(&pg.Binary{Op: comparisons[op], L: key(l), R: key(r)}), true
}
