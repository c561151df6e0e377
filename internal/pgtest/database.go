package pgtest

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"sync/atomic"
	"testing"
)

// A Database is one database of a server, which psql reaches by the environment of Env.
type Database struct {
	Server *Server
	Name   string
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
}

// Psql runs psql -X with further arguments on the database. Exit codes are the caller's to judge.
func (db *Database) Psql(t testing.TB, stdin io.Reader, args ...string) Result {
	t.Helper()
	cmd := exec.Command("psql", append([]string{"-X"}, args...)...)
	cmd.Env = db.Env()
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
	return Result{stdout.String(), stderr.String(), cmd.ProcessState.ExitCode()}
}

// Load runs a script; the first error in it fails the test.
func (db *Database) Load(t testing.TB, script string) {
	t.Helper()
	if r := db.Psql(t, strings.NewReader(script), "-q", "-v", "ON_ERROR_STOP=1"); r.Code != 0 {
		t.Fatalf("psql: exit code %d\n%s", r.Code, r.Stderr)
	}
}

// copyEscapes are the escapes that COPY TO writes in its text format.
var copyEscapes = strings.NewReplacer(
	`\\`, `\`, `\b`, "\b", `\f`, "\f", `\n`, "\n", `\r`, "\r", `\t`, "\t", `\v`, "\v")

// Query returns the rows of a query, each value as the text PostgreSQL prints it, nil for NULL.
func (db *Database) Query(t testing.TB, sql string) [][]*string {
	t.Helper()
	// The newline ends a comment that the query may end in.
	r := db.Psql(t, nil, "-q", "-c", "COPY ("+sql+"\n) TO STDOUT")
	if r.Code != 0 {
		t.Fatalf("%s\n%s", sql, r.Stderr)
	}
	var rows [][]*string
	for line := range strings.Lines(r.Stdout) {
		var row []*string
		for field := range strings.SplitSeq(strings.TrimSuffix(line, "\n"), "\t") {
			if field == `\N` {
				row = append(row, nil)
				continue
			}
			value := copyEscapes.Replace(field)
			row = append(row, &value)
		}
		rows = append(rows, row)
	}
	return rows
}
