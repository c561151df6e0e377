package rewrite

import (
	"fmt"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// constraintName gives a constraint its name: the declared one, or the one
// PostgreSQL would choose. Keys are indexes and share the relations' names.
func (t *Table) constraintName(declared string, parts []string, suffix string, relation bool, pos diag.Pos) string {
	ns := t.constraints
	if relation {
		ns = t.schema.relations
	}
	if declared == "" {
		name := ns.take(strings.Join(append(append([]string{t.PG}, parts...), suffix), "_"))
		t.constraints.reserve(name)
		return name
	}
	name, why := t.schema.rename(ns, declared, func(string) bool { return false })
	t.constraints.reserve(name)
	if why != "" {
		t.schema.renamed(t.object(nil).Constraint(declared), name, why, pos)
	}
	return name
}

func pgNames(cols []*Column) []string {
	var out []string
	for _, c := range cols {
		out = append(out, c.PG)
	}
	return out
}

func dropped(cols []*Column) *Column {
	for _, c := range cols {
		if c.Dropped {
			return c
		}
	}
	return nil
}

// keyConstraints plans primary keys and unique constraints.
func (p *Plan) keyConstraints() []*pg.Object {
	var out []*pg.Object
	for _, t := range p.schema.Tables {
		done := map[string]bool{}
		for _, k := range t.unique {
			if k.source == nil {
				continue // of an index
			}
			names := pgNames(k.columns)
			id := strings.Join(names, "\x00")
			if done[id] && k.binary {
				continue // UNIQUE on what is the primary key, or twice
			}
			done[id] = true
			if c := dropped(k.columns); c != nil {
				t.leftOut("constraint", t.pos(k.source.Offset), "column "+diag.Show(c.Name)+" is left out")
				continue
			}
			t.conflictClause(k.source)
			out = append(out, p.key(t, k, names)...)
		}
	}
	return out
}

// key plans one key. One that SQLite compares by another collation than BINARY
// becomes a unique index over what that collation compares; a primary key stands
// beside it.
func (p *Plan) key(t *Table, k key, names []string) []*pg.Object {
	var out []*pg.Object
	pos := t.pos(k.source.Offset)
	if k.primary || k.binary {
		c := pg.Constraint{Kind: pg.Unique, Columns: names}
		parts, suffix, what := names, "key", "unique constraint"
		if k.primary {
			c.Kind, parts, suffix, what = pg.PrimaryKey, nil, "pkey", "primary key"
		}
		c.Name = t.constraintName(k.name, parts, suffix, true, pos)
		o := p.part(t, pg.KindKey, c.Name, &pg.AddConstraint{Table: t.PG, Constraint: c})
		o.Listing = &pg.Duplicates{Table: t.PG, Keys: nameExprs(names)}
		if safe := k.primary && len(k.columns) == 1 && k.columns[0].Identity && !t.Repeats; !safe {
			o.What = fmt.Sprintf("%s %s of %s", what, diag.Show(c.Name), t.pgObject())
			if k.primary && !t.Source.WithoutRowid {
				// Here SQLite lets NULL into a primary key
				// (https://sqlite.org/quirks.html#primary_keys_can_sometimes_contain_nulls).
				c.Kind = pg.Unique
				o.Fallback = []pg.Statement{&pg.AddConstraint{Table: t.PG, Constraint: c}}
				o.Listing = &pg.Duplicates{Table: t.PG, Keys: nameExprs(names), Nulls: true}
			}
		}
		if short := t.shortKey(k, c.Name); short != nil {
			o.Fallback = append(o.Fallback, short)
		}
		p.makes(t, k, o)
		out = append(out, o)
	}
	if !k.binary {
		x := t.indexFor(k)
		name := t.constraintName("", names, "key", true, pos)
		if o, why := p.index(t, x, name); why == "" {
			p.makesKey(t, x, o)
			out = append(out, o)
		} else {
			t.leftOut("unique constraint", pos, why)
		}
	}
	return out
}

// indexFor is the index that stands for a key that PostgreSQL would compare
// otherwise.
func (t *Table) indexFor(k key) *ast.CreateIndex {
	x := &ast.CreateIndex{Unique: true, Table: t.Source.Name, Keys: k.source.Columns}
	if len(x.Keys) == 0 {
		x.Keys = []ast.IndexedColumn{{Expr: &ast.ColumnRef{Name: k.columns[0].Name}}}
	}
	return x
}

// shortKey is a unique index in place of a key over values that are too long
// for one, nil where none can be.
func (t *Table) shortKey(k key, name string) pg.Statement {
	ix := &pg.CreateIndex{Name: name, Table: t.PG, Unique: true}
	var size sizes
	for _, c := range k.columns {
		ix.Keys = append(ix.Keys, pg.Key{Expr: keyOf(c)})
		size.column(c)
	}
	return shortened(ix, &size)
}

func nameExprs(names []string) []pg.Expr {
	var out []pg.Expr
	for _, n := range names {
		out = append(out, pg.Name(n))
	}
	return out
}

// leftOut reports a part of a table that does not arrive.
func (t *Table) leftOut(what string, pos diag.Pos, why string) {
	t.schema.warn(diag.LeftOut(what, why).At(pos).About(t.object(nil)))
}

// conflictClause reports ON CONFLICT, which PostgreSQL only has in statements.
func (t *Table) conflictClause(con *ast.Constraint) {
	if con.Conflict != "" && con.Conflict != "ABORT" {
		t.schema.warn(diag.OnConflict(con.Conflict).At(t.pos(con.Offset)).About(t.object(nil)))
	}
}

// checks plans CHECK constraints.
func (p *Plan) checks() []*pg.Object {
	var out []*pg.Object
	for _, t := range p.schema.Tables {
		t.eachConstraint(ast.Check, func(con *ast.Constraint, column *Column) {
			pos := t.pos(con.Offset)
			tr := p.translator()
			x, err := p.condition(t, tr, con.Expr)
			if err != nil {
				t.leftOut("CHECK", pos, err.Error())
				return
			}
			var parts []string
			if column != nil {
				parts = []string{column.PG}
			}
			c := pg.Constraint{Kind: pg.Check, Name: t.constraintName(con.Name, parts, "check", false, pos), Check: x}
			o := p.part(t, pg.KindCheck, c.Name, &pg.AddConstraint{Table: t.PG, Constraint: c})
			o.What = fmt.Sprintf("check %s of %s", diag.Show(c.Name), t.pgObject())
			o.Fallback = []pg.Statement{notValid(t, c)}
			o.Listing, o.Helpers = &pg.Violations{Table: t.PG, Check: x}, tr.Helpers.List()
			out = append(out, o)
		})
	}
	return out
}

// notValid adds a constraint that holds for rows to come only.
func notValid(t *Table, c pg.Constraint) pg.Statement {
	c.NotValid = true
	return &pg.AddConstraint{Table: t.PG, Constraint: c}
}

// eachConstraint calls f for the constraints of a kind: those of columns
// first, in order, with their column.
func (t *Table) eachConstraint(kind ast.ConstraintKind, f func(*ast.Constraint, *Column)) {
	for i := range t.Source.Columns {
		for j := range t.Source.Columns[i].Constraints {
			if con := &t.Source.Columns[i].Constraints[j]; con.Kind == kind {
				f(con, t.Columns[i])
			}
		}
	}
	for j := range t.Source.Constraints {
		if con := &t.Source.Constraints[j]; con.Kind == kind {
			f(con, nil)
		}
	}
}
