package e2e

import (
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/internal/pgtest"
	"github.com/sqlite2pg/sqlite2pg/internal/roundtrip"
)

// TestInterleaved takes the rows of tables by turns: all tables wait, until their rows are more than what is held; then
// those of the table that is not being written are held again.
func TestInterleaved(t *testing.T) {
	t.Parallel()
	const script = `
CREATE TABLE a (id INTEGER PRIMARY KEY, v INT, pad TEXT, g NUMERIC AS (v * 2)); CREATE TABLE b (k TEXT PRIMARY KEY, at DATETIME) WITHOUT ROWID; CREATE TABLE c (x DECIMAL(5,2), y BLOB);
INSERT INTO c VALUES (1.5, x'00'), ('many', 5), (NULL, x'ff');
WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 50000) INSERT INTO a (v, pad) SELECT i, hex(randomblob(50)) FROM n;
WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 50000) INSERT INTO b SELECT 'k' || i, '2024-01-01 10:00:00' FROM n;
INSERT INTO a (v, pad) VALUES (1.5, 'late'); INSERT INTO b VALUES ('last', 'never');`
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		file := database(t, script)
		text := byTurns(dump(t, file))
		whole := translate(t, text, "--verify")
		for _, table := range []string{"a", "b"} { // both are more than is held: some blocks each, not one a row
			if n := strings.Count(whole.stdout, "COPY "+table+" "); n < 2 || n > 10 {
				t.Errorf("the rows of %s come in %d blocks", table, n)
			}
		}
		if strings.Count(whole.stdout, "COPY c ") != 1 || !strings.Contains(whole.stdout, "x text") {
			t.Error("c did not wait for all of its rows")
		}
		loadClean(t, db, whole.stdout)
		roundtrip.Compare(t, file, db)
	})
}

// TestColumnLists has INSERTs of one table that list other columns: all of them are looked at before its types are
// decided, and those that list less get the defaults, and the keys that SQLite gives.
func TestColumnLists(t *testing.T) {
	t.Parallel()
	const script = `CREATE TABLE b (id INTEGER PRIMARY KEY); CREATE TABLE a (id INTEGER PRIMARY KEY, p REFERENCES b (id), q TEXT DEFAULT 'd', at DATETIME, g AS (q || p));
INSERT INTO b VALUES (1); INSERT INTO a (id, q) VALUES (1, 'x'); INSERT INTO a (id, p, q, at) VALUES (2, 1, 'y', 1700000000); INSERT INTO b VALUES (2);
INSERT INTO a (q, id) VALUES ('z', 3), ('w', 4); INSERT INTO a (id, q) VALUES (5, 'v'); INSERT INTO a (id) VALUES (6); INSERT INTO a (p) VALUES (2);
CREATE TABLE n (id INTEGER PRIMARY KEY, a); INSERT INTO n VALUES (-5, 1); INSERT INTO n (a) VALUES (2);
CREATE TABLE m (id INTEGER PRIMARY KEY AUTOINCREMENT, a); INSERT INTO m VALUES (-5, 1); INSERT INTO m (a) VALUES (2);`
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		r := translate(t, "BEGIN;\n"+script+"\nCOMMIT;", "--verify")
		loadClean(t, db, r.stdout)
		roundtrip.Compare(t, database(t, script), db)
		if got := column(t, db, "SELECT confrelid::regclass::text FROM pg_constraint WHERE contype = 'f'"); got != "b" {
			t.Errorf("foreign keys to %q", got)
		}
	})
}

// byTurns puts the tables of a dump first, and then one row of each table in turn.
func byTurns(dump string) string {
	var rest strings.Builder
	var order []string
	rows := map[string][]string{}
	most := 0
	for line := range strings.Lines(dump) {
		head, _, ok := strings.Cut(line, " VALUES")
		if !ok {
			rest.WriteString(strings.TrimPrefix(line, "COMMIT;\n"))
			continue
		}
		if rows[head] == nil {
			order = append(order, head)
		}
		rows[head] = append(rows[head], line)
		most = max(most, len(rows[head]))
	}
	for i := range most {
		for _, head := range order {
			if i < len(rows[head]) {
				rest.WriteString(rows[head][i])
			}
		}
	}
	return rest.String() + "COMMIT;\n"
}
