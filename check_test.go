package sqlite2pg_test

import (
	"context"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/sqlite2pg/sqlite2pg"
	"github.com/sqlite2pg/sqlite2pg/report"
)

// checked is the report of a check, which is the same whatever comes at a time, and
// whatever the window holds.
func checked(t *testing.T, dump string) *report.Report {
	t.Helper()
	opts := sqlite2pg.Options{Check: true}
	run, err := sqlite2pg.Translate(context.Background(), strings.NewReader(dump), io.Discard, opts)
	if err != nil {
		t.Fatal(err)
	}
	d := run.Details()
	slow, err := sqlite2pg.Translate(context.Background(), iotest.OneByteReader(strings.NewReader(dump)), io.Discard, opts)
	if err != nil {
		t.Fatal(err)
	}
	if a, b := fmt.Sprint(d.Suggestions), fmt.Sprint(slow.Details().Suggestions); a != b {
		t.Errorf("byte by byte: %s\nand not %s", b, a)
	}
	return d
}

// TestInTheWay holds that values which do not fit the declared type are counted once,
// wherever the column is moved.
func TestInTheWay(t *testing.T) {
	t.Parallel()
	var dump strings.Builder
	dump.WriteString("BEGIN;\nCREATE TABLE t(id INTEGER PRIMARY KEY, n INT, at DATETIME, b BOOLEAN, x TEXT, u);\n")
	for i := range 400 {
		n, at, b, x := fmt.Sprint(i), "'2024-01-01 10:00:00'", "1", "'a'"
		if i > 100 && i%10 == 0 { // 29 of them
			n = "'n" + fmt.Sprint(i) + "'"
		}
		if i%100 == 50 {
			at = "'2024-01-01T10:00:00Z'" // only spelled otherwise
		}
		if i == 300 || i == 301 {
			at, b, x = "''", "2", "x'ff'"
		}
		fmt.Fprintf(&dump, "INSERT INTO t VALUES(%d,%s,%s,%s,%s,%s);\n", i, n, at, b, x, []string{"1", "'a'"}[i%2])
	}
	dump.WriteString("COMMIT;\n")
	for _, window := range []int{1, 5000, 1 << 20} {
		run, err := sqlite2pg.Translate(context.Background(), strings.NewReader(dump.String()), io.Discard, sqlite2pg.WithWindow(sqlite2pg.Options{}, window))
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, c := range run.Details().TypesMoved() {
			got += fmt.Sprintf("%s %d ", c.Column.Name, c.InTheWay.Values)
		}
		if want := "n 29 at 2 b 2 x 2 "; got != want {
			t.Errorf("with a window of %d: %s, want %s", window, got, want)
		}
	}
}

// What is suggested, and what is not: "-" for nothing.
func TestSuggestions(t *testing.T) {
	t.Parallel()
	const id = "'6f1d0e9a-0000-4000-8000-0123456789ab'"
	for _, c := range []struct{ column, values, want string }{
		{"c TEXT", id, "uuid uuid"}, {"c TEXT", "'6F1D0E9A-0000-4000-8000-0123456789AB'," + id, "uuid uuid-text"}, {"c TEXT", id + ",'no'", "-"}, {"c TEXT", id + ",''", "-"},
		{"c TEXT", id + ",NULL", "uuid uuid"}, {"c VARCHAR(36)", id, "uuid uuid"}, {"c UUID", id, "-"},
		{"c TEXT", `'{"a":1}','[]'`, "jsonb json"}, {"c TEXT", `'{"a":1}','{'`, "-"}, {"c TEXT", `'{"a":"it''s"}'`, "jsonb json"}, {"c TEXT", `'5'`, "bigint integer"},
		{"c TEXT", "'2024-01-01 10:00:00'", "timestamp iso"}, {"c TEXT", "'2024-01-01T10:00:00','2024-01-01 10:00:00'", "timestamp iso-any"},
		{"c TEXT", "'2024-01-01T10:00:00Z'", "timestamptz iso-any"}, {"c TEXT", "'2024-01-01'", "date date"}, {"c TEXT", "'2024-13-01'", "-"}, {"c TEXT", "'10:00:00'", "time time"}, {"c TEXT", "'0000-00-00 00:00:00'", "-"},
		{"c TEXT", "'12','-5','1234567'", "bigint integer"}, {"c TEXT", "'007','12'", "-"}, {"c TEXT", "'+5'", "-"}, {"c TEXT", "'12','1.50'", "numeric decimal"}, {"c TEXT", "'-0','5'", "-"},
		{"c TEXT", "'9783161484100','9783161484117'", "-"}, {"c TEXT", "'1','99999999999999999999999999'", "-"}, {"c TEXT", "'0.1234567890123456789012'", "-"},
		{"c INT", "0,1", "boolean 0-1"}, {"c INT", "0,0", "-"}, {"c INT", "0,1,2", "-"}, {"c INTEGER PRIMARY KEY", "0,1", "-"},
		{"created_at INT", "1700000000,1600000000,0", "timestamp unix-seconds"}, {"size INT", "1700000000,1600000000", "-"}, {"updatedAt INT", "1700000000123", "timestamp unix-milliseconds"}, {"time INT", "1700000000,5", "-"},
		{"c TEXT DEFAULT 'none'", `'{"a":1}'`, "-"}, {"c TEXT DEFAULT '{}'", `'{"a":1}'`, "jsonb json"},
		{"c TEXT CHECK (c IN ('a','b'))", "'a','b'", "enum"}, {"c TEXT", "", "-"}, {"c TEXT", "'x' || 'y'", "-"},
	} {
		dump := "BEGIN;\nCREATE TABLE t(" + c.column + ");\n"
		if c.values != "" {
			dump += "INSERT INTO t VALUES(" + strings.ReplaceAll(c.values, ",", "),(") + ");\n"
		}
		if strings.Contains(c.values, `{"a":1}','`) || strings.Contains(c.values, "'x' ||") {
			dump = "BEGIN;\nCREATE TABLE t(" + c.column + ");\n"
			for _, v := range strings.Split(c.values, ",'") {
				dump += "INSERT INTO t VALUES(" + strings.TrimPrefix("'"+strings.TrimPrefix(v, "'"), " ") + ");\n"
			}
		}
		got := "-"
		for _, s := range checked(t, dump+"COMMIT;\n").Suggestions {
			fields := strings.Split(s.Types+"\t\t\t", "\t")
			got = strings.TrimSpace(s.Type + " " + fields[3])
		}
		if got != c.want {
			t.Errorf("%s with %s: %s, want %s", c.column, c.values, got, c.want)
		}
	}
}

// Columns that a foreign key joins are suggested together, or not at all.
func TestSuggestionsAcrossForeignKeys(t *testing.T) {
	t.Parallel()
	const schema = "BEGIN;\nCREATE TABLE p(u TEXT PRIMARY KEY);\nCREATE TABLE c(u TEXT REFERENCES p(u), n INT REFERENCES q);\nCREATE TABLE q(id INTEGER PRIMARY KEY);\n"
	const id = "'6f1d0e9a-0000-4000-8000-0123456789ab'"
	both := checked(t, schema+"INSERT INTO p VALUES("+id+");\nINSERT INTO c VALUES("+id+",0),("+id+",1);\nCOMMIT;\n").Suggestions
	if len(both) != 2 || both[0].Table != "p" || both[1].Table != "c" {
		t.Errorf("%+v", both)
	}
	if one := checked(t, schema+"INSERT INTO p VALUES("+id+"),('no');\nINSERT INTO c VALUES("+id+",0);\nCOMMIT;\n").Suggestions; len(one) != 0 {
		t.Errorf("%+v", one)
	}
}
