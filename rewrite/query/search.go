package query

import (
	"slices"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// Search is what PostgreSQL searches of a full-text table.
type Search struct {
	Vector  string       // the column with the tsvector of all texts; "" where it is computed
	Texts   []SearchText // the columns that are searched
	Columns []string     // all columns, as SQLite counts them
	FTS5    bool
	FTS3    bool // not FTS4, which knows more signs
	// Other says that a query of the table's tokenizer is none of words.
	Other string
	// Words says how the table's tokenizer makes words otherwise than SQLite's default.
	Words string
}

// SearchText is a column whose text is searched.
type SearchText struct {
	Name, PG string
	Cast     bool // it is none of text
}

// noMatch is the reason for what searches no full-text table that is known, noVector for one
// that PostgreSQL has no tsvector of.
const (
	noMatch  = "MATCH, which searches SQLite's own full-text index"
	noVector = "MATCH, which searches SQLite's own full-text index: --fts=tsvector makes one of PostgreSQL's"
)

// VectorOf is the tsvector of some texts of a table, whose columns are called by ref. The
// configuration is the one that takes words as they are, as SQLite does.
func VectorOf(ref string, texts ...SearchText) pg.Expr {
	var all pg.Expr
	for _, c := range texts {
		x := columnOf(ref, c.PG)
		if c.Cast {
			x = &pg.Cast{X: x, Type: "text"}
		}
		x = call("coalesce", x, pg.String(""))
		if all != nil {
			x = &pg.Binary{Op: "||", L: &pg.Binary{Op: "||", L: all, R: pg.String(" ")}, R: x}
		}
		all = x
	}
	return call("to_tsvector", pg.String("simple"), all)
}

func columnOf(ref, name string) pg.Expr {
	if ref == "" {
		return pg.Name(name)
	}
	return &pg.ColumnOf{Table: ref, Name: name}
}

// searched finds the full-text table that an expression names, as a column of its own name
// does in SQLite, and what its columns are called by.
func (s *Scope) searched(x ast.Expr) (src *Source, ref string) {
	n, ok := x.(*ast.ColumnRef)
	if !ok {
		return nil, ""
	}
	for o := s; o != nil; o = o.Outer {
		for _, src := range o.Sources {
			if !src.Relation.FullText || fold(n.Name) != fold(src.Relation.Name) || n.Table != "" && fold(n.Table) != src.Name {
				continue
			}
			return src, o.refOf(src, o == s)
		}
	}
	return nil, ""
}

// refOf is what the columns of a source are called by, "" where they stand alone.
func (s *Scope) refOf(src *Source, inside bool) string {
	if s.bare && inside {
		return ""
	}
	return src.Ref
}

// matches translates MATCH with a constant.
func (t *Translator) matches(left, right ast.Expr, s *Scope) (Value, error) {
	src, ref := s.searched(left)
	var only []string
	if src == nil {
		n, ok := left.(*ast.ColumnRef)
		if !ok {
			return Value{}, cannot(noMatch)
		}
		for o := s; o != nil && src == nil; o = o.Outer {
			if found, err := o.find(n); err == nil && len(found) == 1 && found[0].source.Relation.FullText {
				src, ref, only = found[0].source, o.refOf(found[0].source, o == s), []string{fold(found[0].column.Name)}
			}
		}
	}
	switch {
	case src == nil:
		return Value{}, cannot(noMatch)
	case src.Relation.Search == nil:
		return Value{}, cannot(noVector)
	}
	if other := src.Relation.Search.Other; other != "" {
		return Value{}, cannot("MATCH of %s, %s", diag.Show(src.Relation.Name), other)
	}
	src.several = src.search != nil
	l, ok := right.(*ast.Literal)
	if !ok || l.Kind != ast.StringLit {
		return t.matchesValue(src, ref, only, right, s)
	}
	f := src.Relation.Search
	q, err := parseMatch(l.Text, f)
	if err != nil {
		return Value{}, err
	}
	if only != nil {
		q = &matchNode{op: ":", columns: only, args: []*matchNode{q}}
	}
	src.search, src.match = q.tsqueryCall(), q
	t.searches(src.Relation)
	x, err := q.condition(f, ref, nil)
	v := boolean(x)
	v.NotNull = true
	return v, err
}

// searchCall is the condition that a full-text table has which is called as a function, FROM
// doc('query'), in FTS5; nil for anything else.
// https://sqlite.org/fts5.html#the_match_operator_and_function_syntax
func (t *Translator) searchCall(x *ast.TableFunc, s *Scope) (ast.Expr, error) {
	r := t.Catalog.Relation(x.Name.Text)
	switch {
	case r == nil || !r.FullText || s.table(fold(x.Name.Text)) != nil:
		return nil, nil
	case r.Search != nil && !r.Search.FTS5:
		return nil, cannot("%s(), a table of FTS3 or FTS4 called as a function, which finds nothing in SQLite", diag.Escape(x.Name.Text))
	case len(x.Args) != 1:
		return nil, cannot("%s(), a full-text table called with %d {argument|arguments}", diag.Escape(x.Name.Text), len(x.Args))
	}
	return &ast.Binary{Op: "MATCH", L: &ast.ColumnRef{Table: or(x.Alias, x.Name.Text), Name: r.Name}, R: x.Args[0]}, nil
}

// matchesValue is MATCH with what is known when the query runs: words, without column filters.
func (t *Translator) matchesValue(src *Source, ref string, only []string, right ast.Expr, s *Scope) (Value, error) {
	f, name := src.Relation.Search, "sqlite_match(text)"
	if !f.FTS5 {
		name = "sqlite_match4(text)"
	}
	vector := f.vector(ref)
	if only != nil {
		texts := f.texts(only)
		if len(texts) == 0 {
			return Value{}, cannot("MATCH in column %s, which is not searched", diag.Show(only[0]))
		}
		vector = VectorOf(ref, texts...)
	}
	v, err := t.Value(right, s)
	if err == nil {
		v, err = t.text(v)
	}
	if err != nil {
		return v, err
	}
	src.search, src.match = t.helper(name, v.X), &matchNode{op: "value"}
	if only != nil {
		src.match = &matchNode{op: ":", columns: only, args: []*matchNode{src.match}}
	}
	t.searches(src.Relation)
	return boolean(&pg.Binary{Op: "@@", L: vector, R: src.search}), nil
}

// searches takes note of a table that is searched.
func (t *Translator) searches(rel *Relation) {
	if !slices.ContainsFunc(t.Searched, func(r *Relation) bool { return r.Name == rel.Name }) {
		t.Searched = append(t.Searched, rel)
	}
}

// texts are the columns that a column filter leaves of those that are searched; nil is none.
func (f *Search) texts(filter []string) []SearchText {
	var out []SearchText
	for _, c := range f.Texts {
		if filter == nil || slices.Contains(filter, fold(c.Name)) {
			out = append(out, c)
		}
	}
	return out
}

// filtered are the columns that a column filter leaves of columns, nil for all. One inside
// another leaves what both do in FTS5, and is the only one that counts in FTS3 and FTS4.
func (n *matchNode) filtered(f *Search, columns []string) ([]string, error) {
	out := []string{}
	for _, c := range n.columns {
		if len(f.texts([]string{c})) == 0 {
			return nil, cannot("MATCH in column %s, which is not searched", diag.Show(c))
		}
	}
	for _, c := range f.Texts {
		name := fold(c.Name)
		if slices.Contains(n.columns, name) != n.except && (columns == nil || !f.FTS5 || slices.Contains(columns, name)) {
			out = append(out, name)
		}
	}
	return out, nil
}

// condition is a query of a full-text table as a condition over its tsvectors. columns are
// those that a column filter leaves; nil: all.
func (n *matchNode) condition(f *Search, ref string, columns []string) (pg.Expr, error) {
	switch n.op {
	case ":":
		left, err := n.filtered(f, columns)
		if err != nil {
			return nil, err
		}
		return n.args[0].condition(f, ref, left)
	case "phrase", "NEAR":
		return n.inColumn(f, ref, columns), nil
	}
	if columns == nil && n.simple() {
		return &pg.Binary{Op: "@@", L: f.vector(ref), R: n.tsqueryCall()}, nil
	}
	var out pg.Expr
	for i, a := range n.args {
		x, err := a.condition(f, ref, columns)
		if err != nil {
			return nil, err
		}
		switch {
		case i == 0:
			out = x
		case n.op == "NOT":
			out = &pg.Binary{Op: "AND", L: out, R: &pg.Prefix{Op: "NOT", X: x}}
		default:
			out = &pg.Binary{Op: n.op, L: out, R: x}
		}
	}
	return out, nil
}

// inColumn searches words that stand together, or near each other, which they do in one
// column, where there are several of them.
func (n *matchNode) inColumn(f *Search, ref string, columns []string) pg.Expr {
	texts := f.texts(columns)
	impossible := len(texts) == 0
	if n.op == "NEAR" {
		ways, _ := n.ways()
		impossible = impossible || len(ways) == 0 // two words would stand in one place
	}
	if impossible {
		return pg.Keyword("false")
	}
	whole := &pg.Binary{Op: "@@", L: f.vector(ref), R: n.tsqueryCall()} // which the index serves
	one := len(f.Texts) == 1
	switch {
	case n.first, n.op == "NEAR" && !one:
	case n.op == "NEAR":
		whole.R = n.placed()
		return whole
	case one, columns == nil && len(n.words) == 1:
		return whole
	}
	var in pg.Expr
	for _, c := range texts {
		vector := VectorOf(ref, c)
		if n.first {
			vector = &pg.Binary{Op: "||", L: &pg.Cast{X: pg.String(firstMark + ":1"), Type: "tsvector"}, R: vector}
		}
		x := &pg.Binary{Op: "@@", L: vector, R: n.placed()}
		if in == nil {
			in = x
		} else {
			in = &pg.Binary{Op: "OR", L: in, R: x}
		}
	}
	return &pg.Binary{Op: "AND", L: whole, R: in}
}

// firstMark stands before the first word of a text where a phrase is to be found there: no text
// holds such a word.
const firstMark = "'^'"

// placed is the tsquery of a phrase or of a NEAR in one column.
func (n *matchNode) placed() pg.Expr {
	switch {
	case n.first:
		return &pg.Binary{Op: "<->", L: &pg.Cast{X: pg.String(firstMark), Type: "tsquery"}, R: n.tsqueryCall()}
	case n.op == "NEAR":
		ways, _ := n.ways()
		return call("to_tsquery", pg.String("simple"), pg.String(strings.Join(ways, " | ")))
	}
	return n.tsqueryCall()
}

func (n *matchNode) tsqueryCall() pg.Expr {
	return call("to_tsquery", pg.String("simple"), pg.String(n.tsquery()))
}

// vector is the tsvector of all texts.
func (f *Search) vector(ref string) pg.Expr {
	if f.Vector != "" {
		return columnOf(ref, f.Vector)
	}
	return VectorOf(ref, f.Texts...)
}
