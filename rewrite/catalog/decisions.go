package catalog

import (
	"iter"
	"slices"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"
	"github.com/sqlite2pg/sqlite2pg/rewrite/override"
)

// Decisions yields the types of all columns that arrive, in order.
func (s *Schema) Decisions() iter.Seq[override.Decision] {
	return func(yield func(override.Decision) bool) {
		for _, t := range s.Tables() {
			for _, c := range t.Kept() {
				if !yield(DecisionOf(c, t)) {
					return
				}
			}
		}
	}
}

// DecisionOf is the type of a column of a table whose columns have theirs.
func DecisionOf(c *Column, t *Table) override.Decision {
	d := override.Decision{Table: t.Source.Name.Text, Column: c.Name, Type: c.Type.Final(), Encoding: c.Type.Encoding.Name(), Reason: c.Reason}
	if d.Reason == "" {
		d.Reason = "declared " + c.Declared
		switch {
		case c.Declared == "":
			d.Reason = "by the values"
		case c.Untyped():
			d.Reason += ": by the values"
		}
	}
	return d
}

// ReportUnused warns of lines of a types file, and of options, that name no column
// of the dump. A types file that is of another database is an error.
func (s *Schema) ReportUnused() error {
	lines, unused := s.rules.Lines()
	if unused > max(lines/2, 1) {
		return diag.TypesOfAnother(lines, unused)
	}
	for o := range s.rules.Unused() {
		switch {
		case o.FromFile:
			s.Warn(diag.TypesUnused().About(diag.Table(o.Table).InColumn(o.Column)))
		case o.Option != (diag.Object{}):
			s.Warn(diag.OverrideUnused(meant(s, o)).About(o.Option))
		}
	}
	return nil
}

// meant asks for the column or declared type that an option probably meant, "" for none.
func meant(s *Schema, o override.Override) string {
	var names []string
	for _, t := range s.Tables() {
		for _, c := range t.Columns {
			if o.Column != "" {
				names = append(names, t.Source.Name.Text+"."+c.Name)
			} else {
				names = append(names, c.Declared, coltype.NameOf(c.Declared))
			}
		}
	}
	slices.Sort(names)
	wanted := o.Declared
	if o.Column != "" {
		wanted = o.Table + "." + o.Column
	}
	if near := diag.Nearest(wanted, names); near != "" {
		return ": did you mean " + diag.Show(near) + "?"
	}
	return ""
}
