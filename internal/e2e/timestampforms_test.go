package e2e

import (
	"testing"

	"github.com/sqlite2pg/sqlite2pg/internal/pgtest"
)

// TestTimestampForms has the forms of times that programs write: what each reading means is the same in a view, in a
// trigger, in a comparison and in what --verify hashes.
func TestTimestampForms(t *testing.T) {
	t.Parallel()
	const script = `
CREATE TABLE f (id INTEGER PRIMARY KEY, gostr DATETIME, mono TIMESTAMP, inf DATETIME, dint DATETIME, dtext BLOB, day DATE, later DATE, mail DATETIME, week DATETIME);
INSERT INTO f VALUES (1, '2024-01-02 03:04:05.123457 +0000 UTC', '2024-01-02 03:04:05 +0200 CEST m=+0.012345678', 'infinity', 20240102030405, '20240102030405', 1704153600000, 1704153600, 'Tue, 02 Jan 2024 03:04:05 GMT', '2024-W01-2');
INSERT INTO f VALUES (2, '2023-12-31 23:59:59 -0330 NST', '2024-01-02T03:04:05Z', '2024-01-02', 20231231235959, '20231231235959', 1704240000000, 1704153601, '2024-01-02', '2024-01-02');
INSERT INTO f VALUES (3, NULL, '2024-06-30 12:00:00.5 +0530 +0530', '-infinity', NULL, NULL, NULL, NULL, NULL, NULL);
CREATE TABLE log (id INTEGER PRIMARY KEY, dint INTEGER, dtext TEXT, day INTEGER);
CREATE VIEW v AS SELECT id, dint, dint + 1 AS d1, dint / 100 AS d2, CAST(dtext AS INTEGER) AS n, substr(dtext, 1, 4) AS y, day / 86400000 AS days, day + 0 AS ms FROM f WHERE dint > 20240101000000 OR day IS NULL OR dtext < '2024';
CREATE VIEW o AS SELECT id, inf > '2024-01-01' AS later, mono < '2024-01-02 03:00:00' AS early, date(mono) AS d FROM f;
CREATE TRIGGER tr AFTER UPDATE OF id ON f BEGIN
	INSERT INTO log (dint, dtext, day) VALUES (OLD.dint, OLD.dtext, OLD.day);
	UPDATE f SET dint = OLD.dint + 1, dtext = '20250102030405', day = OLD.day + 86400000 WHERE id = NEW.id;
END;
`
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		file, _ := arrive(t, db, script, "--verify", "--column=f.dtext=timestamptz")
		if got := column(t, db, "SELECT format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = 'f'::regclass AND attnum > 0 ORDER BY attnum"); got !=
			"bigint,timestamp with time zone,timestamp with time zone,timestamp without time zone,timestamp without time zone,timestamp with time zone,date,timestamp without time zone,text,text" {
			t.Errorf("types: %s", got)
		}
		if got := column(t, db, "SELECT concat_ws(' ', (gostr AT TIME ZONE 'UTC')::text, (mono AT TIME ZONE 'UTC')::text, inf::text, (dtext AT TIME ZONE 'UTC')::text) FROM f ORDER BY id"); got !=
			"2024-01-02 03:04:05.123457 2024-01-02 01:04:05 infinity 2024-01-02 03:04:05,2024-01-01 03:29:59 2024-01-02 03:04:05 2024-01-02 00:00:00 2023-12-31 23:59:59,2024-06-30 06:30:00.5 -infinity" {
			t.Errorf("instants: %s", got)
		}
		for _, zone := range []string{"UTC", "America/New_York"} {
			db.Psql(t, nil, "-q", "-c", "ALTER DATABASE \""+one(t, db, "SELECT current_database()")+"\" SET TimeZone = '"+zone+"'")
			alike(t, file, db, "SELECT id, d1, d2, n, y, days, ms FROM v ORDER BY id")
		}
		if got := column(t, db, "SELECT concat_ws(' ', id::text, later::text, early::text, d) FROM o ORDER BY id"); got != "1 true true 2024-01-02,2 true false 2024-01-02,3 false false 2024-06-30" {
			t.Errorf("compared: %s", got)
		}
		alike(t, file, db, "UPDATE f SET id = 5 WHERE id = 1", "SELECT id, dint, dtext, day FROM log ORDER BY id", "SELECT id, d1, n, ms FROM v ORDER BY id")
	})
}
