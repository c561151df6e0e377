package e2e

import (
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/internal/pgtest"
)

// TestBlobsAndTexts has columns of blobs that hold texts, columns of texts that hold blobs, and blobs with NUL characters
// that views and triggers use as texts and as numbers.
func TestBlobsAndTexts(t *testing.T) {
	t.Parallel()
	const script = `
CREATE TABLE c (id INTEGER PRIMARY KEY, texts BLOB, mixed BLOB, none BLOB, blobs TEXT, some VARCHAR(20), odd TEXT, forced TEXT);
INSERT INTO c VALUES (1, 'one', x'00ff', NULL, x'414243', x'4142', x'ff', x'4142'), (2, 'two', 'text', NULL, x'c3a9', 't', x'4142', x'43'), (3, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
CREATE TABLE n (id INTEGER PRIMARY KEY, k BLOB, t TEXT);
INSERT INTO n VALUES (1, x'310032', 'q'), (2, x'3335', 'r'), (3, x'00', 's'), (4, x'', 't'), (5, x'c3a90041', 'u');
CREATE VIEW v AS SELECT id, k + 1 AS p, CAST(k AS INTEGER) AS i, CAST(CAST(k AS REAL) * 2 AS INTEGER) AS r, CAST(k AS TEXT) AS ct, length(k) AS l, length(CAST(k AS TEXT)) AS lt, upper(k) AS u, hex(k) AS h,
	CAST(abs(k) AS INTEGER) AS a, CAST(sum(k) OVER () AS INTEGER) AS s, printf('%s', k) AS f, quote(k) AS q, trim(k) AS tr, hex(substr(k, 2, 1)) AS sub, instr(k, x'32') AS ins FROM n;
CREATE TRIGGER tr AFTER UPDATE OF t ON n BEGIN UPDATE n SET t = upper(CAST(NEW.k AS TEXT)) WHERE id = NEW.id; END;
`
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		file, log := arrive(t, db, script, "--column=c.forced=text")
		if got := column(t, db, "SELECT format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = 'c'::regclass AND attnum > 0 ORDER BY attnum"); got != "bigint,text,bytea,bytea,bytea,character varying(20),bytea,text" {
			t.Errorf("types: %s", got)
		}
		for _, want := range []string{`column "blobs": it holds nothing but blobs: the column of type text becomes bytea`, `view "v": reads bytes of "k" as text`, `trigger "tr": reads bytes of "k" as text`} {
			if !strings.Contains(log, want) {
				t.Errorf("%s is not said:\n%s", want, log)
			}
		}
		for _, c := range []string{"p", "i", "r", "ct", "l", "lt", "u", "h", "a", "s", "f", "q", "tr", "sub", "ins"} {
			alike(t, file, db, "SELECT id, "+c+" FROM v ORDER BY id")
		}
		alike(t, file, db, "UPDATE n SET t = 'x' WHERE id IN (1, 2, 5)", "SELECT id, t FROM n ORDER BY id")
	})
}
