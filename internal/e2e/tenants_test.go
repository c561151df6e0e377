package e2e

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/internal/pgtest"
	"github.com/sqlite2pg/sqlite2pg/internal/roundtrip"
)

// tenant is a database whose ids are those of every other tenant: keys of all kinds, a
// column that widens behind the first rows.
func tenant(n int) string {
	return fmt.Sprintf(`CREATE TABLE owner (id INTEGER PRIMARY KEY AUTOINCREMENT, email TEXT UNIQUE COLLATE NOCASE, note);
CREATE TABLE item (id INTEGER PRIMARY KEY, owner INT REFERENCES owner(id) ON DELETE SET NULL, code TEXT, v, UNIQUE (owner, code));
CREATE TABLE part (item INT, n INT, up INT, PRIMARY KEY (item, n), FOREIGN KEY (item) REFERENCES item(id) ON DELETE CASCADE, FOREIGN KEY (item, up) REFERENCES part(item, n)) WITHOUT ROWID;
CREATE UNIQUE INDEX item_code ON item (lower(code)) WHERE code <> '';
CREATE INDEX item_owner ON item (owner);
CREATE TABLE keyless (t TEXT);
INSERT INTO owner VALUES (1, 'a@x', %[1]d), (%[1]d0, 'b@x', NULL);
INSERT INTO item VALUES (1, 1, 'one', 1), (2, %[1]d0, 'two', 'text %[1]d'), (3, NULL, '', x'00');
INSERT INTO part VALUES (1, 1, NULL), (1, 2, 1), (2, 1, NULL);
INSERT INTO keyless VALUES ('tab	and
line'), ('\N'), (NULL), ('%[1]d');
CREATE VIEW items AS SELECT * FROM item;
CREATE TRIGGER t AFTER INSERT ON item BEGIN DELETE FROM keyless; END;`, n)
}

// TestTenants loads several databases of one schema into one set of tables.
func TestTenants(t *testing.T) {
	t.Parallel()
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		newer := one(t, db, "SELECT (current_setting('server_version_num')::int >= 150000)::text") == "true"
		const tenants = 4
		var files, scripts []string
		for n := 1; n <= tenants; n++ {
			file := database(t, tenant(tenants+1-n)) // the highest id comes first
			files = append(files, file)
			args := []string{"--verify", "--add-column=*.tenant=integer:" + strconv.Itoa(n)}
			if n > 1 {
				args = append(args, "--data-only")
			}
			scripts = append(scripts, translate(t, dump(t, file), args...).stdout)
			r := load(t, db, scripts[n-1])
			if want := n == 1 && !newer; (r.Code != 0) != want || want && !strings.Contains(r.Stderr, "item_owner_fkey") {
				t.Fatalf("tenant %d: exit code %d\n%s", n, r.Code, r.Stderr)
			}
		}
		const keys = `UNIQUE (tenant, owner, code)
PRIMARY KEY (tenant, id)
PRIMARY KEY (tenant, id)
FOREIGN KEY (tenant, item) REFERENCES item(tenant, id) ON DELETE CASCADE
FOREIGN KEY (tenant, item, up) REFERENCES part(tenant, item, n)
PRIMARY KEY (tenant, item, n)`
		if got := one(t, db, `SELECT string_agg(pg_get_constraintdef(oid), E'\n' ORDER BY conname) FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND conname <> 'item_owner_fkey' AND contype <> 'n'`); got != keys {
			t.Errorf("keys:\n%s", got)
		}
		if newer && !strings.Contains(one(t, db, "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'item_owner_fkey'"), "ON DELETE SET NULL (owner)") {
			t.Error("an owner that goes takes the tenant of its items")
		}
		if got := one(t, db, "SELECT string_agg(indexdef, ' ') FROM pg_indexes WHERE indexname IN ('item_code', 'item_owner')"); !strings.Contains(got, "(tenant, lower(") || !strings.Contains(got, "(owner)") {
			t.Errorf("indexes: %s", got)
		}
		if got := one(t, db, "SELECT nextval(pg_get_serial_sequence('owner', 'id'))::text"); got != strconv.Itoa(tenants*10+1) {
			t.Errorf("the next id is %s", got)
		}
		if r := load(t, db, "INSERT INTO item (tenant, id, owner) VALUES (1, 9, 20)"); newer && !strings.Contains(r.Stderr, "violates foreign key constraint") {
			t.Errorf("the owner of another tenant: %s", r.Stderr)
		}
		if r := load(t, db, translate(t, dump(t, files[1]), "--data-only", "--add-column=*.tenant=integer:2").stdout); r.Code != 3 || !strings.Contains(r.Stderr, "duplicate key") {
			t.Errorf("a tenant again: exit code %d\n%s", r.Code, r.Stderr)
		}
		// What all tenants read has no such column, and comes once.
		common := s.Database(t)
		for n, more := range []string{"--strict", "--data-only"} {
			text := fmt.Sprintf(`CREATE TABLE country (code TEXT PRIMARY KEY); CREATE TABLE person (id INTEGER PRIMARY KEY, country TEXT REFERENCES country(code), boss INT REFERENCES person(id)); CREATE TABLE pet (id INTEGER PRIMARY KEY, of INT REFERENCES person(id));
INSERT INTO country VALUES ('de'), ('fr'); INSERT INTO person VALUES (1, 'de', NULL), (2, 'fr', 1), (%d, NULL, NULL); INSERT INTO pet VALUES (1, 2);`, n+5)
			args := []string{"--add-column=person.tenant=integer:" + strconv.Itoa(n), "--add-column=pet.tenant=integer:" + strconv.Itoa(n), more, "--verify"}
			if n > 0 {
				args = append(args, "--exclude-table-data=country")
			}
			loadClean(t, common, command(t, strings.NewReader(dump(t, database(t, text))), args...).stdout)
		}
		if got := one(t, common, `SELECT string_agg(pg_get_constraintdef(oid), ', ' ORDER BY conname) || (SELECT count(*) FROM person) || (SELECT count(*) FROM country) FROM pg_constraint WHERE contype = 'f'`); got != "FOREIGN KEY (tenant, boss) REFERENCES person(tenant, id), FOREIGN KEY (country) REFERENCES country(code), FOREIGN KEY (tenant, of) REFERENCES person(tenant, id)62" {
			t.Error(got)
		}
		tree := s.Database(t)
		loadClean(t, tree, translate(t, dump(t, database(t, "CREATE VIRTUAL TABLE boxes USING rtree (id, x0, x1); INSERT INTO boxes VALUES (1, 2, 3);")), "--verify", "--add-column=*.tenant=integer:7").stdout)
		if got := one(t, tree, "SELECT boxes::text FROM boxes"); got != "(7,1,2,3)" {
			t.Errorf("an R-tree: %s", got)
		}
		for n, file := range files {
			alone := s.Database(t)
			for _, script := range scripts {
				load(t, alone, script)
			}
			alone.Load(t, fmt.Sprintf(`DO $$ DECLARE r record; BEGIN
FOR r IN SELECT conrelid::regclass AS t, conname FROM pg_constraint WHERE contype = 'f' LOOP EXECUTE format('ALTER TABLE %%s DROP CONSTRAINT %%I', r.t, r.conname); END LOOP;
FOR r IN SELECT oid::regclass AS t FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace LOOP
	EXECUTE format('DELETE FROM %%s WHERE tenant <> %d', r.t); EXECUTE format('ALTER TABLE %%s DROP COLUMN tenant CASCADE', r.t); END LOOP; END $$`, n+1))
			roundtrip.Compare(t, file, alone)
		}
	})
}
