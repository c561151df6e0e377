package query

import (
	"strconv"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
)

// https://sqlite.org/json1.html
var jsonFunctions = []function{
	{"json", 1, 1, (*Translator).json, ""}, // minified, with its order and its duplicates
	{"json_valid", 1, 1, (*Translator).jsonValid, ""},
	{"json_quote", 1, 1, (*Translator).jsonQuote, ""},
	{"json_extract", 2, -1, (*Translator).jsonExtract, ""},
	{"json_type", 1, 2, (*Translator).jsonType, ""},
	{"json_array_length", 1, 2, (*Translator).jsonArrayLength, ""},
	{"json_array", 0, -1, (*Translator).jsonArray, ""},
	{"json_object", 0, -1, (*Translator).jsonObject, ""},
	{"json_set", 1, -1, jsonEdit("set"), ""},
	{"json_insert", 1, -1, jsonEdit("insert"), ""},
	{"json_replace", 1, -1, jsonEdit("replace"), ""},
	{"json_remove", 1, -1, (*Translator).jsonRemove, ""},
	{"json_patch", 2, 2, (*Translator).jsonPatch, ""},
}

// document is an argument that is JSON, as type json.
func (t *Translator) document(v Value) (pg.Expr, error) {
	switch {
	case v.Element != nil: // its text is read: that of a string may be a document, too
		return t.helper("sqlite_json_document(json)", v.Element), nil
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

// jsonValue is the element of a document as a value: a text or a number; the text of an object or an array is JSON to
// other functions where extracted says so, as it is not from ->>.
func (t *Translator) jsonValue(element pg.Expr, extracted bool) Value {
	return Value{X: t.helper("sqlite_json_value(json)", element), Type: TypeMixed, Element: element, JSON: extracted}
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
		return t.jsonValue(e, true), err
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
		return t.jsonValue(e, false), nil
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
		there := &pg.Postfix{X: a[0].X, Op: "IS NOT NULL"}
		if t.Check && !a[0].NotNull { // which a NULL passes
			return boolean(&pg.Case{Whens: []pg.When{{Cond: there, Then: pg.Keyword("true")}}}), nil
		}
		return boolean(there), nil
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
