package fit

import (
	"cmp"

	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/target"
)

// family is what is known of PostgreSQL types that read values alike.
type family struct {
	types []string // in pg_catalog, or in an extension
	// takes says what values it takes, for people.
	takes string
	// source is the page of PostgreSQL's documentation that has its input.
	source  string
	encoder func(t *target.Type, o *Options) encoder
	// by says how values of a class are read, where that is not as they stand.
	by by
}

// by is how values are read, by their class in SQLite.
type by map[parser.Class]string

const docs = "https://www.postgresql.org/docs/current/"

// families has a row for each family. What is in no row is written as its text, and
// PostgreSQL decides: the last row.
var families = []*family{
	{[]string{"int2", "int4", "int8", "oid"}, "whole numbers within its range, also as texts and as 5.0", docs + "datatype-numeric.html#DATATYPE-INT", newInteger, by{parser.Real: "5.0 as 5", parser.Text: "texts that are whole numbers"}},
	{[]string{"numeric"}, "numbers that it holds exactly, also as texts", docs + "datatype-numeric.html#DATATYPE-NUMERIC-DECIMAL", newDecimal, by{parser.Real: "the shortest decimal of a double", parser.Text: "texts that are decimals"}},
	{[]string{"float8"}, "numbers, also as texts", docs + "datatype-numeric.html#DATATYPE-FLOAT", newDouble, by{parser.Text: "texts that are numbers"}},
	{[]string{"float4"}, "numbers, also as texts, with the digits that it keeps", docs + "datatype-numeric.html#DATATYPE-FLOAT", newSingle, by{parser.Real: "with the digits that real keeps", parser.Text: "texts that are numbers"}},
	{[]string{"bool"}, "0 and 1, and the words true, false, t, f, yes, no, y, n, on, off", docs + "datatype-boolean.html", newBoolean, by{parser.Integer: "0 as false, 1 as true", parser.Real: "0.0 as false, 1.0 as true", parser.Text: "words as t and false"}},
	{[]string{"text", "varchar", "bpchar", "name", "char", "citext"}, "texts within its length, numbers, blobs that are text", docs + "datatype-character.html", newText, by{parser.Integer: "numbers as SQLite prints them", parser.Real: "numbers as SQLite prints them", parser.Blob: "bytes that are UTF-8 text"}},
	{[]string{"bytea"}, "blobs, and the bytes of texts", docs + "datatype-binary.html", newBytea, by{parser.Integer: "the bytes of its digits", parser.Real: "the bytes of its digits", parser.Text: "the bytes of a text"}},
	{[]string{"timestamp"}, "ISO texts (one with an offset in UTC), 14 digits, unix times", docs + "datatype-datetime.html#DATATYPE-DATETIME-INPUT", newTimestamp, nil},
	{[]string{"timestamptz"}, "ISO texts (one without an offset by --time-zone), 14 digits, unix times", docs + "datatype-datetime.html#DATATYPE-DATETIME-INPUT", newTimestamptz, nil},
	{[]string{"date"}, "dates, also with a time at midnight and as unix times", docs + "datatype-datetime.html#DATATYPE-DATETIME-INPUT", newDate, nil},
	{[]string{"time"}, "times of day, also on 2000-01-01, 1970-01-01 and 0001-01-01", docs + "datatype-datetime.html#DATATYPE-DATETIME-INPUT", newTime, nil},
	{[]string{"timetz"}, "times of day with an offset from UTC, without one in UTC", docs + "datatype-datetime.html#DATATYPE-DATETIME-INPUT", newTimetz, nil},
	{[]string{"interval"}, "microseconds, [-][d.]hh:mm:ss[.f], ISO 8601 and PostgreSQL's own texts", docs + "datatype-datetime.html#DATATYPE-INTERVAL-INPUT", newInterval, by{parser.Integer: "microseconds", parser.Real: "microseconds"}},
	{[]string{"uuid"}, "UUIDs in any spelling, and 16 bytes", docs + "datatype-uuid.html", newUUID, by{parser.Blob: "16 bytes"}},
	{[]string{"json", "jsonb"}, "JSON texts, numbers, SQLite's binary JSON", docs + "datatype-json.html", newJSON, by{parser.Integer: "a number of JSON", parser.Real: "a number of JSON", parser.Blob: "SQLite's binary JSON, and bytes that are JSON text"}},
	{[]string{"inet", "cidr"}, "addresses of IPv4 and IPv6, with a prefix length or without", docs + "datatype-net-types.html", newNetwork, nil},
	{[]string{"macaddr", "macaddr8"}, "addresses of 6 or 8 bytes in any spelling", docs + "datatype-net-types.html#DATATYPE-MACADDR", newMAC, nil},
	{[]string{"bit", "varbit"}, "texts of 0 and 1 within its length, and the numbers 0 and 1", docs + "datatype-bit.html", newBits, by{parser.Integer: "0 and 1"}},
}

var (
	enumFamily  = &family{takes: "its labels", source: docs + "datatype-enum.html", encoder: newEnum}
	arrayFamily = &family{takes: "JSON arrays, and PostgreSQL's {a,b}", source: docs + "arrays.html#ARRAYS-INPUT", by: by{parser.Text: "lists as JSON or {a,b}"}}
	otherFamily = &family{takes: "the texts that PostgreSQL reads", source: docs + "datatype.html", encoder: newOther, by: by{parser.Text: "as PostgreSQL reads the text"}}
)

func init() { arrayFamily.encoder = newArray } // which needs the families of its elements

// byType finds the family of a type by its name.
var byType = func() map[string]*family {
	m := map[string]*family{}
	for _, f := range families {
		for _, t := range f.types {
			m[t] = f
		}
	}
	return m
}()

// familyOf returns the family of a type; domains have that of their base type.
func familyOf(t *target.Type) *family {
	b := t.Base()
	switch {
	case b.Dims > 0:
		return arrayFamily
	case b.Def != nil && b.Def.Kind == target.Enum:
		return enumFamily
	case b.Name.Schema != target.Builtin && b.Name.Name != "citext":
		return otherFamily
	}
	return cmp.Or(byType[b.Name.Name], otherFamily)
}
