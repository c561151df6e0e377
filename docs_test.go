package sqlite2pg_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

// sources parses the Go files of a folder and below, without tests.
func sources(t *testing.T, dir string) (files []*ast.File, set *token.FileSet) {
	t.Helper()
	set = token.NewFileSet()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && d.Name() != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata"):
			return fs.SkipDir
		case d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		f, err := parser.ParseFile(set, path, nil, parser.SkipObjectResolution)
		files = append(files, f)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files, set
}

func readFile(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// literal returns the value of a string literal.
func literal(x ast.Expr) (string, bool) {
	l, ok := x.(*ast.BasicLit)
	if !ok || l.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(l.Value)
	return s, err == nil
}

// callee returns the name of the function that is called.
func callee(call *ast.CallExpr) string {
	switch f := call.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return f.Sel.Name
	}
	return ""
}

// messageIDs finds the ids of messages: what is given to a field ID, and to
// the functions whose first parameter is called id.
func messageIDs(t *testing.T) []string {
	files, set := sources(t, ".")
	takesID := map[string]bool{}
	for _, f := range files {
		for _, d := range f.Decls {
			if d, ok := d.(*ast.FuncDecl); ok && d.Type.Params.NumFields() > 0 {
				if names := d.Type.Params.List[0].Names; len(names) > 0 && names[0].Name == "id" {
					takesID[d.Name.Name] = true
				}
			}
		}
	}
	ids := map[string]bool{}
	add := func(x ast.Expr) {
		if id, ok := literal(x); ok {
			ids[id] = true
		} else if name, ok := x.(*ast.Ident); !ok || name.Name != "id" {
			t.Errorf("%s: a message's ID must be a string literal or the parameter id", set.Position(x.Pos()))
		}
	}
	for _, f := range files {
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.KeyValueExpr:
				if key, ok := n.Key.(*ast.Ident); ok && key.Name == "ID" {
					add(n.Value)
				}
			case *ast.AssignStmt:
				for i, l := range n.Lhs {
					if l, ok := l.(*ast.SelectorExpr); ok && l.Sel.Name == "ID" {
						add(n.Rhs[i])
					}
				}
			case *ast.CallExpr:
				if takesID[callee(n)] && len(n.Args) > 0 {
					add(n.Args[0])
				}
			}
			return true
		})
	}
	return sorted(ids)
}

func sorted(set map[string]bool) []string {
	var out []string
	for s := range set {
		out = append(out, s)
	}
	slices.Sort(out)
	return out
}

// TestMessagesAreDocumented compares the ids of the sources with the table of
// docs/messages.md, which is sorted by id.
func TestMessagesAreDocumented(t *testing.T) {
	var listed []string
	for _, row := range regexp.MustCompile("(?m)^\\| `([a-z0-9-]+)` \\|").FindAllStringSubmatch(readFile(t, "docs/messages.md"), -1) {
		listed = append(listed, row[1])
	}
	if !slices.IsSorted(listed) {
		t.Error("the table of docs/messages.md is not sorted by id")
	}
	missingFrom(t, "docs/messages.md", "message id", messageIDs(t), listed)
	missingFrom(t, "the sources", "message id", listed, messageIDs(t))
}

func missingFrom(t *testing.T, where, what string, want, got []string) {
	t.Helper()
	for _, s := range want {
		if !slices.Contains(got, s) {
			t.Errorf("%s %s is not in %s", what, s, where)
		}
	}
}

// TestLibraryProgram compiles the Go program of docs/library.md.
func TestLibraryProgram(t *testing.T) {
	m := regexp.MustCompile("(?s)```go\n(.*?)```").FindStringSubmatch(readFile(t, "docs/library.md"))
	if m == nil {
		t.Fatal("docs/library.md has no Go program")
	}
	file := filepath.Join(t.TempDir(), "main.go")
	if err := os.WriteFile(file, []byte(m[1]), 0o644); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("go", "vet", file).CombinedOutput(); err != nil {
		t.Errorf("go vet: %v\n%s", err, out)
	}
}

// pages are README.md and the pages of docs.
func pages(t *testing.T) []string {
	t.Helper()
	list, err := filepath.Glob("docs/*.md")
	if err != nil || len(list) < 2 {
		t.Fatalf("the pages of docs: %v, %v", list, err)
	}
	return append(list, "README.md")
}

// anchor is the anchor that a heading of Markdown has on GitHub.
func anchor(heading string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(strings.TrimSpace(heading)) {
		switch {
		case r == ' ':
			b.WriteByte('-')
		case r == '-' || r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(r)
		}
	}
	return b.String()
}

// TestLinks holds that what the pages link to exists: files of the repository
// and headings.
func TestLinks(t *testing.T) {
	heading := regexp.MustCompile("(?m)^#+ (.*)$")
	found := 0
	for _, page := range pages(t) {
		for _, m := range regexp.MustCompile(`\]\(([^)]+)\)`).FindAllStringSubmatch(readFile(t, page), -1) {
			path, fragment, _ := strings.Cut(m[1], "#")
			if strings.Contains(path, "://") {
				continue
			}
			found++
			target := page
			if path != "" {
				target = filepath.Join(filepath.Dir(page), path)
			}
			if _, err := os.Stat(target); err != nil {
				t.Errorf("%s links to %s: %v", page, m[1], err)
				continue
			}
			if fragment == "" {
				continue
			}
			headings := heading.FindAllStringSubmatch(readFile(t, target), -1)
			if !slices.ContainsFunc(headings, func(h []string) bool { return anchor(h[1]) == fragment }) {
				t.Errorf("%s links to %s, which is no heading", page, m[1])
			}
		}
	}
	if found < 20 {
		t.Errorf("only %d links were found", found)
	}
}

// TestContents holds that docs/README.md lists every page, and that README.md
// stays short enough to be read.
func TestContents(t *testing.T) {
	const most = 900
	if n := len(strings.Fields(readFile(t, "README.md"))); n > most {
		t.Errorf("README.md has %d words, and %d are enough: what is more belongs into docs", n, most)
	}
	contents := readFile(t, "docs/README.md")
	for _, page := range pages(t) {
		if name := filepath.Base(page); name != "README.md" && !strings.Contains(contents, "]("+name+")") {
			t.Errorf("docs/README.md does not list %s", name)
		}
	}
}
