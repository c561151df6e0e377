package e2e

import (
	"encoding/hex"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/internal/pgtest"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/rewrite/fit"
	"github.com/sqlite2pg/sqlite2pg/target"
)

// A reading says what values of one class mean in a type: how they are spelled, and
// the expression with which PostgreSQL reads the same.
type reading struct {
	name    string
	into    target.Type
	class   parser.Class
	options fit.Options
	// spell draws a value. same is what the expression reads in its place: the value
	// in PostgreSQL's own spelling where it has another one. must is set when the
	// value must be taken if PostgreSQL has a reading of it.
	spell func(r *rand.Rand) (raw, same string, must bool)
	// expr has the text x; it is NULL, or fails, where the type has no such value.
	expr string
}

func builtin(name string, mods ...int) target.Type {
	name, isArray := strings.CutSuffix(name, "[]")
	t := target.Type{Name: target.Name{Schema: target.Builtin, Name: name}, Mods: mods}
	if isArray {
		t.Dims = 1
	}
	return t
}

func oneOf(r *rand.Rand, list ...string) string { return list[r.IntN(len(list))] }

// anInteger draws integers of all sizes, many of them near the ends of the types.
func anInteger(r *rand.Rand) string {
	switch r.IntN(3) {
	case 0:
		edge := []int64{0, 1 << 15, 1 << 31, 1 << 32, 1 << 53, 999_999_999_999_999, 10_000}[r.IntN(7)]
		n := edge + r.Int64N(5) - 2
		if r.IntN(2) == 0 {
			n = -n
		}
		return strconv.FormatInt(n, 10)
	case 1:
		return oneOf(r, "9223372036854775807", "-9223372036854775808", "9223372036854775806")
	}
	return strconv.FormatInt(int64(r.Uint64())>>r.IntN(64), 10)
}

// aReal draws doubles as a dump spells them, most of them decimals that people write.
func aReal(r *rand.Rand) string {
	var f float64
	switch r.IntN(5) {
	case 0:
		f = math.Float64frombits(r.Uint64())
		if math.IsNaN(f) || math.IsInf(f, 0) {
			f = 0
		}
	case 1:
		f = float64(r.Int64N(2_000_000_000)-1_000_000_000) / []float64{1, 10, 100, 1000, 8, 3}[r.IntN(6)]
	case 2:
		f = float64(int64(r.Uint64()) >> r.IntN(64))
	case 3:
		f = float64(r.IntN(10_000)) / 10_000
		if r.IntN(2) == 0 {
			break
		}
		f = math.Ldexp(float64(r.Int64N(1<<24)), r.IntN(300)-160)
	default:
		f = float64(r.IntN(100_000))/100 + 0.1 + 0.2
	}
	return strconv.FormatFloat(f, 'e', []int{-1, 17, 19}[r.IntN(3)], 64)
}

// aDecimal draws the text of a number.
func aDecimal(r *rand.Rand) string {
	s := strconv.FormatInt(int64(r.Uint64())>>(20+r.IntN(44)), 10)
	switch r.IntN(6) {
	case 0:
		s += "." + strings.Repeat("0", r.IntN(3)) + strconv.Itoa(r.IntN(1000)) + strings.Repeat("0", r.IntN(3))
	case 1:
		s += "." + strconv.Itoa(r.IntN(100))
	case 2:
		s = strconv.Itoa(r.IntN(1000)) + "." + strconv.Itoa(r.IntN(1000)) + oneOf(r, "e", "E") + oneOf(r, "", "+", "-") + strconv.Itoa(r.IntN(20))
	case 3:
		s = oneOf(r, "", "-", "+") + "." + strconv.Itoa(r.IntN(1000))
	case 4:
		s = oneOf(r, "", "+", "-") + strings.Repeat("0", r.IntN(4)) + strconv.Itoa(r.IntN(100_000)) + oneOf(r, "", ".", ".0", ".00")
	}
	return oneOf(r, "", "", "", " ", "\t") + s + oneOf(r, "", "", "", " ", "\n")
}

// anyText draws texts, broken spellings of everything among them.
func anyText(r *rand.Rand) string {
	s := oneOf(r, "", " ", "a", "äöü", "12 apples", "yesterday", "NaN", "NULL", "\\N", "a\tb\n\\", "2023-02-29", "0000-00-00 00:00:00", "1,5", "0x10", "1_000",
		"{a,b}", "[1,", `{"a":}`, "24:00:00", "12:60", "10.0.0.256", "550e8400e29b41d4a71664465544000", "--1", "1e", "+", ".", "1.2.3", "true!", "🚀")
	return s + oneOf(r, "", "", s, "x")
}

// A clockwork is a date with a time of day in parts.
type clockwork struct {
	y, mo, d, h, mi, s int
	frac               string
}

func drawClock(r *rand.Rand) clockwork {
	c := clockwork{1970 + r.IntN(100), 1 + r.IntN(12), 1 + r.IntN(28), r.IntN(24), r.IntN(60), r.IntN(60), ""}
	switch r.IntN(8) {
	case 0:
		c.y = 1 + r.IntN(9999)
	case 1:
		c.mo, c.d = 2, 29
	case 2:
		c.mo, c.d, c.h, c.mi, c.s = 12, 31, 23, 59, 59
	case 3:
		c.y, c.mo, c.d, c.h = 2000+r.IntN(40), 3+7*r.IntN(2), 25+r.IntN(7), r.IntN(4) // summer time begins and ends
	}
	if n := r.IntN(12); n <= 9 && r.IntN(2) == 0 {
		for range n {
			c.frac += strconv.Itoa(r.IntN(10))
		}
		if r.IntN(3) == 0 && len(c.frac) > 6 {
			c.frac = c.frac[:6] + "5" + strings.Repeat("0", len(c.frac)-7)
		}
		if r.IntN(4) == 0 && len(c.frac) > 2 {
			c.frac = strings.Repeat("9", len(c.frac))
		}
	}
	return c
}

func (c clockwork) date() string { return fmt.Sprintf("%04d-%02d-%02d", c.y, c.mo, c.d) }

func (c clockwork) clock() string {
	s := fmt.Sprintf("%02d:%02d:%02d", c.h, c.mi, c.s)
	if c.frac != "" {
		s += "." + c.frac
	}
	return s
}

// drawOffset draws an offset in some spelling, and in PostgreSQL's.
func drawOffset(r *rand.Rand) (raw, same string) {
	sign, h, m := oneOf(r, "+", "-"), r.IntN(15), []int{0, 0, 30, 45}[r.IntN(4)]
	same = fmt.Sprintf("%s%02d:%02d", sign, h, m)
	switch r.IntN(7) {
	case 0:
		return oneOf(r, "Z", "z", " UTC", "UTC"), "+00"
	case 1:
		return same, same
	case 2:
		return " " + same, same
	case 3:
		return fmt.Sprintf("%s%02d%02d", sign, h, m), same
	case 4:
		return fmt.Sprintf("%s%02d", sign, h), fmt.Sprintf("%s%02d", sign, h)
	case 5: // time.Time.String
		return fmt.Sprintf(" %s%02d%02d %s", sign, h, m, oneOf(r, "CET", "UTC", "+03", "-0330")), same
	}
	return fmt.Sprintf(" %s%02d%02d CEST m=+%d.%09d", sign, h, m, r.IntN(100), r.IntN(1e9)), same
}

// localTime draws a timestamp without an offset.
func localTime(r *rand.Rand) (raw, same string, must bool) {
	c := drawClock(r)
	same = c.date() + " " + c.clock()
	switch r.IntN(6) {
	case 0:
		return c.date() + "T" + c.clock(), same, true
	case 1:
		return c.date(), c.date(), true
	case 2:
		c.s, c.frac = 0, ""
		return c.date() + oneOf(r, " ", "T") + fmt.Sprintf("%02d:%02d", c.h, c.mi), c.date() + " " + c.clock(), true
	case 3:
		c.frac = ""
		return fmt.Sprintf("%04d%02d%02d%s%02d%02d%02d", c.y, c.mo, c.d, oneOf(r, "", "T"), c.h, c.mi, c.s), c.date() + " " + c.clock(), true
	case 4:
		s := oneOf(r, "infinity", "-infinity", "0044-03-15 10:00:00 BC", "12024-02-29 10:00:00", "2023-02-29 10:00:00", "2024-13-01", "2024-02-30 00:00:00")
		return s, s, true
	}
	return oneOf(r, "", " ") + same + oneOf(r, "", " "), same, true
}

// zonedTime draws a timestamp with an offset.
func zonedTime(r *rand.Rand) (raw, same string, must bool) {
	c := drawClock(r)
	offset, pgOffset := drawOffset(r)
	return c.date() + oneOf(r, " ", "T") + c.clock() + offset, c.date() + " " + c.clock() + pgOffset, true
}

// unixTime draws a number of some unit.
func unixTime(unit fit.Unit) func(r *rand.Rand) (string, string, bool) {
	return func(r *rand.Rand) (raw, same string, must bool) {
		n := r.Int64N(8_000_000_000) - 2_000_000_000
		if r.IntN(4) == 0 {
			n = n / 86400 * 86400
		}
		scale := map[fit.Unit]int64{fit.Seconds: 1, fit.Milliseconds: 1e3, fit.Microseconds: 1e6, fit.Nanoseconds: 1e9}[unit]
		raw = strconv.FormatInt(n*scale+r.Int64N(2)*r.Int64N(scale), 10)
		return raw, raw, true
	}
}

// micros is the expression of a timestamp that is n microseconds after 1970, exact
// for all n.
const micros = `SELECT timestamp 'epoch' + (n / 86400000000) * interval '1 day' + (n %% 86400000000) * interval '1 microsecond' FROM (SELECT (CASE WHEN u - floor(u) = 0.5 THEN 2 * round(u / 2) ELSE round(u) END)::bigint n FROM (SELECT x::numeric * %s u) v) w`

const utc = `SELECT replace(regexp_replace(t::text, ' BC$', ''), ' BC', '') || CASE WHEN t::text LIKE '%%infinity' THEN '' ELSE '+00' END || CASE WHEN t::text LIKE '%% BC' THEN ' BC' ELSE '' END FROM (SELECT (%s) t) o`

func readings() []reading {
	plain := func(spell func(*rand.Rand) string) func(*rand.Rand) (string, string, bool) {
		return func(r *rand.Rand) (string, string, bool) { s := spell(r); return s, s, true }
	}
	perhaps := func(spell func(*rand.Rand) string) func(*rand.Rand) (string, string, bool) {
		return func(r *rand.Rand) (string, string, bool) { s := spell(r); return s, s, false }
	}
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		panic(err)
	}
	mood := target.Type{Name: target.Name{Schema: "public", Name: "mood"}, Def: &target.TypeDef{Kind: target.Enum, Labels: []string{"happy", `it's "so"`, "", `a\b`}}}
	var list []reading
	add := func(name string, into target.Type, class parser.Class, spell func(*rand.Rand) (string, string, bool), expr string) *reading {
		list = append(list, reading{name: name, into: into, class: class, spell: spell, expr: expr})
		return &list[len(list)-1]
	}
	for _, name := range []string{"int2", "int4", "int8", "oid"} {
		t := builtin(name)
		add("integers", t, parser.Integer, plain(anInteger), "CASE WHEN x::numeric >= 0 OR '"+name+"' <> 'oid' THEN x::"+name+" END")
		add("reals", t, parser.Real, plain(aReal), "CASE WHEN x::float8 = trunc(x::float8) AND (x::float8 >= 0 OR '"+name+"' <> 'oid') THEN x::float8::int8::"+name+" END")
		add("texts", t, parser.Text, plain(aDecimal), "CASE WHEN x::numeric = trunc(x::numeric) THEN x::numeric::int8::"+name+" END")
		add("words", t, parser.Text, perhaps(anyText), "CASE WHEN trim(x) = '' THEN NULL ELSE x::numeric::int8::"+name+" END")
	}
	for _, t := range []target.Type{builtin("numeric"), builtin("numeric", 10, 2), builtin("numeric", 5), builtin("numeric", 4, 4), builtin("numeric", 38, 18)} {
		exact := fmt.Sprintf("CASE WHEN n::%s = n THEN n::%s END", &t, &t)
		add("integers", t, parser.Integer, plain(anInteger), "SELECT "+exact+" FROM (SELECT x::numeric n) v")
		add("reals", t, parser.Real, plain(aReal), fmt.Sprintf("SELECT CASE WHEN n::%s = n OR n::%s::float8 <> x::float8 AND abs(n::%s::float8 - x::float8) <= abs(x::float8) * 2.0::float8 ^ (-50) THEN n::%s END FROM (SELECT x::float8::text::numeric n) v", &t, &t, &t, &t))
		add("texts", t, parser.Text, plain(aDecimal), "SELECT "+exact+" FROM (SELECT x::numeric n) v")
		rounded := add("texts that are rounded", t, parser.Text, plain(aDecimal), fmt.Sprintf("x::numeric::%s", &t))
		rounded.options.Round = true
		add("words", t, parser.Text, perhaps(anyText), "SELECT "+exact+" FROM (SELECT x::numeric n) v")
	}
	for _, class := range []struct {
		class parser.Class
		spell func(*rand.Rand) string
	}{{parser.Integer, anInteger}, {parser.Real, aReal}, {parser.Text, aDecimal}} {
		add("numbers", builtin("float8"), class.class, plain(class.spell), "x::float8")
		add("numbers", builtin("float4"), class.class, plain(class.spell), "x::float8::float4")
	}
	add("words", builtin("float8"), parser.Text, perhaps(anyText), "x::float8")
	add("integers", builtin("bool"), parser.Integer, plain(anInteger), "CASE x WHEN '0' THEN false WHEN '1' THEN true END")
	add("words", builtin("bool"), parser.Text, plain(func(r *rand.Rand) string {
		s := oneOf(r, "true", "false", "t", "f", "yes", "no", "y", "n", "on", "off", "1", "0", "2", "", "truth")
		return oneOf(r, s, strings.ToUpper(s), " "+s, s+" ")
	}), "x::boolean")

	add("texts", builtin("text"), parser.Text, plain(anyText), "x")
	add("integers", builtin("text"), parser.Integer, plain(anInteger), "x")
	add("reals", builtin("text"), parser.Real, plain(aReal), "SELECT CASE WHEN f ~ '[.eI]' THEN f ELSE f || '.0' END FROM (SELECT (x::float8 + 0)::text f) v")
	add("blobs", builtin("text"), parser.Blob, func(r *rand.Rand) (string, string, bool) {
		s := anyText(r)
		return hex.EncodeToString([]byte(s)), s, true
	}, "x")
	add("texts", builtin("varchar", 3), parser.Text, plain(anyText), "CASE WHEN length(x) <= 3 THEN x END")
	add("texts", builtin("bpchar", 3), parser.Text, plain(anyText), "CASE WHEN length(rtrim(x, ' ')) <= 3 THEN x::char(3) END")
	add("texts", builtin("name"), parser.Text, plain(anyText), "x::name")
	add("texts", builtin("bytea"), parser.Text, plain(anyText), "convert_to(x, 'UTF8')")
	add("blobs", builtin("bytea"), parser.Blob, plain(func(r *rand.Rand) string { return hex.EncodeToString([]byte(anyText(r))) }), "decode(x, 'hex')")
	add("labels", mood, parser.Text, plain(func(r *rand.Rand) string {
		return oneOf(r, "happy", `it's "so"`, "", `a\b`, "Happy", " happy", "angry")
	}), "x::mood")

	add("UUIDs", builtin("uuid"), parser.Text, func(r *rand.Rand) (raw, same string, must bool) {
		h := fmt.Sprintf("%016x%016x", r.Uint64(), r.Uint64())
		same = h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:]
		raw = oneOf(r, same, h, "{"+same+"}", "urn:uuid:"+same, h[:4]+"-"+h[4:])
		return oneOf(r, raw, strings.ToUpper(raw)), same, true
	}, "x::uuid")
	add("16 bytes", builtin("uuid"), parser.Blob, plain(func(r *rand.Rand) string { return fmt.Sprintf("%016x%016x", r.Uint64(), r.Uint64()) }), "x::uuid")
	add("words", builtin("uuid"), parser.Text, perhaps(anyText), "x::uuid")

	for _, digits := range []int{-1, 0, 3} {
		var mods []int
		whole := "o"
		if digits >= 0 {
			mods = []int{digits}
			whole = fmt.Sprintf("CASE WHEN o = o::timestamp(%d) THEN o END", digits)
		}
		ts, tz, tm := builtin("timestamp", mods...), builtin("timestamptz", mods...), builtin("time", mods...)
		exact := func(expr string) string { return "SELECT " + whole + " FROM (SELECT (" + expr + ")::timestamp o) q" }
		add("without an offset", ts, parser.Text, localTime, exact("x::timestamp"))
		add("with an offset", ts, parser.Text, zonedTime, exact("x::timestamptz AT TIME ZONE 'UTC'"))
		add("without an offset", tz, parser.Text, localTime, fmt.Sprintf(utc, exact("x::timestamp")))
		add("with an offset", tz, parser.Text, zonedTime, fmt.Sprintf(utc, exact("x::timestamptz AT TIME ZONE 'UTC'")))
		in := add("in a zone", tz, parser.Text, localTime, fmt.Sprintf(utc, exact("x::timestamp AT TIME ZONE 'Europe/Berlin' AT TIME ZONE 'UTC'")))
		in.options.Zone = berlin
		round := add("that are rounded", ts, parser.Text, localTime, fmt.Sprintf("x::timestamp::%s", &ts))
		round.options.Round = true
		for unit, factor := range map[fit.Unit]string{fit.Seconds: "1000000", fit.Milliseconds: "1000", fit.Microseconds: "1", fit.Nanoseconds: "0.001"} {
			for _, class := range []parser.Class{parser.Integer, parser.Text} {
				n := add("unix "+unit.String(), ts, class, unixTime(unit), exact(fmt.Sprintf(micros, factor)))
				n.options.Unit = unit
				n = add("unix "+unit.String(), tz, class, unixTime(unit), fmt.Sprintf(utc, exact(fmt.Sprintf(micros, factor))))
				n.options.Unit = unit
			}
		}
		seconds := add("unix seconds with digits", ts, parser.Real, plain(func(r *rand.Rand) string {
			part := []float64{1, 1e3, 1e6, 1e7}[r.IntN(4)]
			return strconv.FormatFloat(float64(r.Int64N(4e9))+float64(r.IntN(2000))/part, 'f', -1, 64)
		}), exact(fmt.Sprintf(micros, "1000000")))
		seconds.options.Unit = fit.Seconds
		add("words", ts, parser.Text, perhaps(anyText), exact("x::timestamp"))

		add("times", tm, parser.Text, func(r *rand.Rand) (string, string, bool) {
			c := drawClock(r)
			if r.IntN(3) > 0 {
				return c.clock(), c.clock(), true
			}
			offset := oneOf(r, "", "Z", "+00:00", " +0000 UTC")
			return oneOf(r, "2000-01-01", "1970-01-01", "0001-01-01", "0000-01-01") + oneOf(r, " ", "T") + c.clock() + offset, c.clock(), true
		}, fmt.Sprintf("SELECT CASE WHEN t = t::%s THEN t END FROM (SELECT x::time t) v", &tm))
	}
	dates := "SELECT CASE WHEN t::date = t THEN t::date END FROM (SELECT (%s) t) v"
	add("dates", builtin("date"), parser.Text, func(r *rand.Rand) (string, string, bool) {
		s := drawClock(r).date() + oneOf(r, "", " 00:00:00", "T00:00:00.000", " 00:00", " 10:00:00", " BC")
		return s, s, true
	}, fmt.Sprintf(dates, "x::timestamp"))
	n := add("unix s", builtin("date"), parser.Integer, unixTime(fit.Seconds), fmt.Sprintf(dates, fmt.Sprintf(micros, "1000000")))
	n.options.Unit = fit.Seconds

	add("microseconds", builtin("interval"), parser.Integer, plain(func(r *rand.Rand) string { return strconv.FormatInt(int64(r.Uint64())>>(12+r.IntN(52)), 10) }),
		"(x::bigint / 86400000000) * interval '1 day' + (x::bigint % 86400000000) * interval '1 microsecond'")
	add("TimeSpan", builtin("interval"), parser.Text, func(r *rand.Rand) (raw, same string, must bool) {
		c := drawClock(r)
		if strings.HasPrefix(c.frac, "999999") { // rounded up it may be a day, and not 24 hours
			c.frac = ""
		}
		sign, days := oneOf(r, "", "-"), r.IntN(1000)
		if r.IntN(2) == 0 {
			return sign + c.clock(), sign + c.clock(), true
		}
		return fmt.Sprintf("%s%d.%s", sign, days, c.clock()), fmt.Sprintf("%s%d days %s%s", sign, days, sign, c.clock()), true
	}, "x::interval")
	add("PostgreSQL's own", builtin("interval"), parser.Text, plain(func(r *rand.Rand) string {
		return oneOf(r, "1 day", "2 days 03:04:05", "-1 years +2 mons -3 days", "1 week", "1.5 hours", "P1Y2M3DT4H5M6S", "PT36H", "P1W", "3 days ago", "00:00:01.5", "@ 1 minute", "1 mon", "100:00:00", "P")
	}), "x::interval")
	add("words", builtin("interval"), parser.Text, perhaps(anyText), "x::interval")

	documents := plain(func(r *rand.Rand) string {
		return oneOf(r, `{}`, `[]`, ` {"a" : [1, 2.50, null, true], "b":{"c":"ä\n\u00e4"}} `, `"x"`, `1e5`, `-0.0`, `"\ud83d\ude80"`, `"\ud83d"`, `"\u0000"`, `{"a":}`, `[1,]`, `'x'`, `01`, ``, `nul`, `null`, `"\\"`)
	})
	add("documents", builtin("json"), parser.Text, documents, "x::json")
	add("documents", builtin("jsonb"), parser.Text, documents, "x::jsonb")
	// jsonb would lose the first of them: it is rejected.
	add("words", builtin("jsonb"), parser.Text, perhaps(func(*rand.Rand) string { return `{"a":1,"a":2}` }), "x::jsonb")
	add("reals", builtin("jsonb"), parser.Real, plain(aReal), "x::float8::text::jsonb")

	address := plain(func(r *rand.Rand) string {
		v4 := fmt.Sprintf("%d.%d.%d.%d", r.IntN(260), r.IntN(256), r.IntN(256), r.IntN(3))
		v6 := fmt.Sprintf("%x:%x:0:0:%x::%x", r.IntN(1<<16), r.IntN(3), r.IntN(2), r.IntN(1<<16))
		return oneOf(r, v4, v4+"/"+strconv.Itoa(r.IntN(34)), v6, v6+"/"+strconv.Itoa(r.IntN(130)), strings.ToUpper(v6), "::1", "::", "::ffff:10.0.0.1", "0:0:0:0:0:0:0:0", "1:0:0:2:0:0:0:3", "1:0:2:3:4:5:6:7")
	})
	add("addresses", builtin("inet"), parser.Text, address, "x::inet")
	add("addresses", builtin("cidr"), parser.Text, address, "x::cidr")
	add("addresses", builtin("macaddr"), parser.Text, plain(func(r *rand.Rand) string {
		b := []any{r.IntN(256), r.IntN(256), r.IntN(256), r.IntN(256), r.IntN(256), r.IntN(256)}
		return fmt.Sprintf(oneOf(r, "%02x:%02x:%02x:%02x:%02x:%02x", "%02X-%02X-%02X-%02X-%02X-%02X", "%02x%02x.%02x%02x.%02x%02x", "%02x%02x%02x%02x%02x%02x"), b...)
	}), "x::macaddr")
	bitTexts := plain(func(r *rand.Rand) string { return oneOf(r, "", "0", "1", "101", "0110", "2", "1 0") })
	add("bits", builtin("bit", 3), parser.Text, bitTexts, "CASE WHEN length(x) = 3 THEN x::bit(3) END")
	add("bits", builtin("varbit", 3), parser.Text, bitTexts, "CASE WHEN length(x) <= 3 THEN x::varbit END")

	arrays := func(spell func(*rand.Rand) string) func(*rand.Rand) (string, string, bool) {
		return func(r *rand.Rand) (string, string, bool) {
			var parts []string
			for range r.IntN(4) {
				parts = append(parts, spell(r))
			}
			s := "[" + strings.Join(parts, oneOf(r, ",", " , ")) + "]"
			return s, s, true
		}
	}
	elements := "SELECT coalesce(array_agg(%s), '{}') FROM jsonb_array_elements_text(x::jsonb) e"
	add("of texts", builtin("text[]"), parser.Text, arrays(func(r *rand.Rand) string {
		return oneOf(r, `"a"`, `"b c"`, `""`, `"NULL"`, `null`, `"\"\\ {},\n"`, `"ä"`, `1.50`, `true`)
	}), fmt.Sprintf(elements, "e"))
	add("of integers", builtin("int4[]"), parser.Text, arrays(func(r *rand.Rand) string { return oneOf(r, "1", "-2", `"3"`, "null", "3000000000") }), fmt.Sprintf(elements, "e::int4"))
	add("of timestamps", builtin("timestamp[]"), parser.Text, arrays(func(r *rand.Rand) string { return `"` + drawClock(r).date() + `T10:00:00"` }), fmt.Sprintf(elements, "e::timestamp"))
	add("PostgreSQL's own", builtin("text[]"), parser.Text, plain(func(r *rand.Rand) string {
		return oneOf(r, "{}", "{a,b}", `{"a b",NULL,"NULL"}`, `{ a , "b\"\\" }`, "{{a,b},{c,d}}", "{a", `{"a":1}`, "{a,,b}", "{{a},b}", `{a\,b}`)
	}), "x::text[]")
	return list
}

// sameDouble reports whether two decimals are the same double, which both of them
// stand for: from 1e16 on PostgreSQL prints one, and Go another of the same length.
func sameDouble(r reading, a, b string) bool {
	x, _ := strconv.ParseFloat(a, 64)
	y, _ := strconv.ParseFloat(b, 64)
	return r.class == parser.Real && (r.into.Is("numeric") || r.into.Is("jsonb")) && x == y && math.Abs(x) >= 1e16
}

// What is written into the columns of a schema that exists is what PostgreSQL itself
// reads in the same values, and printed as it is written.
func TestIntoValues(t *testing.T) {
	count := 100 // of each reading; INTO_VALUES draws more
	if n, err := strconv.Atoi(os.Getenv("INTO_VALUES")); err == nil {
		count = n
	}
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		var script strings.Builder
		script.WriteString("SET timezone = 'UTC'; SET client_min_messages = warning;\nCREATE TYPE mood AS ENUM ('happy', 'it''s \"so\"', '', E'a\\\\b');\nCREATE TABLE result (reading int, id int, loaded text, read text);\n")
		type drawn struct {
			raw, copied string
			fit         fit.Fit
			must        bool
			printed     bool
		}
		list := readings()
		values := make([][]drawn, len(list))
		r := rand.New(rand.NewPCG(14, 5))
		for i, reading := range list {
			sql := reading.into.String()
			var loaded, raws strings.Builder
			for id := range count {
				raw, same, must := reading.spell(r)
				w := fit.New(&target.Column{Type: reading.into}, reading.options)
				v := parser.Value{Class: reading.class, Text: []byte(raw)}
				w.Observe(&v)
				copied, f := w.Append(nil, &v)
				values[i] = append(values[i], drawn{raw, string(copied), f, must, w.Printed()})
				if f.OK() {
					fmt.Fprintf(&loaded, "%d\t%s\n", id, copied)
				}
				fmt.Fprintf(&raws, "%d\t%s\n", id, pg.AppendCopyText(nil, []byte(same)))
			}
			fmt.Fprintf(&script, `CREATE FUNCTION reads(x text) RETURNS text LANGUAGE plpgsql AS $reads$ BEGIN RETURN (SELECT CASE WHEN o IS NOT NULL THEN format('%%s', o) END FROM (SELECT (%s) o) read); EXCEPTION WHEN OTHERS THEN RETURN NULL; END $reads$;
CREATE TEMP TABLE loaded (id int, v %s); CREATE TEMP TABLE raw (id int, x text);
COPY loaded FROM stdin;
%s\.
COPY raw FROM stdin;
%s\.
INSERT INTO result SELECT %d, id, CASE WHEN v IS NOT NULL THEN format('%%s', v) END, reads(x) FROM raw LEFT JOIN loaded USING (id);
DROP FUNCTION reads(text); DROP TABLE loaded, raw;
`, reading.expr, sql, loaded.String(), raws.String(), i)
		}
		if r := db.Psql(t, strings.NewReader(script.String()), "-q", "-v", "ON_ERROR_STOP=1"); r.Code != 0 {
			t.Fatalf("psql: exit code %d\n%s", r.Code, r.Stderr)
		}
		taken, failed := make([]int, len(list)), 0
		for _, row := range db.Query(t, "SELECT reading, id, loaded, read FROM result ORDER BY 1, 2") {
			i, _ := strconv.Atoi(*row[0])
			id, _ := strconv.Atoi(*row[1])
			d, reading := values[i][id], list[i]
			loaded, read := "rejected: "+fit.New(&target.Column{Type: reading.into}, fit.Options{}).Reason(d.fit), "nothing"
			if row[2] != nil {
				loaded = *row[2]
				taken[i]++
			}
			if row[3] != nil {
				read = *row[3]
			}
			var buf []byte
			printed := string(pg.CopyContent([]byte(d.copied), &buf))
			ok := true
			switch {
			case d.fit.OK() && row[3] != nil:
				ok = (loaded == read || sameDouble(reading, loaded, read)) && (!d.printed || printed == loaded)
			case d.fit.OK(): // a double that real rounds to 0 is an error in PostgreSQL
				ok = reading.into.Name.Name == "float4" && loaded == "0"
			default:
				ok = row[3] == nil || !d.must
			}
			if !ok {
				if failed++; failed <= 40 {
					t.Errorf("%s into %s from %s %q: written %q, loaded %q, PostgreSQL reads %q", reading.name, &reading.into, reading.class, d.raw, printed, loaded, read)
				}
			}
		}
		for i, n := range taken {
			if n == 0 && count >= 100 && list[i].name != "words" {
				t.Errorf("%s into %s: no value is taken", list[i].name, &list[i].into)
			}
		}
		t.Logf("%d values in %d readings, %d differ", count*len(list), len(list), failed)
	})
}
