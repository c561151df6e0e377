package e2e

import (
	"encoding/json"
	"fmt"
	"io"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"

	_ "embed"

	"github.com/sqlite2pg/sqlite2pg/internal/pgtest"
)

//go:embed testdata/views.sql
var viewTables string

//go:embed testdata/views.txt
var viewQueries string

// TestViews asks SQLite and PostgreSQL the same queries, as views: names of columns, rows and, where a
// query gives one, the order of rows must be the same.
func TestViews(t *testing.T) {
	var queries []string
	var views strings.Builder
	for _, line := range strings.Split(strings.TrimSpace(viewQueries), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		queries = append(queries, line)
		_, q, ok := strings.Cut(line, "ed: ")
		if !ok {
			q = line
		}
		fmt.Fprintf(&views, "CREATE VIEW q%d AS %s;\n", len(queries), q)
	}
	file := database(t, viewTables+views.String())
	script := command(t, strings.NewReader(dump(t, file)))
	if script.code != 0 {
		t.Fatalf("sqlite2pg: exit code %d\n%s", script.code, script.stderr)
	}
	want := make([]string, len(queries))
	for i, q := range queries {
		if strings.HasPrefix(q, "reported: ") {
			continue // it may be one that SQLite itself does not run here
		}
		r := run(t, exec.Command("sqlite3", "-init", "/dev/null", "-batch", "-json", file, fmt.Sprintf("SELECT * FROM q%d", i+1)), nil)
		if r.code != 0 {
			t.Fatalf("%s: %s", queries[i], r.stderr)
		}
		want[i] = r.stdout
	}
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		loadClean(t, db, script.stdout)
		var all strings.Builder
		for i, q := range queries {
			name := fmt.Sprintf("q%d", i+1)
			reported := strings.Contains(script.stderr, fmt.Sprintf("view %q: is not translated", name))
			if want := strings.HasPrefix(q, "reported: "); reported != want {
				t.Errorf("%s: reported: %v", q, reported)
			}
			if !reported {
				fmt.Fprintf(&all, "\\echo @%d\nSELECT json_agg(the_view) FROM %s the_view;\n", i, name)
			}
		}
		asked := db.Psql(t, strings.NewReader(all.String()), "-q", "-A", "-t")
		if asked.Stderr != "" {
			t.Error(asked.Stderr)
		}
		for key, got := range answers(asked.Stdout) {
			i, _ := strconv.Atoi(key)
			a, b := rowsOf(t, want[i]), rowsOf(t, strings.Join(got, "\n"))
			if !strings.HasPrefix(queries[i], "ordered: ") {
				slices.Sort(a)
				slices.Sort(b)
			}
			if !slices.Equal(a, b) {
				t.Errorf("%s:\nSQLite     %q\nPostgreSQL %q\n%s", queries[i], a, b, viewOf(script.stdout, fmt.Sprintf("q%d", i+1)))
			}
		}
	})
}

// rowsOf reads rows from JSON: each its columns, by name in their order, and
// values in one spelling of numbers, of truth, of moments and of the blanks in
// JSON.
func rowsOf(t *testing.T, text string) (rows []string) {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	var b strings.Builder
	for depth := 0; ; {
		token, err := d.Token()
		if err == io.EOF {
			return rows
		}
		if err != nil {
			t.Fatalf("%v in %s", err, text)
		}
		switch token {
		case json.Delim('['):
			depth++
			continue
		case json.Delim(']'):
			depth--
			continue
		case json.Delim('{'):
			b.Reset()
			continue
		case json.Delim('}'):
			rows = append(rows, b.String())
			continue
		}
		name := token.(string)
		var v any
		if err := d.Decode(&v); err != nil {
			t.Fatalf("%v in %s", err, text)
		}
		fmt.Fprintf(&b, "%.50s: %s; ", name, spelling(v))
	}
}

func spelling(v any) string {
	switch x := v.(type) {
	case bool:
		return map[bool]string{false: "0", true: "1"}[x]
	case json.Number:
		f, _ := x.Float64()
		return fmt.Sprintf("%.12g", f)
	case string:
		if f, err := strconv.ParseFloat(x, 64); err == nil { // of a column that holds texts, too
			return fmt.Sprintf("%.12g", f)
		}
		var inside any
		if len(x) > 0 && strings.Contains("{[", x[:1]) && json.Unmarshal([]byte(x), &inside) == nil {
			return spelling(inside)
		}
		if len(x) > 10 && x[10] == 'T' {
			x = x[:10] + " " + x[11:]
		}
		return strconv.Quote(x)
	}
	b, _ := json.Marshal(v)
	return string(b)
}
