package parser_test

import (
	"bytes"
	"encoding/hex"
	"errors"
	"io"
	"strconv"
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/internal/samples"
	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// FuzzStatements: whatever the input, the parser comes to an end, and to the
// same end twice. Statements stand in the input in their order.
func FuzzStatements(f *testing.F) {
	for _, in := range []string{
		"PRAGMA foreign_keys=OFF;BEGIN TRANSACTION;COMMIT;",
		"CREATE TABLE IF NOT EXISTS \"t\"(a INTEGER PRIMARY KEY AUTOINCREMENT, b DECIMAL(10,2) NOT NULL DEFAULT -1.5 COLLATE NOCASE) WITHOUT ROWID, STRICT;",
		"CREATE TABLE t(a CHECK(a BETWEEN 1 AND 2 OR a IN (SELECT 1) AND NOT b LIKE 'c' ESCAPE 'd'), c AS (CASE WHEN a THEN CAST(b AS int) END) STORED);",
		"CREATE TABLE t(a REFERENCES p(x) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED, CONSTRAINT c UNIQUE(a) CHECK(-f(a, *) || x'00' IS NOT NULL));",
		"CREATE UNIQUE INDEX i ON t(a COLLATE x DESC, lower(b)) WHERE a -> 'b' ISNULL;CREATE VIEW v AS SELECT 1;",
		"CREATE TEMP TRIGGER r AFTER UPDATE OF a ON t BEGIN SELECT ';END;'; END;CREATE VIRTUAL TABLE v USING fts5(a);",
		"CREATE VIEW v(a) AS WITH RECURSIVE c(x) AS NOT MATERIALIZED (VALUES(1),(2) UNION ALL SELECT x+1 FROM c) SELECT DISTINCT t.*, count(*) FILTER (WHERE a) OVER (w ORDER BY b DESC NULLS LAST ROWS BETWEEN 1 PRECEDING AND CURRENT ROW EXCLUDE TIES) n FROM (c AS d NATURAL LEFT JOIN f(1)) e, (SELECT 1) INDEXED WHERE (a,b) IN t GROUP BY 1 HAVING 2 WINDOW w AS (PARTITION BY c) EXCEPT SELECT 3 ORDER BY 1 LIMIT 2, 3;",
		"CREATE TRIGGER r INSTEAD OF UPDATE OF a ON v FOR EACH ROW WHEN new.a BEGIN INSERT OR FAIL INTO t(a) SELECT 1 WHERE 1 ON CONFLICT(a) WHERE b DO UPDATE SET (a,b)=(1,2) WHERE c; UPDATE OR IGNORE t SET a=RAISE(ABORT,'x') FROM u; DELETE FROM t WHERE EXISTS (SELECT 1); END;",
		"INSERT OR IGNORE INTO main.\"t\"(a,'b') VALUES(1,'it''s'),(x'00',-1.5);INSERT INTO t VALUES(replace('a\\nb','\\n',char(10)));",
		"DROP TABLE IF EXISTS t;DELETE FROM sqlite_sequence;ROLLBACK TO a;-- c\n/* d */ANALYZE;\ufeff;",
	} {
		f.Add(in)
	}
	for _, dump := range samples.Dumps(f) {
		f.Add(dump)
	}
	f.Fuzz(func(t *testing.T, in string) {
		first := statements(newParser(in))
		if again := statements(newParser(in)); first != again {
			t.Fatalf("first %s\nthen %s", first, again)
		}
		p, at := newParser(in), int64(0)
		for {
			s, err := p.Next()
			if err != nil {
				return
			}
			if in, ok := s.(*ast.Insert); ok && in.Pos.Offset < at {
				continue // the same head again
			}
			walk(s)
			h := s.Source()
			if h.Pos.Offset < at || !strings.HasPrefix(in[h.Pos.Offset:], h.Text) {
				t.Fatalf("%q at %d is not what stands there", h.Text, h.Pos.Offset)
			}
			at = h.Pos.Offset + 1
		}
	})
}

// walk goes through all of a view or trigger.
func walk(s ast.Statement) {
	switch s := s.(type) {
	case *ast.CreateView:
		ast.Tables(s.Select)
	case *ast.CreateTrigger:
		for _, step := range s.Steps {
			ast.Tables(step)
		}
	}
}

// FuzzValues: rows of any values do not depend on the buffer, and integers,
// reals and blobs are what their class says.
func FuzzValues(f *testing.F) {
	for _, in := range []string{
		"1,-2,0x1F,1_000,9223372036854775808,-9223372036854775808", "1.5,.5,1.,1e999,-Inf,NaN,Infinity", "NULL,TRUE,false",
		"'it''s',x'00fF',''", `replace(replace('a\r\nb','\r',char(13)),'\n',char(10))`, `unistr('\u000a\\\U0001F680')`, "'a'||X'0a'\n||'b'||1.5", "1),(2",
		"'" + strings.Repeat("it''s", 30) + "',x'" + strings.Repeat("00", 60) + "',unistr('" + strings.Repeat(`\u000a''\\`, 20) + "')",
		"replace('abc','','d'),replace(12,'1',NULL),char(97,-1)",
	} {
		f.Add(in)
	}
	f.Fuzz(func(t *testing.T, in string) {
		in = "INSERT INTO t VALUES(" + in + ");"
		first, small := statements(newParser(in)), statements(tiny(in))
		// An error may come early or late, and only a larger buffer holds a
		// long name or an open operand of ||.
		if !strings.Contains(small, "error: ") && first != small {
			t.Fatalf("got %s\nwith a small buffer %s", first, small)
		}
		if strings.Contains(first, "error: ") && !strings.Contains(small, "error: ") {
			t.Fatalf("got %s\nwith a small buffer %s", first, small)
		}
		checkValues(t, in)
	})
}

// checkValues reads all values of in and looks at their form.
func checkValues(t *testing.T, in string) {
	p := parser.New(lexer.New(strings.NewReader(in)))
	for {
		s, err := p.Next()
		if m := (*diag.Message)(nil); errors.As(err, &m) || err == io.EOF {
			return
		}
		if err != nil {
			t.Fatalf("error %v has no id", err)
		}
		if _, ok := s.(*ast.Insert); !ok {
			continue
		}
		for {
			if ok, err := p.NextRow(); !ok || err != nil {
				break
			}
			for {
				var v parser.Value
				if ok, err := p.NextValue(&v); !ok || err != nil {
					break
				}
				checkValue(t, &v)
			}
		}
	}
}

// checkValue checks what Value promises of its Text.
func checkValue(t *testing.T, v *parser.Value) {
	t.Helper()
	text := string(v.Text)
	switch v.Class {
	case parser.Null:
		if text != "" {
			t.Fatalf("NULL has the text %q", text)
		}
	case parser.Integer:
		if n, err := strconv.ParseInt(text, 10, 64); err != nil || strconv.FormatInt(n, 10) != text {
			t.Fatalf("integer %q (error %v)", text, err)
		}
	case parser.Real:
		if _, err := strconv.ParseFloat(text, 64); err != nil && !errors.Is(err, strconv.ErrRange) {
			t.Fatalf("real %q: %v", text, err)
		}
	case parser.Blob:
		if _, err := hex.DecodeString(text); err != nil {
			t.Fatalf("blob %q: %v", text, err)
		}
	case parser.Text:
		if v.Doubled && bytes.Count(v.Text, []byte("'"))%2 != 0 {
			t.Fatalf("doubled text %q has a single quote", text)
		}
	}
}
