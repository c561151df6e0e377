package coltype

import (
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/query"
	"strconv"
)

// InQueries is the type as queries see it: under the type of the load, or under
// the one it has in the end.
func (t *Type) InQueries(end bool) query.Type {
	form := forms[t.Encoding]
	sql := t.SQL
	if end {
		if sql = t.Final(); t.After != "" {
			if f, ok := finalForms[t.Encoding]; ok {
				form = f
			}
		}
	}
	return query.Type{SQL: sql, Kind: form.kind, Read: form.read, Form: form.name, Helper: form.helper, Lossy: form.lossy, Moment: form.moment}
}

// Loaded is InQueries in the end, with what the values that were loaded say of a
// type that holds several classes: these, as bits, and the bytes of the longest
// one. affinity is that of the declared type.
func (t *Type) Loaded(affinity ast.Affinity, classes uint8, longest int) query.Type {
	ty := t.InQueries(true)
	only := func(class parser.Class) bool { return classes == 1<<class }
	has := func(class parser.Class) bool { return classes&(1<<class) != 0 }
	switch t.Encoding {
	case encodeText, encodeAny:
		if ty.Kind = query.Mixed; affinity == ast.TextAffinity || !has(parser.Integer) && !has(parser.Real) {
			ty.Kind = query.Text
		}
	case encodeDouble:
		if affinity != ast.RealAffinity && has(parser.Integer) {
			ty.Kind, ty.Form = query.Numeric, "integers and reals"
			ty.Read = func(x pg.Expr) pg.Expr { return &pg.Cast{X: asText(x), Type: "numeric"} }
			if affinity == ast.NoAffinity { // a whole number may be either
				ty.Lossy = "which of its whole numbers are integers"
			}
		}
	case encodeNumeric:
		if affinity == ast.RealAffinity {
			ty.Kind, ty.Form = query.Real, "reals"
			ty.Read = func(x pg.Expr) pg.Expr { return &pg.Cast{X: x, Type: "double precision"} }
		}
	case encodeBytea, encodeByteaAny, encodeByteaRaw:
		switch {
		case only(parser.Text):
			ty = query.Type{SQL: "bytea", Kind: query.Text, Form: "utf8", Helper: "sqlite_text(bytea)",
				Read: func(x pg.Expr) pg.Expr {
					return &pg.Call{Func: "convert_from", Args: []pg.Expr{x, pg.String("UTF8")}}
				}}
		case classes&^(1<<parser.Blob) != 0:
			ty.Form, ty.Read, ty.Lossy = "bytes", same, "which of its values were texts"
		}
	case encodeJSON:
		if has(parser.Integer) || has(parser.Real) {
			ty.Kind, ty.Lossy = query.Mixed, "which of its values were numbers"
		}
	case encodeMoment:
		if t.After == "timestamptz" {
			ty.Helper = "sqlite_utc(timestamptz)"
			ty.Read = func(x pg.Expr) pg.Expr {
				return moments("YYYY-MM-DD HH24:MI:SS")(&pg.Binary{Op: "AT TIME ZONE", L: x, R: pg.String("UTC")})
			}
		}
	case encodeTimestamp:
		if longest <= len("2006-01-02 15:04:05") {
			ty.Read = formatted("YYYY-MM-DD HH24:MI:SS")
		}
	case encodeTimestampT:
		if longest <= len("2006-01-02 15:04:05") {
			ty.Read = formatted(`YYYY-MM-DD"T"HH24:MI:SS`)
		}
	}
	return ty
}

func same(x pg.Expr) pg.Expr { return x }

// form says how an encoding is seen: package query's Type, but for the name.
type form struct {
	kind   query.Kind
	name   string
	read   func(pg.Expr) pg.Expr
	helper string
	lossy  string
	moment bool // see query.Type
}

func asText(x pg.Expr) pg.Expr { return &pg.Cast{X: x, Type: "text"} }

// formatted reads a date or time, whatever the session's DateStyle is.
func formatted(format string) func(pg.Expr) pg.Expr {
	return func(x pg.Expr) pg.Expr {
		return &pg.Call{Func: "to_char", Args: []pg.Expr{x, pg.String(format)}}
	}
}

// moments reads a timestamp whose fraction of a second, if there is one, ends
// in no zero.
func moments(format string) func(pg.Expr) pg.Expr {
	whole := formatted(format + ".US")
	trim := func(x pg.Expr, c string) pg.Expr { return &pg.Call{Func: "rtrim", Args: []pg.Expr{x, pg.String(c)}} }
	return func(x pg.Expr) pg.Expr { return trim(trim(whole(x), "0"), ".") }
}

func word(no, yes string) func(pg.Expr) pg.Expr {
	return func(x pg.Expr) pg.Expr {
		return &pg.Case{Whens: []pg.When{{Cond: x, Then: pg.String(yes)}, {Cond: &pg.Prefix{Op: "NOT", X: x}, Then: pg.String(no)}}}
	}
}

// epoch reads unix time in units of which factor make a second.
func epoch(factor int) func(pg.Expr) pg.Expr {
	return func(x pg.Expr) pg.Expr {
		seconds := pg.Expr(&pg.Call{Func: "date_part", Args: []pg.Expr{pg.String("epoch"), x}})
		if factor != 1 {
			seconds = &pg.Binary{Op: "*", L: seconds, R: pg.Number(strconv.Itoa(factor))}
		}
		return &pg.Cast{X: seconds, Type: "bigint"}
	}
}

// forms holds how the encodings are seen under the types they are loaded under.
var forms = map[Encoding]form{
	encodeText:        {kind: query.Text},
	encodeAny:         {kind: query.Mixed},
	encodeBigint:      {kind: query.Integer},
	encodeBoolean:     {kind: query.Bool},
	encodeDouble:      {kind: query.Real},
	encodeNumeric:     {kind: query.Numeric},
	encodeNumbers:     {kind: query.Numeric, name: "numbers", read: same, lossy: "which of its whole numbers are reals"},
	encodeBytea:       {kind: query.Blob},
	encodeByteaAny:    {kind: query.Blob},
	encodeByteaRaw:    {kind: query.Blob},
	encodeTimestamp:   {kind: query.Text, name: "timestamp", read: moments("YYYY-MM-DD HH24:MI:SS"), helper: "sqlite_text(timestamp)"},
	encodeTimestampT:  {kind: query.Text, name: "timestamp with T", read: moments(`YYYY-MM-DD"T"HH24:MI:SS`), helper: "sqlite_iso(timestamp)"},
	encodeTimestamptz: {kind: query.Text, name: "timestamptz", read: inUTC, helper: "sqlite_text(timestamptz)"},
	encodeDate:        {kind: query.Text, name: "date", read: formatted("YYYY-MM-DD"), helper: "sqlite_text(date)"},
	encodeTime:        {kind: query.Text, name: "time", read: asText},
	encodeUUID:        {kind: query.Text, name: "uuid", read: asText},
	encodeJSON:        {kind: query.Text, name: "json", read: asText},
	encodeBoolLetter:  {kind: query.Text, name: "t and f", read: word("f", "t")},
	encodeBoolWord:    {kind: query.Text, name: "true and false", read: word("false", "true")},
	encodeTruth:       {kind: query.Mixed},
	encodeMoment:      {kind: query.Text},
	encodeClock:       {kind: query.Text},
	encodeUUIDText:    {kind: query.Text},
	encodeSeconds:     {kind: query.Integer, name: "seconds", read: epoch(1)},
	encodeMillis:      {kind: query.Integer, name: "milliseconds", read: epoch(1000)},
	encodeMicros:      {kind: query.Integer, name: "microseconds", read: epoch(1000000)},
	encodeUUIDBlob:    {kind: query.Blob, name: "uuid of bytes", read: uuidBytes},
	encodeUUIDMixed:   {kind: query.Text, name: "uuid of texts and bytes", read: asText, lossy: "which of its values were blobs"},
}

// finalForms are for encodings that get another type after the data: it keeps
// the meaning, not the spelling.
var finalForms = map[Encoding]form{
	encodeJSON:     {kind: query.Text, name: "jsonb", read: asText, lossy: "blanks and the order of keys"},
	encodeTruth:    {kind: query.Text, name: "truth", read: asText, lossy: "how truth was written"},
	encodeMoment:   {kind: query.Text, name: "moment", read: moments("YYYY-MM-DD HH24:MI:SS"), helper: "sqlite_text(timestamp)", lossy: "how the moment was written", moment: true},
	encodeClock:    {kind: query.Text, name: "clock", read: asText, lossy: "how the time was written", moment: true},
	encodeUUIDText: {kind: query.Text, name: "uuid in any spelling", read: asText, lossy: "capitals, hyphens and braces"},
}

func inUTC(x pg.Expr) pg.Expr {
	return &pg.Binary{Op: "||", L: moments("YYYY-MM-DD HH24:MI:SS")(&pg.Binary{Op: "AT TIME ZONE", L: x, R: pg.String("UTC")}), R: pg.String("+00")}
}

func uuidBytes(x pg.Expr) pg.Expr { return &pg.Call{Func: "uuid_send", Args: []pg.Expr{x}} }
