package roundtrip

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/sqlite2pg/sqlite2pg/internal/pgtest"
)

// sqlite runs a query with the sqlite3 command and returns what it prints.
func sqlite(t testing.TB, file, format, sql string) string {
	t.Helper()
	cmd := exec.Command("sqlite3", "-init", "/dev/null", "-batch", "-readonly", format, file, sql)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		t.Fatalf("sqlite3 %s: %v\n%s\n%s", file, err, stderr.String(), sql)
	}
	return stdout.String()
}

// sqliteTables returns the tables that hold rows of their own.
func sqliteTables(t testing.TB, file string) []table {
	t.Helper()
	out := sqlite(t, file, "-json", `
		SELECT l.name AS "Table", c.name AS "Column", c.hidden AS "Hidden"
		FROM pragma_table_list AS l, pragma_table_xinfo(l.name) AS c
		WHERE l.schema = 'main' AND l.type = 'table' AND l.name NOT LIKE 'sqlite\_%' ESCAPE '\'
		ORDER BY l.name, c.cid`)
	var found []struct {
		Table, Column string
		Hidden        int // 2 and 3: a generated column
	}
	if out != "" { // what it prints for no rows
		if err := json.Unmarshal([]byte(out), &found); err != nil {
			t.Fatalf("sqlite3 %s: %v", file, err)
		}
	}
	var tables []table
	for _, f := range found {
		tables = addColumn(tables, f.Table, column{name: f.Column, generated: f.Hidden > 1})
	}
	return tables
}

// sqliteRows reads columns of a table without loss: sqlite3 prints each value as the first letter of
// its class, and then an integer in decimal, a real as the bytes of the double, others as their bytes.
func sqliteRows(t testing.TB, file, table string, columns []column) [][]value {
	t.Helper()
	var exprs []string
	for _, c := range columns {
		exprs = append(exprs, fmt.Sprintf(`substr(typeof(%[1]s), 1, 1) || CASE typeof(%[1]s) WHEN 'integer' THEN %[1]s
			WHEN 'real' THEN hex(ieee754_to_blob(%[1]s)) ELSE hex(CAST(%[1]s AS BLOB)) END`, identifier(c.name)))
	}
	out := sqlite(t, file, "-list", "PRAGMA encoding; SELECT "+strings.Join(exprs, ", ")+" FROM "+identifier(table))
	encoding, out, _ := strings.Cut(out, "\n")
	var rows [][]value
	for line := range strings.Lines(out) {
		var values []value
		for field := range strings.SplitSeq(strings.TrimSuffix(line, "\n"), "|") {
			v, err := parseValue(field, encoding)
			if err != nil {
				t.Fatalf("sqlite3 %s: %v", file, err)
			}
			values = append(values, v)
		}
		rows = append(rows, values)
	}
	return rows
}

func parseValue(field, encoding string) (value, error) {
	if field == "" {
		return value{}, fmt.Errorf("a value without a class")
	}
	v := value{class: field[0], text: field[1:]}
	if v.class == 'i' {
		return v, nil
	}
	data, err := hex.DecodeString(v.text)
	if err != nil {
		return value{}, err
	}
	switch {
	case v.class == 'r':
		v.text = strings.TrimPrefix(strconv.FormatFloat(math.Float64frombits(binary.BigEndian.Uint64(data)), 'g', -1, 64), "+")
	case v.class == 't' && encoding == "UTF-16le":
		v.text = fromUTF16(data, binary.LittleEndian)
	case v.class == 't' && encoding == "UTF-16be":
		v.text = fromUTF16(data, binary.BigEndian)
	default:
		v.text = string(data)
	}
	return v, nil
}

func fromUTF16(data []byte, order binary.ByteOrder) string {
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = order.Uint16(data[2*i:])
	}
	return string(utf16.Decode(units))
}

// postgresTables returns the tables that are found without naming a schema.
func postgresTables(t testing.TB, db *pgtest.Database) []table {
	t.Helper()
	var tables []table
	for _, r := range db.Query(t, `
		SELECT c.relname, a.attname, t.typname
		FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid JOIN pg_type t ON t.oid = a.atttypid
		WHERE c.relkind IN ('r', 'p') AND pg_table_is_visible(c.oid) AND c.relnamespace <> 'pg_catalog'::regnamespace
		AND a.attnum > 0 AND NOT a.attisdropped
		ORDER BY c.relname, a.attnum`) {
		tables = addColumn(tables, *r[0], column{name: *r[1], typ: *r[2]})
	}
	return tables
}

func postgresRows(t testing.TB, db *pgtest.Database, table string, columns []column) [][]value {
	t.Helper()
	var names []string
	for _, c := range columns {
		names = append(names, identifier(c.name))
	}
	var rows [][]value
	for _, r := range db.Query(t, "SELECT "+strings.Join(names, ", ")+" FROM "+identifier(table)) {
		values := make([]value, len(r))
		for i, text := range r {
			if text == nil {
				values[i] = value{class: 'n'}
			} else if columns[i].typ == "bytea" {
				data, err := hex.DecodeString(strings.TrimPrefix(*text, `\x`))
				if err != nil {
					t.Fatal(err)
				}
				values[i] = value{'b', string(data)}
			} else {
				values[i] = value{'t', *text}
			}
		}
		rows = append(rows, values)
	}
	return rows
}

// addColumn adds a column to the last table, or to a new one if that has another name.
func addColumn(tables []table, name string, c column) []table {
	if n := len(tables); n == 0 || tables[n-1].name != name {
		tables = append(tables, table{name: name})
	}
	last := &tables[len(tables)-1]
	last.columns = append(last.columns, c)
	return tables
}
