package plan

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
	"github.com/sqlite2pg/sqlite2pg/rewrite/query"
)

// view is a view on its way.
type view struct {
	*catalog.View
	// relation is what others see of it, and object makes it; nil if it is not
	// translated.
	relation *query.Relation
	object   *pg.Object
	// needs are the views that are not translated and keep this one from being
	// so, the nearest first; root says what is wrong with the last one.
	needs []string
	root  string
}

// views translates the views of a schema.
type views struct{ *builder }

// create translates the views, each after those that it reads from. One that
// has no form is a comment, and so are those that need it.
func (vs *views) create() []*pg.Object {
	s := vs.schema
	var out []*pg.Object
	for _, source := range vs.inOrder() {
		v, tr := &view{View: source}, vs.translator()
		tr.Numbers = true
		st, err := v.create(tr)
		if vs.noQueries != "" {
			err = query.Untranslatable(vs.noQueries)
		}
		if err != nil {
			vs.fail(v, err)
			out = append(out, untranslated(s.Untranslated(diag.ViewLeftOut, v.View.Object(), err.Error(), &v.Source.Head)))
			vs.done(v)
			continue
		}
		vs.done(v)
		reportReadings(s, tr, v.View.Object(), v.Source.Pos)
		for _, c := range v.relation.Columns {
			if want := s.Identifiers.Spell(c.Name); c.PG != want {
				s.Renamed(v.View.Object().InColumn(c.Name), c.PG, whyRenamed(s, c.Name), v.Source.Pos)
			}
		}
		v.object = &pg.Object{Section: pg.PostData, Kind: pg.KindView, Name: v.PG, Needs: append(vs.readBy(source.Source.Select), vs.number(tr, v.View.Object())...), Helpers: tr.Helpers.List(),
			Statement: st, What: "view " + diag.Show(v.PG), Source: v.Source.Text}
		out = append(out, v.object)
	}
	return out
}

// reportReadings says of which columns an object reads or compares what timestamps mean,
// and of which it reads bytes as texts.
func reportReadings(s *catalog.Schema, tr *query.Translator, o diag.Object, pos diag.Pos) {
	say := func(m func(string) *diag.Message, columns []string) {
		names := make([]string, len(columns))
		for i, name := range columns {
			names[i] = diag.Show(name)
		}
		if len(names) > 0 {
			s.Warn(m(strings.Join(names, ", ")).At(pos).About(o))
		}
	}
	say(diag.Instants, tr.Spelled)
	say(diag.Documents, tr.Documents)
	say(diag.BytesAsText, tr.BytesAsText)
	reportSearches(s, tr, o, pos)
}

// whyRenamed is the reason for another name of a view's column.
func whyRenamed(s *catalog.Schema, name string) string {
	_, why := s.Rename(catalog.Namespace{}, name, func(n string) bool { return catalog.SystemColumns[n] })
	return cmp.Or(why, "the name is taken")
}

// done has others see a view.
func (vs *views) done(v *view) {
	vs.made[v.View], vs.relations.views[v.View] = v, v.relation
}

// create translates the view.
func (v *view) create(t *query.Translator) (*pg.CreateView, error) {
	src := v.Source
	q, cols, err := t.View(src.Select, src.Columns)
	if err != nil {
		return nil, err
	}
	st := &pg.CreateView{Name: v.PG, Query: q}
	if len(src.Columns) > 0 {
		for _, c := range cols {
			st.Columns = append(st.Columns, c.PG)
		}
	}
	v.relation = &query.Relation{Name: src.Name.Text, PG: v.PG, Columns: cols, View: true}
	return st, nil
}

// maxChain is how many views a message names between one that is not
// translated and the reason.
const maxChain = 4

// fail notes why the view is not translated, for those that need it.
func (vs *views) fail(v *view, err error) {
	v.root = err.Error()
	for _, source := range viewsOf(vs.schema, v.View) {
		if d := vs.made[source]; d != nil && d.root != "" {
			v.root, v.needs = d.root, append([]string{diag.Show(d.Source.Name.Text)}, d.needs...)
			if len(v.needs) > maxChain {
				v.needs = append(v.needs[:maxChain-1:maxChain-1], "...")
			}
			break
		}
	}
	missing := v.root
	if v.needs != nil {
		missing = fmt.Sprintf("it needs %s: %s", strings.Join(v.needs, ", which needs "), v.root)
	}
	v.relation = &query.Relation{Name: v.Source.Name.Text, View: true, Missing: missing}
}

// viewsOf are the views that a view reads from.
func viewsOf(s *catalog.Schema, v *catalog.View) []*catalog.View {
	var out []*catalog.View
	for _, t := range ast.Tables(v.Source.Select) {
		if d := s.ViewsByName[lexer.Fold(t.Name.Text)]; d != nil {
			out = append(out, d)
		}
	}
	return out
}

// inOrder returns the views so that each stands after those it reads from,
// and otherwise as they came. Of a circle, one stands before a view it reads.
func (vs *views) inOrder() []*catalog.View {
	type frame struct {
		v    *catalog.View
		rest []*catalog.View
	}
	var order []*catalog.View
	seen := map[*catalog.View]bool{}
	for _, root := range vs.schema.Views {
		// An explicit stack: a chain of views may be as long as the schema.
		stack := []frame{}
		enter := func(v *catalog.View) {
			if !seen[v] {
				seen[v] = true
				stack = append(stack, frame{v, viewsOf(vs.schema, v)})
			}
		}
		for enter(root); len(stack) > 0; {
			f := &stack[len(stack)-1]
			if len(f.rest) == 0 {
				order = append(order, f.v)
				stack = stack[:len(stack)-1]
				continue
			}
			next := f.rest[0]
			f.rest = f.rest[1:]
			enter(next)
		}
	}
	return order
}
