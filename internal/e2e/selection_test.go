package e2e

import (
	"os/exec"
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/internal/pgtest"
	"github.com/sqlite2pg/sqlite2pg/internal/roundtrip"
)

// whole is a database of which parts are taken: what needs tables, columns and rows that may be left out.
const whole = parts + `
CREATE TABLE secrets (id INTEGER PRIMARY KEY, owner INT REFERENCES parent, word TEXT); INSERT INTO secrets VALUES (3, 5, 'hidden'), (8, 9, 'hidden too');
CREATE TABLE uses (id INTEGER PRIMARY KEY, secret INT REFERENCES secrets, p INT REFERENCES parent, note TEXT, hush TEXT NOT NULL CHECK (hush <> ''), loud AS (upper(hush)), UNIQUE (p, hush));
INSERT INTO uses (id, secret, p, note, hush) VALUES (1, 3, 5, 'a', 'x'), (2, 8, 9, 'b', 'y'), (6, NULL, NULL, 'c', 'z');
CREATE INDEX uses_hush ON uses (hush); CREATE INDEX uses_note ON uses (note); CREATE INDEX secrets_word ON secrets (word);
CREATE VIEW notes AS SELECT id, note FROM uses; CREATE VIEW words_of AS SELECT u.note, s.word FROM uses u JOIN secrets s ON s.id = u.secret; CREATE VIEW of_words AS SELECT * FROM words_of; CREATE VIEW all_uses AS SELECT * FROM uses;
CREATE TRIGGER to_secrets AFTER INSERT ON uses BEGIN INSERT INTO secrets (word) VALUES (NEW.note); END;
CREATE TRIGGER to_empty AFTER INSERT ON parent BEGIN INSERT INTO empty (x) VALUES (NEW.name); END;
CREATE TRIGGER on_secrets AFTER INSERT ON secrets BEGIN DELETE FROM empty; END;
CREATE VIRTUAL TABLE docs USING fts5 (title, body); INSERT INTO docs VALUES ('hidden', 'hidden body');
CREATE VIRTUAL TABLE pages USING fts4 (title, body); INSERT INTO pages VALUES ('a page', 'its body');
CREATE VIRTUAL TABLE boxes USING rtree (id, x0, x1); INSERT INTO boxes VALUES (1, 2, 3);
CREATE VIRTUAL TABLE found USING fts5 (word, content = secrets, content_rowid = id); INSERT INTO found (found) VALUES ('rebuild');`

// selections are what is taken of it, what SQLite would do to have the same, and what stands in PostgreSQL then.
var selections = []struct {
	name   string
	args   []string
	sqlite string
	tables string            // and views
	next   map[string]int64  // keys, by table
	said   []string          // of what is left out with it
	counts map[string]string // answers of queries
}{
	{name: "tables left out", args: []string{"-T", "SECRETS", "--exclude-table=docs", "-T", "?oxes"},
		sqlite: `DROP TRIGGER to_secrets; DROP VIEW of_words; DROP VIEW words_of; DROP TABLE found; DROP TABLE secrets; DROP TABLE docs; DROP TABLE boxes`,
		tables: "a all_uses b child empty keyless notes pages parent uses w", next: map[string]int64{"parent": 21, "uses": 7},
		said: []string{`its foreign key to "secrets" is left out: the table is left out, -T=SECRETS`, `view "words_of": is not translated`, `view "of_words": is not translated`,
			`trigger "to_secrets": is not translated`, `virtual table "found": is not translated: table "secrets"`}},
	{name: "some tables", args: []string{"-t", "uses", "-t", "(par|not)e*", "--table=docs", "-T", "keyless"},
		sqlite: `DROP TRIGGER to_empty; DROP TRIGGER to_secrets; DROP VIEW of_words; DROP VIEW words_of; DROP VIEW all_uses; DROP TABLE found; DROP TABLE pages; DROP TABLE boxes;
DROP TABLE secrets; DROP TABLE child; DROP TABLE a; DROP TABLE b; DROP TABLE w; DROP TABLE empty; DROP TABLE keyless`,
		tables: "docs notes parent uses", next: map[string]int64{"parent": 21},
		said: []string{`its foreign key to "secrets" is left out: the table is left out, --table`, `trigger "to_empty": is not translated`}},
	{name: "without rows", args: []string{"--exclude-table-data=secrets", "--exclude-table-data", "pages", "--exclude-table-data", "boxes", "--exclude-table-data=keyless"},
		sqlite: `DROP TRIGGER on_secrets; DELETE FROM secrets; DELETE FROM pages; DELETE FROM boxes; DELETE FROM keyless`,
		tables: "a all_uses b boxes child docs empty keyless notes of_words pages parent secrets uses w words_of", next: map[string]int64{"secrets": 9, "boxes": 2, "pages": 2, "uses": 7},
		said: []string{`table "uses": its foreign key to "secrets" holds for new rows only (NOT VALID): the rows of that table are left out, --exclude-table-data=secrets`},
		counts: map[string]string{`SELECT string_agg(conname || convalidated, ' ' ORDER BY conname) FROM pg_constraint WHERE contype = 'f' AND conrelid IN ('uses'::regclass, 'secrets'::regclass)`: "secrets_owner_fkeytrue uses_p_fkeytrue uses_secret_fkeyfalse",
			`SELECT count(*) FROM pg_trigger WHERE tgname = 'on_secrets'`: "1", `SELECT count(*) FROM uses WHERE secret IS NOT NULL`: "2"}},
	{name: "without columns", args: []string{"--exclude-column=uses.hush", "--exclude-column", "*.w?rd", "--exclude-column=parent.id", "--exclude-column=docs.title", "--exclude-column=boxes.x0"},
		sqlite: `DROP TRIGGER to_secrets; DROP VIEW of_words; DROP VIEW words_of; DROP VIEW all_uses; DROP TABLE found; DROP TABLE docs; DROP INDEX secrets_word; DROP INDEX uses_hush;
ALTER TABLE secrets DROP COLUMN word; CREATE TABLE new_uses AS SELECT id, secret, p, note FROM uses; DROP VIEW notes; DROP TABLE uses; ALTER TABLE new_uses RENAME TO uses;
CREATE TABLE new_parent AS SELECT name, j, b, at FROM parent; DROP TABLE parent; ALTER TABLE new_parent RENAME TO parent`,
		tables: "a b boxes child docs empty keyless notes pages parent secrets uses w", next: map[string]int64{"secrets": 9, "uses": 7},
		said: []string{`table "uses": its constraint is left out: column "hush" is left out`, `table "uses", column "loud": the generated column is left out`, `index "uses_hush": is not translated`, `its CHECK is left out`,
			`view "all_uses": is not translated`, `trigger "to_secrets": is not translated`, `its foreign key to "parent" is left out: the parent's column "id" is left out`},
		counts: map[string]string{`SELECT string_agg(attname, ' ' ORDER BY attnum) FROM pg_attribute WHERE attnum > 0 AND NOT attisdropped AND attrelid = 'docs'::regclass`: "rowid body",
			`SELECT body FROM docs`: "hidden body", `SELECT id::text || x1 FROM boxes`: "13", `SELECT string_agg(attname, ' ' ORDER BY attnum) FROM pg_attribute WHERE attnum > 0 AND NOT attisdropped AND attrelid = 'parent'::regclass`: "name j b at"}},
}

// TestSelection takes parts of a database, in all ways to read and to write it.
func TestSelection(t *testing.T) {
	t.Parallel()
	file := database(t, whole)
	packed := database(t, whole+"VACUUM;") // where the shadow tables stand before their virtual tables
	sources := map[string]string{"dump": dump(t, file), "vacuumed": dump(t, packed)}
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		spread(t, s, len(selections), func(t *testing.T, db *pgtest.Database, i int) {
			c := &selections[i]
			part := database(t, whole)
			sqlite(t, part, c.sqlite)
			for name, args := range map[string][]string{"whole": nil, "verified": {"--verify", "--inserts"}, "schema, then rows": {"--schema-only"}} {
				for source, text := range sources {
					reset(t, db)
					input := strings.NewReader(text)
					cmd := command(t, input, append(args, c.args...)...)
					if cmd.code != 0 {
						t.Fatalf("%s: %s", c.name, cmd.stderr)
					}
					for _, want := range c.said {
						if !strings.Contains(cmd.stderr, strings.Replace(want, "-T=", "--exclude-table=", 1)) && !(strings.Contains(want, "NOT VALID") && name == "schema, then rows") {
							t.Errorf("%s: %s is not said:\n%s", c.name, want, cmd.stderr)
						}
					}
					fromFile := map[string]string{"dump": file, "vacuumed": packed}[source]
					if r := run(t, exec.Command(binary(t), append(append([]string{"-v", fromFile}, args...), c.args...)...), nil); r.stdout != cmd.stdout {
						t.Errorf("%s, %s: the database file gives another script:\n%s", c.name, name, firstDifference(cmd.stdout, r.stdout))
					}
					scripts := []string{cmd.stdout}
					if name == "schema, then rows" {
						rows := command(t, strings.NewReader(text), append([]string{"--data-only", "--verify", "-T", "boxes", "-T", "pages"}, c.args...)...)
						scripts = append(scripts, rows.stdout)
						if strings.Contains(rows.stderr, "virtual-late") || strings.Contains(c.name, "some") {
							continue // rows of a virtual table come before it
						}
					}
					for _, script := range scripts {
						if r := load(t, db, script); r.Code != 0 && !strings.Contains(r.Stderr, "uses_secret_fkey") {
							t.Fatalf("%s, %s, %s: psql: %s", c.name, name, source, r.Stderr)
						}
					}
					if name == "schema, then rows" {
						db.Load(t, "DROP TABLE IF EXISTS pages, boxes")
						continue
					}
					roundtrip.Compare(t, part, db)
					if got := one(t, db, `SELECT string_agg(relname, ' ' ORDER BY relname COLLATE "C") FROM pg_class WHERE relkind IN ('r', 'v') AND relnamespace = 'public'::regnamespace`); got != c.tables {
						t.Errorf("%s, %s, %s: there are %s\nwant %s", c.name, name, source, got, c.tables)
					}
					for table, want := range c.next {
						column := map[bool]string{true: "docid", false: "id"}[table == "pages"]
						if got := roundtrip.Next(t, db, table, column); got != want {
							t.Errorf("%s, %s, %s: the next key of %s is %d, not %d", c.name, name, source, table, got, want)
						}
					}
					for query, want := range c.counts {
						if got := one(t, db, query); got != want {
							t.Errorf("%s, %s, %s: %s: %s, not %s", c.name, name, source, query, got, want)
						}
					}
				}
			}
		})
	})
}
