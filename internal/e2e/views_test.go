package e2e

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/internal/pgtest"
)

// TestViews asks SQLite and PostgreSQL the queries of package query's case tables, as views: what the tables say is
// written into the script must be what is written; names of columns, rows and, where a query gives one, the order of
// rows must be the same.
func TestViews(t *testing.T) {
	t.Parallel()
	var list []*viewCase
	var views, without strings.Builder // without a form: SQLite may not know them either
	all := readCases(t, "query")
	for _, file := range slices.Sorted(maps.Keys(all)) {
		for _, c := range all[file] {
			v := &viewCase{name: fmt.Sprintf("q%d", len(list)), query: c.In, want: c.Want}
			v.query, v.ordered = strings.CutPrefix(v.query, "ordered: ")
			v.query, v.meaning = strings.CutPrefix(v.query, "meaning: ")
			as, into := " AS ", &views
			if v.query[0] == '(' { // names of the view's columns
				as = " "
			}
			if strings.HasPrefix(v.want, "cannot: ") {
				into = &without
			}
			fmt.Fprintf(into, "CREATE VIEW %s%s%s;\n", v.name, as, v.query)
			list = append(list, v)
		}
	}
	file := queryDatabase(t, views.String())
	script := command(t, strings.NewReader(strings.Replace(dump(t, file), "COMMIT;", without.String()+"COMMIT;", 1)), queryFlags...)
	if script.code != 0 {
		t.Fatalf("sqlite2pg: exit code %d\n%s", script.code, script.stderr)
	}
	var compared []*viewCase
	for _, v := range list {
		if why, ok := strings.CutPrefix(v.want, "cannot: "); ok {
			if said := fmt.Sprintf("view %q: is not translated: %s ", v.name, why); !strings.Contains(script.stderr, said) {
				t.Errorf("%s: it is not said: %s", v.query, said)
			}
			continue
		}
		short := func(text string) string { return longNames.ReplaceAllString(text, ` AS "$1..."`) }
		if got := viewOf(script.stdout, v.name); short(got) != short(v.want) {
			t.Errorf("%s:\nin the script: %s\nin the table: %s", v.query, got, v.want)
		}
		compared = append(compared, v)
	}
	askSQLite(t, file, compared)
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		loadClean(t, db, script.stdout)
		askPostgreSQL(t, db, compared)
	})
}

// A viewCase is a query of a case table, as a view of both databases.
type viewCase struct {
	name, query, want string // want is what stands in the script
	ordered           bool   // the query gives its rows an order
	meaning           bool   // what is equal or comes first is decided by what values mean, in SQLite by how they are spelled
	columns           []string
	rows              [][]liteValue
}

// longNames finds names that the command may shorten.
var longNames = regexp.MustCompile(` AS "((?:[^"]|""){50})(?:[^"]|"")+"`)

// askSQLite reads the columns and rows of the views.
func askSQLite(t *testing.T, file string, list []*viewCase) {
	t.Helper()
	var names, rows strings.Builder
	// An automatic index of SQLite's before 3.41 loses rows under RTRIM: its Bloom filter hashes the length of a text.
	rows.WriteString("PRAGMA automatic_index = OFF;\n")
	for i, v := range list {
		fmt.Fprintf(&names, ".print @%d\nSELECT name FROM pragma_table_info('%s') ORDER BY cid;\n", i, v.name)
	}
	for key, columns := range answers(sqlite(t, file, names.String())) {
		i, _ := strconv.Atoi(key)
		list[i].columns = columns
		var values []string
		for _, c := range columns {
			values = append(values, liteValueOf(identifier(c)))
		}
		fmt.Fprintf(&rows, ".print @%d\nSELECT %s FROM %s;\n", i, strings.Join(values, " || char(1) || "), list[i].name)
	}
	for key, lines := range answers(sqlite(t, file, rows.String())) {
		i, _ := strconv.Atoi(key)
		for _, line := range lines {
			var row []liteValue
			for _, field := range strings.Split(line, "\x01") {
				row = append(row, readLiteValue(t, field))
			}
			list[i].rows = append(list[i].rows, row)
		}
	}
}

// askPostgreSQL compares columns and rows with SQLite's.
func askPostgreSQL(t *testing.T, db *pgtest.Database, list []*viewCase) {
	t.Helper()
	columns, types := map[string][]string{}, map[string][]string{}
	for _, r := range db.Query(t, `SELECT relname, attname, typname FROM pg_class c JOIN pg_attribute a ON attrelid = c.oid JOIN pg_type t ON t.oid = atttypid
		WHERE relkind = 'v' AND relnamespace = 'public'::regnamespace ORDER BY relname, attnum`) {
		columns[*r[0]], types[*r[0]] = append(columns[*r[0]], *r[1]), append(types[*r[0]], *r[2])
	}
	rows := strings.Builder{}
	rows.WriteString("SET timezone = 'UTC';\n")
	for i, v := range list {
		var values []string
		for _, c := range columns[v.name] {
			values = append(values, "coalesce(to_json("+asPrinted(identifier(c))+")::text, '')")
		}
		fmt.Fprintf(&rows, "\\echo @%d\nSELECT %s FROM %s;\n", i, strings.Join(values, " || chr(1) || "), v.name)
	}
	asked := db.Psql(t, strings.NewReader(rows.String()), "-q", "-A", "-t")
	if asked.Stderr != "" {
		t.Error(asked.Stderr)
	}
	got := answers(asked.Stdout)
	for i, v := range list {
		sameName := func(a, b string) bool { return a == b || len(a) > 63 && strings.HasPrefix(a, b[:50]) }
		if !slices.EqualFunc(v.columns, columns[v.name], sameName) {
			t.Errorf("%s: columns are %q, in SQLite %q", v.query, columns[v.name], v.columns)
			continue
		}
		if v.meaning {
			continue
		}
		rest := slices.Clone(got[strconv.Itoa(i)])
		found := len(rest) == len(v.rows)
		for _, row := range v.rows {
			at := slices.IndexFunc(rest, func(line string) bool {
				fields := strings.Split(line, "\x01")
				for j, value := range row {
					if !value.same(types[v.name][j], fields[j]) {
						return false
					}
				}
				return true
			})
			if at < 0 || v.ordered && at > 0 {
				found = false
				break
			}
			rest = slices.Delete(rest, at, at+1)
		}
		if !found {
			t.Errorf("%s:\nSQLite     %q\nPostgreSQL %q, of which without an equal %q\n%s", v.query, v.rows, got[strconv.Itoa(i)], rest, v.want)
		}
	}
}
