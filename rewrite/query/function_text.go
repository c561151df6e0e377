package query

import (
	"math"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// https://sqlite.org/lang_corefunc.html
var textFunctions = []function{
	{"length", 1, 1, (*Translator).length, ""},                     // characters of a text up to a NUL, bytes of a blob
	{"octet_length", 1, 1, textCall("octet_length", TypeInt4), ""}, // of SQLite 3.43
	{"lower", 1, 1, foldCase("lower"), ""},                         // ASCII only
	{"upper", 1, 1, foldCase("upper"), ""},                         // ASCII only
	{"substr", 2, 3, (*Translator).substr, ""},                     // from the end where the start is negative, backwards where the length is
	{"substring", 2, 3, (*Translator).substr, ""},
	{"instr", 2, 2, (*Translator).instr, ""}, // in bytes where both are blobs
	{"replace", 3, 3, (*Translator).replace, ""},
	{"trim", 1, 2, trim("btrim"), ""}, // spaces only
	{"ltrim", 1, 2, trim("ltrim"), ""},
	{"rtrim", 1, 2, trim("rtrim"), ""},
	{"hex", 1, 1, (*Translator).hex, ""},                                                         // of the text of a number; '' for NULL
	{"unhex", 1, 1, noForm("unhex(), whose result is NULL for what is no hexadecimal text"), ""}, // of SQLite 3.41
	{"quote", 1, 1, (*Translator).quote, ""},                                                     // a SQL literal
	{"unicode", 1, 1, (*Translator).unicode, ""},                                                 // the code point of the first character
	{"char", 0, -1, (*Translator).char, ""},
	{"zeroblob", 1, 1, (*Translator).zeroblob, ""},
	{"randomblob", 1, 1, (*Translator).randomblob, "volatile"},
	{"like", 2, 3, (*Translator).likeCall, ""}, // the pattern comes first
	{"glob", 2, 2, (*Translator).globCall, ""}, // the pattern comes first
	{"regexp", 2, 2, func(t *Translator, a []Value) (Value, error) {
		return t.pattern(&ast.Binary{Op: "REGEXP"}, a[1], a[0], nil)
	}, ""}, // patterns that all dialects share
	{"concat", 1, -1, (*Translator).concatCall, ""},   // NULL is nothing; of SQLite 3.44
	{"concat_ws", 2, -1, (*Translator).concatSep, ""}, // NULL is left out; of SQLite 3.44
}

func noForm(what string) func(*Translator, []Value) (Value, error) {
	return func(*Translator, []Value) (Value, error) { return Value{}, cannot("%s", what) }
}

// textCall calls a function of a text, or of a blob.
func textCall(name string, ty Type) func(*Translator, []Value) (Value, error) {
	return func(t *Translator, a []Value) (Value, error) {
		if a[0].Type.Kind == Blob {
			v, err := t.plain(a[0])
			return Value{X: call(name, v.X), Type: ty, Digits: 10}, err
		}
		v, err := t.text(a[0])
		return Value{X: call(name, v.X), Type: ty, NotNull: v.NotNull, Digits: 10}, err
	}
}

func (t *Translator) length(a []Value) (Value, error) {
	if a[0].Type.Kind == Blob {
		return textCall("octet_length", TypeInt4)(t, a)
	}
	return textCall("length", TypeInt4)(t, a)
}

// foldCase calls lower or upper, which know ASCII only in the "C" collation.
func foldCase(name string) func(*Translator, []Value) (Value, error) {
	return func(t *Translator, a []Value) (Value, error) {
		v, err := t.text(a[0])
		if err != nil || v.Type.Kind == Null {
			return v, err
		}
		return Value{X: call(name, &pg.Collate{X: v.X, Collation: "C"}), Type: TypeText, NotNull: v.NotNull}, nil
	}
}

// maxLength is how long a text is at most, and the length that substr() has
// without one. https://sqlite.org/limits.html
const maxLength = 1_000_000_000

// substr is PostgreSQL's own for a start and a length that are not negative.
func (t *Translator) substr(a []Value) (Value, error) {
	if anyNull(a) {
		return Value{X: null.X, Type: TypeText}.typed(), nil
	}
	if v, ok := t.partOfTime(a); ok {
		return v, nil
	}
	blob := a[0].Type.Kind == Blob
	v, err := t.text(a[0])
	if blob {
		v, err = t.plain(a[0])
	}
	if err != nil {
		return v, err
	}
	out := Value{Type: v.Type, NotNull: allNotNull(a)}
	if blob { // of no bytes it is NULL
		v.X, out.NotNull = call("NULLIF", v.X, &pg.Cast{X: pg.String(""), Type: "bytea"}), false
	}
	numbers := []pg.Expr{v.X}
	small := true
	for _, n := range a[1:] {
		w, err := t.whole(n)
		if err != nil {
			return w, err
		}
		i, ok := w.integer()
		small = small && ok && i >= 0 && i <= math.MaxInt32
		if len(numbers) == 1 && ok && i < 0 && i >= -maxLength && len(a) == 2 && !blob {
			// The last characters: all of them if there are less.
			out.X = call("right", v.X, integer(-i).X)
			return out, nil
		}
		numbers = append(numbers, bigint(w))
		if ok {
			numbers[len(numbers)-1] = w.X
		}
	}
	switch {
	case small:
		out.X = call("substr", numbers...)
	case blob:
		return out, cannot("substr() of a blob from its end")
	default:
		out.X = t.helper("sqlite_substr(text, bigint, bigint)", numbers...)
	}
	return out, nil
}

func (t *Translator) instr(a []Value) (Value, error) {
	if anyNull(a) {
		return null, nil
	}
	if a[0].Type.Kind == Blob && a[1].Type.Kind == Blob {
		l, err := t.plain(a[0])
		if err != nil {
			return l, err
		}
		r, err := t.plain(a[1])
		return Value{X: call("pg_catalog.position", l.X, r.X), Type: TypeInt4, Digits: 10}, err
	}
	v, err := t.texts(a)
	if err != nil {
		return Value{}, err
	}
	return Value{X: call("strpos", v[0].X, v[1].X), Type: TypeInt4, Digits: 10, NotNull: allNotNull(a)}, nil
}

func (t *Translator) replace(a []Value) (Value, error) {
	if anyNull(a) {
		return Value{X: null.X, Type: TypeText}.typed(), nil
	}
	v, err := t.texts(a)
	if err != nil {
		return Value{}, err
	}
	out := Value{X: call("replace", v[0].X, v[1].X, v[2].X), Type: TypeText, NotNull: allNotNull(a)}
	if a[0].Type.Kind != Text && (a[1].Literal == nil || a[1].Literal.Text == "") {
		out.Type = TypeMixed // for an empty Y, SQLite gives X itself, a number too
	}
	return out, nil
}

func trim(name string) func(*Translator, []Value) (Value, error) {
	return func(t *Translator, a []Value) (Value, error) {
		if anyNull(a) {
			return Value{X: null.X, Type: TypeText}.typed(), nil
		}
		v, err := t.texts(a)
		if err != nil {
			return Value{}, err
		}
		args := []pg.Expr{v[0].X}
		if len(v) > 1 {
			args = append(args, v[1].X)
		}
		return Value{X: call(name, args...), Type: TypeText, NotNull: allNotNull(a)}, nil
	}
}

func (t *Translator) hex(a []Value) (Value, error) {
	if a[0].Type.Kind == Null {
		return text(""), nil
	}
	v, err := t.blob(a[0])
	if err != nil {
		return v, err
	}
	x := pg.Expr(call("upper", call("encode", v.X, pg.String("hex"))))
	if !v.NotNull {
		x = call("coalesce", x, pg.String(""))
	}
	return Value{X: x, Type: TypeText, NotNull: true}, nil
}

// quote writes a value as a literal.
func (t *Translator) quote(a []Value) (Value, error) {
	if a[0].Type.Kind == Null {
		return text("NULL"), nil
	}
	kind := a[0].Type.Kind
	var v Value
	var err error
	switch kind {
	case Blob:
		if v, err = t.plain(a[0]); err == nil {
			v.X = &pg.Binary{Op: "||", L: &pg.Binary{Op: "||", L: pg.String("X'"), R: call("upper", call("encode", v.X, pg.String("hex")))}, R: pg.String("'")}
		}
	case Text:
		if v, err = t.text(a[0]); err == nil {
			quoted := call("replace", v.X, pg.String("'"), pg.String("''"))
			v.X = &pg.Binary{Op: "||", L: &pg.Binary{Op: "||", L: pg.String("'"), R: quoted}, R: pg.String("'")}
		}
	case Integer, Bool:
		v, err = t.text(a[0])
	case Mixed:
		return v, cannot("quote() of a value that is a number or a text, which only SQLite can tell")
	default: // as many digits as it takes
		return v, cannot("quote() of a real")
	}
	if err != nil {
		return v, err
	}
	if !v.NotNull {
		v.X = call("coalesce", v.X, pg.String("NULL"))
	}
	return Value{X: v.X, Type: TypeText, NotNull: true}, nil
}

func (t *Translator) unicode(a []Value) (Value, error) {
	v, err := t.text(a[0])
	if err != nil || v.Type.Kind == Null {
		return v, err
	}
	return Value{X: call("ascii", call("NULLIF", v.X, pg.String(""))), Type: TypeInt4, Digits: 7}, nil
}

// char makes a text of code points. One that PostgreSQL's text cannot hold, 0
// too, has no form.
func (t *Translator) char(a []Value) (Value, error) {
	constant := ""
	var parts []pg.Expr
	for _, v := range a {
		w, err := t.whole(v)
		if err != nil {
			return w, err
		}
		n, ok := w.integer()
		switch {
		case !ok:
			x := w.X
			if !w.NotNull { // which is character 0, as no text is
				x = call("coalesce", x, pg.Number("0"))
			}
			parts = append(parts, t.helper("sqlite_char(bigint)", x))
			continue
		case n <= 0 || n > 0x10FFFF || n >= 0xD800 && n < 0xE000:
			return w, cannot("char(%d), which PostgreSQL's text cannot hold", n)
		}
		constant += string(rune(n))
		parts = append(parts, pg.String(string(rune(n))))
	}
	if len([]rune(constant)) == len(a) {
		return text(constant), nil
	}
	x := parts[0]
	for _, p := range parts[1:] {
		x = &pg.Binary{Op: "||", L: x, R: p}
	}
	return Value{X: x, Type: TypeText, NotNull: true}, nil
}

func (t *Translator) zeroblob(a []Value) (Value, error) {
	w, err := t.whole(a[0])
	if err != nil {
		return w, err
	}
	n := w.X
	if w.Literal == nil {
		n = &pg.Cast{X: w.X, Type: "integer"}
	}
	if !w.NotNull { // of NULL bytes it is empty
		n = call("coalesce", n, pg.Number("0"))
	}
	return Value{X: call("decode", call("repeat", pg.String("00"), n), pg.String("hex")), Type: TypeBlob, NotNull: true}, nil
}

// randomblob of 16 bytes is a random UUID but for six bits; less is cut from
// one behind those.
func (t *Translator) randomblob(a []Value) (Value, error) {
	n, ok := a[0].integer()
	if !ok || n < 1 || n > 1024 {
		return Value{}, cannot("randomblob() of what is no small constant")
	}
	var x pg.Expr
	for left := n; left > 0; left -= 16 {
		part := pg.Expr(call("uuid_send", call("gen_random_uuid")))
		if left < 16 {
			part = call("substr", part, pg.Number("1"), integer(left).X)
		}
		if x == nil {
			x = part
		} else {
			x = &pg.Binary{Op: "||", L: x, R: part}
		}
	}
	return Value{X: x, Type: TypeBlob, NotNull: true}, nil
}

func (t *Translator) likeCall(a []Value) (Value, error) {
	b := &ast.Binary{Op: "LIKE"}
	if len(a) == 3 {
		l := a[2].Literal
		if l == nil {
			return Value{}, cannot("an ESCAPE that is no single character")
		}
		b.Escape = l
	}
	return t.pattern(b, a[1], a[0], nil)
}

func (t *Translator) globCall(a []Value) (Value, error) {
	return t.pattern(&ast.Binary{Op: "GLOB"}, a[1], a[0], nil)
}

func (t *Translator) concatCall(a []Value) (Value, error) { return t.joinTexts(nil, a) }

func (t *Translator) concatSep(a []Value) (Value, error) {
	if a[0].Type.Kind == Null {
		return Value{X: null.X, Type: TypeText}.typed(), nil
	}
	sep, err := t.text(a[0])
	if err != nil {
		return sep, err
	}
	return t.joinTexts(sep.X, a[1:])
}

// joinTexts concatenates what is not NULL. concat() itself is not immutable in
// PostgreSQL, array_to_string() of texts is not either: || is.
func (t *Translator) joinTexts(sep pg.Expr, a []Value) (Value, error) {
	if sep != nil {
		if t.Immutable {
			return Value{}, cannot("function concat_ws(), which PostgreSQL does not call immutable")
		}
		if len(a) >= pg.MaxArguments {
			return Value{}, cannot("PostgreSQL's functions take %d arguments, and concat_ws() has more", pg.MaxArguments)
		}
		args := []pg.Expr{sep}
		for _, v := range a {
			s, err := t.text(v)
			if err != nil {
				return s, err
			}
			args = append(args, s.X)
		}
		return Value{X: call("concat_ws", args...), Type: TypeText}, nil
	}
	var x pg.Expr
	for _, v := range a {
		s, err := t.text(v)
		if err != nil {
			return s, err
		}
		part := s.X
		if !s.NotNull {
			part = call("coalesce", part, pg.String(""))
		}
		if x == nil {
			x = part
		} else {
			x = &pg.Binary{Op: "||", L: x, R: part}
		}
	}
	return Value{X: x, Type: TypeText, NotNull: true}, nil
}
