package sqlite2pg_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/sqlite2pg/sqlite2pg"

// allowed lists what each room may import of this module and of others
// (docs/architecture.md). Nothing is added without a word there.
var allowed = map[string][]string{
	".":                 {"diag", "emit", "emit/check", "emit/pg", "emit/pgdump", "input", "lexer", "parser", "parser/ast", "load", "report", "rewrite/catalog", "rewrite/coltype", "rewrite/fit", "rewrite/override", "rewrite/plan", "rewrite/selection", "rewrite/suggest", "target"},
	"cmd/sqlite2pg":     {".", "database", "diag", "emit/pg", "input", "lexer", "report", "report/page", "rewrite/catalog", "rewrite/fit", "rewrite/override", "rewrite/plan", "rewrite/selection", "target", "target/read", "github.com/spf13/pflag", "github.com/google/renameio/v2", "github.com/vbauerster/mpb/v8", "github.com/vbauerster/mpb/v8/decor", "golang.org/x/sys/unix", "golang.org/x/term"},
	"database":          {"diag", "lexer", "github.com/mattn/go-sqlite3"},
	"diag":              {},
	"report":            {"diag"},
	"report/page":       {"diag", "internal/graphviz", "report"},
	"internal/graphviz": {"github.com/klauspost/compress/zstd", "github.com/tetratelabs/wazero", "github.com/tetratelabs/wazero/api", "github.com/tetratelabs/wazero/imports/wasi_snapshot_preview1"},
	"input":             {"diag", "github.com/klauspost/compress/zstd", "golang.org/x/text/encoding/unicode"},
	"lexer":             {"diag"},
	"parser/ast":        {"diag"},
	"parser":            {"diag", "internal/jsonb", "lexer", "parser/ast", "github.com/alecthomas/participle/v2", "github.com/alecthomas/participle/v2/lexer"},
	"internal/jsonb":    {},
	"internal/pghash":   {},
	"load":              {"diag", "emit", "emit/pg", "internal/pghash", "lexer", "parser", "parser/ast", "rewrite/catalog", "rewrite/coltype", "rewrite/infer", "rewrite/override", "rewrite/plan", "rewrite/suggest"},
	"rewrite/suggest":   {"diag", "parser", "parser/ast", "rewrite/catalog", "rewrite/coltype", "rewrite/override"},
	"rewrite/infer":     {"diag", "parser", "parser/ast", "rewrite/catalog", "rewrite/coltype"},
	"rewrite/plan":      {"diag", "emit/pg", "internal/pghash", "lexer", "parser/ast", "rewrite/catalog", "rewrite/coltype", "rewrite/query"},
	"rewrite/catalog":   {"diag", "emit/pg", "lexer", "parser", "parser/ast", "rewrite/coltype", "rewrite/override", "rewrite/selection"},
	"rewrite/selection": {"diag", "lexer"},
	"rewrite/override":  {"diag", "lexer", "parser/ast", "rewrite/coltype", "rewrite/fit"},
	"rewrite/coltype":   {"diag", "emit/pg", "internal/jsonb", "parser", "parser/ast", "rewrite/query"},
	"rewrite/query":     {"diag", "emit/pg", "lexer", "parser/ast"},
	"emit/pg":           {},
	"emit":              {"diag", "emit/pg", "emit/pgdump"},
	"emit/pgdump":       {"github.com/klauspost/compress/gzip"},
	"emit/check":        {"github.com/pganalyze/pg_query_go/v5"},
	// a schema that exists already
	"target":      {"emit/pg"},
	"target/read": {"emit/pg", "target", "github.com/pganalyze/pg_query_go/v5"},
	"rewrite/fit": {"diag", "emit/pg", "parser", "parser/ast", "rewrite/coltype", "target"},
	// tests only
	"internal/cases":     {},
	"internal/mutate":    {},
	"internal/samples":   {},
	"internal/pgtest":    {"github.com/jackc/pgx/v5/pgconn"},
	"internal/roundtrip": {"internal/pgtest"},
	"internal/e2e":       {"internal/pgtest", "internal/roundtrip"},
	// make dist only
	"internal/dist": {},
	// make bench only
	"internal/bench": {"internal/pgtest"},
}

func TestImportsGoOneWay(t *testing.T) {
	err := filepath.WalkDir(".", func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			return err
		}
		room := path.Dir(filepath.ToSlash(file))
		may, ok := allowed[room]
		if !ok {
			t.Errorf("%s: the folder %s is not in the list", file, room)
		}
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range f.Imports {
			name, _ := strconv.Unquote(spec.Path.Value)
			if name == module {
				name = "."
			}
			name = strings.TrimPrefix(name, module+"/")
			if standard := !strings.Contains(strings.Split(name, "/")[0], ".") && !strings.HasPrefix(spec.Path.Value, `"`+module); standard {
				continue
			}
			if !slices.Contains(may, name) {
				t.Errorf("%s imports %s", file, name)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
