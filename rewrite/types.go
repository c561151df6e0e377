package rewrite

import (
	"strconv"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// Type is a PostgreSQL type with the way values are written into it.
type Type struct {
	SQL   string // as CREATE TABLE of the load says it
	Final string // what it becomes after the data, "" for the same
	// Limit is the length of varchar(n), in characters, or the precision of
	// numeric(p,s); 0 for none.
	Limit, Scale int
	Encoding     Encoding
	// affinity is that of the declared type: it says what SQLite made of a value.
	affinity ast.Affinity
	// asked is set when the user asked for the type: no value changes it.
	asked bool
	// class, if not Null, is the only class of values the type takes.
	class parser.Class
}

// the types without parameters.
var (
	typeBigint      = Type{SQL: "bigint", Encoding: encodeBigint}
	typeBoolean     = Type{SQL: "boolean", Encoding: encodeBoolean}
	typeDouble      = Type{SQL: "double precision", Encoding: encodeDouble}
	typeNumeric     = Type{SQL: "numeric", Encoding: encodeNumeric}
	typeText        = Type{SQL: "text", Encoding: encodeText}
	typeAny         = Type{SQL: "text", Encoding: encodeAny}
	typeBytea       = Type{SQL: "bytea", Encoding: encodeBytea}
	typeTimestamp   = Type{SQL: "timestamp", Encoding: encodeTimestamp}
	typeTimestamptz = Type{SQL: "timestamptz", Encoding: encodeTimestamptz}
	typeDate        = Type{SQL: "date", Encoding: encodeDate}
	typeTime        = Type{SQL: "time", Encoding: encodeTime}
	typeUUID        = Type{SQL: "uuid", Encoding: encodeUUID}
	// jsonb cannot hold all that json can (\u0000), so the data comes first.
	typeJSON = Type{SQL: "json", Final: "jsonb", Encoding: encodeJSON}
)

// declaredTypes maps the names of declared types, without arguments, to
// PostgreSQL types. Names that stand here mean more than their affinity does.
var declaredTypes = map[string]struct {
	Type   Type
	Reason string
}{
	"BOOL":                        {typeBoolean, "0 and 1 are how SQLite stores truth"},
	"BOOLEAN":                     {typeBoolean, "0 and 1 are how SQLite stores truth"},
	"DATETIME":                    {typeTimestamp, "ISO text without an offset"},
	"TIMESTAMP":                   {typeTimestamp, "ISO text without an offset"},
	"TIMESTAMP WITHOUT TIME ZONE": {typeTimestamp, "as declared"},
	"TIMESTAMPTZ":                 {typeTimestamptz, "as declared"},
	"TIMESTAMP WITH TIME ZONE":    {typeTimestamptz, "as declared"},
	"DATETIMEOFFSET":              {typeTimestamptz, "SQL Server's type with an offset"},
	"DATE":                        {typeDate, "as declared"},
	"TIME":                        {typeTime, "as declared"},
	"JSON":                        {typeJSON, "as declared"},
	"JSONB":                       {typeJSON, "as declared"},
	"UUID":                        {typeUUID, "as declared"},
	"GUID":                        {typeUUID, "Microsoft's name for a UUID"},
	"UNIQUEIDENTIFIER":            {typeUUID, "SQL Server's name for a UUID"},
	"NUMERIC":                     {typeNumeric, "exact decimals"},
	"DECIMAL":                     {typeNumeric, "exact decimals"},
	"NUM":                         {typeNumeric, "what CREATE TABLE AS declares for numbers"},
	"DEC":                         {typeNumeric, "exact decimals"},
	"FIXED":                       {typeNumeric, "MySQL's name for a decimal"},
	"NUMBER":                      {typeNumeric, "Oracle's name for a decimal"},
	"MONEY":                       {typeNumeric, "PostgreSQL's money depends on the locale"},
	"SMALLMONEY":                  {typeNumeric, "SQL Server's money"},
	"CURRENCY":                    {typeNumeric, "Access's money"},
	"SERIAL":                      {typeBigint, "PostgreSQL's word for an integer"},
	"BIGSERIAL":                   {typeBigint, "PostgreSQL's word for an integer"},
	"SMALLSERIAL":                 {typeBigint, "PostgreSQL's word for an integer"},
	"STRING":                      {typeText, "what people expect, though its affinity is NUMERIC"},
	"BIT":                         {typeBoolean, "SQL Server's boolean"},
	"BINARY":                      {typeBytea, "bytes, whatever the affinity"},
	"VARBINARY":                   {typeBytea, "bytes, whatever the affinity"},
	"BYTEA":                       {typeBytea, "bytes, whatever the affinity"},
	"IMAGE":                       {typeBytea, "SQL Server's blob"},
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
	ast.IntegerAffinity: typeBigint,
	ast.TextAffinity:    typeText,
	ast.NoAffinity:      typeBytea,
	ast.RealAffinity:    typeDouble,
	ast.NumericAffinity: typeAny,
}

// Limits of PostgreSQL's types: varchar(n) up to 10,485,760 characters,
// numeric(p,s) up to 1,000 digits, and before PostgreSQL 15 no s above p.
// https://www.postgresql.org/docs/current/datatype-numeric.html
const (
	maxVarchar   = 10485760
	maxPrecision = 1000
)

// typeOf returns the PostgreSQL type for a declared SQLite type.
func typeOf(declared string) Type {
	name, args := splitType(declared)
	if name == "" {
		return typeAny // no type: see affinityTypes
	}
	if name == "TINYINT" && len(args) == 1 && args[0] == 1 {
		return typeBoolean // MySQL's boolean
	}
	if varcharNames[name] {
		if len(args) == 1 && args[0] > 0 && args[0] <= maxVarchar {
			n := args[0]
			return Type{SQL: "varchar(" + strconv.Itoa(n) + ")", Encoding: encodeText, Limit: n}
		}
		return typeText
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

// splitType takes a declared type apart: its words in upper case, and the
// numbers of its arguments.
func splitType(declared string) (name string, args []int) {
	name, list, _ := strings.Cut(declared, "(")
	for _, a := range strings.Split(strings.TrimSuffix(list, ")"), ",") {
		if n, err := strconv.Atoi(strings.TrimSpace(a)); err == nil {
			args = append(args, n)
		}
	}
	return strings.ToUpper(strings.Join(strings.Fields(name), " ")), args
}
