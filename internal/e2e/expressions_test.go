package e2e

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"os/exec"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/internal/pgtest"
)

// expressionTable has a column of each type that the catalog knows, and rows
// that are awkward in each.
const expressionTable = `
CREATE TABLE t (id INTEGER PRIMARY KEY, i INTEGER, big INTEGER, r REAL, n NUMERIC, d DECIMAL(10,2), f BOOLEAN, w BOOLEAN,
    s TEXT, sn TEXT, c TEXT COLLATE NOCASE, v VARCHAR(10), b BLOB, ts DATETIME, tf DATETIME, tt TIMESTAMP, dy DATE, ux DATETIME,
    j TEXT, js JSON, u UUID, m INTEGER, x);
INSERT INTO t VALUES
(1, 5, 9223372036854775807, 2.5, 10.25, 19.99, 1, 't', 'Hello', '12', 'abc', 'one', x'414243', '2024-02-29 12:34:56', '2024-02-29 12:34:56.5', '2024-02-29T12:34:56', '2024-02-29', 1700000000,
 '{"a":1,"b":"x","c":[1,2,{"d":null}]}', '{"a": 1}', '6f1d0e9a-0000-4000-8000-0123456789ab', 5, 'p'),
(2, -7, -9223372036854775808, -2.5, 3, 3, 0, 'f', 'world', '1e3', 'ABC', 'two ', x'', '1999-12-31 23:59:59', '1999-12-31 23:59:59', '1999-12-31T23:59:59', '1999-12-31', 0,
 '[1,"two",3.5,true]', '[]', '00000000-0000-4000-8000-0123456789ab', 'abc', '12'),
(3, 0, 1, 0.0, 0, 0, NULL, 't', '', '-0.5', 'b', '', x'61', '2000-01-01 00:00:00', '2000-01-01 00:00:00.25', '2000-01-01T00:00:00', '2000-01-01', 1600000001,
 '"str"', 'null', NULL, 2.5, ''),
(4, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
(5, 100, 4611686018427387904, 1e20, -1.5, -0.25, 0, 'f', '12abc', ' 7 ', 'Zz', 'Über', x'313233', '2023-12-31 08:00:00', '2023-12-31 08:00:00.125', '2023-12-31T08:00:00', '2023-12-31', 86399,
 '{"a":{"b":"12"},"e":1.5,"t":false}', '{"a": [2]}', 'ffffffff-ffff-4fff-8fff-ffffffffffff', '', 'q'),
(6, 64, 42, 100.0, 99, 1234.5, 1, 't', 'O''Brien é_%', 'x', 'z', 'a%b_c', x'c3a9', '2024-03-01 00:00:00', '2024-03-01 00:00:01.75', '2024-03-01T00:00:00', '2024-03-01', 1709251200,
 '5', '7', '6f1d0e9a-1111-4000-8000-0123456789ab', '7', 'é'),
(7, 2, 2, 0.1, 0.1, 0.1, 1, 'f', '5', '5.0', 'a', '5', x'3132', '2024-02-29 12:34:57', '2024-02-29 12:34:56.75', '2024-02-29T12:34:57', '2024-02-28', 1,
 'null', '"x"', NULL, 100, '5.0');
`

// expressionRows is how many rows the table has, and groups how many by column f.
const expressionRows, groups = 7, 3

var expressionColumns = strings.Fields("id i big r n d f w s sn c v b ts tf tt dy ux j u m x")

var expressionLiterals = []string{"0", "1", "-1", "2", "5", "7", "100", "64", "0.5", "2.5", "-1.5", "1e3", "100.0", "NULL", "''", "'a'", "'abc'", "'ABC'", "'5'", "'12'", "'2.50'", "'1e3'", "' 7 '",
	"'12abc'", "'é'", "x'414243'", "x'61'", "'2024-02-29'", "'2024-02-29 12:34:56'", "'2000-01-01 00:00:00'", "'2024'", "TRUE", "FALSE", "9223372036854775807", "'t'", "'%l%'", "'o'",
	"'6f1d0e9a-0000-4000-8000-0123456789ab'"}

// generator writes random expressions.
type generator struct{ *rand.Rand }

func (g generator) pick(list ...string) string { return list[g.IntN(len(list))] }

func (g generator) leaf() string {
	if g.IntN(3) > 0 {
		return expressionColumns[g.IntN(len(expressionColumns))]
	}
	return g.pick(expressionLiterals...)
}

func (g generator) pattern() string {
	return g.pick("'%'", "'a%'", "'%b%'", "'_el%'", "'12%'", "'%é%'", "'%\\_%'", "'2024-%'", "'%.0'", "s", "c", "'A_C'")
}

func (g generator) path() string {
	return g.pick("'$'", "'$.a'", "'$.b'", "'$.c[0]'", "'$.c[#-1]'", "'$.c[2].d'", "'$.a.b'", "'$[1]'", "'$[9]'", "'$.e'", "'$.t'", `'$."a"'`)
}

func (g generator) moment() string {
	return g.pick("ts", "tf", "tt", "dy", "'2024-01-31'", "'2023-02-31 10:20'", "'12:30'", "sn", "s", "i", "'2459975.5'")
}

func (g generator) modifiers() string {
	var b strings.Builder
	for range g.IntN(3) {
		b.WriteString(", " + g.pick("'+1 day'", "'-1 month'", "'+1 month'", "'start of month'", "'start of year'", "'start of day'", "'weekday 1'", "'+1.5 hours'", "'-90 seconds'", "'+01:30'", "'+13 months'", "'-1 year'", "'unixepoch'", "'auto'", "'x'"))
	}
	return b.String()
}

// expr returns an expression of at most a depth.
func (g generator) expr(depth int) string {
	if depth <= 0 || g.IntN(12) == 0 {
		return g.leaf()
	}
	e := func() string { return g.expr(depth - 1) }
	switch g.IntN(22) {
	case 0, 1:
		return fmt.Sprintf("(%s %s %s)", e(), g.pick("+", "-", "*", "/", "%"), e())
	case 2:
		return fmt.Sprintf("(%s %s %s)", e(), g.pick("&", "|", "<<", ">>"), e())
	case 3, 4, 5:
		return fmt.Sprintf("(%s %s %s)", e(), g.pick("=", "<>", "<", "<=", ">", ">=", "IS", "IS NOT"), e())
	case 6:
		return fmt.Sprintf("(%s %s %s)", e(), g.pick("AND", "OR"), e())
	case 7:
		return fmt.Sprintf(g.pick("(NOT %s)", "(- %s)", "(+ %s)", "(~ %s)", "(%s IS NULL)", "(%s NOTNULL)", "(%s IS TRUE)", "(%s IS NOT FALSE)"), e())
	case 8:
		return fmt.Sprintf("(%s %s %s AND %s)", e(), g.pick("BETWEEN", "NOT BETWEEN"), e(), e())
	case 9:
		items := []string{e()}
		for range g.IntN(3) {
			items = append(items, e())
		}
		return fmt.Sprintf("(%s %s (%s))", e(), g.pick("IN", "NOT IN"), strings.Join(items, ", "))
	case 10:
		switch g.IntN(3) {
		case 0:
			return fmt.Sprintf("CASE WHEN %s THEN %s ELSE %s END", e(), e(), e())
		case 1:
			return fmt.Sprintf("CASE %s WHEN %s THEN %s END", e(), e(), e())
		}
		return fmt.Sprintf("CASE %s WHEN %s THEN %s WHEN %s THEN %s ELSE %s END", e(), e(), e(), e(), e(), e())
	case 11:
		return fmt.Sprintf("CAST(%s AS %s)", e(), g.pick("INTEGER", "TEXT", "REAL", "NUMERIC", "BLOB", "DATE", "VARCHAR(2)", "BOOLEAN"))
	case 12:
		return fmt.Sprintf("(%s || %s)", e(), e())
	case 13:
		if g.IntN(3) == 0 {
			return fmt.Sprintf("(%s %s %s)", e(), g.pick("GLOB", "NOT GLOB"), g.pick("'*'", "'H*'", "'[a-c]*'", "'*[0-9]*'", "'?????'", "'[^a]*'", "s"))
		}
		return fmt.Sprintf("(%s %s %s%s)", e(), g.pick("LIKE", "NOT LIKE"), g.pattern(), g.pick("", "", ` ESCAPE '\'`))
	case 14:
		return fmt.Sprintf(g.pick("abs(%s)", "length(%s)", "lower(%s)", "upper(%s)", "hex(%s)", "typeof(%s)", "round(%s)", "sign(%s)", "trim(%s)", "unicode(%s)", "ltrim(%s)", "quote(%s)", "likely(%s)", "ceil(%s)", "floor(%s)", "sqrt(%s)"), e())
	case 15:
		return fmt.Sprintf(g.pick("ifnull(%s, %s)", "coalesce(%s, %s)", "nullif(%s, %s)", "max(%s, %s)", "min(%s, %s)", "instr(%s, %s)", "substr(%s, %s)", "round(%s, %s)", "trim(%s, %s)", "mod(%s, %s)", "pow(%s, %s)", "iif(%s, %s, 1)"), e(), e())
	case 16:
		return fmt.Sprintf(g.pick("substr(%s, %s, %s)", "replace(%s, %s, %s)", "coalesce(%s, %s, %s)", "max(%s, %s, %s)", "iif(%s, %s, %s)"), e(), e(), e())
	case 17:
		return fmt.Sprintf("substr(%s, %d, %d)", e(), g.IntN(9)-4, g.IntN(7)-2)
	case 18:
		return g.pick("date(", "time(", "datetime(", "julianday(", "unixepoch(", "strftime('%Y-%m', ", "strftime('%d.%m.%Y %H:%M', ", "strftime('%s', ", "strftime('%j %w %W %f', ") + g.moment() + g.modifiers() + ")"
	case 19:
		return fmt.Sprintf("(%s COLLATE %s)", e(), g.pick("NOCASE", "BINARY", "RTRIM"))
	case 20:
		switch g.IntN(6) {
		case 0:
			return fmt.Sprintf("(%s %s %s)", g.pick("j", "js"), g.pick("->", "->>"), g.pick("'a'", "'$.c'", "0", "1", "-1", "'$[0]'"))
		case 1:
			return fmt.Sprintf("json_type(%s, %s)", g.pick("j", "js"), g.path())
		case 2:
			return fmt.Sprintf("json_array(%s, %s)", e(), g.pick("j", "json(j)", "s", "i"))
		case 3:
			return fmt.Sprintf("json_object('k', %s)", e())
		case 4:
			return fmt.Sprintf("json_%s(j, %s, %s)", g.pick("set", "insert", "replace"), g.path(), e())
		}
		return fmt.Sprintf("json_extract(%s, %s)", g.pick("j", "j", "js"), g.path())
	}
	return fmt.Sprintf("printf('%s', %s, %s)", g.pick("%d|%s", "%5.2f|%-5s|", "%05d %x", "%s-%s", "%+d %.3s", "%,d %s", "%g|%e"), e(), e())
}

// aggregate returns an expression for a query of one row a group.
func (g generator) aggregate(depth int) string {
	e := g.expr(depth)
	filter := ""
	if g.IntN(4) == 0 {
		filter = " FILTER (WHERE " + g.expr(1) + ")"
	}
	over := ""
	if g.IntN(3) == 0 {
		over = g.pick(" OVER ()", " OVER (ORDER BY id)", " OVER (PARTITION BY f ORDER BY id)", " OVER (ORDER BY i, id)")
		if g.IntN(3) == 0 {
			return window(g.pick("row_number()", "rank()", "ntile(3)", "lag(%s)", "lead(%s, 2)", "first_value(%s)", "last_value(%s)", "nth_value(%s, 2)", "lag(%s, 1, 0)"), e) + over
		}
	}
	call := window(g.pick("count(%s)", "sum(%s)", "total(%s)", "avg(%s)", "min(%s)", "max(%s)", "group_concat(%s)", "group_concat(%s, ';')", "json_group_array(%s)", "count(DISTINCT %s)", "sum(DISTINCT %s)"), e)
	if over != "" {
		call = strings.Replace(call, "DISTINCT ", "", 1)
	}
	return call + filter + over
}

// window puts an argument into a call that may take none.
func window(call, arg string) string { return strings.Replace(call, "%s", arg, 1) }

// TestExpressions compares random expressions over typed columns: what a
// translated view yields must be what SQLite's yields. What is reported is not
// compared. EXPRESSION_ROUNDS makes it longer, 500 expressions each.
func TestExpressions(t *testing.T) {
	first, rounds := seeds("EXPRESSION", 1)
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		compared, reasons := 0, map[string]int{}
		for seed := first; seed < first+rounds; seed++ {
			g := generator{rand.New(rand.NewPCG(uint64(seed), 11))}
			var exprs []string
			for range 500 {
				if g.IntN(5) == 0 {
					exprs = append(exprs, g.aggregate(g.IntN(3)))
				} else {
					exprs = append(exprs, g.expr(1+g.IntN(3)))
				}
			}
			compared += compareExpressions(t, db, seed, exprs, reasons)
		}
		var list []string
		for r, n := range reasons {
			list = append(list, fmt.Sprintf("%5d %s", n, r))
		}
		sort.Sort(sort.Reverse(sort.StringSlice(list)))
		t.Logf("%d expressions compared; not translated:\n%s", compared, strings.Join(list, "\n"))
		if compared < 200*rounds {
			t.Errorf("only %d expressions of %d were translated", compared, 500*rounds)
		}
	})
}

var aggregated = regexp.MustCompile(`^(count|sum|total|avg|min|max|group_concat|json_group_array)\(`)

var refused = regexp.MustCompile(`view "v(\d+)": left out\nDETAIL: +([^\n]*)`)

var leftOut = regexp.MustCompile(`(?mi)view "(v\d+)" is not translated: (.*)`)

func compareExpressions(t *testing.T, db *pgtest.Database, seed int, exprs []string, reasons map[string]int) (compared int) {
	var views strings.Builder
	for i, x := range exprs {
		id, group := "id", ""
		if aggregated.MatchString(x) && !strings.Contains(x, " OVER (") {
			id, group = "f AS id", " GROUP BY f"
		}
		fmt.Fprintf(&views, "CREATE VIEW v%d AS SELECT %s, %s AS x FROM t%s;\n", i, id, x, group)
	}
	file := database(t, expressionTable+views.String())
	reset(t, db)
	script := command(t, strings.NewReader(dump(t, file)))
	if script.code != 0 {
		t.Fatalf("sqlite2pg: exit code %d\n%s", script.code, script.stderr)
	}
	if got := load(t, db, script.stdout); got.Code != 0 {
		for _, m := range refused.FindAllStringSubmatch(got.Stderr, -1) {
			i, _ := strconv.Atoi(m[1])
			t.Errorf("seed %d: %s: PostgreSQL refuses it: %s\n%s", seed, exprs[i], m[2], viewOf(script.stdout, "v"+m[1]))
		}
		if !strings.Contains(got.Stderr, "loaded, but") {
			t.Fatalf("seed %d: psql: exit code %d: %s", seed, got.Code, got.Stderr)
		}
	}
	there := map[string]bool{}
	for _, row := range db.Query(t, "SELECT relname FROM pg_class WHERE relkind = 'v' AND relname LIKE 'v%'") {
		there[*row[0]] = true
	}
	for _, m := range leftOut.FindAllStringSubmatch(script.stdout+script.stderr, -1) {
		if !there[m[1]] {
			reasons[m[2]]++
		}
	}
	var lite, pg strings.Builder
	for i := range exprs {
		fmt.Fprintf(&lite, "SELECT '@%d';\nSELECT coalesce(id, '') || char(1) || typeof(x) || char(1) || CASE typeof(x) WHEN 'real' THEN printf('%%!.17g', x) WHEN 'blob' THEN hex(x) WHEN 'null' THEN '' ELSE json_quote(x || '') END FROM v%[1]d ORDER BY 1;\n", i)
		if there[fmt.Sprintf("v%d", i)] {
			fmt.Fprintf(&pg, "SELECT '@%d';\nSELECT coalesce(id::int::text, '') || chr(1) || pg_typeof(x) || chr(1) || coalesce(to_json(x::text)::text, '') FROM v%[1]d ORDER BY 1;\n", i)
		}
	}
	l := run(t, exec.Command("sqlite3", "-init", "/dev/null", "-batch", file), strings.NewReader(lite.String()))
	p := db.Psql(t, strings.NewReader("SET timezone = 'UTC';\n"+pg.String()), "-q", "-A", "-t", "-v", "ON_ERROR_STOP=0")
	want, got := answers(l.stdout), answers(p.Stdout)
	for i, x := range exprs {
		name := fmt.Sprintf("v%d", i)
		key := strconv.Itoa(i)
		if !there[name] || len(want[key]) != expressionRows && len(want[key]) != groups { // SQLite raises
			continue
		}
		compared++
		if len(got[key]) != len(want[key]) {
			t.Errorf("seed %d: %s: PostgreSQL raises\n%s", seed, x, viewOf(script.stdout, name))
			continue
		}
		for n := range want[key] {
			if !sameAnswer(want[key][n], got[key][n]) {
				t.Errorf("seed %d: %s: want %s, got %s\n%s", seed, x, want[key][n], got[key][n], viewOf(script.stdout, name))
				break
			}
		}
	}
	return compared
}

func viewOf(script, name string) string {
	_, after, _ := strings.Cut(script, "CREATE VIEW "+name+" AS\n")
	view, _, _ := strings.Cut(after, ";\n")
	return view
}

// answers splits output at the lines that name expressions.
func answers(out string) map[string][]string {
	all := map[string][]string{}
	key := ""
	for _, line := range strings.Split(strings.TrimSpace(out), "\n") {
		if k, ok := strings.CutPrefix(line, "@"); ok {
			key = k
			continue
		}
		all[key] = append(all[key], line)
	}
	return all
}

// sameAnswer compares "id type value" of both sides.
func sameAnswer(want, got string) bool {
	w, g := strings.Split(want, "\x01"), strings.Split(got, "\x01")
	if w[0] != g[0] {
		return false
	}
	if w[1] == "null" || g[2] == "" {
		return w[1] == "null" && g[2] == ""
	}
	var text string
	if json.Unmarshal([]byte(g[2]), &text) != nil {
		return false
	}
	switch g[1] {
	case "json", "jsonb":
		return true // of the column itself: it keeps the meaning
	case "boolean":
		text = map[string]string{"true": "1", "false": "0"}[text]
	}
	switch w[1] {
	case "blob":
		return strings.EqualFold(text, `\x`+w[2]) || g[1] == "text" && strings.EqualFold(hex.EncodeToString([]byte(text)), w[2])
	case "real":
		return closeTo(w[2], text)
	}
	var wanted string
	if json.Unmarshal([]byte(w[2]), &wanted) != nil {
		return false
	}
	if w[1] == "integer" {
		return wanted == text || closeTo(wanted, text)
	}
	if g[1] == "boolean" && (wanted == "t" || wanted == "f") {
		return (text == "1") == (wanted == "t")
	}
	if strings.HasPrefix(g[1], "timestamp") { // of a column itself
		return strings.Replace(wanted, "T", " ", 1) == text
	}
	return wanted == text
}

func closeTo(a, b string) bool {
	b = strings.Replace(b, "Infinity", "Inf", 1)
	x, err1 := strconv.ParseFloat(a, 64)
	y, err2 := strconv.ParseFloat(b, 64)
	if err1 != nil && !math.IsInf(x, 0) || err2 != nil && !math.IsInf(y, 0) {
		return false
	}
	return x == y || math.Abs(x-y) <= 1e-11*math.Max(math.Abs(x), math.Abs(y))
}
