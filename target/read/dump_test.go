package read_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/target"
)

// dump writes a catalog for comparing, one fact a line.
func dump(c *target.Catalog) string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("version %q schemas %v", c.Version, c.Schemas)
	byName := func(a, b target.Name) int { return strings.Compare(a.String(), b.String()) }
	for _, name := range slices.SortedFunc(maps.Keys(c.Types), byName) {
		d := c.Types[name]
		line("%d: type %s kind %d labels %q base %s not null %t filled %t checks %q", d.Line, d.Name, d.Kind, d.Labels, &d.Base, d.NotNull, d.Filled, d.Checks)
		for _, f := range d.Fields {
			line("  %s %s", f.Name, &f.Type)
		}
	}
	for _, t := range c.Tables {
		line("%d: %s %s parents %v owner %q of %v", t.Line, t.Kind, t.Name, t.Parents, t.Owner, t.OfType)
		if t.Err != nil {
			line("  error %d: %s", t.Err.Line, t.Err.Text)
		}
		if t.RowSecurity || t.ForceRowSecurity {
			line("  row security %t, forced %t", t.RowSecurity, t.ForceRowSecurity)
		}
		for _, c := range t.Columns {
			s := fmt.Sprintf("  %d: %q %s base %s", c.Line, c.Name, &c.Type, c.Type.Base())
			if c.NotNull {
				s += " NOT NULL"
			}
			if c.Default != "" {
				s += fmt.Sprintf(" default {%s}", c.Default)
			}
			if c.DefaultNull {
				s += " which is NULL"
			}
			if c.Identity+target.Identity(c.Generated) > 0 {
				s += fmt.Sprintf(" identity %d generated %d", c.Identity, c.Generated)
			}
			if len(c.Sequences) > 0 {
				s += fmt.Sprintf(" sequences %v", c.Sequences)
			}
			if c.Filled() {
				s += " filled"
			}
			line("%s", s)
		}
		for _, k := range t.Keys {
			line("  key %+v", *k)
		}
		for _, k := range t.ForeignKeys {
			line("  foreign key %+v", *k)
		}
		for _, tr := range t.Triggers {
			line("  trigger %+v", *tr)
		}
		if len(t.Checks)+len(t.Rules) > 0 {
			line("  checks %q rules %q", t.Checks, t.Rules)
		}
	}
	for _, name := range slices.SortedFunc(maps.Keys(c.Sequences), byName) {
		s := c.Sequences[name]
		line("%d: sequence %s owner %s column %q identity %t", s.Line, s.Name, s.Owner, s.Column, s.Identity)
	}
	for _, name := range slices.SortedFunc(maps.Keys(c.Functions), byName) {
		fn := c.Functions[name]
		line("%d: function %s %s assigns %q known %t", fn.Line, name, fn.Language, fn.Assigns, fn.Known)
	}
	for _, e := range c.EventTriggers {
		line("event trigger %+v", *e)
	}
	return b.String()
}
