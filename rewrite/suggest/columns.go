package suggest

import (
	"fmt"
	"math/bits"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"
	"github.com/sqlite2pg/sqlite2pg/rewrite/override"
)

// Suggestion is a type for a column, and the lines that ask for it.
type Suggestion struct {
	Table  *catalog.Table
	Column *catalog.Column
	Type   string
	Why    string
	// Flag is a line for --flags, empty for a name that no option can give; Types is
	// one for --types. Both are empty for an enum, which is made after the load.
	Flag, Types string
}

// Columns returns the suggestions for the columns of a schema whose rows have all come.
// known has the facts of the columns that were watched.
func Columns(s *catalog.Schema, known func(*catalog.Column) (Facts, bool)) []Suggestion {
	g := newGroups(s, known)
	var out []Suggestion
	for _, t := range s.Tables() {
		if t.Unwanted || t.Virtual != nil {
			continue
		}
		labels := enums(t)
		for _, c := range t.Columns {
			f, ok := known(c)
			if !ok || c.Generated || c.Dropped || c.NoPlace || c.Type.Forced {
				continue
			}
			if list := labels[c]; list != nil && c.Type.IsText() {
				out = append(out, enumOf(t, c, list))
				continue
			}
			if c.Values == 0 {
				continue
			}
			f.left &= g.left(c)
			if i, ok := f.best(c, g.joined(c)); ok && takesDefault(t, c, i) {
				out = append(out, suggestion(t, c, i, f.unusual&(1<<i) != 0))
			}
		}
	}
	return out
}

// codeLength is how many digits a code has at least.
const codeLength = 5

// best is the first candidate that says something of the column.
func (f *Facts) best(c *catalog.Column, joined bool) (int, bool) {
	for left := f.left; left != 0; left &= left - 1 {
		switch i := bits.TrailingZeros16(left); i {
		case boolean:
			if f.seen == zero|other && !joined {
				return i, true
			}
		case seconds, millis, micros:
			if f.seen&other != 0 && !joined {
				return i, true
			}
		case whole, decimal:
			if f.shortest != f.longest || f.longest < codeLength || c.Values == 1 {
				return i, true
			}
		default:
			return i, true
		}
	}
	return 0, false
}

// takesDefault reports whether the column's DEFAULT fits a candidate.
func takesDefault(t *catalog.Table, c *catalog.Column, place int) bool {
	for i := range t.Columns {
		for _, con := range t.Source.Columns[i].Constraints {
			if t.Columns[i] != c || con.Kind != ast.Default {
				continue
			}
			if v, ok := catalog.Constant(con.Expr); ok {
				if _, why := coltype.Default(candidates[place].any, v); why != "" {
					return false
				}
			}
		}
	}
	return true
}

// suggestion words one. unusual is set where the usual way to write the type does not
// hold all values.
func suggestion(t *catalog.Table, c *catalog.Column, place int, unusual bool) Suggestion {
	of := &candidates[place]
	ty := of.usual
	if unusual {
		ty = of.any
	}
	s := Suggestion{Table: t, Column: c, Type: ty.Final(), Why: fmt.Sprintf("all %d values are %s", c.Values, of.words)}
	if c.Values == 1 {
		s.Why = "its only value is one of " + of.words
	}
	name := t.Source.Name.Text
	s.Types = override.Line(override.Decision{Table: name, Column: c.Name, Type: s.Type, Encoding: ty.Encoding.Name(), Reason: s.Why})
	if !strings.ContainsAny(name, ".*?[\\") && !strings.ContainsAny(c.Name, "*?[\\") {
		s.Flag = word("--column=" + name + "." + c.Name + "=" + s.Type)
	}
	return s
}

// word is an option as a file of --flags and a shell read it.
func word(s string) string {
	if strings.IndexFunc(s, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-_=.,:/@%+", r))
	}) < 0 {
		return s
	}
	if diag.Escape(s) != s { // a line is one line
		return ""
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

// maxLabels is how many texts an enum is suggested for.
const maxLabels = 20

// enums finds columns that a CHECK holds to a list of texts.
func enums(t *catalog.Table) map[*catalog.Column][]string {
	var out map[*catalog.Column][]string
	t.EachConstraint(ast.Check, func(con *ast.Constraint, _ *catalog.Column) {
		in, ok := con.Expr.(*ast.In)
		if !ok || in.Not || len(in.List) == 0 || len(in.List) > maxLabels {
			return
		}
		ref, ok := in.X.(*ast.ColumnRef)
		if !ok {
			return
		}
		var list []string
		for _, x := range in.List {
			v, ok := catalog.Constant(x)
			if !ok || v.Class != parser.Text || len(v.Text) == 0 || len(v.Text) > 63 || diag.Escape(string(v.Text)) != string(v.Text) {
				return
			}
			list = append(list, string(v.Text))
		}
		if c := t.Column(ref.Name); c != nil {
			if out == nil {
				out = map[*catalog.Column][]string{}
			}
			out[c] = list
		}
	})
	return out
}

// enumOf suggests an enum, which PostgreSQL makes after the load: the CHECK compares
// texts and says nothing more then.
func enumOf(t *catalog.Table, c *catalog.Column, labels []string) Suggestion {
	return Suggestion{Table: t, Column: c, Type: "enum", Why: diag.Format("a CHECK holds it to %d {text|texts}: %s", len(labels), strings.Join(labels, ", "))}
}

// groups are columns that foreign keys join: they keep one type.
type groups struct {
	of    map[*catalog.Column]*catalog.Column // towards the one that stands for its group
	facts map[*catalog.Column]uint16          // candidates of all in a group
}

func newGroups(s *catalog.Schema, known func(*catalog.Column) (Facts, bool)) *groups {
	g := &groups{map[*catalog.Column]*catalog.Column{}, map[*catalog.Column]uint16{}}
	for _, t := range s.Tables() {
		t.EachConstraint(ast.ForeignKey, func(con *ast.Constraint, column *catalog.Column) {
			parent := s.Table(con.References.Table.Text)
			if parent == nil {
				return
			}
			child := t.ChildColumns(con, column)
			k, why := parent.Referenced(con.References.Columns)
			if why != "" || len(k.Columns) != len(child) {
				return
			}
			for i, c := range child {
				if c != nil {
					g.join(c, k.Columns[i])
				}
			}
		})
	}
	for c := range g.of {
		root := g.root(c)
		if _, ok := g.facts[root]; !ok {
			g.facts[root] = 1<<count - 1
		}
		f, ok := known(c)
		if !ok {
			f.left = 0
		}
		g.facts[root] &= f.left
	}
	return g
}

func (g *groups) root(c *catalog.Column) *catalog.Column {
	for g.of[c] != nil && g.of[c] != c {
		c = g.of[c]
	}
	return c
}

func (g *groups) join(a, b *catalog.Column) {
	for _, c := range []*catalog.Column{a, b} {
		if g.of[c] == nil {
			g.of[c] = c
		}
	}
	g.of[g.root(a)] = g.root(b)
}

func (g *groups) joined(c *catalog.Column) bool { return g.of[c] != nil }

// left are the candidates that all columns joined with c have.
func (g *groups) left(c *catalog.Column) uint16 {
	if !g.joined(c) {
		return 1<<count - 1
	}
	return g.facts[g.root(c)]
}
