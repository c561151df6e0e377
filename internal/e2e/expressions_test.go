package e2e

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/internal/cases"
	"github.com/sqlite2pg/sqlite2pg/internal/pgtest"
	"github.com/sqlite2pg/sqlite2pg/internal/roundtrip"
	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// queryCases holds the case tables of package query, and the tables that they ask. The table every has a column of
// each encoding that rewrite/coltype knows: that is tested there.
const queryCases = "../../rewrite/query/testdata"

// queryFlags make the types of the tables what tables.types says.
var queryFlags = []string{"--bad-text=bytea", "--column=every.rn=numeric", "--column=every.bt=bytea", "--column=every.dx=double precision", "--column=every.i4=integer", "--column=every.i2=smallint"}

func queryFile(t testing.TB, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(queryCases, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// queryDatabase is a SQLite file with the tables and, as far as this SQLite knows what stands in them, views.
func queryDatabase(t testing.TB, views string) string {
	t.Helper()
	file := database(t, queryFile(t, "every.sql")+queryFile(t, "tables.sql"))
	run(t, exec.Command("sqlite3", "-init", "/dev/null", "-batch", file), strings.NewReader(views))
	return file
}

// readCases reads the case tables in a folder.
func readCases(t testing.TB, folder string) map[string][]cases.Case {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(queryCases, folder, "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatal(folder, err)
	}
	all := map[string][]cases.Case{}
	for _, file := range files {
		name := filepath.Join(folder, filepath.Base(file))
		list, _, err := cases.Read(queryFile(t, name))
		if err != nil {
			t.Fatalf("%s:%v", name, err)
		}
		all[name] = list
	}
	return all
}

// expressionRows is how many rows the table has, and groups how many by column f.
const expressionRows, groups = 7, 3

// oneSpelling are the columns of table every whose dates and times queries read in one spelling, and CHECKs do not read.
var oneSpelling = map[string]bool{"ta": true, "ao": true, "tc": true, "gw": true, "wi": true}

// expressionColumns are those of the table every, but for one of integers and reals: what a real loses beside an integer
// of 19 digits, PostgreSQL's numeric keeps; and but for dates and times that are read in one spelling.
func expressionColumns(t testing.TB) (names []string) {
	t.Helper()
	for line := range strings.Lines(queryFile(t, "tables.types")) {
		if f := strings.Split(line, "\t"); f[0] == "every" && f[1] != "dn" && !oneSpelling[f[1]] {
			names = append(names, identifier(f[1]))
		}
	}
	return names
}

// TestQueryTypes holds that the columns of the tables have the types that the case tables of package query are read
// with.
func TestQueryTypes(t *testing.T) {
	t.Parallel()
	types := filepath.Join(t.TempDir(), "types")
	r := command(t, strings.NewReader(dump(t, queryDatabase(t, ""))), append(queryFlags, "--types-out", types)...)
	if r.code != 0 {
		t.Fatal(r.stderr)
	}
	text, err := os.ReadFile(types)
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	for line := range strings.Lines(string(text)) {
		f := strings.Split(line, "\t") // but the reason
		got.WriteString(strings.Join(f[:4], "\t") + "\n")
	}
	if want := queryFile(t, "tables.types"); got.String() != want {
		t.Errorf("the types of %s are\n%s\ntables.types says\n%s", queryCases, got.String(), want)
	}
}

var expressionLiterals = []string{"0", "1", "-1", "2", "5", "7", "100", "64", "0.5", "2.5", "-1.5", "1e3", "100.0", "NULL", "''", "'a'", "'abc'", "'ABC'", "'5'", "'12'", "'2.50'", "'1e3'", "' 7 '",
	"'12abc'", "'é'", "x'414243'", "x'61'", "'2024-02-29'", "'2024-02-29 12:34:56'", "'2000-01-01 00:00:00'", "'2024'", "TRUE", "FALSE", "9223372036854775807", "'t'", "'%l%'", "'o'",
	"'6f1d0e9a-0000-4000-8000-0123456789ab'"}

// asPrinted is the text of a column in PostgreSQL: the cast of an inet adds a length to each address.
func asPrinted(column string) string {
	return "CASE WHEN pg_typeof(" + column + ") = 'inet'::regtype AND " + column + " IS NOT NULL THEN format('%s', " + column + ") ELSE " + column + "::text END"
}

// generator writes random expressions.
type generator struct {
	*rand.Rand
	columns []string
}

func (g generator) pick(list ...string) string { return list[g.IntN(len(list))] }

func (g generator) leaf() string {
	if g.IntN(3) > 0 {
		return g.pick(g.columns...)
	}
	return g.pick(expressionLiterals...)
}

func (g generator) pattern() string {
	return g.pick("'%'", "'a%'", "'%b%'", "'_el%'", "'12%'", "'%é%'", "'%\\_%'", "'2024-%'", "'%.0'", "s", "c", "'A_C'")
}

func (g generator) path() string {
	return g.pick("'$'", "'$.a'", "'$.b'", "'$.c[0]'", "'$.c[#-1]'", "'$.c[2].d'", "'$.a.b'", "'$[1]'", "'$[9]'", "'$.e'", "'$.t'", `'$."a"'`)
}

func (g generator) timestamp() string {
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
		return g.pick("date(", "time(", "datetime(", "julianday(", "unixepoch(", "strftime('%Y-%m', ", "strftime('%d.%m.%Y %H:%M', ", "strftime('%s', ", "strftime('%j %w %W %f', ") + g.timestamp() + g.modifiers() + ")"
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
	t.Parallel()
	first, rounds := seeds("EXPRESSION", 1)
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		compared, reasons := 0, map[string]int{}
		for seed := first; seed < first+rounds; seed++ {
			g := generator{rand.New(rand.NewPCG(uint64(seed), 11)), expressionColumns(t)}
			var exprs []string
			for range 500 {
				if g.IntN(5) == 0 {
					exprs = append(exprs, g.aggregate(g.IntN(3)))
				} else {
					exprs = append(exprs, g.expr(1+g.IntN(3)))
				}
			}
			compared += len(exprs) - len(compareExpressions(t, db, seed, exprs, reasons))
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

// TestExpressionCases compares the expressions of the case tables of package query: what they say is written into the
// script is what is written, and yields what SQLite yields.
func TestExpressionCases(t *testing.T) {
	t.Parallel()
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		for file, list := range readCases(t, "expr") {
			var exprs []string
			var reported strings.Builder
			for i, c := range list {
				switch {
				case strings.HasPrefix(c.Want, "cannot: "):
					fmt.Fprintf(&reported, "CREATE VIEW r%d AS SELECT id, %s AS x FROM every;\n", i, c.In)
				case spells.MatchString(c.In): // TestInstants asks for them, over the same rows in one spelling
				case !changing.MatchString(c.In) && !strings.HasPrefix(c.In, "meaning: "):
					exprs = append(exprs, c.In)
				}
			}
			for _, x := range compareExpressions(t, db, 0, exprs, map[string]int{}) {
				t.Errorf("%s: %s is not compared", file, x)
			}
			script := command(t, strings.NewReader(strings.Replace(dump(t, queryDatabase(t, "")), "COMMIT;", reported.String()+"COMMIT;", 1)), queryFlags...)
			for i, c := range list {
				line, _, _ := strings.Cut(c.Want, "\n")
				why, ok := strings.CutPrefix(line, "cannot: ")
				if ok && aggregated(t, c.In) {
					why = "" // the row that other columns come from may be the first reason
				}
				if ok && !regexp.MustCompile(fmt.Sprintf(`view "r%d": is not translated: (in column "x": )?%s`, i, regexp.QuoteMeta(why))).MatchString(script.stderr) {
					t.Errorf("%s: %s: it is not reported: %s", file, c.In, why)
				}
			}
		}
	})
}

// spells are expressions whose value is the text of a column of oneSpelling, or what SQLite makes of that: it reads no
// offset as Go prints it, and no infinity.
var spells = regexp.MustCompile(`^gw = '|^(date|strftime|substr)\(('%Y', )?(gw|wi)\b|^(ta|ao|tc|gw|wi) \|\| ''$|^(length|hex|quote|coalesce|group_concat|json_array|printf)\(('%s', )?(ta|ao|tc|gw|wi)\b`)

// changing are expressions whose value is another at each time or place.
var changing = regexp.MustCompile(`(?i)CURRENT_|'now'|random|^(date|julianday|unixepoch)\(\)|^strftime\('%Y'\)|'localtime'|'utc'`)

// aggregated reports whether an expression is of a group of rows.
func aggregated(t *testing.T, x string) (found bool) {
	t.Helper()
	view, err := parser.New(lexer.New(strings.NewReader("CREATE VIEW v AS SELECT " + x + ";"))).Next()
	if err != nil {
		t.Fatalf("%s: %v", x, err)
	}
	ast.Walk(view.(*ast.CreateView).Select.Cores[0].Columns[0].Expr, func(x ast.Expr) {
		c, ok := x.(*ast.Call)
		if !ok || c.Over != nil {
			return
		}
		switch strings.ToLower(c.Name) {
		case "min", "max":
			found = found || len(c.Args) == 1
		case "count", "sum", "total", "avg", "group_concat", "string_agg", "json_group_array", "json_group_object":
			found = true
		}
	})
	return found
}

var refused = regexp.MustCompile(`view "v(\d+)": left out\nDETAIL: +([^\n]*)`)

var leftOut = regexp.MustCompile(`(?mi)view "(v\d+)" is not translated: (.*)`)

// compareExpressions returns the expressions that could not be compared: SQLite raises and PostgreSQL does not, or they
// are not translated, the reasons of which it counts.
func compareExpressions(t *testing.T, db *pgtest.Database, seed int, exprs []string, reasons map[string]int) (not []string) {
	t.Helper()
	var views strings.Builder
	for i, x := range exprs {
		id, group := "id", ""
		if aggregated(t, x) {
			id, group = "f AS id", " GROUP BY f"
		}
		fmt.Fprintf(&views, "CREATE VIEW v%d AS SELECT %s, %s AS x FROM every%s;\n", i, id, x, group)
	}
	file := queryDatabase(t, views.String())
	reset(t, db)
	script := command(t, strings.NewReader(dump(t, file)), queryFlags...)
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
		fmt.Fprintf(&lite, "SELECT '@%d';\nSELECT coalesce(id, '') || char(1) || %s FROM v%[1]d ORDER BY 1;\n", i, liteValueOf("x"))
		if there[fmt.Sprintf("v%d", i)] {
			fmt.Fprintf(&pg, "SELECT '@%d';\nSELECT coalesce(id::int::text, '') || chr(1) || (SELECT typname FROM pg_type WHERE oid = pg_typeof(x)) || chr(1) || coalesce(to_json(%[2]s)::text, '') FROM v%[1]d ORDER BY 1;\n", i, asPrinted("x"))
		}
	}
	l := run(t, exec.Command("sqlite3", "-init", "/dev/null", "-batch", file), strings.NewReader(lite.String()))
	p := db.Psql(t, strings.NewReader("SET timezone = 'UTC';\n"+pg.String()), "-q", "-A", "-t", "-v", "ON_ERROR_STOP=0")
	want, got := answers(l.stdout), answers(p.Stdout)
	failed := errorsByLine(l.stderr, `(?m)near line (\d+): (.*)$`)
	for i, x := range exprs {
		name := fmt.Sprintf("v%d", i)
		key := strconv.Itoa(i)
		if !there[name] || len(want[key]) != expressionRows && len(want[key]) != groups { // SQLite raises
			why := failed[strconv.Itoa(2*i+2)]
			newer := strings.HasPrefix(why, "no such ") || strings.HasPrefix(why, "wrong number of arguments ")
			if raises := why != "" && there[name] && len(got[key]) == 0; !raises && !newer {
				not = append(not, x)
			}
			continue
		}
		if len(got[key]) != len(want[key]) {
			t.Errorf("seed %d: %s: PostgreSQL raises\n%s", seed, x, viewOf(script.stdout, name))
			continue
		}
		for n := range want[key] {
			w, g := strings.Split(want[key][n], "\x01"), strings.Split(got[key][n], "\x01")
			if w[0] != g[0] || !readLiteValue(t, w[1]).same(g[1], g[2]) {
				t.Errorf("seed %d: %s: want %q, got %q\n%s", seed, x, w, g, viewOf(script.stdout, name))
				break
			}
		}
	}
	return not
}

func viewOf(script, name string) string {
	_, after, _ := strings.Cut(script, "CREATE VIEW "+name+" ") // names of its columns may follow
	_, after, _ = strings.Cut(after, "AS\n")
	view, _, _ := strings.Cut(after, ";\n")
	return strings.TrimSuffix(view, "$sql$)") // of an attempt
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

// A liteValue is a value as SQLite has it: the first letter of its class, and its text, or the bytes of a blob.
type liteValue struct {
	class byte
	text  string
}

// liteValueOf is an expression of SQLite that shows the value of another, for readLiteValue.
func liteValueOf(x string) string {
	return fmt.Sprintf("substr(typeof(%[1]s), 1, 1) || CASE typeof(%[1]s) WHEN 'real' THEN printf('%%!.17g', %[1]s) WHEN 'integer' THEN %[1]s ELSE hex(%[1]s) END", x)
}

func readLiteValue(t testing.TB, shown string) liteValue {
	t.Helper()
	v := liteValue{shown[0], shown[1:]}
	if v.class == 't' || v.class == 'b' {
		b, err := hex.DecodeString(v.text)
		if err != nil {
			t.Fatalf("%s: %v", shown, err)
		}
		v.text = string(b)
	}
	return v
}

// same reports whether PostgreSQL has the same: a value of a type by its name in pg_type, whose text it shows as JSON,
// "" for NULL.
func (v liteValue) same(typ, shown string) bool {
	if v.class == 'n' || shown == "" {
		return v.class == 'n' && shown == ""
	}
	var text string
	if json.Unmarshal([]byte(shown), &text) != nil {
		return false
	}
	switch typ {
	case "bool":
		if v.class == 't' { // of a column itself
			return roundtrip.Same('t', v.text, typ, text)
		}
		text = map[string]string{"true": "1", "false": "0"}[text]
	case "int4", "int8", "float8", "numeric", "text":
	default: // of a column itself: its type keeps the meaning
		return roundtrip.Same(v.class, v.text, typ, text)
	}
	switch v.class {
	case 'r':
		return closeTo(v.text, text)
	case 'i':
		return v.text == text || typ != "text" && closeTo(v.text, text)
	}
	return v.text == text
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
