package parser_test

import "testing"

// TestBroken: a CREATE that can't be parsed is returned with what is known of
// it, and the statements after it are read. None of these is accepted by
// SQLite, except CREATE TABLE AS, whose text it never stores.
func TestBroken(t *testing.T) {
	t.Parallel()
	cases := []struct{ in, want string }{
		{"CREATE TABLE", `broken TABLE : 1:13: syntax error near the end of the statement`},
		{"CREATE TABLE t", `broken TABLE t: 1:15: syntax error near the end of the statement`},
		{"CREATE TABLE t(", `broken TABLE t: 1:16: syntax error near the end of the statement`},
		{"CREATE TABLE t()", `broken TABLE t: 1:16: syntax error near ")"`},
		{"CREATE TABLE t(a", `broken TABLE t: 1:17: syntax error near the end of the statement`},
		{"CREATE TABLE t(a,)", `broken TABLE t: 1:17: syntax error near ","`},
		{"CREATE TABLE t(a,,b)", `broken TABLE t: 1:17: syntax error near ","`},
		{"CREATE TABLE t(a))", `broken TABLE t: 1:18: syntax error near ")"`},
		{"CREATE TABLE t(a) x", `broken TABLE t: 1:19: unknown table option "x"`},
		{"CREATE TABLE t(a) WITHOUT x", `broken TABLE t: 1:27: unknown table option "x"`},
		{"CREATE TABLE t(a) STRICT,", `broken TABLE t: 1:26: syntax error near the end of the statement`},
		{"CREATE TABLE t(a) ENGINE=InnoDB", `broken TABLE t: 1:25: syntax error near "="`},
		{"CREATE TABLE t(CHECK(1))", "broken TABLE t: 1:1: a table needs a column"},
		{"CREATE TABLE t AS SELECT 1", `broken TABLE t: 1:19: syntax error near "SELECT"`},

		{"CREATE TABLE order(a)", `broken TABLE order: 1:14: syntax error near "order"`},
		{"CREATE TABLE t(group INT)", `broken TABLE t: 1:16: syntax error near "group"`},
		{"CREATE TABLE t(a table)", `broken TABLE t: 1:18: syntax error near "table"`},
		{"CREATE TABLE t(1)", `broken TABLE t: 1:16: syntax error near "1"`},
		{"CREATE UNIQUE TABLE t(a)", `broken TABLE t: 1:8: syntax error near "UNIQUE"`},
		{"CREATE TABLE IF EXISTS t(a)", `broken TABLE IF: 1:17: syntax error near "EXISTS"`},

		// Columns come first and are separated by commas.
		{"CREATE TABLE t(a PRIMARY KEY b INT)", `broken TABLE t: 1:30: syntax error near "b"`},
		{"CREATE TABLE t(a, CHECK(a), b INT)", `broken TABLE t: 1:29: syntax error near "b"`},
		{"CREATE TABLE t(a, CHECK(a) b INT)", `broken TABLE t: 1:28: syntax error near "b"`},
		{"CREATE TABLE t(a INT UNIQUE(a))", `broken TABLE t: 1:28: syntax error near "("`},
		{"CREATE TABLE t(a INT PRIMARY KEY(a))", `broken TABLE t: 1:33: syntax error near "("`},

		{"CREATE TABLE t(a VARCHAR(max))", `broken TABLE t: 1:26: a number was expected, not "max"`},
		{"CREATE TABLE t(a INT(", `broken TABLE t: 1:22: a number was expected, not the end of the statement`},
		{"CREATE TABLE t(a INT(10) unsigned)", `broken TABLE t: 1:26: syntax error near "unsigned"`},
		{"CREATE TABLE t(a PRIMARY)", `broken TABLE t: 1:18: syntax error near "PRIMARY"`},
		{"CREATE TABLE t(a NOT)", `broken TABLE t: 1:18: syntax error near "NOT"`},
		{"CREATE TABLE t(a DEFAULT)", `broken TABLE t: 1:25: an expression was expected, not ")"`},
		{"CREATE TABLE t(a DEFAULT 1 + 1)", `broken TABLE t: 1:28: syntax error near "+"`},
		{"CREATE TABLE t(a DEFAULT 5 5)", `broken TABLE t: 1:28: syntax error near "5"`},
		{"CREATE TABLE t(a CHECK())", `broken TABLE t: 1:24: an expression was expected, not ")"`},
		{"CREATE TABLE t(a CHECK a > 0)", `broken TABLE t: 1:18: syntax error near "CHECK"`},
		{"CREATE TABLE t(a CHECK(a >))", `broken TABLE t: 1:27: an expression was expected, not ")"`},
		{"CREATE TABLE t(a CHECK((a > 0))", `broken TABLE t: 1:32: syntax error near the end of the statement`},
		{"CREATE TABLE t(a UNIQUE ON CONFLICT)", `broken TABLE t: 1:36: syntax error near ")"`},
		{"CREATE TABLE t(a REFERENCES)", `broken TABLE t: 1:18: syntax error near "REFERENCES"`},
		{"CREATE TABLE t(a REFERENCES p ON DELETE)", `broken TABLE t: 1:40: syntax error near ")"`},
		{"CREATE TABLE t(a REFERENCES p ON DELETE SET)", `broken TABLE t: 1:44: syntax error near ")"`},
		{"CREATE TABLE t(a AS a)", `broken TABLE t: 1:18: syntax error near "AS"`},
		{"CREATE TABLE t(a INT GENERATED ALWAYS 5)", `broken TABLE t: 1:39: syntax error near "5"`},
		{"CREATE TABLE t(a, PRIMARY KEY())", `broken TABLE t: 1:31: an expression was expected, not ")"`},
		{"CREATE TABLE t(a, FOREIGN KEY(a))", `broken TABLE t: 1:33: syntax error near ")"`},
		{"CREATE TABLE t(a, FOREIGN KEY(a + 1) REFERENCES p)", `broken TABLE t: 1:33: syntax error near "+"`},
		{"CREATE TABLE t(\n  a,\n  b CHECK(? = 1)\n)", `broken TABLE t: 3:11: an expression was expected, not "?"`},
		{"CREATE TABLE t(\"evil\u202ename\" \x01 INT)", `error: 1:30: character 0x01 is not part of SQL [bad-character]`},
		{"CREATE TABLE t(a \"x\u202ey\" 5)", `broken TABLE t: 1:26: syntax error near "5"`},

		{"CREATE INDEX i", `broken INDEX i: 1:15: syntax error near the end of the statement`},
		{"CREATE INDEX i ON t()", `broken INDEX i: 1:21: an expression was expected, not ")"`},
		{"CREATE INDEX IF NOT EXISTS i ON t(a) WHERE", `broken INDEX i: 1:43: an expression was expected, not the end of the statement`},
		{"CREATE INDEX i ON t(a) WHERE a b", `broken INDEX i: 1:32: syntax error near "b"`},
		{"CREATE VIEW v SELECT 1", `broken VIEW v: 1:15: syntax error near "SELECT"`},
		{"CREATE VIEW main.v", `broken VIEW v: 1:19: syntax error near the end of the statement`},
		{"CREATE VIRTUAL TABLE v", `broken VIRTUAL v: 1:23: syntax error near the end of the statement`},
		{"CREATE TRIGGER r AFTER SELECT ON t BEGIN SELECT 1; END", `broken TRIGGER r: 1:24: syntax error near "SELECT"`},
	}
	for _, c := range cases {
		after := "; commit"
		if c.want[:5] == "error" {
			after = ""
		}
		both(t, c.in+";COMMIT;", c.want+after)
	}
}
