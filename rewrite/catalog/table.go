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
	source
	PG string // its name in PostgreSQL
	// PGSchema is the schema of a table that exists, "" for one of the search_path.
	PGSchema string
	columns
	keys
	Constraints Namespace
	Schema      *Schema
	Virtual     *Virtual // that the table is part of
	Progress
	Arrived
	Numbering
}

// source is what the dump says of a table.
type source struct {
	Source *ast.CreateTable
	// Stored is the SQLite table that its rows stand in, "" for one whose rows
	// are decoded after the load.
	Stored string
	// Unwanted is set for a table that only a module of SQLite can read: its
	// rows do not arrive.
	Unwanted bool
	// WithoutRows is the option that leaves its rows out, "" for none. They are read for
	// their keys only.
	WithoutRows string
	near        diag.Pos // the last place that Pos has found
}

// Pos is the place of a byte of the table's CREATE TABLE.
func (s *source) Pos(offset int) diag.Pos {
	start, text := s.Source.Pos, s.Source.Text
	offset = min(offset, len(text))
	from := int(s.near.Offset - start.Offset)
	if !s.near.IsValid() || from > offset {
		s.near, from = start, 0
	}
	s.near = s.near.Advance([]byte(text[from:offset]))
	return s.near
}

// Progress says how far a table has come.
type Progress struct {
	// Decided is set when the columns have their types: CREATE TABLE can be
	// written. Created is set when it is.
	Decided, Created bool
	// Repeats is set when INSERT OR let rows share a key.
	Repeats bool
	// RowidsAt is where the dump first gives rowids that no column holds; RowidsKept is set
	// when a column is made for them. Again is set when it was said that a second CREATE TABLE
	// came.
	RowidsAt          *diag.Pos
	RowidsKept, Again bool
}

// Arrived is what is known of the rows that are loaded.
type Arrived struct {
	Rowids Rowids
	// Widest is how much of a page the widest row takes, in bytes, which is the row number
	// WidestRow; 0 where a page has room for any row.
	Widest    int
	WidestRow int64
	// Rows counts them, TextBytes the bytes of the dump that hold them, and CopyBytes
	// those of the script.
	Rows, TextBytes, CopyBytes int64
	firsts                     map[firstOf]*Misfit
	// Sum is that of their hashes. Unhashed is set when some of their values are not
	// known here.
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
	t := &Table{source: source{Source: src, Stored: stored}, Schema: s, Constraints: Namespace{}, Numbering: Numbering{Top: math.MinInt64}}
	var why string
	if t.PG, why = s.Rename(s.Relations, src.Name.Text, ReservedRelation); why != "" {
		s.Renamed(t.Object(nil), t.PG, why, src.Pos)
	}
	names, proved, coreData := Namespace{}, proved(src), ofCoreData(src)
	for i := range src.Columns {
		def := &src.Columns[i]
		means := s.means(def, proved[lexer.Fold(def.Name.Text)])
		from2001 := coreData && countsFrom2001(def)
		if from2001 {
			means = secondsOf2001
		}
		chain := s.rules.Chain(src.Name.Text, def.Name.Text, def.Type, src.Strict, means)
		c := &Column{Name: def.Name.Text, Declaration: Declaration{Declared: def.Type, Proved: means != def.Type}, Choice: Choice{Type: &chain[0], Chain: chain}, Hashing: Hashing{Seed: uint16(i + 1)}}
		c.LookForZeroDates(s)
		if from2001 {
			sayCoreData(t, c, def)
		}
		if s.selection.Column(src.Name.Text, c.Name) != "" {
			c.exclude()
		} else if c.PG, why = s.Rename(names, c.Name, func(n string) bool { return SystemColumns[n] }); why != "" {
			s.Renamed(t.Object(c), c.PG, why, t.Pos(def.Name.Offset))
		}
		collate := 0
		for _, con := range def.Constraints {
			switch {
			case con.Kind == ast.Generated:
				c.Generated = true
			case c.Excluded: // nothing else of it counts
				continue
			}
			switch con.Kind {
			case ast.NotNull:
				c.NotNull = true
			case ast.Collate:
				c.Collation, collate = strings.ToUpper(con.Collation), con.Offset
			case ast.Default:
				c.HasDefault = !zeroDefault(t, c, &con)
				c.Nullable = !c.HasDefault
			}
		}
		c.NotNull = c.NotNull && !c.Nullable
		c.collate(t, collate)
		if !t.add(c) {
			return nil, diag.DuplicateColumn().At(t.Pos(def.Name.Offset)).About(t.Object(c))
		}
	}
	if len(t.Columns) > 0 && !slices.ContainsFunc(t.Columns, func(c *Column) bool { return !c.Excluded }) {
		return nil, diag.NoColumns().At(src.Pos).About(t.Object(nil))
	}
	primary := 0
	t.EachConstraint(ast.PrimaryKey, func(*ast.Constraint, *Column) { primary++ })
	if primary > 1 {
		return nil, diag.TwoPrimaryKeys().At(src.Pos).About(t.Object(nil))
	}
	name, _ := s.selectedAs(declared)
	t.WithoutRows = s.selection.Rows(name)
	t.findKeys()
	if t.Rowid != nil {
		s.Relations.Reserve(SequenceName(t.PG, t.Rowid.PG))
	}
	s.byName[lexer.Fold(src.Name.Text)] = t
	s.byName[lexer.Fold(stored)] = t
	if v == nil {
		s.tables.add(t)
		return t, nil
	}
	t.Virtual, v.Shadows[suffix] = v, t
	switch {
	case suffix == "content":
		v.Table = t
		t.index()
		for i, c := range t.Columns {
			t.byName[lexer.Fold(declared.Columns[i].Name.Text)] = c
		}
		s.tables.add(t)
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

// Definition is what CREATE TABLE says of a column.
func (t *Table) Definition(c *Column) *ast.ColumnDef {
	return &t.Source.Columns[slices.Index(t.Columns, c)]
}

// Forget has the table have had no rows: they were read for their keys only.
func (t *Table) Forget() {
	t.Arrived = Arrived{TextBytes: t.TextBytes}
	for _, c := range t.Columns {
		c.Loaded = Loaded{}
	}
}
