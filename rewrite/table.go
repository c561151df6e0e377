package rewrite

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"
)

// Table is a table on its way.
type Table struct {
	Source  *ast.CreateTable
	PG      string // its name in PostgreSQL
	Columns []*Column
	// Rows counts the rows loaded.
	Rows int64
	// Rowid is the INTEGER PRIMARY KEY, which is the rowid itself
	// (https://sqlite.org/lang_createtable.html#rowid), or nil.
	Rowid *Column
	// Decided is set when the columns have their types: CREATE TABLE can be
	// written.
	Decided bool
	// Stored is the SQLite table that its rows stand in, "" for one whose rows
	// are decoded after the load.
	Stored string
	// Unwanted is set for a table that only a module of SQLite can read: its
	// rows do not arrive.
	Unwanted bool
	// Repeats is set when INSERT OR let rows share a key.
	Repeats bool
	// Top is the highest key in Rowid, Sequence what sqlite_sequence says, which
	// remembers for AUTOINCREMENT.
	Top, Sequence int64
	remembers     bool

	schema      *Schema
	byName      map[string]*Column
	constraints namespace
	virtual     *virtual // that the table is part of
	created     bool     // CREATE TABLE is written
	near        diag.Pos // the last place that pos has found
	// rowidDropped is set when it was said that rowids do not arrive.
	rowidDropped bool
	unique       []key // what a foreign key may refer to; the primary key first
	otherKeys    bool  // unique indexes over expressions, or over some rows
	apart        apart // for its rows too large to hold
	check        rowsum
}

// Column is a column of a Table. There may be very many: what few of them need
// stands elsewhere.
type Column struct {
	Name string // in SQLite
	PG   string // in PostgreSQL
	Type coltype.Type
	// Cleaned counts the texts that lost what PostgreSQL cannot hold.
	Cleaned int64
	notes

	declared  string         // type
	why       string         // the type is another than the declared one
	chain     []coltype.Type // the types it may get, the best first
	seen      *observer      // while the table waits, once a value came
	collation string
	omitted   *diag.Pos // of the first INSERT that relies on the DEFAULT
	sum       Sum       // of its hashes

	// NotNull is set for NOT NULL and for keys that SQLite keeps from NULL.
	NotNull   bool
	Identity  bool
	Generated bool
	// Dropped is set for a generated column whose expression is not
	// translated: it cannot arrive.
	Dropped    bool
	hasDefault bool // it declares a DEFAULT
	late       bool // generated, and in the table after the data only
	textual    bool // bytea, and its first values came as text
	presence   bool // only NULL is hashed, told from values: the target's type respells them
	skipped    bool // it is not hashed: some of its values are not ours, but defaults

	place     uint8  // of Type in the chain
	maxDigits uint8  // of integers that generated columns are written for, 0 for any
	seed      uint16 // of its hashes
}

// key is a set of columns that identifies rows.
type key struct {
	columns []*Column
	primary bool
	binary  bool // compared by SQLite's default collation
	name    string
	source  *ast.Constraint // nil for an index
}

// AddTable takes CREATE TABLE and decides the types of its columns. It returns
// an error if a table of that name has come already.
func (s *Schema) AddTable(src *ast.CreateTable) (*Table, error) {
	stored := src.Name.Text
	if old := s.Table(stored); old != nil {
		return nil, diag.DuplicateTable(old.Source.Pos.Line).At(src.Pos).About(diag.Table(src.Name.Text))
	}
	if n := len(src.Columns); n > pg.MaxColumns {
		return nil, diag.TooManyColumns(n, pg.MaxColumns).At(src.Pos).About(diag.Table(src.Name.Text))
	}
	v, suffix := s.shadowOf(src)
	declared := src
	if suffix == "content" {
		src = v.content(src)
	}
	t := &Table{Source: src, Stored: stored, schema: s, byName: map[string]*Column{}, constraints: namespace{}, Top: math.MinInt64}
	var why string
	if t.PG, why = s.rename(s.relations, src.Name.Text, reservedRelation); why != "" {
		s.renamed(t.object(nil), t.PG, why, src.Pos)
	}
	names := namespace{}
	for i := range src.Columns {
		def := &src.Columns[i]
		c := &Column{Name: def.Name.Text, declared: def.Type, seed: uint16(i + 1), chain: s.rules.Chain(src.Name.Text, def.Name.Text, def.Type, src.Strict)}
		c.Type = c.chain[0]
		c.PG, why = s.rename(names, c.Name, func(n string) bool { return systemColumns[n] })
		if why != "" {
			s.renamed(t.object(c), c.PG, why, t.pos(def.Name.Offset))
		}
		for _, con := range def.Constraints {
			switch con.Kind {
			case ast.NotNull:
				c.NotNull = true
			case ast.Collate:
				if c.collation = strings.ToUpper(con.Collation); c.collation != "BINARY" && !s.DataOnly {
					collation := diag.Collation
					switch c.collation {
					case "NOCASE":
						collation = diag.NoCase
					case "RTRIM":
						collation = diag.RTrim
					}
					s.warn(collation(diag.Escape(c.collation)).At(t.pos(con.Offset)).About(t.object(c)))
				}
			case ast.Generated:
				c.Generated = true
			case ast.Default:
				c.hasDefault = true
			}
		}
		if t.byName[lexer.Fold(c.Name)] != nil {
			return nil, diag.DuplicateColumn().At(t.pos(def.Name.Offset)).About(t.object(c))
		}
		t.byName[lexer.Fold(c.Name)] = c
		t.Columns = append(t.Columns, c)
	}
	primary := 0
	t.eachConstraint(ast.PrimaryKey, func(*ast.Constraint, *Column) { primary++ })
	if primary > 1 {
		return nil, diag.TwoPrimaryKeys().At(src.Pos).About(t.object(nil))
	}
	t.findKeys()
	if t.Rowid != nil {
		s.relations.reserve(sequenceName(t.PG, t.Rowid.PG))
	}
	s.byName[lexer.Fold(src.Name.Text)] = t
	s.byName[lexer.Fold(stored)] = t
	if v == nil {
		s.Tables = append(s.Tables, t)
		return t, nil
	}
	t.virtual, v.shadow[suffix] = v, t
	switch {
	case suffix == "content":
		v.table = t
		for i, c := range t.Columns {
			t.byName[lexer.Fold(declared.Columns[i].Name.Text)] = c
		}
		s.Tables = append(s.Tables, t)
	case v.family != rtreeModule || v.table == nil:
		t.Unwanted = true
	}
	return t, nil
}

// object is the table, or a column of it, in messages.
func (t *Table) object(c *Column) diag.Object {
	o := diag.Table(t.Source.Name.Text)
	if c == nil {
		return o
	}
	return o.InColumn(c.Name)
}

// pgObject names the table as PostgreSQL knows it.
func (t *Table) pgObject() string { return diag.Table(t.PG).String() }

// pos is the place of a byte of the table's CREATE TABLE.
func (t *Table) pos(offset int) diag.Pos {
	start, text := t.Source.Pos, t.Source.Text
	offset = min(offset, len(text))
	from := int(t.near.Offset - start.Offset)
	if !t.near.IsValid() || from > offset {
		t.near, from = start, 0
	}
	t.near = t.near.Advance([]byte(text[from:offset]))
	return t.near
}

// column finds a column by its SQLite name. rowid, oid and _rowid_ name the
// INTEGER PRIMARY KEY unless a column has that name.
func (t *Table) column(name string) *Column {
	name = lexer.Fold(name)
	if c := t.byName[name]; c != nil {
		return c
	}
	if IsRowid(name) {
		return t.Rowid
	}
	return nil
}

// IsRowid reports whether a folded name is one of the rowid's.
func IsRowid(name string) bool { return name == "rowid" || name == "oid" || name == "_rowid_" }

// findKeys collects the primary key and the unique constraints, and sees
// whether the primary key is the rowid.
func (t *Table) findKeys() {
	add := func(con *ast.Constraint, cols []ast.IndexedColumn) {
		t.remembers = t.remembers || con.Autoincrement
		k := key{primary: con.Kind == ast.PrimaryKey, binary: true, name: con.Name, source: con}
		for _, ic := range cols {
			ref, ok := ic.Expr.(*ast.ColumnRef)
			if !ok {
				return // SQLite refuses expressions here
			}
			c := t.column(ref.Name)
			if c == nil {
				t.leftOut("key", t.pos(con.Offset), fmt.Sprintf("column %s does not exist", diag.Show(ref.Name)))
				return
			}
			collation := or(strings.ToUpper(ic.Collation), c.collation)
			binary := collation == "" || collation == "BINARY"
			if slices.Contains(k.columns, c) { // PRIMARY KEY(a COLLATE NOCASE, a)
				k.binary = k.binary || binary && len(k.columns) == 1
				continue
			}
			k.binary = k.binary && binary
			k.columns = append(k.columns, c)
		}
		if k.primary {
			t.unique = append([]key{k}, t.unique...)
		} else {
			t.unique = append(t.unique, k)
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
			if c := t.byName[lexer.Fold(ref.Name)]; c != nil {
				for j, col := range t.Columns {
					if col == c {
						t.setRowid(c, t.Source.Columns[j].Type)
					}
				}
			}
		}
	}
	if len(t.unique) > 0 && t.unique[0].primary && t.Source.WithoutRowid {
		for _, c := range t.unique[0].columns {
			c.NotNull = true // here SQLite keeps NULL out of the primary key
		}
	}
}

// or returns a unless it is the zero value.
func or[T comparable](a, b T) T {
	var zero T
	if a != zero {
		return a
	}
	return b
}

// setRowid makes c the rowid if its type is exactly INTEGER.
func (t *Table) setRowid(c *Column, declared string) {
	if !strings.EqualFold(declared, "INTEGER") || t.Source.WithoutRowid {
		return
	}
	t.Rowid = c
	c.Identity, c.Type, c.NotNull = true, coltype.Bigint, false
}

// written returns the columns that CREATE TABLE has.
func (t *Table) written() []*Column {
	var out []*Column
	for _, c := range t.Columns {
		if !c.Dropped {
			out = append(out, c)
		}
	}
	return out
}

// NextKey is the key that SQLite gives a row without one: after the highest one
// in use, and with AUTOINCREMENT after the highest one ever, at least 1
// (https://sqlite.org/autoinc.html). It returns false when there is none left;
// SQLite then tries at random.
func (t *Table) NextKey() (key int64, ok bool) {
	last := t.Top
	if t.remembers {
		last = max(last, t.Sequence, 0)
	}
	if last == math.MinInt64 { // no row
		last = 0
	}
	return last + 1, last < math.MaxInt64
}
