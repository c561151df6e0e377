package e2e

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/internal/pgtest"
	"github.com/sqlite2pg/sqlite2pg/internal/roundtrip"
)

// searched are texts of letters and digits without accents, in full-text tables with their own
// rows and with those of another table. Phrases that only the end of one column and the
// beginning of the next make are among them.
const searched = `
CREATE TABLE doc (id INTEGER PRIMARY KEY, title TEXT, body TEXT, tag TEXT);
INSERT INTO doc VALUES (1, 'First post', 'Hello world of databases', 'x1'), (2, 'Second', 'PostgreSQL moves rows, and rows, and ROWS.', NULL), (3, 'Third world', 'hello again; world: news', 'hello'),
	(7, 'say hello', 'world peace', 'world'), (8, NULL, 'the end of line_one and line-two', 'one'), (9, 'Hello', NULL, '42'), (10, 'numbers 42 and 4242', 'rowing hell', 'helloworld');
CREATE VIRTUAL TABLE ext USING fts5(title, body, tag UNINDEXED, content='doc', content_rowid='id'); INSERT INTO ext (ext) VALUES ('rebuild');
CREATE VIRTUAL TABLE own USING fts5(title, body, tag UNINDEXED); INSERT INTO own (rowid, title, body, tag) SELECT id, title, body, tag FROM doc;
CREATE VIRTUAL TABLE ext4 USING fts4(content='doc', title, body); INSERT INTO ext4 (ext4) VALUES ('rebuild');
CREATE VIRTUAL TABLE own4 USING fts4(title, body); INSERT INTO own4 (docid, title, body) SELECT id, title, body FROM doc;
CREATE TRIGGER ext_ai AFTER INSERT ON doc BEGIN INSERT INTO ext (rowid, title, body, tag) VALUES (NEW.id, NEW.title, NEW.body, NEW.tag); INSERT INTO ext4 (docid, title, body) VALUES (NEW.id, NEW.title, NEW.body); END;
CREATE TRIGGER ext_ad AFTER DELETE ON doc BEGIN INSERT INTO ext (ext, rowid, title, body, tag) VALUES ('delete', OLD.id, OLD.title, OLD.body, OLD.tag); END;
CREATE TRIGGER ext4_bd BEFORE DELETE ON doc BEGIN DELETE FROM ext4 WHERE docid = OLD.id; END;
CREATE TRIGGER own_ai AFTER INSERT ON doc BEGIN INSERT INTO own (rowid, title, body, tag) VALUES (NEW.id, NEW.title, NEW.body, NEW.tag); INSERT INTO own4 (docid, title, body) VALUES (NEW.id, NEW.title, NEW.body); END;
CREATE TRIGGER own_au AFTER UPDATE ON doc BEGIN UPDATE own SET title = NEW.title, body = NEW.body WHERE rowid = OLD.id; DELETE FROM own4 WHERE docid = OLD.id; INSERT INTO own4 (docid, title, body) VALUES (NEW.id, NEW.title, NEW.body); END;
CREATE TRIGGER own_ad AFTER DELETE ON doc BEGIN DELETE FROM own WHERE rowid = OLD.id; DELETE FROM own4 WHERE rowid = OLD.id; END;
CREATE VIRTUAL TABLE own3 USING fts3(title, body); INSERT INTO own3 (docid, title, body) SELECT id, title, body FROM doc;
CREATE VIRTUAL TABLE single USING fts5(body); INSERT INTO single (rowid, body) SELECT id, body FROM doc;
CREATE VIRTUAL TABLE stems USING fts5(t, tokenize = 'porter unicode61'); INSERT INTO stems VALUES ('running'), ('run');
CREATE VIRTUAL TABLE parts USING fts5(t, tokenize = 'trigram'); INSERT INTO parts VALUES ('running'), ('run');
CREATE VIRTUAL TABLE rt USING rtree(id, x0, x1, y0, y1); INSERT INTO rt VALUES (1, 0, 1.1, 0, 1), (2, 5, 6, 5, 6.7), (3, 0.5, 9, 0.5, 9), (4, -3, -1, -2, 0);`

// eitherFTS are queries that FTS4 and FTS5 read alike.
var eitherFTS = []string{"hello", "HELLO", "hello world", "hello OR rows", "hello AND world", "hello NOT world", `"hello world"`, `"world of databases"`, "hel*", "row*", "title:hello", "body:hello world", "42", "4242", "42*",
	"(hello OR rows) AND world", "line_one", `"line two"`, "nothing", "title:hel* body:world", "hello OR world OR rows", "rows AND (moves OR hello)", `"post hello"`, "h*", "body:the end"}

// only5 are those of FTS5.
var only5 = []string{`title:"hello"`, `"hello wor"*`, `"hello" *`, "title : (hello OR say)", "hello world NOT news", "hello NOT world news", "{title body} : hello", `title : ("say hello" OR third)`, "title: hello OR body: rows", `("hello" AND world) NOT title : third`, "hello AND (title : say OR body : news)", "rows OR hello AND world"}

// near5 are FTS5's forms of words that stand near each other, first, or joined.
var near5 = []string{"NEAR(hello world)", "NEAR(hello world, 0)", "NEAR(world hello, 1)", "NEAR(hello world news, 2)", `NEAR("hello again" news, 1)`, `NEAR("again world" "world news")`, `NEAR("hello again world" "again world news", 0)`, "NEAR(rows rows)",
	"NEAR(rows rows, 1)", "NEAR(row* rows moves, 2)", "NEAR(hel* hello)", "NEAR(one two, 3)", "NEAR(hello)", "hello OR NEAR(hello world again + news, 0)", "title : NEAR(hello say)", "{title body} : NEAR(hello world, 0) OR peace", "NEAR(hello world) NOT news", "hello AND NEAR(world peace)", "NEAR", "NEAR(world + of databases)",
	"^hello", "^ hello", "^world", "^hello world", `^ "hello again"`, "^ hello + again", "^hel*", "title : ^hello", "body : ^hello OR title : ^hello", "^world NOT ^hello", "^hello AND ^world", "(^hello) AND news",
	"hello + world", "hello + wor*", "world + of + databases", `"world of" + databases`, "say + hello OR hello + again", "hel* + again", "line + one", "title : say + hello",
	"- title : hello", "- {title} : hello world", "- body : ^hello", "title : (body : hello)", "{title body} : (title : hello)"}

// near4 are those of FTS4, which FTS3 has but for ^.
var near4 = []string{"hello NEAR world", "hello NEAR/0 world", "world NEAR/1 hello", "rows NEAR rows", "rows NEAR/0 rows", "hello NEAR/2 world NEAR/0 news", `"hello again" NEAR/1 news`, `"again world" NEAR "world news"`, "hel* NEAR hello", "hello NEAR world OR peace", "moves hello NEAR world",
	"near", "^hello", "^world", "^hello world", `"^hello again"`, `^hello NOT world`, "title:^hello", `"hel* again"`, `"hello wor*"`, `"wor* of dat*"`, "line_one", "one_line", "(hello NEAR/0 world) rows OR ^say"}

// TestSearches has views search full-text tables, and asks both databases for what they find,
// before and after rows come and go by way of triggers.
func TestSearches(t *testing.T) {
	t.Parallel()
	var script strings.Builder
	script.WriteString(searched)
	n := 0
	view := func(format string, args ...any) {
		n++
		fmt.Fprintf(&script, "CREATE VIEW v%d AS %s;\n", n, fmt.Sprintf(format, args...))
	}
	for _, q := range slices.Concat(eitherFTS, only5) {
		for i, table := range []string{"own", "ext", "own4", "ext4"} {
			if i > 1 && !slices.Contains(eitherFTS, q) {
				continue
			}
			view("SELECT rowid, title FROM %s WHERE %[1]s MATCH '%[2]s'", table, q)
		}
	}
	for _, q := range near5 {
		for i, table := range []string{"own", "ext", "single"} {
			if table == "single" && strings.Contains(q, "title") {
				continue
			}
			view("SELECT rowid FROM %s WHERE %[1]s MATCH '%[2]s'", table, q)
			if i == 0 {
				view("SELECT rowid, body FROM own('%s')", q)
			}
		}
	}
	for _, q := range near4 {
		for _, table := range []string{"own4", "ext4", "own3"} {
			view("SELECT docid FROM %s WHERE %[1]s MATCH '%[2]s'", table, q)
		}
		view("SELECT rowid FROM own4 WHERE title MATCH '%s'", q)
		view("SELECT rowid FROM own3 WHERE body MATCH '%s'", q)
	}
	for _, q := range []string{"hello", "^hello", "NEAR(hello world)", "body : hello", "title : hello", "hello + again"} {
		view("SELECT rowid FROM own WHERE body MATCH '%s'", q)
	}
	view("SELECT d.id, f.rowid AS r FROM doc AS d LEFT JOIN own(d.tag) AS f WHERE d.tag IN ('hello', 'one', '42', 'helloworld')")
	view("SELECT d.id, f.rowid AS r FROM doc AS d LEFT JOIN own('NEAR(hello world, 0)') AS f ON f.rowid > d.id")
	view("SELECT f.rowid AS r, d.id FROM own('rows OR ^hello') AS f LEFT JOIN doc AS d ON d.id = f.rowid + 1")
	view("SELECT count(*) AS n, iif(max(f.rank) < 0, 'found', '') AS found FROM ext('hello') AS f, doc AS d WHERE d.id = f.rowid")
	view("SELECT id FROM doc WHERE id IN (SELECT rowid FROM own('world')) AND id NOT IN (SELECT rowid FROM ext('^hello'))")
	view("SELECT rowid FROM own WHERE title MATCH 'hello OR say' AND body MATCH 'world'")
	view("SELECT rowid FROM own('hello') WHERE own MATCH 'world'")
	view("SELECT rowid FROM ext WHERE ext MATCH 'NEAR(hello world)' AND title MATCH '^hello OR ^third'")
	view("SELECT d.id, o.docid FROM doc AS d JOIN own4 AS o ON o.title MATCH d.tag WHERE d.tag IS NOT NULL")
	view("SELECT d.id, o.docid FROM doc AS d JOIN ext4 AS o ON o.ext4 MATCH d.tag WHERE d.tag IS NOT NULL")
	view("SELECT d.id, o.rowid AS r FROM doc AS d JOIN own AS o ON o.body MATCH d.tag WHERE d.tag IS NOT NULL")
	view("SELECT snippet(own, -1, '[', ']', '...', 20) AS s FROM own WHERE own MATCH 'title : hello'")
	view("SELECT snippet(own, -1, '[', ']', '...', 30) AS s FROM own WHERE body MATCH 'hello OR peace'")
	view("SELECT snippet(single, -1, '[', ']', '...', 30) AS s FROM single('peace OR \"again\"')")
	view("SELECT highlight(own, 0, '[', ']') AS t, highlight(own, 1, '[', ']') AS b FROM own WHERE own MATCH 'title : hello OR body : rows NOT say'")
	view("SELECT d.id, d.tag FROM doc d JOIN ext ON d.id = ext.rowid WHERE ext MATCH 'world' AND d.id > 1")
	view("SELECT id FROM doc WHERE id IN (SELECT docid FROM own4 WHERE body MATCH 'hel* world') OR id IN (SELECT rowid FROM own WHERE own = 'rows')")
	view("SELECT a.rowid FROM own AS a WHERE a.own MATCH 'hello' AND NOT EXISTS (SELECT 1 FROM ext4 WHERE ext4 MATCH 'peace' AND ext4.docid = a.rowid)")
	view("SELECT q.q, own.rowid FROM (SELECT 'hello' AS q UNION SELECT 'HEL* world' UNION SELECT 'hello NOT world news' UNION SELECT '(hello OR rows) AND world' UNION SELECT 'line_one' UNION SELECT '\"line two\"' UNION SELECT 'a b OR 42* rowing') AS q JOIN own WHERE own MATCH q.q")
	view("SELECT doc.id, ext.rowid FROM doc JOIN ext ON ext MATCH doc.tag WHERE doc.tag IS NOT NULL")
	view("SELECT rowid, title, body, tag FROM ext")
	view("SELECT highlight(own, 1, '[', ']') AS h FROM own WHERE own MATCH 'hello OR rows'")
	view("SELECT highlight(ext, 0, '[', ']') AS h, highlight(ext, 2, '[', ']') AS tag FROM ext WHERE ext MATCH 'hello'")
	view("SELECT rowid FROM (SELECT rowid FROM own WHERE own MATCH 'rows OR third' ORDER BY rank, rowid LIMIT 1)")
	view("SELECT rowid, iif(bm25(own) < 0, 'found', '') AS found FROM own WHERE own MATCH 'rows'")
	view("SELECT snippet(own, 1, '[', ']', '...', 20) AS s FROM own WHERE own MATCH 'peace'")
	view("SELECT id FROM rt WHERE x1 >= 0.7 AND x0 <= 5.5 AND y1 >= 0.7 AND y0 <= 5.5")
	view("SELECT a.id AS a, b.id AS b FROM rt a JOIN rt b ON a.x0 <= b.x1 AND a.x1 >= b.x0 AND a.y0 <= b.y1 AND a.y1 >= b.y0 WHERE a.id < b.id")
	fmt.Fprint(&script, "CREATE VIEW stemmed AS SELECT t FROM stems WHERE stems MATCH 'run'; CREATE VIEW partly AS SELECT t FROM parts WHERE parts MATCH 'unn';\nCREATE VIEW n0 AS SELECT title FROM own4 WHERE own4 = 'hello'; CREATE VIEW n1 AS SELECT title FROM own4 WHERE own4 MATCH 'title:\"hello\"'; CREATE VIEW n2 AS SELECT title FROM own4 WHERE own4 MATCH '\"hello wor\"*'; CREATE VIEW n4 AS SELECT title FROM own4 WHERE own4 MATCH 'hello -world'; CREATE VIEW n5 AS SELECT title FROM own WHERE own MATCH 'NEAR(a b c d e)'; CREATE VIEW n6 AS SELECT snippet(own, -1, '[', ']', '...', 9) FROM own WHERE own MATCH 'hello'; CREATE VIEW n7 AS SELECT highlight(own, 1, '[', ']') FROM own WHERE own MATCH '^hello';")
	changes := "INSERT INTO doc VALUES (20, 'new hello', 'of the world', 't'), (21, 'rows', 'hello world', 't'); UPDATE doc SET body = 'hello moon' WHERE id = 20; DELETE FROM doc WHERE id IN (1, 3);"
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		file := database(t, script.String())
		r := translate(t, dump(t, file), "--fts=tsvector")
		loadClean(t, db, r.stdout)
		roundtrip.Compare(t, file, db)
		if got := untranslatedViews(r.stderr); len(got) != 8 || !strings.Contains(r.stderr, "stems, by which SQLite finds") {
			t.Errorf("%d views are left out\n%s", len(got), strings.Join(got, "\n"))
		}
		found := 0
		compare := func(when string) {
			var all strings.Builder
			all.WriteString(".mode list\n")
			for i := 1; i <= n; i++ {
				fmt.Fprintf(&all, "SELECT * FROM v%d;\n.print ----\n", i)
			}
			for i, want := range strings.Split(sqlite(t, file, all.String()), "----\n")[:n] {
				got := strings.TrimSpace(strings.Join(listed(db.Query(t, fmt.Sprintf("SELECT * FROM v%d", i+1))), "\n"))
				if sorted(got) != sorted(strings.TrimSpace(want)) {
					t.Errorf("%s: %s\n%s\nSQLite says\n%s", when, sqlite(t, file, fmt.Sprintf("SELECT sql FROM sqlite_schema WHERE name = 'v%d'", i+1)), got, want)
				}
				if strings.TrimSpace(want) != "" {
					found++
				}
			}
		}
		compare("loaded")
		db.Load(t, changes)
		sqlite(t, file, strings.Replace(changes, "UPDATE doc SET body = 'hello moon' WHERE id = 20;", "DELETE FROM doc WHERE id = 20; INSERT INTO doc VALUES (20, 'new hello', 'hello moon', 't');", 1))
		compare("changed")
		if found < 2*n*2/3 {
			t.Errorf("%d of %d searches find something", found, 2*n)
		}
	})
}

// untranslatedViews are the messages of views that are not translated.
func untranslatedViews(stderr string) []string {
	var out []string
	for _, line := range strings.Split(stderr, "\n") {
		if strings.HasSuffix(line, "[view-left-out]") {
			out = append(out, line)
		}
	}
	return out
}

// sorted are the lines of a text in order: NULL comes first in SQLite.
func sorted(text string) string {
	list := strings.Split(text, "\n")
	slices.Sort(list)
	return strings.Join(list, "\n")
}
