package e2e

import (
	_ "embed"
	"fmt"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/internal/pgtest"
	"github.com/sqlite2pg/sqlite2pg/internal/roundtrip"
)

// triggerCases holds scenarios, each under a line "=== what it shows". Up to a line "---" stands
// what makes the SQLite file; after it stand statements, one a line, that both databases run. A line
// "reported: text" before the schema says that a trigger is not translated, and what is said of it.
//
//go:embed testdata/triggers.txt
var triggerCases string

type triggerCase struct {
	name, reported, schema string
	statements             []string
}

func readTriggerCases(t *testing.T) (cases []triggerCase) {
	t.Helper()
	for _, text := range strings.Split("\n"+triggerCases, "\n=== ")[1:] {
		var c triggerCase
		c.name, text, _ = strings.Cut(text, "\n")
		if rest, ok := strings.CutPrefix(text, "reported: "); ok {
			c.reported, text, _ = strings.Cut(rest, "\n")
		}
		schema, statements, ok := strings.Cut(text, "\n---\n")
		if !ok {
			t.Fatalf("%s: no line ---", c.name)
		}
		c.schema, c.statements = schema, strings.Split(strings.TrimSpace(statements), "\n")
		cases = append(cases, c)
	}
	return cases
}

// TestTriggers runs the same statements in SQLite and, with the triggers translated, in PostgreSQL:
// the same ones must fail, with the same words where a trigger raises, and the same rows must stay.
func TestTriggers(t *testing.T) {
	t.Parallel()
	cases := readTriggerCases(t)
	if len(cases) < 60 {
		t.Errorf("%d scenarios", len(cases))
	}
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		spread(t, s, len(cases), func(t *testing.T, db *pgtest.Database, i int) {
			t.Run(cases[i].name, func(t *testing.T) { cases[i].run(t, db) })
		})
	})
}

func (c *triggerCase) run(t *testing.T, db *pgtest.Database) {
	reset(t, db)
	file := database(t, c.schema)
	script := command(t, strings.NewReader(dump(t, file)))
	if script.code != 0 {
		t.Fatalf("sqlite2pg: exit code %d\n%s", script.code, script.stderr)
	}
	loadClean(t, db, script.stdout)
	if c.reported != "" {
		if !strings.Contains(script.stderr, c.reported) {
			t.Errorf("not said: %s\n%s", c.reported, script.stderr)
		}
		return
	}
	want := strings.TrimSpace(sqlite(t, file, "SELECT count(*) FROM sqlite_schema WHERE type = 'trigger'"))
	if got := one(t, db, "SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal"); got != want {
		t.Fatalf("%s triggers arrived, %s are in SQLite\n%s", got, want, script.stderr)
	}

	lite := run(t, exec.Command("sqlite3", "-init", "/dev/null", "-batch", file),
		strings.NewReader("PRAGMA foreign_keys = ON;\n"+strings.Join(c.statements, "\n")+"\n"))
	pg := db.Psql(t, strings.NewReader("\n"+strings.Join(c.statements, "\n")+"\n"), "-q", "-f", "-")
	inLite := errorsByLine(lite.stderr, `(?m)^\w+ error near line (\d+): (.*?)( \(\d+\))?$`)
	inPG := errorsByLine(pg.Stderr, `(?m)^psql:<stdin>:(\d+): ERROR:  (.*)$`)
	for i, sql := range c.statements {
		line := fmt.Sprint(i + 2)
		a, b := inLite[line], inPG[line]
		if constraint := strings.Contains(a, "constraint failed"); (a == "") != (b == "") || !constraint && a != b {
			t.Errorf("%s\nSQLite: %s\nPostgreSQL: %s", sql, a, b)
		}
	}
	roundtrip.Compare(t, file, db)
	if t.Failed() {
		_, triggers, _ := strings.Cut(script.stdout, "RETURNS trigger")
		t.Logf("%s\n...%s\n%s", script.stderr, triggers, pg.Stderr)
	}
}

// errorsByLine returns the messages of a command's errors by the line of the statement.
func errorsByLine(stderr, pattern string) map[string]string {
	out := map[string]string{}
	for _, m := range regexp.MustCompile(pattern).FindAllStringSubmatch(stderr, -1) {
		out[m[1]] = m[2]
	}
	return out
}

// TestTriggersRestDuringLoad loads the schema first and the data later: the triggers, which have
// fired in SQLite, do not fire again, and are then as they were.
func TestTriggersRestDuringLoad(t *testing.T) {
	t.Parallel()
	const script = `
CREATE TABLE t (id INTEGER PRIMARY KEY, x INT); CREATE TABLE log (n INTEGER PRIMARY KEY, m TEXT);
CREATE TRIGGER ai AFTER INSERT ON t BEGIN INSERT INTO log (m) VALUES ('inserted ' || NEW.id); END;
CREATE TRIGGER bi BEFORE INSERT ON t WHEN NEW.x > 5 BEGIN SELECT RAISE(ABORT, 'too many'); END;
INSERT INTO t VALUES (1, 1), (2, 2); DROP TRIGGER bi; INSERT INTO t VALUES (3, 9);
CREATE TRIGGER bi BEFORE INSERT ON t WHEN NEW.x > 5 BEGIN SELECT RAISE(ABORT, 'too many'); END;`
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		file := database(t, script)
		text := dump(t, file)
		loadClean(t, db, translate(t, text, "--schema-only").stdout)
		db.Load(t, `CREATE TRIGGER off BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION bi_fn(); ALTER TABLE t DISABLE TRIGGER off;
			CREATE TRIGGER always AFTER DELETE ON t FOR EACH ROW EXECUTE FUNCTION ai_fn(); ALTER TABLE t ENABLE ALWAYS TRIGGER always;`)
		loadClean(t, db, translate(t, text, "--data-only").stdout)
		roundtrip.Compare(t, file, db)
		if got := column(t, db, "SELECT tgname || ' ' || tgenabled::text FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1"); got != "ai O,always A,bi O,off D" {
			t.Errorf("the triggers are %s", got)
		}
		reset(t, db)
		loadClean(t, db, translate(t, text).stdout)
		roundtrip.Compare(t, file, db)
	})
}
