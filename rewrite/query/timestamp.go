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
	case form == "" || !sortsAsText[form]:
		return nil
	case r.Type.Form == form && r.Type.SQL == l.Type.SQL:
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

func validTimestamp(layout, s string) bool {
	m, err := time.Parse(layout, s)
	return err == nil && len(s) == len(layout) && m.Year() > 0
}
