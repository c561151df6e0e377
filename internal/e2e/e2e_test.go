// Package e2e takes whole databases through sqlite3's .dump, the command and psql into a
// PostgreSQL server, and compares what arrives with the source.
package e2e

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/iotest"

	"github.com/sqlite2pg/sqlite2pg"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/internal/pgtest"
	"github.com/sqlite2pg/sqlite2pg/internal/roundtrip"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
	"github.com/sqlite2pg/sqlite2pg/rewrite/override"
	"github.com/sqlite2pg/sqlite2pg/rewrite/plan"
)

func TestMain(m *testing.M) {
	code := pgtest.Main(m)
	if binDir != "" {
		os.RemoveAll(binDir)
	}
	os.Exit(code)
}

var (
	buildOnce sync.Once
	buildErr  error
	binDir    string
)

// binary returns the command, built once in a test process.
func binary(t testing.TB) string {
	t.Helper()
	buildOnce.Do(func() {
		if binDir, buildErr = os.MkdirTemp("", "sqlite2pg-e2e-"); buildErr != nil {
			return
		}
		out, err := exec.Command("go", "build", "-o", binDir, "github.com/sqlite2pg/sqlite2pg/cmd/sqlite2pg").CombinedOutput()
		if err != nil {
			buildErr = errors.New(err.Error() + "\n" + string(out))
		}
	})
	if buildErr != nil {
		t.Fatalf("go build: %v", buildErr)
	}
	return filepath.Join(binDir, "sqlite2pg")
}

// A result is what a run of the command left.
type result struct {
	stdout, stderr string
	code           int
}

// command runs the command with stdin. It says all that it has to say.
func command(t testing.TB, stdin io.Reader, args ...string) result {
	t.Helper()
	return run(t, exec.Command(binary(t), append([]string{"--verbose"}, args...)...), stdin)
}

// untimed is a result without the seconds that a run took.
func untimed(r result) result {
	r.stderr = regexp.MustCompile(`; \d+ s\n$`).ReplaceAllString(r.stderr, "\n")
	return r
}

func run(t testing.TB, cmd *exec.Cmd, stdin io.Reader) result {
	t.Helper()
	var stdout, stderr bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = stdin, &stdout, &stderr
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatalf("%s: %v", cmd.Path, err)
	}
	return result{stdout.String(), stderr.String(), cmd.ProcessState.ExitCode()}
}

// sqlite runs a script on a SQLite file and returns what it prints.
func sqlite(t testing.TB, file, script string) string {
	t.Helper()
	r := run(t, exec.Command("sqlite3", "-init", "/dev/null", "-batch", "-bail", file), strings.NewReader(script))
	if r.code != 0 || r.stderr != "" {
		t.Fatalf("sqlite3: exit code %d\n%s\n%.300s", r.code, r.stderr, script)
	}
	return r.stdout
}

// database makes a SQLite file by a script.
func database(t testing.TB, script string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "app.db")
	sqlite(t, file, script)
	return file
}

// dump is what sqlite3 writes for a SQLite file.
func dump(t testing.TB, file string) string {
	t.Helper()
	return sqlite(t, file, ".dump")
}

// translate runs the command on a dump. It must succeed, and write the same bytes another time, and
// again when it gets its input byte by byte.
func translate(t testing.TB, dump string, args ...string) result {
	t.Helper()
	r := command(t, strings.NewReader(dump), args...)
	if r.code != 0 {
		t.Fatalf("sqlite2pg: exit code %d\n%s", r.code, r.stderr)
	}
	if again := command(t, strings.NewReader(dump), args...); untimed(again) != untimed(r) {
		t.Errorf("a second run differs:\n%s", firstDifference(r.stdout+r.stderr, again.stdout+again.stderr))
	}
	var slow bytes.Buffer
	if _, err := sqlite2pg.Translate(context.Background(), iotest.OneByteReader(strings.NewReader(dump)), &slow, options(t, args)); err != nil {
		t.Errorf("byte by byte: %v", err)
	} else if slow.String() != r.stdout {
		t.Errorf("byte by byte the script differs:\n%s", firstDifference(r.stdout, slow.String()))
	}
	return r
}

// options are what the command's flags mean to the package.
func options(t testing.TB, args []string) (o sqlite2pg.Options) {
	t.Helper()
	for _, a := range args {
		switch a {
		case "--schema-only":
			o.Part = sqlite2pg.SchemaOnly
		case "--data-only":
			o.Part = sqlite2pg.DataOnly
		case "--fts=tsvector":
			o.FTS = plan.FTSTsvector
		case "--delete-orphans":
			o.DeleteOrphans = true
		case "--verify":
			o.Verify = true
		case "--strict":
			o.Strict = true
		case "--serial":
			o.Serial = true
		case "--nocase=citext":
			o.Caseless = true
		case "--inserts":
			o.RowsPerInsert = 1
		case "--clean":
			o.Clean = true
		case "--citus":
			o.Citus = true
		case "--if-exists":
			o.IfExists = true
		case "--truncate":
			o.Rows = pg.EmptyFirst
		case "--on-conflict-do-nothing":
			o.Rows = pg.KeepExisting
		case "--allow=passed-over":
			o.Allow = []string{"passed-over"}
		default:
			if n, ok := strings.CutPrefix(a, "--rows-per-insert="); ok {
				o.RowsPerInsert, _ = strconv.Atoi(n)
				break
			}
			if added, ok := strings.CutPrefix(a, "--add-column=*.tenant=integer:"); ok {
				o.Added = append(o.Added, sqlite2pg.AddedColumn{Table: "*", Column: "tenant", Type: "integer", Value: added})
				break
			}
			if name, ok := strings.CutPrefix(a, "--schema="); ok {
				o.Schema = name
				break
			}
			if name, ok := strings.CutPrefix(a, "--types="); ok {
				o.Overrides = append(o.Overrides, typesFile(t, name)...)
				break
			}
			if word, ok := strings.CutPrefix(a, "--cast="); ok {
				o.Overrides = append(o.Overrides, wish(t, word, override.ParseCast))
				break
			}
			if word, ok := strings.CutPrefix(a, "--column="); ok {
				o.Overrides = append(o.Overrides, wish(t, word, override.ParseColumn))
				break
			}
			style, ok := strings.CutPrefix(a, "--identifiers=")
			if !ok {
				t.Fatalf("options: %s", a)
			}
			o.Identifiers = catalog.Identifiers(style)
		}
	}
	return o
}

// typesFile reads a types file.
func typesFile(t testing.TB, name string) []override.Override {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	list, err := override.ReadTypes(f)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// wish reads what the user asks of types.
func wish(t testing.TB, text string, read func(string) (override.Override, error)) override.Override {
	t.Helper()
	o, err := read(text)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// firstDifference shows two texts around the first byte in which they differ.
func firstDifference(a, b string) string {
	i := 0
	for i < min(len(a), len(b)) && a[i] == b[i] {
		i++
	}
	around := func(s string) string { return s[max(0, i-60):min(len(s), i+60)] }
	return "... " + around(a) + " ...\n... " + around(b) + " ..."
}

// sides is how many databases a test with many cases works on side by side: psql and the server keep a second
// core busy, and each waits for the other.
const sides = 3

// spread runs f for the numbers below n, on databases of their own side by side.
func spread(t *testing.T, s *pgtest.Server, n int, f func(t *testing.T, db *pgtest.Database, i int)) {
	t.Helper()
	for side := range sides {
		t.Run(fmt.Sprintf("side=%d", side), func(t *testing.T) {
			t.Parallel()
			db := s.Database(t)
			for i := side; i < n; i += sides {
				f(t, db, i)
			}
		})
	}
}

// reset empties a database, which is faster than a new one.
func reset(t testing.TB, db *pgtest.Database) {
	t.Helper()
	db.Load(t, "SET client_min_messages = warning; DROP SCHEMA public CASCADE; CREATE SCHEMA public;")
}

// load runs a script as users do.
func load(t testing.TB, db *pgtest.Database, script string, args ...string) pgtest.Result {
	t.Helper()
	return db.Psql(t, strings.NewReader(script), args...)
}

// loadClean runs a script that must pass nothing over.
func loadClean(t testing.TB, db *pgtest.Database, script string) {
	t.Helper()
	if r := load(t, db, script); r.Code != 0 || r.Stderr != "" {
		t.Fatalf("psql: exit code %d\n%s", r.Code, r.Stderr)
	}
	if n := one(t, db, "SELECT count(*) FROM pg_constraint WHERE NOT convalidated"); n != "0" {
		t.Errorf("%s constraints are not valid", n)
	}
}

// arrive makes a SQLite file by a script, and takes it into an emptied database, where everything
// must arrive without an error. It returns the file and what the command said.
func arrive(t testing.TB, db *pgtest.Database, script string, args ...string) (file, said string) {
	t.Helper()
	reset(t, db)
	file = database(t, script)
	r := translate(t, dump(t, file), args...)
	loadClean(t, db, r.stdout)
	roundtrip.Compare(t, file, db)
	return file, r.stderr
}

// one returns the only value of a query.
func one(t testing.TB, db *pgtest.Database, sql string) string {
	t.Helper()
	rows := db.Query(t, sql)
	if len(rows) != 1 || len(rows[0]) != 1 {
		t.Fatalf("%s\n%d rows", sql, len(rows))
	}
	if rows[0][0] == nil {
		return "NULL"
	}
	return *rows[0][0]
}

// column returns the first column of a query, with commas between.
func column(t testing.TB, db *pgtest.Database, sql string) string {
	t.Helper()
	var out []string
	for _, r := range db.Query(t, sql) {
		if r[0] == nil {
			out = append(out, "NULL")
		} else {
			out = append(out, *r[0])
		}
	}
	return strings.Join(out, ",")
}

// nothing fails the test if the database holds a relation of a user.
func nothing(t testing.TB, db *pgtest.Database, when string) {
	t.Helper()
	if got := column(t, db, "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace ORDER BY 1"); got != "" {
		t.Errorf("%s: these stayed: %s", when, got)
		reset(t, db)
	}
}

// both runs statements, of one line each, in SQLite and in PostgreSQL, and wants both to agree on which of them a
// constraint forbids. Transactions stand on one line.
func both(t testing.TB, file string, db *pgtest.Database, statements ...string) {
	t.Helper()
	// An open transaction ends: line 2 of the script is the first statement, line 4 the second.
	script := "PRAGMA foreign_keys = ON;\n" + strings.Join(statements, "\nROLLBACK;\n") + "\n"
	lite := run(t, exec.Command("sqlite3", "-init", "/dev/null", "-batch", file), strings.NewReader(script))
	pg := db.Psql(t, strings.NewReader("\n"+strings.TrimPrefix(script, "PRAGMA foreign_keys = ON;\n")), "-q", "-f", "-")
	errorAt := func(stderr, pattern string, line int) string {
		m := regexp.MustCompile(fmt.Sprintf(pattern, line)).FindString(stderr)
		return strings.TrimSpace(m)
	}
	for i, sql := range statements {
		line := 2 + 2*i
		inLite, inPG := errorAt(lite.stderr, `(?m)^\w+ error near line %d: .*$`, line), errorAt(pg.Stderr, `(?m)^psql:<stdin>:%d: ERROR: .*$`, line)
		switch {
		case (inLite == "") != (inPG == ""):
			t.Errorf("%s\nSQLite: %s\nPostgreSQL: %s", sql, inLite, inPG)
		case inLite != "" && !(strings.Contains(inLite, "constraint failed") && strings.Contains(inPG, "violates")):
			t.Errorf("%s\nfails for no constraint: %s\n%s", sql, inLite, inPG)
		}
	}
}

// identifier and literal quote for both databases.
func identifier(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }
func literal(text string) string    { return `'` + strings.ReplaceAll(text, `'`, `''`) + `'` }
