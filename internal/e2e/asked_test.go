package e2e

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/internal/pgtest"
)

// TestAskedTypes asks for types that no declared type leads to: what --into can write, --column can ask for.
func TestAskedTypes(t *testing.T) {
	t.Parallel()
	const script = `
CREATE TABLE t (id INTEGER PRIMARY KEY, ip TEXT, d TEXT DEFAULT '00:00:05', c5 TEXT, ci TEXT DEFAULT 'x', at TEXT, atz TEXT, r REAL, n TEXT, arr TEXT, mood TEXT, us INTEGER, tm TEXT, x TEXT, rg TEXT, code TEXT, mac TEXT, bits TEXT, s TEXT, v TEXT);
INSERT INTO t VALUES (1, '10.0.0.1', '1.02:00:00.5', 'ab', 'Foo', '2024-01-02 03:04:05.123456', '2024-01-02T03:04:05+02:00', 0.1, '1.50', '[1,2,3]', 'happy', 1500000, '03:04:05.678', '<a/>', '[1,5)', 'a', '08:00:2b:01:02:03', '101', '["a","b c",null]', 'abc');
INSERT INTO t VALUES (2, '2001:DB8::1/64', '03:00:00', 'abcde', 'fOO', '2024-01-02T03:04:05.9996Z', 1704164645, 1e10, '2', '[]', 'sad', -1, '23:59', '<b>x</b>', 'empty', 'b', '08002b010203', '0', '[]', '');
INSERT INTO t (id) VALUES (3);
CREATE INDEX t_ip ON t (ip); CREATE UNIQUE INDEX t_mac ON t (mac, id);
CREATE VIEW v AS SELECT id, ip, at, date(at) AS day, r * 2 AS rr, ci || '!' AS cc, arr, length(c5) AS l, d FROM t WHERE ip IS NOT NULL;
CREATE VIEW w AS SELECT id FROM t WHERE ip = '10.0.0.1';
CREATE TRIGGER tr AFTER INSERT ON t WHEN NEW.ip IS NULL BEGIN UPDATE t SET at = '2024-05-06 07:08:09', ip = '127.0.0.1', r = 5, ci = 'new' WHERE id = NEW.id; END;
`
	flags := []string{"--column=t.ip=inet", "--column=t.d=interval", "--column=t.c5=char(5)", "--column=t.ci=citext", "--column=t.at=timestamp(3)", "--column=t.atz=timestamptz(0)",
		"--column=t.r=real", "--column=t.n=decimal(6,3)", "--column=t.arr=integer[]", "--column=t.mood=public.mood", "--column=t.us=interval", "--column=t.tm=time(1)", "--column=t.x=xml",
		"--column=t.rg=int4range", "--column=t.code=character(1)", "--column=t.mac=macaddr", "--column=t.bits=bit varying(8)", "--column=t.s=text[]", "--column=t.v=character varying(9)"}
	const rows = `1|10.0.0.1|1 day 02:00:00.5|ab   |Foo|2024-01-02 03:04:05.123|2024-01-02 01:04:05+00|0.1|1.500|{1,2,3}|happy|00:00:01.5|03:04:05.7|<a/>|[1,5)|a|08:00:2b:01:02:03|101|{a,"b c",NULL}|abc
2|2001:db8::1/64|03:00:00|abcde|fOO|2024-01-02 03:04:06|2024-01-02 03:04:05+00|1e+10|2.000|{}|sad|-00:00:00.000001|23:59:00|<b>x</b>|empty|b|08:00:2b:01:02:03|0|{}|
3||00:00:05||x|||||||||||||||
1|10.0.0.1|2024-01-02 03:04:05.123|2024-01-02|0.2|Foo!|{1,2,3}|2|1 day 02:00:00.5
2|2001:db8::1/64|2024-01-02 03:04:06|2024-01-02|20000000000|fOO!|{}|5|03:00:00
9|127.0.0.1|2024-05-06 07:08:09|5|new|00:00:05
`
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		db.Load(t, "CREATE EXTENSION citext; CREATE TYPE mood AS ENUM ('happy', 'sad');")
		text := dump(t, database(t, script))
		types := filepath.Join(t.TempDir(), "types")
		full := translate(t, text, append(flags, "--verify")...)
		loadClean(t, db, full.stdout)
		ask := func(when string) {
			t.Helper()
			got := db.Psql(t, strings.NewReader("SET TimeZone = UTC; SELECT * FROM t WHERE id < 9 ORDER BY id; SELECT * FROM v WHERE id < 9 ORDER BY id; INSERT INTO t (id) VALUES (9); SELECT id, ip, at, r, ci, d FROM t WHERE id = 9;\n"), "-q", "-A", "-t", "-f", "-")
			if got.Stdout != rows {
				t.Errorf("%s:\n%s%s\nwant\n%s", when, got.Stdout, got.Stderr, rows)
			}
		}
		ask("all at once")
		if !strings.Contains(full.stderr, `view "w": is not translated: in WHERE: "ip = '10.0.0.1'": the text of type inet, which does not keep how its values were written`) {
			t.Error("it is not said that the spelling of an address decides a view")
		}
		// The types file says the same, for schema and rows apart.
		if r := command(t, strings.NewReader(text), append(flags, "--types-out", types)...); r.code != 0 {
			t.Fatal(r.stderr)
		}
		db.Load(t, "DROP TABLE t CASCADE; DROP FUNCTION tr_fn;")
		for _, part := range [][]string{{"--schema-only"}, {"--data-only", "--verify"}} {
			r := command(t, strings.NewReader(text), append(part, "--types", types)...)
			if r.code != 0 {
				t.Fatal(r.stderr)
			}
			loadClean(t, db, r.stdout)
		}
		ask("in two parts")
		for column, why := range map[string]string{"v=inet": "the type takes addresses", "c5=char(3)": "it is too long", "ci=real": "the type takes numbers", "n=integer[]": "the type takes JSON arrays"} {
			if r := command(t, strings.NewReader(text), "--column=t."+column); r.code != 1 || !strings.Contains(r.stderr, why) || !strings.Contains(r.stderr, "--column=TABLE.COLUMN=text") {
				t.Errorf("%s: exit code %d\n%s", column, r.code, r.stderr)
			}
		}
	})
}
