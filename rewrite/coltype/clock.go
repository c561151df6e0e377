package coltype

import (
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/rewrite/query"
)

// clock is for times of day that PostgreSQL prints just so, clockText for those in
// any spelling.
var (
	clock     = Type{SQL: "time", Encoding: isoTime{}}
	clockText = Type{SQL: "text", After: "time", Encoding: timeAny{}}
)

var clockFamily = family{
	declared: []declared{
		{"TIME", clock, "as declared"}, {"TIME WITHOUT TIME ZONE", clock, "as declared"},
		{"TIME_TEXT", clock, "SeaORM's name"}, {"TIME_CHAR", clock, "SQLAlchemy's name for a text without punctuation"},
	},
	targets: []target{{name: "time", chain: []Type{clock, clockText}, lax: []Type{clockText}, accepted: []string{"time without time zone"}}},
}

// isoTime is 15:04:05, with a fraction as PostgreSQL prints it.
type isoTime struct {
	noChunks
	noFast
	quoted
	smallValues
	asWritten
	asText
	fromNothing
	keepsText
	saysAll
	includesNone
	someValues
}

func (isoTime) Name() string { return "time" }

func (isoTime) append(dst []byte, _ *Type, v *parser.Value) ([]byte, Fit) {
	return appendISO(dst, v, func(iso isoValue) bool { return !iso.date && iso.printed() && iso.offset == "" })
}

func (isoTime) inQueries(bool) query.Type {
	return query.Type{Kind: query.Text, Form: "time", Read: toText}
}

func (isoTime) writes() writes { return writes{query.Text: spelled} }

func (isoTime) then() ([]Type, string) {
	return []Type{clockText, Bigint, Double, Any, byteaAny}, "durations are no time of day, and of a number only the application knows what it counts"
}

// timeAny is a time of day in any spelling.
type timeAny struct {
	noChunks
	noFast
	quoted
	smallValues
	asWritten
	asText
	saysAll
	neverFirst
	includesNone
	someValues
}

func (timeAny) Name() string { return "time-any" }

func (timeAny) append(dst []byte, _ *Type, v *parser.Value) ([]byte, Fit) {
	return appendISO(dst, v, func(iso isoValue) bool { return !iso.date && iso.offset == "" })
}

func (timeAny) convert(_, from *Type, column pg.Name) (pg.Expr, bool) {
	if (from.Encoding == isoTime{}) {
		return from.TextOf(column)
	}
	return nil, false
}

func (timeAny) loses(after bool) string {
	if after {
		return "how they are written: without seconds, or zeros at the end"
	}
	return ""
}

func (timeAny) inQueries(after bool) query.Type {
	if !after {
		return query.Type{Kind: query.Text}
	}
	return query.Type{Kind: query.Text, Form: "time in any spelling", Read: toText, Spelling: "how the time was written"}
}

func (timeAny) writes() writes { return writes{query.Text: spelled} }
