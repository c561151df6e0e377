package coltype

import (
	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/query"
)

// writing is how a plain value is written into a column of an encoding, by its
// kind: the other way round than a form reads it. PostgreSQL's casts raise for
// what the type does not hold.
type writing map[query.Kind]func(x pg.Expr, to string) pg.Expr

var writings = map[Encoding]writing{
	encodeTimestamp:   {query.Text: castTo},
	encodeTimestampT:  {query.Text: castTo},
	encodeTimestamptz: {query.Text: castTo},
	encodeMoment:      {query.Text: castTo},
	encodeDate:        {query.Text: castTo},
	encodeTime:        {query.Text: castTo},
	encodeClock:       {query.Text: castTo},
	encodeUUID:        {query.Text: castTo},
	encodeUUIDText:    {query.Text: castTo},
	encodeUUIDMixed:   {query.Text: castTo, query.Blob: uuidOfBytes},
	encodeUUIDBlob:    {query.Blob: uuidOfBytes},
	encodeJSON:        {query.Text: castTo, query.Integer: castText},
	encodeBoolLetter:  {query.Text: castTo},
	encodeBoolWord:    {query.Text: castTo},
	encodeTruth:       {query.Text: castTo, query.Integer: castText, query.Bool: asItIs},
	encodeSeconds:     {query.Integer: ofEpoch(""), query.Numeric: ofWhole(""), query.Text: ofWhole("")},
	encodeMillis:      {query.Integer: ofEpoch("1000.0"), query.Numeric: ofWhole("1000.0"), query.Text: ofWhole("1000.0")},
	encodeMicros:      {query.Integer: ofEpoch("1000000.0"), query.Numeric: ofWhole("1000000.0"), query.Text: ofWhole("1000000.0")},
	encodeByteaAny:    {query.Blob: asItIs, query.Text: bytesOfText},
	encodeByteaRaw:    {query.Blob: asItIs, query.Text: bytesOfText},
}

func castTo(x pg.Expr, to string) pg.Expr { return &pg.Cast{X: x, Type: to} }
func castText(x pg.Expr, to string) pg.Expr {
	return &pg.Cast{X: &pg.Cast{X: x, Type: "text"}, Type: to}
}
func asItIs(x pg.Expr, _ string) pg.Expr { return x }
func bytesOfText(x pg.Expr, _ string) pg.Expr {
	return &pg.Call{Func: "convert_to", Args: []pg.Expr{x, pg.String("UTF8")}}
}
func uuidOfBytes(x pg.Expr, _ string) pg.Expr {
	return &pg.Cast{X: &pg.Call{Func: "encode", Args: []pg.Expr{x, pg.String("hex")}}, Type: "uuid"}
}

// ofEpoch is unix time in units of which factor make a second.
func ofEpoch(factor string) func(x pg.Expr, to string) pg.Expr {
	return func(x pg.Expr, _ string) pg.Expr {
		if factor != "" {
			x = &pg.Binary{Op: "/", L: x, R: pg.Number(factor)}
		}
		return &pg.Binary{Op: "AT TIME ZONE", L: &pg.Call{Func: "to_timestamp", Args: []pg.Expr{x}}, R: pg.String("UTC")}
	}
}

// ofWhole is ofEpoch of a number that must have no fraction: the text of one
// with a fraction is no bigint.
func ofWhole(factor string) func(x pg.Expr, to string) pg.Expr {
	return func(x pg.Expr, to string) pg.Expr {
		whole := castText(&pg.Call{Func: "trim_scale", Args: []pg.Expr{&pg.Cast{X: x, Type: "numeric"}}}, "bigint")
		return ofEpoch(factor)(whole, to)
	}
}

// Writer returns how queries write into a column of the type as it is in the end,
// nil where package query knows by itself. name is the column's in SQLite.
func (t *Type) Writer(name string) func(query.Value) (pg.Expr, error) {
	kinds, ok := writings[t.Encoding]
	to := t.Final()
	if !ok || to == "text" {
		return nil
	}
	return func(v query.Value) (pg.Expr, error) {
		kind := v.Type.Kind
		if kind == query.Mixed {
			kind = query.Text
		}
		write := kinds[kind]
		switch l := v.Literal; {
		case write == nil:
			return nil, query.Untranslatable("a value of type " + v.Type.SQL + " does not fit column " + diag.Show(name) + " of type " + to)
		case l != nil && l.Kind == ast.StringLit && to != "bytea" && unixUnits[t.Encoding] == "":
			if _, why := Default(*t, &parser.Value{Class: parser.Text, Text: []byte(l.Text)}); why != "" {
				return nil, query.Untranslatable(why)
			}
		}
		return write(v.X, to), nil
	}
}
