package query

import (
	"strconv"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// https://sqlite.org/json1.html
var jsonFunctions = []function{
	{"json", 1, 1, (*Translator).json, "", "minified, with its order and its duplicates; json-042"},
	{"json_valid", 1, 1, (*Translator).jsonValid, "", "json-043"},
	{"json_quote", 1, 1, (*Translator).jsonQuote, "", "json-055"},
	{"json_extract", 2, -1, (*Translator).jsonExtract, "", "json-001"},
	{"json_type", 1, 2, (*Translator).jsonType, "", "json-036"},
	{"json_array_length", 1, 2, (*Translator).jsonArrayLength, "", "json-040"},
	{"json_array", 0, -1, (*Translator).jsonArray, "", "json-052"},
	{"json_object", 0, -1, (*Translator).jsonObject, "", "json-054"},
	{"json_set", 1, -1, jsonEdit("set"), "", "json-059"},
	{"json_insert", 1, -1, jsonEdit("insert"), "", "json-061"},
	{"json_replace", 1, -1, jsonEdit("replace"), "", "json-062"},
	{"json_remove", 1, -1, (*Translator).jsonRemove, "", "json-063"},
	{"json_patch", 2, 2, (*Translator).jsonPatch, "", "json-065"},
}

// document is an argument that is JSON, as type json.
func (t *Translator) document(v Value) (pg.Expr, error) {
	switch {
	case v.Element != nil:
		return v.Element, nil
	case v.Type.SQL == "json":
		return v.X, nil
	case v.Type.SQL == "jsonb":
		return &pg.Cast{X: v.X, Type: "json"}, nil
	case v.Type.Kind == Blob:
		return nil, cannot("a blob as JSON")
	}
	s, err := t.text(v)
	if c, ok := s.X.(*pg.Cast); ok && c.Type == "text" && v.Type.Kind == Null {
		s.X = c.X
	}
	return &pg.Cast{X: s.X, Type: "json"}, err
}

// jsonText is a value of a function whose result is JSON.
func jsonText(x pg.Expr) Value { return Value{X: x, Type: TypeText, JSON: true} }

// part is the element of a document at a path, as type json. A path of names
// that are no numbers is PostgreSQL's own; it takes a number for an index and a
// name alike, SQLite does not.
func (t *Translator) part(doc pg.Expr, path Value, arrow bool) (pg.Expr, error) {
	if n, ok := path.integer(); ok && arrow {
		if n < 0 {
			return nil, cannot("a negative index of ->, on which versions of SQLite differ")
		}
		return t.helper("sqlite_json_at(json, text)", doc, pg.String("$["+strconv.FormatInt(n, 10)+"]")), nil
	}
	if s, ok := path.constantText(); ok {
		if arrow && !strings.HasPrefix(s, "$") {
			switch _, err := strconv.ParseUint(s, 10, 31); {
			case err == nil:
				s = "$[" + s + "]"
			case strings.HasPrefix(s, "["):
				s = "$" + s
			default:
				s = "$." + s
			}
		}
		names, ok := pathNames(s)
		switch {
		case !ok:
			return nil, cannot("the JSON path %s", diag.Show(s))
		case names == nil:
			return t.helper("sqlite_json_at(json, text)", doc, pg.String(s)), nil
		case len(names) == 0:
			return doc, nil
		case len(names) == 1:
			return &pg.Binary{Op: "->", L: doc, R: pg.String(names[0])}, nil
		}
		return &pg.Binary{Op: "#>", L: doc, R: pg.String("{" + strings.Join(names, ",") + "}")}, nil
	}
	s, err := t.text(path)
	if err != nil {
		return nil, err
	}
	if arrow {
		if k := path.Type.Kind; k != Integer && k != Bool && k != Text {
			return nil, cannot("-> with what is no name and no index")
		}
		x := t.helper("sqlite_json_step(text)", s.X)
		return t.helper("sqlite_json_at(json, text)", doc, x), nil
	}
	return t.helper("sqlite_json_at(json, text)", doc, s.X), nil
}

// pathNames takes a path apart that consists of names: nil with ok for one that
// holds an index or a name of digits. ok is false for what is no path.
func pathNames(p string) (names []string, ok bool) {
	if !strings.HasPrefix(p, "$") {
		return nil, false
	}
	names = []string{}
	plain := true
	for p = p[1:]; p != ""; {
		switch {
		case strings.HasPrefix(p, `."`):
			end := strings.IndexByte(p[2:], '"')
			if end < 0 {
				return nil, false
			}
			names = append(names, p[2:2+end])
			p = p[end+3:]
		case p[0] == '.':
			end := strings.IndexAny(p[1:], ".[")
			if end < 0 {
				end = len(p) - 1
			}
			if end == 0 {
				return nil, false
			}
			names = append(names, p[1:1+end])
			p = p[1+end:]
		case p[0] == '[':
			end := strings.IndexByte(p, ']')
			if end < 0 || !isIndex(p[1:end]) {
				return nil, false
			}
			plain = false
			p = p[end+1:]
		default:
			return nil, false
		}
	}
	for _, n := range names {
		_, err := strconv.Atoi(strings.TrimSpace(n))
		if err == nil || n == "" || len(names) > 1 && strings.ContainsAny(n, `{},"\ `+"\t\n\r\v\f") || strings.EqualFold(n, "null") {
			plain = false
		}
	}
	if !plain {
		return nil, true
	}
	return names, true
}

// isIndex reports whether s is what stands between brackets: 3, # or #-3.
func isIndex(s string) bool {
	if s == "#" {
		return true
	}
	s = strings.TrimPrefix(s, "#-")
	_, err := strconv.ParseUint(s, 10, 31)
	return err == nil
}

// jsonValue is the element of a document as a value: a text, a number, or JSON.
func (t *Translator) jsonValue(element pg.Expr) Value {
	return Value{X: t.helper("sqlite_json_value(json)", element), Type: TypeMixed, Element: element}
}

func (t *Translator) jsonExtract(a []Value) (Value, error) {
	if anyNull(a) {
		return Value{X: null.X, Type: TypeText}.typed(), nil
	}
	doc, err := t.document(a[0])
	if err != nil {
		return Value{}, err
	}
	if len(a) == 2 {
		e, err := t.part(doc, a[1], false)
		return t.jsonValue(e), err
	}
	var list []pg.Expr
	for _, p := range a[1:] {
		e, err := t.part(doc, p, false)
		if err != nil {
			return Value{}, err
		}
		list = append(list, call("coalesce", t.helper("sqlite_json(json)", e), pg.String("null")))
	}
	all := wrapJSON("[", list, "]")
	return jsonText(&pg.Case{Whens: []pg.When{{Cond: &pg.Postfix{X: a[0].X, Op: "IS NOT NULL"}, Then: all}}}), nil
}

// jsonArrow translates -> and ->>, whose right side may be a name or an index.
func (t *Translator) jsonArrow(op string, l, r Value) (Value, error) {
	if l.Type.Kind == Null || r.Type.Kind == Null {
		return Value{X: null.X, Type: TypeText}.typed(), nil
	}
	doc, err := t.document(l)
	if err != nil {
		return Value{}, err
	}
	e, err := t.part(doc, r, true)
	if err != nil {
		return Value{}, err
	}
	if op == "->>" {
		return t.jsonValue(e), nil
	}
	v := jsonText(t.helper("sqlite_json(json)", e))
	return v, nil
}

func (t *Translator) json(a []Value) (Value, error) {
	doc, err := t.document(a[0])
	return jsonText(t.helper("sqlite_json(json)", doc)), err
}

func (t *Translator) jsonValid(a []Value) (Value, error) {
	if a[0].Type.SQL == "json" || a[0].Type.SQL == "jsonb" {
		return boolean(&pg.Postfix{X: a[0].X, Op: "IS NOT NULL"}), nil
	}
	s, err := t.text(a[0])
	if s.Type.Kind == Null {
		return constant(false), nil
	}
	x := t.helper("sqlite_json_valid(text)", s.X)
	if !s.NotNull && !t.Check {
		x = call("coalesce", x, pg.Keyword("false")) // NULL before SQLite 3.42 was no JSON
	}
	return boolean(x), err
}

func (t *Translator) jsonType(a []Value) (Value, error) {
	return t.jsonPart("sqlite_json_type(json)", TypeText, a)
}

func (t *Translator) jsonArrayLength(a []Value) (Value, error) {
	return t.jsonPart("sqlite_json_array_length(json)", TypeInteger, a)
}

func (t *Translator) jsonPart(signature string, ty Type, a []Value) (Value, error) {
	if anyNull(a) {
		return Value{X: null.X, Type: ty}.typed(), nil
	}
	doc, err := t.document(a[0])
	if err == nil && len(a) > 1 {
		doc, err = t.part(doc, a[1], false)
	}
	return Value{X: t.helper(signature, doc), Type: ty, Digits: usualDigits, Word: ty.Kind == Text}, err
}

// toJSON writes a value as JSON. nullable says that it may be NULL still.
func (t *Translator) toJSON(v Value) (x pg.Expr, nullable bool, err error) {
	if v.Element != nil {
		return t.helper("sqlite_json(json)", v.Element), true, nil
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

// jsonEdit translates json_set(), json_insert() and json_replace().
func jsonEdit(mode string) func(*Translator, []Value) (Value, error) {
	return func(t *Translator, a []Value) (Value, error) {
		if len(a)%2 == 0 {
			return Value{}, cannot("json_%s() with an even number of arguments", mode)
		}
		doc, err := t.document(a[0])
		if err != nil {
			return Value{}, err
		}
		for i := 1; i < len(a); i += 2 {
			if doc, err = t.edit(doc, a[i], a[i+1], mode); err != nil {
				return Value{}, err
			}
		}
		return jsonText(t.helper("sqlite_json(json)", doc)), nil
	}
}

func (t *Translator) edit(doc pg.Expr, path, v Value, mode string) (pg.Expr, error) {
	p, err := t.text(path)
	if err != nil {
		return nil, err
	}
	if s, ok := p.constantText(); ok {
		if _, ok := pathNames(s); !ok {
			return nil, cannot("the JSON path %s", diag.Show(s))
		}
		if s == "$" && mode != "insert" { // SQLite returns the value itself, no JSON
			return nil, cannot("json_%s() of the whole document", mode)
		}
	}
	item := pg.Expr(pg.String("null"))
	if mode != "remove" {
		if item, err = t.item(v); err != nil {
			return nil, err
		}
	}
	return t.helper("sqlite_json_edit(json, text, text, text)", doc, p.X, item, pg.String(mode)), nil
}

func (t *Translator) jsonRemove(a []Value) (Value, error) {
	doc, err := t.document(a[0])
	if err != nil {
		return Value{}, err
	}
	for _, p := range a[1:] {
		if doc, err = t.edit(doc, p, null, "remove"); err != nil {
			return Value{}, err
		}
	}
	return jsonText(t.helper("sqlite_json(json)", doc)), nil
}

func (t *Translator) jsonPatch(a []Value) (Value, error) {
	l, err := t.document(a[0])
	if err != nil {
		return Value{}, err
	}
	r, err := t.document(a[1])
	return jsonText(t.helper("sqlite_json(json)", t.helper("sqlite_json_patch(json, json)", l, r))), err
}

// TableFunction translates a table-valued function, and names its columns.
func (t *Translator) TableFunction(x *ast.TableFunc, s *Scope) (pg.Expr, []*Column, error) {
	name := fold(x.Name.Text)
	if name != "json_each" && name != "json_tree" || len(x.Args) < 1 || len(x.Args) > 2 {
		return nil, nil, cannot("table-valued function %s()", diag.Escape(x.Name.Text))
	}
	a, err := t.values(x.Args, s)
	if err != nil {
		return nil, nil, err
	}
	doc, err := t.document(a[0])
	if err != nil {
		return nil, nil, err
	}
	path := text("$")
	if len(a) > 1 {
		if path, err = t.text(a[1]); err != nil {
			return nil, nil, err
		}
	}
	const internal = "it is a number inside of SQLite"
	return t.helper("sqlite_"+name+"(json, text)", doc, path.X), []*Column{
		{Name: "key", PG: "key", Type: TypeMixed, Element: "key_json"},
		{Name: "value", PG: "value", Type: TypeMixed, Element: "value_json"},
		{Name: "type", PG: "type", Type: TypeText},
		{Name: "atom", PG: "atom", Type: TypeMixed, Element: "atom_json"},
		{Name: "fullkey", PG: "fullkey", Type: TypeText},
		{Name: "path", PG: "path", Type: TypeText},
	}, nil
}
