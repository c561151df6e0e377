package query

import (
	"slices"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// In a BEFORE trigger PostgreSQL refuses to change the row that is about to be
// changed by a statement: what the body assigns to it goes into NEW. As in
// SQLite, columns that the statement itself changes keep its values.

// ownRow reports whether a change of a table may meet the row that fires.
func (b *body) ownRow(rel *Relation) bool {
	return rel == b.in.On && b.in.Source.Timing == "BEFORE" && b.in.Source.Event != "INSERT"
}

// updateOwn translates what an UPDATE of the table does to the row itself.
func (b *body) updateOwn(rel *Relation, step *ast.UpdateStep, where ast.Expr) ([]pg.PL, error) {
	if b.in.Source.Event == "DELETE" || b.neverOwn(rel, where) {
		return nil, nil // the row goes anyway, or is not meant
	}
	switch {
	case step.From != nil:
		return nil, cannot("UPDATE FROM of the row that fires it")
	case b.in.Beside:
		return nil, cannot("a change of the row that fires it, where %s has other UPDATE triggers", diag.Show(rel.Name))
	}
	scope := &Scope{Outer: b.scope, Sources: []*Source{{Name: fold(rel.Name), Ref: "old", Relation: rel}}}
	set, err := b.set(rel, step.Set, scope)
	if err != nil {
		return nil, err
	}
	var out []pg.PL
	for _, s := range set {
		if len(s.Columns) > 1 {
			return nil, cannot("columns of the row that fires it, assigned by a query")
		}
		unchanged := &pg.Binary{Op: "IS NOT DISTINCT FROM", L: &pg.ColumnOf{Table: "new", Name: s.Columns[0]}, R: &pg.ColumnOf{Table: "old", Name: s.Columns[0]}}
		out = append(out, &pg.If{Branches: []pg.Branch{{Cond: unchanged, Then: []pg.PL{&pg.Assign{Column: s.Columns[0], Expr: s.Expr}}}}})
	}
	b.note("a BEFORE trigger's change of its own row counts where the statement leaves the column as it is")
	return b.where(where, func(x ast.Expr) bool { return b.keyOfRow(rel, x, "=") != nil && b.onlyOwn(rel, where) }, scope, out)
}

// where has steps on the row that fires the trigger be taken where a condition holds,
// without the parts of it that only find that row.
func (b *body) where(condition ast.Expr, finds func(ast.Expr) bool, scope *Scope, then []pg.PL) ([]pg.PL, error) {
	var rest pg.Expr
	for _, x := range conjuncts(condition) {
		if finds(x) {
			continue
		}
		c, err := b.Condition(x, scope)
		if err != nil {
			return nil, err
		}
		rest = and(rest, c)
	}
	if rest == nil {
		return then, nil
	}
	return []pg.PL{&pg.If{Branches: []pg.Branch{{Cond: rest, Then: then}}}}, nil
}

// byKey compares the key where a condition compares the rowid of the trigger's
// table with that of NEW or OLD, if the table has a rowid that PostgreSQL does not
// keep: both name the same row.
func (b *body) byKey(rel *Relation, where ast.Expr) ast.Expr {
	if rel != b.in.On || rel.Rowid != nil || rel.View || len(rel.Unique) == 0 || !rel.Primary {
		return where
	}
	isRowid := func(x ast.Expr, row bool) (string, bool) {
		table, ok := rel.rowidOf(x)
		return table, ok && row == isRowName(table)
	}
	var out ast.Expr
	for _, x := range conjuncts(where) {
		if e, ok := x.(*ast.Binary); ok && e.Op == "=" {
			l, r := e.L, e.R
			if _, ok := isRowid(l, true); ok {
				l, r = r, l
			}
			_, own := isRowid(l, false)
			if row, ok := isRowid(r, true); ok && own {
				for _, c := range rel.Unique[0] {
					out = andOf(out, &ast.Binary{Op: "=", L: &ast.ColumnRef{Table: rel.Name, Name: c.Name}, R: &ast.ColumnRef{Table: row, Name: c.Name}})
				}
				continue
			}
		}
		out = andOf(out, x)
	}
	return out
}

func andOf(l, r ast.Expr) ast.Expr {
	if l == nil {
		return r
	}
	return &ast.Binary{Op: "AND", L: l, R: r}
}

// conjuncts are the conditions that AND joins.
func conjuncts(x ast.Expr) []ast.Expr {
	if x == nil {
		return nil
	}
	if and, ok := x.(*ast.Binary); ok && and.Op == "AND" {
		return append(conjuncts(and.L), conjuncts(and.R)...)
	}
	return []ast.Expr{x}
}

// keyOfRow returns the column of rel that x compares by op with the same column
// of NEW or OLD.
func (b *body) keyOfRow(rel *Relation, x ast.Expr, op string) *Column {
	e, ok := x.(*ast.Binary)
	if !ok || e.Op != op {
		return nil
	}
	for _, sides := range [][2]ast.Expr{{e.L, e.R}, {e.R, e.L}} {
		c, row := ownColumn(rel, sides[0]), sides[1]
		if ref, ok := row.(*ast.ColumnRef); ok && c != nil && isRowName(ref.Table) {
			if other, err := rel.columnNamed(ref.Name); err == nil && other == c {
				return c
			}
		}
	}
	return nil
}

// ownColumn is the column of rel that x is.
func ownColumn(rel *Relation, x ast.Expr) *Column {
	ref, ok := x.(*ast.ColumnRef)
	if !ok || ref.Table != "" && fold(ref.Table) != fold(rel.Name) {
		return nil
	}
	c, _ := rel.columnNamed(ref.Name)
	return c
}

func isRowName(table string) bool { return fold(table) == "new" || fold(table) == "old" }

// onlyOwn reports whether where holds for the row that fires alone.
func (b *body) onlyOwn(rel *Relation, where ast.Expr) bool {
	return rel.pinned(where, func(x ast.Expr) *Column { return b.keyOfRow(rel, x, "=") })
}

// neverOwn reports whether where says that the row that fires is not meant.
func (b *body) neverOwn(rel *Relation, where ast.Expr) bool {
	for _, x := range conjuncts(where) {
		if c := b.keyOfRow(rel, x, "<>"); c != nil && slices.ContainsFunc(rel.Unique, func(key []*Column) bool { return slices.Contains(key, c) }) {
			return true
		}
	}
	return false
}

// oneRow reports whether where holds for one row at most: a key is compared
// with constants, or with columns of NEW and OLD.
func (b *body) oneRow(rel *Relation, where ast.Expr) bool {
	return rel.pinned(where, func(x ast.Expr) *Column {
		e, ok := x.(*ast.Binary)
		if !ok || e.Op != "=" {
			return nil
		}
		for _, sides := range [][2]ast.Expr{{e.L, e.R}, {e.R, e.L}} {
			fixed := false
			switch other := sides[1].(type) {
			case *ast.Literal:
				fixed = true
			case *ast.ColumnRef:
				fixed = isRowName(other.Table)
			}
			if c := ownColumn(rel, sides[0]); c != nil && fixed {
				return c
			}
		}
		return nil
	})
}

// pinned reports whether the conditions in where fix all columns of a key.
func (rel *Relation) pinned(where ast.Expr, fixes func(ast.Expr) *Column) bool {
	fixed := map[*Column]bool{}
	for _, x := range conjuncts(where) {
		if c := fixes(x); c != nil {
			fixed[c] = true
		}
	}
	return rel.Numbered != nil && fixed[rel.Numbered] || slices.ContainsFunc(rel.Unique, func(key []*Column) bool {
		return len(key) > 0 && !slices.ContainsFunc(key, func(c *Column) bool { return !fixed[c] })
	})
}

// others adds to where that the row is not the one that fires.
func (b *body) others(rel *Relation, where pg.Expr, bare bool) (pg.Expr, error) {
	var key []*Column
	switch {
	case len(rel.Unique) > 0:
		key = rel.Unique[0]
	case rel.Numbered != nil && b.needNumber(rel, rel.Numbered) == nil:
		key = []*Column{rel.Numbered}
	default:
		return nil, cannot("a change of %s in its own BEFORE trigger: it has no key that tells its rows apart", diag.Show(rel.Name))
	}
	b.note("it changes other rows of its table before one changes: PostgreSQL refuses that for rows that the same statement changes")
	var same pg.Expr
	for _, c := range key {
		var x pg.Expr = pg.Name(c.PG)
		if !bare {
			x = &pg.ColumnOf{Table: rel.PG, Name: c.PG}
		}
		same = and(same, &pg.Binary{Op: "IS NOT DISTINCT FROM", L: x, R: &pg.ColumnOf{Table: "old", Name: c.PG}})
	}
	if s := same.(*pg.Binary); s.Op != "AND" {
		s.Op = "IS DISTINCT FROM"
		return and(where, s), nil
	}
	return and(where, &pg.Prefix{Op: "NOT", X: same}), nil
}
