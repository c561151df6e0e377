package pgtest

import (
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
)

func TestMain(m *testing.M) { os.Exit(Main(m)) }

func TestMajors(t *testing.T) {
	t.Setenv("PG_MAJORS", "")
	if got := Majors(); !reflect.DeepEqual(got, []string{"system"}) {
		t.Errorf("without PG_MAJORS: %q", got)
	}
	t.Setenv("PG_MAJORS", "13,system")
	if got := Majors(); !reflect.DeepEqual(got, []string{"13", "system"}) {
		t.Errorf("with PG_MAJORS=13,system: %q", got)
	}
}

func TestServerOfMajor(t *testing.T) {
	Each(t, func(t *testing.T, s *Server) {
		got := *s.Database(t).Query(t, "SELECT split_part(current_setting('server_version'), '.', 1)")[0][0]
		if s.Major != "system" && got != s.Major {
			t.Errorf("server %s is a PostgreSQL %s", s.Major, got)
		}
	})
}

func TestMissingServerSaysWhatToRun(t *testing.T) {
	_, err := Start("99")
	if err == nil || !strings.Contains(err.Error(), "run script/postgres 99") {
		t.Errorf("error %v", err)
	}
}

func TestQueryReadsEveryText(t *testing.T) {
	Each(t, func(t *testing.T, s *Server) {
		db := s.Database(t)
		var all strings.Builder
		for c := rune(1); c < 0x3000; c++ {
			all.WriteRune(c)
		}
		all.WriteString(`\N \. \\n 🐘`)
		db.Load(t, "CREATE TABLE t (a text, b text); INSERT INTO t VALUES ($$"+all.String()+"$$, NULL), ('', $$\\N$$)")
		rows := db.Query(t, "SELECT a, b FROM t ORDER BY length(a) DESC -- a comment")
		if len(rows) != 2 || *rows[0][0] != all.String() || rows[0][1] != nil || *rows[1][0] != "" || *rows[1][1] != `\N` {
			t.Errorf("rows came back changed: %d rows", len(rows))
		}
		if rows := db.Query(t, "SELECT ''"); len(rows) != 1 || *rows[0][0] != "" {
			t.Errorf("one empty text came back as %v", rows)
		}
		if rows := db.Query(t, "SELECT 1 WHERE false"); len(rows) != 0 {
			t.Errorf("no rows came back as %d rows", len(rows))
		}
	})
}

func TestEnvironmentIsNotInherited(t *testing.T) {
	t.Setenv("PGOPTIONS", "-c statement_timeout=1")
	t.Setenv("PGSERVICE", "elsewhere")
	db := Shared(t, Majors()[0]).Database(t)
	if got := *db.Query(t, "SELECT current_setting('statement_timeout')")[0][0]; got != "0" {
		t.Errorf("statement_timeout is %s", got)
	}
}

func TestPsqlExitCode(t *testing.T) {
	db := Shared(t, Majors()[0]).Database(t)
	r := db.Psql(t, strings.NewReader("\\set ON_ERROR_STOP on\n\\echo hello\nSELECT 1/0;\n"))
	if r.Code != 3 || r.Stdout != "hello\n" || !strings.Contains(r.Stderr, "division by zero") {
		t.Errorf("%+v", r)
	}
}

func TestDatabaseIsDropped(t *testing.T) {
	s := Shared(t, Majors()[0])
	var name string
	t.Run("user", func(t *testing.T) { name = s.Database(t).Name })
	postgres := &Database{Server: s, Name: "postgres"}
	if rows := postgres.Query(t, "SELECT 1 FROM pg_database WHERE datname = '"+name+"'"); len(rows) != 0 {
		t.Errorf("%s is still there", name)
	}
}

// TestKilledTestsLeaveNoServer runs this test in a process of its own, which is killed while its server runs.
func TestKilledTestsLeaveNoServer(t *testing.T) {
	if os.Getenv("PGTEST_TO_BE_KILLED") != "" {
		s, err := Start(Majors()[0])
		if err != nil {
			t.Fatal(err)
		}
		os.Stdout.WriteString(s.dir + "\n")
		select {}
	}
	cmd := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$")
	cmd.Env = append(os.Environ(), "PGTEST_TO_BE_KILLED=yes")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	buf := make([]byte, 200)
	n, _ := out.Read(buf)
	dir := strings.TrimSpace(string(buf[:n]))
	if _, err := os.Stat(filepath.Join(dir, "data", "postmaster.pid")); err != nil {
		t.Fatalf("no server runs: %v", err)
	}
	cmd.Process.Kill()
	cmd.Wait()
	for deadline := time.Now().Add(30 * time.Second); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		if _, err := os.Stat(dir); os.IsNotExist(err) {
			return
		}
	}
	t.Errorf("%s is still there", dir)
}
