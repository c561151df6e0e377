package sqlite2pg_test

import (
	"bytes"
	"context"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg"
	"github.com/sqlite2pg/sqlite2pg/database"
	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/internal/samples"
	"github.com/sqlite2pg/sqlite2pg/rewrite/override"
)

// sqlite3 runs the program on a database.
func sqlite3(path, script string, args ...string) (out string, err error) {
	cmd := exec.Command("sqlite3", append([]string{"-batch", "-init", os.DevNull, path}, args...)...)
	cmd.Stdin = strings.NewReader(script)
	b, err := cmd.Output()
	return string(b), err
}

// translateFile returns the script of a database file, and the ids of what is said.
func translateFile(t testing.TB, path string, opts sqlite2pg.Options, read database.Options) (script string, said []string, err error) {
	t.Helper()
	note := func(m *diag.Message) { said = append(said, m.ID+" "+m.Object.String()) }
	opts.Warn, read.Warn = note, note
	db, err := database.Open(context.Background(), path, read)
	if err != nil {
		return "", said, err
	}
	defer db.Close()
	opts.WithoutLines, opts.CountRows = true, db.Count
	var b bytes.Buffer
	_, err = sqlite2pg.Translate(context.Background(), db.Dump(), &b, opts)
	return b.String(), said, err
}

// allowedErrors are errors of files of which an older .dump makes something, with the reason.
var allowedErrors = map[string]string{
	`table "Table0": SQLite cannot read the database: no such table: Table0 [database-damaged]`: "SQLite 3.40 takes a DEFAULT that is not constant, which newer versions refuse",
}

// TestFileSameBytes: the script of a database file is the one of its dump.
func TestFileSameBytes(t *testing.T) {
	t.Parallel()
	scripts := samples.Dumps(t)
	corpus := filepath.Join("..", "shared", "corpus")
	filepath.WalkDir(corpus, func(path string, d fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(path, ".sql") {
			text, _ := os.ReadFile(path)
			scripts = append(scripts, string(text))
		}
		return nil
	})
	dir, same, tables := t.TempDir(), 0, 0
	for i, script := range scripts {
		path := filepath.Join(dir, "x.db")
		os.Remove(path)
		sqlite3(path, script) // what it does not like, it leaves out
		if st, err := os.Stat(path); err != nil || st.Size() == 0 {
			continue
		}
		if strings.Contains(script, "char(0)") { // .dump cuts a text at a NUL
			continue
		}
		dump, err := sqlite3(path, "", "-readonly", ".dump")
		if err != nil {
			t.Errorf("%d: .dump: %v", i, err)
			continue
		}
		opts := sqlite2pg.Options{BadText: override.ReplaceBadText}
		got, said, err := translateFile(t, path, opts, database.Options{Readers: 3})
		var want bytes.Buffer
		var saidOfDump []string
		opts.Warn = func(m *diag.Message) { saidOfDump = append(saidOfDump, m.ID+" "+m.Object.String()) }
		opts.WithoutLines = true
		_, errOfDump := sqlite2pg.Translate(context.Background(), struct{ io.Reader }{strings.NewReader(dump)}, &want, opts)
		if err != nil && allowedErrors[err.Error()] != "" {
			t.Logf("%d: %v: %s", i, err, allowedErrors[err.Error()])
			continue
		}
		if (err == nil) != (errOfDump == nil) {
			t.Errorf("%d: %v of the file, %v of the dump %.100q", i, err, errOfDump, script)
			continue
		}
		if got != want.String() {
			t.Errorf("%d %.100q: of the file\n%s", i, script, difference(got, want.String()))
			continue
		}
		if strings.Join(said, "\n") != strings.Join(saidOfDump, "\n") {
			t.Errorf("%d: of the file it is said\n%s", i, difference(strings.Join(said, "\n"), strings.Join(saidOfDump, "\n")))
		}
		same++
		tables += strings.Count(got, "\nCREATE TABLE")
	}
	t.Logf("%d databases with %d tables", same, tables)
	if same < 20 {
		t.Errorf("only %d databases could be compared", same)
	}
}

// difference shows the first line in which texts differ.
func difference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return g[i] + "\nand of the dump\n" + w[i]
		}
	}
	return strings.Join(g[min(len(g), len(w)):], "\n") + "\nand of the dump\n" + strings.Join(w[min(len(g), len(w)):], "\n")
}
