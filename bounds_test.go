package sqlite2pg_test

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/sqlite2pg/sqlite2pg"
	"github.com/sqlite2pg/sqlite2pg/diag"
)

// pieces reads a text that is made as it is read. Now and then it looks at the
// heap.
type pieces struct {
	next  func() (string, bool)
	rest  string
	read  int
	look  int // when to look next, in bytes
	start uint64
	peak  uint64 // of the heap in use, above start
}

func (p *pieces) Read(b []byte) (int, error) {
	n := 0
	for n < len(b) {
		if p.rest == "" {
			var ok bool
			if p.rest, ok = p.next(); !ok {
				if n == 0 {
					return 0, io.EOF
				}
				break
			}
		}
		c := copy(b[n:], p.rest)
		n, p.rest = n+c, p.rest[c:]
	}
	if p.read += n; p.read >= p.look {
		p.look = 2*p.read + 1<<20
		p.peak = max(p.peak, heap()-min(p.start, heap()))
	}
	return n, nil
}

func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// of is a text of head, n times what f gives, and tail.
func of(head string, n int, f func(i int) string, tail string) iter.Seq[string] {
	return func(yield func(string) bool) {
		if !yield(head) {
			return
		}
		for i := range n {
			if !yield(f(i)) {
				return
			}
		}
		yield(tail)
	}
}

func same(s string) func(int) string { return func(int) string { return s } }

func numbered(format string) func(int) string {
	return func(i int) string { return fmt.Sprintf(format, i) }
}

// packed is a text of head, n times s, and tail, in gzip.
func packed(head string, n int, s, tail string) iter.Seq[string] {
	var b strings.Builder
	w := gzip.NewWriter(&b)
	for text := range of(head, n, same(s), tail) {
		io.WriteString(w, text)
	}
	w.Close()
	return of(b.String(), 0, nil, "")
}

// TestBounds: no input makes it hang, panic, or hold more than the schema. What
// is not linear would take minutes.
func TestBounds(t *testing.T) {
	const mb = 1 << 20
	deep := func(open, in, close string) iter.Seq[string] {
		return of("", 1, same(strings.Repeat(open, 100_000)+in+strings.Repeat(close, 100_000)), "")
	}
	statement := func(before string, in iter.Seq[string], after string) iter.Seq[string] {
		return func(yield func(string) bool) {
			if !yield("BEGIN;\nCREATE TABLE t(a TEXT);\n" + before) {
				return
			}
			for s := range in {
				if !yield(s) {
					return
				}
			}
			yield(after + ";\nCOMMIT;\n")
		}
	}
	cases := []struct {
		name string
		text iter.Seq[string]
		want string // the id of the error, or "" for none
		heap uint64 // in MiB
	}{
		{"empty statements", of("BEGIN;CREATE TABLE t(a);", 10_000_000, same(";"), "COMMIT;"), "", 8},
		{"line comments", of("BEGIN;CREATE TABLE t(a);", 5_000_000, same("--\n"), "COMMIT;"), "", 8},
		{"comments", of("BEGIN;CREATE TABLE t(a);", 5_000_000, same("/**/"), "COMMIT;"), "", 8},
		{"a comment of 100 MB", of("BEGIN;CREATE TABLE t(a);/*", 100, same(strings.Repeat("*", mb)), "*/COMMIT;"), "", 8},
		{"a line comment of 100 MB", of("BEGIN;CREATE TABLE t(a);--", 100, same(strings.Repeat("-", mb)), "\nCOMMIT;"), "", 8},
		{"a comment of 100 MB in CREATE TABLE", of("BEGIN;CREATE TABLE t(a/*", 100, same(strings.Repeat("*", mb)), "*/);COMMIT;"), "statement-too-long", 8},
		{"a comment of 100 MB in VALUES", of("BEGIN;CREATE TABLE t(a);INSERT INTO t VALUES(1/*", 100, same(strings.Repeat("*", mb)), "*/);COMMIT;"), "", 8},
		{"a comment of 100 MB in the head of INSERT", of("BEGIN;CREATE TABLE t(a);INSERT INTO/*", 100, same(strings.Repeat("*", mb)), "*/t VALUES(1);COMMIT;"), "", 8},
		{"spaces", of("BEGIN;CREATE TABLE t(a);", 100, same(strings.Repeat(" ", mb)), "COMMIT;"), "", 8},
		{"spaces in a statement", of("BEGIN;CREATE TABLE t(a", 100, same(strings.Repeat(" ", mb)), ");COMMIT;"), "statement-too-long", 8},
		{"lines of the shell", of("BEGIN;CREATE TABLE t(a);\n", 1_000_000, same(".x\n"), "COMMIT;"), "", 8},
		{"a line of the shell of 100 MB", of("BEGIN;CREATE TABLE t(a);\n.", 100, same(strings.Repeat("x", mb)), "\nCOMMIT;"), "", 8},
		{"DELIMITER", of("BEGIN;CREATE TABLE t(a);\n", 500_000, same("DELIMITER ;;\n"), "COMMIT;"), "", 8},
		{"PRAGMA", of("BEGIN;CREATE TABLE t(a);\n", 500_000, same("PRAGMA x=1;"), "COMMIT;"), "", 8},
		{"BEGIN", of("CREATE TABLE t(a);\n", 300_000, same("BEGIN;COMMIT;"), ""), "", 8},
		{"DROP", of("BEGIN;CREATE TABLE t(a);\n", 300_000, same("DROP TABLE IF EXISTS x;"), "COMMIT;"), "", 8},
		{"DELETE", of("BEGIN;CREATE TABLE t(a);\n", 300_000, same("DELETE FROM sqlite_sequence;"), "COMMIT;"), "", 8},
		{"ANALYZE", of("BEGIN;CREATE TABLE t(a);\n", 300_000, same("ANALYZE;"), "COMMIT;"), "", 8},
		{"statistics", of("BEGIN;CREATE TABLE t(a);\n", 300_000, same("INSERT INTO sqlite_stat1 VALUES('t',NULL,'1');"), "COMMIT;"), "", 8},
		{"sequences", of("BEGIN;CREATE TABLE t(a);\n", 300_000, same("INSERT INTO sqlite_sequence VALUES('t',1);"), "COMMIT;"), "", 8},
		{"savepoints, each released", of("BEGIN;CREATE TABLE t(a);\n", 300_000, same("SAVEPOINT a;RELEASE a;"), "COMMIT;"), "", 8},
		{"savepoints, open", of("BEGIN;CREATE TABLE t(a);\n", 1_000_000, numbered("SAVEPOINT a%d;"), "COMMIT;"), "statement", 8},
		{"the same table again", of("BEGIN;CREATE TABLE t(a);\n", 50_000, same("CREATE TABLE IF NOT EXISTS t(a);"), "COMMIT;"), "", 8},
		{"two tables by turns", of("BEGIN;CREATE TABLE t(a);CREATE TABLE u(a);\n", 100_000, same("INSERT INTO t VALUES(1);INSERT INTO u VALUES(1);"), "COMMIT;"), "", 8},
		{"two column lists by turns", of("BEGIN;CREATE TABLE t(a,b);\n", 100_000, same("INSERT INTO t(a) VALUES(1);INSERT INTO t(b) VALUES(1);"), "COMMIT;"), "", 8},
		{"rowids by turns", of("BEGIN;CREATE TABLE t(a);CREATE TABLE u(a);\n", 100_000, same("INSERT INTO t(rowid,a) VALUES(1,1);INSERT INTO u VALUES(1);"), "COMMIT;"), "", 8},
		{"heads of INSERT, each another", of("BEGIN;CREATE TABLE t(a);\n", 300_000, numbered("INSERT/*%d*/INTO t VALUES(1);"), "COMMIT;"), "", 8},
		{"tables", of("BEGIN;", 20_000, numbered("CREATE TABLE t%d(id INTEGER PRIMARY KEY, a TEXT);"), "COMMIT;"), "", 200},
		{"indexes of one name", statement("", of("", 50_000, same("CREATE INDEX i ON t(a);"), ""), ""), "", 200},
		{"names that are one when shortened", of("BEGIN;", 10_000, numbered("CREATE TABLE ["+strings.Repeat("n", 70)+"%d](a);"), "COMMIT;"), "", 200},
		{"UNIQUE", statement("CREATE TABLE u(a TEXT", of("", 80_000, same(",UNIQUE(a)"), ""), ")"), "", 200},
		{"CHECK that is left out", statement("CREATE TABLE u(a TEXT", of("", 80_000, same(",CHECK(x())"), ""), ")"), "", 200},
		{"foreign keys", statement("CREATE TABLE u(a TEXT UNIQUE", of("", 10_000, same(",FOREIGN KEY(a)REFERENCES u(a)"), ""), ")"), "", 200},
		{"columns", statement("CREATE TABLE u(a TEXT", of("", 100_000, numbered(",c%d"), ""), ")"), "too-many-columns", 200},
		{"columns with a constraint each", statement("CREATE TABLE u(a TEXT", of("", 1599, numbered(",c%d CHECK(x()) CHECK(y()) CHECK(z()) DEFAULT(x()) COLLATE x UNIQUE"), ""), ")"), "", 200},
		{"a column with many constraints", statement("CREATE TABLE u(a TEXT", of("", 100_000, same(" NOT NULL"), ""), ")"), "", 200},
		{"a long type", statement("CREATE TABLE u(a ", of("", 200_000, same(" x"), ""), ")"), "", 200},
		{"a semicolon that may be swallowed", statement("CREATE TABLE u(a --;\n", of("", 80_000, same("CREATE --;\n"), ""), ")"), "syntax", 200},
		{"a list in CHECK", statement("CREATE TABLE u(a TEXT CHECK(a IN ('x'", of("", 150_000, same(",'x'"), ""), ")))"), "", 200},
		{"parentheses in CHECK", statement("CREATE TABLE u(a CHECK(", deep("(", "1", ")"), "))"), "syntax", 100},
		{"parentheses in DEFAULT", statement("CREATE TABLE u(a DEFAULT ", deep("(", "1", ")"), ")"), "syntax", 100},
		{"parentheses in a generated column", statement("CREATE TABLE u(a, b AS (", deep("(", "a", ")"), "))"), "syntax", 100},
		{"parentheses in an index", statement("CREATE INDEX i ON t(", deep("(", "a", ")"), ")"), "", 100},
		{"parentheses in a view", statement("CREATE VIEW v AS SELECT ", deep("(", "a", ")"), ""), "", 100},
		{"queries in a view", statement("CREATE VIEW v AS ", deep("SELECT(", "1", ")"), ""), "", 100},
		{"parentheses in a trigger", statement("CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT ", deep("(", "a", ")"), "; END"), "", 100},
		{"CASE in a trigger", statement("CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT ", deep("CASE WHEN ", "a", " THEN 1 END"), "; END"), "statement-too-long", 100},
		{"parentheses in a value", statement("INSERT INTO t VALUES", deep("(", "1", ")"), ""), "bad-value", 100},
		{"calls in a value", statement("INSERT INTO t VALUES(", deep("char(", "1", ")"), ")"), "bad-value", 100},
		{"bars in a value", statement("INSERT INTO t VALUES('a'", of("", 100_000, same("||x'0a'||'some text'"), ""), ")"), "", 100},
		{"characters in a value", statement("INSERT INTO t VALUES(char(10", of("", 300_000, same(",10"), ""), "))"), "", 100},
		{"JSON in jsonb()", statement("INSERT INTO t VALUES(jsonb('", deep("[", "1", "]"), "'))"), "bad-value", 100},
		{"JSON in a JSON column", statement("CREATE TABLE j(a JSON);INSERT INTO j VALUES('", deep("[", "1", "]"), "')"), "", 100},
		{"a name of 1 MB", statement("CREATE TABLE \"", of("", 1, same(strings.Repeat("n", mb)), ""), "\"(a)"), "token-too-long", 100},
		{"long numbers", statement("INSERT INTO t VALUES(0)", of("", 300, same(",("+strings.Repeat("9", 200_000)+")"), ""), ""), "", 100},
		{"long reals in NUMERIC", statement("CREATE TABLE n(a NUMERIC);INSERT INTO n VALUES(0)", of("", 300, same(",("+strings.Repeat("9", 100_000)+"."+strings.Repeat("9", 100_000)+")"), ""), ""), "", 100},
		{"300 MB of spaces in gzip", packed("BEGIN;CREATE TABLE t(a);", 300, strings.Repeat(" ", mb), "COMMIT;"), "", 8},
		{"300 MB of NUL in gzip", packed("BEGIN;CREATE TABLE t(a);", 300, strings.Repeat("\x00", mb), "COMMIT;"), "bad-character", 8},
		{"rows of the schema", statement("", of("", 20_000, numbered("INSERT INTO sqlite_schema VALUES('table','x%d','x',0,'CREATE VIRTUAL TABLE x USING y');"), ""), ""), "", 200},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			next, stop := iter.Pull(c.text)
			defer stop()
			r := &pieces{next: next, start: heap()}
			start := time.Now()
			_, err := sqlite2pg.Translate(context.Background(), r, io.Discard, sqlite2pg.Options{})
			took := time.Since(start)
			var m *diag.Message
			errors.As(err, &m)
			if m == nil {
				m = &diag.Message{}
			}
			t.Logf("%v, %d MiB read, %d MiB held, %.100v", took.Round(time.Millisecond), r.read/mb, r.peak/mb, err)
			if m.ID != c.want {
				t.Errorf("got %.200v, want %q", err, c.want)
			}
			if r.peak/mb > c.heap {
				t.Errorf("%d MiB are held, want %d at most", r.peak/mb, c.heap)
			}
			if took > time.Minute {
				t.Errorf("it took %v", took)
			}
		})
	}
}
