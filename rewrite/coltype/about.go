package coltype

import (
	"cmp"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"strings"
)

// Family names the type in the end, without its length: a foreign key joins
// columns of one family.
func (t Type) Family() string {
	name, _, _ := strings.Cut(cmp.Or(t.After, t.SQL), "(")
	if name == "varchar" {
		return "text"
	}
	return name
}

// Bounded reports whether every value of the type is small enough for a btree
// (https://www.postgresql.org/docs/current/btree.html) and comparable.
func (t Type) Bounded() bool {
	switch t.Encoding {
	case encodeText, encodeAny, encodeBytea, encodeByteaAny, encodeByteaRaw, encodeNumeric, encodeNumbers, encodeJSON:
		return false
	}
	return true
}

// Long reports whether the type holds values that may be hashed in two steps.
func (t *Type) Long() bool {
	return t.Encoding == encodeText || t.Encoding == encodeAny || t.Encoding == encodeJSON || t.SQL == "bytea"
}

// normalised says what a type does not keep of the text of its values, which
// counts as the same meaning.
var normalised = map[Encoding]string{
	encodeJSON:      "their blanks, the order of keys and the spelling of numbers and escapes",
	encodeMoment:    "how they are written: a blank or a T, zeros at the end, the offset",
	encodeClock:     "how they are written: without seconds, or zeros at the end",
	encodeTruth:     "which words they are written in",
	encodeUUIDText:  "the case, braces and hyphens they are written with",
	encodeUUIDMixed: "the case, braces and hyphens they are written with",
}

// Normalises says what the type does not keep of the text of its values.
func (t *Type) Normalises() string {
	if t.After == "" && t.Encoding != encodeUUIDMixed {
		return "" // it is json, or text still
	}
	return normalised[t.Encoding]
}

// accepted lists the types of a table that exists into which the text of a
// column can go without a change, by the type it would get. They are spelled as
// format_type() does; varchar(n) and numeric(p,s) also accept themselves.
var accepted = map[string][]string{
	"bigint":           {"bigint", "integer", "smallint", "numeric"},
	"boolean":          {"boolean"},
	"double precision": {"double precision"},
	"numeric":          {"numeric"},
	"text":             {"text", "character varying"},
	"bytea":            {"bytea"},
	"timestamp":        {"timestamp without time zone"},
	"timestamptz":      {"timestamp with time zone"},
	"date":             {"date"},
	"time":             {"time without time zone"},
	"uuid":             {"uuid"},
	"json":             {"json", "jsonb"},
	"jsonb":            {"json", "jsonb"},
}

// Includes reports whether the type holds all values that the direct encoder of
// another takes, integers up to MaxExactDigits.
func (t *Type) Includes(other *Type) bool {
	if t.Class != parser.Null || t.Limit > 0 {
		return false
	}
	return t.HoldsAll(parser.Text) && other.SQL != "bytea" || t.Encoding == encodeByteaAny || included[[2]Encoding{other.Encoding, t.Encoding}]
}

// MaxExactDigits is how many digits of an integer a double holds.
const MaxExactDigits = 15

// included are the pairs of types in chains of which the second one holds all
// that the direct encoder of the first takes.
var included = map[[2]Encoding]bool{
	{encodeText, encodeText}:         true, // of any length
	{encodeBigint, encodeNumeric}:    true,
	{encodeBigint, encodeDouble}:     true,
	{encodeBigint, encodeNumbers}:    true,
	{encodeNumeric, encodeNumeric}:   true, // of any size
	{encodeNumeric, encodeDouble}:    true,
	{encodeBoolean, encodeTruth}:     true,
	{encodeBoolean, encodeBigint}:    true,
	{encodeBoolean, encodeNumeric}:   true,
	{encodeTimestamp, encodeMoment}:  true,
	{encodeTimestampT, encodeMoment}: true,
	{encodeDate, encodeMoment}:       true,
}

// UnixUnit is the unit of a column that holds unix time: "seconds",
// "milliseconds" or "microseconds"; "" for any other.
func (t *Type) UnixUnit() string { return unixUnits[t.Encoding] }

// IsText reports whether the type is one of texts, by its declaration.
func (t *Type) IsText() bool { return t.Encoding == encodeText }

// TakesAny reports whether the type is text for values of any class.
func (t *Type) TakesAny() bool { return t.Encoding == encodeAny }

// IsInteger reports whether the type is bigint.
func (t *Type) IsInteger() bool { return t.Encoding == encodeBigint }

// KeepsBlobs reports whether blobs keep their bytes in the type.
func (t *Type) KeepsBlobs() bool { return t.SQL == "bytea" || t.Encoding == encodeUUIDBlob }

// Respells reports whether PostgreSQL may spell a value otherwise in the end.
func (t *Type) Respells() bool { return t.After != "" || t.Encoding == encodeJSON }

// Catchall is the type that holds all values that a column of the type may be
// given: text, or bytea where text does not hold what it holds already.
func (t *Type) Catchall() string {
	if t.Family() == "text" || t.Encoding == encodeUUIDBlob || t.Encoding == encodeUUIDMixed {
		return "bytea"
	}
	return "text"
}

// Accepted lists the types of a table that exists into which the COPY text of a
// column of the type can go without a change.
func (t *Type) Accepted() []string {
	types := accepted[t.Family()]
	if t.Limit > 0 {
		types = append([]string{strings.Replace(t.SQL, "varchar", "character varying", 1)}, types...)
	}
	return types
}
