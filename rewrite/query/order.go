package query

import (
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// orderKey is a value in a form that PostgreSQL orders as SQLite does.
func (t *Translator) orderKey(v Value) (pg.Expr, error) {
	switch {
	case v.Type.Kind == Mixed && v.Element != nil: // NULL, numbers, texts
		class := &pg.Case{X: t.helper("sqlite_json_type(json)", v.Element), Whens: []pg.When{{Cond: pg.String("null"), Then: null.X}, {Cond: pg.String("text"), Then: pg.Number("2")},
			{Cond: pg.String("object"), Then: pg.Number("2")}, {Cond: pg.String("array"), Then: pg.Number("2")}}, Else: pg.Number("1")}
		known := &pg.Case{Whens: []pg.When{{Cond: &pg.Postfix{X: v.X, Op: "IS NULL"}, Then: pg.Number("0")}}, Else: class}
		return &pg.Row{Items: []pg.Expr{known, t.helper("sqlite_json_number(json)", v.Element), Ordered(v, v.Collation).X}}, nil
	case v.Type.Kind == Mixed && v.neverNumber() && v.Type.Read == nil: // numbers come first
		number, class := t.helper("sqlite_num(text)", v.X), t.helper("sqlite_typeof(text)", v.X)
		isText := &pg.Binary{Op: "=", L: class, R: pg.String("text")}
		known := &pg.Case{Whens: []pg.When{{Cond: &pg.Postfix{X: v.X, Op: "IS NULL"}, Then: pg.Number("0")}, {Cond: isText, Then: pg.Number("2")}}, Else: pg.Number("1")}
		return &pg.Row{Items: []pg.Expr{known, &pg.Case{Whens: []pg.When{{Cond: isText, Then: null.X}}, Else: number},
			&pg.Case{Whens: []pg.When{{Cond: isText, Then: Ordered(v, v.Collation).X}}}}}, nil
	case v.Type.Kind == Mixed:
		return nil, cannot("an order of values that are numbers or texts, which only SQLite can tell apart")
	case v.Type.Kind == Blob: // which is no order of numbers and texts that became bytes
		p, err := t.plain(v)
		return p.X, err
	case v.Type.Kind == Text && orderedAsText[v.Type.SQL] && collatedName(v) == "":
		t.spelled(v)
		return v.X, nil
	case v.Type.Kind == Text:
		p, err := t.plain(v)
		if err != nil {
			return nil, err
		}
		return Ordered(p, v.Collation).X, nil
	}
	return v.X, nil
}

// orderedAsText are the types that order as their text does in SQLite, where
// all of a column is spelled alike; otherwise the type's order is what was meant.
var orderedAsText = map[string]bool{"timestamp": true, "timestamptz": true, "date": true, "time": true, "uuid": true}

// Orders translates the terms of an ORDER BY that can name nothing but columns:
// of a window, or of an aggregate's arguments.
func (t *Translator) Orders(terms []ast.OrderTerm, s *Scope) ([]pg.Order, error) {
	var out []pg.Order
	for _, term := range terms {
		v, err := t.Value(term.Expr, s)
		if err != nil {
			return nil, err
		}
		if v.Literal != nil {
			continue // a constant orders nothing
		}
		o, err := t.order(v, term)
		if err != nil {
			return nil, at(term.Expr, err)
		}
		out = append(out, o)
	}
	return out, nil
}

// order is a term of ORDER BY. In SQLite NULL is the smallest value.
// https://sqlite.org/lang_select.html#orderby
func (t *Translator) order(v Value, term ast.OrderTerm) (pg.Order, error) {
	key, err := t.orderKey(v)
	o := pg.Order{Expr: key, Desc: term.Desc, Nulls: term.Nulls}
	switch {
	case v.NotNull:
		o.Nulls = ""
	case o.Nulls != "":
	case term.Desc:
		o.Nulls = "LAST"
	default:
		o.Nulls = "FIRST"
	}
	return o, err
}
