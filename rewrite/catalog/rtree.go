package catalog

import (
	"strings"

	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// rtreeColumns are the columns of an R-tree: the key, an even number of
// coordinates, and auxiliary columns, which begin with a plus.
func rtreeColumns(x *ast.CreateVirtualTable) []ast.ColumnDef {
	var out []ast.ColumnDef
	coordinate := "REAL"
	if lexer.Fold(x.Module) == "rtree_i32" {
		coordinate = "INTEGER"
	}
	for i, arg := range x.Args {
		text, auxiliary := strings.CutPrefix(strings.TrimSpace(arg), "+")
		name, rest := firstName(text)
		if name == "" {
			return nil
		}
		def := ast.ColumnDef{Name: ast.Name{Text: name}, Type: coordinate}
		switch {
		case i == 0:
			def.Type = "INTEGER"
			def.Constraints = []ast.Constraint{{Kind: ast.PrimaryKey}}
		case auxiliary:
			def.Type = rest
		}
		out = append(out, def)
	}
	return out
}

// firstName takes the first name off an argument of a module.
func firstName(arg string) (name, rest string) {
	s := lexer.New(strings.NewReader(arg))
	t, err := s.Next()
	if err != nil || t.Kind != lexer.Word && t.Kind != lexer.Quoted && t.Kind != lexer.String {
		return "", ""
	}
	name = lexer.Unquote(t.Text)
	return name, strings.TrimSpace(arg[int(t.Offset)+len(t.Text):])
}
