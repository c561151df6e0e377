package query

import (
	"cmp"
	"slices"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// TriggerIn is a trigger and what the translation needs to know of the others.
type TriggerIn struct {
	Source *ast.CreateTrigger
	On     *Relation // its table or view
	Facts  Facts
	// Later says that another trigger of the same event and time fires after this one,
	// Beside that its table has another UPDATE trigger, Recursive that it may
	// fire itself, directly or through others, Around that triggers which it fires
	// change its table, BesideInsert that its table has another INSERT trigger.
	Later, Beside, BesideInsert, Recursive, Around bool
	// RowByRow has the rows of a query inserted one by one.
	RowByRow bool
}

// TriggerOut is what becomes of a trigger.
type TriggerOut struct {
	Of   []string
	When pg.Expr // nil for none
	Body []pg.PL
	// Loops says that the body has loops, whose rows are called LoopRow; UTC that
	// it reads texts as timestamps with an offset; ColumnsFirst that a column has
	// the name of a variable of PL/pgSQL.
	Loops, UTC, ColumnsFirst bool
	Notes                    []string // where its behaviour differs
	// Completes says that it fires before its event, and assigns to the row that fires it.
	Completes bool
}

// LoopRow is the name of the row in loops.
const LoopRow = rowName

// body is a trigger's body on its way.
// It is large because each kind of statement in a body is a method, and all of them
// declare variables in the same function.
type body struct {
	*Translator
	in    TriggerIn
	scope *Scope    // NEW and OLD
	into  *Relation // of the INSERT that is translated
	last  []pg.PL   // what comes before RETURN
	out   TriggerOut
	loops bool
	skips bool // it has RAISE(IGNORE)
}

// Trigger translates a trigger. https://sqlite.org/lang_createtrigger.html
func (t *Translator) Trigger(in TriggerIn) (*TriggerOut, error) {
	src := in.Source
	if in.On.Missing != "" {
		return nil, cannot("%s is not in PostgreSQL: %s", diag.Show(in.On.Name), in.On.Missing)
	}
	if instead := src.Timing == "INSTEAD OF"; instead && in.Recursive {
		return nil, cannot("an INSTEAD OF trigger that fires itself")
	}
	if t.completesRow(in) {
		before := *src
		before.Timing, in.Source = "BEFORE", &before
		out, err := t.trigger(in, true)
		if err == nil {
			return out, nil
		}
		in.Source = src
	}
	return t.trigger(in, false)
}

// trigger translates a trigger as it stands, or as one that completes its row.
func (t *Translator) trigger(in TriggerIn, completes bool) (*TriggerOut, error) {
	src := in.Source
	b := &body{Translator: t, in: in, scope: rowScope(src, in.On)}
	b.out.Completes = completes
	if err := b.head(); err != nil {
		return nil, err
	}
	suppliedInWhen := len(t.Supplied) > 0 // CREATE TRIGGER looks for them, a body does when it runs
	b.noteKey()
	if in.Around && src.Timing == "BEFORE" && src.Event != "INSERT" {
		b.note("triggers that it fires change its table: PostgreSQL refuses that for the row that is about to change")
	}
	steps, err := b.steps()
	if err != nil {
		return nil, err
	}
	if b.skips && b.last != nil {
		return nil, cannot("RAISE(IGNORE) beside a change of the row that fires it")
	}
	steps = append(steps, b.last...)
	if src.Timing == "INSTEAD OF" || b.out.When != nil && (hasQuery(b.out.When) || suppliedInWhen) {
		if b.out.When != nil {
			steps = []pg.PL{&pg.If{Branches: []pg.Branch{{Cond: b.out.When, Then: steps}}}}
		}
		b.out.When = nil
	}
	b.out.Body = append(steps, &pg.Return{Value: returns(src)})
	b.out.Loops = b.loops
	b.out.ColumnsFirst = b.namesVariables()
	return &b.out, nil
}

// returns is what the function returns: BEFORE and INSTEAD OF go on with the
// row. https://www.postgresql.org/docs/current/plpgsql-trigger.html
func returns(src *ast.CreateTrigger) string {
	switch {
	case src.Timing == "AFTER":
		return "NULL"
	case src.Event == "DELETE":
		return "OLD"
	}
	return "NEW"
}

// rowScope is where NEW and OLD are found.
func rowScope(src *ast.CreateTrigger, on *Relation) *Scope {
	s := &Scope{}
	if src.Event != "DELETE" {
		s.Sources = append(s.Sources, &Source{Name: "new", Ref: "new", Relation: newRow(src, on), Named: true})
	}
	if src.Event != "INSERT" {
		s.Sources = append(s.Sources, &Source{Name: "old", Ref: "old", Relation: on, Named: true})
	}
	return s
}

// newRow is a table as NEW has it: before the row is written its constraints
// may not hold, and PostgreSQL has not computed its generated columns.
func newRow(src *ast.CreateTrigger, on *Relation) *Relation {
	if src.Timing == "AFTER" {
		return on
	}
	out := &Relation{Name: on.Name, PG: on.PG, View: on.View, Unique: on.Unique, Numbered: on.Numbered}
	for _, c := range on.Columns {
		n := *c
		n.NotNull = c.Identity
		if c.Generated && c.Missing == "" && src.Timing == "BEFORE" {
			n.Missing = "generated columns are computed after BEFORE triggers"
		}
		out.Columns = append(out.Columns, &n)
		if c == on.Rowid {
			out.Rowid = &n
		}
	}
	return out
}

// head translates WHEN and UPDATE OF.
func (b *body) head() error {
	src := b.in.Source
	if src.When != nil {
		var err error
		if b.out.When, err = b.Condition(src.When, b.scope); err != nil {
			return err
		}
	}
	var changed pg.Expr
	for _, n := range src.Of {
		c := b.in.On.Column(fold(n.Text))
		if c == nil { // rowid, too: SQLite compares the names as they are written
			return cannot("UPDATE OF %s, which is no column", diag.Show(n.Text))
		}
		if slices.Contains(b.out.Of, c.PG) {
			continue
		}
		b.out.Of = append(b.out.Of, c.PG)
		x := &pg.Binary{Op: "IS DISTINCT FROM", L: &pg.ColumnOf{Table: "new", Name: c.PG}, R: &pg.ColumnOf{Table: "old", Name: c.PG}}
		if changed == nil {
			changed = x
		} else {
			changed = &pg.Binary{Op: "OR", L: changed, R: x}
		}
	}
	if changed != nil && src.Timing == "INSTEAD OF" { // PostgreSQL takes no list there
		b.note("UPDATE OF of an INSTEAD OF trigger fires where one of the columns changes, in SQLite where one is assigned")
		b.out.Of = nil
		if b.out.When == nil {
			b.out.When = changed
		} else {
			b.out.When = and(changed, b.out.When)
		}
	}
	return nil
}

// steps translates the statements of the body.
func (b *body) steps() ([]pg.PL, error) {
	if b.out.Completes {
		return b.complete()
	}
	var out []pg.PL
	for _, s := range b.in.Source.Steps {
		list, err := b.step(s)
		if err != nil {
			return nil, err
		}
		out = append(out, list...)
	}
	return out, nil
}

// step translates one statement of the body.
func (b *body) step(s ast.Step) ([]pg.PL, error) {
	switch s := s.(type) {
	case *ast.Select:
		if raises(s) {
			return b.raise(s)
		}
		q, _, err := b.query(s, b.scope, listed)
		return []pg.PL{&pg.Perform{Query: q}}, err
	case *ast.InsertStep:
		return b.insert(s)
	case *ast.UpdateStep:
		return b.update(s)
	case *ast.DeleteStep:
		return b.delete(s)
	}
	return nil, cannot("a step of an unknown form")
}

// noteKey says what the key of a new row is where a BEFORE trigger looks at it.
func (b *body) noteKey() {
	src, key := b.in.Source, cmp.Or(b.in.On.Rowid, b.in.On.Numbered)
	if src.Timing != "BEFORE" || src.Event != "INSERT" || key == nil || b.out.Completes {
		return
	}
	look := func(n ast.Node) bool {
		ref, ok := n.(*ast.ColumnRef)
		if ok && fold(ref.Table) == "new" {
			if c, _ := b.in.On.columnNamed(ref.Name); c == key {
				b.note("NEW." + key.Name + " of a row that is inserted without a key is its key to be; in SQLite it is -1")
			}
		}
		return true
	}
	if src.When != nil {
		ast.Inspect(src.When, look)
	}
	for _, s := range src.Steps {
		ast.Inspect(s, look)
	}
}

func (b *body) note(text string) {
	if !slices.Contains(b.out.Notes, text) {
		b.out.Notes = append(b.out.Notes, text)
	}
}

// noteOr says what PostgreSQL cannot keep of an OR clause.
func (b *body) noteOr(or string) {
	if or == "FAIL" || or == "ROLLBACK" {
		b.noteUndone("OR " + or)
	}
}

func (b *body) noteUndone(what string) {
	if strings.Contains(what, "FAIL") {
		b.note(what + " undoes the whole statement, in SQLite what came before it stays")
	} else {
		b.note(what + " undoes the statement, and an open transaction cannot go on; SQLite undoes the transaction")
	}
}

// assign is Assign, taking note of what the function needs.
func (b *body) assign(c *Column, v Value) (pg.Expr, error) {
	if k := v.Type.Kind; strings.HasPrefix(c.Type.SQL, "numeric(") && (k == Real || k == Numeric) && v.Literal == nil && v.Type.SQL != c.Type.SQL {
		b.note("what it writes into column " + diag.Show(c.Name) + " is rounded to " + c.Type.SQL)
	}
	b.out.UTC = b.out.UTC || c.Type.SQL == "timestamptz" && v.Type.SQL != c.Type.SQL
	return b.Assign(c, v)
}

// variables are the names that PL/pgSQL gives to things in a trigger.
var variables = map[string]bool{"found": true, "new": true, "old": true, rowName: true}

func (b *body) namesVariables() bool {
	relations := []*Relation{b.in.On}
	for _, s := range b.in.Source.Steps {
		for _, t := range ast.Tables(s) {
			if rel := b.Catalog.Relation(t.Name.Text); rel != nil {
				relations = append(relations, rel)
			}
		}
	}
	for _, rel := range relations {
		for _, c := range rel.Columns {
			if variables[c.PG] || strings.HasPrefix(c.PG, "tg_") {
				return true
			}
		}
	}
	return false
}

// hasQuery reports whether a query stands in an expression, which CREATE
// TRIGGER's WHEN does not take.
func hasQuery(x pg.Expr) bool {
	any := func(list ...pg.Expr) bool { return slices.ContainsFunc(list, hasQuery) }
	switch x := x.(type) {
	case nil, pg.Name, pg.String, pg.Number, pg.Keyword, *pg.ColumnOf:
		return false
	case *pg.Binary:
		return any(x.L, x.R)
	case *pg.Prefix:
		return any(x.X)
	case *pg.Postfix:
		return any(x.X)
	case *pg.Between:
		return any(x.X, x.Low, x.High)
	case *pg.In:
		return any(x.X) || any(x.List...)
	case *pg.Call:
		return any(x.Args...)
	case *pg.Cast:
		return any(x.X)
	case *pg.Collate:
		return any(x.X)
	case *pg.Like:
		return any(x.X, x.Pattern)
	case *pg.Array:
		return any(x.Items...)
	case *pg.Row:
		return any(x.Items...)
	case *pg.Index:
		return any(x.X, x.I)
	case *pg.Case:
		for _, w := range x.Whens {
			if any(w.Cond, w.Then) {
				return true
			}
		}
		return any(x.X, x.Else)
	}
	return true
}
