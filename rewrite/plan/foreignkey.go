package plan

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
)

// foreignKeys plans foreign keys. They come last: any order of rows will do,
// and rows without a parent leave the key NOT VALID.
func (b *builder) foreignKeys() []*pg.Object {
	var out []*pg.Object
	for _, t := range b.schema.Tables() {
		taken := b.actionsOf(t)
		t.EachConstraint(ast.ForeignKey, func(con *ast.Constraint, column *catalog.Column) {
			o, why := b.foreignKey(t, con, column, taken)
			if why != "" {
				t.LeftOut("foreign key to "+diag.Show(con.References.Table.Text), t.Pos(con.Offset), why)
				return
			}
			out = append(out, o)
		})
	}
	return out
}

func (b *builder) foreignKey(t *catalog.Table, con *ast.Constraint, column *catalog.Column, taken map[string]actions) (o *pg.Object, why string) {
	child := t.ChildColumns(con, column)
	if slices.Contains(child, nil) {
		return nil, "a column of it does not exist"
	}
	parent := b.schema.Table(con.References.Table.Text)
	if parent == nil {
		if why := b.schema.Absent(con.References.Table.Text); why != "" {
			return nil, "the table is left out, " + why
		}
		return nil, "the dump has no such table"
	}
	parentKey, why := parent.Referenced(con.References.Columns)
	if why != "" {
		return nil, why
	}
	columns := parentKey.Columns
	if len(columns) != len(child) {
		return nil, diag.Format("it has %d {column|columns} for %d of the parent", len(child), len(columns))
	}
	if n := len(child); n > pg.MaxIndexColumns {
		return nil, tooManyKeys("key", n)
	}
	for i, c := range child {
		switch {
		case c.Dropped:
			return nil, "column " + diag.Show(c.Name) + " is left out"
		case columns[i].Dropped:
			return nil, "the parent's column " + diag.Show(columns[i].Name) + " is left out"
		}
		if a, b := c.Type.Family(), columns[i].Type.Family(); a != b && !joins[[2]string{a, b}] {
			return nil, fmt.Sprintf("column %s is %s, its parent %s is %s", diag.Show(c.Name), a, diag.Show(columns[i].Name), b)
		}
	}
	r := con.References
	acts := taken[sameColumns(child, parent, parentKey)]
	acts.report(t, con)
	c := pg.Constraint{Kind: pg.ForeignKey, Columns: pgNames(child), Parent: parent.PG, ParentColumns: pgNames(columns),
		OnDelete: acts.onDelete, OnUpdate: acts.onUpdate, Deferrable: r.Deferrable, Deferred: r.Deferred}
	c.Name = constraintName(t, con.Name, c.Columns, "fkey", false, t.Pos(con.Offset))
	o = b.part(t, pg.KindForeignKey, c.Name, &pg.AddConstraint{Table: t.PG, Constraint: c}, b.objects[parent], b.keys[keyName(parent, parentKey)])
	o.What = fmt.Sprintf("foreign key %s of %s", diag.Show(c.Name), t.PGObject())
	if parent.WithoutRows != "" && parent != t && b.loaded && slices.ContainsFunc(child, func(c *catalog.Column) bool { return c.Values > 0 }) {
		b.schema.Warn(diag.Unchecked(diag.Show(con.References.Table.Text), parent.WithoutRows).At(t.Pos(con.Offset)).About(t.Object(nil)))
		o.Statement = notValid(t, c)
		return o, ""
	}
	o.Fallback = []pg.Statement{notValid(t, c)}
	// A row is an orphan if SQLite says so: the parent's collation counts
	// (https://sqlite.org/foreignkeys.html#fk_indexes), which a foreign key of PostgreSQL does not have.
	listing := &pg.Orphans{Table: t.PG, Parent: parent.PG, Columns: c.Columns}
	for i, k := range columns {
		var parentSide, childSide pg.Expr = &pg.ColumnOf{Table: "p", Name: k.PG}, &pg.ColumnOf{Table: "c", Name: child[i].PG}
		collation, _ := catalog.CollationOf(k, ast.IndexedColumn{})
		plain := catalog.Plain(k, ast.IndexedColumn{})
		if !plain {
			parentSide, childSide = collated(parentSide, collation), collated(childSide, collation)
		}
		listing.Same = append(listing.Same, &pg.Binary{Op: "=", L: parentSide, R: childSide})
		if !plain || collation != "" && collation != "BINARY" && !k.Type.IsCaseless() {
			o.What = fmt.Sprintf("foreign key %s of %s, which compares exactly and not by %s", diag.Show(c.Name), t.PGObject(), collation)
		}
	}
	o.Listing = listing
	return o, ""
}

// actions are what foreign keys do when their parent is deleted or changed.
type actions struct{ onDelete, onUpdate string }

// actionsOf are those that a table's foreign keys take, by sameColumns. Where several are over
// the same columns, SQLite has the one that was declared last act first, and the others find
// no row of the key any more; PostgreSQL has the first act first.
func (b *builder) actionsOf(t *catalog.Table) map[string]actions {
	out := map[string]actions{}
	t.EachConstraint(ast.ForeignKey, func(con *ast.Constraint, column *catalog.Column) {
		child, parent := t.ChildColumns(con, column), b.schema.Table(con.References.Table.Text)
		if parent == nil || slices.Contains(child, nil) {
			return
		}
		if key, why := parent.Referenced(con.References.Columns); why == "" {
			name := sameColumns(child, parent, key)
			earlier := out[name]
			out[name] = actions{cmp.Or(action(con.References.OnDelete), earlier.onDelete), cmp.Or(action(con.References.OnUpdate), earlier.onUpdate)}
		}
	})
	return out
}

// sameColumns is the same for foreign keys of a table over the same columns to the same ones.
func sameColumns(child []*catalog.Column, parent *catalog.Table, key catalog.Key) string {
	return strings.Join(slices.Concat(pgNames(child), []string{parent.PG}, pgNames(key.Columns)), "\x00")
}

// report says so where an action that a foreign key declares is not the one taken.
func (a *actions) report(t *catalog.Table, con *ast.Constraint) {
	r := con.References
	for _, own := range []struct{ event, declared, taken string }{{"DELETE", action(r.OnDelete), a.onDelete}, {"UPDATE", action(r.OnUpdate), a.onUpdate}} {
		if own.declared != own.taken && own.declared != "" {
			t.Schema.Warn(diag.ActionNeverTaken(own.event, own.declared, own.taken).At(t.Pos(con.Offset)).About(t.Object(nil)))
		}
	}
}

// action leaves out what is the default.
func action(a string) string {
	if a == "NO ACTION" {
		return ""
	}
	return a
}

// joins are the pairs of child and parent types that PostgreSQL lets a foreign
// key join though they differ: the child's has an implicit cast to the parent's.
var joins = map[[2]string]bool{
	{"bigint", "numeric"}: true, {"bigint", "double precision"}: true, {"numeric", "double precision"}: true,
	{"citext", "text"}: true, {"date", "timestamp"}: true, {"date", "timestamptz"}: true, {"timestamp", "timestamptz"}: true,
}
