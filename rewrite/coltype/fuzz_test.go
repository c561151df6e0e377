package coltype

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/sqlite2pg/sqlite2pg/internal/samples"
	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// FuzzAppend: what a type takes is a field of COPY that means the value, and
// what it does not take leaves no trace.
func FuzzAppend(f *testing.F) {
	for _, values := range []string{
		"1,-2,0,9223372036854775807,-9223372036854775808", "1.5,.5,1.,1e999,-Inf,1e15,123456789012345678,5e-324", "TRUE,false",
		"'it''s',x'00fF','',x'',x'41'", `replace('a\nb\\','\n',char(10)),char(0),char(9,13,92),'\N','\.'`, "'a'||X'0a'",
		"'2024-02-29 12:34:56','2024-02-29T12:34:56.5','2024-02-29','12:34:56','2024-02-29 12:34:56+00','0001-01-01 00:00:00.000001'",
		"1700000000,1700000000123,1700000000123456", "'t','false','YES','0','1',' 1','+1','-0','1e3','Inf'",
		"'6f1d0e9a-0000-4000-8000-0123456789ab','{6F1D0E9A00004000800001234567 89ab}',x'6f1d0e9a000040008000012345678901'",
		`'{"a":[1,2.5e3,"\u0000\ud83d\ude00","it''s"]}','null','"\\"',x'7c17614b13311332'`,
	} {
		f.Add(values)
	}
	for _, dump := range samples.Dumps(f) {
		for _, line := range strings.Split(dump, "\n") {
			if _, values, ok := strings.Cut(line, "VALUES("); ok {
				f.Add(strings.TrimSuffix(values, ");"))
			}
		}
	}
	types := All()
	f.Fuzz(func(t *testing.T, values string) {
		p := parser.New(lexer.New(strings.NewReader("INSERT INTO t VALUES(" + values + ");")))
		if s, err := p.Next(); err != nil || len(s.(*ast.Insert).Columns) > 0 {
			t.Fatal("no INSERT", err)
		}
		for {
			if more, err := p.NextRow(); err != nil || !more {
				return
			}
			for {
				var v parser.Value
				if more, err := p.NextValue(&v); err != nil || !more {
					break
				}
				if v.Class == parser.Null || v.Open {
					continue
				}
				single := v
				single.Text, single.Doubled = v.AppendContent(nil), false
				for i := range types {
					appends(t, &types[i], &v, single.Text)
					appends(t, &types[i], &single, single.Text)
				}
			}
		}
	})
}

var copyField = regexp.MustCompile(`^(?:[^\\\r\n\t]|\\[\\nrt])*$`)

var unescape = strings.NewReplacer(`\\`, `\`, `\n`, "\n", `\r`, "\r", `\t`, "\t")

// appends checks what Append makes of a value in a type; content is its text
// without doubled quotes.
func appends(t *testing.T, ty *Type, v *parser.Value, content []byte) {
	t.Helper()
	fail := func(format string, args ...any) {
		t.Helper()
		t.Fatalf("%+v takes %v %q: "+format, append([]any{*ty, v.Class, v.Text}, args...)...)
	}
	before := bytes.Clone(v.Text)
	out, fit := ty.Append([]byte("before\t"), v)
	if !bytes.Equal(v.Text, before) {
		fail("it is %q afterwards", v.Text)
	}
	if !fit.OK() {
		if string(out) != "before\t" {
			fail("refused, and %q is left", out)
		}
		return
	}
	row := string(out[len("before\t"):])
	if string(out[:len("before\t")]) != "before\t" || !copyField.MatchString(row) || !utf8.ValidString(row) || strings.Contains(row, "\x00") {
		fail("the field %q", out)
	}
	if again, fitAgain := ty.Append(nil, v); string(again) != row || fitAgain != fit {
		fail("first %q, then %q", row, again)
	}
	got := unescape.Replace(row)
	if why := means(ty, v, content, got); why != "" {
		fail("%q: %s", got, why)
	}
	var buf []byte
	if form, digits := ty.Canonical(ty.Stored(v).Text, []byte(row), false, &buf); digits != (ty.SQL == "bytea") || !utf8.Valid(form) {
		fail("it holds %q (digits: %v)", form, digits)
	}
	chunks(t, ty, v, row)
}

// chunks checks that a value in two parts is the same as a whole.
func chunks(t *testing.T, ty *Type, v *parser.Value, whole string) {
	t.Helper()
	if v.Class != parser.Text && v.Class != parser.Blob {
		return
	}
	cut := len(v.Text) / 2
	switch {
	case v.Class == parser.Blob:
		cut &^= 1
	default: // neither in a character nor between two quotes
		for cut > 0 && cut < len(v.Text) && (!utf8.RuneStart(v.Text[cut]) || v.Text[cut] == '\'') {
			cut--
		}
		if cut > 0 && v.Text[cut-1] == '\'' {
			cut = 0
		}
	}
	long := parser.Value{Class: v.Class, Doubled: v.Doubled, Open: true}
	row, fit := ty.AppendChunk(nil, &long, v.Text[:cut:cut], true)
	if !fit.OK() {
		return
	}
	if row, fit = ty.AppendChunk(row, &long, v.Text[cut:], false); !fit.OK() || string(row) != whole {
		t.Fatalf("%+v takes %v %q in parts as %q (fit %d), whole as %q", *ty, v.Class, v.Text, row, fit, whole)
	}
}

// means says in what got, a field without COPY's escapes, is not the value.
func means(ty *Type, v *parser.Value, content []byte, got string) string {
	number, numeric := numberIn(v, content)
	switch ty.Encoding.(type) {
	case texts, anything:
		if ty.Limit > 0 && utf8.RuneCountInString(got) > ty.Limit {
			return "it is too long"
		}
		switch v.Class {
		case parser.Blob:
			content, _ = hex.DecodeString(string(content))
			fallthrough
		case parser.Text, parser.Integer:
			if got != string(content) {
				return "another text"
			}
		case parser.Real:
			f, err := strconv.ParseFloat(got, 64)
			if err != nil || ty.TakesAny() && f != number || math.Abs(f-number) > math.Abs(number)*1e-14 {
				return "another number"
			}
		}
	case blobs, anyBytes, rawBytes:
		b, err := hex.DecodeString(strings.TrimPrefix(got, `\x`))
		want := content
		if v.Class == parser.Blob {
			want, _ = hex.DecodeString(string(content))
		}
		if err != nil || v.Class != parser.Real && !bytes.Equal(b, want) {
			return "other bytes"
		}
	case integers:
		if n, err := strconv.ParseInt(got, 10, 64); err != nil || !numeric || float64(n) != number || v.Class == parser.Integer && got != string(content) {
			return "another number"
		}
	case reals, decimals, exactNumbers:
		if got == "Infinity" || got == "-Infinity" {
			got = strings.TrimSuffix(got, "inity")
			if (ty.Encoding != reals{}) {
				return "numeric has no infinity"
			}
		}
		f, err := strconv.ParseFloat(got, 64)
		if err != nil || f != number && (numeric || !math.IsInf(f, 0)) {
			return "another number"
		}
		if v.Class == parser.Integer && got != string(content) {
			return "another integer"
		}
		whole, fraction, _ := strings.Cut(strings.TrimLeft(got, "-0"), ".")
		if ty.Limit > 0 && (len(fraction) > ty.Scale || len(whole) > ty.Limit-ty.Scale) {
			return "too many digits"
		}
	case zeroOne, truthWords:
		no := slices.Contains([]string{"0", "f", "false"}, strings.TrimLeft(strings.TrimSpace(string(content)), "+-"))
		if got != "t" && got != "f" || (got == "f") != no && number != 0 {
			return "another truth"
		}
	case isoTimestamp, isoT, isoOffset, isoAny, isoDate, isoTime, timeAny:
		if got != string(content) || !goKnows(got) {
			return "no such timestamp"
		}
	case unixTime:
		at, err := time.Parse("2006-01-02 15:04:05.999999", got)
		unit := map[string]int64{"seconds": 1e6, "milliseconds": 1e3, "microseconds": 1}[ty.UnixUnit()]
		if err != nil || strconv.FormatInt(at.UnixMicro()/unit, 10) != string(content) {
			return "another timestamp"
		}
	case unixDays:
		at, err := time.Parse(time.DateOnly, got)
		unit := map[string]int64{"seconds": 1, "milliseconds": 1e3, "microseconds": 1e6}[ty.UnixUnit()]
		if err != nil || strconv.FormatInt(at.Unix()*unit, 10) != string(content) {
			return "another day"
		}
	case fourteenDigits:
		at, err := time.Parse(time.DateTime, got)
		if err != nil || at.Format("20060102150405") != string(content) {
			return "another timestamp"
		}
	case isoWords:
		cut, _, _ := strings.Cut(got, " m=")
		_, err := time.Parse("2006-01-02 15:04:05 -0700 MST", cut)
		if got != string(content) || err != nil && !goKnows(got) && strings.TrimPrefix(got, "-") != "infinity" && !strings.ContainsAny(cut[max(0, len(cut)-6):], "+-") {
			return "no such timestamp"
		}
	case isoOrUnix:
		if got != string(content) || v.Class == parser.Text && !goKnows(got) {
			return "no such timestamp"
		}
		if number, ok := numberIn(v, content); v.Class == parser.Integer && (!ok || number < 1e8 || number > 4.2e15) {
			return "no unix time"
		}
	case printedUUID, blobUUID, textUUID, mixedUUID:
		strip := strings.NewReplacer("-", "", "{", "", "}", "")
		if digits := strip.Replace(got); len(digits) != 32 || !strings.EqualFold(digits, strip.Replace(string(content))) {
			return "another UUID"
		}
	case addresses:
		if got != string(content) || !strings.ContainsAny(got, ".:") {
			return "another address"
		}
	case jsonText, jsonbText:
		if !json.Valid([]byte(got)) || v.Class == parser.Text && got != string(content) {
			return "another document"
		}
	case anyTruth:
		if got != string(content) {
			return "another spelling"
		}
	default:
		return "no test knows this encoding"
	}
	return ""
}

// numberIn returns the number that a value is, or that its text means to SQLite.
func numberIn(v *parser.Value, content []byte) (f float64, ok bool) {
	text := string(content)
	switch v.Class {
	case parser.Integer, parser.Real:
		f, _ = strconv.ParseFloat(text, 64)
		return f, true
	case parser.Text:
		text = strings.Trim(text, " \t\n\v\f\r")
		if strings.ContainsAny(text, "xXpPiInN_") {
			return 0, false
		}
		f, err := strconv.ParseFloat(text, 64)
		return f, err == nil || math.IsInf(f, 0)
	}
	return 0, false
}

// goKnows reports whether Go, too, knows a timestamp of that spelling.
func goKnows(s string) bool {
	s = strings.Replace(strings.Replace(s, "T", " ", 1), "z", "Z", 1)
	for _, date := range []string{"2006-01-02", "2006-01-02 ", ""} {
		for _, clock := range []string{"", "15:04", "15:04:05"} {
			for _, zone := range []string{"", "Z07:00", "Z0700", "Z07", " Z07:00", " Z0700", " Z07"} {
				if _, err := time.Parse(date+clock+zone, s); err == nil {
					return true
				}
			}
		}
	}
	return false
}
