package coltype

import (
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// Edges of types that changes of the code showed nothing else to hold: see "What the
// tests notice" in docs/architecture.md.
func TestEdges(t *testing.T) {
	limited := Any
	limited.Limit = 3
	varchar := Text
	varchar.Limit = 3
	jsonb, json := forced(t, "jsonb"), forced(t, "json")
	for _, c := range []struct {
		name string
		t    Type
		v    parser.Value
		fits bool
	}{
		{"a leap year", Date, text("1704-02-29"), true},
		{"a year of a century", Date, text("1900-02-29"), false},
		{"a time of day", Date, text("10:00"), false},
		{"digits of a second up to 9", Timestamp, text("2024-01-01 10:00:00.95"), true},
		{"what follows 9", Timestamp, text("2024-01-01 10:00:00.5:"), false},
		{"an offset", isoTType, text("2024-01-01T10:00:00Z"), false},
		{"no offset", isoTType, text("2024-01-01T10:00:00"), true},
		{"a key without its first quote", jsonb, text(`{a":1}`), false},
		{"spaces of JSON", jsonb, text("\r\n\t [1\r,\r2] \r"), true},
		{"a key twice, where jsonb is asked for", jsonb, text(`{"a":1,"a":2}`), false},
		{"a key twice, where json is asked for", json, text(`{"a":1,"a":2}`), true},
		{"many keys", jsonb, text(`{"a":1,"b":1,"c":1,"d":1,"e":1,"f":1,"g":1,"h":1,"i":1}`), true},
		{"one of many keys twice", jsonb, text(`{"a":1,"b":1,"c":1,"d":1,"e":1,"f":1,"g":1,"h":1,"i":1,"a":1}`), false},
		{"both halves of a pair", jsonb, text(`"\ud83d\ude00"`), true},
		{"the lowest first half", jsonb, text(`"\ud800\udc00"`), true},
		{"below the first halves", jsonb, text(`"\ud7ff"`), true},
		{"half of a pair", jsonb, text(`"\ud83d x"`), false},
		{"the bytes of a short text", varchar, blob("616263"), true},
		{"the bytes of a longer text", varchar, blob("61626364"), false},
		{"a real of as many characters", limited, realv("1.5"), true},
		{"a real of more", limited, realv("12.5"), false},
	} {
		if _, fit := c.t.Append(nil, &c.v); fit.OK() != c.fits {
			t.Errorf("%s: %q in %s: %d", c.name, c.v.Text, c.t.SQL, fit)
		}
		if c.v.Class != parser.Text {
			continue
		}
		// The direct encoder takes no more.
		in := []byte("'" + string(c.v.Text) + "'," + strings.Repeat(" ", 64))
		if _, read, _ := c.t.Fast()(&c.t, make([]byte, 2*len(in)+Word), in); read > 0 && !c.fits {
			t.Errorf("%s: %s is taken directly", c.name, in)
		}
	}
	in := []byte("'1704-02-29'," + strings.Repeat(" ", 64))
	if _, read, _ := Date.Fast()(&Date, make([]byte, 256), in); read != 12 {
		t.Errorf("a leap year is not taken directly: %d", read)
	}
}

func forced(t *testing.T, name string) Type {
	t.Helper()
	return ForcedChain(name)[0]
}

var isoTType = Type{SQL: "text", After: "timestamp", Encoding: isoT{}}

func TestPlainInteger(t *testing.T) {
	for in, want := range map[string]string{"0": "0", "-0": "0", "+5": "5", "007": "7", "-007": "-7", "00": "0", "-00": "0", "0.5": "0.5", "-0.5": "-0.5", "10": "10", "-10": "-10", "2": "2"} {
		if got := string(plainInteger([]byte(in))); got != want {
			t.Errorf("%s is %s, want %s", in, got, want)
		}
	}
}

func TestIsWhole(t *testing.T) {
	for f, want := range map[float64]bool{-1 << 63: false, -1<<63 + 1024: true, 1<<63 - 1024: true, 1 << 63: false, 0.5: false} {
		if isWhole(f) != want {
			t.Errorf("%v: %t", f, !want)
		}
	}
}

// A negative number as a literal is no number token: PostgreSQL reads - before one as an
// operator, which binds less than a cast.
func TestSignedLiteral(t *testing.T) {
	for in, want := range map[string]pg.Expr{"5": pg.Number("5"), "-5": pg.Keyword("-5")} {
		v := integer(in)
		if x, ok := signedLiteral(&Bigint, &v); !ok || x != want {
			t.Errorf("%s is %T", in, x)
		}
	}
}

// A whole number in a column of doubles is a real, or what SQLite's affinity makes of it:
// an integer, above -2^63.
func TestRealsAsText(t *testing.T) {
	for affinity, want := range map[ast.Affinity]string{
		ast.RealAffinity:    "CASE WHEN c::text ~ '^-?[0-9]+$' THEN c::text || '.0' ELSE c::text END",
		ast.NumericAffinity: "CASE WHEN c > -9223372036854775808 AND c < 9223372036854775808 AND c = trunc(c) THEN c::bigint::text ELSE c::text END",
	} {
		double := Double
		double.Affinity = affinity
		if x, ok := double.TextOf("c"); !ok || show(t, x) != want {
			t.Errorf("%s", show(t, x))
		}
	}
}
