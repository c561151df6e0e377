package query

import (
	"slices"
	"strconv"
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
	if src.search != nil {
		return Value{}, cannot("several MATCH of one table")
	}
	l, ok := right.(*ast.Literal)
	if !ok || l.Kind != ast.StringLit {
		return t.matchesValue(src, ref, only, right, s)
	}
	q, err := parseMatch(l.Text, src.Relation.Search)
	if err != nil {
		return Value{}, err
	}
	if only != nil {
		q = &matchNode{op: ":", columns: only, args: []*matchNode{q}}
	}
	src.search = call("to_tsquery", pg.String("simple"), pg.String(q.tsquery()))
	t.searches(src.Relation)
	x, err := q.condition(src.Relation.Search, ref, nil)
	v := boolean(x)
	v.NotNull = true
	return v, err
}

// matchesValue is MATCH with what is known when the query runs: FTS5's words, without column
// filters.
func (t *Translator) matchesValue(src *Source, ref string, only []string, right ast.Expr, s *Scope) (Value, error) {
	if !src.Relation.Search.FTS5 || only != nil {
		return Value{}, cannot("MATCH of what is no constant in a column, or in a table of FTS3 or FTS4")
	}
	v, err := t.Value(right, s)
	if err == nil {
		v, err = t.text(v)
	}
	if err != nil {
		return v, err
	}
	src.search = t.helper("sqlite_match(text)", v.X)
	t.searches(src.Relation)
	return boolean(&pg.Binary{Op: "@@", L: src.Relation.Search.vector(ref), R: src.search}), nil
}

// searches takes note of a table that is searched.
func (t *Translator) searches(rel *Relation) {
	if !slices.ContainsFunc(t.Searched, func(r *Relation) bool { return r.Name == rel.Name }) {
		t.Searched = append(t.Searched, rel)
	}
}

// condition is a query of a full-text table as a condition over its tsvectors. columns are
// those that a column filter leaves; nil: all.
func (n *matchNode) condition(f *Search, ref string, columns []string) (pg.Expr, error) {
	switch n.op {
	case ":":
		for _, c := range n.columns {
			if !slices.ContainsFunc(f.Texts, func(s SearchText) bool { return fold(s.Name) == c }) {
				return nil, cannot("MATCH in column %s, which is not searched", diag.Show(c))
			}
		}
		if columns != nil {
			return nil, cannot("MATCH with a column filter inside another one")
		}
		return n.args[0].condition(f, ref, n.columns)
	case "phrase":
		return n.phrase(f, ref, columns), nil
	}
	if columns == nil && n.simple() {
		return &pg.Binary{Op: "@@", L: f.vector(ref), R: call("to_tsquery", pg.String("simple"), pg.String(n.tsquery()))}, nil
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

// phrase searches words that stand together: in one column, where there are several of them.
func (n *matchNode) phrase(f *Search, ref string, columns []string) pg.Expr {
	q := call("to_tsquery", pg.String("simple"), pg.String(n.tsquery()))
	var texts []SearchText
	for _, c := range f.Texts {
		if columns == nil || slices.Contains(columns, fold(c.Name)) {
			texts = append(texts, c)
		}
	}
	whole := &pg.Binary{Op: "@@", L: f.vector(ref), R: q} // which the index serves
	if columns == nil && (len(n.words) == 1 || len(texts) == 1) {
		return whole
	}
	var in pg.Expr
	for _, c := range texts {
		x := &pg.Binary{Op: "@@", L: VectorOf(ref, c), R: q}
		if in == nil {
			in = x
		} else {
			in = &pg.Binary{Op: "OR", L: in, R: x}
		}
	}
	return &pg.Binary{Op: "AND", L: whole, R: in}
}

// vector is the tsvector of all texts.
func (f *Search) vector(ref string) pg.Expr {
	if f.Vector != "" {
		return columnOf(ref, f.Vector)
	}
	return VectorOf(ref, f.Texts...)
}

// searchFunctions are FTS5's own. https://sqlite.org/fts5.html#_auxiliary_functions_
var searchFunctions = map[string]bool{"bm25": true, "highlight": true, "snippet": true}

// searchFunction translates one of them, over the table that is its first argument.
func (t *Translator) searchFunction(name string, x *ast.Call, s *Scope) (Value, error) {
	src, ref := (*Source)(nil), ""
	if len(x.Args) > 0 {
		src, ref = s.searched(x.Args[0])
	}
	switch {
	case src == nil || src.Relation.Search == nil || !src.Relation.Search.FTS5:
		return Value{}, cannot("function %s(), %s", name, untranslated[name])
	case src.search == nil:
		return Value{}, cannot("function %s() without a MATCH of its table", name)
	case name == "bm25":
		return t.rank(src, ref), nil
	}
	f := src.Relation.Search
	var args []string
	for _, a := range x.Args[1:] {
		if u, ok := a.(*ast.Unary); ok && u.Op == "-" {
			return Value{}, cannot("function %s() of the column that matches best", name)
		}
		l, ok := a.(*ast.Literal)
		if !ok || strings.ContainsAny(l.Text, `"'\`) {
			return Value{}, cannot("function %s() with arguments that ts_headline() does not take", name)
		}
		args = append(args, l.Text)
	}
	options := ""
	switch {
	case name == "highlight" && len(args) == 3:
		options = `StartSel="` + args[1] + `", StopSel="` + args[2] + `", HighlightAll=true`
	case name == "snippet" && len(args) == 5:
		n, err := strconv.Atoi(args[4])
		if err != nil || n < 2 {
			return Value{}, cannot("function snippet() of less than two words")
		}
		options = `StartSel="` + args[1] + `", StopSel="` + args[2] + `", MaxWords=` + args[4] + `, MinWords=1, MaxFragments=1, FragmentDelimiter="` + args[3] + `"`
	default:
		return Value{}, cannot("function %s() with %d {argument|arguments}", name, len(x.Args))
	}
	i, err := strconv.Atoi(args[0])
	if err != nil || i >= len(f.Columns) {
		return Value{}, cannot("function %s() of a column that is none", name)
	}
	v, err := t.column(&ast.ColumnRef{Table: src.Name, Name: f.Columns[i]}, s)
	if err != nil || !slices.ContainsFunc(f.Texts, func(c SearchText) bool { return fold(c.Name) == fold(f.Columns[i]) }) {
		return v, err
	}
	if v, err = t.text(v); err != nil {
		return v, err
	}
	t.Rated = true
	return Value{X: call("ts_headline", pg.String("simple"), v.X, src.search, pg.String(options)), Type: TypeText}, nil
}

// rank is what bm25() and the column rank give: less is better.
func (t *Translator) rank(src *Source, ref string) Value {
	t.Rated = true
	r := &pg.Cast{X: call("ts_rank", src.Relation.Search.vector(ref), src.search), Type: TypeReal.SQL}
	return Value{X: &pg.Prefix{Op: "-", X: r}, Type: TypeReal, NotNull: true}
}

// rankColumn finds FTS5's hidden column rank.
func (t *Translator) rankColumn(x *ast.ColumnRef, s *Scope) (Value, bool) {
	for o := s; o != nil && fold(x.Name) == "rank"; o = o.Outer {
		for _, src := range o.Sources {
			if f := src.Relation.Search; f != nil && f.FTS5 && src.search != nil && (x.Table == "" || fold(x.Table) == src.Name) {
				return t.rank(src, o.refOf(src, o == s)), true
			}
		}
	}
	return Value{}, false
}
