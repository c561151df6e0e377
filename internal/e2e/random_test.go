package e2e

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/internal/pgtest"
	"github.com/sqlite2pg/sqlite2pg/internal/roundtrip"
)

// declarations are what a random column may declare.
var declarations = []string{
	"INTEGER", "INT", "BOOLEAN", "REAL", "NUMERIC", "DECIMAL(10,2)", "DECIMAL(4,1)", "TEXT", "VARCHAR(5)", "DATETIME", "TIMESTAMP", "DATE", "TIME",
	"JSON", "UUID", "BLOB", "", "WIBBLE", "STRING", "TIMESTAMP WITH TIME ZONE", "TINYINT(1)", "SERIAL", "FLOAT", "NVARCHAR(3)", "VARBINARY(16)", "DECIMAL(9)", "GUID", "CHAR(36)", "CLOB",
}

// families are SQL literals that people store, by what they mean. Most columns
// draw from one family, with a misfit from another here and there.
var families = [][]string{
	{"0", "1", "-1", "42", "9007199254740993", "9223372036854775807", "-9223372036854775808"},
	{"0", "1"},
	{"'t'", "'f'"},
	{"'true'", "'false'", "'TRUE'"},
	{"0.1", "1.5", "-2.25", "1e300", "5e-324", "19.99", "3.0", "123456.789"},
	{"19.99", "0.5", "7", "-3.25"},
	{"1e999", "-1e999"},
	{"1.0", "2.0", "-7.0", "1e15", "1e20", "-0.0"},
	{"ieee754_from_blob(x'44b52d02c7e14af6')", "1e22", "-1e23", "9223372036854775808.0", "-9223372036854775808.0", "1e-7"}, // 1e23 is half way between two doubles
	{"'y'", "'no'", "'on'", "'OFF'", "'Yes'", "'T'", "1", "0"},
	{"'abc'", "''", "'it''s'", "'a' || char(10) || 'b\\n'", "'tab' || char(9)", "'ünï'", "'12'", "'05'", "'1e3'", "' 7 '", "'longer than five'"},
	{"'2024-02-29 12:34:56'", "'1999-12-31 23:59:59.25'", "'2024-01-01 00:00:00'"},
	{"'2024-02-29T12:34:56'", "'1999-12-31T23:59:59.25'"},
	{"'2024-02-29T12:34:56Z'", "'2024-02-29 12:34:56+05:30'", "'2024-02-29T12:34:56.5-0800'"},
	{"'2024-02-29 12:34'", "'2024-02-29'", "'2024-02-29 12:34:56.500'"},
	{"1700000000", "0", "1600000001"},
	{"100000000", "4102444800", "99999999", "4102444801", "-1"},
	{"'2024-02-29 12:34:56Z'", "'2024-02-29 12:34:56 +02:00'", "'2024-02-29 12:34:56+00'", "'2024-02-29 12:34Z'"},
	{"1700000000123", "0"},
	{"1700000000123456", "0"},
	{"'0000-00-00'", "'now'", "'2023-02-30'", "'2024-01-01 24:00:00'", "'2024-01-01 10:00:00.1234567'"},
	{"'2024-02-29'", "'1900-01-01'"},
	{"'10:00:00'", "'23:59:59.5'", "'10:00'"},
	{`'{"a": [1, 2.50, "x''y"]}'`, "'[]'", "'null'", `'"text"'`},
	{`'"\u0000"'`, `'"\ud83d"'`, `'{"a": 1, "a": 2}'`, `'[1e400]'`, `'[1e999999]'`, `'{"a" : "\u00e9\n"}'`, "'{''a'': 1}'", "'NaN'"},
	{"'6f1d0e9a-0000-4000-8000-0123456789ab'", "'00000000-0000-0000-0000-000000000000'"},
	{"'6F1D0E9A-0000-4000-8000-0123456789AB'", "'{6f1d0e9a-0000-4000-8000-0123456789ab}'"},
	{"x'6f1d0e9a000040008000012345678901'"},
	{"x'00ff'", "x''", "x'c328'", "x'deadbeef'"},
	{"x'6162'", "x'5c6e'"},
	{"'abcde'", "'äöüßé'", "'🐘🐘🐘🐘🐘'", "'12345'"}, // five characters
	{"'abcdef'", "'123456'", "'     '", "'abc   '"},
}

// randomTable is the SQL of a table of random columns and rows. In a table
// with padding the first row fills the window, so that misfits come later.
func randomTable(r *rand.Rand, name string, padded bool) string {
	var out strings.Builder
	columns := 1 + r.IntN(6)
	var defs []string
	var draw [][]string
	for i := range columns {
		def := fmt.Sprintf("c%d %s", i, declarations[r.IntN(len(declarations))])
		if r.IntN(6) == 0 {
			def += " DEFAULT " + []string{"0", "'x'", "1.5", "CURRENT_TIMESTAMP"}[r.IntN(4)]
		}
		defs = append(defs, def)
		draw = append(draw, families[r.IntN(len(families))])
	}
	fmt.Fprintf(&out, "CREATE TABLE %s (pad TEXT, %s);\n", name, strings.Join(defs, ", "))
	for row := range 1 + r.IntN(25) {
		values := []string{"NULL"}
		if row == 0 && padded {
			values[0] = "replace(hex(zeroblob(1100000)), '0', 'x')"
		}
		for i := range columns {
			from := draw[i]
			if r.IntN(12) == 0 {
				from = families[r.IntN(len(families))]
			}
			v := from[r.IntN(len(from))]
			if r.IntN(10) == 0 {
				v = "NULL"
			}
			values = append(values, v)
		}
		fmt.Fprintf(&out, "INSERT INTO %s VALUES (%s);\n", name, strings.Join(values, ", "))
	}
	return out.String()
}

// seeds are the first seed of a random test, and how many there are: of the
// environment's NAME_SEED and NAME_ROUNDS, or 1 and usual.
func seeds(name string, usual int) (first, rounds int) {
	first, rounds = 1, usual
	if n, err := strconv.Atoi(os.Getenv(name + "_ROUNDS")); err == nil {
		rounds = n
	}
	if n, err := strconv.Atoi(os.Getenv(name + "_SEED")); err == nil {
		first = n
	}
	return first, rounds
}

// TestRandom moves databases of random declared types and random values of
// every storage class, with misfits early and late. RANDOM_ROUNDS makes it
// longer; each round has its own seed, which a failure names.
func TestRandom(t *testing.T) {
	t.Parallel()
	first, rounds := seeds("RANDOM", 4)
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		spread(t, s, rounds, func(t *testing.T, db *pgtest.Database, i int) {
			seed := first + i
			r := rand.New(rand.NewPCG(uint64(seed), 7))
			var script strings.Builder
			script.WriteString("BEGIN;\n")
			for i := range 40 {
				script.WriteString(randomTable(r, fmt.Sprintf("t%d", i), i%8 == 0))
			}
			script.WriteString("COMMIT;\n")
			file := database(t, script.String())
			reset(t, db)
			got := load(t, db, translateOnce(t, dump(t, file), "--verify"))
			if got.Code != 0 {
				t.Errorf("seed %d: psql: exit code %d: %s", seed, got.Code, got.Stderr)
				return
			}
			for _, d := range roundtrip.Differences(t, file, db) {
				t.Errorf("seed %d: %s", seed, d)
			}
		})
	})
}
