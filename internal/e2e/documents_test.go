package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/internal/pgtest"
)

// documents are columns that become jsonb: declared so, with a number among the texts, by a
// CHECK, and in spellings that jsonb does not keep.
const documents = `
CREATE TABLE d (id INTEGER PRIMARY KEY, j JSON, n JSON, k TEXT CHECK (json_valid(k) OR k IS NULL), s JSON, c JSON COLLATE NOCASE);
INSERT INTO d VALUES (1, '[]', '[]', '[]', '[ ]', '[]'), (2, '{}', 5, '{}', ' {}', '"a"'), (3, NULL, NULL, NULL, NULL, NULL), (4, 'null', 0, 'null', 'null ', 'true'), (5, '["a"]', '"x"', '["a"]', '["a" , 1]', '["A"]'),
	(6, '"abc"', '{"a":1}', '"abc"', '{ "b" : 1 , "a" : 2 }', '{"TRUE":1}'), (7, '{"a":1}', -3, 'true', '{"a":1}', 'null'), (8, 'true', 'true', '5', 'true', '"A"'), (9, '[]', 'false', '[5]', '[[]]', '[]');
`

// anyDocument are conditions whose answer no spelling changes; %s is the column.
var anyDocument = []string{"%s = ''", "%s <> ''", "%s IS ''", "%s IS NOT ''", "'' = %s", "%s = 'no JSON'", "%s <> '[1,]'", "%s IN ('', 'x')", "%s NOT IN ('', 'x')", "%s IN ('', NULL)", "%s IS NULL", "%s IS NOT NULL", "%s IS NOT NULL AND %[1]s != ''",
	"NOT (%s = '')", "coalesce(%s, '') = ''", "ifnull(%s, '') <> ''", "coalesce(%s, '[') = '['", "CASE %s WHEN '' THEN 1 ELSE 2 END = 2", "%s = x'5b5d'", "iif(%s = '', 1, 0) = 0", "(%s, id) = ('', 1)", "%s = '' OR id = 3"}

// spelledAlike are those over rows that are written as programs write them.
var spelledAlike = []string{"%s = '[]'", "%s <> '[]'", "%s != '{}' AND %[1]s != '[]'", "%s IN ('', '[]', '{}')", "%s NOT IN ('[]', 'null')", "%s IS 'null'", "%s IS NOT 'null'", "%s = '\"abc\"'", "%s = 'true'", "%s = 'false'", "coalesce(%s, '[]') = '[]'", "ifnull(%s, 'x') <> 'x'",
	"coalesce(%s, '{}') <> '{}'", "CASE %s WHEN '[]' THEN 'empty' WHEN '{}' THEN 'empty' ELSE 'full' END = 'full'", "(%s, id) = ('[]', 9)"}

// TestDocuments compares columns of jsonb with constants in views, a trigger, indexes and CHECKs,
// and asks both databases.
func TestDocuments(t *testing.T) {
	t.Parallel()
	var script strings.Builder
	script.WriteString(documents)
	n := 0
	view := func(condition string) {
		n++
		fmt.Fprintf(&script, "CREATE VIEW v%d AS SELECT id, %s AS answer FROM d;\nCREATE VIEW w%[1]d AS SELECT id FROM d WHERE %[2]s;\n", n, condition)
	}
	for _, c := range anyDocument {
		for _, column := range []string{"j", "n", "k", "s"} {
			view(fmt.Sprintf(strings.ReplaceAll(c, "%s", "%[1]s"), column))
		}
	}
	for _, c := range spelledAlike {
		for _, column := range []string{"j", "n", "k"} {
			view(fmt.Sprintf(strings.ReplaceAll(c, "%s", "%[1]s"), column))
		}
	}
	for _, c := range []string{"j > ''", "k >= ''", "s < ''", "s <= ''", "'' < j", "n > ''", "n >= ''", "n < ''", "NOT (n <= '')", "n = 5", "n <> 5", "n = '5'", "n IN (0, -3)", "n IS 0", "j = 5", "c = ''", "c <> 'x'"} {
		view(c)
	}
	script.WriteString(`CREATE UNIQUE INDEX p ON d (id) WHERE j != ''; CREATE INDEX q ON d (id) WHERE j != '[]' AND j IS NOT NULL; CREATE UNIQUE INDEX r ON d (j) WHERE j != '[]';
CREATE TABLE checked (id INTEGER PRIMARY KEY, j JSON CHECK (j <> ''), l JSON); INSERT INTO checked VALUES (1, '[]', '[ ]'), (2, NULL, '{}');
CREATE TABLE log (what TEXT);
CREATE TRIGGER t AFTER UPDATE ON d WHEN NEW.j = '[]' AND OLD.j <> '[]' BEGIN INSERT INTO log VALUES (NEW.id || ' emptied'); END;
CREATE TABLE strict (id INTEGER PRIMARY KEY, j JSON CHECK (j <> '{}')); INSERT INTO strict VALUES (1, '{ }');
CREATE TABLE binary (id INTEGER PRIMARY KEY, j JSON); INSERT INTO binary VALUES (1, x'0b'), (2, '[]');
CREATE VIEW l1 AS SELECT id FROM d WHERE j = '{"a":1}'; CREATE VIEW l2 AS SELECT id FROM d WHERE j > '['; CREATE VIEW l3 AS SELECT id FROM d WHERE n > '['; CREATE VIEW l4 AS SELECT id FROM d WHERE c = 'true';
CREATE VIEW l5 AS SELECT id FROM d WHERE k = 5; CREATE VIEW l6 AS SELECT id FROM binary WHERE j = '[]'; CREATE VIEW l7 AS SELECT id FROM d WHERE j = s; CREATE VIEW l8 AS SELECT id FROM d WHERE j LIKE '[%'; CREATE VIEW l9 AS SELECT id FROM d WHERE n = 1.5;
CREATE VIEW b1 AS SELECT id FROM binary WHERE j <> '';`)
	changes := "UPDATE d SET j = '[]' WHERE id IN (2, 9); UPDATE d SET j = '{}' WHERE id = 1;"
	file := database(t, script.String())
	r := translate(t, dump(t, file))
	var left []string
	for _, line := range strings.Split(r.stderr, "\n") {
		if strings.Contains(line, "left-out]") {
			left = append(left, line)
		}
	}
	if len(left) != 10 || strings.Count(strings.Join(left, "\n"), `view "l`) != 9 || !strings.Contains(strings.Join(left, "\n"), `table "strict"`) {
		t.Errorf("%d things are left out, want views l1 to l9 and a CHECK\n%s", len(left), strings.Join(left, "\n"))
	}
	if !strings.Contains(r.stdout, "CREATE UNIQUE INDEX p ON d (id) WHERE j IS NOT NULL") {
		t.Error("the index's condition is not that j is not NULL")
	}
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		loadClean(t, db, r.stdout)
		var all strings.Builder
		all.WriteString(".mode list\n")
		var queries []string
		for i := 1; i <= n; i++ {
			queries = append(queries, fmt.Sprintf("SELECT id, answer FROM v%d", i), fmt.Sprintf("SELECT id FROM w%d", i))
		}
		queries = append(queries, "SELECT * FROM b1", "SELECT what FROM log")
		for _, q := range queries {
			fmt.Fprintf(&all, "%s;\n.print ----\n", q)
		}
		db.Load(t, changes)
		sqlite(t, file, changes)
		for i, want := range strings.Split(sqlite(t, file, all.String()), "----\n")[:len(queries)] {
			got := strings.TrimSpace(strings.Join(listed(db.Query(t, strings.Replace(queries[i], "answer", "answer::int", 1))), "\n"))
			if sorted(got) != sorted(strings.TrimSpace(want)) {
				t.Errorf("%s\n%s\n%s\nSQLite says\n%s", queries[i], sqlite(t, file, fmt.Sprintf("SELECT sql FROM sqlite_schema WHERE name = '%s'", queries[i][strings.LastIndexByte(queries[i], ' ')+1:])), got, want)
			}
		}
	})
}
