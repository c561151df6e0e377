package coltype

import (
	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/query"
)

// InQueries is the type as queries see it: that of the load, or that in the end.
func (t *Type) InQueries(end bool) query.Type {
	q := t.Encoding.inQueries(end && t.After != "")
	if q.SQL = t.SQL; end {
		q.SQL = t.Final()
	}
	if q.SQL == CitextName {
		q.Read = toText
	}
	switch x := t.Encoding.(type) {
	case *outside:
		q.SQL = x.queryName(q.SQL)
	case reals, decimals:
		if !end && t.Class == parser.Null { // integers and reals may come
			t.Encoding.loaded(&q, t, values{affinity: t.Affinity, classes: 1<<parser.Integer | 1<<parser.Real})
		}
	}
	return q
}

// Loaded is InQueries in the end, with what the values that were loaded say of a
// type that holds several classes: these, as bits. affinity is that of the declared
// type.
func (t *Type) Loaded(affinity ast.Affinity, classes uint8) query.Type {
	q := t.InQueries(true)
	t.Encoding.loaded(&q, t, values{affinity, classes})
	return q
}

// Unseen is Loaded for a column that holds no value and is taken to be of the type: with
// the other ways to write values that its chain has and that end in the same type.
func (t *Type) Unseen(chain []Type, affinity ast.Affinity) query.Type {
	take := func(t *Type) query.Type {
		q := t.Loaded(affinity, 0)
		q.Takes = func(l *ast.Literal) bool { return t.takes(l) }
		return q
	}
	q := take(t)
	for i := range chain {
		if other := &chain[i]; other.Final() == t.Final() && other.Encoding != t.Encoding {
			q.Otherwise = append(q.Otherwise, take(other))
		}
	}
	return q
}

// takes reports whether the type holds a constant of a query.
func (t *Type) takes(l *ast.Literal) bool {
	class, ok := map[ast.LiteralKind]parser.Class{ast.IntegerLit: parser.Integer, ast.RealLit: parser.Real, ast.StringLit: parser.Text, ast.BlobLit: parser.Blob}[l.Kind]
	if !ok {
		return false
	}
	var buf []byte
	return t.Try(&parser.Value{Class: class, Text: []byte(l.Text)}, &buf).OK()
}

// values is what is known of the values of a column.
type values struct {
	affinity ast.Affinity
	classes  uint8
}

func (v values) has(class parser.Class) bool  { return v.classes&(1<<class) != 0 }
func (v values) only(class parser.Class) bool { return v.classes == 1<<class }

// writes is how a plain value is written into a column, by its kind: the other way
// round than query.Type reads it. PostgreSQL's casts raise for what the type does
// not hold.
type writes map[query.Kind]write

// write writes x into a column of type to.
type write struct {
	as func(x pg.Expr, to string) pg.Expr
	// spells is set where a string literal must be one that the type takes.
	spells bool
}

// spelled is a text that the type reads.
var spelled = write{as: func(x pg.Expr, to string) pg.Expr { return &pg.Cast{X: x, Type: to} }, spells: true}

func castText(x pg.Expr, to string) pg.Expr { return &pg.Cast{X: toText(x), Type: to} }

func asItIs(x pg.Expr, _ string) pg.Expr { return x }

// Writer returns how queries write into a column of the type as it is in the end,
// nil where package query knows by itself. name is the column's in SQLite.
func (t *Type) Writer(name string) func(query.Value) (pg.Expr, error) {
	kinds, to := t.Encoding.writes(), t.Final()
	if kinds == nil || to == "text" {
		return nil
	}
	return func(v query.Value) (pg.Expr, error) {
		kind := v.Type.Kind
		if kind == query.Mixed {
			kind = query.Text
		}
		write := kinds[kind]
		if write.as == nil {
			return nil, query.Untranslatable("a value of type " + v.Type.SQL + " does not fit column " + diag.Show(name) + " of type " + to)
		}
		if l := v.Literal; l != nil && l.Kind == ast.StringLit && write.spells {
			if _, why := Default(*t, &parser.Value{Class: parser.Text, Text: []byte(l.Text)}); why != "" {
				return nil, query.Untranslatable(why)
			}
		}
		return write.as(v.X, to), nil
	}
}

func toText(x pg.Expr) pg.Expr { return &pg.Cast{X: x, Type: "text"} }

func sameValue(x pg.Expr) pg.Expr { return x }

// formatted reads a date or time, whatever the session's DateStyle is.
func formatted(format string) func(pg.Expr) pg.Expr {
	return func(x pg.Expr) pg.Expr {
		return &pg.Call{Func: "to_char", Args: []pg.Expr{x, pg.String(format)}}
	}
}
