package e2e

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"testing/iotest"
	"time"

	"github.com/sqlite2pg/sqlite2pg"
	"github.com/sqlite2pg/sqlite2pg/internal/pgtest"
)

// rows is a dump of so many rows that the command writes while it reads.
func rows(n int) string {
	var b strings.Builder
	b.WriteString("BEGIN TRANSACTION;\nCREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT);\n")
	for i := range n {
		fmt.Fprintf(&b, "INSERT INTO t VALUES(%d,'a text that is long enough to fill a buffer soon');\n", i)
	}
	b.WriteString("COMMIT;\n")
	return b.String()
}

// TestSignals interrupts the command in the middle: it says so to the user and to psql, which commits nothing.
func TestSignals(t *testing.T) {
	path, text := binary(t), rows(60_000)
	for _, sig := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM} {
		for _, toFile := range []bool{false, true} {
			t.Run(fmt.Sprint(sig, toFile), func(t *testing.T) {
				t.Chdir(t.TempDir())
				var args []string
				if toFile {
					if err := os.WriteFile("out.sql", []byte("old"), 0o644); err != nil {
						t.Fatal(err)
					}
					args = []string{"-f", "out.sql"}
				}
				cmd := exec.Command(path, args...)
				var out, said bytes.Buffer
				cmd.Stdout, cmd.Stderr = &out, &said
				in, err := cmd.StdinPipe()
				if err != nil {
					t.Fatal(err)
				}
				if err := cmd.Start(); err != nil {
					t.Fatal(err)
				}
				io.WriteString(in, text[:len(text)-1000]) // read but for a pipe's buffer: it waits for more
				time.Sleep(50 * time.Millisecond)
				cmd.Process.Signal(sig)
				done := make(chan error, 1)
				go func() { done <- cmd.Wait() }()
				select {
				case <-done:
				case <-time.After(20 * time.Second):
					cmd.Process.Kill()
					t.Fatal("it goes on")
				}
				if code := cmd.ProcessState.ExitCode(); code != 1 {
					t.Errorf("exit code %d", code)
				}
				if got := said.String(); got != "sqlite2pg: error: interrupted: nothing is committed\n" {
					t.Errorf("it says %q", got)
				}
				if toFile {
					files, _ := os.ReadDir(".")
					if old, _ := os.ReadFile("out.sql"); string(old) != "old" || len(files) != 1 {
						t.Errorf("of out.sql there are %d bytes, and %d files", len(old), len(files))
					}
					return
				}
				script := out.String()
				if commits(script) || !strings.HasSuffix(script, "$sqlite2pg$;\n") || !strings.Contains(script[max(0, len(script)-300):], "\n\\.\n\nDO $sqlite2pg$\n") {
					t.Errorf("the script ends in\n%s", script[max(0, len(script)-300):])
				}
				pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
					db := s.Database(t)
					if r := load(t, db, script, "-q"); r.Code != 3 || !strings.Contains(r.Stderr, "sqlite2pg: interrupted") {
						t.Errorf("psql: exit code %d\n%s", r.Code, r.Stderr)
					}
					nothing(t, db, "interrupted")
				})
			})
		}
	}
}

// TestReadErrors: an input that fails in the middle is said, and its script raises.
func TestReadErrors(t *testing.T) {
	broken := errors.New("input/output error")
	text := rows(60_000)
	for _, n := range []int{0, 1, 30, 100, 4096, len(text) / 2, end(text), end(text) + len("COMMIT")} {
		for _, wrap := range []func(io.Reader) io.Reader{func(r io.Reader) io.Reader { return r }, iotest.DataErrReader, iotest.HalfReader} {
			var out strings.Builder
			r := wrap(io.MultiReader(strings.NewReader(text[:n]), iotest.ErrReader(broken)))
			_, err := sqlite2pg.Translate(context.Background(), r, &out, sqlite2pg.Options{})
			if !errors.Is(err, broken) || commits(out.String()) || !strings.Contains(out.String(), "RAISE EXCEPTION USING MESSAGE = 'sqlite2pg: input/output error'") {
				t.Errorf("after %d bytes: %v, commits: %v", n, err, commits(out.String()))
			}
		}
	}
	// Of the command: a folder opens, and does not read.
	if r := command(t, nil, t.TempDir()); r.code != 1 || commits(r.stdout) || !strings.Contains(r.stderr, "is a folder") {
		t.Errorf("exit code %d\n%s", r.code, r.stderr)
	}
}

// TestWriteErrors: a full disk and a reader that has gone away.
func TestWriteErrors(t *testing.T) {
	path, text := binary(t), rows(60_000)
	t.Chdir(t.TempDir())
	if err := os.WriteFile("in.sql", []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	sh := func(script string) result { return run(t, exec.Command("bash", "-c", script, path), nil) }
	for _, c := range []struct{ script, says string }{
		{`"$0" in.sql > /dev/full`, "no space left on device"},
		{`"$0" -f /dev/full in.sql`, "no space left on device"},
		{`"$0" -f out.sql --types-out /dev/full in.sql`, "no space left on device"},
		{`ulimit -f 100; trap "" XFSZ; "$0" -f out.sql in.sql`, ""},
		{`"$0" in.sql | head -c 1000 > /dev/null; exit ${PIPESTATUS[0]}`, ""},
	} {
		os.Remove("out.sql")
		r := sh(c.script)
		if r.code == 0 || !strings.Contains(r.stderr, c.says) {
			t.Errorf("%s: exit code %d\n%.500s", c.script, r.code, r.stderr)
		}
		if got, err := os.ReadFile("out.sql"); err == nil && (!strings.Contains(c.script, "--types-out") || !commits(string(got))) {
			t.Errorf("%s: %d bytes are left under the name of the file", c.script, len(got))
		}
	}
}
