package parser_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/parser"
)

func TestInsertHeads(t *testing.T) {
	t.Parallel()
	const bad = " [bad-insert]"
	cases := []struct{ in, want string }{
		{"INSERT INTO t VALUES(1);", "insert t (1)"},
		{"insert into T values (1) ;", "insert T (1)"},
		{`INSERT INTO "t" VALUES(1);`, "insert t (1)"},
		{`INSERT INTO "we""ird t" VALUES(1);`, `insert we"ird t (1)`},
		{"INSERT INTO `a``b` VALUES(1);", "insert a`b (1)"},
		{"INSERT INTO [odd name] VALUES(1);", "insert odd name (1)"},
		{"INSERT INTO 'it''s' VALUES(1);", "insert it's (1)"},
		{`INSERT INTO "" VALUES(1);`, "insert  (1)"},
		{"INSERT INTO main.t VALUES(1);", "insert t (1)"},
		{`INSERT INTO "main" . [t] VALUES(1);`, "insert t (1)"},
		{"INSERT INTO values VALUES(1);", "insert values (1)"},
		{"INSERT INTO Ünï VALUES(1);", "insert Ünï (1)"},

		{"INSERT OR IGNORE INTO t VALUES(1);", "insert or IGNORE t (1)"},
		{"insert or replace into t values(1);", "insert or REPLACE t (1)"},
		{"INSERT OR ROLLBACK INTO t VALUES(1);", "insert or ROLLBACK t (1)"},
		{"REPLACE INTO t VALUES(1);", "insert or REPLACE t (1)"},

		{"INSERT INTO t(a) VALUES(1);", "insert t(a) (1)"},
		{`INSERT INTO t ( a , "b c" , [d] , 'e''f' , ` + "`g`" + ` ) VALUES(1);`, "insert t(a,b c,d,e'f,g) (1)"},
		{"INSERT INTO sqlite_schema(type,name)VALUES('table','x');", "insert sqlite_schema(type,name) ('table','x')"},
		{"INSERT INTO t(rowid,a) VALUES(1,2);", "insert t(rowid,a) (1,2)"},

		// The parser tells how the rows are; whether they fit is the caller's.
		{"INSERT INTO t(a,b) VALUES(1),(2,3),(4,5,6);", "insert t(a,b) (1)(2,3)(4,5,6)"},
		{"INSERT INTO t VALUES (1) , -- c\n  (2) /* c */ ;", "insert t (1)(2)"},
		{"/* a */INSERT/* b */INTO/* c */t/* d */(/* e */a/* f */)/* g */VALUES/* h */(/* i */1/* j */,/* k */2/* l */)/* m */;", "insert t(a) (1,2)"},

		// The same head again, other heads that begin alike, other cases.
		{"INSERT INTO t VALUES(1);INSERT INTO t VALUES(2);\nINSERT INTO t VALUES(3);", "insert t (1); insert t (2); insert t (3)"},
		{"INSERT INTO t VALUES(1);INSERT INTO t VALUES (2);insert into t values(3);", "insert t (1); insert t (2); insert t (3)"},
		{"INSERT INTO t VALUES(1);INSERT INTO t2 VALUES(2);INSERT INTO t(a) VALUES(3);", "insert t (1); insert t2 (2); insert t(a) (3)"},
		{"INSERT INTO t VALUES(1);COMMIT;INSERT INTO t VALUES(2);", "insert t (1); commit; insert t (2)"},
		{"INSERT INTO t(a) VALUES(1);;;--\nINSERT INTO t(a) VALUES(2);", "insert t(a) (1); insert t(a) (2)"},

		{"INSERT t VALUES(1);", `error: 1:8: INSERT: INTO was expected, not "t"` + bad},
		{"INSERT INTO (1);", `error: 1:13: INSERT: a table name was expected, not "("` + bad},
		{"INSERT INTO main.(1);", `error: 1:18: INSERT: a table name was expected, not "("` + bad},
		{"INSERT INTO 5 VALUES(1);", `error: 1:13: INSERT: a table name was expected, not "5"` + bad},
		{"INSERT INTO t() VALUES(1);", `error: 1:15: INSERT: a column name was expected, not ")"` + bad},
		{"INSERT INTO t(a,) VALUES(1);", `error: 1:17: INSERT: a column name was expected, not ")"` + bad},
		{"INSERT INTO t(a b) VALUES(1);", `error: 1:17: INSERT: "," or ")" was expected, not "b"` + bad},
		{"INSERT INTO t DEFAULT VALUES;", `error: 1:15: INSERT: VALUES was expected, not "DEFAULT"` + bad},
		{"INSERT INTO t SELECT 1;", `error: 1:15: INSERT: VALUES was expected, not "SELECT"` + bad},
		{`INSERT INTO "we"ird t" VALUES(1);`, `error: 1:17: INSERT: VALUES was expected, not "ird"` + bad},
		{"INSERT INTO t VALUES 1;", `error: 1:22: INSERT: "(" was expected, not "1"` + bad},
		{"INSERT INTO t 'VALUES'(1);", `error: 1:15: INSERT: VALUES was expected, not "'VALUES'"` + bad},
		{"INSERT INTO t VALUES(1) ON CONFLICT DO NOTHING;", `insert t (1); error: 1:25: after a row of VALUES, "," or ";" was expected, not "ON"` + bad},
		{"INSERT INTO t VALUES(1)(2);", `insert t (1); error: 1:24: after a row of VALUES, "," or ";" was expected, not "("` + bad},
		{"INSERT INTO t VALUES(1),2;", `insert t (1); error: 1:25: after a row of VALUES, "," or ";" was expected, not "2"` + bad},
		{"INSERT INTO t VALUES(1),;", `insert t (1); error: 1:25: after a row of VALUES, "," or ";" was expected, not ";"` + bad},
		{"INSERT INTO t VALUES(1));", `insert t (1); error: 1:24: after a row of VALUES, "," or ";" was expected, not ")"` + bad},
	}
	for _, c := range cases {
		both(t, c.in, c.want)
	}
}

// TestSameInsert: repeated heads give the same Insert, so that a caller can
// keep what it made of it; another head gives another.
func TestSameInsert(t *testing.T) {
	t.Parallel()
	p := newParser("INSERT INTO t VALUES(1);\nINSERT INTO t VALUES(2);\nINSERT INTO u VALUES(3);\nINSERT INTO t VALUES(4);")
	a, _ := p.Next()
	b, _ := p.Next()
	c, _ := p.Next()
	d, _ := p.Next()
	if a != b || c == b || d == c || printStatement(d) != "insert t" {
		t.Errorf("got %p %p %p %p", a, b, c, d)
	}
}

// TestSkipping leaves rows and values unread at every place: what comes next
// is the same.
func TestSkipping(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("it''s", 50)
	in := "INSERT INTO t VALUES(1,'" + long + "',3),(4,replace('a\\nb','\\n',char(10)),x'" + strings.Repeat("00", 200) + "'),(7,8,unistr('" + long + "'));" +
		"INSERT INTO t VALUES(9);COMMIT;"
	for rows := range 5 {
		for values := range 5 {
			for chunk := range 2 {
				p := parser.New(lexer.NewSize(strings.NewReader(in), 64))
				if _, err := p.Next(); err != nil {
					t.Fatal(err)
				}
				var seen []string
				for range rows {
					ok, err := p.NextRow()
					if err != nil {
						t.Fatal(err)
					}
					if !ok {
						break
					}
					for i := range values {
						var v parser.Value
						ok, err := p.NextValue(&v)
						if err != nil {
							t.Fatal(err)
						}
						if !ok {
							break
						}
						if i == 0 {
							seen = append(seen, string(v.Text))
						}
						if v.Open && chunk == 1 { // one part only
							if _, _, err := p.Chunk(); err != nil {
								t.Fatal(err)
							}
						}
					}
				}
				what := fmt.Sprintf("%d values of %d rows, %d chunks", values, rows, chunk)
				if values > 0 {
					want(t, what, strings.Join(seen, " "), strings.Join([]string{"1", "4", "7"}[:min(rows, 3)], " "))
				}
				want(t, what, statements(p), "insert t (9); commit")
			}
		}
	}
}

// TestNoMoreRows: after the last row NextRow keeps saying so.
func TestNoMoreRows(t *testing.T) {
	t.Parallel()
	p := newParser("INSERT INTO t VALUES(1);INSERT INTO t VALUES(2);")
	if _, err := p.Next(); err != nil {
		t.Fatal(err)
	}
	rows, err := readRows(p)
	want(t, "rows", fmt.Sprint(rows, err), "(1)<nil>")
	for range 3 {
		if ok, err := p.NextRow(); ok || err != nil {
			t.Errorf("another row (error %v)", err)
		}
	}
	want(t, "next", statements(p), "insert t (2)")
}
