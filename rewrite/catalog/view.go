package catalog

import (
	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// View is a view of the dump.
type View struct {
	Source *ast.CreateView
	PG     string // its name in PostgreSQL
}

// AddView takes CREATE VIEW. It is translated when all tables have their types.
func (s *Schema) AddView(x *ast.CreateView) {
	name := lexer.Fold(x.Name.Text)
	if old := s.ViewsByName[name]; old != nil || s.byName[name] != nil {
		if old == nil || !x.IfNotExists && old.Source.Text != x.Text {
			s.Carry(diag.ViewLeftOut, diag.Named("view", x.Name.Text), "a table or view of that name came before", &x.Head)
		}
		return
	}
	v := &View{Source: x}
	var why string
	if v.PG, why = s.Rename(s.Relations, x.Name.Text, ReservedRelation); why != "" {
		s.Renamed(v.Object(), v.PG, why, x.Pos)
	}
	s.Views = append(s.Views, v)
	s.ViewsByName[name] = v
}

// Object names the view in messages.
func (v *View) Object() diag.Object { return diag.Named("view", v.Source.Name.Text) }
