package e2e

import (
	"encoding/hex"
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/emit"
	"github.com/sqlite2pg/sqlite2pg/emit/check"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/internal/pgtest"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"
	"github.com/sqlite2pg/sqlite2pg/rewrite/override"
)

// exactTypes are declared types whose chains hold all types there are.
var exactTypes = []string{
	"INTEGER", "BOOLEAN", "REAL", "NUMERIC", "DECIMAL(10,2)", "DECIMAL(4,4)", "TEXT", "VARCHAR(5)", "DATETIME", "TIMESTAMPTZ", "DATE", "TIME",
	"JSON", "UUID", "BLOB", "", "WIBBLE", "SERIAL", "STRING",
}

// A sample is a value as a dump spells it, and as an expression of SQLite.
type sample struct {
	value parser.Value
	sql   string
}

func sampleOf(class parser.Class, text string) sample {
	s := sample{value: parser.Value{Class: class, Text: []byte(text)}, sql: text}
	switch class {
	case parser.Real:
		f, _ := strconv.ParseFloat(text, 64)
		s.sql = fmt.Sprintf("ieee754_from_blob(x'%016x')", math.Float64bits(f)) // its parser is not exact
	case parser.Text:
		s.sql = fmt.Sprintf("CAST(x'%x' AS TEXT)", text)
	case parser.Blob:
		s.sql = "x'" + text + "'"
	}
	return s
}

// randomSample draws a value of any class in any spelling.
func randomSample(r *rand.Rand) sample {
	pick := func(list ...string) string { return list[r.IntN(len(list))] }
	switch r.IntN(20) {
	case 0:
		return sampleOf(parser.Integer, strconv.FormatInt(int64(r.Uint64())>>r.IntN(64), 10))
	case 1:
		return sampleOf(parser.Integer, pick("0", "1", "-1", "2", "9223372036854775807", "-9223372036854775808", "9007199254740992", "9007199254740993", "999999", "1000000000000000"))
	case 2:
		unit := []int64{1, 1_000, 1_000_000}[r.IntN(3)]
		return sampleOf(parser.Integer, strconv.FormatInt((90_000_000+r.Int64N(4_100_000_000))*unit+r.Int64N(unit), 10))
	case 3: // any double at all
		f := math.Float64frombits(r.Uint64())
		if math.IsNaN(f) {
			f = 0.1
		}
		return sampleOf(parser.Real, strconv.FormatFloat(f, 'e', []int{-1, 16, 20}[r.IntN(3)], 64))
	case 4: // decimals with the digits of an old printer
		f := math.Trunc(r.Float64()*math.Pow10(r.IntN(12))) / math.Pow10(r.IntN(8))
		return sampleOf(parser.Real, strconv.FormatFloat(f*float64(1-2*r.IntN(2)), 'f', []int{-1, 20}[r.IntN(2)], 64))
	case 5:
		return sampleOf(parser.Real, pick("5e-324", "2.2250738585072009e-308", "1e308", "1.7976931348623157e308", "-0.0", "0.0", "5.0", "1e15", "1e14", "999999999999999.9",
			"1e-4", "0.00001", "1234567.5", "19.989999999999998436", "0.30000000000000004", "9223372036854775808", "9223372036854774784.0", "-9223372036854775808", "-9223372036854777856", "1e23", "-629440866767992064.0", "2459975.5"))
	case 6:
		return sampleOf(parser.Real, pick("Inf", "-Inf", "1e999", "-9.0e+999"))
	case 7: // a number as a text
		return sampleOf(parser.Text, pick("", " ", "\v", "\t\n")+pick("", "-", "+")+pick("0", "05", "5.0", "5", "1e3", "19.99", "1.", ".5", "0x10", "1_000", "12abc", "9223372036854775807", "9223372036854775808", "1e400", ".", "e5", "1e", "NaN", "Inf")+pick("", "", " ", "\u00a0"))
	case 8:
		var b strings.Builder
		for range r.IntN(9) {
			b.WriteRune([]rune{rune(1 + r.IntN(31)), '\'', '"', '\\', '\n', '\t', '.', 'N', 'a', 'é', '🐘', 0x7f, 0xfeff, 0x10ffff, '{', '%'}[r.IntN(16)])
		}
		return sampleOf(parser.Text, b.String())
	case 9:
		return sampleOf(parser.Text, pick("", "0000-00-00", "now", "infinity", "-infinity", "epoch", "today", "allballs", "NULL", `\N`, `\.`, "null", "yesterday", "24:00", "24:00:00", "2024-01-01 24:00:00",
			"0000-01-01", "0001-01-01", "9999-12-31 23:59:59.999999", "10000-01-01", "-0001-01-01", "2023-02-29", "2024-02-30", "12:60", "23:59:60", "2024-1-1", "01/02/2024", "2024-01-01  10:00", " 2024-01-01", "2024-01-01 ", "2024-01-01 10:00:00 UTC", "J2459975", "1.10:00:00"))
	case 10, 11: // a timestamp
		text := ""
		if r.IntN(4) > 0 {
			text = fmt.Sprintf("%04d-%02d-%02d", pick4(r), 1+r.IntN(12), 1+r.IntN(31))
			if r.IntN(4) > 0 {
				text += pick(" ", "T")
			}
		}
		if text == "" || len(text) > 10 {
			text += fmt.Sprintf("%02d:%02d", r.IntN(24), r.IntN(60))
			if r.IntN(4) > 0 {
				text += fmt.Sprintf(":%02d", r.IntN(60))
				if r.IntN(2) > 0 {
					text += "." + pick("", "0", "5", "25", "123", "500", "999999", "000001", "1234567", "0000000")
				}
			}
			text += pick("", "", "", "Z", "z", " Z", "+00", "+00:00", "+05:30", "-0330", " +14", "-15:59", "+16:00")
		}
		return sampleOf(parser.Text, text)
	case 12:
		return sampleOf(parser.Text, pick("t", "f", "true", "false", "TRUE", "False", "y", "n", "yes", "no", "on", "off", "T", "Y", "0", "1", " 1", "1.0", "tr", "2"))
	case 13, 14: // a UUID
		h := fmt.Sprintf("%016x%016x", r.Uint64(), r.Uint64())
		if r.IntN(4) == 0 {
			return sampleOf(parser.Blob, h)
		}
		if r.IntN(4) > 0 {
			h = h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:]
		}
		if r.IntN(4) == 0 {
			h = strings.ToUpper(h)
		}
		if r.IntN(4) == 0 {
			h = "{" + h + "}"
		}
		return sampleOf(parser.Text, h)
	case 15, 16:
		return sampleOf(parser.Text, randomJSON(r, 3))
	case 17:
		return sampleOf(parser.Text, strings.Repeat(pick("a", "é", "🐘", " ", "\n"), 3+r.IntN(4)))
	case 18:
		b := make([]byte, r.IntN(20))
		for i := range b {
			b[i] = byte(r.Uint32())
		}
		return sampleOf(parser.Blob, hex.EncodeToString(b))
	}
	return sampleOf(parser.Blob, hex.EncodeToString([]byte(pick("", "abc", "é", "\\", "5", "2024-01-01", "{}"))))
}

func pick4(r *rand.Rand) int { return []int{1970 + r.IntN(100), r.IntN(10000), 2024}[r.IntN(3)] }

// randomJSON is JSON with everything that jsonb and json treat in their own way.
func randomJSON(r *rand.Rand, depth int) string {
	blank := func() string { return []string{"", "", " ", "\n", "\t"}[r.IntN(5)] }
	n := 6
	if depth == 0 {
		n = 4
	}
	switch r.IntN(n) {
	case 0:
		return []string{"null", "true", "false", "0", "-0", "1.50", "1e2", "-1E-7", "123456789012345678901234567890.5", "1e400", "1e-400", "01", "1e20000", "NaN"}[r.IntN(14)]
	case 1, 2, 3:
		return `"` + []string{"", "a", "é", "🐘", `\u00e9`, `\ud83d\ude00`, `\u0000`, `\ud83d`, `\\`, `\"`, `\/`, `\n`, "it's", "\u2028"}[r.IntN(14)] + `"`
	case 4:
		var items []string
		for range r.IntN(4) {
			items = append(items, blank()+randomJSON(r, depth-1)+blank())
		}
		return "[" + strings.Join(items, ",") + "]"
	}
	var items []string
	for range r.IntN(4) {
		items = append(items, blank()+`"`+string(rune('a'+r.IntN(3)))+`"`+blank()+":"+randomJSON(r, depth-1))
	}
	return blank() + "{" + strings.Join(items, ",") + "}"
}

// held is what SQLite stores for a sample, as the text of a text column, and as bytes.
type held struct {
	class byte
	text  string
}

// holdAll asks SQLite what a column of a declared type makes of the samples.
func holdAll(t *testing.T, declared string, samples []sample) []held {
	t.Helper()
	var script strings.Builder
	fmt.Fprintf(&script, ".mode list\nCREATE TABLE t (id INTEGER PRIMARY KEY, v %s);\nBEGIN;\n", declared)
	for _, s := range samples {
		fmt.Fprintf(&script, "INSERT INTO t (v) VALUES (%s);\n", s.sql)
	}
	script.WriteString("COMMIT; SELECT substr(typeof(v), 1, 1) || CASE typeof(v) WHEN 'real' THEN hex(ieee754_to_blob(v)) ELSE hex(CAST(v AS BLOB)) END FROM t ORDER BY id;\n")
	var out []held
	for line := range strings.Lines(sqlite(t, ":memory:", script.String())) {
		line = strings.TrimSuffix(line, "\n")
		h := held{class: line[0]}
		b, err := hex.DecodeString(line[1:])
		if err != nil {
			t.Fatal(err)
		}
		h.text = string(b)
		if h.class == 'r' {
			bits, _ := strconv.ParseUint(line[1:], 16, 64)
			h.text = realText(math.Float64frombits(bits))
		}
		out = append(out, h)
	}
	if len(out) != len(samples) {
		t.Fatalf("%d values of %d", len(out), len(samples))
	}
	return out
}

// realText is the text of a real: as PostgreSQL prints a double, and with a
// point, so that it shows what it is. Zero has no sign.
func realText(f float64) string {
	switch a := math.Abs(f); {
	case math.IsInf(f, 0):
		return strings.TrimPrefix(strconv.FormatFloat(f, 'f', -1, 64), "+") + "inity"
	case f == 0:
		return "0.0"
	case a < 1e-4 || a >= 1e15:
		return strconv.FormatFloat(f, 'e', -1, 64)
	}
	text := strconv.FormatFloat(f, 'f', -1, 64)
	if !strings.Contains(text, ".") {
		text += ".0"
	}
	return text
}

// TestExact proves decode(encode(v)) = v for every type of every chain: what is
// written into a column, and read as the text SQLite held when the column must
// become a wider type, is what SQLite held; and it is the same as if it had
// been written into the wider type at once.
func TestExact(t *testing.T) {
	t.Parallel()
	first, rounds := seeds("RANDOM", 1)
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		spread(t, s, rounds*len(exactTypes), func(t *testing.T, db *pgtest.Database, i int) {
			seed, declared := first+i/len(exactTypes), exactTypes[i%len(exactTypes)]
			t.Logf("seed %d, %s", seed, declared)
			r := rand.New(rand.NewPCG(uint64(seed), 11))
			samples := make([]sample, 2000)
			for i := range samples {
				samples[i] = randomSample(r)
			}
			exact(t, db, declared, samples, holdAll(t, declared, samples))
		})
	})
}

func exact(t *testing.T, db *pgtest.Database, declared string, samples []sample, want []held) {
	t.Helper()
	chain := override.NewRules(override.Wishes{}).Chain("", "", declared, false, declared)
	fits := func(ty *coltype.Type, i int) (text []byte, fit coltype.Fit) {
		v := samples[i].value
		return ty.Append(nil, &v)
	}
	var script strings.Builder
	out := emit.NewWriter(&script, check.Grammar{})
	statement := func(s pg.Statement) {
		if err := out.Object(&pg.Object{Section: pg.Data, Statement: s}); err != nil {
			t.Fatal(err)
		}
	}
	if err := out.Begin(emit.Everything); err != nil {
		t.Fatal(err)
	}
	type column struct {
		table    string
		from, to *coltype.Type
		rows     []int
		printed  map[int]string // what PostgreSQL prints of the type after the data
	}
	var columns []column
	fill := func(from, to *coltype.Type, using pg.Expr, final, recoded bool) {
		c := column{table: fmt.Sprintf("t%d", len(columns)), from: from, to: to, printed: map[int]string{}}
		ty := from.SQL
		var recoder *coltype.Recoder
		if recoded { // as an archive has it
			ty, using = to.SQL, nil
			recoder = coltype.NewRecoder(from, to)
		}
		statement(&pg.CreateTable{Name: c.table, Columns: []pg.Column{{Name: "id", Type: "bigint"}, {Name: "v", Type: ty}}})
		block, err := out.Rows(pg.Qualified{Name: c.table}, []string{"id", "v"})
		if err != nil {
			t.Fatal(err)
		}
		for i := range samples {
			text, fit := fits(from, i)
			if fit != coltype.Fits && fit != coltype.WithOffset && (fit != coltype.PlainJSON || final) {
				continue
			}
			c.rows = append(c.rows, i)
			if recoder != nil {
				text = recoder.Recode(nil, text)
			}
			if final && from.Reprints() && (fit != coltype.WithOffset || from.After == "timestamptz") { // an offset makes a timestamptz of a timestamp
				var buf []byte
				c.printed[i] = string(from.Printed(text, &buf))
			}
			block.Append(append(append(strconv.AppendInt(nil, int64(i), 10), '\t'), append(text, '\n')...))
		}
		out.EndRows()
		switch {
		case final:
			statement(&pg.AlterTypes{Table: c.table, Columns: []pg.ColumnType{{Column: "v", Type: from.After}}})
		case using != nil:
			statement(&pg.AlterTypes{Table: c.table, Columns: []pg.ColumnType{{Column: "v", Type: to.SQL, Using: using}}})
		}
		columns = append(columns, c)
	}
	for i := range chain {
		from := &chain[i]
		for j := i + 1; j < len(chain); j++ {
			if using, ok := coltype.Convert(from, &chain[j], "v"); ok {
				fill(from, &chain[j], using, false, false)
				fill(from, &chain[j], using, false, true)
			}
		}
		fill(from, from, nil, false, false)
		if from.After != "" {
			fill(from, nil, nil, true, false)
		}
	}
	if err := out.Commit(emit.Loaded{}); err != nil {
		t.Fatal(err)
	}
	if err := out.Flush(); err != nil {
		t.Fatal(err)
	}
	reset(t, db)
	if got := load(t, db, script.String(), "-q"); got.Code != 0 {
		t.Errorf("declared %q: psql: exit code %d: %s", declared, got.Code, got.Stderr)
		return
	}
	for _, c := range columns {
		if c.to == nil { // it became strict
			printed(t, db, declared, c.table, c.from, c.printed)
			continue
		}
		read := map[int]string{}
		for _, row := range db.Query(t, "SELECT id, encode(convert_to(v::text, 'UTF8'), 'hex') FROM "+c.table) {
			id, _ := strconv.Atoi(*row[0])
			b, _ := hex.DecodeString(*row[1])
			read[id] = string(b)
		}
		wrong := 0
		for _, i := range c.rows {
			w := want[i].text
			switch {
			case c.to.SQL == "bytea":
				w = `\x` + hex.EncodeToString([]byte(w))
			case c.to.SQL != "text" && c.from == c.to:
				continue // what it holds shows when it is widened
			case c.to.SQL != "text":
				if text, fit := fits(c.to, i); fit != coltype.Fits {
					w = "a value of type " + c.to.SQL
				} else if c.to.UnixUnit() != "" { // what it writes of the same value
					w = string(text)
				} else {
					w = strictText(c.to.SQL, want[i])
				}
			}
			if read[i] != w && !((want[i].class == 'r' || samples[i].value.Class == parser.Real) && sameReal(c.to.SQL, read[i], w, want[i].class)) {
				if wrong++; wrong <= 3 {
					t.Errorf("declared %q, %s (%s) to %s (%s): %s %q is read as %q, want %q", declared, c.from.SQL, c.from.Encoding.Name(), c.to.SQL, c.to.Encoding.Name(),
						samples[i].value.Class, samples[i].value.Text, read[i], w)
				}
			}
		}
		if wrong > 3 {
			t.Errorf("and %d more", wrong-3)
		}
	}
}

// printed holds that PostgreSQL prints the values of a table as package coltype says.
func printed(t *testing.T, db *pgtest.Database, declared, table string, ty *coltype.Type, want map[int]string) {
	t.Helper()
	if !ty.Reprints() {
		return
	}
	x := "v::text"
	if ty.After == "timestamptz" {
		x = "(v AT TIME ZONE 'UTC')::text"
	}
	wrong := 0
	for _, row := range db.Query(t, "SELECT id, encode(convert_to("+x+", 'UTF8'), 'hex') FROM "+table) {
		id, _ := strconv.Atoi(*row[0])
		b, _ := hex.DecodeString(*row[1])
		if w, ok := want[id]; ok && string(b) != w {
			if wrong++; wrong <= 3 {
				t.Errorf("declared %q, %s after %s: it is printed as %q, and not as %q", declared, ty.After, ty.Encoding.Name(), b, w)
			}
		}
	}
	if wrong > 3 {
		t.Errorf("and %d more", wrong-3)
	}
}

// sameReal compares the texts of two reals: PostgreSQL's shortest text of 1e23
// is 9.999999999999999e+22, as it does not trust that readers round to even. In
// a TEXT column SQLite's 15 digits are not rightly rounded.
func sameReal(sql, got, want string, class byte) bool {
	if sql == "bytea" {
		g, _ := hex.DecodeString(got[2:])
		w, _ := hex.DecodeString(want[2:])
		got, want = string(g), string(w)
	}
	g, err := strconv.ParseFloat(got, 64)
	w, _ := strconv.ParseFloat(want, 64)
	return err == nil && (g == w || class == 't' && math.Abs(g-w) <= 1e-14*math.Abs(w)) && strings.ContainsAny(got, "e") == strings.ContainsAny(want, "e")
}

// strictText is what PostgreSQL prints for a number in a numeric type.
func strictText(sql string, h held) string {
	if h.class == 'r' && sql == "numeric" {
		f, _ := strconv.ParseFloat(h.text, 64)
		return strconv.FormatFloat(f, 'f', -1, 64)
	}
	return h.text
}
