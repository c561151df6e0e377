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

func sorted(set map[string]bool) []string {
	var out []string
	for s := range set {
		out = append(out, s)
	}
	slices.Sort(out)
	return out
}

// TestMessagesAreUsed compares the messages of diag/table.go with those that the
// sources make. diag/table_test.go compares them with docs/messages.md.
func TestMessagesAreUsed(t *testing.T) {
	files, set := sources(t, ".")
	var listed []string
	used := map[string]bool{}
	for _, f := range files {
		table := set.Position(f.Pos()).Filename == filepath.Join("diag", "table.go")
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.GenDecl:
				for _, spec := range n.Specs {
					if v, ok := spec.(*ast.ValueSpec); ok && table && n.Tok == token.VAR {
						listed = append(listed, v.Names[0].Name)
					}
				}
			case *ast.SelectorExpr:
				if x, ok := n.X.(*ast.Ident); ok && x.Name == "diag" {
					used[n.Sel.Name] = true
				}
			case *ast.CompositeLit:
				x, ok := n.Type.(*ast.SelectorExpr)
				if !ok || x.Sel.Name != "Message" {
					break
				}
				if of, ok := x.X.(*ast.Ident); ok && of.Name == "diag" {
					t.Errorf("%s: a message that is not in diag/table.go", set.Position(n.Pos()))
				}
			}
			return true
		})
	}
	if len(listed) < 50 {
		t.Fatalf("only %d messages found in diag/table.go: has it changed its form?", len(listed))
	}
	missingFrom(t, "the sources", "message", listed, sorted(used))
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
	list := []string{"README.md"}
	err := filepath.WalkDir("docs", func(path string, d fs.DirEntry, err error) error {
		if filepath.Ext(path) == ".md" {
			list = append(list, filepath.ToSlash(path))
		}
		return err
	})
	if err != nil || len(list) < 3 {
		t.Fatalf("the pages of docs: %v, %v", list, err)
	}
	return list
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
	heading, code := regexp.MustCompile("(?m)^#+ (.*)$"), regexp.MustCompile("(?s)```.*?```")
	found := 0
	for _, page := range pages(t) {
		text := code.ReplaceAllString(readFile(t, page), "")
		for _, m := range regexp.MustCompile(`\]\(([^)]+)\)`).FindAllStringSubmatch(text, -1) {
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
		if name := strings.TrimPrefix(page, "docs/"); filepath.Base(name) != "README.md" && !strings.Contains(contents, "]("+name+")") {
			t.Errorf("docs/README.md does not list %s", name)
		}
	}
}

// TestArchitecture holds that the files which docs/architecture.md names exist, and that
// the functions on its two ways through the house stand where it says.
func TestArchitecture(t *testing.T) {
	text := readFile(t, "docs/architecture.md")
	if examples := strings.Index(text, "**A type**"); examples > 0 { // they are of what is not there
		text = text[:examples]
	}
	var files []string
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		files = append(files, "/"+filepath.ToSlash(path))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	find := func(name string) (out []string) {
		for _, f := range files {
			if strings.HasSuffix(f, "/"+strings.TrimSuffix(name, "/")) {
				out = append(out, f[1:])
			}
		}
		return out
	}
	named := regexp.MustCompile("`([\\w./]+(?:\\.(?:go|txt|sql|md)|/))`").FindAllStringSubmatch(text, -1)
	if len(named) < 100 {
		t.Errorf("only %d files are named", len(named))
	}
	for _, m := range named {
		if find(m[1]) == nil {
			t.Errorf("docs/architecture.md names %s, which does not exist", m[1])
		}
	}
	ways := text[strings.Index(text, "## Two ways through the house"):]
	ways = ways[:strings.Index(ways, "## Reading")]
	functions := regexp.MustCompile("`(\\w+)` \\(`([\\w./]+\\.go)`").FindAllStringSubmatch(ways, -1)
	if len(functions) < 25 {
		t.Errorf("only %d functions are named", len(functions))
	}
	for _, m := range functions {
		declared := regexp.MustCompile(`(?m)^(?:func (?:\([^)]*\) )?|type )` + m[1] + `\b`)
		if !slices.ContainsFunc(find(m[2]), func(file string) bool { return declared.MatchString(readFile(t, file)) }) {
			t.Errorf("docs/architecture.md names %s of %s, which is not there", m[1], m[2])
		}
	}
}
