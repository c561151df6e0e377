package query

import (
	"encoding/json"
	"regexp"
	"strings"
	"sync"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// compareDocument compares a column of jsonb with a constant, whose text SQLite compares with
// the text that the column held: it was JSON, in a spelling that jsonb does not keep. It is not
// ok where the spelling decides.
func (t *Translator) compareDocument(op string, l, r Value, collation string) (Value, bool) {
	if l.Type.Form != "jsonb" {
		op, l, r = flipped[op], r, l
	}
	if l.Type.Form != "jsonb" || r.Literal == nil {
		return Value{}, false
	}
	binary := collation == "BINARY" || collation == ""
	text := r.Literal.Text
	switch {
	case r.Literal.Kind == ast.IntegerLit:
	case r.Literal.Kind == ast.BlobLit && !l.Type.Unclassed: // which comes behind texts and numbers
		return different(op, l, r, -1), true
	case r.Literal.Kind != ast.StringLit:
		return Value{}, false
	case l.Affinity >= ast.NumericAffinity:
		if n, ok := asNumber(text); ok {
			r, text = n, n.Literal.Text
		}
	}
	number := r.Literal.Kind == ast.IntegerLit
	switch {
	case r.Literal.Kind == ast.RealLit, number && l.Affinity < ast.NumericAffinity:
		return Value{}, false
	case ordering(op):
		// The empty text comes before all others, and no JSON is empty.
		switch {
		case text != "" || l.Type.Unclassed:
			return Value{}, false
		case l.Affinity == ast.TextAffinity:
			return different(op, l, r, 1), true
		case l.Affinity >= ast.NumericAffinity: // numbers, which come before it, are none of them texts
			number := map[bool]string{true: "<>", false: "="}[op[0] == '>']
			return boolean(&pg.Binary{Op: number, L: call("jsonb_typeof", l.X), R: pg.String("number")}), true
		}
		return Value{}, false
	case !number && !json.Valid([]byte(text)) && (collation != "NOCASE" || !json.Valid([]byte(strings.ToLower(text)))):
		return different(op, l, r, 1), true
	case t.Check || l.Type.Unclassed: // rows that a CHECK let in must pass it
		return Value{}, false
	case number:
		return boolean(&pg.Binary{Op: comparisons[op], L: l.X, R: pg.String(text)}), true
	case !binary || !oneSpelling().MatchString(text):
		return Value{}, false
	}
	note(&t.Documents, l)
	return boolean(&pg.Binary{Op: comparisons[op], L: l.X, R: pg.String(text)}), true
}

// oneSpelling are documents that all programs spell alike but for spaces.
var oneSpelling = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(null|true|false|\[\]|\{\}|"[A-Za-z0-9 _.-]*")$`)
})

// defaultedDocument is a comparison of coalesce(c, constant) with a constant, where c is a
// column of jsonb, as the two comparisons that it is; nil for any other one.
func (t *Translator) defaultedDocument(x *ast.Binary, s *Scope) ast.Expr {
	c, ok := x.L.(*ast.Call)
	other, constant := x.R.(*ast.Literal)
	if !ok || !constant || len(c.Args) != 2 || fold(c.Name) != "coalesce" && fold(c.Name) != "ifnull" {
		return nil
	}
	ref, ok := c.Args[0].(*ast.ColumnRef)
	instead, constant := c.Args[1].(*ast.Literal)
	if !ok || !constant || instead.Kind != ast.StringLit || other.Kind != ast.StringLit {
		return nil
	}
	if v, err := t.Value(ref, s); err != nil || v.Type.Form != "jsonb" {
		return nil
	}
	if _, number := asNumber(other.Text); number { // the column's affinity would count
		return nil
	}
	return &ast.Case{Whens: []ast.When{{Cond: &ast.IsNull{X: ref}, Then: &ast.Binary{Op: x.Op, L: instead, R: other}}}, Else: &ast.Binary{Op: x.Op, L: ref, R: other}}
}

// Passing is a condition of which only counts whether it is true, NULL or not.
func Passing(x pg.Expr) pg.Expr {
	switch x := x.(type) {
	case *pg.Binary:
		if x.Op == "AND" || x.Op == "OR" {
			return &pg.Binary{Op: x.Op, L: Passing(x.L), R: Passing(x.R)}
		}
	case *pg.Case:
		if len(x.Whens) == 1 && x.X == nil && x.Else == nil && x.Whens[0].Then == pg.Keyword("true") {
			return x.Whens[0].Cond
		}
	}
	return x
}
