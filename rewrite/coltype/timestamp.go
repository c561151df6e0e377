package coltype

import (
	"bytes"
	"slices"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/rewrite/query"
)

// Timestamp is for texts that PostgreSQL prints just so, timestampT for those with
// a T, timestamptz for those in UTC with an offset that says so. timestampText
// takes a date with or without a time in any spelling: once a value has an offset
// from UTC, what it becomes after the data is timestamptz.
var (
	Timestamp     = Type{SQL: "timestamp", Encoding: isoTimestamp{}}
	timestampT    = Type{SQL: "timestamp", Encoding: isoT{}}
	timestamptz   = Type{SQL: "timestamptz", Encoding: isoOffset{}}
	timestampText = Type{SQL: "text", After: "timestamp", Encoding: isoAny{}}
)

var timestampFamily = family{
	declared: []declared{
		{"DATETIME", Timestamp, "ISO text without an offset"},
		{"TIMESTAMP", Timestamp, "ISO text without an offset"},
		{"TIMESTAMP WITHOUT TIME ZONE", Timestamp, "as declared"},
		{"TIMESTAMPTZ", timestamptz, "as declared"},
		{"TIMESTAMP WITH TIME ZONE", timestamptz, "as declared"},
		{"TIMESTAMP WITH LOCAL TIME ZONE", timestamptz, "Oracle's type with an offset"},
		{"DATETIMEOFFSET", timestamptz, "SQL Server's type with an offset"},
		{"DATETIME2", Timestamp, "SQL Server's type of a higher precision"},
		{"SMALLDATETIME", Timestamp, "SQL Server's type of a lower precision"},
		{"TEXT_DATETIME", Timestamp, "Ecto's name"},
		{"TEXT DATETIME", Timestamp, "both words, as InvokeAI has them"},
		{"DATETIME_TEXT", Timestamp, "SeaORM's name"},
		{"DATETIME_CHAR", Timestamp, "SQLAlchemy's name for a text without punctuation"},
		{"SMALLDATE", Timestamp, "System.Data.SQLite's name"},
		{"TIMESTAMPTZSQLITE", timestamptz, "Diesel's name"},
		{"TIMESTAMP_TEXT", Timestamp, "SeaORM's name"},
		{"TIMESTAMP_WITH_TIMEZONE_TEXT", timestamptz, "SeaORM's name"},
	},
	targets: []target{
		{name: "timestamp", chain: []Type{Timestamp, timestampT, timestampText, timestampWords, unixSeconds, unixMillis, unixMicros, textOrSeconds, textOrMillis, textOrMicros, digitsInteger, digitsText},
			lax: []Type{timestampText}, accepted: []string{"timestamp without time zone"}},
		{name: "timestamptz", chain: []Type{timestamptz, timestampText.as("timestamptz"), timestampWords.as("timestamptz"), unixSeconds.as("timestamptz"), unixMillis.as("timestamptz"), unixMicros.as("timestamptz"), textOrSeconds.as("timestamptz"), textOrMillis.as("timestamptz"), textOrMicros.as("timestamptz"), digitsInteger.as("timestamptz"), digitsText.as("timestamptz")},
			lax: []Type{timestampText}, accepted: []string{"timestamp with time zone"}},
	},
}

// DeclaredTimestamps returns the names of declared types that are a date with a
// time, in alphabetical order.
func DeclaredTimestamps() []string {
	var out []string
	for _, d := range timestampFamily.declared {
		out = append(out, d.name)
	}
	slices.Sort(out)
	return out
}

// afterTimestamps is what follows where a date with a time is declared.
var afterTimestamps = []Type{timestampT, timestampText, timestampWords, unixSeconds, unixMillis, unixMicros, textOrSeconds, textOrMillis, textOrMicros, digitsInteger, digitsText, Bigint, Double, Any, byteaAny}

// isoTimestamp is 2006-01-02 15:04:05, with a fraction as PostgreSQL prints it.
type isoTimestamp struct {
	noChunks
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

func (isoTimestamp) Name() string { return "iso" }

func (isoTimestamp) append(dst []byte, _ *Type, v *parser.Value) ([]byte, Fit) {
	return appendISO(dst, v, func(iso isoValue) bool { return iso.sep == ' ' && iso.printed() && iso.offset == "" })
}

func (isoTimestamp) fast(*Type) (Fast, parser.Class) { return fastTimestamp, parser.Text }

// fastTimestamp takes '2006-01-02 15:04:05', and fractions of a second as
// PostgreSQL prints them.
func fastTimestamp(_ *Type, dst, in []byte) (int, int, parser.Class) {
	return copyPrinted(dst, in, &dayHour)
}

// copyPrinted copies a literal with a date and a time that PostgreSQL prints just
// so, but for what stands between the two.
func copyPrinted(dst, in []byte, between *shape) (int, int, parser.Class) {
	end, zeros := readISO(in, between)
	if end > 0 && (zeros || longFraction(end) || in[end] != '\'') {
		end = Leave
	}
	return copyLiteral(dst, in, end)
}

func (isoTimestamp) inQueries(bool) query.Type {
	return query.Type{Kind: query.Text, Form: "timestamp", Read: timestampAs("YYYY-MM-DD HH24:MI:SS"), Helper: "sqlite_text(timestamp)"}
}

// timestampAs reads a timestamp whose fraction of a second, if there is one, ends
// in no zero.
func timestampAs(format string) func(pg.Expr) pg.Expr {
	whole := formatted(format + ".US")
	trim := func(x pg.Expr, c string) pg.Expr { return &pg.Call{Func: "rtrim", Args: []pg.Expr{x, pg.String(c)}} }
	return func(x pg.Expr) pg.Expr { return trim(trim(whole(x), "0"), ".") }
}

func (isoTimestamp) writes() writes { return writes{query.Text: spelled} }

func (isoTimestamp) then() ([]Type, string) {
	return afterTimestamps, "one spelling at a time, then unix time, then 14 digits, then julian days"
}

// isoT is 2006-01-02T15:04:05, with a fraction as PostgreSQL prints it.
type isoT struct {
	noChunks
	quoted
	smallValues
	asWritten
	fromNothing
	keepsText
	saysAll
	neverFirst
	includesNone
	someValues
}

func (isoT) Name() string { return "iso-T" }

func (isoT) append(dst []byte, _ *Type, v *parser.Value) ([]byte, Fit) {
	return appendISO(dst, v, func(iso isoValue) bool { return iso.sep == 'T' && iso.printed() && iso.offset == "" })
}

func (isoT) fast(*Type) (Fast, parser.Class) { return fastT, parser.Text }

func fastT(_ *Type, dst, in []byte) (int, int, parser.Class) { return copyPrinted(dst, in, &dayHourT) }

func (isoT) text(_ *Type, column pg.Name) (pg.Expr, bool) {
	return &pg.Call{Func: "replace", Args: []pg.Expr{toText(column), pg.String(" "), pg.String("T")}}, true
}

func (isoT) inQueries(bool) query.Type {
	return query.Type{Kind: query.Text, Form: "timestamp with T", Read: timestampAs(`YYYY-MM-DD"T"HH24:MI:SS`), Helper: "sqlite_iso(timestamp)"}
}

func (isoT) writes() writes { return writes{query.Text: spelled} }

// isoOffset is 2006-01-02 15:04:05+00: what PostgreSQL prints in UTC.
type isoOffset struct {
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

func (isoOffset) Name() string { return "iso-offset" }

func (isoOffset) append(dst []byte, _ *Type, v *parser.Value) ([]byte, Fit) {
	return appendISO(dst, v, func(iso isoValue) bool { return iso.sep == ' ' && iso.printed() && iso.offset == "+00" })
}

func (isoOffset) inQueries(bool) query.Type {
	read := func(x pg.Expr) pg.Expr { return &pg.Binary{Op: "||", L: textInUTC(x), R: pg.String("+00")} }
	return query.Type{Kind: query.Text, Form: "timestamptz", Read: read, Helper: "sqlite_text(timestamptz)"}
}

// textInUTC reads a timestamptz without its offset.
func textInUTC(x pg.Expr) pg.Expr {
	return timestampAs("YYYY-MM-DD HH24:MI:SS")(&pg.Binary{Op: "AT TIME ZONE", L: x, R: pg.String("UTC")})
}

func (isoOffset) writes() writes { return writes{query.Text: spelled} }

func (isoOffset) then() ([]Type, string) {
	return append([]Type{Timestamp}, afterTimestamps...), "as for timestamp"
}

// isoAny is a date with or without a time in any spelling.
type isoAny struct {
	noChunks
	quoted
	smallValues
	asWritten
	asText
	neverFirst
	someValues
}

func (isoAny) Name() string { return "iso-any" }

func (isoAny) append(dst []byte, _ *Type, v *parser.Value) ([]byte, Fit) {
	return appendRounded(dst, v, func(iso isoValue) bool { return iso.date && iso.fraction <= maxRounded })
}

func (isoAny) fast(*Type) (Fast, parser.Class) { return fastAnyTimestamp, parser.Text }

// fastAnyTimestamp takes a date, alone or with a time in some spelling. One with an
// offset is taken where the column is a timestamptz already.
func fastAnyTimestamp(t *Type, dst, in []byte) (int, int, parser.Class) {
	if w, r, class := fastDate(t, dst, in); r != Leave {
		return w, r, class
	}
	end := FastISO(in)
	if longFraction(end) {
		return 0, Leave, parser.Null
	}
	if end > 0 && in[end] != '\'' {
		n := bytes.IndexByte(in[end:min(len(in), end+len(" +00:00'"))], '\'')
		if n < 0 || !isOffset(in[end:end+n]) || !t.Keeps(WithOffset) {
			return 0, Leave, parser.Null
		}
		end += n
	}
	return copyLiteral(dst, in, end)
}

func (isoAny) convert(_, from *Type, column pg.Name) (pg.Expr, bool) {
	switch from.Encoding.(type) {
	case isoTimestamp, isoT, isoOffset, isoDate:
		return from.TextOf(column)
	}
	return nil, false
}

func (isoAny) loses(after bool) string {
	if after {
		return "how they are written: a space or a T, zeros at the end, the offset"
	}
	return ""
}

func (isoAny) inQueries(after bool) query.Type {
	if !after {
		return query.Type{Kind: query.Text}
	}
	return query.Type{Kind: query.Text, Form: "timestamp in any spelling", Read: timestampAs("YYYY-MM-DD HH24:MI:SS"), Helper: "sqlite_text(timestamp)", Spelling: "how the timestamp was written"}
}

func (isoAny) loaded(q *query.Type, t *Type, _ values) {
	if t.After == "timestamptz" {
		q.Read, q.Helper = textInUTC, "sqlite_utc(timestamptz)"
	}
}

func (isoAny) writes() writes { return writes{query.Text: spelled} }

func (isoAny) includes(other *Type) bool {
	switch other.Encoding.(type) {
	case isoTimestamp, isoT, isoDate:
		return true
	}
	return false
}
