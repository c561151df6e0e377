package coltype

import (
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/rewrite/query"
)

// Date is for texts that are a date and nothing else.
var Date = Type{SQL: "date", Encoding: isoDate{}}

var dateFamily = family{
	declared: []declared{{"DATE", Date, "as declared"}, {"DATE_TEXT", Date, "SeaORM's name"}, {"DATE_CHAR", Date, "SQLAlchemy's name for a text without punctuation"}},
	targets:  []target{{name: "date", chain: []Type{Date, unixDaysSeconds, unixDaysMillis, unixDaysMicros}, accepted: []string{"date"}}},
}

// isoDate is 2006-01-02.
type isoDate struct {
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

func (isoDate) Name() string { return "date" }

func (isoDate) append(dst []byte, _ *Type, v *parser.Value) ([]byte, Fit) {
	return appendISO(dst, v, func(iso isoValue) bool { return iso.date && !iso.clock })
}

func (isoDate) fast(*Type) (Fast, parser.Class) { return fastDate, parser.Text }

// fastDate takes '2006-01-02'.
func fastDate(_ *Type, dst, in []byte) (int, int, parser.Class) {
	const size = len("2006-01-02")
	if len(in) < size+2 {
		return 0, Short, parser.Null
	}
	digits, ok := yearMonth.digits(load(in[1:]))
	d, e := in[9]-'0', in[10]-'0'
	if !ok || in[0] != '\'' || d > 9 || e > 9 || in[11] != '\'' || !isDay(digits, int(d)*10+int(e)) {
		return 0, Leave, parser.Null
	}
	return copy(dst, in[1:size+1]), size + 2, parser.Text
}

func (isoDate) inQueries(bool) query.Type {
	return query.Type{Kind: query.Text, Form: "date", Read: formatted("YYYY-MM-DD"), Helper: "sqlite_text(date)"}
}

func (isoDate) writes() writes { return writes{query.Text: spelled} }

func (isoDate) then() ([]Type, string) {
	return append([]Type{unixDaysSeconds, unixDaysMillis, unixDaysMicros, Timestamp}, afterTimestamps...), "midnights as unix time; people store timestamps in DATE"
}
