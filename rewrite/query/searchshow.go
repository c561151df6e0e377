package query

import (
	"slices"
	"strconv"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

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
	case src.several:
		return Value{}, cannot("function %s() of several MATCH of one table", name)
	case name == "bm25":
		return t.rank(src, ref), nil
	}
	f := src.Relation.Search
	shown, err := src.match.shown(f, nil)
	if err != nil {
		return Value{}, cannot("function %s() of a %s", name, err)
	}
	var args []string
	for _, a := range x.Args[1:] {
		if u, ok := a.(*ast.Unary); ok && u.Op == "-" && name == "snippet" && len(args) == 0 {
			only, ok := onlyColumn(f, shown)
			if !ok {
				return Value{}, cannot("function snippet() with column -1, the one that matches best of several")
			}
			args = append(args, strconv.Itoa(only))
			continue
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
		options = `StartSel="` + args[1] + `", StopSel="` + args[2] + `", MaxWords=` + args[4] + `, MinWords=` + strconv.Itoa(n-1) + `, ShortWord=0, MaxFragments=1, FragmentDelimiter="` + args[3] + `"`
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
	search := src.search
	if here := shownIn(shown, fold(f.Columns[i])); len(here) < len(shown) {
		switch {
		case len(here) > 0:
			search = call("to_tsquery", pg.String("simple"), pg.String(strings.Join(here, " | ")))
		case name == "highlight":
			return Value{X: v.X, Type: TypeText}, nil
		default:
			return Value{}, cannot("function snippet() of a column that the MATCH does not search")
		}
	}
	t.Rated = true
	return Value{X: call("ts_headline", pg.String("simple"), v.X, search, pg.String(options)), Type: TypeText}, nil
}

// shownPhrase is a phrase that highlight() and snippet() mark, and in which columns; nil is all.
type shownPhrase struct {
	query   string // "" where only the running query knows
	columns []string
}

// shown are the phrases that a query marks.
func (n *matchNode) shown(f *Search, columns []string) ([]shownPhrase, error) {
	switch n.op {
	case ":":
		left, err := n.filtered(f, columns)
		if err != nil {
			return nil, err
		}
		return n.args[0].shown(f, left)
	case "NEAR":
		return nil, cannot("MATCH with NEAR: ts_headline() marks what is not near, too")
	case "phrase":
		if n.first {
			return nil, cannot("MATCH with ^: ts_headline() marks what is not first, too")
		}
		return []shownPhrase{{n.tsquery(), columns}}, nil
	case "value":
		return []shownPhrase{{"", columns}}, nil
	}
	out, err := n.args[0].shown(f, columns)
	if err == nil && n.op != "NOT" { // what is not there is not marked
		var more []shownPhrase
		more, err = n.args[1].shown(f, columns)
		out = append(out, more...)
	}
	return out, err
}

// shownIn are the tsqueries of what is marked in a column.
func shownIn(list []shownPhrase, column string) []string {
	var out []string
	for _, p := range list {
		if p.columns == nil || slices.Contains(p.columns, column) {
			out = append(out, p.query)
		}
	}
	return out
}

// onlyColumn is the place of the column that snippet() takes if it is to choose: the only one in
// which anything is found.
func onlyColumn(f *Search, list []shownPhrase) (int, bool) {
	place, found := 0, 0
	for i, c := range f.Columns {
		if len(f.texts([]string{fold(c)})) > 0 && len(shownIn(list, fold(c))) > 0 {
			place, found = i, found+1
		}
	}
	return place, found == 1
}

// rank is what bm25() and the column rank give: less is better.
func (t *Translator) rank(src *Source, ref string) Value {
	t.Rated = true
	r := &pg.Cast{X: call("ts_rank", src.Relation.Search.vector(ref), src.search), Type: TypeReal.SQL}
	return Value{X: &pg.Prefix{Op: "-", X: r}, Type: TypeReal, NotNull: true}
}

// rankColumn finds FTS5's hidden column rank.
func (t *Translator) rankColumn(x *ast.ColumnRef, s *Scope) (Value, bool, error) {
	for o := s; o != nil && fold(x.Name) == "rank"; o = o.Outer {
		for _, src := range o.Sources {
			if f := src.Relation.Search; f != nil && f.FTS5 && src.search != nil && (x.Table == "" || fold(x.Table) == src.Name) {
				if src.several {
					return Value{}, true, cannot("rank of several MATCH of one table")
				}
				return t.rank(src, o.refOf(src, o == s)), true, nil
			}
		}
	}
	return Value{}, false, nil
}
