package sqlite2pg_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"time"

	"github.com/sqlite2pg/sqlite2pg"
	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/check"
	"github.com/sqlite2pg/sqlite2pg/internal/samples"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
	"github.com/sqlite2pg/sqlite2pg/rewrite/override"
)

// FuzzTranslate: whatever the input and the options, the script is one that
// psql reads as it is meant, and the same bytes however the input arrives.
func FuzzTranslate(f *testing.F) {
	for n, dump := range samples.Dumps(f) {
		for _, wish := range []uint16{0, 1, 2, 1 << 4, segmented, uint16(n) * 0x9e37} {
			f.Add(dump, wish)
		}
	}
	for n := range uint64(8) {
		f.Add(manyRows(n), segmented|uint16(n)<<4)
	}
	f.Fuzz(translates)
}

// segmented has types be decided by the first row, and two rows or more fit into the
// buffer: the rows after it are read in segments.
const segmented = 1<<11 | 3

// manyRows is a dump of a table with more rows than a few segments hold.
func manyRows(seed uint64) string {
	r := rand.New(rand.NewPCG(seed, 1))
	values := []string{"'x'", "'it''s'", "'),(1,'", "NULL", "x'00ff'", "1.5", "'2024-01-01 00:00:00'", "12345678901234567890", "'a'||char(10)"}
	var b strings.Builder
	b.WriteString("BEGIN;CREATE TABLE t(id INTEGER PRIMARY KEY,a TEXT,b,c INT AS (b+1));INSERT INTO t(id,a,b) VALUES(1,'',2)")
	for i := range 60 {
		b.WriteString([]string{",", ";INSERT INTO t(id,a,b) VALUES", ";\n-- ),(\nINSERT INTO t(id,a,b) VALUES"}[max(0, r.IntN(12)-9)])
		odd := min(r.IntN(4*len(values)), 3*len(values)) / 3 % len(values)
		fmt.Fprintf(&b, "(%d,%s,%d)", i+2, values[odd], i)
	}
	b.WriteString(";COMMIT;")
	return b.String()
}

// TestFuzzReachesSegments: what FuzzTranslate begins with is read in segments.
func TestFuzzReachesSegments(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(2))
	reached := 0
	for n := range uint64(8) {
		jumps := &jumping{Reader: strings.NewReader(manyRows(n))}
		run(jumps, fuzzed(segmented))
		if jumps.back > 0 {
			reached++
		}
	}
	if reached < 5 {
		t.Errorf("%d of 8 dumps are read in segments", reached)
	}
}

// jumping is a file that counts how often it is read again.
type jumping struct {
	*strings.Reader
	mu   sync.Mutex
	end  int64 // of what was read
	back int
}

func (j *jumping) ReadAt(p []byte, offset int64) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if offset < j.end {
		j.back++
	}
	n, err := j.Reader.ReadAt(p, offset)
	j.end = max(j.end, offset+int64(n))
	return n, err
}

// fuzzed are the options that FuzzTranslate makes. Segments begin where a row is cut off
// at the end of the buffer: inputs are short, and so is the buffer.
func fuzzed(wish uint16) sqlite2pg.Options {
	return sqlite2pg.WithSegments(sqlite2pg.WithBuffer(options(wish), 64<<(wish%4)), int64(16+wish%64), 0)
}

// FuzzDump is FuzzTranslate for dumps that are nearly right: each byte chooses
// what comes next.
func FuzzDump(f *testing.F) {
	for n := range 64 {
		r := rand.New(rand.NewPCG(uint64(n), 1))
		choices := make([]byte, 8*n)
		for i := range choices {
			choices[i] = byte(r.Uint32())
		}
		f.Add(choices, uint16(n%8)*uint16(r.Uint32()))
	}
	f.Fuzz(func(t *testing.T, choices []byte, wish uint16) { translates(t, dump(choices), wish) })
}

// translates checks what holds for every input.
func translates(t *testing.T, in string, wish uint16) {
	opts := fuzzed(wish)
	first := run(strings.NewReader(in), opts)
	second := run(iotest.OneByteReader(strings.NewReader(in)), opts)
	fail := func(format string, args ...any) {
		t.Helper()
		t.Fatalf("%s\n%+v: %s\n%s\n%s", in, opts, fmt.Sprintf(format, args...), first.script, first.said)
	}
	if first.script != second.script || first.said != second.said {
		fail("byte by byte it becomes\n%s\n%s", second.script, second.said)
	}
	if err := first.check(opts); err != nil {
		fail("%v", err)
	}
	longer := run(strings.NewReader(in), sqlite2pg.ValueByValue(opts))
	if first.script != longer.script || first.said != longer.said {
		fail("value by value it becomes\n%s\n%s", longer.script, longer.said)
	}
	if !first.done || opts.Strict {
		return
	}
	// The types that were decided hold all values, without a second thought.
	var file bytes.Buffer
	if err := override.WriteTypes(&file, first.report.Types); err != nil {
		fail("types file: %v", err)
	}
	text := file.String()
	var err error
	if opts.Overrides, err = override.ReadTypes(&file); err != nil {
		fail("types file: %v\n%s", err, text)
	}
	if typed := run(strings.NewReader(in), opts); !typed.done || typed.report.Rows != first.report.Rows {
		fail("with the types file\n%s\n%s", text, typed.said)
	}
}

// FuzzGrowth: time and memory grow with the input, and not faster. (What takes
// more than ten seconds is a failure of any fuzz test.)
func FuzzGrowth(f *testing.F) {
	for _, c := range [][3]string{
		{"CREATE TABLE t(a);", "INSERT INTO t VALUES('it''s',x'00ff');", ""},
		{"CREATE TABLE t(a);INSERT INTO t VALUES(1)", ",(2)", ";"},
		{"CREATE TABLE t(a);INSERT INTO t VALUES(''", "||char(10)||'line'", ");"},
		{"CREATE TABLE t(a);INSERT INTO t VALUES(char(65", ",66", "));"},
		{"CREATE TABLE t(a", ",b INT DEFAULT (1+1) CHECK(b>0)", ");"},
		{"CREATE TABLE t(a INT);", "CREATE INDEX i ON t(a);", ""}, {"", "CREATE TABLE t(a INT);", ""}, {"CREATE TABLE t(a);", "-- \n", ""}, {"", "/*", ""},
		{"CREATE TABLE t(a CHECK(a", "+1", "));"}, {"CREATE TABLE t(a CHECK(", "(", ""}, {"CREATE TABLE t(a CHECK(a ", "AND a", "));"},
		{"CREATE VIEW v AS SELECT ", "(", ""}, {"CREATE TRIGGER r AFTER INSERT ON t BEGIN ", "SELECT 1;", "END;"}, {"CREATE TABLE \"", "\"\"", "\"(a);"},
		{"", "SAVEPOINT a;", ""}, {"", "BEGIN;", ""}, {"BEGIN;", ";", "COMMIT;"}, {"INSERT INTO t(a", ",a", ") VALUES(1);"},
		{"CREATE TABLE t(a", "--;\nBEGIN ", ""}, {"CREATE TABLE t(a) x ", "--;\nBEGIN", ""}, {"", "CREATE TABLE t(a INT)", ";"}, {"BEGIN;\n", ".x\n", ""},
		{"CREATE TABLE t(a);CREATE TABLE u(a);", "INSERT INTO t VALUES(1);INSERT INTO u VALUES(1);", ""}, {"CREATE TABLE t(a);CREATE TABLE u(a);", "INSERT INTO t SELECT 1;", ""},
		{"CREATE TABLE t(a);", "INSERT INTO sqlite_sequence VALUES('t',1);", ""}, {"CREATE TABLE t(a INTEGER);", "INSERT INTO t VALUES(1);INSERT INTO t VALUES('x');", ""},
	} {
		f.Add(c[0], c[1], c[2], uint16(0))
	}
	f.Fuzz(func(t *testing.T, before, piece, after string, wish uint16) {
		if piece == "" || len(before)+len(after) > 1024 {
			return
		}
		opts := options(wish)
		cost := func(size int) (bytes, nanoseconds uint64) {
			in := before + strings.Repeat(piece, size/len(piece)) + after
			var begin, end runtime.MemStats
			runtime.ReadMemStats(&begin)
			start := time.Now()
			run(strings.NewReader(in), opts)
			nanoseconds = uint64(time.Since(start))
			runtime.ReadMemStats(&end)
			return end.TotalAlloc - begin.TotalAlloc, nanoseconds
		}
		small, fast := cost(16 << 10)
		large, slow := cost(64 << 10)
		if large > 8*small+1<<20 {
			t.Fatalf("four times the input takes %d bytes instead of %d", large, small)
		}
		for try := 0; slow > 8*fast+uint64(500*time.Millisecond); try++ { // the machine may have had other work
			if try == 4 {
				t.Fatalf("four times the input takes %v instead of %v", time.Duration(slow), time.Duration(fast))
			}
			_, fast = cost(16 << 10)
			_, slow = cost(64 << 10)
		}
	})
}

// FuzzCut: input that is cut off is never committed. That is so for any input
// when reading fails, and for input with an open transaction when it just ends.
func FuzzCut(f *testing.F) {
	for n, dump := range samples.Dumps(f) {
		for i := range uint16(8) {
			f.Add(dump, uint16(n)*0x9e37, uint16(len(dump))*i/8)
		}
	}
	closes := regexp.MustCompile(`(?i)commit|end|release`)
	f.Fuzz(func(t *testing.T, in string, wish, cut uint16) {
		opts := options(wish)
		in = in[:min(int(cut), len(in))]
		dead := run(io.MultiReader(strings.NewReader(in), iotest.ErrReader(errDead)), opts)
		if err := dead.check(opts); err != nil || dead.done {
			t.Fatalf("%+v, with a reader that fails: %v\n%s\n%s", opts, err, dead.script, dead.said)
		}
		if at := closes.FindStringIndex(in); at != nil {
			in = in[:at[0]]
		}
		short := run(strings.NewReader("BEGIN;\n"+in), opts)
		if err := short.check(opts); err != nil || short.done {
			t.Fatalf("%+v, cut off: %v\n%s\n%s", opts, err, short.script, short.said)
		}
	})
}

// FuzzNesting: an expression in itself does not grow with every level by as
// much as it is large.
func FuzzNesting(f *testing.F) {
	for _, c := range [][3]string{
		{"(", "a", ")"}, {"-(1/", "d", ")"}, {"NOT ", "a", ""}, {"max(b,", "a", ")"}, {"iif(a IS NULL,", "a", ",b)"}, {"coalesce(", "a", ",b||1)"},
		{"nullif(", "a", ",b)"}, {"(", "a", "<d)"}, {"(", "a", " IN (b,d))"}, {"(", "a", " BETWEEN b AND d)"}, {"substr(", "a", ",b,d)"}, {"trim(", "a", ",b)"},
		{"CASE ", "a", " WHEN b THEN d ELSE c END"}, {"CAST(", "a", " AS INT)"}, {"(", "a", " LIKE b)"}, {"(b AND ", "a", ")"}, {"datetime(", "f", ")"},
		{"(SELECT ", "a", " FROM t)"}, {"(", "a", " IN (SELECT b FROM t))"}, {"json_extract(", "a", ",'$.x')"}, {"hex(", "a", ")"}, {"round(", "e", ",2)"},
	} {
		f.Add(c[0], c[1], c[2], uint16(0))
	}
	f.Fuzz(func(t *testing.T, before, in, after string, wish uint16) {
		if len(before) > 24 || len(in) > 24 || len(after) > 24 {
			return
		}
		opts := options(wish)
		size := func(depth int) int {
			x := strings.Repeat(before, depth) + in + strings.Repeat(after, depth)
			got := run(strings.NewReader("BEGIN;CREATE TABLE t(a,b,c TEXT,d INT,e REAL,f DATETIME);CREATE VIEW v AS SELECT "+x+" FROM t;"+
				"CREATE INDEX i ON t("+x+");CREATE TABLE u(a,b,c TEXT,d INT,e REAL,f DATETIME,g AS ("+x+"),h INT DEFAULT ("+x+"),CHECK("+x+"));COMMIT;"), opts)
			return len(got.script)
		}
		if n := size(40); n > 64<<20 {
			t.Fatalf("the script has %d bytes", n)
		}
	})
}

var errDead = errors.New("the disk has died")

// options makes options, the size of the window among them, of some bits.
func options(wish uint16) sqlite2pg.Options {
	take := func(n int) int {
		v := int(wish) & (1<<n - 1)
		wish >>= n
		return v
	}
	opts := sqlite2pg.Options{
		Part:         []sqlite2pg.Part{sqlite2pg.Everything, sqlite2pg.SchemaOnly, sqlite2pg.DataOnly, sqlite2pg.Everything}[take(2)],
		BadText:      []override.BadText{override.RejectBadText, override.ReplaceBadText, override.StripBadText, override.BytesOfBadText}[take(2)],
		Verify:       take(1) == 1,
		AcceptErrors: take(1) == 1,
		Strict:       take(1) == 1,
		RestrictKey:  []string{"", "key"}[take(1)],
		Identifiers:  []catalog.Identifiers{catalog.Preserve, catalog.Lower, catalog.Snake, catalog.Preserve}[take(2)],
		VarcharText:  take(1) == 1,
	}
	window := []int{2 << 20, 1, 64, 300}[take(2)]
	if ty := []string{"", "text", "bytea", "timestamptz", "bigint", "jsonb", "uuid", "numeric(5,2)"}[take(3)]; ty != "" {
		asked, err := override.ParseColumn("*.[a-c]=" + ty)
		if err != nil {
			panic(err)
		}
		opts.Overrides = []override.Override{asked}
	}
	return sqlite2pg.WithWindow(opts, window)
}

// result is what came of a run.
type result struct {
	script, said string
	report       sqlite2pg.Report
	done         bool // without an error
}

func run(r io.Reader, opts sqlite2pg.Options) result {
	var script bytes.Buffer
	var said strings.Builder
	opts.Warn = func(m *diag.Message) { fmt.Fprintln(&said, m.ID, m.Error(), m.Hint) }
	report, err := sqlite2pg.Translate(context.Background(), r, &script, opts)
	fmt.Fprintln(&said, report.Tables, report.Rows, err)
	if err == nil {
		override.WriteTypes(&said, report.Types)
	}
	return result{script.String(), said.String(), report, err == nil}
}

// written are the beginnings of the statements that a script may have.
var written = regexp.MustCompile(`^(?:BEGIN$|COMMIT$|SET LOCAL |DO \$sqlite2pg|ANALYZE |CREATE TABLE |ALTER TABLE |CREATE (UNIQUE )?INDEX |` +
	`CALL pg_temp\.sqlite2pg_(attempt|room)\(|COPY |CREATE (PROCEDURE|FUNCTION) pg_temp\.sqlite2pg_|CREATE TEMPORARY TABLE sqlite2pg_|` +
	`CREATE OR REPLACE FUNCTION sqlite_|CREATE FUNCTION |CREATE VIEW |CREATE TRIGGER |COMMENT ON |DROP TABLE |DROP FUNCTION sqlite2pg_hash_text\(|` +
	`(INSERT INTO|DELETE FROM) pg_temp\.sqlite2pg_guard)`)

// commands are those of psql that a script may have.
var commands = regexp.MustCompile(`^\\(?:set (?:ON_ERROR_STOP on|ON_ERROR_ROLLBACK off|AUTOCOMMIT on)|(?:un)?restrict key)$`)

// accepted holds the statements that the grammar has accepted: most are the
// same in all scripts.
var accepted = map[string]bool{}

// check checks what holds for all scripts.
func (r *result) check(opts sqlite2pg.Options) error {
	items, err := splitScript(r.script)
	if err != nil {
		return err
	}
	commits, columns, rows, last := 0, 0, 0, ""
	for n, it := range items {
		switch it.kind {
		case commandItem:
			if !commands.MatchString(it.text) {
				return fmt.Errorf("the command %q", it.text)
			}
		case statementItem:
			if !written.MatchString(it.text) {
				return fmt.Errorf("the statement %q", it.text)
			}
			if !accepted[it.text] {
				if err := (check.Grammar{}).Check(it.text); err != nil {
					return fmt.Errorf("%w in the statement %q", err, it.text)
				}
				if n < 40 && len(accepted) < 10_000 {
					accepted[it.text] = true
				}
			}
			if it.text == "COMMIT" {
				commits++
			}
			last = it.text
			columns = countNames(it.text)
			switch creates := strings.HasPrefix(it.text, "CREATE TABLE "); {
			case opts.Part == sqlite2pg.SchemaOnly && strings.HasPrefix(it.text, "COPY "), opts.Part == sqlite2pg.DataOnly && creates:
				return fmt.Errorf("the statement %q in such a script", it.text)
			}
		case dataItem:
			rows += strings.Count(it.text, "\n")
			failed := !r.done && !slices.ContainsFunc(items[n+1:], func(i item) bool { return i.kind == dataItem })
			if err := checkData(it.text, columns, failed); err != nil {
				return err
			}
		}
	}
	if r.done && commits != 1 || !r.done && commits != 0 {
		return fmt.Errorf("%d times COMMIT", commits)
	}
	virtual := strings.Contains(r.said, "virtual-table") // its rows are decoded from those of others
	if r.done && opts.Part != sqlite2pg.SchemaOnly && int64(rows) != r.report.Rows && !virtual {
		return fmt.Errorf("%d lines for %d rows", rows, r.report.Rows)
	}
	if !r.done && (!strings.HasPrefix(last, "DO $sqlite2pg") || !strings.Contains(last, "RAISE EXCEPTION USING MESSAGE")) {
		return fmt.Errorf("after a failure, the last statement is %q", last)
	}
	return nil
}

// countNames counts the columns of COPY t (a, "b, c") FROM stdin.
func countNames(sql string) int {
	text := regexp.MustCompile(`"(?:[^"]|"")*"`).ReplaceAllString(sql, "q")
	_, list, _ := strings.Cut(text, "(")
	list, _, _ = strings.Cut(list, ")")
	if list == "" {
		return 0
	}
	return strings.Count(list, ",") + 1
}
