package sqlite2pg

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/load"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"
	"github.com/sqlite2pg/sqlite2pg/rewrite/fit"
	"github.com/sqlite2pg/sqlite2pg/rewrite/plan"
	"github.com/sqlite2pg/sqlite2pg/target"
)

// Into are the wishes for a load into tables that exist. The zero value refuses
// rows that are there already, and reads values as they are.
type Into struct {
	Schema  *target.Catalog // what pg_dump --schema-only says of the tables
	Names   target.Options
	History target.History
	Rows    pg.ExistingRows
	// Units are those of unix times, by table.column.
	Units map[string]fit.Unit
	// Zone is what a text without an offset means in a timestamptz; nil for UTC.
	Zone *time.Location
	// Round lets digits go that a column does not keep.
	Round bool
	// Fire and Hold have triggers, as table.name, fire for the rows, or not.
	Fire, Hold []string
}

// into is a load into tables that exist on its way: how SQLite's tables and columns
// are paired with those of the target, and what is wrong with that.
type into struct {
	*Into
	matcher *target.Matcher
	paired  map[*catalog.Table]*paired
	order   []*paired
	misfits misfits
}

// paired is a table with its counterpart.
type paired struct {
	*target.Pairing
	table   *catalog.Table
	number  int  // in the script, once it is prepared
	rows    bool // any came
	holds   []bool
	history string // the migration tool whose history it is
}

func newInto(wishes *Into) *into {
	return &into{Into: wishes, matcher: target.NewMatcher(wishes.Schema, wishes.Names), paired: map[*catalog.Table]*paired{}}
}

// pair finds the counterpart of a table, and gives its columns the names and types
// of that.
func (in *into) pair(t *catalog.Table) {
	source := target.Source{Name: t.Source.Name.Text, Virtual: t.Virtual != nil}
	for _, c := range t.Columns {
		source.Columns = append(source.Columns, target.SourceColumn{Name: c.Name, Generated: c.Generated, Excluded: c.Excluded})
	}
	p := &paired{Pairing: in.matcher.Match(source), table: t, holds: make([]bool, len(t.Columns))}
	in.paired[t] = p
	in.order = append(in.order, p)
	if p.Table == nil || p.LeftOut != target.NotLeftOut {
		t.Unwanted = true
		return
	}
	p.history = in.History.Tool(p.Table)
	t.PGSchema, t.PG = p.Table.Schema, p.Table.Name.Name
	for _, c := range t.Columns {
		c.NoPlace = true
	}
	for _, pair := range p.Columns {
		in.give(t, t.Columns[pair.Index], pair.Column)
	}
	for _, i := range p.Alone {
		t.Columns[i].Alone = true
	}
}

// give has a column be written as its counterpart takes it.
func (in *into) give(t *catalog.Table, c *catalog.Column, of *target.Column) {
	name := t.Source.Name.Text + "." + c.Name
	c.NoPlace, c.PG, c.NotNull = false, of.Name, of.NotNull
	ty := fit.ColumnType(of, fit.Options{Affinity: ast.AffinityOf(c.Declared), Unit: in.unit(name), Zone: in.Zone, Round: in.Round, Major: in.major()})
	c.Chain = []coltype.Type{ty}
	c.LookForZeroDates(t.Schema)
	c.Become(ty, 0)
	if !of.Type.Is("int2") && !of.Type.Is("int4") && !of.Type.Is("int8") {
		c.Identity = false // the keys are counted in no sequence
	}
}

func (in *into) unit(column string) fit.Unit {
	for name, unit := range in.Units {
		if strings.EqualFold(name, column) {
			return unit
		}
	}
	return fit.AnyUnit
}

// major is the PostgreSQL major of the schema file, 0 if it does not say.
func (in *into) major() int {
	n, _ := strconv.Atoi(strings.SplitN(in.Schema.Version, ".", 2)[0])
	return n
}

// emptied are the statements that stand before the rows of the tables that have got
// none: rows that are there may have to go.
func (in *into) emptied() (out []pg.Statement) {
	for _, p := range in.order {
		if p.Table != nil && !p.table.Unwanted && p.number == 0 && (p.rows || in.Rows == pg.EmptyFirst) {
			out = append(out, in.Before(p.table))
		}
	}
	return out
}

// Before returns the statement that stands before the first rows of a table.
func (in *into) Before(t *catalog.Table) pg.Statement {
	p := in.paired[t]
	if p == nil || p.number > 0 {
		return nil
	}
	p.number = 1
	for _, other := range in.order {
		if other != p && other.number >= p.number {
			p.number = other.number + 1
		}
	}
	s := &pg.IntoTable{Number: p.number, Table: qualified(p.Table), History: p.history != "", Rows: in.Rows, Staged: in.staged(p)}
	for _, f := range in.fires(p) {
		s.Fires = append(s.Fires, f.name)
	}
	for _, c := range p.Table.Columns {
		s.Columns = append(s.Columns, pg.TypedColumn{Name: c.Name, Type: c.Type.String()})
	}
	for _, pair := range p.Columns {
		s.Loaded = append(s.Loaded, pair.Column.Name)
	}
	for _, x := range in.Schema.Tables {
		if x.Target() && in.History.Tool(x) == "" {
			s.Others = append(s.Others, qualified(x))
		}
	}
	return s
}

// Many has indexes out of the way of the rows that still come. Those of a table whose rows
// are staged wait until all of them are known.
func (in *into) Many(t *catalog.Table) pg.Statement {
	if p := in.paired[t]; !in.staged(p) {
		return &pg.IntoIndexes{Number: p.number, Coming: load.ManyRows}
	}
	return nil
}

func qualified(t *target.Table) pg.Qualified {
	return pg.Qualified{Schema: t.Schema, Name: t.Name.Name}
}

// staged reports whether the rows of a table go into a temporary one first: where
// the server decides which of them come, or columns get a value that SQLite lacks.
func (in *into) staged(p *paired) bool {
	return p.history != "" || in.Rows == pg.KeepExisting || len(p.Set) > 0
}

// firing is a trigger that fires for rows of a table.
type firing struct {
	name  string
	fills []string // columns which SQLite lacks; none if only the user has it fire
}

// fires are the triggers that fire for rows of a table: those that fill a column
// which SQLite lacks, and those that the user names.
func (in *into) fires(p *paired) []firing {
	var out []firing
	for _, g := range p.Table.Triggers {
		f := firing{name: g.Name}
		assigns, _ := in.Schema.Fills(g)
		for _, c := range p.Filled {
			if slices.Contains(assigns, c.Name) {
				f.fills = append(f.fills, c.Name)
			}
		}
		if (len(f.fills) > 0 && g.Fires != target.Disabled || named(in.Fire, p, g)) && !named(in.Hold, p, g) {
			out = append(out, f)
		}
	}
	return out
}

func named(list []string, p *paired, g *target.Trigger) bool {
	return slices.ContainsFunc(list, func(name string) bool {
		return name == p.Table.Name.Label()+"."+g.Name || name == p.Source.Name+"."+g.Name || name == p.Table.Name.String()+"."+g.Name
	})
}

// Place is where the rows of a table go.
func (in *into) Place(t *catalog.Table) pg.Qualified {
	p := in.paired[t]
	if in.staged(p) {
		return pg.Qualified{Schema: "pg_temp", Name: pg.IntoStaging(p.number)}
	}
	return qualified(p.Table)
}

// problems is the error of names that do not match, and of values that do not fit.
func (in *into) problems() error {
	var problems []target.Problem
	for _, p := range in.order {
		problems = append(problems, p.Problems(p.rows, func(i int) bool { return p.holds[i] })...)
	}
	misfits := in.misfits.messages()
	if err := target.Report(problems); err != nil {
		m := diag.IntoNames(err.Text, err.Hint)
		m.Also = misfits
		if unused := in.unused(); len(unused) > 0 { // a misspelled one may be why
			m.Also = append([]*diag.Message{diag.IntoUnused(strings.Join(unused, ", "))}, m.Also...)
		}
		if m.Hint == "" && len(misfits) > 0 {
			m.Hint = in.misfits.hint()
		} else if flags := in.misfits.flags(); len(flags) > 0 {
			m.Hint += "\n" + strings.Join(flags, "\n")
		}
		return m
	}
	if len(misfits) > 0 {
		first := misfits[0]
		first.Also, first.Hint = misfits[1:], in.misfits.hint()
		return first
	}
	if unused := in.unused(); len(unused) > 0 {
		return diag.IntoUnused(strings.Join(unused, ", "))
	}
	return nil
}

// unused are the options that name a table, column or trigger which there is not. They
// come sorted within their kind.
func (in *into) unused() []string {
	out := in.matcher.Unused()
	for _, name := range slices.Sorted(maps.Keys(in.Units)) {
		if !slices.ContainsFunc(in.order, func(p *paired) bool {
			return slices.ContainsFunc(p.table.Columns, func(c *catalog.Column) bool { return strings.EqualFold(name, p.Source.Name+"."+c.Name) })
		}) {
			out = append(out, "--unit "+target.QuoteFlag(name+"="+in.Units[name].String()))
		}
	}
	for _, list := range []struct {
		flag  string
		names []string
	}{{"--fire-trigger ", in.Fire}, {"--hold-trigger ", in.Hold}} {
		for _, name := range list.names {
			if !slices.ContainsFunc(in.order, func(p *paired) bool {
				return p.Table != nil && slices.ContainsFunc(p.Table.Triggers, func(g *target.Trigger) bool { return named([]string{name}, p, g) })
			}) {
				out = append(out, list.flag+target.QuoteFlag(name))
			}
		}
	}
	return out
}

// warnOfLongKeys says which keys of the target may refuse values for their length.
func (in *into) warnOfLongKeys() {
	for _, p := range in.order {
		if p.Table == nil || p.LeftOut != target.NotLeftOut {
			continue
		}
		for _, k := range p.Table.Keys {
			if k.Partial {
				continue
			}
			var columns []*catalog.Column
			for _, c := range p.table.Columns {
				if !c.NoPlace && slices.Contains(k.Columns, c.PG) {
					columns = append(columns, c)
				}
			}
			plan.WarnOfLong(p.table, columns, "key "+diag.Show(k.Name))
		}
	}
}

// warnings says what a person should know of a load that goes on.
func (in *into) warnings(warn func(*diag.Message)) {
	for _, p := range in.order {
		about := diag.Table(p.Source.Name)
		switch {
		case p.LeftOut == target.OtherKind:
			warn(diag.IntoOtherKind().At(p.table.Source.Pos).About(about))
		case p.Table == nil || p.LeftOut != target.NotLeftOut || !p.rows:
		default:
			var filling, asked []string
			for _, f := range in.fires(p) {
				if len(f.fills) > 0 {
					filling = append(filling, f.name)
				} else {
					asked = append(asked, f.name)
				}
			}
			if len(filling) > 0 {
				warn(diag.IntoFires(strings.Join(filling, ", ")).At(p.table.Source.Pos).About(about))
			}
			if len(asked) > 0 {
				warn(diag.IntoFiresAsked(strings.Join(asked, ", ")).At(p.table.Source.Pos).About(about))
			}
			for _, g := range p.Table.Triggers {
				if fills, known := in.Schema.Fills(g); !known && len(fills) == 0 && g.Fires != target.Disabled && len(p.Filled) > 0 && !named(in.Hold, p, g) && !named(in.Fire, p, g) {
					warn(diag.IntoUnknownTrigger(g.Name, p.Table.Name.Label()+"."+g.Name).At(p.table.Source.Pos).About(about))
				}
			}
			for _, g := range p.Table.Triggers {
				if g.Fires == target.Disabled || g.Fires == target.Replica || named(in.Hold, p, g) || named(in.Fire, p, g) {
					continue
				}
				for _, t := range in.matcher.Untouched() {
					if in.Schema.WritesTo(g, t) {
						warn(diag.IntoHolds(g.Name, t.Name.Label(), p.Table.Name.Label()+"."+g.Name).At(p.table.Source.Pos).About(about))
					}
				}
			}
			if p.history != "" {
				warn(diag.IntoHistory(p.history).At(p.table.Source.Pos).About(about))
			}
		}
	}
}

// end returns the statements that stand behind all rows; deletes has rows without a
// parent go.
func (in *into) end(deletes bool) []pg.Statement {
	var out []pg.Statement
	end := &pg.IntoEnd{DeleteOrphans: deletes}
	var analyze []pg.Qualified
	for _, p := range in.order {
		if p.number == 0 {
			continue
		}
		loaded := pg.IntoLoaded{Number: p.number, Highest: p.table.Sequence}
		if in.staged(p) {
			merge := &pg.IntoMerge{Number: p.number, Sent: p.table.Rows, Rows: in.Rows}
			for _, s := range p.Set {
				merge.Set = append(merge.Set, pg.SetColumn{Name: s.Column.Name, Value: s.Value})
			}
			if p.table.Rows >= load.ManyRows {
				out = append(out, &pg.IntoIndexes{Number: p.number, Coming: p.table.Rows})
			}
			out = append(out, merge)
		} else {
			loaded.Sent = p.table.Rows
		}
		end.Tables = append(end.Tables, loaded)
		analyze = append(analyze, qualified(p.Table))
	}
	if out = append(out, end); len(analyze) > 0 {
		out = append(out, &pg.AnalyzeQualified{Tables: analyze})
	}
	return out
}

// Passed sees a value that has no place in the target.
func (in *into) Passed(t *catalog.Table, c *catalog.Column) {
	in.paired[t].holds[slices.Index(t.Columns, c)] = true
}

// came takes note that rows of a table come.
func (in *into) came(t *catalog.Table) {
	if in != nil && in.paired[t] != nil {
		in.paired[t].rows = true
	}
}

// verify is what of the checks of all tables can be said of tables that had no rows
// before, and whose rows all came as they were written.
func (in *into) verify(checks []pg.Statement) []pg.Statement {
	var out []pg.Statement
	byTable := map[string]*paired{}
	for _, p := range in.order {
		if p.number > 0 && p.rows && !in.staged(p) {
			byTable[p.table.PGSchema+"\x00"+p.table.PG] = p
		}
	}
	for _, s := range checks {
		v, ok := s.(*pg.VerifyTable)
		if !ok {
			out = append(out, s)
			continue
		}
		if p := byTable[v.Schema+"\x00"+v.Table]; p != nil {
			out = append(out, v)
		}
	}
	return out
}
