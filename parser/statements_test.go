package parser_test

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/parser"
)

func TestStatements(t *testing.T) {
	t.Parallel()
	cases := []struct{ in, want string }{
		{"", ""},
		{" ;; ; -- c\n;/* c */", ""},
		{"\ufeffBEGIN;\ufeffCOMMIT;\ufeff", "begin; commit"},

		{"BEGIN;", "begin"},
		{"BEGIN TRANSACTION;", "begin"},
		{"begin immediate transaction;", "begin"},
		{"COMMIT;", "commit"},
		{"commit transaction;", "commit"},
		{"END;", "commit"},
		{"END TRANSACTION;", "commit"},
		{"ROLLBACK; -- due to errors\n", "rollback"},
		{"ROLLBACK TRANSACTION;", "rollback"},
		{"SAVEPOINT One;", "savepoint one"},
		{`SAVEPOINT "Two ""2""";`, `savepoint two "2"`},
		{"RELEASE one;", "release one"},
		{"RELEASE SAVEPOINT one;", "release one"},
		{"ROLLBACK TO one;", "rollback to one"},
		{"ROLLBACK TRANSACTION TO SAVEPOINT One;", "rollback to one"},

		{"PRAGMA foreign_keys=OFF;", "pragma foreign_keys"},
		{"PRAGMA writable_schema = on;", "pragma writable_schema"},
		{"PRAGMA main.user_version(3);", "pragma user_version"},
		{"ANALYZE;", "analyze"},
		{"ANALYZE sqlite_schema;", "analyze"},
		{`ANALYZE "sqlite_master";;`, "analyze"},

		{"DELETE FROM sqlite_sequence;", "delete sqlite_sequence"},
		{"DELETE FROM main.sqlite_sequence WHERE name='users';", "delete sqlite_sequence"},
		{`delete from "sqlite_sequence";;`, "delete sqlite_sequence"},
		{"DROP TABLE t;", "drop TABLE t"},
		{`drop table if exists "a;b";`, "drop TABLE if exists a;b"},
		{"DROP VIEW IF EXISTS main.v;", "drop VIEW if exists v"},
		{"DROP TABLE exists_;", "drop TABLE exists_"},

		{"UPDATE t SET a=1 WHERE b=';';", "other UPDATE"},
		{"alter table t add column d;", "other ALTER"},
		{"SELECT 1;", "other SELECT"},
		{"WITH x AS (SELECT 1) INSERT INTO t SELECT * FROM x;", "other WITH"},
		{"ATTACH 'x' AS y; DETACH y; VACUUM; REINDEX;", "other ATTACH; other DETACH; other VACUUM; other REINDEX"},
		{"EXPLAIN SELECT 1;", "other EXPLAIN"},
		{"CREATE DATABASE x;", "other CREATE DATABASE"},
		{"CREATE;", "other CREATE"},
		{"DELETE t;", "other DELETE"},

		{"COMMIT;PRAGMA foreign_keys=OFF;BEGIN;", "commit; pragma foreign_keys; begin"},
		{"BEGIN/**/;--\nCOMMIT--;\n;", "begin; commit"},
		{"/****** CORRUPTION ERROR *******/ROLLBACK;", "rollback"},

		{"1;", "error: 1:1: a statement cannot begin with \"1\" [no-statement]"},
		{"BEGIN;\n 'a';", "begin; error: 2:2: a statement cannot begin with \"'a'\" [no-statement]"},
		{"(SELECT 1);", "error: 1:1: a statement cannot begin with \"(\" [no-statement]"},
		{".dbconfig defensive off\nBEGIN;\n.x ';\nCOMMIT;", "begin; commit"},
		{"BEGIN; .quit", "begin; error: 1:8: a statement cannot begin with \".\" [no-statement]"},
		{"BEGIN \v;", "error: 1:7: character 0x0b is not part of SQL [bad-character]"},
	}
	for _, c := range cases {
		both(t, c.in, c.want)
	}
}

// TestStatementEnd: a statement ends where sqlite3_complete() says so.
func TestStatementEnd(t *testing.T) {
	t.Parallel()
	// The bars enclose each statement's text.
	cases := []string{
		"|BEGIN|;|COMMIT|;",
		"|CREATE TABLE t(a DEFAULT ';')|;|COMMIT|;",
		"|CREATE TABLE t(\"a;\", `b;`, [c;])|;|COMMIT|;",
		"|CREATE TABLE t(a /* ; */, b -- ;\n)|  /* c */ ;|COMMIT|;",
		"|CREATE VIEW v AS SELECT 1| -- c;\n;|ANALYZE|;", // the comment's semicolon is none
		// A semicolon at the end of a comment, where the statement is complete and
		// another one begins.
		"|CREATE VIEW v AS SELECT 1| -- c;\n|CREATE VIEW w AS SELECT 2|;",
		"|CREATE VIEW v AS SELECT 1| -- c;\r\n\r\n|COMMIT|;",
		"|CREATE TABLE t(a)|-- c;\n|PRAGMA x|;",
		"|CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT 1; END| -- c;\n|COMMIT|;",
		"|CREATE VIEW v AS SELECT 1| -- c;\n",
		"|CREATE VIEW v AS SELECT 1 -- c;\n UNION SELECT 2|;",
		"|CREATE TABLE t(a, -- c;\ncreate TEXT)|;",
		"|CREATE TRIGGER r AFTER INSERT ON t BEGIN -- c;\nDELETE FROM t; END|;",
		"|PRAGMA x -- c;\n=COMMIT|;",

		"|CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT 1; SELECT 2; END|;|COMMIT|;",
		"|CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT CASE WHEN 1 THEN 2 END; END|;|COMMIT|;",
		"|CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT 1;END|-- c\n;|COMMIT|;",
		"|CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT 1;END|/* c */;|COMMIT|;",
		"|CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT 1;/* c */END|\n;|COMMIT|;",
		"|CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT ';END;'; END|;|COMMIT|;",
		"|CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT 1;;; end|;|COMMIT|;",
		"|CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT 1; END x; END|;|COMMIT|;",
		"|CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT 1; \"END\"; END|;|COMMIT|;",
		"|CREATE TRIGGER end BEFORE INSERT ON t BEGIN SELECT 1; END|;|COMMIT|;",
		"|create temp trigger r AFTER INSERT ON t BEGIN SELECT 1; END|;|COMMIT|;",
		"|CREATE TEMPORARY TRIGGER r AFTER INSERT ON t BEGIN SELECT 1; END|;|COMMIT|;",
		"|CREATE /* x */ TRIGGER r AFTER INSERT ON t BEGIN SELECT 1; END|;|COMMIT|;",
		"|CREATE-- ;\nTEMP/**/TRIGGER r AFTER INSERT ON t BEGIN SELECT 1; END|;|COMMIT|;",
		"|CREATE TRIGGER IF NOT EXISTS r AFTER INSERT ON t BEGIN SELECT 1; END|;|COMMIT|;",
		"|EXPLAIN CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT 1; END|;|COMMIT|;",
		"|EXPLAIN CREATE TEMP TRIGGER r AFTER INSERT ON t BEGIN SELECT 1; END|;|COMMIT|;",

		"|CREATE UNIQUE TRIGGER r AFTER INSERT ON t BEGIN SELECT 1|;|END|;|COMMIT|;",
		"|CREATE TABLE \"trigger\"(a)|;|COMMIT|;",
		"|CREATE TABLE trigger(a)|;|COMMIT|;",
		"|CREATE \"TRIGGER\" r|;|END|;|COMMIT|;",
		"|CREATE VIEW trigger AS SELECT 1|;|COMMIT|;",
		"|CREATE INDEX trigger ON t(a)|;|COMMIT|;",
		"|DROP TRIGGER r|;|COMMIT|;",
		"|SELECT TRIGGER r|;|COMMIT|;",
	}
	for _, c := range cases {
		parts := strings.Split(c, "|")
		var texts []string
		for i := 1; i < len(parts); i += 2 {
			texts = append(texts, parts[i])
		}
		in := strings.ReplaceAll(c, "|", "")
		want(t, in, sources(newParser(in)), strings.Join(texts, "|"))
		want(t, in, sources(tiny(in)), strings.Join(texts, "|"))
	}
}

// sources returns the statements' texts.
func sources(p *parser.Parser) string {
	var out []string
	for {
		s, err := p.Next()
		if err == io.EOF {
			return strings.Join(out, "|")
		}
		if err != nil {
			return strings.Join(append(out, err.Error()), "|")
		}
		out = append(out, s.Source().Text)
	}
}

// TestPositions: a statement's place is that of its first token.
func TestPositions(t *testing.T) {
	t.Parallel()
	in := " BEGIN;\n\n/* c */ CREATE TABLE t(a);\n;;INSERT INTO t VALUES(1\n);-- c\nCOMMIT;"
	for _, p := range []*parser.Parser{newParser(in), tiny(in)} {
		got := ""
		for {
			s, err := p.Next()
			if err != nil {
				break
			}
			h := s.Source()
			got += fmt.Sprintf("%v@%d %s|", h.Pos, h.Pos.Offset, h.Text)
		}
		want(t, in, got, "1:2@1 BEGIN|3:9@17 CREATE TABLE t(a)|4:3@38 |6:1@68 COMMIT|")
	}
}

// TestTooLongStatement: what is kept whole is bounded.
func TestTooLongStatement(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("a,\n", parser.MaxStatement/3)
	const end = " is longer than 1048576 bytes [statement-too-long]"
	want(t, "long table", statements(newParser("BEGIN;\nCREATE TABLE t("+long+"a);")), "begin; error: 2:1: a statement other than INSERT"+end)
	want(t, "long default", statements(newParser("CREATE TABLE t(a DEFAULT '"+long+"');")), "error: 1:1: a statement other than INSERT"+end)
	want(t, "long list", statements(newParser("INSERT INTO t("+long+"a) VALUES(1);")), "error: 1:1: the column list of INSERT is longer than 1048576 bytes [statement-too-long]")
}

// TestTruncated cuts a dump at every byte: the parser must say so wherever a
// statement is left unfinished, and only there.
func TestTruncated(t *testing.T) {
	t.Parallel()
	dump := []string{
		"PRAGMA foreign_keys=OFF;", "\n", "BEGIN TRANSACTION;", "",
		"CREATE TABLE t(a INTEGER, \"b\" TEXT DEFAULT 'x;y', /* c */ c BLOB);", "\n",
		"INSERT INTO t VALUES(1,'it''s',x'00ff'),(-1.5,replace('a\\nb','\\n',char(10)),unistr('\\u000a'));", "\r\n",
		"INSERT INTO t VALUES(2,'a'||'b',NULL);", " ", "REPLACE INTO main.\"u\"(\"a\") VALUES(9.0e+999);", "\n\n",
		"CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT 1; SELECT ';'; END;", ";", "COMMIT;", "\n",
	}
	in, clean := strings.Join(dump, ""), map[int]bool{0: true}
	at := 0
	for i, part := range dump {
		for n := range len(part) {
			clean[at+n] = i%2 == 1 || n == 0
		}
		at += len(part)
		clean[at] = true
	}
	for i := range len(in) + 1 {
		for _, p := range []*parser.Parser{newParser(in[:i]), tiny(in[:i])} {
			got := statements(p)
			if failed := strings.Contains(got, "error: "); failed == clean[i] {
				t.Errorf("cut after %q:\n%s", in[max(0, i-20):i], got)
			}
		}
	}
	want(t, "cut", statements(newParser("BEGIN;\n CREATE TABLE t(a")), "begin; error: 2:2: the input ends inside the statement that begins here [truncated]")
	want(t, "cut", statements(newParser("COMMIT")), "error: 1:1: the input ends inside the statement that begins here [truncated]")
	want(t, "cut", statements(newParser("CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT 1;")), "error: 1:1: the input ends inside the statement that begins here [truncated]")
	want(t, "cut", statements(newParser("CREATE TABLE t(a TEXT DEFAULT 'x")), "error: 1:31: the input ends inside a string that begins here [unterminated]")
	want(t, "cut", statements(newParser("INSERT INTO t")), "error: 1:1: the input ends inside an INSERT [truncated]")
	want(t, "cut", statements(newParser("INSERT INTO t VALUES(20")), "insert t; error: 1:24: the input ends inside an INSERT [truncated]")
	want(t, "cut", statements(newParser("INSERT INTO t VALUES(20)")), "insert t (20); error: 1:25: the input ends inside an INSERT [truncated]")
}
