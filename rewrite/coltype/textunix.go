package coltype

import (
	"strconv"
	"time"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/rewrite/query"
)

// Texts in any spelling and unix time of one unit in one column: an application that
// writes the one, and a default or a former version that wrote the other. It is loaded
// as it stands, and becomes a timestamp after the data.
var (
	textOrSeconds = Type{SQL: "text", After: "timestamp", Encoding: isoOrUnix{unix: unixTime{unit: "seconds", perSecond: 1}}}
	textOrMillis  = Type{SQL: "text", After: "timestamp", Encoding: isoOrUnix{unix: unixTime{unit: "milliseconds", perSecond: 1_000}}}
	textOrMicros  = Type{SQL: "text", After: "timestamp", Encoding: isoOrUnix{unix: unixTime{unit: "microseconds", perSecond: 1_000_000}}}
)

// isoOrUnix is a date with or without a time in any spelling, or an integer that is
// unix time and not 0, which may stand for none.
type isoOrUnix struct {
	noChunks
	noFast
	smallValues
	asWritten
	asText
	neverFirst
	someValues
	unix unixTime
}

func (u isoOrUnix) Name() string { return "iso-or-" + u.unix.unit }

func (u isoOrUnix) append(dst []byte, t *Type, v *parser.Value) ([]byte, Fit) {
	if v.Class != parser.Integer {
		return isoAny{}.append(dst, t, v)
	}
	n, err := strconv.ParseInt(str(v.Text), 10, 64)
	if err != nil || n < firstUnix*u.unix.perSecond || n > lastUnix*u.unix.perSecond {
		return dst, Misfit
	}
	return strconv.AppendInt(dst, n, 10), Changed
}

func (u isoOrUnix) literal(t *Type, v *parser.Value) (pg.Expr, bool) {
	if v.Class == parser.Integer {
		if _, fit := u.append(nil, t, v); !fit.OK() {
			return nil, false
		}
		return u.unix.literal(&Type{Encoding: u.unix}, v)
	}
	return quoted{}.literal(t, v)
}

func (u isoOrUnix) convert(_, from *Type, column pg.Name) (pg.Expr, bool) {
	switch from.Encoding.(type) {
	case isoTimestamp, isoT, isoOffset, isoDate:
		return from.TextOf(column)
	case isoAny:
		return nil, true
	}
	if days, ok := from.Encoding.(unixDays); from.Encoding == u.unix || ok && days.unix == u.unix {
		return from.TextOf(column)
	}
	return nil, false
}

// Using is the expression that makes the type after the data of what was loaded, nil
// for a cast.
func (t *Type) Using(column string) pg.Expr {
	x := pg.Name(column)
	if e, ok := t.Encoding.(isoWords); ok && t.After != "" {
		return e.using(t, x)
	}
	u, ok := t.Encoding.(isoOrUnix)
	if !ok || t.After == "" {
		return nil
	}
	var seconds pg.Expr = &pg.Cast{X: x, Type: "double precision"}
	if u.unix.perSecond != 1 {
		seconds = &pg.Binary{Op: "/", L: seconds, R: pg.Number(strconv.FormatInt(u.unix.perSecond, 10))}
	}
	var at pg.Expr = &pg.Call{Func: "to_timestamp", Args: []pg.Expr{seconds}}
	if t.After == "timestamp" {
		at = &pg.Binary{Op: "AT TIME ZONE", L: at, R: pg.String("UTC")}
	}
	whole := &pg.Binary{Op: "~", L: x, R: pg.String(`^\d+$`)}
	return &pg.Case{Whens: []pg.When{{Cond: whole, Then: at}}, Else: &pg.Cast{X: x, Type: t.After}}
}

func (isoOrUnix) loses(after bool) string {
	if after {
		return "how they are written: a space or a T, zeros at the end, the offset, or unix time"
	}
	return ""
}

func (isoOrUnix) inQueries(after bool) query.Type {
	if !after {
		return query.Type{Kind: query.Mixed}
	}
	q := isoAny{}.inQueries(true)
	q.Lossy, q.Unclassed = "which of its values were unix time", true
	return q
}

func (isoOrUnix) loaded(q *query.Type, t *Type, v values) { isoAny{}.loaded(q, t, v) }

func (isoOrUnix) writes() writes { return writes{query.Text: spelled} }

func (isoOrUnix) includes(other *Type) bool { return isoAny{}.includes(other) }

// printed takes unix time, too.
func (u isoOrUnix) printed(dst, text []byte) []byte {
	if n, err := strconv.ParseInt(str(text), 10, 64); err == nil {
		return appendInstant(dst, n, u.unix.perSecond)
	}
	return isoAny{}.printed(dst, text)
}

// last is the COPY text of a value for the type after the data.
func (u isoOrUnix) last(dst, copied []byte) []byte {
	n, err := strconv.ParseInt(str(copied), 10, 64)
	if err != nil {
		return append(dst, copied...)
	}
	return append(appendInstant(dst, n, u.unix.perSecond), 'Z')
}

// appendInstant appends a unix time of so many a second, as PostgreSQL prints a timestamp.
func appendInstant(dst []byte, n, perSecond int64) []byte {
	return time.UnixMicro(n*(1_000_000/perSecond)).UTC().AppendFormat(dst, "2006-01-02 15:04:05.999999")
}
