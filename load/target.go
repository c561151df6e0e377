package load

import (
	"slices"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
)

// Check returns the statement that sees whether the table, which exists, takes
// the values of the target.
func (g *Target) Check() *pg.CheckColumns {
	s := &pg.CheckColumns{Table: g.Table.PG}
	for _, c := range g.Filled() {
		s.Columns = append(s.Columns, pg.Expected{Column: c.PG, Types: c.Type.Accepted()})
	}
	return s
}

// Target says where the values of an INSERT go.
type Target struct {
	Table *catalog.Table
	// Listed are the columns as the INSERT names them, none for all.
	Listed []ast.Name
	// Columns has the column of each value; nil for a value that is left out,
	// such as that of a generated column.
	Columns []*catalog.Column
	// Alone has, by value, the column that has no place in a table that exists: its
	// values must be NULL. It is nil for others.
	Alone []*catalog.Column
	// Key is the INTEGER PRIMARY KEY if the INSERT leaves it out: SQLite gives
	// the next key, after those of the rows before.
	Key *catalog.Column
	// Rowid is the place of the value that is a rowid which no column holds, from 1; 0 for none.
	Rowid int
}

// Filled are the columns that get values, in the order of Names.
func (g *Target) Filled() []*catalog.Column {
	var out []*catalog.Column
	for _, c := range append(slices.Clone(g.Columns), g.Key) {
		if c != nil {
			out = append(out, c)
		}
	}
	return out
}

// Takes reports whether the values of an INSERT into a table go where g says.
func (g *Target) Takes(t *catalog.Table, in *ast.Insert) bool {
	return g != nil && g.Table == t && slices.EqualFunc(in.Columns, g.Listed, func(x, y ast.Name) bool { return lexer.Fold(x.Text) == lexer.Fold(y.Text) })
}

// Names are the PostgreSQL names of the columns that get values.
func (g *Target) Names() []string {
	var out []string
	for _, c := range g.Filled() {
		out = append(out, c.PG)
	}
	return out
}

// add adds the column of the next value, nil for one that is left out.
func (g *Target) add(c *catalog.Column) {
	var alone *catalog.Column
	if c != nil && (c.NoPlace || g.Table.WithoutRows != "" && c != g.Table.Rowid) {
		if c.Alone {
			alone = c
		}
		c = nil
	}
	g.Columns, g.Alone = append(g.Columns, c), append(g.Alone, alone)
}

// newTarget matches the values of an INSERT to columns. Without a column list,
// most producers leave generated columns out, some write them: arity decides.
func newTarget(t *catalog.Table, in *ast.Insert, arity int, pos diag.Pos) (*Target, error) {
	g := &Target{Table: t, Listed: in.Columns}
	if len(in.Columns) > 0 {
		seen := map[*catalog.Column]bool{}
		for _, n := range in.Columns {
			c := t.Column(n.Text)
			if c == nil && !catalog.IsRowid(lexer.Fold(n.Text)) {
				return nil, diag.UnknownColumn(diag.Show(n.Text)).At(pos).About(t.Object(nil))
			}
			if c != nil && seen[c] {
				return nil, diag.ColumnNamedTwice().At(pos).About(t.Object(c))
			}
			if c == nil {
				g.noteRowid(len(g.Columns), pos)
			} else if seen[c] = true; c.Generated {
				c = nil
			}
			g.add(c)
		}
		if !seen[t.Rowid] && t.Rowid != nil && !t.Rowid.NoPlace {
			g.Key = t.Rowid
		}
		for _, c := range t.Columns {
			if !seen[c] && c.HasDefault && c.Omitted == nil && t.WithoutRows == "" {
				c.Omitted = &pos
			}
			if !seen[c] && c.NotNull && !c.Generated && !c.HasDefault && !c.NoPlace && !t.Schema.Matched && t.WithoutRows == "" {
				return nil, diag.NoValue().At(pos).About(t.Object(c))
			}
		}
	} else {
		for _, c := range t.Columns {
			switch {
			case !c.Generated:
				g.add(c)
			case arity == len(t.Columns):
				g.add(nil)
			}
		}
	}
	if arity != len(g.Columns) {
		return nil, errArity(t, arity, len(g.Columns), t.Rows+1, pos)
	}
	return g, nil
}

// noteRowid takes note of the value that is a rowid.
func (g *Target) noteRowid(n int, pos diag.Pos) {
	g.Rowid = n + 1
	if g.Table.RowidsAt == nil {
		g.Table.RowidsAt = &pos
	}
}

// leavesUnhashed takes note of the columns that an INSERT gives no values for: what
// their defaults are in PostgreSQL is not known here.
func (g *Target) leavesUnhashed(pos diag.Pos) {
	t, filled := g.Table, g.Filled()
	if t.WithoutRows != "" {
		return
	}
	for _, c := range t.Columns {
		if slices.Contains(filled, c) || c.Generated || c.NoPlace || c.Unhashed || !c.HasDefault {
			continue
		}
		c.Unhashed, t.Unhashed = true, true
		t.Schema.Warn(diag.VerifyPartial().At(pos).About(t.Object(c)))
	}
}
