package e2e

import (
	"os/exec"
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/internal/pgtest"
	"github.com/sqlite2pg/sqlite2pg/internal/roundtrip"
)

// TestSuppliedFunctions has triggers call functions that are none of SQLite's own: those of
// the sqlite3 shell. They rest until their functions are there, and then do what they do in
// SQLite.
func TestSuppliedFunctions(t *testing.T) {
	t.Parallel()
	const schema = `
CREATE TABLE account (id INTEGER PRIMARY KEY, name TEXT, balance TEXT, seen INT DEFAULT 0, rank REAL); CREATE TABLE log (n INTEGER PRIMARY KEY, what TEXT, total TEXT, cmp INT);
CREATE TRIGGER opened AFTER INSERT ON account WHEN decimal_cmp(NEW.balance, '10') BEGIN
	INSERT INTO log (what, total, cmp) VALUES ('opened ' || decimal_add(NEW.balance, '0.10'), decimal_add(NEW.balance, '1'), decimal_cmp(NEW.balance, '10'));
	SELECT decimal_add('1', '2');
END;
CREATE TRIGGER refused BEFORE INSERT ON account WHEN decimal_cmp(NEW.balance, '0') = -1 BEGIN SELECT RAISE(ABORT, 'less than nothing'); END;
CREATE TRIGGER changed AFTER UPDATE OF balance ON account WHEN NOT decimal_cmp(NEW.balance, OLD.balance) < 0 BEGIN
	UPDATE account SET seen = decimal_cmp(NEW.balance, OLD.balance) + 1, rank = decimal_add(NEW.balance, '0') WHERE id = NEW.id;
END;
CREATE TRIGGER gone AFTER DELETE ON account BEGIN INSERT INTO log (what) VALUES ('gone ' || OLD.name); END;`
	statements := []string{
		"INSERT INTO account (id, name, balance) VALUES (2, 'b', '10'), (3, 'c', '12.5'), (4, NULL, '7.25')", "INSERT INTO account (id, balance) VALUES (5, '-0.01')",
		"UPDATE account SET balance = '20.5' WHERE id < 4", "UPDATE account SET balance = '1.5'", "DELETE FROM account WHERE id = 2",
	}
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		file, said := arrive(t, db, schema+"DELETE FROM account;")
		if strings.Count(said, "[trigger-disabled]") != 3 || !strings.Contains(said, "it calls app_decimal_cmp(text, text), app_decimal_add(text, text), which is none") {
			t.Errorf("said:\n%s", said)
		}
		if got := column(t, db, "SELECT tgname || ' ' || tgenabled::text FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1"); got != "changed D,gone O,opened D,refused D" {
			t.Errorf("the triggers are %s", got)
		}
		db.Load(t, "INSERT INTO account VALUES (1, 'a', '1', 1, 2.5)") // which no trigger keeps from being done
		sqlite(t, file, "DROP TRIGGER opened; INSERT INTO account VALUES (1, 'a', '1', 1, 2.5);"+schema[strings.Index(schema, "CREATE TRIGGER opened"):strings.Index(schema, "CREATE TRIGGER refused")])
		db.Load(t, `CREATE FUNCTION app_decimal_cmp(text, text) RETURNS int LANGUAGE sql AS $$ SELECT sign($1::numeric - $2::numeric)::int $$;
CREATE FUNCTION app_decimal_add(text, text) RETURNS numeric LANGUAGE sql AS $$ SELECT $1::numeric + $2::numeric $$;
ALTER TABLE account ENABLE TRIGGER opened, ENABLE TRIGGER refused, ENABLE TRIGGER changed;`)
		for _, st := range statements {
			a := errorText(file, st)
			if b := db.Psql(t, strings.NewReader(st+";"), "-q", "-f", "-").Stderr; (a == "") != (b == "") || a != "" && !strings.Contains(b, "less than nothing") {
				t.Errorf("%s\nSQLite: %s\nPostgreSQL: %s", st, a, b)
			}
		}
		roundtrip.Compare(t, file, db)
	})
}

// errorText is what sqlite3 says of a statement that fails, "" for one that does not.
func errorText(file, statement string) string {
	out, _ := exec.Command("sqlite3", "-init", "/dev/null", "-batch", file, statement).CombinedOutput()
	return strings.TrimSpace(string(out))
}
