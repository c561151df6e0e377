package query

import (
	"strings"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// toJSON writes a value as JSON. nullable says that it may be NULL still.
func (t *Translator) toJSON(v Value) (x pg.Expr, nullable bool, err error) {
	if v.Element != nil && v.JSON {
		return t.helper("sqlite_json_item(json)", v.Element), true, nil
	}
	if v.Element != nil {
		return t.helper("sqlite_json_scalar(json)", v.Element), true, nil
	}
	if v.JSON {
		return v.X, !v.NotNull, nil
	}
	switch v.Type.Kind {
	case Null:
		return pg.String("null"), false, nil
	case Blob:
		return nil, false, cannot("a blob in JSON")
	case Mixed:
		return nil, false, cannot("a value that is a number or a text, which only SQLite can tell, in JSON")
	}
	if s, ok := v.constantText(); ok {
		if v.Type.Kind == Text {
			s = quoteJSON(s)
		}
		return pg.String(s), false, nil
	}
	kind := v.Type.Kind
	s, err := t.text(v)
	if err != nil {
		return nil, false, err
	}
	if kind == Text {
		if t.Immutable {
			s.X = t.helper("sqlite_json_quote(text)", s.X)
		} else {
			s.X = &pg.Cast{X: call("to_json", s.X), Type: "text"}
		}
	}
	return s.X, !s.NotNull, nil
}

// quoteJSON writes a string as SQLite and PostgreSQL do.
func quoteJSON(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r < 0x20:
			short := map[rune]string{'\b': `\b`, '\f': `\f`, '\n': `\n`, '\r': `\r`, '\t': `\t`}[r]
			if short == "" {
				short = `\u00` + string("0123456789abcdef"[r>>4]) + string("0123456789abcdef"[r&15])
			}
			b.WriteString(short)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

func (t *Translator) jsonQuote(a []Value) (Value, error) {
	x, nullable, err := t.toJSON(a[0])
	if nullable {
		x = call("coalesce", x, pg.String("null"))
	}
	return jsonText(x), err
}

// item writes a value as an item of an array or object.
func (t *Translator) item(v Value) (pg.Expr, error) {
	x, nullable, err := t.toJSON(v)
	if nullable {
		x = call("coalesce", x, pg.String("null"))
	}
	return x, err
}

// wrapJSON concatenates items with commas between brackets; constants beside
// each other become one.
func wrapJSON(open string, items []pg.Expr, end string) pg.Expr {
	parts := []pg.Expr{pg.String(open)}
	add := func(x pg.Expr) {
		if s, ok := x.(pg.String); ok {
			if last, ok := parts[len(parts)-1].(pg.String); ok {
				parts[len(parts)-1] = last + s
				return
			}
		}
		parts = append(parts, x)
	}
	for i, x := range items {
		if i > 0 {
			add(pg.String(","))
		}
		for _, p := range flatten(x) {
			add(p)
		}
	}
	add(pg.String(end))
	out := parts[0]
	for _, p := range parts[1:] {
		out = &pg.Binary{Op: "||", L: out, R: p}
	}
	return out
}

// flatten takes a concatenation apart.
func flatten(x pg.Expr) []pg.Expr {
	if b, ok := x.(*pg.Binary); ok && b.Op == "||" {
		return append(flatten(b.L), flatten(b.R)...)
	}
	return []pg.Expr{x}
}

func (t *Translator) jsonArray(a []Value) (Value, error) {
	var items []pg.Expr
	for _, v := range a {
		x, err := t.item(v)
		if err != nil {
			return Value{}, err
		}
		items = append(items, x)
	}
	v := jsonText(wrapJSON("[", items, "]"))
	v.NotNull = true
	return v, nil
}

func (t *Translator) jsonObject(a []Value) (Value, error) {
	if len(a)%2 != 0 {
		return Value{}, cannot("json_object() with an odd number of arguments")
	}
	var items []pg.Expr
	for i := 0; i < len(a); i += 2 {
		x, err := t.member(a[i], a[i+1])
		if err != nil {
			return Value{}, err
		}
		items = append(items, x)
	}
	v := jsonText(wrapJSON("{", items, "}"))
	v.NotNull = true
	return v, nil
}

func (t *Translator) member(key, v Value) (pg.Expr, error) {
	if key.Type.Kind != Text {
		return nil, cannot("a JSON name that is no text")
	}
	key.JSON, key.Element = false, nil
	name, _, err := t.toJSON(key)
	if err != nil {
		return nil, err
	}
	x, err := t.item(v)
	return &pg.Binary{Op: "||", L: &pg.Binary{Op: "||", L: name, R: pg.String(":")}, R: x}, err
}

func (t *Translator) jsonGroupArray(a []Value, out *pg.Aggregate, x *ast.Call, s *Scope) (Value, error) {
	item, err := t.item(a[0])
	if err != nil {
		return Value{}, err
	}
	return t.jsonGroup("[", item, "]", out, x, s)
}

func (t *Translator) jsonGroupObject(a []Value, out *pg.Aggregate, x *ast.Call, s *Scope) (Value, error) {
	key, err := t.text(a[0]) // of any kind, where json_object() wants a text
	if err != nil {
		return Value{}, err
	}
	member, err := t.member(key, a[1])
	if err != nil {
		return Value{}, err
	}
	return t.jsonGroup("{", member, "}", out, x, s)
}

func (t *Translator) jsonGroup(open string, item pg.Expr, end string, out *pg.Aggregate, x *ast.Call, s *Scope) (Value, error) {
	if x.Distinct {
		return Value{}, cannot("DISTINCT in %s()", x.Name)
	}
	t.orderByKey(out, x, s)
	out.Func, out.Args = "string_agg", []pg.Expr{item, pg.String(",")}
	all := call("coalesce", out, pg.String(""))
	v := jsonText(&pg.Binary{Op: "||", L: &pg.Binary{Op: "||", L: pg.String(open), R: all}, R: pg.String(end)})
	v.NotNull = true
	return v, nil
}
