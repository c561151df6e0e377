package rewrite

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// planned is a constraint or index to be made after the data: what is tried
// first, and what in its place when the data or the server refuse it.
type planned struct {
	table    *Table
	what     string
	first    pg.Statement
	fallback []pg.Statement
	listing  pg.Listing
	// safe is set when neither data nor server can refuse it.
	safe bool
	// late is set for a foreign key to columns that only a unique index makes
	// a key: it must follow the indexes.
	late bool
}

func (p planned) attempt() pg.Statement {
	if p.safe {
		return p.first
	}
	return &pg.Attempt{What: p.what, Try: append([]pg.Statement{p.first}, p.fallback...), Listing: p.listing}
}

// constraintName gives a constraint its name: the declared one, or the one
// PostgreSQL would choose. Keys are indexes and share the relations' names.
func (t *Table) constraintName(declared string, parts []string, suffix string, relation bool, pos diag.Pos) string {
	ns := t.constraints
	if relation {
		ns = t.schema.relations
	}
	if declared == "" {
		name := ns.take(strings.Join(append(append([]string{t.PG}, parts...), suffix), "_"))
		t.constraints[name] = true
		return name
	}
	name, why := t.schema.rename(ns, declared, func(string) bool { return false })
	t.constraints[name] = true
	if why != "" {
		t.schema.renamed(t.object(nil)+", constraint "+diag.Show(declared), name, why, pos)
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

// keys plans primary keys and unique constraints.
func (s *Schema) keys() []planned {
	var out []planned
	for _, t := range s.tables {
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
			out = append(out, t.planKey(k, names)...)
		}
	}
	return out
}

// planKey plans one key. One that SQLite compares by another collation than
// BINARY becomes a unique index over what that collation compares; a primary
// key stands beside it.
func (t *Table) planKey(k key, names []string) []planned {
	var out []planned
	pos := t.pos(k.source.Offset)
	if k.primary || k.binary {
		c := pg.Constraint{Kind: pg.Unique, Columns: names}
		parts, suffix, what := names, "key", "unique constraint"
		if k.primary {
			c.Kind, parts, suffix, what = pg.PrimaryKey, nil, "pkey", "primary key"
		}
		c.Name = t.constraintName(k.name, parts, suffix, true, pos)
		p := planned{table: t, what: fmt.Sprintf("%s %s of %s", what, diag.Show(c.Name), t.pgObject()),
			first: &pg.AddConstraint{Table: t.PG, Constraint: c}, listing: &pg.Duplicates{Table: t.PG, Keys: nameExprs(names)}}
		p.safe = k.primary && len(k.columns) == 1 && k.columns[0].Identity && !t.Repeats
		if k.primary && !t.Source.WithoutRowid && !p.safe {
			// Here SQLite lets NULL into a primary key
			// (https://sqlite.org/quirks.html#primary_keys_can_sometimes_contain_nulls).
			c.Kind = pg.Unique
			p.fallback = []pg.Statement{&pg.AddConstraint{Table: t.PG, Constraint: c}}
			p.listing = &pg.Duplicates{Table: t.PG, Keys: nameExprs(names), Nulls: true}
		}
		out = append(out, p)
	}
	if !k.binary {
		x := &ast.CreateIndex{Unique: true, Table: t.Source.Name}
		if cols := k.source.Columns; len(cols) > 0 {
			x.Keys = cols
		} else {
			x.Keys = []ast.IndexedColumn{{Expr: &ast.ColumnRef{Name: k.columns[0].Name}}}
		}
		name := t.constraintName("", names, "key", true, pos)
		if p, why := t.planIndex(x, name); why == "" {
			out = append(out, p)
		} else {
			t.leftOut("unique constraint", pos, why)
		}
	}
	return out
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
	t.schema.warn(diag.Message{ID: "left-out", Pos: pos, Object: t.object(nil), Text: "its " + what + " is left out: " + why})
}

// conflictClause reports ON CONFLICT, which PostgreSQL only has in statements.
func (t *Table) conflictClause(con *ast.Constraint) {
	if con.Conflict != "" && con.Conflict != "ABORT" {
		t.schema.warn(diag.Message{ID: "on-conflict", Pos: t.pos(con.Offset), Object: t.object(nil),
			Text: "ON CONFLICT " + con.Conflict + " of a constraint is not carried: a violation is an error in PostgreSQL",
			Hint: "say INSERT ... ON CONFLICT in the application"})
	}
}

// checks plans CHECK constraints.
func (s *Schema) checks() []planned {
	var out []planned
	for _, t := range s.tables {
		add := func(con *ast.Constraint, column *Column) {
			pos := t.pos(con.Offset)
			x, err := t.condition(con.Expr)
			if err != nil {
				t.leftOut("CHECK", pos, err.Error())
				return
			}
			var parts []string
			if column != nil {
				parts = []string{column.PG}
			}
			c := pg.Constraint{Kind: pg.Check, Name: t.constraintName(con.Name, parts, "check", false, pos), Check: x}
			late := c
			late.NotValid = true
			out = append(out, planned{table: t, what: fmt.Sprintf("check %s of %s", diag.Show(c.Name), t.pgObject()),
				first:    &pg.AddConstraint{Table: t.PG, Constraint: c},
				fallback: []pg.Statement{&pg.AddConstraint{Table: t.PG, Constraint: late}},
				listing:  &pg.Violations{Table: t.PG, Check: x}})
		}
		t.eachConstraint(ast.Check, add)
	}
	return out
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

// foreignKeys plans foreign keys. They come last: any order of rows will do,
// and rows without a parent leave the key NOT VALID.
func (s *Schema) foreignKeys() []planned {
	var out []planned
	for _, t := range s.tables {
		t.eachConstraint(ast.ForeignKey, func(con *ast.Constraint, column *Column) {
			p, why := t.foreignKey(con, column)
			if why != "" {
				t.leftOut("foreign key to "+diag.Show(con.References.Table.Text), t.pos(con.Offset), why)
				return
			}
			out = append(out, p)
		})
	}
	return out
}

func (t *Table) foreignKey(con *ast.Constraint, column *Column) (p planned, why string) {
	child := t.childColumns(con, column)
	if slices.Contains(child, nil) {
		return p, "a column of it does not exist"
	}
	parent := t.schema.Table(con.References.Table.Text)
	if parent == nil {
		return p, "the dump has no such table"
	}
	parentKey, why := parent.referenced(con.References.Columns)
	if why != "" {
		return p, why
	}
	columns := parentKey.columns
	if len(columns) != len(child) {
		return p, fmt.Sprintf("it has %d columns for %d of the parent", len(child), len(columns))
	}
	for i, c := range child {
		if c.Dropped || columns[i].Dropped {
			return p, "column " + diag.Show(c.Name) + " is left out"
		}
		if a, b := c.Type.family(), columns[i].Type.family(); a != b && !joins[[2]string{a, b}] {
			return p, fmt.Sprintf("column %s is %s, its parent %s is %s", diag.Show(c.Name), a, diag.Show(columns[i].Name), b)
		}
	}
	r := con.References
	c := pg.Constraint{Kind: pg.ForeignKey, Columns: pgNames(child), Parent: parent.PG, ParentColumns: pgNames(columns),
		OnDelete: action(r.OnDelete), OnUpdate: action(r.OnUpdate), Deferrable: r.Deferrable, Deferred: r.Deferred}
	c.Name = t.constraintName(con.Name, c.Columns, "fkey", false, t.pos(con.Offset))
	late := c
	late.NotValid = true
	return planned{table: t, late: parentKey.source == nil, what: fmt.Sprintf("foreign key %s of %s", diag.Show(c.Name), t.pgObject()),
		first:    &pg.AddConstraint{Table: t.PG, Constraint: c},
		fallback: []pg.Statement{&pg.AddConstraint{Table: t.PG, Constraint: late}},
		listing:  &pg.Orphans{Table: t.PG, Parent: parent.PG, Columns: c.Columns, ParentColumns: c.ParentColumns}}, ""
}

// followParents makes text of the columns whose parent had to become text, so
// that the foreign key between them can stand.
func (s *Schema) followParents() {
	for again := true; again; {
		again = false
		for _, t := range s.tables {
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
					if c != nil && k.columns[i].Type.family() == "text" && t.becomeText(c) {
						again = true
					}
				}
			})
		}
	}
}

// becomeText gives a column the type text after the data, where it can.
func (t *Table) becomeText(c *Column) bool {
	if c.Type.family() == "text" || c.Identity || c.Generated || c.Type.Final != "" || t.read(c) {
		return false
	}
	using, ok := c.Type.textOf(pg.Name(c.PG))
	if !ok {
		return false
	}
	c.Type.Final, c.Type.Encoding, c.using = "text", encodeAny, using
	if c.def != nil {
		c.def = literalText(c.def)
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

// family names the type in the end, without its length: a foreign key joins
// columns of one family.
func (t Type) family() string {
	name, _, _ := strings.Cut(or(t.Final, t.SQL), "(")
	if name == "varchar" {
		return "text"
	}
	return name
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

// collations that SQLite has by itself (https://sqlite.org/datatype3.html#collating_sequences).
var collations = map[string]bool{"": true, "BINARY": true, "NOCASE": true, "RTRIM": true}

// collated wraps a text expression so that PostgreSQL compares it as the
// collation does. NOCASE folds ASCII only, which lower() does under "C".
func collated(x pg.Expr, collation string) pg.Expr {
	switch collation {
	case "NOCASE":
		return &pg.Call{Func: "lower", Args: []pg.Expr{&pg.Collate{X: x, Collation: "C"}}}
	case "RTRIM":
		return &pg.Call{Func: "rtrim", Args: []pg.Expr{x, pg.String(" ")}}
	}
	return x
}

// planIndexes plans CREATE INDEX. Unique ones must be known before foreign
// keys are.
func (s *Schema) planIndexes() []planned {
	var out []planned
	for _, x := range s.indexes {
		t := s.Table(x.Table.Text)
		if t == nil {
			s.Carry("index-left-out", "index", x.Name.Text, "the dump has no table "+diag.Show(x.Table.Text), &x.Head)
			continue
		}
		name, rename := s.rename(s.relations, x.Name.Text, reservedRelation)
		p, why := t.planIndex(x, name)
		if why != "" {
			delete(s.relations, name)
			s.Carry("index-left-out", "index", x.Name.Text, why, &x.Head)
			continue
		}
		if rename != "" {
			s.renamed("index "+diag.Show(x.Name.Text), name, rename, x.Pos)
		}
		out = append(out, p)
	}
	return out
}

func (t *Table) planIndex(x *ast.CreateIndex, name string) (p planned, why string) {
	ix := &pg.CreateIndex{Name: name, Table: t.PG, Unique: x.Unique}
	k := key{binary: x.Where == nil}
	var values []pg.Expr
	safe := !x.Unique
	for _, ic := range x.Keys {
		collation := strings.ToUpper(ic.Collation)
		e := pg.Expr(nil)
		if ref, ok := ic.Expr.(*ast.ColumnRef); ok && ref.Table == "" {
			c := t.column(ref.Name)
			switch {
			case c == nil:
				return p, "column " + diag.Show(ref.Name) + " does not exist"
			case c.Dropped:
				return p, "column " + diag.Show(ref.Name) + " is left out"
			}
			collation = or(collation, c.collation)
			if !collations[collation] {
				return p, "collation " + diag.Show(collation) + " is the application's own"
			}
			if c.Type.family() != "text" {
				collation = "" // only text has one
			}
			e = collated(pg.Name(c.PG), collation)
			k.columns = append(k.columns, c)
			k.binary = k.binary && (collation == "" || collation == "BINARY")
			safe = safe && c.Type.fixed()
		} else {
			v, err := t.value(ic.Expr)
			if err != nil {
				return p, err.Error()
			}
			if !collations[collation] {
				return p, "collation " + diag.Show(collation) + " is the application's own"
			}
			if e = v.expr; v.kind == kindText {
				e = collated(e, collation)
			}
			k.binary, safe = false, false
		}
		ix.Keys = append(ix.Keys, pg.Key{Expr: e, Desc: ic.Desc})
		values = append(values, e)
	}
	if x.Where != nil {
		w, err := t.condition(x.Where)
		if err != nil {
			return p, err.Error()
		}
		ix.Where = w
	}
	p = planned{table: t, what: fmt.Sprintf("index %s on %s", diag.Show(name), t.pgObject()), first: ix, safe: safe && x.Where == nil}
	if x.Unique {
		p.listing = &pg.Duplicates{Table: t.PG, Keys: values, Where: ix.Where}
		if k.binary {
			t.unique = append(t.unique, k)
		}
	}
	return p, ""
}

// fixed reports whether every value of the type is small enough for a btree
// (https://www.postgresql.org/docs/current/btree.html) and comparable.
func (t Type) fixed() bool {
	switch t.Encoding {
	case encodeText, encodeAny, encodeBytea, encodeByteaAny, encodeNumeric, encodeJSON:
		return false
	}
	return true
}
