package rewrite

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// A column's chain is the types it may get, the best first. SQLite declares
// and does not enforce, so the data decides: the first type of the chain that
// holds all values seen is taken, and a value that comes later and does not
// fit moves the column on to a type that holds all of what SQLite held.
//
// Types that would change the spelling of a value stand in the chain as text
// that is given its type after the data (Final): if a later value does not fit,
// the text is still what SQLite held.

// Types that only stand in chains.
var (
	typeBoolLetter = Type{SQL: "boolean", Encoding: encodeBoolLetter}
	typeBoolWord   = Type{SQL: "boolean", Encoding: encodeBoolWord}
	typeTruth      = Type{SQL: "text", Final: "boolean", Encoding: encodeTruth}
	typeTimestampT = Type{SQL: "timestamp", Encoding: encodeTimestampT}
	typeMoment     = Type{SQL: "text", Final: "timestamp", Encoding: encodeMoment}
	typeClock      = Type{SQL: "text", Final: "time", Encoding: encodeClock}
	typeSeconds    = Type{SQL: "timestamp", Encoding: encodeSeconds}
	typeMillis     = Type{SQL: "timestamp", Encoding: encodeMillis}
	typeMicros     = Type{SQL: "timestamp", Encoding: encodeMicros}
	typeUUIDBlob   = Type{SQL: "uuid", Encoding: encodeUUIDBlob}
	typeUUIDText   = Type{SQL: "text", Final: "uuid", Encoding: encodeUUIDText}
	typeUUIDMixed  = Type{SQL: "uuid", Encoding: encodeUUIDMixed}
	typeByteaRaw   = Type{SQL: "bytea", Encoding: encodeByteaRaw}
	typeByteaAny   = Type{SQL: "bytea", Encoding: encodeByteaAny}
	typeNumbers    = Type{SQL: "numeric", Encoding: encodeNumbers}
)

// chains holds what follows a type in its chain, with the reason. bytea for
// any value ends them all: it holds what text cannot, a blob that is no UTF-8.
var chains = map[Encoding]struct {
	then   []Type
	reason string
}{
	encodeBigint:      {[]Type{typeNumeric, typeAny, typeByteaAny}, "reals and larger integers are numbers still"},
	encodeBoolean:     {[]Type{typeBoolLetter, typeBoolWord, typeTruth, typeBigint, typeNumeric, typeAny, typeByteaAny}, "one spelling of truth at a time, then numbers"},
	encodeDouble:      {[]Type{typeAny, typeByteaAny}, "what is no number is text"},
	encodeNumeric:     {[]Type{typeNumeric, typeDouble, typeAny, typeByteaAny}, "numeric has no infinity before PostgreSQL 14"},
	encodeText:        {[]Type{typeText, typeByteaAny}, "SQLite does not enforce the length"},
	encodeBytea:       {[]Type{typeAny, typeByteaAny}, "numbers among the blobs"},
	encodeTimestamp:   {[]Type{typeTimestampT, typeMoment, typeSeconds, typeMillis, typeMicros, typeBigint, typeDouble, typeAny, typeByteaAny}, "one spelling at a time, then unix time, then julian days"},
	encodeTimestamptz: {[]Type{typeTimestamp, typeTimestampT, typeMoment, typeSeconds, typeMillis, typeMicros, typeBigint, typeDouble, typeAny, typeByteaAny}, "as for timestamp"},
	encodeDate:        {[]Type{typeTimestamp, typeTimestampT, typeMoment, typeSeconds, typeMillis, typeMicros, typeBigint, typeDouble, typeAny, typeByteaAny}, "people store moments in DATE"},
	encodeTime:        {[]Type{typeClock, typeAny, typeByteaAny}, "durations are no time of day"},
	encodeUUID:        {[]Type{typeUUIDBlob, typeUUIDText, typeUUIDMixed, typeAny, typeBytea, typeByteaAny}, "16 bytes, or text in any spelling"},
	encodeJSON:        {[]Type{typeAny, typeByteaAny}, "text that is no JSON"},
	encodeAny:         {[]Type{typeByteaAny}, "nothing else holds all values"},
}

// wordChain is for words that nobody knows, of NUMERIC affinity: numbers, or
// what the values are.
var wordChain = []Type{typeBigint.only(parser.Integer), typeNumeric, typeDouble, typeBytea.only(parser.Blob), typeAny, typeByteaAny}

// untypedChain is for columns that declare nothing, and for ANY in STRICT
// tables (https://sqlite.org/stricttables.html): what the values are.
var untypedChain = []Type{typeBytea.only(parser.Blob), typeBigint.only(parser.Integer), typeDouble.only(parser.Real), typeNumbers, typeAny, typeByteaAny}

// only returns the type restricted to values of one class.
func (t Type) only(c parser.Class) Type {
	t.class = c
	return t
}

// chainOf returns the chain of a declared type with its affinity.
func chainOf(declared string, affinity ast.Affinity) []Type {
	first := typeOf(declared)
	switch {
	case first.Encoding == encodeAny && affinity == ast.NumericAffinity:
		return wordChain
	case first.Encoding == encodeAny:
		return untypedChain
	}
	return append([]Type{first}, chains[first.Encoding].then...)
}

// observer finds the best type of a chain for the values of a window. There is
// one for each column of each table that waits: it is small.
type observer struct {
	dead uint32 // by place in the chain: a value did not fit
	any  bool   // a value other than NULL was seen
	// why has the values that did not fit, as they came.
	why    []misfit
	offset *misfit // the first moment with an offset
	plain  *misfit // the first JSON that jsonb does not hold
}

// observer returns the column's, which is made when it is asked for.
func (c *Column) observer() *observer {
	if c.seen == nil {
		c.seen = &observer{}
	}
	return c.seen
}

// take gives the column the type at a place of its chain.
func (c *Column) take(place int) { c.Type, c.place = c.chain[place], uint8(place) }

// misfit is a value that did not fit the types at some places of a chain, or
// tells something else of its column.
type misfit struct {
	dead  uint32
	row   int64
	pos   diag.Pos
	value string
}

// reason returns the first value that did not fit the type at a place.
func (o *observer) reason(place int) misfit {
	for _, m := range o.why {
		if m.dead&(1<<place) != 0 {
			return m
		}
	}
	return misfit{}
}

// Observe takes note of a value of the window before the types are decided. It
// returns an error if no type holds the value.
func (t *Table) Observe(c *Column, v *parser.Value, row int64, pos func() diag.Pos) error {
	if v.Class == parser.Null {
		if c.NotNull {
			return t.refuseNull(c, row, pos())
		}
		return nil
	}
	o := c.observer()
	o.any = true
	if v.Class == parser.Integer {
		c.digits = max(c.digits, int32(min(len(v.Text), math.MaxInt32)))
	}
	before, all := o.dead, uint32(1)<<len(c.chain)-1
	held := false // by a type before that takes good text only
	for i := range c.chain {
		if o.dead&(1<<i) != 0 || held && c.chain[i].holdsAll(v.Class) {
			continue
		}
		fit := c.chain[i].try(v, &t.schema.buf)
		held = held || fit.ok() && c.chain[i].SQL != "bytea"
		note := func() *misfit { return &misfit{row: row, pos: pos(), value: ShowValue(v)} }
		switch {
		case !fit.ok():
			o.dead |= 1 << i
		case fit == PlainJSON && o.plain == nil:
			o.plain = note()
		case fit == WithOffset && o.offset == nil:
			o.offset = note()
		}
	}
	if o.dead != before {
		o.why = append(o.why, misfit{dead: o.dead &^ before, row: row, pos: pos(), value: ShowValue(v)})
	}
	if o.dead == all {
		_, fit := c.chain[0].Append(nil, v)
		if v.Class == parser.Text && CheckText(v.Text) != Fits {
			fit = CheckText(v.Text)
		}
		return t.refuse(c, fit, ShowValue(v), row, pos())
	}
	return nil
}

// holdsAll reports whether the type takes all values of a class, but for text that
// is not good.
func (t *Type) holdsAll(class parser.Class) bool {
	switch t.Encoding {
	case encodeAny:
		return t.Limit == 0 && t.class == parser.Null && class != parser.Blob
	case encodeByteaAny:
		return true
	}
	return false
}

// try says how a value fits the type. An Open value is too long for all but
// text and bytea.
func (t *Type) try(v *parser.Value, buf *[]byte) Fit {
	if v.Open {
		_, fit := t.AppendChunk(nil, v, nil, true)
		return fit
	}
	out, fit := t.Append((*buf)[:0], v)
	*buf = out[:0]
	return fit
}

// decide takes the first type of the chain that holds every value seen, and
// says so where it is another than the declared one.
func (t *Table) decide(c *Column) {
	declared := c.chain[0]
	untyped := declared.class != parser.Null
	if c.seen == nil || !c.seen.any {
		if untyped {
			c.take(slices.IndexFunc(c.chain, func(t Type) bool { return t.Encoding == encodeAny })) // no value says what it is
			return
		}
		t.decideByDefault(c)
		return
	}
	for i := range c.chain {
		if c.seen.dead&(1<<i) == 0 {
			c.take(i)
			break
		}
	}
	// The value to blame is the one that came when all other ways to write the
	// declared type were ruled out: those before were only spelled otherwise.
	var why misfit
	for i := range int(c.place) {
		if i == 0 || untyped || c.chain[i].final() == declared.final() {
			if r := c.seen.reason(i); untyped || r.pos.Offset >= why.pos.Offset {
				why = r
			}
		}
	}
	offset, plain := c.seen.offset, c.seen.plain
	c.seen = nil
	m := t.message(c, why)
	if c.place > 0 {
		c.setWhy(m)
	}
	if offset != nil && c.Type.Final == "timestamp" && !c.Type.asked {
		t.addOffset(c, t.message(c, *offset))
	}
	if plain != nil && c.Type.Encoding == encodeJSON && c.Type.Final == "jsonb" {
		t.keepJSON(c, t.message(c, *plain))
	}
	switch unit := unixUnits[c.Type.Encoding]; {
	case c.place == 0 || t.schema.opts.DataOnly:
	case untyped:
		m.ID, m.Note, m.Text = "inferred", true, fmt.Sprintf("%s decides: the column becomes %s", why.value, c.Type.final())
		t.schema.warn(m)
	case unit != "":
		m.ID, m.Text = "unix-time", fmt.Sprintf("it holds unix time in %s: converted to %s", unit, c.Type.SQL)
		t.schema.warn(m)
	case c.Type.final() != declared.final() && !(c.Type.Final == "timestamptz" && declared.SQL == "timestamp"):
		m.Text = fmt.Sprintf("%s does not fit type %s: the column becomes %s", why.value, declared.final(), c.Type.final())
		t.schema.warn(m)
	}
}

// decideByDefault takes the type of a column without values by the value that
// its DEFAULT gives to rows to come.
func (t *Table) decideByDefault(c *Column) {
	for i := range t.Columns {
		for _, con := range t.Source.Columns[i].Constraints {
			v, ok := &parser.Value{}, false
			if t.Columns[i] == c && con.Kind == ast.Default {
				v, ok = constant(con.Expr)
			}
			for place := 0; ok && place < len(c.chain); place++ {
				if _, why := constantDefault(c.chain[place], v); why != "" {
					continue
				}
				if c.take(place); place > 0 && !t.schema.opts.DataOnly {
					t.schema.warn(diag.Message{ID: "widened", Pos: t.pos(con.Offset), Object: t.object(c),
						Text: fmt.Sprintf("its DEFAULT, %s, does not fit type %s, and it has no values: the column becomes %s", showValue(v), c.chain[0].final(), c.Type.final())})
				}
				return
			}
		}
	}
}

// message is what there is to say of a value of a window.
func (t *Table) message(c *Column, m misfit) diag.Message {
	return diag.Message{ID: "widened", Pos: m.pos, Object: fmt.Sprintf("%s, row %d", t.object(c), m.row), Text: m.value}
}

// setWhy keeps the value that decided the type, for the types file.
func (c *Column) setWhy(m diag.Message) {
	declared := "declared " + c.declared
	if c.declared == "" {
		declared = "not declared"
	}
	c.why = fmt.Sprintf("%s; line %s, %s: %s", declared, m.Pos, m.Object[strings.LastIndex(m.Object, "row "):], m.Text)
}

// unixUnits names the units of unix time for messages.
var unixUnits = map[Encoding]string{encodeSeconds: "seconds", encodeMillis: "milliseconds", encodeMicros: "microseconds"}

// final is the type the column has in the end.
func (t *Type) final() string { return or(t.Final, t.SQL) }

// next finds the type that a value which does not fit moves the column to:
// further on in the chain, holding the value, and reachable from the values
// that are loaded already.
func (c *Column) next(v *parser.Value) (place int, using pg.Expr, ok bool) {
	var buf []byte
	for i := int(c.place) + 1; i < len(c.chain); i++ {
		to := &c.chain[i]
		if !to.try(v, &buf).ok() {
			continue
		}
		if using, ok := Convert(&c.Type, to, c.PG); ok {
			return i, using, true
		}
	}
	return 0, nil, false
}

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
		x, ok := from.textOf(name)
		return x, ok
	case encodeByteaAny, encodeByteaRaw:
		if from.SQL == "bytea" {
			return nil, true
		}
		if from.Encoding == encodeUUIDBlob {
			return &pg.Call{Func: "uuid_send", Args: []pg.Expr{name}}, true
		}
		x, ok := from.textOf(name)
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
			x, _ := from.textOf(name)
			return &pg.Cast{X: x, Type: "bigint"}, true
		}
	case encodeDouble:
		switch from.Encoding {
		case encodeSeconds, encodeMillis: // microseconds would be printed as reals
			x, _ := from.textOf(name)
			return &pg.Cast{X: x, Type: "double precision"}, true
		}
	case encodeTruth:
		switch from.Encoding {
		case encodeBoolean, encodeBoolLetter, encodeBoolWord:
			return from.textOf(name)
		}
	case encodeMoment, encodeClock, encodeUUIDText:
		switch from.Encoding {
		case encodeTimestamp, encodeTimestampT, encodeTimestamptz, encodeDate, encodeTime, encodeUUID:
			return from.textOf(name)
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

// textOf is the expression that gives the text SQLite held, or the text form
// of its number.
func (t *Type) textOf(name pg.Name) (pg.Expr, bool) {
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
		if !t.wholeReals() {
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

// wholeReals reports whether a whole number in a column of the type is a real:
// NUMERIC and INTEGER affinity make an integer of it.
func (t *Type) wholeReals() bool {
	return t.Encoding == encodeDouble && (t.affinity == ast.RealAffinity || t.affinity == ast.NoAffinity)
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
