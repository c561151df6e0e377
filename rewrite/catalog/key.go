package catalog

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"
)

// Dropped returns the first of the columns that does not arrive, or nil.
func Dropped(cols []*Column) *Column {
	for _, c := range cols {
		if c.Dropped {
			return c
		}
	}
	return nil
}

// keys are those of a table.
type keys struct {
	Keys      []Key // what a foreign key may refer to; the primary key first
	OtherKeys bool  // unique indexes over expressions, or over some rows
	collated  []Key // of unique indexes that compare by the collations of their columns
}

// IndexFor is the index that stands for a key that PostgreSQL would compare
// otherwise.
func (t *Table) IndexFor(k Key) *ast.CreateIndex {
	x := &ast.CreateIndex{Unique: true, Table: t.Source.Name, Keys: k.Constraint.Columns}
	if len(x.Keys) == 0 {
		x.Keys = []ast.IndexedColumn{{Expr: &ast.ColumnRef{Name: k.Columns[0].Name}}}
	}
	return x
}

// ChildColumns are the columns of a foreign key in its own table; nil for one
// that does not exist.
func (t *Table) ChildColumns(con *ast.Constraint, column *Column) []*Column {
	if column != nil {
		return []*Column{column}
	}
	var out []*Column
	for _, ic := range con.Columns {
		out = append(out, t.Column(ic.Expr.(*ast.ColumnRef).Name))
	}
	return out
}

// Parents are the columns that a foreign key refers to, whether they are a key or not;
// nil for one that does not exist.
func Parents(t *Table, r *ast.Reference) []*Column {
	if len(r.Columns) == 0 && len(t.Keys) > 0 && t.Keys[0].Primary {
		return t.Keys[0].Columns
	}
	var out []*Column
	for _, n := range r.Columns {
		out = append(out, t.Column(n.Text))
	}
	return out
}

// Referenced finds the parent's columns of a foreign key, which must be a key
// of it (https://sqlite.org/foreignkeys.html#fk_indexes). Without names it is
// the primary key.
func (t *Table) Referenced(names []ast.Name) (k Key, why string) {
	if len(names) == 0 {
		if len(t.Keys) == 0 || !t.Keys[0].Primary {
			return k, "the parent has no primary key"
		}
		return t.Keys[0], ""
	}
	var cols []*Column
	for _, n := range names {
		c := t.Column(n.Text)
		if c == nil {
			return k, "the parent has no column " + diag.Show(n.Text)
		}
		cols = append(cols, c)
	}
	for _, k := range t.Keys {
		if (k.Primary || k.Binary) && sameColumns(k.Columns, cols) {
			k.Columns = cols // in the order of the reference
			return k, ""
		}
	}
	for _, key := range t.collatedKeys() {
		if !sameColumns(key.Columns, cols) {
			continue
		}
		names := collationsOf(cols)
		if names == "" { // only citext makes it another key
			return k, "the parent's column is citext as its own parent is, and its key compares exactly"
		}
		return k, "the parent's key compares by " + names + ", and a foreign key in PostgreSQL compares exactly"
	}
	return k, "the parent's columns are no key"
}

// collatedKeys are the keys of a table that SQLite compares by the collations of
// their columns, where these are not BINARY.
func (t *Table) collatedKeys() []Key {
	keys := slices.Clone(t.collated)
	for _, k := range t.Keys {
		if !k.Binary {
			keys = append(keys, k)
		}
	}
	return keys
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

// UniqueKey is the key that a unique index makes of whole columns, if PostgreSQL compares
// them as SQLite does.
func (t *Table) UniqueKey(x *ast.CreateIndex) (k Key, ok bool) {
	for _, ic := range x.Keys {
		if !t.ReadsColumn(ic.Expr) {
			continue
		}
		ref, ok := ic.Expr.(*ast.ColumnRef)
		if !ok || ref.Table != "" {
			return k, false
		}
		c := t.Column(ref.Name)
		if c == nil || c.Dropped {
			return k, false
		}
		if !Plain(c, ic) {
			return k, false
		}
		k.Columns = append(k.Columns, c)
	}
	k.Binary = true
	return k, x.Where == nil && len(k.Columns) > 0
}

// Key is a set of columns that identifies rows.
type Key struct {
	Columns    []*Column
	Primary    bool
	Binary     bool // PostgreSQL compares the columns as SQLite does
	Name       string
	Constraint *ast.Constraint // nil for an index
}

// findKeys collects the primary key and the unique constraints, and sees
// whether the primary key is the rowid.
func (t *Table) findKeys() {
	add := func(con *ast.Constraint, cols []ast.IndexedColumn) {
		t.remembers = t.remembers || con.Autoincrement
		k := Key{Primary: con.Kind == ast.PrimaryKey, Binary: true, Name: con.Name, Constraint: con}
		for _, ic := range cols {
			ref, ok := ic.Expr.(*ast.ColumnRef)
			if !ok {
				return // SQLite refuses expressions here
			}
			c := t.Column(ref.Name)
			if c == nil {
				t.LeftOut("key", t.Pos(con.Offset), fmt.Sprintf("column %s does not exist", diag.Show(ref.Name)))
				return
			}
			collation := cmp.Or(strings.ToUpper(ic.Collation), c.Collation)
			binary := collation == "" || collation == "BINARY" || !collations[collation]
			if slices.Contains(k.Columns, c) { // PRIMARY KEY(a COLLATE NOCASE, a)
				k.Binary = k.Binary || binary && len(k.Columns) == 1
				continue
			}
			k.Binary = k.Binary && binary
			k.Columns = append(k.Columns, c)
		}
		if k.Primary {
			t.Keys = append([]Key{k}, t.Keys...)
		} else {
			t.Keys = append(t.Keys, k)
		}
	}
	for i := range t.Source.Columns {
		def := &t.Source.Columns[i]
		for j := range def.Constraints {
			con := &def.Constraints[j]
			if con.Kind != ast.PrimaryKey && con.Kind != ast.Unique {
				continue
			}
			add(con, []ast.IndexedColumn{{Expr: &ast.ColumnRef{Name: def.Name.Text}}})
			if con.Kind == ast.PrimaryKey && !con.Desc { // INTEGER PRIMARY KEY DESC is not the rowid
				t.setRowid(t.Columns[i], def.Type)
			}
		}
	}
	for i := range t.Source.Constraints {
		con := &t.Source.Constraints[i]
		if con.Kind != ast.PrimaryKey && con.Kind != ast.Unique {
			continue
		}
		add(con, con.Columns)
		if ref, ok := con.Columns[0].Expr.(*ast.ColumnRef); ok && con.Kind == ast.PrimaryKey && len(con.Columns) == 1 {
			if c := t.named(lexer.Fold(ref.Name)); c != nil {
				for j, col := range t.Columns {
					if col == c {
						t.setRowid(c, t.Source.Columns[j].Type)
					}
				}
			}
		}
	}
	if len(t.Keys) > 0 && t.Keys[0].Primary && t.Source.WithoutRowid {
		for _, c := range t.Keys[0].Columns {
			c.NotNull = true // here SQLite keeps NULL out of the primary key
		}
	}
}

// setRowid makes c the rowid if its type is exactly INTEGER.
func (t *Table) setRowid(c *Column, declared string) {
	if !strings.EqualFold(declared, "INTEGER") || t.Source.WithoutRowid || c.Excluded {
		return
	}
	t.Rowid = c
	c.Identity, c.NotNull = true, false
	if c.Chain = coltype.IntegersOf(c.Chain); len(c.Chain) == 0 { // another type was asked for
		c.Chain = []coltype.Type{coltype.Bigint}
	}
	c.Type = &c.Chain[0]
}

// FindUniqueIndexes has the tables know which keys unique indexes make. It is called
// once, when all columns have their types: what a collation compares depends on them.
func (s *Schema) FindUniqueIndexes() {
	for _, t := range s.Tables() {
		compareCaseless(t)
		for _, k := range t.Keys {
			if k.Constraint == nil || k.Binary || Dropped(k.Columns) != nil {
				continue
			}
			if k, ok := t.UniqueKey(t.IndexFor(k)); ok {
				t.Keys = append(t.Keys, k)
			}
		}
	}
	for _, x := range s.Indexes() {
		t := s.Table(x.Table.Text)
		if t == nil || !x.Unique {
			continue
		}
		if k, ok := t.UniqueKey(x); ok {
			t.Keys = append(t.Keys, k)
		} else {
			t.OtherKeys = true
			if cols := t.ownCollations(x); cols != nil {
				t.collated = append(t.collated, Key{Columns: cols})
			}
		}
	}
}

// compareCaseless has the keys know of the columns that are citext in the end: by these,
// PostgreSQL compares as NOCASE does, and not as BINARY.
func compareCaseless(t *Table) {
	for i := range t.Keys {
		k := &t.Keys[i]
		if k.Constraint != nil && slices.ContainsFunc(k.Columns, func(c *Column) bool { return c.Type.IsCaseless() }) {
			_, k.Binary = t.UniqueKey(t.IndexFor(*k))
		}
	}
}

// ownCollations are the columns of a unique index of whole columns and all rows that
// compares each by the collation it is declared with: a foreign key may name them.
func (t *Table) ownCollations(x *ast.CreateIndex) (cols []*Column) {
	if x.Where != nil {
		return nil
	}
	for _, ic := range x.Keys {
		ref, ok := ic.Expr.(*ast.ColumnRef)
		if !ok || ref.Table != "" {
			return nil
		}
		c := t.Column(ref.Name)
		if c == nil || ic.Collation != "" && !strings.EqualFold(ic.Collation, c.Collation) {
			return nil
		}
		cols = append(cols, c)
	}
	return cols
}
