package rewrite

import (
	"fmt"
	"slices"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"
)

// foreignKeys plans foreign keys. They come last: any order of rows will do,
// and rows without a parent leave the key NOT VALID.
func (p *Plan) foreignKeys() []*pg.Object {
	var out []*pg.Object
	for _, t := range p.schema.Tables {
		t.eachConstraint(ast.ForeignKey, func(con *ast.Constraint, column *Column) {
			o, why := p.foreignKey(t, con, column)
			if why != "" {
				t.leftOut("foreign key to "+diag.Show(con.References.Table.Text), t.pos(con.Offset), why)
				return
			}
			out = append(out, o)
		})
	}
	return out
}

func (p *Plan) foreignKey(t *Table, con *ast.Constraint, column *Column) (o *pg.Object, why string) {
	child := t.childColumns(con, column)
	if slices.Contains(child, nil) {
		return nil, "a column of it does not exist"
	}
	parent := p.schema.Table(con.References.Table.Text)
	if parent == nil {
		return nil, "the dump has no such table"
	}
	parentKey, why := parent.referenced(con.References.Columns)
	if why != "" {
		return nil, why
	}
	columns := parentKey.columns
	if len(columns) != len(child) {
		return nil, fmt.Sprintf("it has %d columns for %d of the parent", len(child), len(columns))
	}
	for i, c := range child {
		if c.Dropped || columns[i].Dropped {
			return nil, "column " + diag.Show(c.Name) + " is left out"
		}
		if a, b := c.Type.Family(), columns[i].Type.Family(); a != b && !joins[[2]string{a, b}] {
			return nil, fmt.Sprintf("column %s is %s, its parent %s is %s", diag.Show(c.Name), a, diag.Show(columns[i].Name), b)
		}
	}
	r := con.References
	c := pg.Constraint{Kind: pg.ForeignKey, Columns: pgNames(child), Parent: parent.PG, ParentColumns: pgNames(columns),
		OnDelete: action(r.OnDelete), OnUpdate: action(r.OnUpdate), Deferrable: r.Deferrable, Deferred: r.Deferred}
	c.Name = t.constraintName(con.Name, c.Columns, "fkey", false, t.pos(con.Offset))
	o = p.part(t, pg.KindForeignKey, c.Name, &pg.AddConstraint{Table: t.PG, Constraint: c}, p.keys[keyName(parent, parentKey)])
	o.What = fmt.Sprintf("foreign key %s of %s", diag.Show(c.Name), t.pgObject())
	o.Fallback = []pg.Statement{notValid(t, c)}
	o.Listing = &pg.Orphans{Table: t.PG, Parent: parent.PG, Columns: c.Columns, ParentColumns: c.ParentColumns}
	return o, ""
}

// followParents makes text of the columns whose parent had to become text, so
// that the foreign key between them can stand.
func (p *Plan) followParents() {
	s := p.schema
	for again := true; again; {
		again = false
		for _, t := range s.Tables {
			t.eachConstraint(ast.ForeignKey, func(con *ast.Constraint, column *Column) {
				parent := s.Table(con.References.Table.Text)
				if parent == nil {
					return
				}
				k, why := parent.referenced(con.References.Columns)
				child := t.childColumns(con, column)
				if why != "" || len(k.columns) != len(child) {
					return
				}
				for i, c := range child {
					if c != nil && (k.columns[i].Type.Family() == "text" && p.becomeText(t, c) || p.becomeLike(t, c, k.columns[i])) {
						again = true
					}
				}
			})
		}
	}
}

// becomeLike gives a column without values the type of the one it refers to.
func (p *Plan) becomeLike(t *Table, c, parent *Column) bool {
	if c.classes != 0 || c.Type.Family() == parent.Type.Family() || c.Type.Forced || p.defaults[c].expr() != nil || c.Identity || c.Generated || len(t.readers(c)) > 0 {
		return false
	}
	c.Type.After, c.Type.Encoding = parent.Type.Final(), parent.Type.Encoding
	return true
}

// becomeText gives a column the type text after the data, where it can.
func (p *Plan) becomeText(t *Table, c *Column) bool {
	if c.Type.Family() == "text" || c.Identity || c.Generated || c.Type.After != "" || len(t.readers(c)) > 0 {
		return false
	}
	using, ok := c.Type.TextOf(pg.Name(c.PG))
	if !ok {
		return false
	}
	c.Type.After, c.Type.Encoding, p.using[c] = "text", coltype.Any.Encoding, using
	if d := p.defaults[c]; d.expr() != nil {
		d.x = literalText(d.x)
	}
	return true
}

// literalText turns the default of another type into one of text.
func literalText(x pg.Expr) pg.Expr {
	switch x := x.(type) {
	case pg.Number:
		return pg.String(x)
	case pg.String:
		return x
	}
	return &pg.Cast{X: x, Type: "text"}
}

// childColumns are the columns of a foreign key in its own table; nil for one
// that does not exist.
func (t *Table) childColumns(con *ast.Constraint, column *Column) []*Column {
	if column != nil {
		return []*Column{column}
	}
	var out []*Column
	for _, ic := range con.Columns {
		out = append(out, t.column(ic.Expr.(*ast.ColumnRef).Name))
	}
	return out
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
	{"date", "timestamp"}: true, {"date", "timestamptz"}: true, {"timestamp", "timestamptz"}: true,
}

// referenced finds the parent's columns of a foreign key, which must be a key
// of it (https://sqlite.org/foreignkeys.html#fk_indexes). Without names it is
// the primary key.
func (t *Table) referenced(names []ast.Name) (k key, why string) {
	if len(names) == 0 {
		if len(t.unique) == 0 || !t.unique[0].primary {
			return k, "the parent has no primary key"
		}
		return t.unique[0], ""
	}
	var cols []*Column
	for _, n := range names {
		c := t.column(n.Text)
		if c == nil {
			return k, "the parent has no column " + diag.Show(n.Text)
		}
		cols = append(cols, c)
	}
	for _, k := range t.unique {
		if (k.primary || k.binary) && sameColumns(k.columns, cols) {
			k.columns = cols // in the order of the reference
			return k, ""
		}
	}
	return k, "the parent's columns are no key"
}

// sameColumns compares without regard to order.
func sameColumns(a, b []*Column) bool {
	if len(a) != len(b) {
		return false
	}
	has := map[*Column]bool{}
	for _, c := range a {
		has[c] = true
	}
	for _, c := range b {
		if !has[c] {
			return false
		}
		delete(has, c)
	}
	return true
}
