package query

import (
	"strings"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
)

// Helpers collects the functions that must be there before what was translated.
// Their names begin with sqlite_, which SQLite reserves.
type Helpers struct {
	used map[string]bool
	list []string // in the order of their first use, after those they call
}

// Use notes that a helper is called. It panics when there is none.
func (h *Helpers) Use(signature string) {
	if h.used[signature] {
		return
	}
	f, ok := helpers[signature]
	if !ok {
		panic("query: no helper " + signature)
	}
	if h.used == nil {
		h.used = map[string]bool{}
	}
	h.used[signature] = true
	for _, c := range f.calls {
		h.Use(c)
	}
	h.list = append(h.list, signature)
}

// List returns the definitions of the helpers, in an order in which they can be
// created.
func (h *Helpers) List() []*pg.CreateFunction {
	var out []*pg.CreateFunction
	for _, signature := range h.list {
		out = append(out, &pg.CreateFunction{Name: signature, SQL: helpers[signature].sql(signature)})
	}
	return out
}

// helper is a function that is written into the script when it is used.
type helper struct {
	doc     string // one line
	args    string // with names, "" when the signature says it all
	returns string
	lang    string
	// called is set for functions that are called with NULL, too.
	called bool
	// stable and volatile say what PostgreSQL may assume, immutable without.
	stable, volatile bool
	calls            []string
	self             bool // it calls itself
	body             string
}

// sql is the statement that creates the function. One that calls others looks
// for them where it stands itself: PostgreSQL 17 builds indexes under another
// search path (https://www.postgresql.org/docs/17/release-17.html).
func (f helper) sql(signature string) string {
	var b strings.Builder
	b.WriteString("-- " + f.doc + "\nCREATE OR REPLACE FUNCTION ")
	if f.args != "" {
		name, _, _ := strings.Cut(signature, "(")
		signature = name + "(" + f.args + ")"
	}
	b.WriteString(signature + "\n    RETURNS " + f.returns + " LANGUAGE " + f.lang)
	switch {
	case f.stable:
		b.WriteString(" STABLE")
	case f.volatile:
		b.WriteString(" VOLATILE")
	default:
		b.WriteString(" IMMUTABLE")
	}
	if !f.called {
		b.WriteString(" STRICT")
	}
	b.WriteString(" PARALLEL SAFE")
	if len(f.calls) > 0 || f.self {
		b.WriteString(" SET search_path FROM CURRENT")
	}
	b.WriteString("\n    AS $$" + strings.TrimRight(f.body, "\n") + "\n$$")
	return b.String()
}

// helper returns a call of a helper.
func (t *Translator) helper(signature string, args ...pg.Expr) pg.Expr {
	if t.Helpers == nil {
		t.Helpers = &Helpers{}
	}
	t.Helpers.Use(signature)
	name, _, _ := strings.Cut(signature, "(")
	return call(name, args...)
}

// helpers holds all of them by signature.
var helpers = map[string]helper{}

func addHelpers(list map[string]helper) bool {
	for signature, f := range list {
		helpers[signature] = f
	}
	return true
}
