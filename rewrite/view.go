package rewrite

import (
	"fmt"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/query"
)

// view is a view on its way.
type view struct {
	source *ast.CreateView
	pg     string
	// relation is what others see of it, once it is translated or is known not
	// to be.
	relation *query.Relation
	// needs are the views that are not translated and keep this one from being
	// so, the nearest first; root says what is wrong with the last one.
	needs []string
	root  string
}

// AddView takes CREATE VIEW. It is translated when all tables have their types.
func (s *Schema) AddView(x *ast.CreateView) {
	name := lexer.Fold(x.Name.Text)
	if old := s.viewsByName[name]; old != nil || s.byName[name] != nil {
		if old == nil || !x.IfNotExists && old.source.Text != x.Text {
			s.Carry(diag.ViewLeftOut, diag.Named("view", x.Name.Text), "a table or view of that name came before", &x.Head)
		}
		return
	}
	v := &view{source: x}
	var why string
	if v.pg, why = s.rename(s.relations, x.Name.Text, reservedRelation); why != "" {
		s.renamed(v.object(), v.pg, why, x.Pos)
	}
	s.views = append(s.views, v)
	s.viewsByName[name] = v
}

func (v *view) object() diag.Object { return diag.Named("view", v.source.Name.Text) }

// createViews translates the views, each after those that it reads from. One
// that has no form is a comment, and so are those that need it.
func (s *Schema) createViews(t *query.Translator) []pg.Statement {
	var out []pg.Statement
	for _, v := range s.viewsInOrder() {
		mark := s.helpers.Mark()
		st, err := v.create(t)
		if err != nil {
			s.helpers.Back(mark)
			v.fail(s, err)
			out = append(out, s.untranslated(diag.ViewLeftOut, v.object(), err.Error(), &v.source.Head))
			continue
		}
		for _, c := range v.relation.Columns {
			if want := s.opts.Identifiers.spell(c.Name); c.PG != want {
				s.renamed(v.object().InColumn(c.Name), c.PG, "it is too long, or PostgreSQL cannot hold it", v.source.Pos)
			}
		}
		for _, f := range s.helpers.Take() {
			out = append(out, f)
		}
		out = append(out, s.original(v.source.Text, st))
	}
	return out
}

// attempted lets a load go on when PostgreSQL refuses a view or a trigger.
func attempted(list []pg.Statement) []pg.Statement {
	out := make([]pg.Statement, len(list))
	for i, st := range list {
		out[i] = attempt(st)
	}
	return out
}

func attempt(st pg.Statement) pg.Statement {
	switch st := st.(type) {
	case *pg.CreateView:
		return &pg.Attempt{What: "view " + diag.Show(st.Name), Try: []pg.Statement{st}}
	case *pg.Together:
		return &pg.Attempt{What: st.What, Try: []pg.Statement{st}}
	case *pg.Commented:
		return &pg.Commented{Text: st.Text, Statement: attempt(st.Statement)}
	}
	return st
}

// create translates the view.
func (v *view) create(t *query.Translator) (*pg.CreateView, error) {
	src := v.source
	q, cols, err := t.View(src.Select, src.Columns)
	if err != nil {
		return nil, err
	}
	st := &pg.CreateView{Name: v.pg, Query: q}
	if len(src.Columns) > 0 {
		for _, c := range cols {
			st.Columns = append(st.Columns, c.PG)
		}
	}
	v.relation = &query.Relation{Name: src.Name.Text, PG: v.pg, Columns: cols, View: true}
	return st, nil
}

// maxChain is how many views a message names between one that is not
// translated and the reason.
const maxChain = 4

// fail notes why the view is not translated, for those that need it.
func (v *view) fail(s *Schema, err error) {
	v.root = err.Error()
	for _, d := range v.dependencies(s) {
		if d.root != "" {
			v.root, v.needs = d.root, append([]string{diag.Show(d.source.Name.Text)}, d.needs...)
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
	v.relation = &query.Relation{Name: v.source.Name.Text, View: true, Missing: missing}
}

// dependencies are the views that a view reads from.
func (v *view) dependencies(s *Schema) []*view {
	var out []*view
	for _, t := range ast.Tables(v.source.Select) {
		if d := s.viewsByName[lexer.Fold(t.Name.Text)]; d != nil {
			out = append(out, d)
		}
	}
	return out
}

// viewsInOrder returns the views so that each stands after those it reads from,
// and otherwise as they came. Of a circle, one stands before a view it reads.
func (s *Schema) viewsInOrder() []*view {
	type frame struct {
		v    *view
		rest []*view
	}
	var order []*view
	seen := map[*view]bool{}
	for _, root := range s.views {
		// An explicit stack: a chain of views may be as long as the schema.
		stack := []frame{}
		enter := func(v *view) {
			if !seen[v] {
				seen[v] = true
				stack = append(stack, frame{v, v.dependencies(s)})
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
