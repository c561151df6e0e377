package coltype

import (
	"strconv"
	"time"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/rewrite/query"
)

// Unix times that are all midnights in UTC, where a date is declared: Knex, and so
// Directus, writes a date as the milliseconds of its midnight.
var (
	unixDaysSeconds = Type{SQL: "date", Encoding: unixDays{unix: unixTime{unit: "seconds", perSecond: 1}}}
	unixDaysMillis  = Type{SQL: "date", Encoding: unixDays{unix: unixTime{unit: "milliseconds", perSecond: 1_000}}}
	unixDaysMicros  = Type{SQL: "date", Encoding: unixDays{unix: unixTime{unit: "microseconds", perSecond: 1_000_000}}}
)

// unixDays is the units from 1970 to the midnight of a day.
type unixDays struct {
	noChunks
	noFast
	quoted
	smallValues
	fromNothing
	keepsText
	saysAll
	neverFirst
	includesNone
	someValues
	unix unixTime
}

func (u unixDays) Name() string { return "date-" + u.unix.unit }

// perDay is how many units a day has.
func (u unixDays) perDay() int64 { return 86_400 * u.unix.perSecond }

func (u unixDays) append(dst []byte, t *Type, v *parser.Value) ([]byte, Fit) {
	begin := len(dst)
	dst, fit := u.unix.append(dst, t, v)
	if n, err := strconv.ParseInt(str(v.Text), 10, 64); fit != Fits || err != nil || n%u.perDay() != 0 {
		return dst, Misfit
	}
	return dst[:begin+len(time.DateOnly)], Fits
}

func (unixDays) canonical(_ *Type, stored, _ []byte, _ bool, _ *[]byte) ([]byte, bool) {
	return plainInteger(stored), false
}

func (u unixDays) stored(copied []byte) []byte {
	at, _ := time.Parse(time.DateOnly, string(copied))
	return strconv.AppendInt(nil, at.Unix()*u.unix.perSecond, 10)
}

// epoch is the day from which Unix time counts.
var epoch = &pg.Cast{X: pg.String("1970-01-01"), Type: "date"}

// units reads a date as the units of its midnight.
func (u unixDays) units(x pg.Expr) pg.Expr {
	days := &pg.Cast{X: &pg.Binary{Op: "-", L: x, R: epoch}, Type: "bigint"}
	return &pg.Binary{Op: "*", L: days, R: pg.Number(strconv.FormatInt(u.perDay(), 10))}
}

func (u unixDays) text(_ *Type, column pg.Name) (pg.Expr, bool) { return toText(u.units(column)), true }

func (u unixDays) inQueries(bool) query.Type {
	return query.Type{Kind: query.Integer, Form: "midnights in " + u.unix.unit, Read: u.units}
}

// writes raises for what is no midnight: the text of a number with a fraction is no integer.
func (u unixDays) writes() writes {
	of := func(x pg.Expr, _ string) pg.Expr {
		days := &pg.Binary{Op: "/", L: &pg.Cast{X: x, Type: "numeric"}, R: pg.Number(strconv.FormatInt(u.perDay(), 10))}
		return &pg.Binary{Op: "+", L: epoch, R: castText(&pg.Call{Func: "trim_scale", Args: []pg.Expr{days}}, "integer")}
	}
	return writes{query.Integer: {as: of}, query.Numeric: {as: of}, query.Text: {as: of}}
}
