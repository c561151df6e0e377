package coltype

import (
	"cmp"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"slices"
)

// A column's chain is the types it may get, the best first. SQLite declares
// and does not enforce, so the data decides: the first type of the chain that
// holds all values seen is taken, and a value that comes later and does not
// fit moves the column on to a type that holds all of what SQLite held.
//
// Types that would change the spelling of a value stand in the chain as text
// that is given its type after the data (After): if a later value does not fit,
// the text is still what SQLite held.

// Types that only stand in chains.
var (
	typeBoolLetter = Type{SQL: "boolean", Encoding: encodeBoolLetter}
	typeBoolWord   = Type{SQL: "boolean", Encoding: encodeBoolWord}
	typeTruth      = Type{SQL: "text", After: "boolean", Encoding: encodeTruth}
	typeTimestampT = Type{SQL: "timestamp", Encoding: encodeTimestampT}
	typeMoment     = Type{SQL: "text", After: "timestamp", Encoding: encodeMoment}
	typeClock      = Type{SQL: "text", After: "time", Encoding: encodeClock}
	typeSeconds    = Type{SQL: "timestamp", Encoding: encodeSeconds}
	typeMillis     = Type{SQL: "timestamp", Encoding: encodeMillis}
	typeMicros     = Type{SQL: "timestamp", Encoding: encodeMicros}
	typeUUIDBlob   = Type{SQL: "uuid", Encoding: encodeUUIDBlob}
	typeUUIDText   = Type{SQL: "text", After: "uuid", Encoding: encodeUUIDText}
	typeUUIDMixed  = Type{SQL: "uuid", Encoding: encodeUUIDMixed}
	RawBytes       = Type{SQL: "bytea", Encoding: encodeByteaRaw}
	typeByteaAny   = Type{SQL: "bytea", Encoding: encodeByteaAny}
	typeNumbers    = Type{SQL: "numeric", Encoding: encodeNumbers}
)

// chains holds what follows a type in its chain, with the reason. bytea for
// any value ends them all: it holds what text cannot, a blob that is no UTF-8.
var chains = map[Encoding]struct {
	then   []Type
	reason string
}{
	encodeBigint:      {[]Type{Numeric, Any, typeByteaAny}, "reals and larger integers are numbers still"},
	encodeBoolean:     {[]Type{typeBoolLetter, typeBoolWord, typeTruth, Bigint, Numeric, Any, typeByteaAny}, "one spelling of truth at a time, then numbers"},
	encodeDouble:      {[]Type{Any, typeByteaAny}, "what is no number is text"},
	encodeNumeric:     {[]Type{Numeric, Double, Any, typeByteaAny}, "numeric has no infinity before PostgreSQL 14"},
	encodeText:        {[]Type{Text, typeByteaAny}, "SQLite does not enforce the length"},
	encodeBytea:       {[]Type{Any, typeByteaAny}, "numbers among the blobs"},
	encodeTimestamp:   {[]Type{typeTimestampT, typeMoment, typeSeconds, typeMillis, typeMicros, Bigint, Double, Any, typeByteaAny}, "one spelling at a time, then unix time, then julian days"},
	encodeTimestamptz: {[]Type{Timestamp, typeTimestampT, typeMoment, typeSeconds, typeMillis, typeMicros, Bigint, Double, Any, typeByteaAny}, "as for timestamp"},
	encodeDate:        {[]Type{Timestamp, typeTimestampT, typeMoment, typeSeconds, typeMillis, typeMicros, Bigint, Double, Any, typeByteaAny}, "people store moments in DATE"},
	encodeTime:        {[]Type{typeClock, Any, typeByteaAny}, "durations are no time of day"},
	encodeUUID:        {[]Type{typeUUIDBlob, typeUUIDText, typeUUIDMixed, Any, Bytea, typeByteaAny}, "16 bytes, or text in any spelling"},
	encodeJSON:        {[]Type{Any, typeByteaAny}, "text that is no JSON"},
	encodeAny:         {[]Type{typeByteaAny}, "nothing else holds all values"},
}

// wordChain is for words that nobody knows, of NUMERIC affinity: numbers, or
// what the values are.
var wordChain = []Type{Bigint.only(parser.Integer), Numeric, Double, Bytea.only(parser.Blob), Any, typeByteaAny}

// untypedChain is for columns that declare nothing, and for ANY in STRICT
// tables (https://sqlite.org/stricttables.html): what the values are.
var untypedChain = []Type{Bytea.only(parser.Blob), Bigint.only(parser.Integer), Double.only(parser.Real), typeNumbers, Any, typeByteaAny}

// only returns the type restricted to values of one class.
func (t Type) only(c parser.Class) Type {
	t.Class = c
	return t
}

// ChainOf returns the chain of a declared type with its affinity.
func ChainOf(declared string, affinity ast.Affinity) []Type {
	first := Of(declared)
	switch {
	case first.Encoding == encodeAny && affinity == ast.NumericAffinity:
		return wordChain
	case first.Encoding == encodeAny:
		return untypedChain
	}
	return append([]Type{first}, chains[first.Encoding].then...)
}

// HoldsAll reports whether the type takes all values of a class, but for text that
// is not good.
func (t *Type) HoldsAll(class parser.Class) bool {
	switch t.Encoding {
	case encodeAny:
		return t.Limit == 0 && t.Class == parser.Null && class != parser.Blob
	case encodeByteaAny:
		return true
	}
	return false
}

// Try says how a value fits the type. An Open value is too long for all but
// text and bytea.
func (t *Type) Try(v *parser.Value, buf *[]byte) Fit {
	if v.Open {
		_, fit := t.AppendChunk(nil, v, nil, true)
		return fit
	}
	out, fit := t.Append((*buf)[:0], v)
	*buf = out[:0]
	return fit
}

// unixUnits names the units of unix time.
var unixUnits = map[Encoding]string{encodeSeconds: "seconds", encodeMillis: "milliseconds", encodeMicros: "microseconds"}

// Final is the type the column has in the end.
func (t *Type) Final() string { return cmp.Or(t.After, t.SQL) }

// WithAffinity returns a copy of a chain for a column of that affinity.
func WithAffinity(chain []Type, affinity ast.Affinity) []Type {
	chain = slices.Clone(chain)
	for i := range chain {
		chain[i].Affinity = affinity
	}
	return chain
}
