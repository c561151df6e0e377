package coltype

import (
	"strconv"
	"time"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/rewrite/query"
)

// Integers that are unix time, where a date with a time is declared: they follow
// timestamps in their chains, and stand in their targets (timestamp.go).
var (
	unixSeconds = Type{SQL: "timestamp", Encoding: unixTime{unit: "seconds", perSecond: 1}}
	unixMillis  = Type{SQL: "timestamp", Encoding: unixTime{unit: "milliseconds", perSecond: 1_000}}
	unixMicros  = Type{SQL: "timestamp", Encoding: unixTime{unit: "microseconds", perSecond: 1_000_000}}
)

// UnixUnit is the unit of a column that holds unix time: "seconds",
// "milliseconds" or "microseconds"; "" for any other.
func (t *Type) UnixUnit() string {
	switch u := t.Encoding.(type) {
	case unixTime:
		return u.unit
	case unixDays:
		return u.unix.unit
	}
	return ""
}

// Unix time is told from other integers by its size: from 1973 to 2100, or 0
// for none, in seconds, thousandths or millionths.
const firstUnix, lastUnix = 100_000_000, 4_102_444_800

// unixTime is the units since 1970.
type unixTime struct {
	noChunks
	noFast
	quoted
	smallValues
	keepsText
	saysAll
	neverFirst
	includesNone
	someValues
	unit      string
	perSecond int64
}

func (u unixTime) Name() string { return "unix-" + u.unit }

func (u unixTime) append(dst []byte, _ *Type, v *parser.Value) ([]byte, Fit) {
	if v.Class != parser.Integer {
		return dst, Misfit
	}
	n, _ := strconv.ParseInt(str(v.Text), 10, 64)
	if n != 0 && (n < firstUnix*u.perSecond || n > lastUnix*u.perSecond) {
		return dst, Misfit
	}
	return time.UnixMicro(n*(1_000_000/u.perSecond)).UTC().AppendFormat(dst, "2006-01-02 15:04:05.999999"), Fits
}

// convert takes the midnights of days: the first unix time that is none may come late.
func (u unixTime) convert(_, from *Type, column pg.Name) (pg.Expr, bool) {
	days, ok := from.Encoding.(unixDays)
	return &pg.Cast{X: column, Type: "timestamp"}, ok && days.unix == u
}

func (unixTime) canonical(_ *Type, stored, _ []byte, _ bool, _ *[]byte) ([]byte, bool) {
	return plainInteger(stored), false
}

func (u unixTime) stored(copied []byte) []byte {
	at, _ := time.Parse("2006-01-02 15:04:05.999999", string(copied))
	return strconv.AppendInt(nil, at.UnixMicro()/(1_000_000/u.perSecond), 10)
}

func (u unixTime) text(_ *Type, column pg.Name) (pg.Expr, bool) {
	units := pg.Keyword("(extract(epoch FROM " + pg.Ident(string(column)) + ") * " + strconv.FormatInt(u.perSecond, 10) + ")")
	return toText(&pg.Cast{X: units, Type: "bigint"}), true
}

func (u unixTime) inQueries(bool) query.Type {
	read := func(x pg.Expr) pg.Expr {
		units := pg.Expr(&pg.Call{Func: "date_part", Args: []pg.Expr{pg.String("epoch"), x}})
		if u.perSecond != 1 {
			units = &pg.Binary{Op: "*", L: units, R: pg.Number(strconv.FormatInt(u.perSecond, 10))}
		}
		return &pg.Cast{X: units, Type: "bigint"}
	}
	return query.Type{Kind: query.Integer, Form: u.unit, Read: read}
}

func (u unixTime) writes() writes {
	of := func(x pg.Expr, _ string) pg.Expr {
		if u.perSecond != 1 {
			x = &pg.Binary{Op: "/", L: x, R: pg.Number(strconv.FormatInt(u.perSecond, 10) + ".0")}
		}
		return &pg.Binary{Op: "AT TIME ZONE", L: &pg.Call{Func: "to_timestamp", Args: []pg.Expr{x}}, R: pg.String("UTC")}
	}
	// The text of a number with a fraction is no bigint.
	whole := func(x pg.Expr, to string) pg.Expr {
		return of(castText(&pg.Call{Func: "trim_scale", Args: []pg.Expr{&pg.Cast{X: x, Type: "numeric"}}}, "bigint"), to)
	}
	return writes{query.Integer: {as: of}, query.Numeric: {as: whole}, query.Text: {as: whole}}
}
