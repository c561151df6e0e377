package coltype

import (
	"math"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/internal/jsonb"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/rewrite/query"
)

// jsonDocument becomes jsonb after the data: jsonb cannot hold all that json can
// (\u0000), and what does not fit shows in the data.
var jsonDocument = Type{SQL: "json", After: "jsonb", Encoding: jsonText{}}

// checkedDocument is jsonb at once: SQLite itself has looked at each value. plainDocument
// follows, where jsonb does not hold one of them whole.
var (
	checkedDocument = Type{SQL: "jsonb", Encoding: jsonbText{}}
	plainDocument   = Type{SQL: "json", Encoding: jsonText{}}
)

// CheckedJSON is the declared type of a column, whatever it declares, whose CHECK says
// json_valid().
const CheckedJSON = "JSON_VALID"

var jsonFamily = family{
	declared: []declared{
		{"JSON", jsonDocument, "as declared"},
		{"JSONB", jsonDocument, "as declared"},
		{"JSONTEXT", jsonDocument, "SQLAlchemy's name for JSON with TEXT affinity"},
		{"JSON_TEXT", jsonDocument, "SeaORM's name"},
		{"JSONB_TEXT", jsonDocument, "SeaORM's name"},
		{CheckedJSON, checkedDocument, "a CHECK proves it"},
	},
	targets: []target{
		{name: "json", chain: []Type{plainDocument}, accepted: []string{"json", "jsonb"}},
		{name: "jsonb", chain: []Type{jsonDocument.as("jsonb")}, other: []Type{checkedDocument.as("jsonb")}, accepted: []string{"json", "jsonb"}},
	},
}

// Respells reports whether PostgreSQL may spell a value otherwise in the end: json
// may go into a jsonb that exists.
func (t *Type) Respells() bool {
	return t.After != "" && t.After != CitextName || t.Encoding == jsonText{} || t.Encoding == jsonbText{}
}

// IsPlainJSON reports whether the type is json that stays json.
func (t *Type) IsPlainJSON() bool { return t.SQL == "json" && t.After == "" }

// jsonText is JSON as a text, a number, or a blob in SQLite's binary form.
type jsonText struct {
	noChunks
	longValues
	asWritten
	quoted
	asText
	includesNone
	someValues
}

func (jsonText) Name() string { return "json" }

func (jsonText) append(dst []byte, _ *Type, v *parser.Value) ([]byte, Fit) {
	switch v.Class {
	case parser.Integer:
		return append(dst, v.Text...), Fits
	case parser.Real:
		if f := float(v.Text); !math.IsInf(f, 0) {
			return appendShortest(dst, f), Fits // jsonb keeps decimals
		}
	case parser.Text:
		if fit := CheckText(v.Text); fit != Fits {
			return dst, fit
		}
		if fit := jsonFit(v.Text); fit != Misfit {
			return appendContent(dst, v.Text, v.Doubled), fit
		}
	case parser.Blob: // SQLite's binary JSON
		text, err := jsonb.Decode(nil, parser.AppendHexBytes(nil, v.Text))
		if err == nil && CheckText(text) == Fits && jsonFit(text) == Fits {
			return pg.AppendCopyText(dst, text), Changed
		}
	}
	return dst, Misfit
}

func (jsonText) fast(*Type) (Fast, parser.Class) { return fastJSON, parser.Text }

// fastJSON takes a string literal whose text is an object or array that jsonb
// holds. Other text may be a number to SQLite.
func fastJSON(_ *Type, dst, in []byte) (written, read int, class parser.Class) {
	if len(in) < 2 {
		return 0, Short, parser.Null
	}
	if in[0] != '\'' || in[1] != '{' && in[1] != '[' {
		return 0, Leave, parser.Null
	}
	if written, read = copyText(dst, in, 0, 0); read > 0 && jsonFit(in[1:read-1]) != Fits {
		read = Leave
	}
	return written, read, parser.Text
}

// convert reads jsonb, which spells what is loaded already in its own way.
func (jsonText) convert(t, from *Type, column pg.Name) (pg.Expr, bool) {
	if (from.Encoding != jsonbText{}) {
		return nil, false
	}
	return &pg.Cast{X: column, Type: t.SQL}, true
}

func (jsonText) loses(after bool) string {
	if after {
		return "their spaces, the order of keys and the spelling of numbers and escapes"
	}
	return ""
}

func (jsonText) inQueries(after bool) query.Type {
	if after {
		return query.Type{Kind: query.Text, Form: "jsonb", Read: toText, Lossy: "spaces and the order of keys"}
	}
	return query.Type{Kind: query.Text, Form: "json", Read: toText}
}

func (jsonText) loaded(q *query.Type, _ *Type, v values) {
	q.Unclassed = v.has(parser.Blob)
	if v.has(parser.Integer) || v.has(parser.Real) {
		q.Kind, q.Lossy = query.Mixed, "which of its values were numbers"
	}
}

func (jsonText) writes() writes {
	return writes{query.Text: spelled, query.Integer: {as: castText}}
}

func (jsonText) then() ([]Type, string) { return []Type{Any, byteaAny}, "text that is no JSON" }

// jsonbText is jsonText that is jsonb from the beginning.
type jsonbText struct{ jsonText }

func (jsonbText) Name() string { return "jsonb" }

func (e jsonbText) append(dst []byte, t *Type, v *parser.Value) ([]byte, Fit) {
	dst, fit := e.jsonText.append(dst, t, v)
	if fit.BeyondJSONB() {
		fit = Misfit
	}
	return dst, fit
}

func (e jsonbText) convert(*Type, *Type, pg.Name) (pg.Expr, bool) { return nil, false }

// canonical is what jsonb prints: nothing else is left of a value.
func (jsonbText) canonical(_ *Type, _, copied []byte, _ bool, buf *[]byte) ([]byte, bool) {
	var content []byte
	*buf = appendJSONB((*buf)[:0], pg.CopyContent(copied, &content))
	return *buf, false
}

func (e jsonbText) loses(bool) string { return e.jsonText.loses(true) }

func (e jsonbText) inQueries(bool) query.Type { return e.jsonText.inQueries(true) }

func (jsonbText) then() ([]Type, string) {
	return []Type{plainDocument, Any, byteaAny}, "JSON that jsonb does not hold whole; text that is no JSON"
}
