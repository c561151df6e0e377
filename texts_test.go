package sqlite2pg_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// A number and a plural that stands for one, too, must be worded by diag.Format or
// diag.Count. Limits are never one.
var (
	plural = regexp.MustCompile(`%(\[\d\])?d (more |first |of its )?[a-z]*[a-rt-z]s\b`)
	limit  = regexp.MustCompile(`(more than|longer than|allows|functions take|all) %d |limit is|in place of one|%d (has|is)\b`)
)

// TestPlurals looks at all texts of the code.
func TestPlurals(t *testing.T) {
	n := 0
	err := filepath.WalkDir(".", func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") || strings.HasPrefix(file, "internal") {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(f, func(x ast.Node) bool {
			if l, ok := x.(*ast.BasicLit); ok && l.Kind == token.STRING {
				text, _ := strconv.Unquote(l.Value)
				n++
				if plural.MatchString(text) && !limit.MatchString(text) {
					t.Errorf("%s: %q says a plural of one, too", file, text)
				}
			}
			return true
		})
		return nil
	})
	if err != nil || n < 5000 {
		t.Errorf("%d texts: %v", n, err)
	}
}
