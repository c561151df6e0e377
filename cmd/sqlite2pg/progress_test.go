//go:build !windows

package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
	"unicode"

	"github.com/creack/pty"

	"github.com/sqlite2pg/sqlite2pg/rewrite/selection"
)

// slow is a run whose dump comes by hand: rows, and its end when the test has seen enough.
type slow struct {
	cmd  *exec.Cmd
	dump io.WriteCloser
	said chan string // what it has said so far
}

func startSlow(t *testing.T, terminal bool, args ...string) *slow {
	t.Helper()
	s := &slow{cmd: exec.Command("sqlite2pg", args...), said: make(chan string, 1000)}
	dump, err := s.cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	s.dump = dump
	r, w, err := os.Pipe()
	if terminal {
		r, w, err = pty.Open()
		if err == nil {
			err = pty.Setsize(w, &pty.Winsize{Rows: 24, Cols: 80})
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	s.cmd.Stderr = w
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	w.Close()
	go func() {
		var all bytes.Buffer
		buf := make([]byte, 4096)
		for {
			n, err := r.Read(buf)
			all.Write(buf[:n])
			s.said <- all.String()
			if err != nil { // the other end is closed
				close(s.said)
				return
			}
		}
	}()
	io.WriteString(s.dump, "BEGIN;\nCREATE TABLE t(a TEXT, b INT);\n")
	io.WriteString(s.dump, strings.Repeat("INSERT INTO t VALUES('"+strings.Repeat("x", 100)+"',5);\n", 20_000))
	return s
}

// until waits for what the run says.
func (s *slow) until(t *testing.T, pattern string) string {
	t.Helper()
	limit := time.After(time.Minute)
	last := ""
	for {
		select {
		case said, ok := <-s.said:
			if !ok {
				t.Fatalf("it ended without %s:\n%q", pattern, last)
			}
			if last = said; regexp.MustCompile(pattern).MatchString(said) {
				return said
			}
		case <-limit:
			t.Fatalf("it does not say %s:\n%q", pattern, last)
		}
	}
}

func (s *slow) end(t *testing.T) string {
	t.Helper()
	io.WriteString(s.dump, "COMMIT;\n")
	s.dump.Close()
	last := ""
	for said := range s.said {
		last = said
	}
	if err := s.cmd.Wait(); err != nil {
		t.Errorf("%v\n%q", err, last)
	}
	return last
}

// On a terminal a line shows how far a run is, and is gone in the end. Messages stand above it.
func TestProgressOnATerminal(t *testing.T) {
	t.Parallel()
	s := startSlow(t, true, "--verbose")
	s.until(t, `2\.\d MB, \d+ rows, .*table "t"`)
	io.WriteString(s.dump, "CREATE TABLE u(c INT, d TEXT COLLATE NOCASE);\n")
	io.WriteString(s.dump, strings.Repeat("INSERT INTO u VALUES(5,NULL);\n", 40_000))
	s.until(t, `COLLATE NOCASE is kept[^\n]*\[collation\]\r\n`)
	said := s.until(t, `table "u"`)
	for _, line := range strings.Split(said, "\n") {
		if strings.Contains(line, "[collation]") && !strings.HasPrefix(lastPart(line), "sqlite2pg: stdin:") {
			t.Errorf("a message is torn: %q", line)
		}
	}
	said = s.end(t)
	if last := lastPart(strings.TrimSuffix(said, "\r\n")); !strings.HasPrefix(last, "sqlite2pg: script written: 2 tables, 60000 rows") || strings.HasSuffix(said, "MB\r\n") {
		t.Errorf("the end is %q", said[max(0, len(said)-300):])
	}
}

// TestProgressSession is a session at a terminal, looked at at three points and at its end, and the same without a
// terminal. PROGRESS_MB=1000 makes it a run of 1 GB.
func TestProgressSession(t *testing.T) {
	t.Parallel()
	size := 12
	if mb, err := strconv.Atoi(os.Getenv("PROGRESS_MB")); err == nil {
		size = mb
	}
	part := strings.Repeat("INSERT INTO t VALUES('"+strings.Repeat("x", 100)+"',12345);\n", 1000)
	for _, terminal := range []bool{true, false} {
		s := startSlow(t, terminal, "--progress")
		for point := 1; point <= 3; point++ {
			for written := 0; written < size*1_000_000/3; written += len(part) {
				io.WriteString(s.dump, part)
			}
			if !terminal {
				continue
			}
			at := 2 + size*point/3 // what startSlow has written comes first
			said := s.until(t, fmt.Sprintf(`(?:%d|%d|%d|%d)\.\d MB, \d+ rows, \d[^\r]*MB/s, table "t"`, at-1, at, at+1, at+2))
			lines := regexp.MustCompile(`sqlite2pg: [^\r\n\x1b]*table "t"`).FindAllString(said, -1)
			t.Logf("point %d: %s", point, lines[len(lines)-1])
			if strings.Contains(said, "left") {
				t.Errorf("a pipe has no known end: %q", said)
			}
		}
		said := s.end(t)
		t.Logf("the end, on a terminal: %v: %s", terminal, lastPart(strings.TrimRight(said, "\r\n")))
		if !strings.Contains(lastPart(strings.TrimRight(said, "\r\n")), "sqlite2pg: script written: 1 table, ") {
			t.Errorf("it ends in %q", said)
		}
		if !terminal && strings.ContainsFunc(said, func(r rune) bool { return r != '\n' && unicode.IsControl(r) }) {
			t.Errorf("there are control characters: %q", said)
		}
	}
}

// A database knows its rows: the line says how many there are, and the time that is left.
func TestProgressOfADatabase(t *testing.T) {
	t.Parallel()
	p := &progress{started: time.Now().Add(-10 * time.Second), input: &input{countRows: func() (int64, error) { return 2000, nil }}}
	p.line()
	for p.rowsInAll() == 0 {
		time.Sleep(time.Millisecond)
	}
	if got := p.line(); got != "0.0 MB, 0 rows of 2000 (0 %), 0.0 MB/s" {
		t.Errorf("at the beginning it says %q", got)
	}
	// The rest is of a run.
	file := filepath.Join(t.TempDir(), "app.db")
	if out, err := exec.Command("sqlite3", file, "CREATE TABLE t(a); WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n+1 FROM c LIMIT 1000) INSERT INTO t SELECT n FROM c; CREATE TABLE u(a); INSERT INTO u VALUES(1);").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	f := defaults()
	f.words.ExcludeTable = []string{"u"}
	f.selection, _ = selection.Parse(f.words)
	in, err := openDatabase(t.Context(), file, f, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	if n, err := in.countRows(); n != 1000 || err != nil {
		t.Errorf("%d rows are to come, %v", n, err)
	}
}

// lastPart is what a line shows: what is written after the last sequence that goes to its beginning.
func lastPart(text string) string {
	parts := regexp.MustCompile(`\r|\x1b\[[0-9;?]*[A-Za-z]|\n`).Split(strings.TrimRight(text, "\r"), -1)
	return parts[len(parts)-1]
}

// Elsewhere there is nothing but the last line, nor on a terminal with --quiet; with --progress there are no control characters.
func TestNoProgressWithoutATerminal(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		terminal bool
		args     []string
		want     string
	}{
		{false, nil, `^sqlite2pg: script written: 1 table, 20000 rows[^\x00-\x09\x0b-\x1f]*\n$`},
		{false, []string{"--progress"}, `^sqlite2pg: script written: 1 table, 20000 rows[^\x00-\x09\x0b-\x1f]*\n$`},
		{true, []string{"--quiet"}, `^$`},
	} {
		s := startSlow(t, c.terminal, c.args...)
		time.Sleep(2 * progressDelay)
		if said := s.end(t); !regexp.MustCompile(c.want).MatchString(said) {
			t.Errorf("terminal: %v, %q: it says %q", c.terminal, c.args, said)
		}
	}
}

// SIGUSR1 gives a line, wherever standard error goes; SIGHUP ends the run as SIGTERM does.
func TestSignals(t *testing.T) {
	t.Parallel()
	s := startSlow(t, false)
	for {
		if err := s.cmd.Process.Signal(syscall.SIGUSR1); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(s.until(t, `MB.*\n`), `table "t"`) {
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	if err := s.cmd.Process.Signal(syscall.SIGHUP); err != nil {
		t.Fatal(err)
	}
	s.until(t, `sqlite2pg: error: interrupted: nothing is committed\n`)
	if err := s.cmd.Wait(); s.cmd.ProcessState.ExitCode() != exitFailed {
		t.Errorf("it ends with %v", err)
	}
}
