// Package selection is the user's word on which tables come, which of them with their
// rows, and with which columns. It knows names, and patterns of names; it never knows
// what follows from something being left out.
package selection

import (
	"slices"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/diag"
)

// Wishes are what a user says. The zero value takes everything.
type Wishes struct {
	tables, withoutTables, withoutRows, withoutColumns []*pattern
}

// Words are patterns as the user gives them, by option.
type Words struct {
	Table, ExcludeTable, ExcludeTableData, ExcludeColumn []string
}

// Parse reads patterns.
func Parse(w Words) (*Wishes, error) {
	out := &Wishes{}
	for _, list := range []struct {
		option string
		texts  []string
		parse  func(option, text string) (*pattern, error)
		to     *[]*pattern
	}{
		{"table", w.Table, newTables, &out.tables},
		{"exclude-table", w.ExcludeTable, newTables, &out.withoutTables},
		{"exclude-table-data", w.ExcludeTableData, newTables, &out.withoutRows},
		{"exclude-column", w.ExcludeColumn, newColumns, &out.withoutColumns},
	} {
		for _, text := range list.texts {
			p, err := list.parse(list.option, text)
			if err != nil {
				return nil, err
			}
			*list.to = append(*list.to, p)
		}
	}
	return out, nil
}

// Selection is what the wishes say of the objects of one run, and which of them were
// used for that.
type Selection struct {
	Wishes
	used    map[*pattern]bool
	tables  []string    // and views, all that were asked for
	columns [][2]string // of the tables that patterns of columns name
}

// New returns the selection of one run; nil wishes take everything.
func New(w *Wishes) *Selection {
	s := &Selection{used: map[*pattern]bool{}}
	if w != nil {
		s.Wishes = *w
	}
	return s
}

// Table returns why a table or view does not come: the option that leaves it out, or ""
// if it comes.
func (s *Selection) Table(name string) (why string) {
	s.tables = append(s.tables, name)
	s.Rows(name) // an option that names it is no mistake
	if len(s.Wishes.tables) > 0 && s.first(s.Wishes.tables, name) == nil {
		why = "--table"
	}
	if p := s.first(s.withoutTables, name); p != nil {
		why = p.option()
	}
	if why != "" { // its columns are not asked for
		for _, p := range s.withoutColumns {
			s.used[p] = s.used[p] || p.takesTable(name)
		}
	}
	return why
}

// Rows returns why the rows of a table do not come, "" if they do.
func (s *Selection) Rows(table string) (why string) {
	if p := s.first(s.withoutRows, table); p != nil {
		return p.option()
	}
	return ""
}

// Column returns why a column does not come, "" if it does.
func (s *Selection) Column(table, column string) (why string) {
	for _, p := range s.withoutColumns {
		if p.takesTable(table) {
			s.columns = append(s.columns, [2]string{table, column})
		}
		if p.takesColumn(table, column) {
			s.used[p] = true
			if why == "" {
				why = p.option()
			}
		}
	}
	return why
}

// first returns the first pattern that takes a table. All that do are used.
func (s *Selection) first(list []*pattern, name string) (out *pattern) {
	for _, p := range list {
		if p.takesTable(name) {
			s.used[p] = true
			if out == nil {
				out = p
			}
		}
	}
	return out
}

// Unused returns an error that names the patterns which no name was found for, with
// what was probably meant; nil for none.
func (s *Selection) Unused() (out *diag.Message) {
	for _, list := range [][]*pattern{s.Wishes.tables, s.withoutTables, s.withoutRows, s.withoutColumns} {
		for _, p := range list {
			if s.used[p] {
				continue
			}
			what, names := "table or view", s.tables
			if p.column != nil {
				what, names = "column", nil
				for _, t := range s.tables {
					names = append(names, t+".")
				}
				for _, c := range s.columns {
					names = append(names, c[0]+"."+c[1])
				}
			}
			m := diag.NoMatch(what, meant(p, names)).About(diag.Named("--"+p.name, p.text))
			if out == nil {
				out = m
			} else {
				out.Also = append(out.Also, m)
			}
		}
	}
	return out
}

// meant asks for the name that was probably meant, "" for none.
func meant(p *pattern, names []string) string {
	names = slices.Clone(names)
	slices.Sort(names)
	near := diag.Nearest(p.text, names)
	if table, column, ok := strings.Cut(p.text, "."); near == "" && ok && p.column != nil {
		for _, t := range names { // the table alone is misspelled
			if t, ok := strings.CutSuffix(t, "."); ok && diag.Nearest(table, []string{t}) != "" {
				near = t + "." + column
			}
		}
	}
	if near = strings.TrimSuffix(near, "."); near == "" {
		return ""
	}
	return ": did you mean " + diag.Show(near) + "?"
}
