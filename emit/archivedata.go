package emit

import (
	"fmt"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/emit/pgdump"
)

// An archive of rows alone sets foreign keys and triggers aside as a script does. What it
// has to put back stands in tables that last: the entries in between are restored by
// other sessions.

// lasting makes statements about temporary tables be about tables that last. Those of a
// restore that has failed are there, with what it has set aside: the next one takes that
// up, and puts it back.
var lasting = strings.NewReplacer("CREATE TEMPORARY TABLE", "CREATE TABLE IF NOT EXISTS", " ON COMMIT DROP", "", "DROP CONSTRAINT", "DROP CONSTRAINT IF EXISTS",
	"pg_temp.sqlite2pg_foreign_keys", "sqlite2pg_foreign_keys", "pg_temp.sqlite2pg_triggers", "sqlite2pg_triggers")

// setAside makes the entry that sets foreign keys and triggers aside.
func (a *Archive) setAside() error {
	a.attempted = true
	return a.addStatements(&pgdump.Entry{Section: pgdump.PreData, Desc: "SET ASIDE", Tag: "foreign keys and triggers"}, false,
		lasting.Replace(setAside), lasting.Replace(dropKeys), lasting.Replace(disableTriggers))
}

// putBack makes the entry that makes them as they were.
func (a *Archive) putBack() error {
	table := a.qualified(leftOut)
	passedOver := string(pg.AppendDollar([]byte("DO "), "sqlite2pg", fmt.Sprintf(noteKeys, pg.AppendLiteral(nil, table), table)))
	return a.addStatements(&pgdump.Entry{Section: pgdump.PostData, Desc: "PUT BACK", Tag: "foreign keys and triggers"}, true,
		"SELECT pg_catalog.set_config('sqlite2pg.left_open', '', false)", strings.Replace(attempt, "CREATE PROCEDURE", "CREATE OR REPLACE PROCEDURE", 1),
		lasting.Replace(restoreKeys), lasting.Replace(enableTriggers), passedOver, "DROP TABLE sqlite2pg_foreign_keys, sqlite2pg_triggers")
}

// noteKeys notes which foreign keys rows are in the way of. The table is not there where
// this entry is restored alone.
const noteKeys = `
BEGIN
    IF current_setting('sqlite2pg.left_open') <> '' AND to_regclass(%[1]s) IS NOT NULL THEN
        INSERT INTO %[2]s VALUES (current_setting('sqlite2pg.left_open'), 'left NOT VALID');
    END IF;
END
`

// checkColumns makes the entry that looks at a table before its rows.
func (a *Archive) checkColumns(s *pg.CheckColumns) error {
	sql, err := a.print(s)
	if err != nil {
		return err
	}
	return a.addStatements(&pgdump.Entry{Section: pgdump.PreData, Desc: "PREFLIGHT", Tag: "columns of " + s.Table}, false, sql)
}

// addStatements adds an entry of several statements, which succeed or fail as one. all is
// set where it needs the rows of all tables.
func (a *Archive) addStatements(e *pgdump.Entry, all bool, statements ...string) error {
	for _, sql := range statements {
		if err := a.verify([]byte(sql)); err != nil {
			return err
		}
	}
	e.Schema, e.Statement = a.schema, strings.Join(statements, ";\n\n")+";\n"
	a.made = append(a.made, made{entry: e, all: all})
	return nil
}
