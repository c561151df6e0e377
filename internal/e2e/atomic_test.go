package e2e

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/sqlite2pg/sqlite2pg"
	"github.com/sqlite2pg/sqlite2pg/internal/pgtest"
	"github.com/sqlite2pg/sqlite2pg/internal/roundtrip"
)

// small is a schema with all that a dump can hold between two bytes of which it can be cut.
const small = `CREATE TABLE parent (id INTEGER PRIMARY KEY AUTOINCREMENT, "it's" TEXT DEFAULT 'a''b', b BLOB, r REAL, CHECK (r > -1));
CREATE TABLE [child of] (p INT REFERENCES parent (id), n NUMERIC(4,1), g AS (p + 1) STORED, UNIQUE (p, n)); -- a comment
INSERT INTO parent VALUES (1, 'x''); COMMIT; --', x'00ff', 1.5), (7, char(10) || 'COMMIT;' || char(10), NULL, 9e999);
INSERT INTO [child of] VALUES (1, 1.5), (7, NULL);
CREATE INDEX by_n ON [child of] (n DESC) WHERE n IS NOT NULL;
CREATE VIEW v AS SELECT 1 /* ; */;
CREATE TRIGGER tr AFTER INSERT ON parent BEGIN SELECT CASE WHEN 1 THEN 2 END; END;
DELETE FROM parent WHERE 0; ANALYZE;`

// large is a script of some thousand rows.
func large() string {
	return `CREATE TABLE words (id INTEGER PRIMARY KEY, word TEXT NOT NULL, n INT);
CREATE TABLE lines (a TEXT, b BLOB);
INSERT INTO words WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 2500) SELECT i, 'word ' || (i * 7919 % 10007), i % 10 FROM c;
INSERT INTO lines WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 300) SELECT char(10) || 'COMMIT;' || char(10) || i, zeroblob(i % 50) FROM c;
CREATE INDEX by_word ON words (word);
CREATE TABLE tail (a INT); INSERT INTO tail VALUES (1);`
}

// commits reports whether a script has a line that commits, apart from lines of COPY data.
func commits(script string) bool {
	inCopy := false
	for line := range strings.Lines(script) {
		switch {
		case inCopy:
			inCopy = line != "\\.\n"
		case strings.HasPrefix(line, "COPY ") && strings.HasSuffix(line, " FROM stdin;\n"):
			inCopy = true
		case strings.HasPrefix(line, "COMMIT"):
			return true
		}
	}
	return false
}

// end is where the dump's last COMMIT begins.
func end(dump string) int { return strings.LastIndex(dump, "COMMIT;") }

// cut translates the first n bytes of a dump, which must fail and not commit.
func cut(t testing.TB, dump string, n int) (script string) {
	t.Helper()
	var out strings.Builder
	_, err := sqlite2pg.Translate(context.Background(), strings.NewReader(dump[:n]), &out, sqlite2pg.Options{})
	switch {
	case err == nil:
		t.Errorf("cut at byte %d, after %q, it is translated without an error", n, dump[max(0, n-40):n])
	case commits(out.String()):
		t.Errorf("cut at byte %d, after %q, it commits", n, dump[max(0, n-40):n])
	}
	return out.String()
}

func TestCutAnywhereNeverCommits(t *testing.T) {
	t.Parallel()
	text := dump(t, database(t, small))
	if script := translate(t, text).stdout; !commits(script) {
		t.Fatalf("the whole dump does not commit:\n%s", script)
	}
	for n := 0; n < end(text)+len("COMMIT"); n++ {
		cut(t, text, n)
	}
}

func TestCutDumpLeavesNothing(t *testing.T) {
	t.Parallel()
	text := dump(t, database(t, large()))
	whole := translate(t, text).stdout
	random := rand.New(rand.NewPCG(1, 2))
	var scripts []string
	for i := range 1000 {
		n := random.IntN(end(text) + len("COMMIT"))
		if script := cut(t, text, n); i%20 == 0 {
			scripts = append(scripts, script)
		}
	}
	// The command itself, its exit code.
	for range 5 {
		if r := command(t, strings.NewReader(text[:random.IntN(end(text))])); r.code != 1 || commits(r.stdout) {
			t.Errorf("of a cut dump the command's exit code is %d", r.code)
		}
	}
	// A row so long that a part of it is written when the dump ends.
	long := "BEGIN;\nCREATE TABLE t(a TEXT);\nINSERT INTO t VALUES('short'),('" + strings.Repeat("long ", 800_000)
	scripts = append(scripts, cut(t, long, len(long)), cut(t, long, len(long)-1_000_000))
	rolledBack := text[:end(text)] + "ROLLBACK; -- due to errors\n"
	r := command(t, strings.NewReader(rolledBack))
	if r.code != 1 || commits(r.stdout) {
		t.Errorf("of a dump that ends in ROLLBACK the command's exit code is %d", r.code)
	}
	scripts = append(scripts, r.stdout)
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		spread(t, s, len(scripts), func(t *testing.T, db *pgtest.Database, i int) {
			for _, arg := range []string{"-q", "-1"} {
				if r := load(t, db, scripts[i], arg); r.Code == 0 {
					t.Errorf("script %d: psql %s ends with exit code 0\n%s", i, arg, r.Stderr)
				}
			}
			nothing(t, db, fmt.Sprintf("script %d", i))
			if i >= len(scripts)-sides {
				loadClean(t, db, whole) // what was cut does load
			}
		})
	})
}

// TestCutScriptLeavesNothing cuts what reaches psql, as when a disk is full or a connection breaks.
func TestCutScriptLeavesNothing(t *testing.T) {
	t.Parallel()
	file := database(t, strings.NewReplacer("2500", "150", "300", "60").Replace(large())+strings.ReplaceAll(small, " AUTOINCREMENT", ""))
	script := translate(t, dump(t, file)).stdout
	healed := strings.Index(script, "DELETE FROM pg_temp.sqlite2pg_guard")
	if healed < 0 || strings.Count(script, "\n\\.\n") != 5 {
		t.Fatalf("the script has changed:\n%.3000s", script)
	}
	random := rand.New(rand.NewPCG(3, 4))
	var cuts []int
	for range 80 {
		cuts = append(cuts, random.IntN(healed))
	}
	// Just before and after what ends a block, a statement or a line.
	for _, mark := range []string{"BEGIN;", "(false), (false)", "(false), (false);", "FROM stdin;", "FROM stdin;\n", "\n\\.\n", "1\tword", "\n\\", "\n\\.", "$sqlite2pg$;\n"} {
		i := strings.Index(script, mark)
		if i < 0 || i+len(mark) > healed {
			t.Fatalf("%q is not in the script", mark)
		}
		cuts = append(cuts, i, i+len(mark))
	}
	cuts = append(cuts, healed, healed-1, healed+10)
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		spread(t, s, len(cuts), func(t *testing.T, db *pgtest.Database, i int) {
			n := cuts[i]
			for _, arg := range []string{"-q", "-1"} {
				load(t, db, script[:n], arg)
			}
			nothing(t, db, fmt.Sprintf("psql of the script up to %q", script[max(0, n-40):n]))
			if i >= len(cuts)-sides {
				loadClean(t, db, script)
			}
		})
	})
}

// TestKilledLeavesNothing kills the command while it is piped into psql.
func TestKilledLeavesNothing(t *testing.T) {
	t.Parallel()
	// So much that the command writes many times before the dump ends. Of one column, a cut row looks whole.
	text := dump(t, database(t, `CREATE TABLE t (a TEXT);
INSERT INTO t WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 100000) SELECT 'a row of the one column that there is: ' || i FROM c;`))
	path := binary(t)
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		random := rand.New(rand.NewPCG(5, 6))
		wrote := 0
		for i := range 50 {
			arg := []string{"-q", "-1"}[i%2]
			n := end(text)/2 + random.IntN(end(text)/2-1000) // the first rows are held until the types are decided
			psql := db.Command("-X", arg)
			var said bytes.Buffer
			psql.Stderr = &said
			tool := exec.Command(path)
			from, to, err := os.Pipe()
			if err != nil {
				t.Fatal(err)
			}
			count := &counter{r: from}
			psql.Stdin = count
			tool.Stdout = to
			in, err := tool.StdinPipe()
			if err != nil {
				t.Fatal(err)
			}
			if err := tool.Start(); err != nil {
				t.Fatal(err)
			}
			to.Close()
			if err := psql.Start(); err != nil {
				t.Fatal(err)
			}
			io.WriteString(in, text[:n])
			time.Sleep(time.Duration(random.IntN(3000)) * time.Microsecond)
			tool.Process.Kill()
			if err := tool.Wait(); err == nil {
				t.Fatal("the command ended before it was killed")
			}
			in.Close()
			psql.Wait() // inside COPY its exit code is 0
			from.Close()
			if count.n > 0 {
				wrote++
			}
			nothing(t, db, fmt.Sprintf("killed after %d bytes, psql %s", n, arg))
		}
		if wrote < 20 {
			t.Errorf("only %d of 50 runs had begun to write", wrote)
		}
		loadClean(t, db, translateOnce(t, text))
	})
}

// counter counts what is read.
type counter struct {
	r io.Reader
	n int
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += n
	return n, err
}

// translateOnce is translate without its comparisons, for long dumps.
func translateOnce(t testing.TB, dump string, args ...string) string {
	t.Helper()
	r := command(t, strings.NewReader(dump), args...)
	if r.code != 0 {
		t.Fatalf("sqlite2pg: exit code %d\n%s", r.code, r.stderr)
	}
	return r.stdout
}

func TestTwoDumpsInOneStream(t *testing.T) {
	t.Parallel()
	const first, second = "CREATE TABLE a (id INTEGER PRIMARY KEY, t TEXT); INSERT INTO a VALUES (1, 'x');", "CREATE TABLE b (t TEXT); INSERT INTO b VALUES ('COMMIT;'), (NULL);"
	one, two := dump(t, database(t, first)), dump(t, database(t, second))
	both := strings.TrimSuffix(one, "\n") + two // a file may end without a line end
	file := database(t, first+second)
	begin := len(both) - len(two) + strings.Index(two, "BEGIN TRANSACTION;") + len("BEGIN TRANSACTION;")
	for n := begin; n < end(both)+len("COMMIT"); n++ {
		cut(t, both, n)
	}
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		loadClean(t, db, translate(t, both).stdout)
		roundtrip.Compare(t, file, db)
	})
}

func TestSecondLoadChangesNothing(t *testing.T) {
	t.Parallel()
	file := database(t, small)
	script := translate(t, dump(t, file)).stdout
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		loadClean(t, db, script)
		for _, arg := range []string{"-q", "-1"} {
			if r := load(t, db, script, arg); r.Code != 3 {
				t.Errorf("psql %s: the second time the exit code is %d\n%s", arg, r.Code, r.Stderr)
			}
			roundtrip.Compare(t, file, db)
			if got := roundtrip.Next(t, db, "parent", "id"); got != 8 {
				t.Errorf("the next key is %d", got)
			}
		}
		// One of its tables is enough, even when it is the last.
		db.Load(t, `DROP TABLE parent CASCADE`)
		if r := load(t, db, script); r.Code != 3 {
			t.Errorf("with one table there the exit code is %d", r.Code)
		}
		if got := column(t, db, "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"); got != "child of" {
			t.Errorf("tables %s", got)
		}
	})
}
