package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/internal/pgtest"
)

// made lists all that a schema holds, but for the rows: columns, constraints, indexes,
// triggers, views, and what sequences give next.
const made = `SELECT string_agg(line, E'\n' ORDER BY line COLLATE "C") FROM (
    SELECT format('column %s.%s %s %s %s', attrelid::regclass, attname, format_type(atttypid, atttypmod), attnotnull, pg_get_expr(adbin, adrelid)) AS line
        FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
        WHERE attrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'app'::regnamespace AND relkind = 'r') AND attnum > 0 AND NOT attisdropped
    UNION ALL SELECT format('constraint %s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) FROM pg_constraint WHERE connamespace = 'app'::regnamespace AND contype <> 't'
    UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'app'
    UNION ALL SELECT pg_get_triggerdef(t.oid) FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid WHERE relnamespace = 'app'::regnamespace AND NOT tgisinternal AND tgname NOT LIKE 'truncate_trigger%'
    UNION ALL SELECT format('view %s %s', viewname, definition) FROM pg_views WHERE schemaname = 'app'
    UNION ALL SELECT format('function %s', proname) AS line FROM pg_proc WHERE pronamespace = 'app'::regnamespace
    UNION ALL SELECT format('sequence %s %s', sequencename, last_value) FROM pg_sequences WHERE schemaname = 'app'
) AS lines`

// contentsOf is all that schema app holds.
func contentsOf(t *testing.T, db *pgtest.Database) string {
	t.Helper()
	out := one(t, db, made)
	for _, row := range db.Query(t, "SELECT relname FROM pg_class WHERE relnamespace = 'app'::regnamespace AND relkind IN ('r', 'v') ORDER BY 1") {
		if *row[0] == "log" { // the time of a trigger
			out += "\nlog " + one(t, db, "SELECT string_agg(line, ' ' ORDER BY line) FROM app.log")
			continue
		}
		table := identifier(*row[0])
		for _, r := range db.Query(t, fmt.Sprintf(`SELECT "the row"::text FROM app.%s "the row" ORDER BY "the row"::text COLLATE "C"`, table)) {
			out += "\n" + table + " " + *r[0]
		}
	}
	return out
}

// sameSchema holds that schema app is the same in two databases.
func sameSchema(t *testing.T, a, b *pgtest.Database) {
	t.Helper()
	if got, want := contentsOf(t, a), contentsOf(t, b); got != want {
		t.Error(firstDifference(got, want))
	}
}

// TestCitus holds that a database is the same in a tenant of a distributed database as in
// a schema of a plain one: all that is made, all rows, and what triggers do.
func TestCitus(t *testing.T) {
	t.Parallel()
	citus := pgtest.Citus(t)
	sources := map[string]string{
		"views and triggers": dump(t, database(t, again)),
		"all kinds of bytes": dump(t, database(t, precious)),
	}
	for _, name := range []string{"virtual-rows", "fts-triggers", "foreign-keys", "identity", "generated", "collations"} {
		text, err := os.ReadFile(filepath.Join("../../testdata/golden", name, "in.sql"))
		if err != nil {
			t.Fatal(err)
		}
		sources[name] = string(text)
	}
	for name, text := range sources {
		t.Run(name, func(t *testing.T) {
			plain := pgtest.Shared(t, "system").Database(t)
			want := load(t, plain, translate(t, text, "--schema=app", "--verify").stdout)
			r := load(t, citus, translate(t, text, "--schema=app", "--verify", "--citus").stdout)
			defer citus.Load(t, "DROP SCHEMA app CASCADE")
			if r.Code != want.Code || r.Loaded != want.Loaded || strings.Contains(r.Stderr, "pg_temp") {
				t.Errorf("exit code %d, want %d\n%s\nwant\n%s", r.Code, want.Code, r.Stderr, want.Stderr)
			}
			sameSchema(t, citus, plain)
			if got := one(t, citus, "SELECT count(*)::text FROM citus_schemas WHERE schema_name = 'app'::regnamespace"); got != "1" {
				t.Errorf("%s tenants", got)
			}
			if name != "views and triggers" {
				return
			}
			const work = `SET search_path = ''; INSERT INTO app."V 1" (label, n) VALUES ('new', 30)`
			citus.Load(t, work)
			plain.Load(t, work)
			sameSchema(t, citus, plain)
			for _, args := range [][]string{{"--clean", "--if-exists"}, {"--data-only", "--truncate", "--verify"}, {"--data-only", "--on-conflict-do-nothing"}} {
				r := load(t, citus, translate(t, text, append(args, "--schema=app", "--citus")...).stdout)
				if r.Code != 0 || r.Stderr != "" {
					t.Errorf("%q: exit code %d\n%s", args, r.Code, r.Stderr)
				}
			}
		})
	}
	text := sources["identity"]
	citus.Load(t, "SET citus.enable_schema_based_sharding = off; CREATE SCHEMA app")
	if r := load(t, citus, translate(t, text, "--schema=app", "--citus").stdout); r.Code != 3 || !strings.Contains(r.Stderr, "schema app is there, and is no tenant") {
		t.Errorf("no tenant: exit code %d\n%s", r.Code, r.Stderr)
	}
	citus.Load(t, "DROP SCHEMA app")
	schema := translate(t, text, "--schema=app", "--citus", "--schema-only").stdout
	loadClean(t, citus, schema)
	loadClean(t, citus, translate(t, text, "--schema=app", "--citus", "--data-only", "--verify").stdout)
}

// TestWithoutCitus holds that a script for a tenant changes nothing where there is no
// Citus. It runs where TestCitus is skipped, too.
func TestWithoutCitus(t *testing.T) {
	t.Parallel()
	text := dump(t, database(t, again))
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		for _, args := range [][]string{{}, {"--schema-only"}, {"--data-only"}} {
			db := s.Database(t)
			r := load(t, db, translate(t, text, append(args, "--schema=app", "--citus")...).stdout)
			if r.Code != 3 || !strings.Contains(r.Stderr, "there is no Citus in database") {
				t.Errorf("%q: exit code %d\n%s", args, r.Code, r.Stderr)
			}
			nothing(t, db, "no Citus")
		}
	})
}
