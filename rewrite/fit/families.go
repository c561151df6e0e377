package fit

import (
	"cmp"

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
}

const docs = "https://www.postgresql.org/docs/current/"

// families has a row for each family. What is in no row is written as its text, and
// PostgreSQL decides: the last row.
var families = []*family{
	{[]string{"int2", "int4", "int8", "oid"}, "whole numbers within its range, also as texts and as 5.0", docs + "datatype-numeric.html#DATATYPE-INT", newInteger},
	{[]string{"numeric"}, "numbers that it holds exactly, also as texts", docs + "datatype-numeric.html#DATATYPE-NUMERIC-DECIMAL", newDecimal},
	{[]string{"float8"}, "numbers, also as texts", docs + "datatype-numeric.html#DATATYPE-FLOAT", newDouble},
	{[]string{"float4"}, "numbers, also as texts, with the digits that it keeps", docs + "datatype-numeric.html#DATATYPE-FLOAT", newSingle},
	{[]string{"bool"}, "0 and 1, and the words true, false, t, f, yes, no, y, n, on, off", docs + "datatype-boolean.html", newBoolean},
	{[]string{"text", "varchar", "bpchar", "name", "char", "citext"}, "texts within its length, numbers, blobs that are text", docs + "datatype-character.html", newText},
	{[]string{"bytea"}, "blobs, and the bytes of texts", docs + "datatype-binary.html", newBytea},
	{[]string{"timestamp"}, "ISO texts (one with an offset in UTC), 14 digits, unix times", docs + "datatype-datetime.html#DATATYPE-DATETIME-INPUT", newTimestamp},
	{[]string{"timestamptz"}, "ISO texts (one without an offset by --time-zone), 14 digits, unix times", docs + "datatype-datetime.html#DATATYPE-DATETIME-INPUT", newTimestamptz},
	{[]string{"date"}, "dates, also with a time at midnight and as unix times", docs + "datatype-datetime.html#DATATYPE-DATETIME-INPUT", newDate},
	{[]string{"time"}, "times of day, also on 2000-01-01, 1970-01-01 and 0001-01-01", docs + "datatype-datetime.html#DATATYPE-DATETIME-INPUT", newTime},
	{[]string{"timetz"}, "times of day with an offset from UTC, without one in UTC", docs + "datatype-datetime.html#DATATYPE-DATETIME-INPUT", newTimetz},
	{[]string{"interval"}, "microseconds, [-][d.]hh:mm:ss[.f], ISO 8601 and PostgreSQL's own texts", docs + "datatype-datetime.html#DATATYPE-INTERVAL-INPUT", newInterval},
	{[]string{"uuid"}, "UUIDs in any spelling, and 16 bytes", docs + "datatype-uuid.html", newUUID},
	{[]string{"json", "jsonb"}, "JSON texts, numbers, SQLite's binary JSON", docs + "datatype-json.html", newJSON},
	{[]string{"inet", "cidr"}, "addresses of IPv4 and IPv6, with a prefix length or without", docs + "datatype-net-types.html", newNetwork},
	{[]string{"macaddr", "macaddr8"}, "addresses of 6 or 8 bytes in any spelling", docs + "datatype-net-types.html#DATATYPE-MACADDR", newMAC},
	{[]string{"bit", "varbit"}, "texts of 0 and 1 within its length, and the numbers 0 and 1", docs + "datatype-bit.html", newBits},
}

var (
	enumFamily  = &family{takes: "its labels", source: docs + "datatype-enum.html", encoder: newEnum}
	arrayFamily = &family{takes: "JSON arrays, and PostgreSQL's {a,b}", source: docs + "arrays.html#ARRAYS-INPUT"}
	otherFamily = &family{takes: "the texts that PostgreSQL reads", source: docs + "datatype.html", encoder: newOther}
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
