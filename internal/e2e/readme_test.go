package e2e

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/internal/pgtest"
)

// TestReadme runs the commands of README.md as they stand there, on a file app.db
// with the sample: those that move it, each into a new database app, and those
// that write files. The commands of make are run by themselves; they must exist.
func TestReadme(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	sample, err := os.ReadFile("../../testdata/sample/bookshop.sql")
	if err != nil {
		t.Fatal(err)
	}
	command := binary(t)
	shell := func(line string) *exec.Cmd { return exec.Command("bash", "-c", "set -eo pipefail\n"+line) }
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		if s.Major != "system" {
			return // the programs in PATH are those of the server that is installed
		}
		dir := t.TempDir()
		sqlite(t, filepath.Join(dir, "app.db"), string(sample))
		if err := os.WriteFile(filepath.Join(dir, "bookshop.sql"), sample, 0o600); err != nil {
			t.Fatal(err)
		}
		db := s.Database(t) // "app" is made and dropped beside it
		do := func(line string) {
			t.Helper()
			cmd := shell(line)
			cmd.Dir = dir
			cmd.Env = append(db.Env(), "PATH="+filepath.Dir(command)+":"+os.Getenv("PATH"))
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Errorf("%s\n%v\n%s", line, err, out)
			}
		}
		t.Cleanup(func() { do("dropdb --if-exists app") })
		moved := `test "$(psql -XAt -d app -c 'SELECT count(*) > 0 FROM book')" = t`
		ran := 0
		for _, line := range shellLines(page) {
			ran++
			switch {
			case strings.HasPrefix(line, "script/"):
				if info, err := os.Stat("../../" + line); err != nil || info.Mode()&0o111 == 0 {
					t.Errorf("README.md: %s cannot be run: %v", line, err)
				}
			case strings.HasPrefix(line, "make "):
				if out, err := exec.Command("make", "-n", "-C", "../..", strings.TrimPrefix(line, "make ")).CombinedOutput(); err != nil {
					t.Errorf("README.md: %s: %v\n%s", line, err, out)
				}
			case strings.Contains(line, "createdb"):
				do("dropdb --if-exists app\n" + line + "\n" + moved)
			case strings.Contains(line, "--into"), strings.Contains(line, "--data-only"):
				do("dropdb --if-exists app; createdb app; sqlite2pg --schema-only app.db | psql -X -q app\n" + line + "\n" + moved)
			case strings.Contains(line, "pg_restore"):
				do("dropdb --if-exists app; createdb app\n" + line + "\n" + moved)
			case strings.Contains(line, "| psql"):
				do("dropdb --if-exists app; createdb app\n" + line)
			default:
				do(line)
			}
		}
		if ran < 10 {
			t.Errorf("README.md: only %d commands were found", ran)
		}
	})
}

// shellLines are the commands of a page: each block of shell but the lines of
// make and script/, which stand by themselves; and, in the tables and in the text,
// code that begins with sqlite2pg and names a file.
func shellLines(page []byte) []string {
	var lines []string
	for _, m := range regexp.MustCompile("(?s)```sh\n(.*?)```").FindAllSubmatch(page, -1) {
		block := strings.TrimSpace(string(m[1]))
		if strings.HasPrefix(block, "make") || strings.HasPrefix(block, "script/") {
			lines = append(lines, strings.Split(block, "\n")...)
		} else {
			lines = append(lines, block)
		}
	}
	text := regexp.MustCompile("(?s)```.*?```").ReplaceAll(page, nil)
	text = bytes.ReplaceAll(text, []byte(`\|`), []byte("|"))
	for _, m := range regexp.MustCompile("`(sqlite[^`]* (?:app|copy|bookshop)\\.[^`]*)`").FindAllSubmatch(text, -1) {
		lines = append(lines, string(m[1]))
	}
	return lines
}
