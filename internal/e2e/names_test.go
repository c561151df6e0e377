package e2e

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/internal/pgtest"
	"github.com/sqlite2pg/sqlite2pg/internal/roundtrip"
)

// names are names that arrive as they are.
var names = []string{"user", "order", "group", "select", "table", "all", "desc", "end", "primary", "values", "default", "check", "limit", "offset", "using", "lateral",
	"system_user", "merge_action", "json_table", "between", "int", "char", "timestamp", "public", "postgres", "stdin", "copy", "row", "old", "new",
	"two words", " blanks ", `a"b`, `""`, `"`, "it's", "semi;colon", "--", "/*", "*/", "back\\slash", "$1", "$$", "$sql$", "a.b", "(", ")", ",", "%s", "tab\there", "line\nend",
	"Upper", "UPPER", "camelCase", "Ünï", "größe", "日本", "🐘", "1", "123abc", "_x", "a-b", "a$b", "[x]", "`x`", "#t", "?", ":v", "\\.", "\\N", "NULL", "true",
	strings.Repeat("n", 63), strings.Repeat("é", 31), "oid", "rowid", "_rowid_", "value", "key", "id2"}

// TestNames uses every name for a table, a column, a constraint and an index.
func TestNames(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	var script, wide strings.Builder
	wide.WriteString("CREATE TABLE wide (id INTEGER PRIMARY KEY")
	var columns int
	for i, n := range names {
		q := identifier(n)
		if folded := strings.ToLower(n); !seen[folded] { // in SQLite they would be one
			seen[folded] = true
			fmt.Fprintf(&script, "CREATE TABLE %s (%[1]s TEXT, n INT);\nINSERT INTO %[1]s VALUES ('a', %[2]d), (NULL, 0);\n", q, i)
			fmt.Fprintf(&wide, ", %s TEXT DEFAULT 'd' CHECK (%[1]s <> 'bad')", q)
			columns++
			if len(n) < 60 {
				fmt.Fprintf(&script, "CREATE TABLE %s (a INT CONSTRAINT %s UNIQUE, b INT, CONSTRAINT %s CHECK (b > 0)); CREATE INDEX %s ON %[1]s (b, a);\n",
					identifier(n+" 2"), identifier(n+" u"), identifier(n+" c"), identifier(n+" i"))
			}
		}
	}
	script.WriteString(wide.String() + ");\nINSERT INTO wide (id) VALUES (1), (7);\n")
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		_, said := arrive(t, db, script.String())
		if strings.Contains(said, "warning") {
			t.Errorf("the command warns:\n%s", said)
		}
		arrived := map[string]bool{}
		for _, r := range db.Query(t, "SELECT attname FROM pg_attribute WHERE attrelid = 'wide'::regclass") {
			arrived[*r[0]] = true
		}
		for _, n := range names {
			if !arrived[n] && n != "UPPER" {
				t.Errorf("column %q did not arrive by its name", n)
			}
		}
		if got := one(t, db, "SELECT count(*) FROM pg_constraint WHERE contype = 'c' AND conrelid = 'wide'::regclass"); got != fmt.Sprint(columns) {
			t.Errorf("%s checks of %d arrived", got, columns)
		}
	})
}

// renames has names that PostgreSQL cannot have. Columns tell by their values which is which.
func renames() string {
	long := strings.Repeat("long name ", 7) // 70 bytes
	elephants := strings.Repeat("🐘", 16)    // 64 bytes
	return fmt.Sprintf(`
CREATE TABLE pg_class (relname TEXT, id INTEGER PRIMARY KEY); INSERT INTO pg_class VALUES ('c', 5);
CREATE TABLE pg_type (a INT REFERENCES pg_class (id)); INSERT INTO pg_type VALUES (5);
CREATE TABLE sqlite2pg_guard (script_complete BOOL); INSERT INTO sqlite2pg_guard VALUES (0), (0);
CREATE TABLE sqlite2pg_foreign_keys (a INT); INSERT INTO sqlite2pg_foreign_keys VALUES (1);
CREATE TABLE sys (ctid TEXT, xmin TEXT, XMAX TEXT, cmin TEXT, cmax TEXT, tableoid TEXT, oid TEXT, rowid TEXT, ctid_ TEXT, "" TEXT, unnamed TEXT);
INSERT INTO sys VALUES ('ctid', 'xmin', 'XMAX', 'cmin', 'cmax', 'tableoid', 'oid', 'rowid', 'ctid_', 'empty', 'unnamed');
CREATE TABLE "%[1]sa" ("%[1]sx" TEXT CONSTRAINT "%[1]scon" UNIQUE, "%[1]sy" TEXT); INSERT INTO "%[1]sa" VALUES ('a x', 'a y');
CREATE TABLE "%[1]sb" ("%[1]sx" TEXT CHECK ("%[1]sx" <> ''), "%[1]sy" TEXT); INSERT INTO "%[1]sb" VALUES ('b x', 'b y');
CREATE TABLE "%[2]s" (a INT); CREATE TABLE "%[2]s🐘" (a INT); INSERT INTO "%[2]s" VALUES (1); INSERT INTO "%[2]s🐘" VALUES (2);
CREATE INDEX "%[1]si" ON "%[1]sa" ("%[1]sy"); CREATE INDEX "%[1]sj" ON "%[1]sb" ("%[1]sy");
-- Names that are one namespace in PostgreSQL: tables, indexes, keys.
CREATE TABLE t (a INT CONSTRAINT k UNIQUE, b INT CONSTRAINT k2 UNIQUE, CONSTRAINT c CHECK (a > 0)); INSERT INTO t VALUES (1, 1);
CREATE TABLE u (a INT CONSTRAINT k UNIQUE, b INT CONSTRAINT k2 UNIQUE, CONSTRAINT c CHECK (a > 0)); INSERT INTO u VALUES (1, 1);
CREATE TABLE k (a INT); INSERT INTO k VALUES (1);
CREATE TABLE t_pkey (id INTEGER PRIMARY KEY); CREATE TABLE v (id INTEGER PRIMARY KEY, CONSTRAINT dup CHECK (id > 0), CONSTRAINT dup CHECK (id < 100)); INSERT INTO v VALUES (1);
CREATE INDEX t_pkey_pkey ON t (a); CREATE INDEX u_b_key ON u (b); CREATE TABLE x (id INTEGER PRIMARY KEY); CREATE TABLE x_pkey (id INTEGER PRIMARY KEY);
CREATE INDEX v_pkey ON v (id);
CREATE INDEX sys_ ON sys (ctid, "");`, long, elephants)
}

func TestRenames(t *testing.T) {
	t.Parallel()
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		file := database(t, renames())
		r := translate(t, dump(t, file))
		loadClean(t, db, r.stdout)
		// The values of sys are the names its columns have in SQLite.
		for _, name := range []string{"ctid", "xmin", "cmin", "cmax", "tableoid", ""} {
			if !strings.Contains(r.stderr, fmt.Sprintf(`table "sys", column "%s": is called`, name)) {
				t.Errorf("the new name of column %q is not said", name)
			}
		}
		got := db.Query(t, "SELECT * FROM sys")[0]
		if text := join(got); text != "ctid,xmin,XMAX,cmin,cmax,tableoid,oid,rowid,ctid_,empty,unnamed" {
			t.Errorf("sys holds %s", text)
		}
		cols := column(t, db, "SELECT attname FROM pg_attribute WHERE attrelid = 'sys'::regclass AND attnum > 0 ORDER BY attnum")
		for _, n := range []string{"oid", "rowid", "ctid_", "unnamed"} {
			if !strings.Contains(","+cols+",", ","+n+",") {
				t.Errorf("column %s is not among %s", n, cols)
			}
		}
		// Of each of the other tables, all rows are somewhere.
		var all []string
		for _, r := range db.Query(t, "SELECT oid::regclass FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY relname COLLATE \"C\"") {
			for _, row := range db.Query(t, "SELECT * FROM "+*r[0]) {
				all = append(all, join(row))
			}
		}
		have := "|" + strings.Join(all, "|") + "|"
		for _, want := range []string{"c,5", "f|f", "a x,a y", "b x,b y", "1|2"} {
			if !strings.Contains(have, "|"+want+"|") {
				t.Errorf("the rows %s are not among %s", want, have)
			}
		}
		if n := one(t, db, "SELECT count(*) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"); n != "16" {
			t.Errorf("%s tables, want 16", n)
		}
		// 5 UNIQUE constraints, 6 indexes, 5 primary keys.
		if n := one(t, db, "SELECT count(*) FROM pg_index i JOIN pg_class c ON c.oid = indrelid WHERE relnamespace = 'public'::regnamespace"); n != "16" {
			t.Errorf("%s indexes and keys, want 16", n)
		}
		if n := one(t, db, "SELECT count(*) FROM pg_constraint WHERE contype = 'c' AND conrelid <> 0"); n != "5" {
			t.Errorf("%s checks, want 5", n)
		}
		if n := one(t, db, "SELECT count(*) FROM pg_constraint WHERE contype = 'f'"); n != "1" {
			t.Errorf("%s foreign keys, want 1", n)
		}
		loadTwice(t, db, file)
	})
}

// loadTwice takes the same file into the emptied database with --schema-only and --data-only.
func loadTwice(t testing.TB, db *pgtest.Database, file string) {
	t.Helper()
	reset(t, db)
	text := dump(t, file)
	loadClean(t, db, translate(t, text, "--schema-only").stdout)
	loadClean(t, db, translate(t, text, "--data-only").stdout)
}

// TestSequenceNames has tables of the names that PostgreSQL gives to the sequences of identity columns. What comes after
// the sequence gets another name, which is said.
func TestSequenceNames(t *testing.T) {
	t.Parallel()
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		for _, script := range []string{
			"CREATE TABLE x_id_seq (a INT); INSERT INTO x_id_seq VALUES (1); CREATE TABLE x (id INTEGER PRIMARY KEY); INSERT INTO x VALUES (5);",
			"CREATE TABLE x (id INTEGER PRIMARY KEY); INSERT INTO x VALUES (5); CREATE TABLE x_id_seq (a INT); INSERT INTO x_id_seq VALUES (1);",
			"CREATE TABLE x (id INTEGER PRIMARY KEY); INSERT INTO x VALUES (5); CREATE INDEX x_id_seq ON x (id);",
			"CREATE TABLE x (id INTEGER PRIMARY KEY, a INT CONSTRAINT x_id_seq UNIQUE); INSERT INTO x VALUES (5, 1);",
			"CREATE TABLE x (id INTEGER PRIMARY KEY); INSERT INTO x VALUES (5); CREATE TABLE _x (id INTEGER PRIMARY KEY); INSERT INTO _x VALUES (6);",
		} {
			reset(t, db)
			file := database(t, script)
			said := translate(t, dump(t, file))
			r := load(t, db, said.stdout)
			if r.Code != 0 {
				t.Errorf("%s\npsql: exit code %d\n%s", script, r.Code, r.Stderr)
				continue
			}
			if strings.Contains(said.stderr, `is called "x_id_seq_2" in PostgreSQL: the name is taken [renamed]`) {
				db.Load(t, "ALTER TABLE IF EXISTS x_id_seq_2 RENAME TO x_id_seq_was; ALTER TABLE IF EXISTS x RENAME TO x_was;"+
					"ALTER SEQUENCE x_id_seq RENAME TO its_sequence; ALTER TABLE IF EXISTS x_id_seq_was RENAME TO x_id_seq; ALTER TABLE x_was RENAME TO x;")
			}
			roundtrip.Compare(t, file, db)
			if got := roundtrip.Next(t, db, "x", "id"); got != 6 {
				t.Errorf("%s\nthe next key is %d", script, got)
			}
		}
	})
}

// TestConstraintNames has constraints without names: they get those that PostgreSQL gives to them itself.
func TestConstraintNames(t *testing.T) {
	t.Parallel()
	long, wide := strings.Repeat("long", 15), strings.Repeat("é", 25)
	script := fmt.Sprintf(`
CREATE TABLE p (a INT, b INT, c INT, PRIMARY KEY (a, b), UNIQUE (b, c), UNIQUE (c), CHECK (a > 0), CHECK (a < 9), CHECK (a < b), CHECK (b <> c), CHECK (1 > 0));
CREATE TABLE c ("A b" INT UNIQUE CHECK ("A b" > 0), p_a INT, p_b INT, FOREIGN KEY (p_a, p_b) REFERENCES p, FOREIGN KEY (p_a, p_b) REFERENCES p (a, b), UNIQUE ("A b", p_a));
CREATE TABLE %[1]s (a INT UNIQUE, %[1]s INT UNIQUE CHECK (%[1]s > 0), "%[2]s" INT UNIQUE CHECK ("%[2]s" > 0), UNIQUE (%[1]s, "%[2]s"), CHECK (a > %[1]s));
CREATE TABLE "%[2]s" (a INT PRIMARY KEY, "%[2]s" INT UNIQUE CHECK (a > 0), CHECK ("%[2]s" > 0), UNIQUE ("%[2]s", a), FOREIGN KEY ("%[2]s") REFERENCES %[1]s ("%[2]s"));
CREATE TABLE t_a (b INT UNIQUE); CREATE TABLE t (a_b INT UNIQUE, a INT, b INT, UNIQUE (a, b));`, long, wide)
	const names = "SELECT c.relname || ': ' || pg_get_constraintdef(n.oid) || ' ' || conname FROM pg_constraint n JOIN pg_class c ON c.oid = conrelid WHERE n.contype IN ('p', 'u', 'f', 'c') ORDER BY 1"
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		want, got := s.Database(t), s.Database(t)
		want.Load(t, strings.ReplaceAll(script, "INT", "BIGINT"))
		loadClean(t, got, translate(t, "BEGIN;"+script+"COMMIT;").stdout)
		list := func(db *pgtest.Database) (out []string) {
			for _, row := range db.Query(t, names) {
				out = append(out, join(row))
			}
			return out
		}
		w, g := list(want), list(got)
		if !slices.Equal(g, w) {
			t.Errorf("got  %s\nwant %s", strings.Join(g, "\n     "), strings.Join(w, "\n     "))
		}
		if len(w) < 25 {
			t.Errorf("%d constraints", len(w))
		}
	})
}

func join(row []*string) string {
	var out []string
	for _, f := range row {
		if f == nil {
			out = append(out, "NULL")
		} else {
			out = append(out, *f)
		}
	}
	return strings.Join(out, ",")
}

func TestSpellings(t *testing.T) {
	t.Parallel()
	const script = `
CREATE TABLE OrderItems (OrderID INTEGER PRIMARY KEY, "HTTPServer Name" TEXT DEFAULT 'X', lineNo INT, Select_ TEXT, "Ünï" TEXT, "a.b" TEXT, "A-B" TEXT CHECK ("A-B" <> 'Bad'));
INSERT INTO OrderItems VALUES (3, 'Name', 1, 'S', 'Ü', '.', '-');
CREATE TABLE "order items" (ID INTEGER PRIMARY KEY, orderId INT REFERENCES OrderItems (orderid) ON DELETE CASCADE, G INT AS (ID + 1) STORED); INSERT INTO "order items" VALUES (1, 3);
CREATE TABLE Orderitems_2 (CTID TEXT, "" TEXT, User TEXT); INSERT INTO Orderitems_2 VALUES ('c', 'e', 'u');
CREATE TABLE clash ("a b" INT, "a-b" INT, a_b INT, "a.b" INT); INSERT INTO clash VALUES (1, 2, 3, 4);
CREATE UNIQUE INDEX "Order_Items_Line" ON OrderItems (LineNo); CREATE INDEX order_items_lineNo ON OrderItems (lineno DESC) WHERE LINENO > 0;`
	cases := []struct{ style, tables, columns string }{
		{"preserve", "OrderItems,Orderitems_2,clash,order items", "OrderID,HTTPServer Name,lineNo,Select_,Ünï,a.b,A-B"},
		{"lower", "clash,order items,orderitems,orderitems_2", "orderid,httpserver name,lineno,select_,ünï,a.b,a-b"},
		{"snake", "clash,order_items,order_items_2,orderitems_2", "order_id,http_server_name,line_no,select_,ünï,a_b,a_b_2"},
	}
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		file := database(t, script)
		text := dump(t, file)
		for _, c := range cases {
			arg := "--identifiers=" + c.style
			for _, parts := range [][]string{{""}, {"--schema-only", "--data-only"}} {
				reset(t, db)
				for _, part := range parts {
					args := []string{arg}
					if part != "" {
						args = append(args, part)
					}
					loadClean(t, db, translate(t, text, args...).stdout)
				}
				if got := column(t, db, `SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY relname COLLATE "C"`); got != c.tables {
					t.Errorf("%s: tables %s, want %s", c.style, got, c.tables)
				}
				items := one(t, db, "SELECT oid::regclass FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relnatts = 7")
				if got := column(t, db, "SELECT attname FROM pg_attribute WHERE attrelid = "+literal(items)+"::regclass AND attnum > 0 ORDER BY attnum"); got != c.columns {
					t.Errorf("%s: columns %s, want %s", c.style, got, c.columns)
				}
				if got := join(db.Query(t, "SELECT * FROM "+items)[0]); got != "3,Name,1,S,Ü,.,-" {
					t.Errorf("%s: the row is %s", c.style, got)
				}
				if got := join(db.Query(t, "SELECT * FROM clash")[0]); got != "1,2,3,4" {
					t.Errorf("%s: the row of clash is %s", c.style, got)
				}
				if got := one(t, db, "SELECT count(*) FROM pg_constraint WHERE contype IN ('f', 'c') AND conrelid <> 0"); got != "2" {
					t.Errorf("%s: %s foreign keys and checks", c.style, got)
				}
				if got := one(t, db, "SELECT count(*) FROM pg_index i JOIN pg_class c ON c.oid = indrelid WHERE relnamespace = 'public'::regnamespace"); got != "4" {
					t.Errorf("%s: %s indexes", c.style, got)
				}
				if c.style == "preserve" {
					columnsLost := roundtrip.Differences(t, file, db)
					for _, d := range columnsLost {
						if !strings.Contains(d, `"Orderitems_2".""`) {
							t.Error(d)
						}
					}
				}
			}
		}
	})
}
