package coltype

import (
	"bytes"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/rewrite/query"
)

// timestampWords takes what timestampText does, and beside it what Go prints of a time,
// and PostgreSQL's infinity.
var timestampWords = Type{SQL: "text", After: "timestamp", Encoding: isoWords{}}

// isoWords is a date with or without a time in any spelling; a time as Go's
// time.Time.String() prints it, which drivers write that leave it to fmt: behind the
// offset stand the name of the zone and perhaps a reading of the monotonic clock; or
// infinity.
type isoWords struct{ isoAny }

func (isoWords) Name() string { return "iso-words" }

func (isoWords) append(dst []byte, t *Type, v *parser.Value) ([]byte, Fit) {
	n := len(dst)
	if out, fit := (isoAny{}).append(dst, t, v); fit.OK() || v.Class != parser.Text {
		return out, fit
	}
	if isInfinity(v.Text) {
		return append(dst, v.Text...), Fits
	}
	iso := *v
	iso.Text = withoutZone(v.Text)
	out, fit := isoAny{}.append(dst, t, &iso)
	if !fit.HasOffset() {
		return dst, Misfit
	}
	return append(out[:n], v.Text...), fit
}

func isInfinity(text []byte) bool { return string(text) == "infinity" || string(text) == "-infinity" }

// withoutZone is what Go prints of a time without what stands behind the offset, and
// another text as it is.
func withoutZone(text []byte) []byte {
	rest := text
	if i := bytes.LastIndex(rest, []byte(" m=")); i > 0 && isMonotonic(rest[i+len(" m="):]) {
		rest = rest[:i]
	}
	i := bytes.LastIndexByte(rest, ' ')
	if i < len("2006-01-02 15:04:05 +0000") || !isZone(rest[i+1:]) || rest[i-len(" +0000")] != ' ' {
		return text
	}
	return rest[:i]
}

// isMonotonic reports whether s is like +0.012345678.
func isMonotonic(s []byte) bool {
	return len(s) > 1 && (s[0] == '+' || s[0] == '-') && len(bytes.Trim(s[1:], "0123456789.")) == 0
}

// isZone reports whether s is the name of a zone, or +03 where it has none.
func isZone(s []byte) bool {
	if len(s) > 1 && (s[0] == '+' || s[0] == '-') {
		return len(s) <= len("+0330") && len(bytes.Trim(s[1:], "0123456789")) == 0
	}
	for _, c := range s {
		if c < 'A' || c > 'Z' {
			return false
		}
	}
	return len(s) > 0 && len(s) <= len("CHADT")
}

func (isoWords) literal(t *Type, v *parser.Value) (pg.Expr, bool) {
	iso := *v
	iso.Text = withoutZone(v.Text)
	return quoted{}.literal(t, &iso)
}

func (isoWords) convert(t, from *Type, column pg.Name) (pg.Expr, bool) {
	if from.Encoding == (isoAny{}) {
		return nil, true
	}
	return isoAny{}.convert(t, from, column)
}

func (w isoWords) writes() writes {
	return writes{query.Text: {as: func(x pg.Expr, to string) pg.Expr { return w.using(&Type{After: to}, x) }, spells: true}}
}

// using makes the type after the data of what was loaded.
func (isoWords) using(t *Type, x pg.Expr) pg.Expr {
	iso := &pg.Call{Func: "regexp_replace", Args: []pg.Expr{x, pg.String(`^(.* [+-]\d{4}) .*$`), pg.String(`\1`)}}
	return &pg.Cast{X: iso, Type: t.After}
}

// last is the COPY text of a value for the type after the data.
func (isoWords) last(dst, copied []byte) []byte { return append(dst, withoutZone(copied)...) }

func (isoWords) loses(after bool) string {
	if after {
		return "how they are written: a space or a T, zeros at the end, the offset, the name of the zone"
	}
	return ""
}

func (isoWords) inQueries(after bool) query.Type {
	q := isoAny{}.inQueries(after)
	if after {
		q.Read = orInfinity(q.Read)
	}
	return q
}

func (isoWords) loaded(q *query.Type, t *Type, v values) {
	isoAny{}.loaded(q, t, v)
	if t.After == "timestamptz" { // it reads otherwise
		q.Read = orInfinity(q.Read)
	}
}

// orInfinity reads what to_char() has no text for.
func orInfinity(read func(pg.Expr) pg.Expr) func(pg.Expr) pg.Expr {
	return func(x pg.Expr) pg.Expr {
		return &pg.Call{Func: "coalesce", Args: []pg.Expr{read(x), toText(x)}}
	}
}

func (isoWords) includes(other *Type) bool {
	return other.Encoding == isoAny{} || isoAny{}.includes(other)
}

func (isoWords) printed(dst, text []byte) []byte {
	if isInfinity(text) {
		return append(dst, text...)
	}
	return isoAny{}.printed(dst, withoutZone(text))
}
