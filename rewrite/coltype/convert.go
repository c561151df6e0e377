package coltype

import (
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// Convert returns the expression that reads a loaded column of type from back
// as what SQLite held, in type to. A nil expression means that nothing needs to
// be converted.
func Convert(from, to *Type, column string) (using pg.Expr, ok bool) {
	name := pg.Name(column)
	if from.SQL == to.SQL && sameSpelling[[2]Encoding{from.Encoding, to.Encoding}] {
		return nil, true
	}
	switch to.Encoding {
	case encodeText, encodeAny:
		x, ok := from.TextOf(name)
		return x, ok
	case encodeByteaAny, encodeByteaRaw:
		if from.SQL == "bytea" {
			return nil, true
		}
		if from.Encoding == encodeUUIDBlob {
			return &pg.Call{Func: "uuid_send", Args: []pg.Expr{name}}, true
		}
		x, ok := from.TextOf(name)
		return &pg.Call{Func: "convert_to", Args: []pg.Expr{x, pg.String("UTF8")}}, ok
	case encodeNumeric:
		switch from.Encoding {
		case encodeBigint:
			return &pg.Cast{X: name, Type: "numeric"}, true
		case encodeNumeric:
			return &pg.Call{Func: "trim_scale", Args: []pg.Expr{name}}, true
		case encodeBoolean:
			return &pg.Cast{X: &pg.Cast{X: name, Type: "int"}, Type: "numeric"}, true
		}
	case encodeNumbers:
		if from.Encoding == encodeBigint {
			return &pg.Cast{X: name, Type: "numeric"}, true
		}
	case encodeBytea:
		if from.Encoding == encodeUUIDBlob {
			return &pg.Call{Func: "uuid_send", Args: []pg.Expr{name}}, true
		}
	case encodeBigint:
		switch from.Encoding {
		case encodeBoolean:
			return &pg.Cast{X: &pg.Cast{X: name, Type: "int"}, Type: "bigint"}, true
		case encodeSeconds, encodeMillis, encodeMicros:
			x, _ := from.TextOf(name)
			return &pg.Cast{X: x, Type: "bigint"}, true
		}
	case encodeDouble:
		switch from.Encoding {
		case encodeSeconds, encodeMillis: // microseconds would be printed as reals
			x, _ := from.TextOf(name)
			return &pg.Cast{X: x, Type: "double precision"}, true
		}
	case encodeTruth:
		switch from.Encoding {
		case encodeBoolean, encodeBoolLetter, encodeBoolWord:
			return from.TextOf(name)
		}
	case encodeMoment, encodeClock, encodeUUIDText:
		switch from.Encoding {
		case encodeTimestamp, encodeTimestampT, encodeTimestamptz, encodeDate, encodeTime, encodeUUID:
			return from.TextOf(name)
		}
	}
	return nil, false
}

// sameSpelling are the moves within one PostgreSQL type that need no change of
// what is loaded: the next encoding only accepts more.
var sameSpelling = map[[2]Encoding]bool{
	{encodeText, encodeText}:      true,
	{encodeTruth, encodeAny}:      true,
	{encodeMoment, encodeAny}:     true,
	{encodeClock, encodeAny}:      true,
	{encodeUUIDText, encodeAny}:   true,
	{encodeBytea, encodeByteaAny}: true,
}

// TextOf is the expression that gives the text SQLite held, or the text form
// of its number.
func (t *Type) TextOf(name pg.Name) (pg.Expr, bool) {
	plain := &pg.Cast{X: name, Type: "text"}
	word := func(no, yes string) pg.Expr {
		return &pg.Case{Whens: []pg.When{{Cond: name, Then: pg.String(yes)}, {Cond: &pg.Prefix{Op: "NOT", X: name}, Then: pg.String(no)}}}
	}
	epoch := func(factor string) pg.Expr {
		return &pg.Cast{X: &pg.Cast{X: pg.Keyword("(extract(epoch FROM " + pg.Ident(string(name)) + ") * " + factor + ")"), Type: "bigint"}, Type: "text"}
	}
	switch t.Encoding {
	case encodeText, encodeAny, encodeBigint, encodeNumbers, encodeDate, encodeTime, encodeTimestamp, encodeTimestamptz, encodeUUID, encodeJSON, encodeTruth, encodeMoment, encodeClock, encodeUUIDText:
		return plain, true
	case encodeTimestampT:
		return &pg.Call{Func: "replace", Args: []pg.Expr{plain, pg.String(" "), pg.String("T")}}, true
	case encodeNumeric, encodeDouble:
		if t.Encoding == encodeNumeric {
			plain = &pg.Cast{X: &pg.Cast{X: name, Type: "float8"}, Type: "text"}
		}
		if !t.WholeReals() {
			return &pg.Case{Whens: []pg.When{{Cond: t.whole(name), Then: &pg.Cast{X: &pg.Cast{X: name, Type: "bigint"}, Type: "text"}}}, Else: plain}, true
		}
		// a real shows that it is one
		return &pg.Case{Whens: []pg.When{{
			Cond: &pg.Binary{Op: "~", L: plain, R: pg.String("^-?[0-9]+$")},
			Then: &pg.Binary{Op: "||", L: plain, R: pg.String(".0")}}}, Else: plain}, true
	case encodeBoolean:
		return word("0", "1"), true
	case encodeBoolLetter:
		return word("f", "t"), true
	case encodeBoolWord:
		return word("false", "true"), true
	case encodeSeconds:
		return epoch("1"), true
	case encodeMillis:
		return epoch("1000"), true
	case encodeMicros:
		return epoch("1000000"), true
	}
	return nil, false // a blob may be no text
}

// WholeReals reports whether a whole number in a column of the type is a real:
// NUMERIC and INTEGER affinity make an integer of it.
func (t *Type) WholeReals() bool {
	return t.Encoding == encodeDouble && (t.Affinity == ast.RealAffinity || t.Affinity == ast.NoAffinity)
}

// whole is the condition that isWhole is in Go. A numeric tells the integer
// -2^63 from the real, which is written with fewer digits.
func (t *Type) whole(name pg.Name) pg.Expr {
	lowest := ">"
	if t.Encoding == encodeNumeric {
		lowest = ">="
	}
	compare := func(op string, r pg.Expr) pg.Expr { return &pg.Binary{Op: op, L: name, R: r} }
	within := &pg.Binary{Op: "AND", L: compare(lowest, pg.Keyword("-9223372036854775808")), R: compare("<", pg.Number("9223372036854775808"))}
	return &pg.Binary{Op: "AND", L: within, R: compare("=", &pg.Call{Func: "trunc", Args: []pg.Expr{name}})}
}
