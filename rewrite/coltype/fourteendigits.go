package coltype

import (
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/rewrite/query"
)

// Times as YYYYMMDDHHMMSS: MediaWiki writes all of its times so, as texts, of which a
// column declared DATETIME makes integers. They follow timestamps in their chains, and
// stand in their targets (timestamp.go).
var (
	digitsInteger = Type{SQL: "timestamp", Encoding: fourteenDigits{name: "digits-integer", class: parser.Integer}}
	digitsText    = Type{SQL: "timestamp", Encoding: fourteenDigits{name: "digits-text", class: parser.Text}}
)

// fourteenDigits is a timestamp without punctuation, of one class.
type fourteenDigits struct {
	noChunks
	noFast
	quoted
	smallValues
	fromNothing
	keepsText
	neverFirst
	includesNone
	someValues
	name  string
	class parser.Class
}

func (f fourteenDigits) Name() string { return f.name }

func (f fourteenDigits) append(dst []byte, _ *Type, v *parser.Value) ([]byte, Fit) {
	const size = len("20060102150405")
	if v.Class != f.class || len(v.Text) != size {
		return dst, Misfit
	}
	d := digits{s: v.Text}
	y, mo, day := d.number(4, ""), d.number(2, ""), d.number(2, "")
	h, mi, s := d.number(2, ""), d.number(2, ""), d.number(2, "")
	if d.bad || y == 0 || mo == 0 || mo > 12 || day == 0 || day > daysIn(y, mo) || h > 23 || mi > 59 || s > 59 {
		return dst, Misfit
	}
	const before = "-- ::" // the parts of two digits
	dst = append(dst, v.Text[:4]...)
	for i, c := range []byte(before) {
		dst = append(append(dst, c), v.Text[4+2*i:6+2*i]...)
	}
	return dst, Fits
}

func (fourteenDigits) canonical(_ *Type, stored, _ []byte, _ bool, _ *[]byte) ([]byte, bool) {
	return stored, false
}

func (fourteenDigits) stored(copied []byte) []byte {
	var out []byte
	for _, c := range copied {
		if c >= '0' && c <= '9' {
			out = append(out, c)
		}
	}
	return out
}

// timeParts are the parts of a timestamp, and what each counts in fourteen digits.
var timeParts = []struct{ name, factor string }{
	{"year", "10000000000"}, {"month", "100000000"}, {"day", "1000000"}, {"hour", "10000"}, {"minute", "100"}, {"second", "1"},
}

// number reads a timestamp as the integer that its digits are: to_char() is not immutable.
func (fourteenDigits) number(x pg.Expr) pg.Expr {
	var sum pg.Expr
	for _, p := range timeParts {
		part := pg.Expr(&pg.Call{Func: "date_part", Args: []pg.Expr{pg.String(p.name), x}})
		if p.name == "second" {
			part = &pg.Call{Func: "trunc", Args: []pg.Expr{part}}
		} else {
			part = &pg.Binary{Op: "*", L: part, R: pg.Number(p.factor)}
		}
		if sum == nil {
			sum = part
		} else {
			sum = &pg.Binary{Op: "+", L: sum, R: part}
		}
	}
	return &pg.Cast{X: sum, Type: "bigint"}
}

// digits reads a timestamp as its digits.
func (f fourteenDigits) digits(x pg.Expr) pg.Expr {
	return &pg.Call{Func: "lpad", Args: []pg.Expr{toText(f.number(x)), pg.Number("14"), pg.String("0")}}
}

func (f fourteenDigits) text(t *Type, column pg.Name) (pg.Expr, bool) {
	return f.digits(inUTC(t, column)), true
}

// inUTC is a timestamp, of one with an offset that of UTC.
func inUTC(t *Type, x pg.Expr) pg.Expr {
	if t.Final() == "timestamptz" {
		return &pg.Binary{Op: "AT TIME ZONE", L: x, R: pg.String("UTC")}
	}
	return x
}

func (f fourteenDigits) inQueries(bool) query.Type {
	if f.class == parser.Text {
		return query.Type{Kind: query.Text, Form: "14 digits", Read: f.digits}
	}
	return query.Type{Kind: query.Integer, Form: "14 digits as a number", Read: f.number}
}

func (f fourteenDigits) loaded(q *query.Type, t *Type, _ values) {
	if read := q.Read; t.Final() == "timestamptz" {
		q.Read = func(x pg.Expr) pg.Expr { return read(inUTC(t, x)) }
	}
}

func (f fourteenDigits) writes() writes {
	of := func(x pg.Expr, to string) pg.Expr {
		replace := func(x pg.Expr, pattern, by string) pg.Expr {
			return &pg.Call{Func: "regexp_replace", Args: []pg.Expr{x, pg.String(pattern), pg.String(by)}}
		}
		parted := replace(toText(x), `^(\d{8})(\d{6})$`, `\1 \2`)
		at := pg.Expr(&pg.Cast{X: replace(parted, `^(?!\d{8} \d{6}$)`, "no 14 digits: "), Type: "timestamp"})
		if to == "timestamptz" {
			at = &pg.Binary{Op: "AT TIME ZONE", L: at, R: pg.String("UTC")}
		}
		return at
	}
	whole := func(x pg.Expr, to string) pg.Expr { // the text of a numeric may have a fraction of zeros
		return of(&pg.Call{Func: "trim_scale", Args: []pg.Expr{&pg.Cast{X: x, Type: "numeric"}}}, to)
	}
	return writes{query.Text: {as: of, spells: f.class == parser.Text}, query.Integer: {as: of}, query.Numeric: {as: whole}}
}
