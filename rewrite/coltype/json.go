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

var jsonFamily = family{
	declared: []declared{
		{"JSON", jsonDocument, "as declared"},
		{"JSONB", jsonDocument, "as declared"},
		{"JSONTEXT", jsonDocument, "SQLAlchemy's name for JSON with TEXT affinity"},
		{"JSON_TEXT", jsonDocument, "SeaORM's name"},
		{"JSONB_TEXT", jsonDocument, "SeaORM's name"},
	},
	targets: []target{
		{name: "json", chain: []Type{{SQL: "json", Encoding: jsonText{}}}, accepted: []string{"json", "jsonb"}},
		{name: "jsonb", chain: []Type{jsonDocument.as("jsonb")}, accepted: []string{"json", "jsonb"}},
	},
}

// Respells reports whether PostgreSQL may spell a value otherwise in the end: json
// may go into a jsonb that exists.
func (t *Type) Respells() bool {
	return t.After != "" && t.After != CitextName || t.Encoding == jsonText{}
}

// jsonText is JSON as a text, a number, or a blob in SQLite's binary form.
type jsonText struct {
	noChunks
	longValues
	asWritten
	quoted
	asText
	fromNothing
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
