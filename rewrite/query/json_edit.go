package query

import (
	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

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

// series is generate_series() of sqlite3 itself, between constants. What it does with a step
// below 0 differs from version to version.
// https://sqlite.org/series.html
func (t *Translator) series(x *ast.TableFunc, s *Scope) (pg.Expr, []*Column, error) {
	a, err := t.values(x.Args, s)
	if err != nil {
		return nil, nil, err
	}
	var args []pg.Expr
	for i, v := range a {
		n, ok := v.integer()
		if !ok || i == 2 && n < 1 {
			break
		}
		args = append(args, &pg.Cast{X: v.X, Type: TypeInteger.SQL})
	}
	if len(args) != len(a) || len(a) < 2 || len(a) > 3 {
		return nil, nil, cannot("table-valued function generate_series() of other than two constants and a step above 0")
	}
	return call("generate_series", args...), []*Column{{Name: "value", PG: "value", Type: TypeInteger, NotNull: true}}, nil
}

// TableFunction translates a table-valued function, and names its columns.
func (t *Translator) TableFunction(x *ast.TableFunc, s *Scope) (pg.Expr, []*Column, error) {
	name := fold(x.Name.Text)
	if name == "generate_series" {
		return t.series(x, s)
	}
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
	return t.helper("sqlite_"+name+"(json, text)", doc, path.X), []*Column{
		{Name: "key", PG: "key", Type: TypeMixed, Element: "key_json"},
		{Name: "value", PG: "value", Type: TypeMixed, Element: "value_json"},
		{Name: "type", PG: "type", Type: TypeText},
		{Name: "atom", PG: "atom", Type: TypeMixed, Element: "atom_json"},
		{Name: "fullkey", PG: "fullkey", Type: TypeText},
		{Name: "path", PG: "path", Type: TypeText},
	}, nil
}
