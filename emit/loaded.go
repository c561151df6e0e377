package emit

import (
	"fmt"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
)

// Loaded is what a script loads when it is committed.
type Loaded struct {
	Tables int
	Rows   int64
	// Counts is set where only the server knows how many rows come: into the tables
	// of an application.
	Counts bool
	// Verified is set where values are compared: those of so many rows, but for those
	// of some columns.
	Verified bool
	Compared int64
	Except   int
}

// String is what a person reads when all is done.
func (l Loaded) String() string {
	return fmt.Sprintf("loaded %s, %s", diag.Count(int64(l.Tables), "table"), diag.Count(l.Rows, "row")) + l.compared()
}

func (l Loaded) compared() string {
	switch {
	case !l.Verified:
		return ""
	case l.Except > 0:
		return fmt.Sprintf("; the values of %s were compared, but for %s, and are equal", diag.Count(l.Compared, "row"), diag.Count(int64(l.Except), "column"))
	}
	return fmt.Sprintf("; all values of %s were compared, and are equal", diag.Count(l.Compared, "row"))
}

// verdict stands after COMMIT. psql shows an INFO whatever client_min_messages says.
// What was passed over is an error, so that psql's exit code says so.
func verdict(l Loaded) []byte {
	said := "RAISE INFO 'sqlite2pg: " + l.String() + "';"
	if l.Counts {
		said = "RAISE INFO 'sqlite2pg: %" + l.compared() + "', current_setting('sqlite2pg.loaded');"
	}
	return pg.AppendDollar([]byte("DO "), "sqlite2pg", "\nBEGIN\n    "+said+`
    IF current_setting('sqlite2pg.left_open') <> '' THEN
        PERFORM set_config('client_encoding', 'UTF8', true); -- names may be of any script
        RAISE EXCEPTION 'sqlite2pg: loaded, but not all of the schema: %', current_setting('sqlite2pg.left_open')
            USING HINT = 'All rows were committed. The warnings above say why.';
    END IF;
END
`)
}

// strict stands before COMMIT, and raises where something was passed over.
func strict() []byte {
	m := diag.PassedOver()
	text := pg.AppendLiteral(nil, "sqlite2pg: --strict: "+m.Text+" ["+m.ID+"]: ")
	hint := pg.AppendLiteral(nil, "Nothing was committed. The warnings above say why; "+m.Hint+".")
	return pg.AppendDollar([]byte("DO "), "sqlite2pg", fmt.Sprintf(`
BEGIN
    IF current_setting('sqlite2pg.left_open') <> '' THEN
        RAISE EXCEPTION USING MESSAGE = %s || current_setting('sqlite2pg.left_open'),
            HINT = %s;
    END IF;
END
`, text, hint))
}
