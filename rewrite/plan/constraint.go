package plan

import (
	"fmt"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
)

// constraintName gives a constraint its name: the declared one, or the one
// PostgreSQL would choose. Keys are indexes and share the relations' names.
func constraintName(t *catalog.Table, declared string, columns []string, suffix string, relation bool, pos diag.Pos) string {
	ns := t.Constraints
	if relation {
		ns = t.Schema.Relations
	}
	if declared == "" {
		name := ns.Choose(t.PG, columns, suffix)
		t.Constraints.Reserve(name)
		return name
	}
	name, why := t.Schema.Rename(ns, declared, func(string) bool { return false })
	t.Constraints.Reserve(name)
	if why != "" {
		t.Schema.Renamed(t.Object(nil).Constraint(declared), name, why, pos)
	}
	return name
}

func pgNames(cols []*catalog.Column) []string {
	var out []string
	for _, c := range cols {
		out = append(out, c.PG)
	}
	return out
}

// keyConstraints plans primary keys and unique constraints.
func (b *builder) keyConstraints() []*pg.Object {
	var out []*pg.Object
	for _, t := range b.schema.Tables() {
		done := map[string]bool{}
		for _, k := range t.Keys {
			if k.Constraint == nil {
				continue // of an index
			}
			names := pgNames(k.Columns)
			id := strings.Join(names, "\x00")
			if done[id] && k.Binary {
				continue // UNIQUE on what is the primary key, or twice
			}
			done[id] = true
			if c := catalog.Dropped(k.Columns); c != nil {
				t.LeftOut("constraint", t.Pos(k.Constraint.Offset), "column "+diag.Show(c.Name)+" is left out")
				continue
			}
			conflictClause(t, k.Constraint)
			out = append(out, b.key(t, k, names)...)
		}
	}
	return out
}

// key plans one key. One that SQLite compares by another collation than BINARY
// becomes a unique index over what that collation compares; a primary key stands
// beside it.
func (b *builder) key(t *catalog.Table, k catalog.Key, names []string) []*pg.Object {
	var out []*pg.Object
	pos := t.Pos(k.Constraint.Offset)
	if n := len(k.Columns); n > pg.MaxIndexColumns {
		what := "unique constraint"
		if k.Primary {
			what = "primary key"
		}
		t.LeftOut(what, pos, tooManyKeys("key", n))
		return nil
	}
	if k.Primary || k.Binary {
		c := pg.Constraint{Kind: pg.Unique, Columns: names}
		parts, suffix, what := names, "key", "unique constraint"
		if k.Primary {
			c.Kind, parts, suffix, what = pg.PrimaryKey, nil, "pkey", "primary key"
		}
		c.Name = constraintName(t, k.Name, parts, suffix, true, pos)
		if holds := nullIn(t, k); holds != nil && !b.loaded {
			// Without its rows, nothing else would try: a load of them alone must find room.
			c.Kind, what = pg.Unique, "unique constraint"
			b.schema.Warn(diag.NullInKey().At(pos).About(t.Object(holds)))
		}
		o := b.part(t, pg.KindKey, c.Name, &pg.AddConstraint{Table: t.PG, Constraint: c})
		o.Listing = &pg.Duplicates{Table: t.PG, Keys: nameExprs(names)}
		if safe := k.Primary && len(k.Columns) == 1 && k.Columns[0].Identity && !t.Repeats; !safe {
			o.What = fmt.Sprintf("%s %s of %s", what, diag.Show(c.Name), t.PGObject())
			if k.Primary && !t.Source.WithoutRowid {
				// Here SQLite lets NULL into a primary key
				// (https://sqlite.org/quirks.html#primary_keys_can_sometimes_contain_nulls).
				c.Kind = pg.Unique
				o.Fallback = []pg.Statement{&pg.AddConstraint{Table: t.PG, Constraint: c}}
				o.Listing = &pg.Duplicates{Table: t.PG, Keys: nameExprs(names), Nulls: true}
			}
		}
		if short := shortKey(t, k, c.Name); short != nil {
			o.Fallback = append(o.Fallback, short)
		}
		b.makes(t, k, o)
		out = append(out, o)
		if k.Primary && catalog.Stricter(t, k) { // nothing is left to an index beside it, unless it is refused
			if ix, why := b.index(t, t.IndexFor(k), c.Name); why == "" {
				o.Fallback = append(o.Fallback, ix.Statement)
			}
			return out
		}
	}
	if !k.Binary {
		x := t.IndexFor(k)
		name := constraintName(t, "", names, "key", true, pos)
		if o, why := b.index(t, x, name); why == "" {
			b.makesKey(t, x, o)
			out = append(out, o)
		} else {
			t.LeftOut("unique constraint", pos, why)
		}
	}
	return out
}

// nullIn is a column of a primary key that has rows without a value, which SQLite lets into
// most (https://sqlite.org/quirks.html#primary_keys_can_sometimes_contain_nulls); or nil.
func nullIn(t *catalog.Table, k catalog.Key) *catalog.Column {
	if !k.Primary || t.Source.WithoutRowid {
		return nil
	}
	for _, c := range k.Columns {
		if !c.Identity && !c.Generated && !c.NotNull && c.Values < t.Rows {
			return c
		}
	}
	return nil
}

// shortKey is a unique index in place of a key over values that are too long
// for one, nil where none can be.
func shortKey(t *catalog.Table, k catalog.Key, name string) pg.Statement {
	ix := &pg.CreateIndex{Name: name, Table: t.PG, Unique: true}
	var size sizes
	for _, c := range k.Columns {
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

// conflictClause reports ON CONFLICT, which PostgreSQL only has in statements.
func conflictClause(t *catalog.Table, con *ast.Constraint) {
	if con.Conflict != "" && con.Conflict != "ABORT" {
		t.Schema.Warn(diag.OnConflict(con.Conflict).At(t.Pos(con.Offset)).About(t.Object(nil)))
	}
}

// checks plans CHECK constraints.
func (b *builder) checks() []*pg.Object {
	var out []*pg.Object
	for _, t := range b.schema.Tables() {
		t.EachConstraint(ast.Check, func(con *ast.Constraint, _ *catalog.Column) {
			pos := t.Pos(con.Offset)
			tr := b.translator()
			tr.Check = true
			x, err := b.condition(t, tr, con.Expr)
			if err != nil {
				t.LeftOut("CHECK", pos, err.Error())
				return
			}
			c := pg.Constraint{Kind: pg.Check, Name: constraintName(t, con.Name, onlyColumn(t, con.Expr), "check", false, pos), Check: x}
			o := b.part(t, pg.KindCheck, c.Name, &pg.AddConstraint{Table: t.PG, Constraint: c})
			o.What = fmt.Sprintf("check %s of %s", diag.Show(c.Name), t.PGObject())
			o.Fallback = []pg.Statement{notValid(t, c)}
			o.Listing, o.Helpers = &pg.Violations{Table: t.PG, Check: x}, tr.Helpers.List()
			out = append(out, o)
		})
	}
	return out
}

// onlyColumn returns the column that a CHECK reads, if it is one: PostgreSQL names
// the CHECK by it (AddRelationNewConstraints in its src/backend/catalog/heap.c).
func onlyColumn(t *catalog.Table, x ast.Expr) []string {
	names := pgNames(t.ColumnsOf(x))
	if len(names) != 1 {
		return nil
	}
	return names
}

// notValid adds a constraint that holds for rows to come only.
func notValid(t *catalog.Table, c pg.Constraint) pg.Statement {
	c.NotValid = true
	return &pg.AddConstraint{Table: t.PG, Constraint: c}
}
