package plan

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
	"github.com/sqlite2pg/sqlite2pg/rewrite/query"
)

// trigger is a trigger on its way.
type trigger struct {
	src  *ast.CreateTrigger
	name string // in PostgreSQL
	// recursive says that it may fire itself, later that another one for the
	// same event fires after it.
	recursive, later bool
	renamed          string // why name is another, "" if it is not
}

func (t *trigger) object() diag.Object { return diag.Named("trigger", t.src.Name.Text) }

// triggers translates the triggers of a schema.
type triggers struct {
	*builder
	*triggerGraph
	names    catalog.Namespace // their functions' names in PostgreSQL
	settings catalog.Namespace // parameters that keep triggers from firing themselves
}

func newTriggers(b *builder) *triggers {
	g := newTriggerGraph(b.schema)
	g.findRecursion()
	g.nameTriggers()
	return &triggers{b, g, catalog.Namespace{}, catalog.Namespace{}}
}

// create translates the triggers, each with its function. They come after
// all rows, which must not fire them, and after the views that they are on.
func (ts *triggers) create() []*pg.Object {
	var out []*pg.Object
	for _, t := range ts.all {
		src, index := ts.withoutIndex(t.src)
		switch {
		case index == "":
		case ts.searched[lexer.Fold(index)] != "":
			ts.builder.schema.Warn(diag.TriggerNotNeeded(diag.Show(index)).At(t.src.Pos).About(t.object()))
		default:
			ts.builder.schema.Warn(diag.TriggerOfIndex(diag.Show(index)).At(t.src.Pos).About(t.object()))
		}
		if len(src.Steps) == 0 {
			continue
		}
		tr := ts.translator()
		tr.Numbers = true
		tr.Supplies = t.src.Timing != "INSTEAD OF" // a trigger of a view cannot be disabled
		st, err := ts.createOne(t, src, tr)
		if err != nil {
			out = append(out, untranslated(ts.builder.schema.Untranslated(diag.TriggerLeftOut, t.object(), err.Error(), &t.src.Head)))
			continue
		}
		if t.renamed != "" {
			ts.builder.schema.Renamed(t.object(), t.name, t.renamed, t.src.Pos)
		}
		on := ts.object(t.src.Table.Text)
		needs := append([]*pg.Object{on}, ts.settled[ts.builder.schema.Table(t.src.Table.Text)]...)
		for _, step := range src.Steps {
			needs = append(needs, ts.readBy(step)...)
		}
		if src.When != nil {
			needs = append(needs, ts.readBy(src.When)...)
		}
		out = append(out, &pg.Object{Section: pg.PostData, Kind: pg.KindTrigger, Name: t.name, Table: on.Name, Needs: append(needs, ts.number(tr, t.object())...),
			Helpers: tr.Helpers.List(), Statement: st, What: "trigger " + diag.Show(t.name), Source: t.src.Text})
	}
	return out
}

// withoutIndex returns a trigger without the steps that keep a full-text index of
// its table, which PostgreSQL keeps itself or does not have, and the name of the former; ""
// for none.
// https://sqlite.org/fts5.html#external_content_tables
func (ts *triggers) withoutIndex(src *ast.CreateTrigger) (rest *ast.CreateTrigger, index string) {
	out := *src
	out.Steps = nil
	for _, step := range src.Steps {
		var on ast.Table
		switch step := step.(type) {
		case *ast.InsertStep:
			on = step.Table
		case *ast.UpdateStep:
			on = step.Table
		case *ast.DeleteStep:
			on = step.Table
		}
		if v := ts.builder.schema.Virtual(on.Name.Text); v != nil && v.Known() != nil && lexer.Fold(v.Known().FullText.External) == lexer.Fold(src.Table.Text) {
			index = on.Name.Text
			continue
		}
		out.Steps = append(out.Steps, step)
	}
	return &out, index
}

// noteKeys says of which tables a trigger draws keys, where each server has its own.
func (ts *triggers) noteKeys(t *trigger) {
	if !ts.builder.schema.Distributed {
		return
	}
	said := map[*catalog.Table]bool{}
	for _, step := range t.src.Steps {
		in, ok := step.(*ast.InsertStep)
		if !ok {
			continue
		}
		to := ts.builder.schema.Table(in.Table.Name.Text)
		if to == nil || said[to] || to.Rowid == nil || !to.Rowid.Identity || slices.ContainsFunc(in.Columns, func(n ast.Name) bool { return to.Column(n.Text) == to.Rowid }) {
			continue
		}
		said[to] = true
		ts.builder.schema.Warn(diag.CitusTrigger(diag.Show(to.Source.Name.Text)).At(t.src.Pos).About(t.object()))
	}
}

func (ts *triggers) createOne(t *trigger, src *ast.CreateTrigger, tr *query.Translator) (pg.Statement, error) {
	on := tr.Catalog.Relation(t.src.Table.Text)
	switch {
	case ts.builder.noQueries != "":
		return nil, query.Untranslatable(ts.builder.noQueries)
	case t.src.Temp:
		return nil, query.Untranslatable("it is temporary, and no part of the database")
	case on == nil:
		return nil, query.Untranslatable("table " + diag.Show(t.src.Table.Text) + " is not in the dump")
	}
	out, err := tr.Trigger(query.TriggerIn{Source: src, On: on, Facts: ts.triggerGraph, Later: t.later,
		Beside: ts.others(t, "UPDATE"), BesideInsert: ts.others(t, "INSERT"), Recursive: t.recursive, RowByRow: ts.functions.RowByRow,
		Around: t.src.Timing == "BEFORE" && ts.around(t)})
	if err != nil {
		return nil, err
	}
	reportReadings(ts.builder.schema, tr, t.object(), t.src.Pos)
	for _, note := range out.Notes {
		ts.builder.schema.Warn(diag.TriggerDiffers(note).At(t.src.Pos).About(t.object()))
	}
	ts.noteKeys(t)
	f := &pg.CreateTriggerFunction{TriggerFunctions: ts.functions, ColumnsFirst: out.ColumnsFirst, Body: out.Body}
	f.Name, _ = ts.builder.schema.Rename(ts.names, t.src.Name.Text+"_fn", func(string) bool { return false })
	if out.Loops {
		f.Records = []string{query.LoopRow}
	}
	if out.UTC {
		f.Settings = append(f.Settings, pg.Setting{Name: "TimeZone", Value: "UTC"})
	}
	when := out.When
	timing := t.src.Timing
	if out.Completes {
		timing = "BEFORE"
		ts.builder.schema.Warn(diag.TriggerCompletes(timing, t.src.Event).At(t.src.Pos).About(t.object()))
	}
	if t.recursive && !out.Completes {
		// SQLite's triggers do not fire themselves, directly or through others
		// (https://sqlite.org/pragma.html#pragma_recursive_triggers). The setting
		// lasts as long as the function runs.
		guard := pg.Setting{Name: "sqlite2pg." + ts.settings.Take(settingName(f.Name)), Value: "on"}
		f.Settings = append(f.Settings, guard)
		when = &pg.Binary{Op: "IS DISTINCT FROM", L: &pg.Call{Func: "current_setting", Args: []pg.Expr{pg.String(guard.Name), pg.Keyword("true")}}, R: pg.String(guard.Value)}
		if out.When != nil {
			when = &pg.Binary{Op: "AND", L: when, R: out.When}
		}
	}
	ct := &pg.CreateTrigger{Name: t.name, Table: on.PG, Timing: timing, Event: t.src.Event, Of: out.Of, When: when, Function: f.Name}
	st := &pg.Together{Reads: append(tr.Reads, ts.views(src)...), Statements: []pg.Statement{f, ct}}
	if len(tr.Supplied) > 0 {
		ts.builder.schema.Warn(diag.TriggerDisabled(diag.Escape(strings.Join(tr.Supplied, ", "))).At(t.src.Pos).About(t.object()))
		st.Statements = append(st.Statements, &pg.DisableTrigger{Name: ct.Name, Table: ct.Table})
	}
	return st, nil
}

// views are those that a trigger reads or writes: a load may leave them out.
func (ts *triggers) views(src *ast.CreateTrigger) []pg.Reading {
	var out []pg.Reading
	for _, step := range src.Steps {
		for _, t := range ast.Tables(step) {
			v := ts.made[ts.builder.schema.ViewsByName[lexer.Fold(t.Name.Text)]]
			if v == nil || v.object == nil || slices.ContainsFunc(out, func(r pg.Reading) bool { return r.From == v.PG }) {
				continue
			}
			out = append(out, pg.Reading{From: v.PG})
		}
	}
	return out
}

// settingName makes a name of a parameter, which has no quotes.
func settingName(name string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '_' {
			return r
		}
		return '_'
	}, strings.ToLower(name))
}

// firing is when triggers fire: of one table, before or after one event.
type firing struct{ table, timing, event string }

// nameTriggers gives the triggers their names. SQLite fires the newest first,
// PostgreSQL in the order of names, foreign keys' RI_ConstraintTrigger among
// them: where the order shows, the names say it.
func (g *triggerGraph) nameTriggers() {
	s := g.schema
	groups := map[firing][]*trigger{}
	var order []firing
	for _, t := range g.all {
		k := firing{lexer.Fold(t.src.Table.Text), t.src.Timing, t.src.Event}
		if groups[k] == nil {
			order = append(order, k)
		}
		groups[k] = append(groups[k], t)
	}
	names := map[string]catalog.Namespace{}
	for _, k := range order {
		if names[k.table] == nil {
			names[k.table] = catalog.Namespace{}
		}
		list := groups[k]
		slices.Reverse(list)
		for i, t := range list {
			t.later = i < len(list)-1
		}
		shows := g.orderShows(k, list)
		if g.inOrder(k, list, shows) {
			shows = nil
		}
		for i, t := range list {
			name, reason := t.src.Name.Text, shows[i]
			if reason != "" {
				name = fmt.Sprintf("t%0*d_%s", len(fmt.Sprint(len(list))), i+1, name)
			}
			var why string
			t.name, why = s.Rename(names[k.table], name, func(string) bool { return false })
			if reason != "" {
				why = "PostgreSQL fires triggers in the order of their names, SQLite the newest first, which shows here: " + reason
			}
			t.renamed = why
		}
	}
}

// foreignKeyTrigger is where the names of PostgreSQL's own triggers that act on
// rows end.
const foreignKeyTrigger = "RI_ConstraintTrigger_b"

// inOrder reports whether the names of triggers whose order shows are in the order in
// which they fire in SQLite: after the foreign keys' actions.
func (g *triggerGraph) inOrder(k firing, list []*trigger, shows map[int]string) bool {
	last := ""
	if k.timing == "AFTER" && len(g.actions(k.table, k.event)) > 0 {
		last = foreignKeyTrigger
	}
	for i, t := range list {
		if shows[i] == "" {
			continue
		}
		name := g.schema.Identifiers.Spell(t.src.Name.Text)
		if name <= last {
			return false
		}
		last = name
	}
	return true
}

// orderShows returns which of the triggers for one event would do anything else in
// another order than that of the list, and why: one writes what another reads or writes,
// or keeps the rest from being done.
func (g *triggerGraph) orderShows(k firing, list []*trigger) map[int]string {
	shows := map[int]string{}
	writers, users := map[string]int{}, map[string]map[int]bool{}
	use := func(table string, i int, writes bool) {
		if users[table] == nil {
			users[table] = map[int]bool{}
		}
		users[table][i] = true
		if writes {
			writers[table]++
		}
	}
	for i, t := range list {
		if ignores(t.src) && len(list) > 1 {
			for j := range list {
				shows[j] = diag.Show(t.src.Name.Text) + " has RAISE(IGNORE)"
			}
			return shows
		}
		reads, writes := g.footprint(g.changes(t.src)...)
		for _, table := range append(reads, tablesOf(t.src)...) {
			use(table, i, false)
		}
		for _, table := range writes {
			use(table, i, true)
		}
	}
	if k.timing == "AFTER" {
		_, writes := g.footprint(g.actions(k.table, k.event)...)
		for _, table := range writes {
			use(table, -1, true)
		}
	}
	for _, table := range slices.Sorted(maps.Keys(writers)) {
		if len(users[table]) < 2 {
			continue
		}
		why := "more than one of them uses " + diag.Show(table)
		if users[table][-1] {
			why = "a foreign key's action writes " + diag.Show(table)
		}
		for i := range users[table] {
			if shows[i] == "" {
				shows[i] = why
			}
		}
	}
	return shows
}

// ignores reports whether a trigger has RAISE(IGNORE).
func ignores(src *ast.CreateTrigger) bool {
	found := false
	for _, s := range src.Steps {
		ast.Inspect(s, func(n ast.Node) bool {
			if r, ok := n.(*ast.Raise); ok && r.Kind == "IGNORE" {
				found = true
			}
			return !found
		})
	}
	return found
}

// tablesOf are the folded names of all tables that a trigger mentions.
func tablesOf(src *ast.CreateTrigger) []string {
	var out []string
	add := func(n ast.Node) {
		for _, t := range ast.Tables(n) {
			out = append(out, lexer.Fold(t.Name.Text))
		}
	}
	if src.When != nil {
		add(src.When)
	}
	for _, s := range src.Steps {
		add(s)
	}
	return out
}
