package catalog

import (
	"math"
	"slices"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// Original returns the SQLite text of the object that the table was.
func (t *Table) Original() string {
	if t.Virtual != nil && t.Virtual.Table == t {
		return t.Virtual.Source.Text
	}
	return t.Source.Text
}

// Table is a table on its way.
type Table struct {
	Source *ast.CreateTable
	PG     string // its name in PostgreSQL
	// PGSchema is the schema of a table that exists, "" for one of the search_path.
	PGSchema string
	Columns  []*Column
	// Rows counts the rows loaded, TextBytes the bytes of the dump that hold them, and
	// CopyBytes those of the script.
	Rows, TextBytes, CopyBytes int64
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

	Schema      *Schema
	byName      map[string]*Column
	Constraints Namespace
	Virtual     *Virtual // that the table is part of
	Created     bool     // CREATE TABLE is written
	near        diag.Pos // the last place that pos has found
	// rowidDropped is set when it was said that rowids do not arrive.
	RowidDropped bool
	Keys         []Key // what a foreign key may refer to; the primary key first
	OtherKeys    bool  // unique indexes over expressions, or over some rows
	collated     []Key // of unique indexes that compare by the collations of their columns
	// Sum is that of the hashes of the rows. Unhashed is set when some of their
	// values are not known here.
	Sum      Sum
	Unhashed bool
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
	t := &Table{Source: src, Stored: stored, Schema: s, byName: map[string]*Column{}, Constraints: Namespace{}, Top: math.MinInt64}
	var why string
	if t.PG, why = s.Rename(s.Relations, src.Name.Text, ReservedRelation); why != "" {
		s.Renamed(t.Object(nil), t.PG, why, src.Pos)
	}
	names := Namespace{}
	for i := range src.Columns {
		def := &src.Columns[i]
		c := &Column{Name: def.Name.Text, Declared: def.Type, Seed: uint16(i + 1), Chain: s.rules.Chain(src.Name.Text, def.Name.Text, def.Type, src.Strict)}
		c.Type = c.Chain[0]
		c.PG, why = s.Rename(names, c.Name, func(n string) bool { return SystemColumns[n] })
		if why != "" {
			s.Renamed(t.Object(c), c.PG, why, t.Pos(def.Name.Offset))
		}
		for _, con := range def.Constraints {
			switch con.Kind {
			case ast.NotNull:
				c.NotNull = true
			case ast.Collate:
				if c.Collation = strings.ToUpper(con.Collation); c.Collation != "BINARY" && !s.DataOnly {
					collation := diag.Collation
					switch c.Collation {
					case "NOCASE":
						collation = diag.NoCase
					case "RTRIM":
						collation = diag.RTrim
					}
					s.Warn(collation(diag.Escape(c.Collation)).At(t.Pos(con.Offset)).About(t.Object(c)))
				}
			case ast.Generated:
				c.Generated = true
			case ast.Default:
				c.HasDefault = true
			}
		}
		if t.byName[lexer.Fold(c.Name)] != nil {
			return nil, diag.DuplicateColumn().At(t.Pos(def.Name.Offset)).About(t.Object(c))
		}
		t.byName[lexer.Fold(c.Name)] = c
		t.Columns = append(t.Columns, c)
	}
	primary := 0
	t.EachConstraint(ast.PrimaryKey, func(*ast.Constraint, *Column) { primary++ })
	if primary > 1 {
		return nil, diag.TwoPrimaryKeys().At(src.Pos).About(t.Object(nil))
	}
	t.findKeys()
	if t.Rowid != nil {
		s.Relations.Reserve(SequenceName(t.PG, t.Rowid.PG))
	}
	s.byName[lexer.Fold(src.Name.Text)] = t
	s.byName[lexer.Fold(stored)] = t
	if v == nil {
		s.Tables = append(s.Tables, t)
		return t, nil
	}
	t.Virtual, v.Shadows[suffix] = v, t
	switch {
	case suffix == "content":
		v.Table = t
		for i, c := range t.Columns {
			t.byName[lexer.Fold(declared.Columns[i].Name.Text)] = c
		}
		s.Tables = append(s.Tables, t)
	case v.Family != RTree || v.Table == nil:
		t.Unwanted = true
	}
	return t, nil
}

// Object is the table, or a column of it, in messages.
func (t *Table) Object(c *Column) diag.Object {
	o := diag.Table(t.Source.Name.Text)
	if c == nil {
		return o
	}
	return o.InColumn(c.Name)
}

// PGObject names the table as PostgreSQL knows it.
func (t *Table) PGObject() string { return diag.Table(t.PG).String() }

// Pos is the place of a byte of the table's CREATE TABLE.
func (t *Table) Pos(offset int) diag.Pos {
	start, text := t.Source.Pos, t.Source.Text
	offset = min(offset, len(text))
	from := int(t.near.Offset - start.Offset)
	if !t.near.IsValid() || from > offset {
		t.near, from = start, 0
	}
	t.near = t.near.Advance([]byte(text[from:offset]))
	return t.near
}

// Definition is what CREATE TABLE says of a column.
func (t *Table) Definition(c *Column) *ast.ColumnDef {
	return &t.Source.Columns[slices.Index(t.Columns, c)]
}

// Column finds a column by its SQLite name. rowid, oid and _rowid_ name the
// INTEGER PRIMARY KEY unless a column has that name.
func (t *Table) Column(name string) *Column {
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

// Kept returns the columns that CREATE TABLE has.
func (t *Table) Kept() []*Column {
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

// Given counts the columns that are not generated: what most producers
// write without a column list.
func (t *Table) Given() int {
	n := 0
	for _, c := range t.Columns {
		if !c.Generated {
			n++
		}
	}
	return n
}
