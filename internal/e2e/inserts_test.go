package e2e

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	pg_query "github.com/pganalyze/pg_query_go/v5"

	"github.com/sqlite2pg/sqlite2pg/internal/pgtest"
	"github.com/sqlite2pg/sqlite2pg/internal/roundtrip"
)

// odd has values that are written in ways of their own: of all types, with all characters that mean something to a
// script, and longer than is held.
const odd = again + `
CREATE TABLE odd (t TEXT, b BLOB, at DATETIME, u UUID, f DOUBLE, ok BOOLEAN, j JSON);
INSERT INTO odd VALUES ('\', x'', '2024-01-01', 'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11', 1e300, 1, '{"a": "\n"}'), ('\.', x'5c27', NULL, NULL, -0.0, 0, '[]'), ('\N', NULL, NULL, NULL, NULL, NULL, NULL),
	('a'';' || char(13, 10) || '\! ls', zeroblob(200000), NULL, NULL, NULL, NULL, NULL), (replace(printf('%070000d', 0), '0', char(10) || '\''ä?'), NULL, NULL, NULL, NULL, NULL, NULL), (':x $1 $$ ?', NULL, NULL, NULL, NULL, NULL, NULL);`

// TestInserts has a client that knows SQL only run the script, whole and statement by statement.
func TestInserts(t *testing.T) {
	t.Parallel()
	file := database(t, odd)
	text := dump(t, file)
	command := regexp.MustCompile(`(?m)^\\|COPY`)
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		for _, args := range [][]string{{"--inserts", "--verify"}, {"--rows-per-insert=3"}, {"--inserts", "--schema-only"}, {"--rows-per-insert=2", "--data-only"}} {
			script := translate(t, text, args...).stdout
			if at := command.FindStringIndex(strings.ReplaceAll(script, "as COPY would", "")); at != nil {
				t.Errorf("%q: a line for psql: %.60q", args, script[at[0]:])
			}
		}
		verified := translate(t, text, "--inserts", "--verify").stdout
		for what, scripts := range map[string][]string{
			"one a statement":        {verified},
			"three a statement":      {translate(t, text, "--rows-per-insert=3").stdout},
			"the schema, then rows":  {translate(t, text, "--inserts", "--schema-only").stdout, translate(t, text, "--rows-per-insert=2", "--data-only", "--verify").stdout},
			"rows of another schema": {translate(t, text, "--inserts", "--schema=public", "--clean", "--if-exists").stdout},
		} {
			for _, byStatement := range []bool{false, true} {
				db := s.Database(t)
				for _, script := range scripts {
					if !byStatement {
						db.Load(t, script) // the simple protocol, all at once
					} else if err := stepwise(t, db, script); err != nil {
						t.Fatalf("%s: %v", what, err)
					}
				}
				roundtrip.Compare(t, file, db)
			}
		}
		// An error anywhere leaves nothing, even if the client goes on.
		db := s.Database(t)
		db.Load(t, "CREATE DOMAIN odd AS text")
		if err := stepwise(t, db, verified); err == nil {
			t.Error("the error of a statement is not said")
		}
		if n := one(t, db, "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace"); n != "0" {
			t.Errorf("%s relations stay", n)
		}
	})
}

// stepwise runs the statements of a script one by one, as programs that use the extended protocol do, each whatever
// became of the one before. It returns the first error.
func stepwise(t *testing.T, db *pgtest.Database, script string) (first error) {
	t.Helper()
	parsed, err := pg_query.Parse(script)
	if err != nil {
		t.Fatal(err)
	}
	env := map[string]string{}
	for _, v := range db.Env() {
		name, value, _ := strings.Cut(v, "=")
		env[name] = value
	}
	ctx := context.Background()
	conn, err := pgx.Connect(ctx, fmt.Sprintf("host=%s port=%s user=%s dbname=%s sslmode=disable", env["PGHOST"], env["PGPORT"], env["PGUSER"], env["PGDATABASE"]))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(ctx)
	for _, st := range parsed.Stmts {
		end := st.StmtLocation + st.StmtLen
		if st.StmtLen == 0 {
			end = int32(len(script))
		}
		if _, err := conn.Exec(ctx, script[st.StmtLocation:end], pgx.QueryExecModeExec); err != nil && first == nil {
			first = fmt.Errorf("%.200s: %w", strings.TrimSpace(script[st.StmtLocation:end]), err)
		}
	}
	return first
}
