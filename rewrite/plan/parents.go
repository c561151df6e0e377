package plan

import (
	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"
)

// followParents makes text of the columns whose parent had to become text, so
// that the foreign key between them can stand, and gives integers on both sides of one
// the same type.
func (b *builder) followParents() {
	s := b.schema
	for again := true; again; {
		again = false
		for _, t := range s.Tables() {
			t.EachConstraint(ast.ForeignKey, func(con *ast.Constraint, column *catalog.Column) {
				parent := s.Table(con.References.Table.Text)
				if parent == nil {
					return
				}
				again = b.followCaseless(t, t.ChildColumns(con, column), catalog.Parents(parent, con.References)) || again
				k, why := parent.Referenced(con.References.Columns)
				child := t.ChildColumns(con, column)
				if why != "" || len(k.Columns) != len(child) {
					return
				}
				for i, c := range child {
					if p := k.Columns[i]; c != nil && (p.Type.Family() == "text" && b.becomeText(t, c) || b.becomeLike(t, c, p) || becomeAsWide(t, c, parent, p) || becomeAsWide(parent, p, t, c)) {
						again = true
					}
				}
			})
		}
	}
}

// followCaseless makes citext of columns whose parent is: a foreign key joins no text to
// one. In SQLite, too, it is the parent's collation that counts for the key.
// https://sqlite.org/foreignkeys.html#fk_indexes
func (b *builder) followCaseless(t *catalog.Table, child, parent []*catalog.Column) (followed bool) {
	if len(child) != len(parent) {
		return false
	}
	for i, c := range child {
		p := parent[i]
		if c == nil || p == nil || !p.Type.IsCaseless() || c.Type.IsCaseless() || c.Type.Forced || c.Generated || len(t.Readers(c)) > 0 || c.Type.Family() != "text" && !b.becomeText(t, c) {
			continue
		}
		becomeAfterData(c, coltype.CitextName, c.Type.Encoding)
		if c.Collation != "NOCASE" {
			b.schema.Warn(diag.CaselessChild().At(t.Source.Pos).About(t.Object(c)))
		}
		followed = true
	}
	return followed
}

// becomeLike gives a column without values the type of the one it refers to.
func (b *builder) becomeLike(t *catalog.Table, c, parent *catalog.Column) bool {
	if c.Classes != 0 || c.Type.Family() == parent.Type.Family() || c.Type.Forced || b.defaults[c].expr() != nil || c.Identity || c.Generated || len(t.Readers(c)) > 0 {
		return false
	}
	becomeAfterData(c, parent.Type.Final(), parent.Type.Encoding)
	return true
}

// becomeText gives a column the type text after the data, where it can.
func (b *builder) becomeText(t *catalog.Table, c *catalog.Column) bool {
	if c.Type.Family() == "text" || c.Identity || c.Generated || c.Type.After != "" || len(t.Readers(c)) > 0 {
		return false
	}
	using, ok := c.Type.TextOf(pg.Name(c.PG))
	if !ok {
		return false
	}
	becomeAfterData(c, "text", coltype.Any.Encoding)
	b.using[c] = using
	if d := b.defaults[c]; d.expr() != nil {
		d.x = literalText(d.x)
	}
	return true
}

// becomeAfterData gives a column another type after the data.
func becomeAfterData(c *catalog.Column, name string, encoding coltype.Encoding) {
	ty := *c.Type
	ty.After, ty.Encoding = name, encoding
	c.Become(ty, int(c.Rank))
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
