package sqlite2pg_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"strings"
	"testing"
)

// A type that has more than these is many things at once, and nobody finds his way in
// it. One that is large for a good reason says "because" in its comment.
const (
	mostFields  = 15
	mostMethods = 20
)

// size is how large a type is by itself: what it embeds counts as one field.
type size struct {
	fields, methods int
	comment         string
}

// sizesOf returns the sizes of the types of the packages in a folder, by folder and name.
func sizesOf(t *testing.T, root string) map[string]*size {
	all := map[string]*size{}
	of := func(file, name string) *size {
		key := path.Join(path.Dir(filepath.ToSlash(file)), name)
		if all[key] == nil {
			all[key] = &size{}
		}
		return all[key]
	}
	err := filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments)
		if err != nil {
			return err
		}
		for _, decl := range f.Decls {
			switch decl := decl.(type) {
			case *ast.FuncDecl:
				if decl.Recv != nil {
					of(file, receiver(decl.Recv.List[0].Type)).methods++
				}
			case *ast.GenDecl:
				for _, spec := range decl.Specs {
					spec, ok := spec.(*ast.TypeSpec)
					if !ok {
						continue
					}
					s := of(file, spec.Name.Name)
					s.comment = decl.Doc.Text() + spec.Doc.Text()
					switch x := spec.Type.(type) {
					case *ast.StructType:
						for _, field := range x.Fields.List {
							s.fields += max(1, len(field.Names))
						}
					case *ast.InterfaceType:
						s.methods += x.Methods.NumFields()
					}
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// receiver is the name of the type that a method has.
func receiver(x ast.Expr) string {
	switch x := x.(type) {
	case *ast.StarExpr:
		return receiver(x.X)
	case *ast.IndexExpr:
		return receiver(x.X)
	case *ast.Ident:
		return x.Name
	}
	return ""
}

// TestTypesAreSmall holds that no type grows into one that has everything.
func TestTypesAreSmall(t *testing.T) {
	all := sizesOf(t, ".")
	if len(all) < 100 || all["load/Loader"] == nil {
		t.Fatalf("only %d types are seen", len(all))
	}
	for name, s := range all {
		large := s.fields > mostFields || s.methods > mostMethods
		if large && !strings.Contains(s.comment, "because") {
			t.Errorf("%s has %d fields and %d methods: split it, or say in its comment why it is one thing (\"because ...\")", name, s.fields, s.methods)
		}
		if !large && strings.Contains(s.comment, "It is large because") {
			t.Errorf("%s has %d fields and %d methods: its comment excuses what is not so", name, s.fields, s.methods)
		}
	}
}
