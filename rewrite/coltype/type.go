// Package coltype knows the PostgreSQL types of columns that hold SQLite's values:
// which a declared type leads to and what follows, what a value must be for each,
// how it is written as COPY text and as a literal, and how what SQLite held is
// read back, here and in SQL. It knows no tables, no column but its type, and
// nothing of the dump but the literals of values.
package coltype

import (
	"slices"
	"strconv"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// Type is a PostgreSQL type with the way values are written into it.
type Type struct {
	SQL   string // as CREATE TABLE of the load says it
	After string // what it becomes after the data, "" for the same
	// Limit is the length of varchar(n), in characters, or the precision of
	// numeric(p,s); 0 for none.
	Limit, Scale int
	Encoding     Encoding
	// Affinity is that of the declared type: it says what SQLite made of a value.
	Affinity ast.Affinity
	// Forced is set when the user asked for the type: no value changes it.
	Forced bool
	// Class, if not Null, is the only class of values the type takes.
	Class parser.Class
}

// The types without parameters.
var (
	Bigint          = Type{SQL: "bigint", Encoding: encodeBigint}
	Boolean         = Type{SQL: "boolean", Encoding: encodeBoolean}
	Double          = Type{SQL: "double precision", Encoding: encodeDouble}
	Numeric         = Type{SQL: "numeric", Encoding: encodeNumeric}
	Text            = Type{SQL: "text", Encoding: encodeText}
	Any             = Type{SQL: "text", Encoding: encodeAny}
	Bytea           = Type{SQL: "bytea", Encoding: encodeBytea}
	Timestamp       = Type{SQL: "timestamp", Encoding: encodeTimestamp}
	typeTimestamptz = Type{SQL: "timestamptz", Encoding: encodeTimestamptz}
	Date            = Type{SQL: "date", Encoding: encodeDate}
	typeTime        = Type{SQL: "time", Encoding: encodeTime}
	typeUUID        = Type{SQL: "uuid", Encoding: encodeUUID}
	// jsonb cannot hold all that json can (\u0000), so the data comes first.
	typeJSON = Type{SQL: "json", After: "jsonb", Encoding: encodeJSON}
)

// declaredTypes maps the names of declared types, without arguments, to
// PostgreSQL types. Names that stand here mean more than their affinity does.
var declaredTypes = map[string]struct {
	Type   Type
	Reason string
}{
	"BOOL":                        {Boolean, "0 and 1 are how SQLite stores truth"},
	"BOOLEAN":                     {Boolean, "0 and 1 are how SQLite stores truth"},
	"DATETIME":                    {Timestamp, "ISO text without an offset"},
	"TIMESTAMP":                   {Timestamp, "ISO text without an offset"},
	"TIMESTAMP WITHOUT TIME ZONE": {Timestamp, "as declared"},
	"TIMESTAMPTZ":                 {typeTimestamptz, "as declared"},
	"TIMESTAMP WITH TIME ZONE":    {typeTimestamptz, "as declared"},
	"DATETIMEOFFSET":              {typeTimestamptz, "SQL Server's type with an offset"},
	"DATE":                        {Date, "as declared"},
	"TIME":                        {typeTime, "as declared"},
	"JSON":                        {typeJSON, "as declared"},
	"JSONB":                       {typeJSON, "as declared"},
	"UUID":                        {typeUUID, "as declared"},
	"GUID":                        {typeUUID, "Microsoft's name for a UUID"},
	"UNIQUEIDENTIFIER":            {typeUUID, "SQL Server's name for a UUID"},
	"NUMERIC":                     {Numeric, "exact decimals"},
	"DECIMAL":                     {Numeric, "exact decimals"},
	"NUM":                         {Numeric, "what CREATE TABLE AS declares for numbers"},
	"DEC":                         {Numeric, "exact decimals"},
	"FIXED":                       {Numeric, "MySQL's name for a decimal"},
	"NUMBER":                      {Numeric, "Oracle's name for a decimal"},
	"MONEY":                       {Numeric, "PostgreSQL's money depends on the locale"},
	"SMALLMONEY":                  {Numeric, "SQL Server's money"},
	"CURRENCY":                    {Numeric, "Access's money"},
	"SERIAL":                      {Bigint, "PostgreSQL's word for an integer"},
	"BIGSERIAL":                   {Bigint, "PostgreSQL's word for an integer"},
	"SMALLSERIAL":                 {Bigint, "PostgreSQL's word for an integer"},
	"STRING":                      {Text, "what people expect, though its affinity is NUMERIC"},
	"BIT":                         {Boolean, "SQL Server's boolean"},
	"BINARY":                      {Bytea, "bytes, whatever the affinity"},
	"VARBINARY":                   {Bytea, "bytes, whatever the affinity"},
	"BYTEA":                       {Bytea, "bytes, whatever the affinity"},
	"IMAGE":                       {Bytea, "SQL Server's blob"},
}

// varcharNames are the declared types whose (n) limits the characters.
var varcharNames = map[string]bool{
	"VARCHAR": true, "CHAR": true, "NVARCHAR": true, "NCHAR": true, "CHARACTER": true,
	"CHARACTER VARYING": true, "VARYING CHARACTER": true, "NATIONAL CHARACTER": true,
	"NATIVE CHARACTER": true, "NATIONAL CHARACTER VARYING": true, "VARCHAR2": true, "NVARCHAR2": true,
}

// affinityTypes are for declared types that declaredTypes does not name. A
// word of NUMERIC affinity that nobody knows, and no type at all, say nothing
// of the values: text holds them all. See wordChain and untypedChain.
var affinityTypes = map[ast.Affinity]Type{
	ast.IntegerAffinity: Bigint,
	ast.TextAffinity:    Text,
	ast.NoAffinity:      Bytea,
	ast.RealAffinity:    Double,
	ast.NumericAffinity: Any,
}

// Limits of PostgreSQL's types: varchar(n) up to 10,485,760 characters,
// numeric(p,s) up to 1,000 digits, and before PostgreSQL 15 no s above p.
// https://www.postgresql.org/docs/current/datatype-numeric.html
const (
	maxVarchar   = 10485760
	maxPrecision = 1000
)

// Of returns the PostgreSQL type for a declared SQLite type.
func Of(declared string) Type {
	name, args := split(declared)
	if name == "" {
		return Any // no type: see affinityTypes
	}
	if name == "TINYINT" && len(args) == 1 && args[0] == 1 {
		return Boolean // MySQL's boolean
	}
	if varcharNames[name] {
		if len(args) == 1 && args[0] > 0 && args[0] <= maxVarchar {
			n := args[0]
			return Type{SQL: "varchar(" + strconv.Itoa(n) + ")", Encoding: encodeText, Limit: n}
		}
		return Text
	}
	d, ok := declaredTypes[name]
	if !ok {
		return affinityTypes[ast.AffinityOf(declared)]
	}
	if d.Type.Encoding == encodeNumeric && len(args) > 0 {
		p, s := args[0], 0
		if len(args) > 1 {
			s = args[1]
		}
		if p > 0 && p <= maxPrecision && s >= 0 && s <= p {
			return Type{SQL: "numeric(" + strconv.Itoa(p) + "," + strconv.Itoa(s) + ")", Encoding: encodeNumeric, Limit: p, Scale: s}
		}
	}
	return d.Type
}

// split takes a declared type apart: its words in upper case, and the
// numbers of its arguments.
func split(declared string) (name string, args []int) {
	name, list, _ := strings.Cut(declared, "(")
	for _, a := range strings.Split(strings.TrimSuffix(list, ")"), ",") {
		if n, err := strconv.Atoi(strings.TrimSpace(a)); err == nil {
			args = append(args, n)
		}
	}
	return strings.ToUpper(strings.Join(strings.Fields(name), " ")), args
}

// NameOf is a declared type without its arguments, in upper case.
func NameOf(declared string) string {
	name, _ := split(declared)
	return name
}

// IsVarchar reports whether a declared type is one whose (n) limits the characters.
func IsVarchar(declared string) bool { return varcharNames[NameOf(declared)] }

// DeclaredTimestamps returns the names of declared types that are a date with a
// time, in alphabetical order.
func DeclaredTimestamps() []string {
	var out []string
	for name, d := range declaredTypes {
		if d.Type.Encoding == encodeTimestamp || d.Type.Encoding == encodeTimestamptz {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}
