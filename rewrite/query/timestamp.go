package query

import (
	"regexp"
	"sync"
	"time"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// compareRaw compares values in their PostgreSQL types where that says the same
// as SQLite's comparison of their texts, so that an index serves it. It returns
// nil where it does not.
func compareRaw(op string, l, r Value, collation string) pg.Expr {
	if collation != "BINARY" && collation != "" {
		return nil
	}
	if l.Type.Form == "" {
		op, l, r = flipped[op], r, l
	}
	form := l.Type.Form
	switch {
	case form == "" || !sortsAsText[form] && !(sameBytes[form] && r.Type.Form == form):
		return nil
	case r.Type.Form == form && r.Type.SQL == l.Type.SQL && l.Type.Spelling == "":
		return &pg.Binary{Op: comparisons[op], L: l.X, R: r.X}
	case r.Literal == nil || r.Literal.Kind != ast.StringLit:
		return nil
	}
	s := r.Literal.Text
	switch form {
	case "uuid":
		if canonicalUUID().MatchString(s) {
			return &pg.Binary{Op: comparisons[op], L: l.X, R: r.X}
		}
	case "date":
		if validTimestamp(time.DateOnly, s) {
			return &pg.Binary{Op: comparisons[op], L: l.X, R: r.X}
		}
		if validTimestamp(time.DateTime, s) && ordering(op) { // longer than any equal date
			day := pg.String(s[:len(time.DateOnly)])
			return &pg.Binary{Op: map[string]string{"<": "<=", "<=": "<=", ">": ">", ">=": ">"}[op], L: l.X, R: day}
		}
	case "timestamp":
		if validTimestamp(time.DateTime, s) {
			return &pg.Binary{Op: comparisons[op], L: l.X, R: r.X}
		}
		if validTimestamp(time.DateOnly, s) && ordering(op) { // shorter than any equal timestamp
			return &pg.Binary{Op: map[string]string{"<": "<", "<=": "<", ">": ">=", ">=": ">="}[op], L: l.X, R: r.X}
		}
	}
	return nil
}

// sortsAsText holds the forms whose values PostgreSQL orders as their texts.
var sortsAsText = map[string]bool{"uuid": true, "date": true, "timestamp": true}

var canonicalUUID = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)
})

// sameBytes holds the forms whose values PostgreSQL orders as what they are read as.
var sameBytes = map[string]bool{"uuid of bytes": true, "timestamp with T": true, "seconds": true, "milliseconds": true, "microseconds": true,
	"midnights in seconds": true, "midnights in milliseconds": true, "midnights in microseconds": true, "14 digits": true, "14 digits as a number": true}

// compareInstants compares a date or a time that is not kept as it was written with
// another, or a text: not the texts, but what they mean.
func (t *Translator) compareInstants(op string, l, r Value) (Value, bool) {
	if l.Type.Spelling == "" {
		op, l, r = flipped[op], r, l
	}
	if l.Type.Spelling == "" || t.Check { // rows that a CHECK let in must pass it
		return Value{}, false
	}
	if l.Type.Form == r.Type.Form && l.Type.SQL == r.Type.SQL { // times of day, too
		t.spelled(l)
		t.spelled(r)
		return boolean(&pg.Binary{Op: comparisons[op], L: l.X, R: r.X}), true
	}
	x, ok := instant(l)
	if !ok {
		return Value{}, false
	}
	other, ok := instant(r)
	switch {
	case ok:
	case r.Type.Kind != Text:
		return Value{}, false
	case r.Literal != nil:
		if other = l.sameTime(r.Literal.Text); other == nil {
			return Value{}, false // the text says how they compare
		}
		x = l.X
	case r.Time:
		other = t.timeOf(r)
	case l.Type.Unclassed: // a number comes before all texts that are no time
		return Value{}, false
	default:
		p, err := t.plain(r)
		if err != nil {
			return Value{}, false
		}
		t.spelled(l)
		return t.orderOf(op, t.helper("sqlite_compare(timestamp, text)", x, p.X), l, r), true
	}
	t.spelled(l)
	t.spelled(r)
	return boolean(&pg.Binary{Op: comparisons[op], L: x, R: other}), true
}

// parts of a timestamp as a text, and to_char()'s pattern for each.
var parts = []struct {
	from, to int // characters, from 1
	pattern  string
}{{1, 4, "YYYY"}, {5, 5, "-"}, {6, 7, "MM"}, {8, 8, "-"}, {9, 10, "DD"}, {11, 11, " "}, {12, 13, "HH24"}, {14, 14, ":"}, {15, 16, "MI"}, {17, 17, ":"}, {18, 19, "SS"}}

// partOfTime is substr() of a timestamp that takes parts of it: to_char() gives them.
func (t *Translator) partOfTime(a []Value) (Value, bool) {
	const dateAlone = 10
	if len(a) != 3 || a[0].Type.Kind != Text || t.Immutable || t.Check {
		return Value{}, false
	}
	start, ok := a[1].integer()
	n, isInt := a[2].integer()
	if start == 0 && ok { // the character before the first one
		start, n = 1, n-1
	}
	if !ok || !isInt || start < 1 || n < 1 {
		return Value{}, false
	}
	x, ok := instant(a[0])
	end := int(start + n - 1)
	if !ok || a[0].Type.Form == "date" && end > dateAlone {
		return Value{}, false
	}
	pattern, next := "", int(start)
	for _, p := range parts {
		if p.from == next && p.to <= end {
			pattern, next = pattern+p.pattern, p.to+1
			if p.from == dateAlone+1 && a[0].Type.Form == "timestamp with T" {
				pattern = pattern[:len(pattern)-1] + `"T"`
			}
		}
	}
	if next != end+1 {
		return Value{}, false
	}
	if a[0].Type.SQL != "timestamp" || end > dateAlone { // a date stands first in all spellings
		t.spelled(a[0])
	}
	return Value{X: call("to_char", x, pg.String(pattern)), Type: TypeText, NotNull: allNotNull(a)}, true
}

// asInstants gives dates and times that become one column or one value one type, if one
// of them is not kept as it was written.
func (t *Translator) asInstants(list []*Value) {
	var to *Type
	for _, v := range list {
		_, ok := instant(*v)
		switch {
		case v.Type.Kind == Null:
		case !ok:
			return
		case v.Type.Spelling != "" && to == nil:
			ty := v.Type
			to = &ty
		}
	}
	for _, v := range list {
		if to == nil || v.Type.Kind == Null || v.Type.Form == to.Form && v.Type.SQL == to.SQL {
			continue
		}
		t.spelled(*v)
		x, _ := instant(*v)
		switch {
		case to.SQL != "timestamptz":
			v.X = x
		case v.Type.SQL != to.SQL:
			v.X = &pg.Binary{Op: "AT TIME ZONE", L: x, R: pg.String("UTC")}
		}
		v.Type = *to
	}
}

// sameTime is a constant that is a time in some spelling as one of the value's type, nil
// if it is none.
func (v Value) sameTime(text string) pg.Expr {
	for _, layout := range spellings {
		m, err := time.Parse(layout, text)
		if err != nil || m.Year() < 1 || m.Nanosecond()%1000 != 0 {
			continue
		}
		out := m.UTC().Format("2006-01-02 15:04:05.999999")
		if v.Type.SQL == "timestamptz" {
			out += "+00"
		}
		return pg.String(out)
	}
	return nil
}

// spellings are the ways to write a time that columns of any spelling take.
var spellings = func() (out []string) {
	for _, clock := range []string{"15:04", "15:04:05"} { // a fraction is read behind the seconds
		for _, zone := range []string{"", "Z", "Z07:00", " Z07:00", "Z0700", "Z07", " Z07"} {
			out = append(out, "2006-01-02 "+clock+zone, "2006-01-02T"+clock+zone)
		}
	}
	return append(out, time.DateOnly)
}()

// timeOf is a date or a time that a function gives as a text, as a timestamp.
func (t *Translator) timeOf(v Value) pg.Expr {
	if c, ok := v.X.(*pg.Call); ok && c.Func == "to_char" { // no way through the text
		switch c.Args[1] {
		case pg.String("YYYY-MM-DD HH24:MI:SS"):
			return call("date_trunc", pg.String("second"), c.Args[0])
		case pg.String("YYYY-MM-DD"):
			return call("date_trunc", pg.String("day"), c.Args[0])
		}
	}
	return t.helper("sqlite_as_time(text)", v.X)
}

func validTimestamp(layout, s string) bool {
	m, err := time.Parse(layout, s)
	return err == nil && len(s) == len(layout) && m.Year() > 0
}
