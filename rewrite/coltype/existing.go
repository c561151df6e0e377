package coltype

import (
	"time"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/query"
)

// Columns that exist already have their type: what SQLite held is written as that
// type reads it, in whatever spelling it comes. A value that would change its
// meaning does not fit.

// Existing is the type of a column that exists.
type Existing struct {
	SQL string // as format_type() spells it
	// Name is that of PostgreSQL's own type, such as int4, varchar, timestamptz: of
	// a domain that of its base. It is empty for a type of an extension or a user.
	Name string
	// Mods are the numbers in parentheses: a length, or precision and scale.
	Mods []int
	// Labels are those of an enum.
	Labels []string
	// Element is the type of an array's elements, nil for no array.
	Element *Existing
}

// Reading says how values are read where that is not plain from them.
type Reading struct {
	// Unit is how many units of a unix time make a second: 1, 1e3, 1e6, 1e9; 0
	// where the size of the numbers tells.
	Unit int64
	// Zone is what a text without an offset means; nil for UTC.
	Zone *time.Location
	// Round is set where digits may be lost.
	Round bool
}

// Into returns the ways to write values into a column that exists: the first one
// that takes all values of a column is the one. affinity is that of the declared
// type in SQLite.
func Into(x *Existing, r Reading, affinity ast.Affinity) []Type {
	row := existingRow(x)
	var chain []Type
	units := []int64{r.Unit}
	if row.unix && r.Unit == 0 {
		units = unixUnits
	}
	for _, unit := range units {
		of := r
		of.Unit = unit
		t := Type{SQL: x.SQL, Encoding: &existing{Existing: x, Reading: of, row: row}, Affinity: affinity, Forced: true}
		if row.limited && len(x.Mods) > 0 {
			t.Limit = x.Mods[0]
			if len(x.Mods) > 1 {
				t.Scale = x.Mods[1]
			}
		}
		chain = append(chain, t)
	}
	return chain
}

// existingType is a row of the table of types into which rows can go.
type existingType struct {
	// write appends what COPY reads as the value, which is neither NULL nor Open.
	write func(dst []byte, x *existing, v *parser.Value) ([]byte, Fit)
	// fast takes usual literals, or is nil. It must write what write does.
	fast Fast
	// printed returns what PostgreSQL prints, as ::text, for what was written, but
	// with the escapes of COPY. It is nil where only that there is a value is
	// compared.
	printed func(x *existing, copied []byte, buf *[]byte) []byte
	long    bool // values may come in chunks, as texts or as the digits of blobs
	limited bool // the first number in parentheses is a limit of the fast road, too
	unix    bool // a number is a unix time
	source  string
}

// existing is the Encoding of a type that exists.
type existing struct {
	fromNothing
	keepsText
	saysAll
	plainWrites
	neverFirst
	includesNone
	someValues
	quoted
	*Existing
	Reading
	row *existingType
}

// Name of an encoding, for the messages of tests: it stands in no types file.
func (x *existing) Name() string { return "into " + x.SQL }

func (x *existing) append(dst []byte, _ *Type, v *parser.Value) ([]byte, Fit) {
	return x.row.write(dst, x, v)
}

func (x *existing) appendChunk(dst []byte, t *Type, v *parser.Value, part []byte, first bool) ([]byte, Fit) {
	switch {
	case !x.row.long || len(x.Mods) > 0:
		return dst, Misfit
	case x.Existing.Name == "bytea":
		return blobs{}.appendChunk(dst, t, v, part, first)
	}
	return texts{}.appendChunk(dst, t, v, part, first)
}

func (x *existing) fast(t *Type) (Fast, parser.Class) {
	switch {
	case x.row.fast == nil, x.row.unix && (x.Zone != nil || len(x.Mods) > 0):
		return LeaveAll, parser.Null
	case x.row.printed != nil && x.row.long: // texts, but those that turn into numbers
		if f, class := (texts{}).fast(t); class == parser.Null {
			return f, class
		}
	}
	return x.row.fast, parser.Null
}

// fastTimestamptz takes '2006-01-02 15:04:05', which is in UTC.
func fastTimestamptz(t *Type, dst, in []byte) (int, int, parser.Class) {
	written, read, class := fastTimestamp(t, dst, in)
	if read > 0 {
		written += copy(dst[written:], "+00")
	}
	return written, read, class
}

func (x *existing) size() size {
	if x.row.long {
		return unending
	}
	return medium
}

// present is compared of values whose text PostgreSQL spells in its own way.
var present = []byte("1")

func (x *existing) canonical(_ *Type, _, copied []byte, _ bool, buf *[]byte) ([]byte, bool) {
	switch {
	case x.Existing.Name == "bytea":
		return lower(copied[len(pg.CopyHexPrefix):], buf), true
	case x.row.printed == nil:
		return present, false
	}
	return pg.CopyContent(x.row.printed(x, copied, buf), buf), false
}

func (x *existing) text(_ *Type, column pg.Name) (pg.Expr, bool) {
	switch {
	case x.Existing.Name == "bytea":
		return column, false
	case x.row.printed == nil:
		return &pg.Case{Whens: []pg.When{{Cond: &pg.Postfix{X: column, Op: "IS NOT NULL"}, Then: pg.String(present)}}}, false
	}
	return toText(column), false
}

func (x *existing) inQueries(bool) query.Type { return query.Type{Kind: query.Text} }

// asPrinted is for types that PostgreSQL prints as they were written.
func asPrinted(_ *existing, copied []byte, _ *[]byte) []byte { return copied }

// existingTypes is the table, by PostgreSQL's own names.
var existingTypes map[string]*existingType

// existingRow finds the row of a type.
func existingRow(x *Existing) *existingType {
	switch {
	case x.Element != nil:
		return &existingType{write: writeArray, source: "https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO"}
	case x.Labels != nil:
		return &existingType{write: writeEnum, printed: asPrinted, source: "https://www.postgresql.org/docs/current/datatype-enum.html"}
	}
	if row := existingTypes[x.Name]; row != nil {
		return row
	}
	return &anyText
}

// anyText is for types that are read from their text, whatever it is: PostgreSQL
// says what is wrong with it.
var anyText = existingType{write: writeText, source: "https://www.postgresql.org/docs/current/datatype.html"}

func init() { // the rows refer to functions that refer to the table
	const docs = "https://www.postgresql.org/docs/current/"
	existingTypes = map[string]*existingType{
		"int2":        {write: integerWithin(16), fast: fastDigits(4), printed: printedInteger, source: docs + "datatype-numeric.html#DATATYPE-INT"},
		"int4":        {write: integerWithin(32), fast: fastDigits(9), printed: printedInteger, source: docs + "datatype-numeric.html#DATATYPE-INT"},
		"int8":        {write: integerWithin(64), fast: fastInteger, printed: printedInteger, source: docs + "datatype-numeric.html#DATATYPE-INT"},
		"oid":         {write: writeOID, printed: printedInteger, source: docs + "datatype-oid.html"},
		"numeric":     {write: writeNumeric, fast: fastNumeric, printed: printedNumeric, limited: true, source: docs + "datatype-numeric.html#DATATYPE-NUMERIC-DECIMAL"},
		"float8":      {write: writeFloat8, fast: fastReal, printed: printedFloat8, source: docs + "datatype-numeric.html#DATATYPE-FLOAT"},
		"float4":      {write: writeFloat4, source: docs + "datatype-numeric.html#DATATYPE-FLOAT"},
		"bool":        {write: writeBool, fast: fastZeroOne, printed: printedBool, source: docs + "datatype-boolean.html"},
		"text":        {write: writeText, fast: fastText, printed: asPrinted, long: true, source: docs + "datatype-character.html"},
		"varchar":     {write: writeText, fast: fastText, printed: asPrinted, long: true, limited: true, source: docs + "datatype-character.html"},
		"bpchar":      {write: writePadded, printed: printedPadded, limited: true, source: docs + "datatype-character.html"},
		"name":        {write: writeName, printed: asPrinted, source: docs + "datatype-character.html"},
		"xml":         {write: writeText, long: true, source: docs + "datatype-xml.html"},
		"bytea":       {write: writeBytes, fast: fastBlob, long: true, source: docs + "datatype-binary.html"},
		"json":        {write: writeJSON, fast: fastJSON, printed: asPrinted, long: true, source: docs + "datatype-json.html"},
		"jsonb":       {write: writeJSONB, fast: fastJSON, long: true, source: docs + "datatype-json.html"},
		"uuid":        {write: writeUUID, fast: fastUUID, printed: asPrinted, source: docs + "datatype-uuid.html"},
		"date":        {write: writeDate, fast: fastDate, printed: asPrinted, unix: true, source: docs + "datatype-datetime.html#DATATYPE-DATETIME-INPUT-DATES"},
		"timestamp":   {write: writeTimestamp, fast: fastTimestamp, printed: asPrinted, unix: true, source: docs + "datatype-datetime.html#DATATYPE-DATETIME-INPUT-TIME-STAMPS"},
		"timestamptz": {write: writeTimestamptz, fast: fastTimestamptz, printed: asPrinted, unix: true, source: docs + "datatype-datetime.html#DATATYPE-DATETIME-INPUT-TIME-STAMPS"},
		"time":        {write: writeTime, printed: asPrinted, source: docs + "datatype-datetime.html#DATATYPE-DATETIME-INPUT-TIMES"},
		"interval":    {write: writeInterval, source: docs + "datatype-datetime.html#DATATYPE-INTERVAL-INPUT"},
		"inet":        {write: writeInet, printed: asPrinted, source: docs + "datatype-net-types.html#DATATYPE-INET"},
		"cidr":        {write: writeCIDR, printed: asPrinted, source: docs + "datatype-net-types.html#DATATYPE-CIDR"},
		"macaddr":     {write: macOf(6), printed: asPrinted, source: docs + "datatype-net-types.html#DATATYPE-MACADDR"},
		"macaddr8":    {write: macOf(8), printed: asPrinted, source: docs + "datatype-net-types.html#DATATYPE-MACADDR8"},
		"bit":         {write: writeBits, printed: asPrinted, source: docs + "datatype-bit.html"},
		"varbit":      {write: writeBits, printed: asPrinted, source: docs + "datatype-bit.html"},
	}
}
