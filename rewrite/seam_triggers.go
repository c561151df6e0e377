package rewrite

import (
	"fmt"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/query"
)

func (s *Schema) translator() *query.Translator {
	return &query.Translator{Catalog: s, Helpers: &s.helpers}
}

func (s *Schema) untranslated(id, kind, name, reason string, h *ast.Head) pg.Statement {
	object := fmt.Sprintf("%s %s", kind, diag.Show(name))
	s.warn(diag.Message{ID: id, Pos: h.Pos, Object: object, Text: "is not translated: " + reason,
		Hint: "its SQLite text stands as a comment at the end of the script"})
	return &pg.Untranslated{What: object, Reason: reason, Source: h.Text + ";"}
}
