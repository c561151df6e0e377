package emit

import (
	"fmt"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/emit/pgdump"
)

// What is passed over is noted in a table, since entries are restored in several
// sessions, and pg_restore shows no warning of the server. The last entry drops it, or
// says what it holds.

// leftOut is the name of that table.
const leftOut = "sqlite2pg_left_out"

// attempt is a block that tries the statements of an object in turn.
func (a *Archive) attempt(o *pg.Object) (string, error) {
	t, err := a.gate.attempted(o, a.schema)
	if err != nil {
		return "", err
	}
	a.attempted = true
	body := pg.AppendLiteral([]byte("\nDECLARE\n    what CONSTANT text := "), t.what)
	body = t.appendListing(append(body, ";\n    listing CONSTANT text := "...))
	body = append(body, ";\n    statements CONSTANT text[] := ARRAY["...)
	for i, s := range t.statements {
		if i > 0 {
			body = append(body, ',')
		}
		body = pg.AppendDollar(append(body, "\n        "...), "sql", s)
	}
	table := a.qualified(leftOut)
	body = fmt.Appendf(append(body, "];\n"...), "%s    IF to_regclass(%s) IS NOT NULL THEN -- not in a restore of some entries\n        INSERT INTO %s VALUES (what, outcome, reason, listing);\n    END IF;\n%s",
		trying, pg.AppendLiteral(nil, table), table, warning)
	return a.block(string(body))
}

// passedOver returns the entry that makes the table, and the last one; nil where nothing
// is attempted.
func (a *Archive) passedOver() (first, last *pgdump.Entry, err error) {
	if !a.attempted {
		return nil, nil, nil
	}
	table := a.qualified(leftOut)
	drop := "DROP TABLE IF EXISTS " + table
	create := "CREATE TABLE " + table + " (\n    what text,\n    outcome text,\n    reason text,\n    rows_in_the_way text\n)"
	for _, sql := range []string{drop, create} {
		if err := a.verify([]byte(sql)); err != nil {
			return nil, nil, err
		}
	}
	first = &pgdump.Entry{Section: pgdump.PreData, Desc: "TABLE", Tag: leftOut, Schema: a.schema, Statement: drop + ";\n\n" + create + ";\n"}
	last = &pgdump.Entry{Section: pgdump.PostData, Desc: "VERDICT", Tag: "what was passed over", Schema: a.schema}
	last.Statement, err = a.block(fmt.Sprintf(restored, pg.AppendLiteral(nil, table), table))
	return first, last, err
}

// restored ends a restore. In one transaction (pg_restore -1) an error would undo all.
const restored = `
DECLARE
    list text;
BEGIN
    IF to_regclass(%[1]s) IS NULL THEN
        RETURN;
    END IF;
    SELECT string_agg(what, '; ' ORDER BY what) INTO list FROM %[2]s;
    IF list IS NULL THEN
        DROP TABLE %[2]s;
    ELSIF transaction_timestamp() < statement_timestamp() THEN
        RAISE WARNING 'sqlite2pg: loaded, but not all of the schema: %%', list
            USING HINT = 'Table ' || %[1]s || ' says why.';
    ELSE
        RAISE EXCEPTION 'sqlite2pg: loaded, but not all of the schema: %%', list
            USING HINT = 'All rows were committed. Table ' || %[1]s || ' says why; drop it when you have read it.';
    END IF;
END
`
