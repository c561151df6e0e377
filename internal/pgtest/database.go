package pgtest

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
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"
)

// A Database is one database of a server, which psql reaches by the environment of Env.
type Database struct {
	Server *Server
	Name   string

	queries *pgconn.PgConn // the session of Query; its first call opens it
}

var created atomic.Int64

// Database creates an empty database in UTF-8, and drops it when the test ends.
func (s *Server) Database(t testing.TB) *Database {
	t.Helper()
	admin := &Database{Server: s, Name: "postgres"}
	db := &Database{Server: s, Name: fmt.Sprintf("test%d", created.Add(1))}
	admin.Load(t, "CREATE DATABASE "+db.Name+" TEMPLATE template0 ENCODING 'UTF8'")
	t.Cleanup(func() { admin.Load(t, "DROP DATABASE "+db.Name+" WITH (FORCE)") })
	return db
}

// Env is the environment in which psql and libpq connect to the database.
func (db *Database) Env() []string {
	return append(environ(), "PGHOST="+db.Server.dir, "PGPORT=5432", "PGUSER=postgres", "PGDATABASE="+db.Name)
}

// A Result is what a run of psql left.
type Result struct {
	Stdout, Stderr string
	Code           int
	// Loaded is what a script said of what it had committed; Stderr lacks that line.
	Loaded string
}

var loaded = regexp.MustCompile(`(?m)^(?:psql:.*:\d+: )?INFO:  sqlite2pg: (loaded .*)\n`)

// NewResult is the result of a run of psql.
func NewResult(stdout, stderr string, code int) Result {
	r := Result{Stdout: stdout, Stderr: loaded.ReplaceAllString(stderr, ""), Code: code}
	if m := loaded.FindStringSubmatch(stderr); m != nil {
		r.Loaded = m[1]
	}
	return r
}

// psql is the path of the program. Debian's is a script in Perl that looks for clusters and runs the newest psql in the
// end: it takes ten times as long to start as psql itself.
var psql = sync.OnceValue(func() string {
	path, err := exec.LookPath("psql")
	if err != nil {
		return "psql" // running it says what is missing
	}
	if script, err := filepath.EvalSymlinks(path); err == nil && filepath.Base(script) == "pg_wrapper" {
		if bin := newestBin("psql"); bin != "" {
			return filepath.Join(bin, "psql")
		}
	}
	return path
})

// Command is psql with arguments, to be run on the database.
func (db *Database) Command(args ...string) *exec.Cmd {
	cmd := exec.Command(psql(), args...)
	cmd.Env = db.Env()
	return cmd
}

// Psql runs psql -X with further arguments on the database. Exit codes are the caller's to judge.
func (db *Database) Psql(t testing.TB, stdin io.Reader, args ...string) Result {
	t.Helper()
	cmd := db.Command(append([]string{"-X"}, args...)...)
	cmd.Stdin = stdin
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	var exit *exec.ExitError
	if errors.Is(err, exec.ErrNotFound) {
		t.Fatalf("%v: run script/setup", err)
	} else if err != nil && !errors.As(err, &exit) {
		t.Fatalf("psql: %v", err)
	}
	return NewResult(stdout.String(), stderr.String(), cmd.ProcessState.ExitCode())
}

// Restore runs pg_restore with arguments on the database. Exit codes are the caller's to judge.
func (db *Database) Restore(t testing.TB, args ...string) Result {
	t.Helper()
	cmd := exec.Command("pg_restore", append([]string{"-d", db.Name}, args...)...)
	cmd.Env = db.Env()
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatalf("pg_restore: %v", err)
	}
	return NewResult(stdout.String(), stderr.String(), cmd.ProcessState.ExitCode())
}

var environment sync.Mutex

// connect opens a session. pgconn would let the environment lead it elsewhere, as libpq does.
func (db *Database) connect(t testing.TB) *pgconn.PgConn {
	t.Helper()
	environment.Lock()
	defer environment.Unlock()
	for _, v := range os.Environ() {
		if name, value, _ := strings.Cut(v, "="); strings.HasPrefix(name, "PG") && name != "PG_MAJORS" {
			os.Unsetenv(name)
			defer os.Setenv(name, value)
		}
	}
	conn, err := pgconn.Connect(background, fmt.Sprintf("host=%s port=5432 user=postgres dbname=%s sslmode=disable", db.Server.dir, db.Name))
	if err != nil {
		t.Fatal(err)
	}
	return conn
}

// background is the context of all sessions: a test's own is cancelled when it drops its database.
var background = context.Background()

// Load runs a script of SQL in a session of its own; the first error in it fails the test.
func (db *Database) Load(t testing.TB, script string) {
	t.Helper()
	conn := db.connect(t)
	defer conn.Close(background)
	if _, err := conn.Exec(background, script).ReadAll(); err != nil {
		t.Fatalf("%.300s\n%v", script, err)
	}
}

// Query returns the rows of a query, each value as the text PostgreSQL prints it, nil for NULL.
func (db *Database) Query(t testing.TB, sql string) [][]*string {
	t.Helper()
	if db.queries == nil {
		db.queries = db.connect(t)
	}
	results, err := db.queries.Exec(background, sql).ReadAll()
	if err != nil {
		t.Fatalf("%s\n%v", sql, err)
	}
	var rows [][]*string
	for _, result := range results {
		for _, fields := range result.Rows {
			row := make([]*string, len(fields))
			for i, f := range fields {
				if f != nil {
					value := string(f)
					row[i] = &value
				}
			}
			rows = append(rows, row)
		}
	}
	return rows
}
