package emit

import (
	"bytes"
	"slices"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
)

// Added is a column that SQLite does not have, with one value in all rows: that of the
// database they come from. It stands first in each table, and first in each primary key,
// unique key and foreign key, so that several databases of one schema fit into one set of
// tables.
type Added struct {
	Column, Type, Value string
	// To reports whether a table of PostgreSQL gets the column.
	To func(table string) bool
}

func (c Added) value() pg.Expr { return &pg.Cast{X: pg.String(c.Value), Type: c.Type} }

// WithColumns returns an output that adds columns to what it gets, and hands it on to out.
func WithColumns(out Output, columns []Added) Output {
	if len(columns) == 0 {
		return out
	}
	return &adding{out, columns}
}

type adding struct {
	Output
	columns []Added
}

// of are the columns of a table.
func (a *adding) of(table string) (out []Added) {
	for _, c := range a.columns {
		if c.To(table) {
			out = append(out, c)
		}
	}
	return out
}

// names are the columns of a table, and then others.
func (a *adding) names(table string, others []string) []string {
	var out []string
	for _, c := range a.of(table) {
		out = append(out, c.Column)
	}
	return append(out, others...)
}

// Object adds the columns to an object.
func (a *adding) Object(o *pg.Object) error {
	if t, ok := o.Statement.(*pg.CreateTable); ok && !t.Temporary {
		for _, c := range a.of(t.Name) {
			if slices.ContainsFunc(t.Columns, func(own pg.Column) bool { return own.Name == c.Column }) {
				return diag.AddedTaken(diag.Show(c.Column)).About(diag.Table(t.Name))
			}
		}
	}
	if err := a.orphaned(o.Statement); err != nil {
		return err
	}
	with := *o
	with.Statement = a.statement(o.Statement)
	with.Fallback = nil
	for _, s := range o.Fallback {
		with.Fallback = append(with.Fallback, a.statement(s))
	}
	with.Listing = a.listing(o.Listing)
	return a.Output.Object(&with)
}

// orphaned returns an error if a foreign key refers to a table that gets a column which its
// own table does not get: the parent's key is another one then.
func (a *adding) orphaned(s pg.Statement) error {
	var table string
	var constraints []pg.Constraint
	switch s := s.(type) {
	case *pg.CreateTable:
		table, constraints = s.Name, s.Constraints
	case *pg.AddConstraint:
		table, constraints = s.Table, []pg.Constraint{s.Constraint}
	}
	for _, c := range constraints {
		if c.Kind != pg.ForeignKey {
			continue
		}
		if n := len(a.of(c.Parent)); n > len(a.shared(table, c.Parent)) {
			return diag.AddedToParent(diag.Show(c.Parent)).About(diag.Table(table))
		}
	}
	return nil
}

// shared are the columns that both of two tables get.
func (a *adding) shared(table, parent string) (names []string) {
	of := a.names(parent, nil)
	for _, name := range a.names(table, nil) {
		if slices.Contains(of, name) {
			names = append(names, name)
		}
	}
	return names
}

// statement returns a statement about tables that have the columns.
func (a *adding) statement(s pg.Statement) pg.Statement {
	switch s := s.(type) {
	case *pg.CreateTable:
		if s.Temporary {
			return s
		}
		with := *s
		with.Columns = nil
		for _, c := range a.of(s.Name) {
			with.Columns = append(with.Columns, pg.Column{Name: c.Column, Type: c.Type, NotNull: true})
		}
		with.Columns = append(with.Columns, s.Columns...)
		with.Constraints = nil
		for _, c := range s.Constraints {
			with.Constraints = append(with.Constraints, a.constraint(s.Name, c))
		}
		return &with
	case *pg.AddConstraint:
		return &pg.AddConstraint{Table: s.Table, Constraint: a.constraint(s.Table, s.Constraint)}
	case *pg.CreateIndex:
		if !s.Unique {
			return s
		}
		with := *s
		with.Keys = nil
		for _, c := range a.of(s.Table) {
			with.Keys = append(with.Keys, pg.Key{Expr: pg.Name(c.Column)})
		}
		with.Keys = append(with.Keys, s.Keys...)
		return &with
	case *pg.InsertSelect:
		with := *s
		with.Columns, with.Values = a.names(s.Table, s.Columns), nil
		for _, c := range a.of(s.Table) {
			with.Values = append(with.Values, c.value())
		}
		with.Values = append(with.Values, s.Values...)
		return &with
	case *pg.Rtree:
		with := *s
		for _, c := range a.of(s.Table) {
			with.Constants = append(with.Constants, pg.Constant{Column: c.Column, Value: c.value()})
		}
		return &with
	case *pg.VerifyTable:
		with := *s
		for _, c := range a.of(s.Table) {
			with.Where = append(with.Where, &pg.Binary{Op: "=", L: pg.Name(c.Column), R: pg.String(c.Value)})
		}
		return &with
	case *pg.DeleteOrphans:
		with := *s
		with.Keys = nil
		for _, k := range s.Keys {
			with.Keys = append(with.Keys, a.orphans(k))
		}
		return &with
	}
	return s
}

// constraint returns a constraint of a table with the columns first in its keys. Only
// what SQLite has may be set to NULL when a parent goes.
func (a *adding) constraint(table string, c pg.Constraint) pg.Constraint {
	switch c.Kind {
	case pg.PrimaryKey, pg.Unique:
		c.Columns = a.names(table, c.Columns)
	case pg.ForeignKey:
		own, shared := c.Columns, a.shared(table, c.Parent)
		if len(shared) == 0 {
			break
		}
		c.Columns, c.ParentColumns = slices.Concat(shared, c.Columns), slices.Concat(shared, c.ParentColumns)
		if strings.HasPrefix(c.OnDelete, "SET ") { // PostgreSQL 15 and newer know the columns
			c.OnDelete += string(appendList([]byte(" "), own))
		}
		if strings.HasPrefix(c.OnUpdate, "SET ") {
			c.OnUpdate = ""
		}
	}
	return c
}

// listing returns a listing that goes by the columns, too.
func (a *adding) listing(l pg.Listing) pg.Listing {
	switch l := l.(type) {
	case *pg.Duplicates:
		with := *l
		with.Keys = nil
		for _, name := range a.names(l.Table, nil) {
			with.Keys = append(with.Keys, pg.Name(name))
		}
		with.Keys = append(with.Keys, l.Keys...)
		return &with
	case *pg.Orphans:
		return a.orphans(l)
	}
	return l
}

func (a *adding) orphans(l *pg.Orphans) *pg.Orphans {
	with := *l
	shared := a.shared(l.Table, l.Parent)
	with.Columns, with.Same = slices.Concat(shared, l.Columns), slices.Clone(l.Same)
	for _, name := range shared {
		with.Same = append(with.Same, &pg.Binary{Op: "=", L: &pg.ColumnOf{Table: "p", Name: name}, R: &pg.ColumnOf{Table: "c", Name: name}})
	}
	return &with
}

// Rows returns what puts the values before each row of a table.
func (a *adding) Rows(table pg.Qualified, columns []string) (Rows, error) {
	added := a.of(table.Name)
	out, err := a.Output.Rows(table, a.names(table.Name, columns))
	if err != nil || len(added) == 0 {
		return out, err
	}
	var values []byte
	for i, c := range added {
		values = pg.AppendCopyText(values, []byte(c.Value))
		if i < len(added)-1 || len(columns) > 0 {
			values = append(values, '\t')
		}
	}
	return &prefixed{out: out, values: values}, nil
}

// prefixed puts values before each row.
type prefixed struct {
	out    Rows
	values []byte // with the tab behind them
	inRow  bool
}

// Append takes COPY text in pieces that may end anywhere.
func (p *prefixed) Append(text []byte) {
	for len(text) > 0 {
		if !p.inRow {
			p.out.Append(p.values)
			p.inRow = true
		}
		n := bytes.IndexByte(text, '\n') + 1
		if p.inRow = n == 0; p.inRow {
			n = len(text)
		}
		p.out.Append(text[:n])
		text = text[n:]
	}
}
