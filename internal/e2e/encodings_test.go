package e2e

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/sqlite2pg/sqlite2pg/internal/pgtest"
	"github.com/sqlite2pg/sqlite2pg/internal/roundtrip"
)

// An everyColumn is a column of the table every of package query's case tables, of which there is one for each
// encoding that rewrite/coltype knows.
type everyColumn struct {
	name, declared, collate string
	encoding                string
	values                  []string // as literals, by id from 1
}

// text is the first value that is not NULL.
func (c *everyColumn) first() string {
	return c.values[slices.IndexFunc(c.values, func(v string) bool { return v != "NULL" })]
}

// everyColumns reads the columns but id, which is the key.
func everyColumns(t *testing.T) (list []everyColumn) {
	t.Helper()
	encodings := map[string]string{}
	for line := range strings.Lines(queryFile(t, "tables.types")) {
		if f := strings.Split(strings.TrimSpace(line), "\t"); f[0] == "every" {
			encodings[f[1]] = f[3]
		}
	}
	file := queryDatabase(t, "")
	for _, m := range regexp.MustCompile(`(?m)^  ("[^"]+"|\w+) ?(.*?)( COLLATE \w+)?( CHECK .*?)?,?$`).FindAllStringSubmatch(queryFile(t, "every.sql"), -1) {
		c := everyColumn{name: m[1], declared: m[2], collate: m[3], encoding: encodings[strings.Trim(m[1], `"`)]}
		if c.name == "id" {
			continue
		}
		// Text that is not UTF-8 has no literal.
		c.values = strings.Split(strings.TrimSpace(sqlite(t, file, fmt.Sprintf("SELECT CASE WHEN hex(%[1]s) = 'FF61' THEN 'x''FF61'' || ''''' ELSE quote(%[1]s) END FROM every ORDER BY id;", c.name))), "\n")
		list = append(list, c)
	}
	if len(list) != len(encodings)-1 {
		t.Fatalf("%d columns, %d encodings", len(list), len(encodings)-1)
	}
	return list
}

// holds reports whether the column holds in PostgreSQL what SQLite has in it: see liteValue.same.
func (c *everyColumn) holds(v liteValue, typ, shown string) bool {
	unit := map[string]int64{"unix-seconds": 1_000_000, "unix-milliseconds": 1_000, "unix-microseconds": 1}[c.encoding]
	if unit > 0 && v.class == 'i' {
		n, _ := strconv.ParseInt(v.text, 10, 64)
		v = liteValue{'t', time.UnixMicro(n * unit).UTC().Format("2006-01-02 15:04:05.999999")}
	}
	return v.same(typ, shown)
}

// forms says of each expression in the case tables of package query whether it has a form in a query, and in an index.
func forms(t *testing.T) (inQueries, inIndexes map[string]bool) {
	t.Helper()
	inQueries, inIndexes = map[string]bool{}, map[string]bool{}
	for _, list := range readCases(t, "expr") {
		for _, c := range list {
			inQueries[c.In] = !strings.HasPrefix(c.Want, "cannot: ")
			inIndexes[c.In] = inQueries[c.In] && !strings.Contains(c.Want, "\nindex: cannot: ")
		}
	}
	return inQueries, inIndexes
}

// TestEncodingsInConstraints reads each column in a CHECK, a generated column, an index over an expression and the
// condition of an index: where the encoding keeps what the values are, each arrives, and says the same as in SQLite.
func TestEncodingsInConstraints(t *testing.T) {
	t.Parallel()
	var generated, checks, indexes strings.Builder
	inQueries, inIndexes := forms(t)
	count := map[string]int{}
	partial := map[string]string{}
	for i, c := range everyColumns(t) {
		if !oneSpelling[strings.Trim(c.name, `"`)] && inQueries[c.name+" IS NOT "+c.first()] && inQueries["max("+c.name+", "+c.name+")"] { // not where one value only has a form
			count["checks"]++
			fmt.Fprintf(&checks, ",\n  CONSTRAINT c%d CHECK (CASE id", i)
			for id, v := range c.values {
				fmt.Fprintf(&checks, " WHEN %d THEN %s IS %s", id+1, c.name, v)
			}
			checks.WriteString(" END)")
		}
		if inIndexes[c.name+" || ''"] {
			count["generated"]++
			count["indexes"]++
			fmt.Fprintf(&generated, ",\n  g%d TEXT AS (%s || '|')", i, c.name)
			fmt.Fprintf(&indexes, "CREATE INDEX x%d ON every (%s || '|');\n", i, c.name)
		}
		if inIndexes[c.name+" = "+c.first()] {
			count["indexes"]++
			partial[fmt.Sprintf("p%d", i)] = c.name + " = " + c.first()
			fmt.Fprintf(&indexes, "CREATE INDEX p%d ON every (id) WHERE %s = %s;\n", i, c.name, c.first())
		}
	}
	schema := strings.Replace(queryFile(t, "every.sql"), "\n);", generated.String()+checks.String()+"\n);", 1) + indexes.String()
	file := database(t, schema)
	script := command(t, strings.NewReader(dump(t, file)), queryFlags...)
	if script.code != 0 {
		t.Fatal(script.stderr)
	}
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		loadClean(t, db, script.stdout)
		roundtrip.Compare(t, file, db) // generated columns, too
		for what, sql := range map[string]string{
			"checks":    "SELECT count(*) FROM pg_constraint WHERE contype = 'c' AND conrelid = 'every'::regclass AND conname <> 'every_jc_check'",
			"generated": "SELECT count(*) FROM pg_attribute WHERE attrelid = 'every'::regclass AND attgenerated <> '' AND NOT attisdropped",
			"indexes":   "SELECT count(*) - 1 FROM pg_index WHERE indrelid = 'every'::regclass", // but the key's
		} {
			if got := one(t, db, sql); got != strconv.Itoa(count[what]) || count[what] < 25 {
				t.Errorf("%s %s arrived of %d\n%s", got, what, count[what], script.stderr)
			}
		}
		db.Load(t, "ANALYZE every")
		for name, where := range partial {
			want := strings.TrimSpace(sqlite(t, file, "SELECT count(*) FROM every WHERE "+where))
			if got := one(t, db, "SELECT reltuples FROM pg_class WHERE relname = '"+name+"'"); got != want {
				t.Errorf("the index where %s holds %s rows, want %s", where, got, want)
			}
		}
	})
}

// TestEncodingsWritten writes into each column what the case tables of package query assign to it, as VALUES and as
// SELECT: what triggers leave is what SQLite's leave, or they fail where the column's type does not hold it.
func TestEncodingsWritten(t *testing.T) {
	t.Parallel()
	columns := everyColumns(t)
	assigned := map[string][]string{} // by column, the expressions that have a form
	for _, c := range readCases(t, "assign")["assign/types.txt"] {
		name, x, _ := strings.Cut(c.In, " := ")
		if !strings.HasPrefix(c.Want, "cannot: ") && !changing.MatchString(x) {
			assigned[name] = append(assigned[name], x)
		}
	}
	flags := slices.Clone(queryFlags)
	var schema strings.Builder
	for i, c := range columns {
		// The values of every decide the encoding of the column, too.
		fmt.Fprintf(&schema, "CREATE TABLE w%d (k INTEGER, id INTEGER, v %s%s);\nINSERT INTO w%[1]d SELECT 0, id, %[4]s FROM every;\nCREATE TABLE go%[1]d (k INTEGER, id INTEGER);\n", i, c.declared, c.collate, c.name)
		for _, f := range queryFlags {
			flags = append(flags, strings.Replace(f, "every."+c.name+"=", fmt.Sprintf("w%d.v=", i), 1))
		}
		for k, x := range assigned[c.name] {
			value := x
			if !constant.MatchString(x) {
				value = "(SELECT " + x + " FROM every WHERE id = NEW.id)"
			}
			fmt.Fprintf(&schema, "CREATE TRIGGER v%d_%d AFTER INSERT ON go%[1]d WHEN NEW.k = %[2]d BEGIN INSERT INTO w%[1]d VALUES (NEW.k, NEW.id, %[3]s); END;\n", i, 2*k+1, value)
			if !slices.Contains([]string{c.name, c.first(), "s", "i", "r"}, x) {
				continue
			}
			fmt.Fprintf(&schema, "CREATE TRIGGER s%d_%d AFTER INSERT ON go%[1]d WHEN NEW.k = %[2]d BEGIN INSERT INTO w%[1]d SELECT NEW.k, id, %[3]s FROM every WHERE id = NEW.id; END;\n", i, 2*k+2, x)
		}
	}
	file := queryDatabase(t, schema.String())
	script := command(t, strings.NewReader(dump(t, file)), flags...)
	if script.code != 0 {
		t.Fatal(script.stderr)
	}
	if strings.Contains(script.stderr, "trigger-left-out") {
		t.Error(script.stderr)
	}
	// Each trigger fires for two rows.
	var fire strings.Builder
	for i, c := range columns {
		for k := range 2 * len(assigned[c.name]) {
			fmt.Fprintf(&fire, "INSERT INTO go%d VALUES (%d, 1);\nINSERT INTO go%[1]d VALUES (%[2]d, 2);\n", i, k+1)
		}
	}
	sqlite(t, file, fire.String())
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		loadClean(t, db, script.stdout)
		fails := errorsByLine(db.Psql(t, strings.NewReader(fire.String()), "-q", "-f", "-").Stderr, `(?m)^psql:<stdin>:(\d+): ERROR:  (.*)$`)
		line := 0
		for i, c := range columns {
			of := func(row string) string { return fmt.Sprintf("SELECT k || ' ' || id, %s FROM w%d WHERE k > 0", row, i) }
			want, got := map[string]liteValue{}, map[string]string{}
			fits := map[liteValue]bool{}
			for _, l := range strings.Split(strings.TrimSpace(sqlite(t, file, fmt.Sprintf(".separator ' '\nSELECT k, id, %s FROM w%d;", liteValueOf("v"), i))), "\n") {
				f := strings.SplitN(l, " ", 3)
				if want[f[0]+" "+f[1]] = readLiteValue(t, f[2]); f[0] == "0" {
					fits[want[f[0]+" "+f[1]]] = true
				}
			}
			for _, r := range db.Query(t, of("coalesce(to_json(v::text)::text, '')")) {
				got[*r[0]] = *r[1]
			}
			typ := one(t, db, fmt.Sprintf("SELECT typname FROM pg_type JOIN pg_attribute ON atttypid = pg_type.oid WHERE attrelid = 'w%d'::regclass AND attname = 'v'", i))
			for k, x := range assigned[c.name] {
				for _, n := range []int{2*k + 1, 2*k + 2} {
					for id := 1; id <= 2; id++ {
						line++
						key := fmt.Sprintf("%d %d", n, id)
						shown, arrived := got[key]
						if _, fired := want[key]; !fired {
							continue
						}
						switch why := fails[strconv.Itoa(line)]; {
						case arrived && !c.holds(want[key], typ, shown):
							t.Errorf("%s := %s, row %d: %s, in SQLite %q", c.name, x, id, shown, want[key])
						case !arrived && (why == "" || fits[want[key]]):
							t.Errorf("%s := %s, row %d: it fails (%s), in SQLite %q", c.name, x, id, why, want[key])
						}
					}
				}
			}
		}
	})
}

// TestEncodingsInDefaults gives each column a DEFAULT, as a literal and as an expression: a row that leaves the columns
// out gets the same as in SQLite.
func TestEncodingsInDefaults(t *testing.T) {
	t.Parallel()
	columns := everyColumns(t)
	tables := map[string]string{"literal": "%s", "expression": "(coalesce(NULL, %s))"}
	flags := slices.Clone(queryFlags)
	var schema strings.Builder
	for name, form := range tables {
		fmt.Fprintf(&schema, "CREATE TABLE %s (id INTEGER PRIMARY KEY", name)
		for _, c := range columns {
			fmt.Fprintf(&schema, ", %s %s DEFAULT %s", c.name, c.declared, fmt.Sprintf(form, c.first()))
		}
		fmt.Fprintf(&schema, ");\nINSERT INTO %s SELECT * FROM every;\n", name)
		for _, f := range queryFlags {
			flags = append(flags, strings.Replace(f, "every.", name+".", 1))
		}
	}
	file := queryDatabase(t, schema.String())
	script := command(t, strings.NewReader(dump(t, file)), flags...)
	if script.code != 0 || strings.Contains(script.stderr, "default-left-out") {
		t.Error(script.stderr)
	}
	const insert = "INSERT INTO literal (id) VALUES (100); INSERT INTO expression (id) VALUES (100);"
	sqlite(t, file, insert)
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		loadClean(t, db, script.stdout)
		db.Load(t, insert)
		for name := range tables {
			for _, c := range columns {
				want := readLiteValue(t, strings.TrimSuffix(sqlite(t, file, fmt.Sprintf("SELECT %s FROM %s WHERE id = 100;", liteValueOf(c.name), name)), "\n"))
				got := db.Query(t, fmt.Sprintf("SELECT (SELECT typname FROM pg_type WHERE oid = pg_typeof(%[1]s)), to_json(%[3]s)::text FROM %[2]s WHERE id = 100", c.name, name, asPrinted(c.name)))[0]
				if got[1] == nil || !c.holds(want, *got[0], *got[1]) {
					t.Errorf("%s, DEFAULT %s of column %s is %q in SQLite, here %v", name, c.first(), c.name, want, got)
				}
			}
		}
	})
}

// constant is an expression that asks for no column.
var constant = regexp.MustCompile(`^(-?[\d.]+|x?'.*'|NULL|TRUE)$`)
