package sqlite2pg

import (
	"slices"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/report"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
	"github.com/sqlite2pg/sqlite2pg/target"
)

// intoPlan makes the plan of a load, for the report.
type intoPlan struct{ *into }

// plan is where the rows go.
func (in intoPlan) plan(gone []catalog.LeftOut) *report.Plan {
	p := &report.Plan{Tables: []report.PlanTable{}, Untouched: []string{}, Rows: map[pg.ExistingRows]report.ExistingRows{
		pg.RefuseExisting: report.Refused, pg.EmptyFirst: report.Emptied, pg.KeepExisting: report.KeptOn}[in.Rows]}
	for _, x := range in.order {
		p.Tables = append(p.Tables, in.table(x))
	}
	for _, x := range gone {
		if x.Object.HasTable {
			p.Tables = append(p.Tables, report.PlanTable{Name: x.Object.Table, Why: "left out: " + x.Why, Columns: []report.PlanColumn{}, Filled: []report.PlanFilled{}, Triggers: []string{}})
		}
	}
	for _, t := range in.matcher.Untouched() {
		p.Untouched = append(p.Untouched, t.Name.Label())
	}
	return p
}

func (in intoPlan) table(p *paired) report.PlanTable {
	out := report.PlanTable{Name: p.Source.Name, Rule: p.Rule.String(), Rows: p.table.Rows, History: p.history,
		Columns: []report.PlanColumn{}, Filled: []report.PlanFilled{}, Triggers: []string{}}
	switch {
	case p.LeftOut == target.OtherKind:
		out.Why = "left out: PostgreSQL keeps otherwise what it searches"
	case p.Table == nil && !p.rows:
		out.Why = "has no counterpart, and needs none"
	case p.Table == nil:
		out.Why = "has no counterpart"
	default:
		out.PostgreSQL = p.Table.Name.Label()
		in.columns(p, &out)
	}
	return out
}

func (in intoPlan) columns(p *paired, out *report.PlanTable) {
	pairs := map[int]target.Pair{}
	for _, x := range p.Columns {
		pairs[x.Index] = x
	}
	for i, c := range p.table.Columns {
		x := report.PlanColumn{Name: c.Name, Declared: c.Declared}
		pair, ok := pairs[i]
		switch {
		case ok:
			x.PostgreSQL, x.Type, x.Rule, x.How = pair.Column.Name, pair.Column.Type.String(), pair.Rule.String(), c.Type.How(classesOf(c))
		case slices.Contains(p.Computed, i), p.Source.Columns[i].Generated:
			x.How = "computed by PostgreSQL"
		case c.Excluded:
			x.How = "left out: --exclude-column"
		case p.holds[i]:
			x.How = "has no counterpart"
		default:
			x.How = "has no counterpart, and holds nothing"
		}
		out.Columns = append(out.Columns, x)
	}
	add := func(c *target.Column, by string) {
		out.Filled = append(out.Filled, report.PlanFilled{Name: c.Name, Type: c.Type.String(), By: by})
	}
	for _, x := range p.Set {
		add(x.Column, "--set: "+x.Value)
	}
	for _, c := range p.Filled {
		add(c, in.filler(p, c))
	}
	for _, c := range p.Missing {
		add(c, "nothing fills it, and it must not be NULL: --set")
	}
	for _, f := range in.fires(p) {
		out.Triggers = append(out.Triggers, f.name)
	}
}

// classesOf are the classes of the values of a column.
func classesOf(c *catalog.Column) (out []parser.Class) {
	for _, x := range classes {
		if c.Classes&(1<<x.class) != 0 {
			out = append(out, x.class)
		}
	}
	return out
}

// filler says what fills a column that SQLite lacks.
func (in intoPlan) filler(p *paired, c *target.Column) string {
	for _, f := range in.fires(p) {
		if slices.Contains(f.fills, c.Name) {
			return "trigger " + f.name
		}
	}
	switch {
	case c.Default != "":
		return "DEFAULT " + c.Default
	case c.Identity != target.NoIdentity:
		return "its identity"
	case c.Filled():
		return "the DEFAULT of its domain"
	}
	return "NULL"
}
