package rewrite

import (
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/rewrite/query"
)

// reading is how queries read what SQLite held from a column of an encoding:
// its kind, and the text or number behind the PostgreSQL type. The expressions
// do not depend on settings of the session.
type reading struct {
	kind  query.Kind
	form  string // "" for what stands as it is
	read  func(pg.Expr) pg.Expr
	lossy string // what the type does not keep of it
}

var readings = map[Encoding]reading{
	encodeText:        {kind: query.Text},
	encodeAny:         {kind: query.Mixed},
	encodeBigint:      {kind: query.Integer},
	encodeBoolean:     {kind: query.Bool},
	encodeDouble:      {kind: query.Real},
	encodeNumeric:     {kind: query.Numeric},
	encodeBytea:       {kind: query.Blob},
	encodeByteaAny:    {kind: query.Blob, form: "bytes of texts", read: asItIs, lossy: "which of its bytes were texts or numbers"},
	encodeByteaRaw:    {kind: query.Blob, form: "bytes of texts", read: asItIs, lossy: "which of its bytes were texts or numbers"},
	encodeTimestamp:   {kind: query.Text, form: "timestamp", read: moments("YYYY-MM-DD HH24:MI:SS")},
	encodeTimestampT:  {kind: query.Text, form: "timestamp with T", read: moments(`YYYY-MM-DD"T"HH24:MI:SS`)},
	encodeTimestamptz: {kind: query.Text, form: "timestamptz", read: readTimestamptz},
	encodeDate:        {kind: query.Text, form: "date", read: formatted("YYYY-MM-DD")},
	encodeTime:        {kind: query.Text, form: "time", read: readText},
	encodeMoment:      {kind: query.Text, form: "moment", read: readText, lossy: "how its values were spelled"},
	encodeClock:       {kind: query.Text, form: "clock", read: readText, lossy: "how its values were spelled"},
	encodeUUID:        {kind: query.Text, form: "uuid", read: readText},
	encodeUUIDBlob:    {kind: query.Blob, form: "uuid of bytes", read: readUUIDBytes},
	encodeUUIDText:    {kind: query.Text, form: "uuid in several spellings", read: readText, lossy: "how its values were spelled"},
	encodeUUIDMixed:   {kind: query.Text, form: "uuid in several spellings", read: readText, lossy: "which of its values were bytes"},
	encodeJSON:        {kind: query.Text, form: "json", read: readText},
	encodeBoolLetter:  {kind: query.Text, form: "boolean of letters", read: words("f", "t")},
	encodeBoolWord:    {kind: query.Text, form: "boolean of words", read: words("false", "true")},
	encodeTruth:       {kind: query.Text, form: "boolean in several spellings", read: readText, lossy: "how true and false were spelled"},
	encodeSeconds:     {kind: query.Integer, form: "unix time in seconds", read: epochs("")},
	encodeMillis:      {kind: query.Integer, form: "unix time in milliseconds", read: epochs("1000")},
	encodeMicros:      {kind: query.Integer, form: "unix time in microseconds", read: epochs("1000000")},
}

func asItIs(x pg.Expr) pg.Expr   { return x }
func readText(x pg.Expr) pg.Expr { return &pg.Cast{X: x, Type: "text"} }

// formatted reads by to_char().
func formatted(format string) func(pg.Expr) pg.Expr {
	return func(x pg.Expr) pg.Expr {
		return &pg.Call{Func: "to_char", Args: []pg.Expr{x, pg.String(format)}}
	}
}

// moments reads a timestamp whose fraction of a second, if there is one, ends
// in no zero.
func moments(format string) func(pg.Expr) pg.Expr {
	whole := formatted(format + ".US")
	return func(x pg.Expr) pg.Expr {
		trim := func(x pg.Expr, c string) pg.Expr { return &pg.Call{Func: "rtrim", Args: []pg.Expr{x, pg.String(c)}} }
		return trim(trim(whole(x), "0"), ".")
	}
}

func readTimestamptz(x pg.Expr) pg.Expr {
	utc := &pg.Binary{Op: "AT TIME ZONE", L: x, R: pg.String("UTC")}
	return &pg.Binary{Op: "||", L: moments("YYYY-MM-DD HH24:MI:SS")(utc), R: pg.String("+00")}
}

func readUUIDBytes(x pg.Expr) pg.Expr { return &pg.Call{Func: "uuid_send", Args: []pg.Expr{x}} }

func words(no, yes string) func(pg.Expr) pg.Expr {
	return func(x pg.Expr) pg.Expr {
		return &pg.Case{Whens: []pg.When{{Cond: x, Then: pg.String(yes)}, {Cond: &pg.Prefix{Op: "NOT", X: x}, Then: pg.String(no)}}}
	}
}

// epochs reads unix time. extract() is a double before PostgreSQL 14, which
// holds a time of our age to the microsecond.
func epochs(factor string) func(pg.Expr) pg.Expr {
	return func(x pg.Expr) pg.Expr {
		n := pg.Expr(&pg.Call{Func: "date_part", Args: []pg.Expr{pg.String("epoch"), x}})
		if factor != "" {
			n = &pg.Binary{Op: "*", L: n, R: pg.Number(factor)}
		}
		return &pg.Cast{X: n, Type: "bigint"}
	}
}

// queryType is the type of a column in queries, when the data is loaded and has
// its final types.
func (c *Column) queryType(declared string) query.Type {
	r := readings[c.Type.Encoding]
	ty := query.Type{SQL: c.Type.final(), Kind: r.kind, Form: r.form, Read: r.read, Lossy: r.lossy}
	affinity := affinityOf(declared)
	numbers := c.classes.has(parser.Integer) || c.classes.has(parser.Real)
	switch c.Type.Encoding {
	case encodeText, encodeAny:
		if ty.Kind = query.Text; numbers && affinity != TextAffinity {
			ty.Kind = query.Mixed
		}
	case encodeTimestamp:
		if c.longest <= len("2006-01-02 15:04:05") {
			ty.Read = formatted("YYYY-MM-DD HH24:MI:SS")
		}
	case encodeDouble:
		if affinity != RealAffinity && c.classes.has(parser.Integer) { // each number is an integer if it is whole
			ty.Kind, ty.Form = query.Numeric, "integers and reals"
			ty.Read = func(x pg.Expr) pg.Expr { return &pg.Cast{X: &pg.Cast{X: x, Type: "text"}, Type: "numeric"} }
			if affinity == BlobAffinity {
				ty.Lossy = "which of its whole numbers were integers"
			}
		}
	case encodeNumeric:
		if affinity == RealAffinity {
			ty.Kind, ty.Form = query.Real, "reals"
			ty.Read = func(x pg.Expr) pg.Expr { return &pg.Cast{X: x, Type: "double precision"} }
		}
	case encodeBytea:
		if c.Changed > 0 {
			ty.Form, ty.Read, ty.Lossy = "bytes of texts", asItIs, "which of its bytes were texts"
		}
	case encodeJSON:
		if ty.SQL == "jsonb" {
			ty.Lossy = "the order of its keys and its blanks"
		}
	}
	return ty
}

// classes is a set of classes of values.
type classes uint8

func (s *classes) add(c parser.Class)     { *s |= 1 << c }
func (s classes) has(c parser.Class) bool { return s&(1<<c) != 0 }
