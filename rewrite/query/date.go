package query

import (
	"strings"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// https://sqlite.org/lang_datefunc.html
var dateFunctions = []function{
	{"date", 0, -1, dateCall("sqlite_date(text[])", TypeText), ""}, // NULL of what is no time, and of an unknown modifier
	{"time", 0, -1, dateCall("sqlite_time(text[])", TypeText), ""},
	{"datetime", 0, -1, dateCall("sqlite_datetime(text[])", TypeText), ""},
	{"julianday", 0, -1, dateCall("sqlite_julianday(text[])", TypeReal), ""},
	{"unixepoch", 0, -1, dateCall("sqlite_unixepoch(text[])", TypeInteger), ""}, // of SQLite 3.38
	{"strftime", 1, -1, (*Translator).strftime, ""},
	{"timediff", 2, 2, noForm("timediff()"), ""}, // of SQLite 3.43
}

// now is the text of the current time, in UTC.
func (t *Translator) now(k ast.LiteralKind) (Value, error) {
	if t.Immutable {
		return Value{}, cannot("the current time: PostgreSQL does not take it here")
	}
	format := map[ast.LiteralKind]string{ast.CurrentTime: "HH24:MI:SS", ast.CurrentDate: "YYYY-MM-DD", ast.CurrentTimestamp: "YYYY-MM-DD HH24:MI:SS"}[k]
	utc := call("timezone", pg.String("UTC"), call("statement_timestamp"))
	return Value{X: call("to_char", utc, pg.String(format)), Type: TypeText, NotNull: true, Word: true, Time: k != ast.CurrentTime}, nil
}

// timestampArgs returns the arguments of a date function as texts: a time and its
// modifiers. 'now' is the current timestamp itself, so that the functions depend on their
// arguments only.
func (t *Translator) timestampArgs(a []Value) ([]pg.Expr, error) {
	if len(a) == 0 {
		a = []Value{text("now")}
	}
	var out []pg.Expr
	for i, v := range a {
		if i == 0 {
			v = unixHint(v, a)
			v.Type.Spelling = "" // whatever it is, the instant is the same
		}
		s, err := t.text(v)
		if err != nil {
			return nil, err
		}
		c, ok := s.constantText()
		c = fold(c)
		switch {
		case ok && i == 0 && c == "now":
			if t.Immutable {
				return nil, cannot("the current time: PostgreSQL does not take it here")
			}
			s.X = t.helper("sqlite_now()")
		case ok && i > 0 && (c == "localtime" || c == "utc") && t.Immutable:
			return nil, cannot("local time, which PostgreSQL does not take here")
		case ok && i > 0 && (strings.HasPrefix(c, "subsec") || c == "ceiling" || c == "floor"):
			return nil, cannot("modifier %s of a date function", c)
		case !ok && i > 0 && t.Immutable && s.Type.Kind != Null && !addsTime(s.X):
			return nil, cannot("a date function whose modifier is no constant")
		}
		if s.Type.Kind == Null {
			s.X = &pg.Cast{X: s.X, Type: "text"}
		}
		out = append(out, s.X)
	}
	return out, nil
}

// unixHint takes a column without values for the unix time that a modifier says it is.
func unixHint(v Value, args []Value) Value {
	if len(args) < 2 || v.Type.Kind == Integer {
		return v
	}
	if c, ok := args[1].constantText(); ok && fold(c) == "unixepoch" {
		for _, ty := range v.Type.Otherwise {
			if ty.Kind == Integer {
				return v.as(ty)
			}
		}
	}
	return v
}

// addsTime reports whether a text begins with a number, and so is no modifier
// that asks for the time zone.
func addsTime(x pg.Expr) bool {
	for {
		b, ok := x.(*pg.Binary)
		if !ok || b.Op != "||" {
			break
		}
		x = b.L
	}
	s, ok := x.(pg.String)
	return ok && s != "" && strings.IndexByte("+-0123456789", s[0]) >= 0
}

// instant is a value of a date or timestamp type as a timestamp in UTC.
func instant(v Value) (pg.Expr, bool) {
	switch v.Type.Form {
	case "timestamp", "timestamp with T":
		return v.X, true
	case "date":
		return &pg.Cast{X: v.X, Type: "timestamp"}, true
	case "timestamp in any spelling", "timestamptz":
		if v.Type.SQL == "timestamptz" {
			return &pg.Binary{Op: "AT TIME ZONE", L: v.X, R: pg.String("UTC")}, true
		}
		return v.X, true
	}
	return nil, false
}

// toChar holds PostgreSQL's patterns for what the functions give of a typed
// column that needs no modifier.
var toChar = map[string]string{"sqlite_date": "YYYY-MM-DD", "sqlite_time": "HH24:MI:SS", "sqlite_datetime": "YYYY-MM-DD HH24:MI:SS"}

// timestampOf returns a value of a date or timestamp type as a timestamp, if it
// is the only argument and its text is what SQLite reads.
func (t *Translator) timestampOf(a []Value) (pg.Expr, bool) {
	if len(a) != 1 || t.Immutable {
		return nil, false
	}
	if a[0].Type.Form == "timestamptz" { // +00 is no offset that SQLite reads
		return nil, false
	}
	return instant(a[0])
}

func dateCall(signature string, ty Type) func(*Translator, []Value) (Value, error) {
	name, _, _ := strings.Cut(signature, "(")
	return func(t *Translator, a []Value) (Value, error) {
		out := Value{Type: ty, Digits: 12, Word: ty.Kind == Text, Time: name == "sqlite_date" || name == "sqlite_datetime"}
		if x, ok := t.timestampOf(a); ok && toChar[name] != "" {
			out.X = call("to_char", x, pg.String(toChar[name]))
			return out, nil
		}
		args, err := t.timestampArgs(a)
		if err != nil {
			return out, err
		}
		out.X = t.helper(signature, args...)
		return out, nil
	}
}

// strftimeLetters are the letters that to_char() has a pattern for.
var strftimeLetters = map[rune]string{'Y': "YYYY", 'm': "MM", 'd': "DD", 'H': "HH24", 'M': "MI", 'S': "SS", 'j': "DDD"}

func (t *Translator) strftime(a []Value) (Value, error) {
	out := Value{Type: TypeText}
	if a[0].Type.Kind == Null {
		return Value{X: null.X, Type: TypeText}.typed(), nil
	}
	format, err := t.text(a[0])
	if err != nil {
		return format, err
	}
	c, constant := format.constantText()
	if x, ok := t.timestampOf(a[1:]); ok && constant {
		if pattern, ok := toCharPattern(c); ok {
			out.X = call("to_char", x, pg.String(pattern))
			return out, nil
		}
	}
	if constant {
		for i := 0; i+1 < len(c); i++ {
			if c[i] == '%' {
				i++
				if strings.IndexByte("eFIklpPRTuGgUV", c[i]) >= 0 {
					return out, cannot("strftime() with %%%c", c[i])
				}
			}
		}
	}
	args, err := t.timestampArgs(a[1:])
	if err != nil {
		return out, err
	}
	out.X = t.helper("sqlite_strftime(text, text[])", append([]pg.Expr{format.X}, args...)...)
	return out, nil
}

// toCharPattern writes a format of strftime() for to_char().
func toCharPattern(format string) (string, bool) {
	var b, plain strings.Builder
	flush := func() {
		if plain.Len() > 0 {
			if strings.ContainsFunc(plain.String(), func(r rune) bool {
				return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r > 127
			}) {
				b.WriteString(`"` + plain.String() + `"`)
			} else {
				b.WriteString(plain.String())
			}
			plain.Reset()
		}
	}
	runes := []rune(format)
	for i := 0; i < len(runes); i++ {
		switch {
		case runes[i] == '"' || runes[i] == '\\':
			return "", false
		case runes[i] != '%':
			plain.WriteRune(runes[i])
		case i+1 == len(runes):
			return "", false
		case runes[i+1] == '%':
			i++
			plain.WriteByte('%')
		default:
			i++
			p := strftimeLetters[runes[i]]
			if p == "" {
				return "", false
			}
			flush()
			if s := b.String(); s != "" && s[len(s)-1] == p[0] {
				b.WriteString(`""`) // DD and DD are not DDD and D
			}
			b.WriteString(p)
		}
	}
	flush()
	return b.String(), b.Len() > 0
}
