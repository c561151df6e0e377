package database_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	_ "github.com/mattn/go-sqlite3"

	"github.com/sqlite2pg/sqlite2pg/database"
	"github.com/sqlite2pg/sqlite2pg/diag"
)

// create makes a database file with the library itself.
func create(t testing.TB, path string, statements ...string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	for _, s := range statements {
		if _, err := db.Exec(s); err != nil {
			t.Fatalf("%.100s: %v", s, err)
		}
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// dump returns what a file holds, and what is said.
func dump(path string, opts database.Options) (text string, said []string, err error) {
	opts.Warn = func(m *diag.Message) { said = append(said, m.Error()) }
	db, err := database.Open(context.Background(), path, opts)
	if err != nil {
		return "", said, err
	}
	defer db.Close()
	b, err := io.ReadAll(db.Dump())
	return string(b), said, err
}

// id is that of an error, which must be a message.
func id(t testing.TB, err error) string {
	t.Helper()
	var m *diag.Message
	if !errors.As(err, &m) {
		t.Fatalf("%v is no message", err)
	}
	return m.ID
}

// Values come as they are, and objects in the order of .dump.
func TestDump(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "x.db")
	create(t, path, `CREATE TABLE t(id INTEGER PRIMARY KEY AUTOINCREMENT, a, "it's ""b""", g AS (a))`,
		"CREATE INDEX i ON t(a)", "CREATE VIEW w AS SELECT 1 -- a comment", "CREATE VIEW x AS SELECT 2 /* no end",
		"CREATE TABLE k(a TEXT PRIMARY KEY, b) WITHOUT ROWID", "CREATE VIRTUAL TABLE f USING fts3(a, b)",
		"INSERT INTO t VALUES(1, 'it''s', x'00ff10'), (-9223372036854775807 - 1, -9223372036854775807 - 1, 9223372036854775807), (3, NULL, ''), (4, 'a'||char(0)||'b', CAST(x'ff41' AS TEXT))",
		"INSERT INTO t VALUES(10, 0.1, 1e300), (11, 9e999, -9e999), (12, 1234.5, -0.015625), (13, 100.0, 0.0), (14, 1/3.0, 5e-324), (15, 123456789.123456, 1e15), (16, x'', char(10))",
		"INSERT INTO k VALUES('b', 1), ('a', 2)", "ANALYZE")
	got, _, err := dump(path, database.Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := `CREATE TABLE t(id INTEGER PRIMARY KEY AUTOINCREMENT, a, "it's ""b""", g AS (a));
INSERT INTO "t" VALUES(-9223372036854775808,-9223372036854775808,9223372036854775807);
INSERT INTO "t" VALUES(1,'it''s',X'00ff10');
INSERT INTO "t" VALUES(3,NULL,'');
INSERT INTO "t" VALUES(4,'a` + "\x00b','\xffA" + `');
INSERT INTO "t" VALUES(10,0.1,1.0e+300);
INSERT INTO "t" VALUES(11,9.0e+999,-9.0e+999);
INSERT INTO "t" VALUES(12,1234.5,-0.015625);
INSERT INTO "t" VALUES(13,100.0,0.0);
INSERT INTO "t" VALUES(14,0.33333333333333331,4.9406564584124654e-324);
INSERT INTO "t" VALUES(15,123456789.123456,1000000000000000.0);
INSERT INTO "t" VALUES(16,X'','
');
CREATE TABLE k(a TEXT PRIMARY KEY, b) WITHOUT ROWID;
INSERT INTO "k" VALUES('a',2);
INSERT INTO "k" VALUES('b',1);
PRAGMA writable_schema=ON;
INSERT INTO sqlite_schema(type,name,tbl_name,rootpage,sql)VALUES('table','f','f',0,'CREATE VIRTUAL TABLE f USING fts3(a, b)');
`
	if !strings.Contains(got, want) {
		t.Errorf("got\n%s", got)
	}
	for _, end := range []string{"CREATE VIEW w AS SELECT 1 -- a comment\n;\nCREATE VIEW x AS SELECT 2 /* no end*/;\nCREATE INDEX i ON t(a);\nCOMMIT;\n",
		"ANALYZE sqlite_schema;\n", "DELETE FROM sqlite_sequence;\nINSERT INTO \"sqlite_sequence\" VALUES('t',16);\nCREATE VIEW"} {
		if !strings.Contains(got, end) {
			t.Errorf("no %q", end)
		}
	}
	// A small buffer makes no difference.
	d, err := database.Open(context.Background(), path, database.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	var b bytes.Buffer
	if _, err := io.CopyBuffer(&b, struct{ io.Reader }{d.Dump()}, make([]byte, 7)); err != nil || b.String() != got {
		t.Errorf("with a small buffer: error %v, %d bytes for %d", err, b.Len(), len(got))
	}
	if n, err := d.Count([]string{"t", "k"}); err != nil || n[0] != 11 || n[1] != 2 {
		t.Errorf("counts %v, error %v", n, err)
	}
}

// Reals are read back as what they were.
func TestReals(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "x.db")
	db := create(t, path, "CREATE TABLE t(x)", "BEGIN")
	insert, err := db.Prepare("INSERT INTO t VALUES(?)")
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(18, 18))
	var want []float64
	for i := range 100000 {
		x := math.Float64frombits(random.Uint64())
		switch i % 6 {
		case 4: // digits as people write them, near each power of ten
			x = math.Pow10(random.IntN(24)-7) + float64(random.IntN(3)-1)*math.Pow10(random.IntN(24)-16)
		case 5: // beside a number of few digits
			x = float64(random.IntN(1000)) * math.Pow10(random.IntN(24)-7)
			for range random.IntN(3) {
				x = math.Nextafter(x, math.Inf(random.IntN(2)*2-1))
			}
		case 1:
			x = random.Float64()
		case 2:
			x = float64(random.IntN(1e9)) / math.Pow10(random.IntN(9))
		case 3:
			x = random.NormFloat64() * math.Pow10(random.IntN(12))
		}
		if x == x {
			want = append(want, x)
			if _, err := insert.Exec(x); err != nil {
				t.Fatal(err)
			}
		}
	}
	db.Exec("COMMIT")
	text, _, err := dump(path, database.Options{})
	if err != nil {
		t.Fatal(err)
	}
	wrong := 0
	for i, line := range strings.Split(text, "\n")[3:] {
		if i == len(want) {
			break
		}
		digits := strings.TrimSuffix(strings.TrimPrefix(line, `INSERT INTO "t" VALUES(`), ");")
		if got, err := strconv.ParseFloat(digits, 64); (err != nil || got != want[i]) && !math.IsInf(want[i], 0) {
			if wrong++; wrong < 10 {
				t.Errorf("%s for %v", digits, want[i])
			}
		}
	}
	if wrong > 0 {
		t.Errorf("%d of %d are others", wrong, len(want))
	}
}

// Values too long to be held are read part by part, wherever they stand; also where SQLite
// cannot do that.
func TestLong(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, setup, columns, end string }{
		{"table", "", "id INTEGER PRIMARY KEY, a, b, c", ""},
		{"without a key", "", "id, a, b, c", ""},
		{"generated", "", "id INTEGER PRIMARY KEY, a, b, c, g AS (id)", ""},
		{"WITHOUT ROWID", "", "id INTEGER PRIMARY KEY, a, b, c", "WITHOUT ROWID"},
		{"UTF-16", "PRAGMA encoding='UTF-16'", "id INTEGER PRIMARY KEY, a, b, c", ""},
	} {
		path := filepath.Join(t.TempDir(), "x.db")
		create(t, path, c.setup, "CREATE TABLE t("+c.columns+")"+c.end,
			"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<9) INSERT INTO t(id, a, b, c) SELECT i, CASE WHEN i IN (1, 4, 5, 9) THEN replace(hex(zeroblob(600000+i)), '00', '''é') ELSE i END, i*0.5, CASE WHEN i IN (2, 4) THEN zeroblob(2000000) END FROM n")
		var want strings.Builder
		for i := 1; i <= 9; i++ {
			a, b := fmt.Sprint(i), "NULL"
			switch i {
			case 1, 4, 5, 9:
				a = "'" + strings.Repeat("''é", 600000+i) + "'"
			}
			if i == 2 || i == 4 {
				b = "X'" + strings.Repeat("00", 2000000) + "'"
			}
			fmt.Fprintf(&want, "INSERT INTO \"t\" VALUES(%d,%s,%.1f,%s);\n", i, a, float64(i)/2, b)
		}
		got, _, err := dump(path, database.Options{})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		if !strings.Contains(got, want.String()) {
			t.Errorf("%s: %d bytes that are others than %d", c.name, len(got), want.Len())
		}
	}
}

// An application's lock is waited for, and said; what it commits is there then.
func TestLock(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "x.db")
	db := create(t, path, "CREATE TABLE t(a)", "BEGIN EXCLUSIVE", "INSERT INTO t VALUES(1)")
	begin := time.Now()
	_, said, err := dump(path, database.Options{LockWait: 300 * time.Millisecond})
	if id(t, err) != "database-locked" || time.Since(begin) < 300*time.Millisecond || len(said) != 1 || !strings.Contains(said[0], "waiting for at most 0 seconds") {
		t.Errorf("error %v after %v, said %q", err, time.Since(begin), said)
	}
	go func() {
		time.Sleep(200 * time.Millisecond)
		db.Exec("COMMIT")
	}()
	text, _, err := dump(path, database.Options{LockWait: time.Minute})
	if err != nil || !strings.Contains(text, "VALUES(1)") {
		t.Errorf("error %v, %q", err, text)
	}
	ctx, cancel := context.WithCancelCause(context.Background())
	gone := errors.New("gone")
	cancel(gone)
	create(t, path, "BEGIN EXCLUSIVE")
	if _, err := database.Open(ctx, path, database.Options{LockWait: time.Hour, Warn: func(*diag.Message) {}}); !errors.Is(err, gone) {
		t.Errorf("interrupted: %v", err)
	}
}

// A journal of a transaction that died is reported: the file is not changed, and what
// it holds is not read.
func TestHotJournal(t *testing.T) {
	t.Parallel()
	path, copied := filepath.Join(t.TempDir(), "x.db"), filepath.Join(t.TempDir(), "y.db")
	create(t, path, "CREATE TABLE t(a)", "INSERT INTO t VALUES('before')", "PRAGMA cache_size=1", "PRAGMA cache_spill=1", "BEGIN",
		"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<20000) INSERT INTO t SELECT 'after' FROM n")
	for _, end := range []string{"", "-journal"} {
		b, err := os.ReadFile(path + end)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(copied+end, b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	before, _ := os.ReadFile(copied)
	if _, _, err := dump(copied, database.Options{}); id(t, err) != "hot-journal" {
		t.Errorf("error %v", err)
	}
	if after, _ := os.ReadFile(copied); !bytes.Equal(before, after) {
		t.Error("the file was changed")
	}
}

// What is committed while a file is read is not seen: the rows are those of one state.
func TestWriter(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		mode    string
		padding int // of each row, in bytes
		readers int
	}{{"WAL", 0, 0}, {"DELETE", 0, 0}, {"WAL", 800, 1}, {"DELETE", 800, 1}, {"WAL", 800, 3}, {"DELETE", 800, 3}} {
		mode := c.mode
		path := filepath.Join(t.TempDir(), "x.db")
		db := create(t, path+"", "PRAGMA journal_mode="+mode, "PRAGMA busy_timeout=10000", "PRAGMA synchronous=OFF", "CREATE TABLE a(n, padding)", "CREATE TABLE b(n, padding)",
			"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<3000) INSERT INTO a SELECT 0, zeroblob("+strconv.Itoa(c.padding)+") FROM n", "INSERT INTO b SELECT * FROM a")
		stop, written := make(chan struct{}), 0
		var writer sync.WaitGroup
		writer.Add(1)
		go func() {
			defer writer.Done()
			for n := 1; ; n++ {
				select {
				case <-stop:
					return
				default:
				}
				tx, err := db.Begin()
				if err != nil {
					continue
				}
				_, err1 := tx.Exec("UPDATE a SET n=?", n)
				_, err2 := tx.Exec("UPDATE b SET n=?", n)
				if err1 == nil && err2 == nil && tx.Commit() == nil {
					written++
				} else {
					tx.Rollback()
				}
			}
		}()
		states, several := map[string]bool{}, 0
		for range 20 {
			db, err := database.Open(context.Background(), path, database.Options{LockWait: time.Minute, Readers: c.readers, Warn: func(*diag.Message) {}})
			if err != nil {
				t.Fatal(err)
			}
			if db.Readers() > 1 {
				several++
			}
			b, err := io.ReadAll(db.Dump())
			db.Close()
			if err != nil {
				t.Fatal(err)
			}
			text := string(b)
			rows := map[string]int{}
			for _, line := range strings.Split(text, "\n") {
				if strings.HasPrefix(line, "INSERT") {
					rows[line[len(`INSERT INTO "a"`):]]++
				}
			}
			if len(rows) != 1 {
				t.Fatalf("%s: rows of several states: %v", mode, rows)
			}
			for state, n := range rows {
				if states[state] = true; n != 6000 {
					t.Errorf("%s: %d rows", mode, n)
				}
			}
		}
		close(stop)
		writer.Wait()
		t.Logf("%+v: %d states seen of %d written, %d times by several connections", c, len(states), written, several)
		if len(states) < 2 || written < 2 || c.readers > 1 && mode == "WAL" && several == 0 { // otherwise the one who writes is in the way of most
			t.Errorf("%+v: %d states seen of %d written, %d times by several connections: the test shows nothing", c, len(states), written, several)
		}
	}
}

// A database in WAL mode is read where the file that programs share cannot be made, with
// what stands in its log, or without a log. Nothing is made beside it.
func TestUnsharedWAL(t *testing.T) {
	t.Parallel()
	source := filepath.Join(t.TempDir(), "x.db")
	create(t, source, "PRAGMA journal_mode=WAL", "CREATE TABLE t(a)", "INSERT INTO t VALUES('in the file')", "PRAGMA wal_checkpoint(TRUNCATE)", "INSERT INTO t VALUES('in the log')")
	for _, ends := range [][]string{{"", "-wal"}, {""}} {
		path := filepath.Join(t.TempDir(), "y?#%20.db")
		for _, end := range ends {
			b, err := os.ReadFile(source + end)
			if err == nil {
				err = os.WriteFile(path+end, b, 0o600)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		for _, end := range []string{"-shm", "-wal"} { // SQLite follows no link there
			if end == "-shm" || len(ends) == 1 {
				if err := os.Symlink(filepath.Join(path, "nowhere"), path+end); err != nil {
					t.Fatal(err)
				}
			}
		}
		text, _, err := dump(path, database.Options{})
		if err != nil || !strings.Contains(text, "in the file") || strings.Contains(text, "in the log") != (len(ends) == 2) {
			t.Errorf("%q: error %v, %q", ends, err, text)
		}
		if files, _ := os.ReadDir(filepath.Dir(path)); len(files) != len(ends)+1+min(1, 2-len(ends)) {
			t.Errorf("%q: files %v", ends, files)
		}
		if len(ends) == 2 {
			continue
		}
		db, err := database.Open(context.Background(), path, database.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, time.Now(), time.Now().Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
		if _, err := io.ReadAll(db.Dump()); err == nil || !strings.Contains(err.Error(), "was written to") {
			t.Errorf("written to meanwhile: error %v", err)
		}
		db.Close()
	}
}

// A hostile schema runs nothing.
func TestHostileSchema(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "x.db")
	create(t, path, "CREATE TABLE t(a, g AS (1/0))", "CREATE TABLE secret(b)", "INSERT INTO secret VALUES('x')", "INSERT INTO t VALUES(1)",
		"CREATE VIRTUAL TABLE f USING fts3(a)", "PRAGMA writable_schema=ON",
		"UPDATE sqlite_schema SET type='table', sql='CREATE VIEW secret AS SELECT a AS b FROM t' WHERE name='secret'",
		"UPDATE sqlite_schema SET sql='create virtual table f using fts3(a)' WHERE name='f'")
	_, _, err := dump(path, database.Options{})
	if id(t, err) != "database-damaged" {
		t.Errorf("error %v", err)
	}
	if m := err.Error(); !strings.Contains(m, "not authorized") && !strings.Contains(m, "no such") {
		t.Errorf("error %v", err)
	}
}

// salvaged makes a table of several pages, and damages pages in its middle.
func salvaged(t *testing.T) string {
	path := filepath.Join(t.TempDir(), "x.db")
	create(t, path, "CREATE TABLE t(id INTEGER PRIMARY KEY, a)", "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<2000) INSERT INTO t SELECT i, hex(zeroblob(50)) FROM n").Close()
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, page := range []int64{9, 10, 20} {
		f.WriteAt(bytes.Repeat([]byte{0xAA}, 4096), (page-1)*4096)
	}
	return path
}

// Damage is an error with its table and row; asked for, the rows behind it are read.
func TestDamage(t *testing.T) {
	t.Parallel()
	path := salvaged(t)
	text, _, err := dump(path, database.Options{})
	if id(t, err) != "database-damaged" || !strings.HasPrefix(err.Error(), `table "t", row `) || !strings.Contains(err.Error(), "malformed: pages 9, 10, 20") || !strings.Contains(text, "VALUES(1,") || strings.Contains(text, "VALUES(2000,") {
		t.Errorf("error %v", err)
	}
	text, said, err := dump(path, database.Options{AcceptErrors: true})
	rows := strings.Count(text, "INSERT")
	if err != nil || len(said) != 1 || !strings.Contains(said[0], `table "t": SQLite cannot read the database: database disk image is malformed: pages 9, 10, 20; rows may be missing at 2 places`) {
		t.Errorf("error %v, said %q", err, said)
	}
	if rows < 1850 || rows > 1960 || !strings.Contains(text, "VALUES(2000,") || !strings.HasSuffix(text, "COMMIT;\n") {
		t.Errorf("%d rows of 2000", rows)
	}
}

// A row that is found, but cannot be read, is one of those that are missing.
func TestDamagedRow(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "x.db")
	create(t, path, "CREATE TABLE t(a)", "INSERT INTO t VALUES('MARKER first'), ('second'), ('MARKER third'), ('MARKER fourth'), ('fifth')").Close()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := range b {
		if bytes.HasPrefix(b[i:], []byte("MARKER")) {
			b[i-2] = 0x7f // the size of the record's header
		}
	}
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	text, said, err := dump(path, database.Options{AcceptErrors: true})
	if err != nil || len(said) != 1 || !strings.Contains(said[0], "at 3 places") || strings.Contains(text, "MARKER") || !strings.Contains(text, "'second'") || !strings.Contains(text, "'fifth'") {
		t.Errorf("error %v, said %q\n%q", err, said, text)
	}
}

// variety is a database with something of everything.
func variety(t testing.TB, path, pageSize string) {
	create(t, path, "PRAGMA page_size="+pageSize, "CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT, b REAL, c BLOB)", "CREATE INDEX i ON t(a)", "CREATE TABLE k(a TEXT PRIMARY KEY, b) WITHOUT ROWID",
		"CREATE VIEW v AS SELECT a FROM t", "CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT 1; END", "CREATE VIRTUAL TABLE f USING fts3(x)",
		"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<120) INSERT INTO t SELECT i, 'text '||i, i/7.0, zeroblob(i*17%900) FROM n",
		"INSERT INTO t VALUES(1000, hex(zeroblob(9000)), 1, zeroblob(1500000))", "INSERT INTO k SELECT a, b FROM t WHERE id<100", "INSERT INTO f SELECT a FROM t WHERE id<20", "ALTER TABLE t ADD COLUMN d DEFAULT 'added'").Close()
}

// go test ./database -run TestMutations -mutations 10000 -seed 5
var (
	mutations = flag.Int("mutations", 200, "how many damaged files TestMutations tries")
	seed      = flag.Uint64("seed", 18, "of TestMutations")
)

// TestMutations: a file that is cut, or in which bytes are others, gives an error or the
// text of a dump; it neither crashes nor hangs.
func TestMutations(t *testing.T) {
	t.Parallel()
	tries := *mutations
	var originals [][]byte
	for _, size := range []string{"512", "4096"} {
		path := filepath.Join(t.TempDir(), "x.db")
		variety(t, path, size)
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		originals = append(originals, b)
	}
	random, dir := rand.New(rand.NewPCG(*seed, *seed)), t.TempDir()
	failed := 0
	for i := range tries {
		b := bytes.Clone(originals[i%len(originals)])
		page := 512
		if i%2 == 1 {
			page = 4096
		}
		switch random.IntN(4) {
		case 0:
			b = b[:random.IntN(len(b)/page)*page]
		case 1: // a pointer, or the head of a page
			at := random.IntN(len(b)/page)*page + random.IntN(16)
			b[at] = byte(random.Uint32())
		case 2: // one page in the place of another
			copy(b[random.IntN(len(b)/page)*page:], b[random.IntN(len(b)/page)*page:][:page])
		default:
			for range 1 + random.IntN(8) {
				b[random.IntN(min(len(b), 64<<10))] ^= byte(1 << random.IntN(8))
			}
		}
		path := filepath.Join(dir, "x.db")
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
		accept := random.IntN(2) == 0
		db, err := database.Open(ctx, path, database.Options{AcceptErrors: accept, Warn: func(*diag.Message) {}})
		if err == nil {
			_, err = io.Copy(io.Discard, db.Dump())
			db.Close()
		}
		if ctx.Err() != nil {
			t.Fatalf("try %d of seed %d does not end", i, *seed)
		}
		cancel()
		if err != nil {
			failed++
			switch kind := id(t, err); kind {
			case "database-damaged", "not-a-database", "hot-journal", "database-locked":
			default:
				t.Errorf("try %d: %v", i, err)
			}
		}
	}
	t.Logf("%d of %d tries are errors", failed, tries)
	if failed < tries/10 || failed == tries {
		t.Error("the mutations do not mean anything")
	}
}

// large is a database of several tables that are worth several connections, with rowids
// near each other, far from each other, and most in one place, and long values.
func large(t testing.TB, path string) {
	create(t, path, "CREATE TABLE near(id INTEGER PRIMARY KEY, a TEXT, b REAL)", "CREATE TABLE far(id INTEGER PRIMARY KEY, a)", "CREATE TABLE one(a, b)", "CREATE TABLE few(id INTEGER PRIMARY KEY, a)",
		"CREATE TABLE keys(a TEXT PRIMARY KEY, b) WITHOUT ROWID",
		"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<30000) INSERT INTO near SELECT i*3-40000, 'text '||i||hex(zeroblob(40)), i/7.0 FROM n",
		"INSERT INTO far SELECT -9223372036854775807 + id*123456789012345 + 9223372036854775807, a FROM near", "INSERT INTO far VALUES(-9223372036854775807-1, 'least'), (9223372036854775807, 'most')",
		"INSERT INTO one SELECT id, b FROM near", "INSERT INTO one(rowid, a) VALUES(1000000000, zeroblob(1500000)), (1000000001, hex(zeroblob(900000)))",
		"INSERT INTO few VALUES(1, 'x'), (1000000, 'y')", "INSERT INTO keys SELECT id, a FROM near", "UPDATE near SET a=hex(zeroblob(1200000)) WHERE id IN (5, 6, 20000)").Close()
}

// However many connections read, the text is the same.
func TestReaders(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "x.db")
	large(t, path)
	want, _, err := dump(path, database.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{1, 2, 3, 16} {
		db, err := database.Open(context.Background(), path, database.Options{Readers: n})
		if err != nil {
			t.Fatal(err)
		}
		if db.Readers() != min(n, 3) {
			t.Errorf("%d connections read, not %d", db.Readers(), n)
		}
		var got bytes.Buffer
		if _, err := io.CopyBuffer(&got, struct{ io.Reader }{db.Dump()}, make([]byte, []int{7, 1 << 10, 1 << 20, 300}[n%4])); err != nil || got.String() != want {
			t.Errorf("%d readers: error %v, %d bytes for %d", n, err, got.Len(), len(want))
		}
		db.Close()
	}
	// One that is closed in the middle ends, with what it has begun.
	for _, n := range []int{1, 2} {
		db, err := database.Open(context.Background(), path, database.Options{Readers: n})
		if err != nil {
			t.Fatal(err)
		}
		r := db.Dump()
		io.CopyN(io.Discard, r, 300000)
		db.Close()
		if _, err := io.Copy(io.Discard, r); err == nil {
			t.Error("read after Close")
		}
	}
}

// A page in the place of another keeps rows from being found by their rowids: that is an
// error.
func TestReadersDamage(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "x.db")
	large(t, path)
	original, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(18, 3))
	failed := 0
	const tries = 30
	for i := range tries {
		b := bytes.Clone(original)
		pages := len(b) / 4096
		if i%2 == 0 {
			copy(b[random.IntN(pages)*4096:], b[random.IntN(pages)*4096:][:4096])
		} else {
			b[random.IntN(pages)*4096+random.IntN(16)] ^= byte(1 << random.IntN(8))
		}
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		inTurn, _, err1 := dump(path, database.Options{})
		if err1 != nil {
			failed++
		}
		for _, readers := range []int{1, 3} {
			ahead, _, err2 := dump(path, database.Options{Readers: readers})
			if (err1 == nil) != (err2 == nil) || err1 == nil && inTurn != ahead {
				t.Errorf("try %d: in turn %d bytes, %v; by %d readers %d bytes, %v", i, len(inTurn), err1, readers, len(ahead), err2)
			}
		}
	}
	if failed < tries/10 || failed == tries {
		t.Errorf("%d of %d tries are errors", failed, tries)
	}
}
