package e2e

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/internal/pgtest"
)

// Tables with indexes of all kinds. What the name of one says is whether it is dropped and made again: goes, stays.
const indexedTarget = `
CREATE TABLE public.parent (id bigint PRIMARY KEY, code integer);
CREATE UNIQUE INDEX stays_for_a_foreign_key ON public.parent (code);
CREATE FUNCTION public.own(integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1 / 2';
CREATE TABLE public.big (id integer PRIMARY KEY, n integer NOT NULL, t text COLLATE "C", d timestamptz, j jsonb, code integer REFERENCES public.parent (code), UNIQUE (n, id),
	CONSTRAINT stays_as_exclusion EXCLUDE USING btree (id WITH =), CHECK (n <> -1));
CREATE UNIQUE INDEX stays_unique ON public.big (id DESC);
CREATE UNIQUE INDEX stays_as_identity ON public.big (id, n);
ALTER TABLE public.big REPLICA IDENTITY USING INDEX stays_as_identity;
CREATE INDEX goes_plain ON public.big (n);
CREATE INDEX "goes'; ""weird""" ON public.big USING btree (t text_pattern_ops DESC NULLS LAST, d) INCLUDE (id) WITH (fillfactor='71', deduplicate_items=off);
COMMENT ON INDEX public."goes'; ""weird""" IS 'it''s a comment';
CREATE INDEX goes_clustered ON public.big (d);
ALTER TABLE public.big CLUSTER ON goes_clustered;
CREATE INDEX goes_computed ON public.big ((n + 1), lower(t) COLLATE "POSIX", id) WHERE n % 2 = 0 AND t <> 'it''s';
ALTER INDEX public.goes_computed ALTER COLUMN 1 SET STATISTICS 321;
ALTER INDEX public.goes_computed ALTER COLUMN 2 SET STATISTICS 0;
CREATE INDEX goes_gin ON public.big USING gin (j jsonb_path_ops) WITH (fastupdate=off);
CREATE INDEX goes_brin ON public.big USING brin (d) WITH (pages_per_range=7, autosummarize=on);
CREATE INDEX goes_hash ON public.big USING hash (t);
CREATE INDEX goes_into_space ON public.big (n, d) TABLESPACE SPACE_own;
CREATE INDEX stays_by_own_function ON public.big (public.own(n));
CREATE INDEX stays_with_extension ON public.big (code);
ALTER INDEX public.stays_with_extension DEPENDS ON EXTENSION plpgsql;
CREATE TABLE public.staged (id integer PRIMARY KEY, n integer, v text);
CREATE INDEX goes_staged ON public.staged (n);
CREATE TABLE public.seen (n bigint);
CREATE FUNCTION public.late() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO public.seen SELECT count(*) FROM public.staged; RETURN NULL; END';
CREATE CONSTRAINT TRIGGER late AFTER INSERT ON public.staged DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.id = 1) EXECUTE FUNCTION public.late();
CREATE TABLE public.few (id integer PRIMARY KEY, n integer);
CREATE INDEX stays_for_few ON public.few (n);
CREATE TABLE public.part (id integer, n integer) PARTITION BY RANGE (id);
CREATE INDEX stays_partitioned ON public.part (n);
CREATE TABLE public.part1 PARTITION OF public.part FOR VALUES FROM (0) TO (10000000);
CREATE INDEX stays_of_partition ON public.part1 (id);
CREATE SCHEMA closed;
CREATE TABLE closed.held (id integer PRIMARY KEY, n integer);
CREATE INDEX stays_without_rights ON closed.held (n);
`

const indexedSource = `
CREATE TABLE n (i); WITH RECURSIVE n2(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n2 WHERE i < 100002) INSERT INTO n SELECT i FROM n2;
CREATE TABLE parent (id INTEGER PRIMARY KEY, code INTEGER); INSERT INTO parent VALUES (1, 7);
CREATE TABLE big (id INTEGER PRIMARY KEY, n INTEGER, t TEXT, d INTEGER, j TEXT, code INTEGER);
INSERT INTO big SELECT i, i * 7919 % 100003, 'a text' || x'0a' || i, 1700000000 + i, '{"k": ' || (i % 10) || '}', 7 FROM n;
CREATE TABLE staged (id INTEGER PRIMARY KEY, n INTEGER); INSERT INTO staged SELECT i, i FROM n;
CREATE TABLE few (id INTEGER PRIMARY KEY, n INTEGER); INSERT INTO few SELECT i, i FROM n WHERE i < 100000;
CREATE TABLE part (id INTEGER PRIMARY KEY, n INTEGER); INSERT INTO part SELECT i, i FROM n;
CREATE TABLE held (id INTEGER PRIMARY KEY, n INTEGER); INSERT INTO held SELECT i, i FROM n;
DROP TABLE n;`

// indexesOf is all that is known of the indexes of a database.
const indexesOf = `SELECT string_agg(concat_ws(' ', x.indexrelid::regclass, pg_get_indexdef(x.indexrelid), coalesce((SELECT spcname FROM pg_tablespace s WHERE s.oid = i.reltablespace), '-'), i.reloptions,
		x.indisclustered, x.indisreplident, x.indisvalid, x.indisready, x.indislive, i.relowner, obj_description(i.oid, 'pg_class'),
		(SELECT string_agg(concat_ws(' ', a.attnum, nullif(a.attstattarget, -1), a.attoptions), ',' ORDER BY attnum) FROM pg_attribute a WHERE a.attrelid = i.oid),
		(SELECT string_agg(concat_ws(' ', conname, pg_get_constraintdef(oid)), ',' ORDER BY conname) FROM pg_constraint WHERE conindid = i.oid),
		(SELECT string_agg(concat_ws(' ', refclassid, refobjid, refobjsubid, deptype), ',' ORDER BY refclassid, refobjid, refobjsubid, deptype) FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = i.oid)),
	E'\n' ORDER BY x.indexrelid::regclass::text) FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid WHERE i.relnamespace IN ('public'::regnamespace, 'closed'::regnamespace)`

// TestIntoIndexes loads many rows: indexes are made again behind them, and are what they were.
func TestIntoIndexes(t *testing.T) {
	t.Parallel()
	file := database(t, indexedSource)
	broken := database(t, indexedSource+"INSERT INTO big VALUES (999999, -1, '', 0, '{}', 7);")
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		role, admin := "indexes_"+db.Name, &pgtest.Database{Server: s, Name: "postgres"}
		space := one(t, db, "SELECT current_setting('data_directory') || '-"+db.Name+"'")
		admin.Load(t, "CREATE ROLE "+role+" LOGIN; COPY (SELECT 1) TO PROGRAM 'cat >/dev/null; mkdir "+space+"-own "+space+"-other'")
		for _, name := range []string{"own", "other"} {
			admin.Load(t, "CREATE TABLESPACE "+db.Name+"_"+name+" LOCATION '"+space+"-"+name+"'")
		}
		admin.Load(t, "GRANT CREATE ON TABLESPACE "+db.Name+"_own TO "+role)
		t.Cleanup(func() {
			db.Load(t, sessionsEnd(role))
			db.Load(t, "DROP OWNED BY "+role+" CASCADE; DROP SCHEMA IF EXISTS closed CASCADE")
			for _, statement := range []string{"DROP TABLESPACE " + db.Name + "_other", "DROP TABLESPACE " + db.Name + "_own", "DROP ROLE " + role} {
				admin.Load(t, statement)
			}
		})
		schema := filepath.Join(t.TempDir(), "schema.sql")
		target := strings.ReplaceAll(indexedTarget, "SPACE_", db.Name+"_")
		if err := os.WriteFile(schema, []byte("--\n-- PostgreSQL database dump\n--\n\n"+target+"\n--\n-- PostgreSQL database dump complete\n--\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		// What only an administrator can have made: an index in another's tablespace, one that failed half-way, a schema that
		// gives no right to make anything.
		db.Load(t, "GRANT ALL ON SCHEMA public TO "+role+"; GRANT CREATE ON DATABASE "+db.Name+" TO "+role+"; SET ROLE "+role+";"+target+`
RESET ROLE; CREATE INDEX stays_in_others_space ON public.big (j) TABLESPACE `+db.Name+`_other;
CREATE INDEX stays_invalid ON public.big (t); UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'stays_invalid'::regclass;
ALTER SCHEMA closed OWNER TO postgres; GRANT USAGE ON SCHEMA closed TO `+role)
		owner := append(db.Env(), "PGUSER="+role, "PGOPTIONS=-c default_tablespace="+db.Name+"_own")
		before, oids := one(t, db, indexesOf), one(t, db, "SELECT string_agg(oid::text, ',' ORDER BY oid) FROM pg_class WHERE relkind IN ('i', 'I')")
		few := []string{"-T", "part", "-T", "few"} // of the tables
		same := func(when string) {
			t.Helper()
			if after := one(t, db, indexesOf); after != before {
				t.Errorf("%s: the indexes have changed:\n%s", when, firstDifference(before, after))
			}
		}
		translateInto := func(file string, args ...string) string {
			t.Helper()
			r := command(t, nil, append([]string{"--into", schema, "--set", "staged.v=all", "--fire-trigger", "staged.late", "--map", "held=closed.held"}, append(args, file)...)...)
			if r.code != 0 {
				t.Fatalf("exit code %d\n%s", r.code, r.stderr)
			}
			return r.stdout
		}

		// A row that breaks a rule comes behind all others, and leaves even the indexes themselves.
		if r := loadAs(t, owner, translateInto(broken, few...)); r.Code != 3 || !strings.Contains(r.Stderr, "big_n_check") {
			t.Fatalf("psql, exit code %d: %s", r.Code, r.Stderr)
		}
		same("a load that fails")
		if now := one(t, db, "SELECT string_agg(oid::text, ',' ORDER BY oid) FROM pg_class WHERE relkind IN ('i', 'I')"); now != oids {
			t.Errorf("a load that fails: the indexes are others")
		}

		made := func() string {
			return one(t, db, "SELECT coalesce(string_agg(indexrelid::regclass::text, ' ' ORDER BY indexrelid::regclass::text), '') FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid WHERE relnamespace IN ('public'::regnamespace, 'closed'::regnamespace) AND indexrelid::text <> ALL (string_to_array('"+oids+"', ','))")
		}
		script := translateInto(file)
		if r := loadAs(t, owner, script); r.Code != 0 || r.Stderr != "" {
			t.Fatalf("psql, exit code %d: %s", r.Code, r.Stderr)
		}
		same("a load")
		want := `"goes'; ""weird""" goes_brin goes_clustered goes_computed goes_gin goes_hash goes_into_space goes_plain goes_staged`
		if got := made(); got != want {
			t.Errorf("made again: %s", got)
		}
		if got := one(t, db, `SELECT concat_ws(' ', (SELECT count(*) FROM big), (SELECT count(DISTINCT t) FROM big), (SELECT count(*) FROM staged WHERE v = 'all'), (SELECT count(*) FROM few), (SELECT count(*) FROM part), (SELECT count(*) FROM closed.held), (SELECT n FROM seen))`); got != "100002 100002 100002 99999 100002 100002 100002" {
			t.Errorf("rows: %s", got)
		}
		if got := one(t, db, `SET enable_seqscan = off; SET enable_bitmapscan = off; SELECT count(*) FROM big WHERE n BETWEEN 10 AND 19`); got != "10" {
			t.Errorf("by an index: %s rows", got)
		}

		// More rows are there than come: to make indexes anew would take longer than to add to them.
		db.Load(t, "DELETE FROM big WHERE id <= 100001; INSERT INTO staged SELECT i, i FROM generate_series(200000, 400000) i")
		oids = one(t, db, "SELECT string_agg(oid::text, ',' ORDER BY oid) FROM pg_class WHERE relkind IN ('i', 'I')")
		if r := loadAs(t, owner, translateInto(file, append(few, "--on-conflict-do-nothing")...)); r.Code != 0 {
			t.Fatalf("psql, exit code %d: %s", r.Code, r.Stderr)
		}
		same("rows that are there")
		if got := made(); got != strings.TrimSuffix(want, " goes_staged") {
			t.Errorf("rows that are there: made again: %s", got)
		}
		db.Load(t, "UPDATE pg_index SET indisvalid = true WHERE indexrelid = 'stays_invalid'::regclass")
	})
}
