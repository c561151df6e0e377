package catalog

import (
	"strings"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// A virtual table holds nothing itself: its module keeps what it holds in
// shadow tables (https://sqlite.org/vtab.html#xshadowname), which a dump has as
// plain tables. They are what the virtual table arrives from, and never arrive
// themselves.

// Family is a kind of modules that keep their data in the same way.
type Family uint8

const (
	OtherModule Family = iota
	FTS3               // https://sqlite.org/fts3.html#_shadow_tables_
	FTS5               // https://sqlite.org/fts5.html#fts5_data_structures
	RTree              // https://sqlite.org/rtree.html#backing_store
)

// modules holds the modules that are known, by folded name.
var modules = map[string]Family{
	"fts3": FTS3, "fts4": FTS3, "fts5": FTS5, "rtree": RTree, "rtree_i32": RTree,
}

// shadows holds the shadow tables of a family by the suffix of their names,
// each with the columns that it begins with: a table of the user's own may have
// such a name, too.
var shadowTables = [...]map[string]string{
	FTS3: {"content": "docid", "segments": "blockid block", "segdir": "level idx start_block leaves_end_block end_block root",
		"docsize": "docid size", "stat": "id value"},
	FTS5:  {"content": "id", "data": "id block", "idx": "segid term pgno", "docsize": "id sz", "config": "k v"},
	RTree: {"rowid": "rowid nodeno", "node": "nodeno data", "parent": "nodeno parentnode"},
}

// Virtual is a virtual table of a module that is known.
type Virtual struct {
	Source   *ast.CreateVirtualTable
	Family   Family
	Table    *Table            // that it becomes, nil for none
	Shadows  map[string]*Table // that arrived, by suffix; content is table itself
	FullText FullText
	rtree    []ast.ColumnDef // the columns of an R-tree
}

// AddVirtual takes CREATE VIRTUAL TABLE. Its shadow tables may have come
// already, as after VACUUM: it returns the statements that give the one with
// the content its name.
func (s *Schema) AddVirtual(x *ast.CreateVirtualTable) (renames []Renaming, err error) {
	v := &Virtual{Source: x, Family: modules[lexer.Fold(x.Module)], Shadows: map[string]*Table{}}
	if v.Family == OtherModule {
		s.noteVirtual(x, nil)
	} else {
		s.noteVirtual(x, v)
	}
	switch v.Family {
	case FTS3, FTS5:
		v.FullText = parseFTS(x)
	case RTree:
		v.rtree = rtreeColumns(x)
		if s.DataOnly || len(v.rtree) == 0 {
			s.Carry(diag.VirtualLeftOut, v.Object(), "its rows are decoded by a full script only", &x.Head)
			break
		}
		if v.Table, err = s.AddTable(&ast.CreateTable{Head: x.Head, Name: x.Name, Columns: v.rtree}); err != nil {
			return nil, err
		}
		v.Table.Virtual, v.Table.Stored = v, ""
	default:
		if s.DataOnly {
			return nil, nil
		}
		s.Carry(diag.VirtualLeftOut, v.Object(),
			"module "+diag.Show(x.Module)+" has no counterpart; tables in which it keeps its data become plain tables", &x.Head)
		return nil, nil
	}
	s.Virtuals = append(s.Virtuals, v)
	for _, t := range append([]*Table(nil), s.Tables()...) {
		if suffix := v.Suffix(t.Source); suffix != "" && t.Virtual == nil {
			if s.DataOnly && t.Rows > 0 {
				return nil, diag.VirtualLate(diag.Show(t.Source.Name.Text)).At(x.Pos).About(v.Object())
			}
			renames = append(renames, s.adopt(v, suffix, t)...)
		}
	}
	return renames, nil
}

// Object names the virtual table in messages.
func (v *Virtual) Object() diag.Object { return diag.Named("virtual table", v.Source.Name.Text) }

// Suffix returns the suffix by which a table is a shadow table of v, or "".
func (v *Virtual) Suffix(src *ast.CreateTable) string {
	suffix, ok := strings.CutPrefix(lexer.Fold(src.Name.Text), lexer.Fold(v.Source.Name.Text)+"_")
	if !ok {
		return ""
	}
	columns, ok := shadowTables[v.Family][suffix]
	if !ok {
		return ""
	}
	for i, name := range strings.Fields(columns) {
		if i >= len(src.Columns) || lexer.Fold(src.Columns[i].Name.Text) != name {
			return ""
		}
	}
	return suffix
}

// shadowOf finds the virtual table whose shadow table src is.
func (s *Schema) shadowOf(src *ast.CreateTable) (v *Virtual, suffix string) {
	for _, v := range s.Virtuals {
		if suffix := v.Suffix(src); suffix != "" && v.Shadows[suffix] == nil {
			return v, suffix
		}
	}
	return nil, ""
}

// content is the table that a shadow table with the content becomes: it has the
// virtual table's name and columns.
func (v *Virtual) content(src *ast.CreateTable) *ast.CreateTable {
	c := *src
	c.Name = v.Source.Name
	c.Columns = append([]ast.ColumnDef(nil), src.Columns...)
	for i := range c.Columns {
		c.Columns[i].Name.Text = v.FullText.column(i, src.Columns[i].Name.Text)
	}
	return &c
}

// adopt makes a shadow table that came before v part of it. One with the
// content is renamed, others are dropped after the data.
func (s *Schema) adopt(v *Virtual, suffix string, t *Table) (renames []Renaming) {
	t.Virtual = v
	v.Shadows[suffix] = t
	if suffix != "content" {
		if v.Family != RTree || v.Table == nil {
			t.Unwanted = true
		}
		s.tables.drop(t)
		return nil
	}
	src := t.Source
	v.Table, t.Source = t, v.content(src)
	s.byName[lexer.Fold(t.Source.Name.Text)] = t
	delete(s.Relations, t.PG)
	old := t.PG
	var why string
	if t.PG, why = s.Rename(s.Relations, t.Source.Name.Text, ReservedRelation); why != "" {
		s.Renamed(t.Object(nil), t.PG, why, t.Source.Pos)
	}
	if t.Created {
		renames = append(renames, Renaming{Table: old, To: t.PG})
	}
	t.index()
	names := Namespace{}
	for i, c := range t.Columns {
		old := c.PG
		c.Name = t.Source.Columns[i].Name.Text
		if s.selection.Column(t.Source.Name.Text, c.Name) != "" {
			c.exclude()
			if t.Created {
				t.Unhashed = true // of rows that had it
				renames = append(renames, Renaming{Table: t.PG, Column: old})
			}
			continue
		}
		c.PG, _ = s.Rename(names, c.Name, func(n string) bool { return SystemColumns[n] })
		t.byName[lexer.Fold(c.Name)] = c
		if t.Created && c.PG != old {
			renames = append(renames, Renaming{Table: t.PG, Column: old, To: c.PG})
		}
	}
	return renames
}

// Renaming gives a table that is created, or a column of it, another name. A column
// goes if that is empty.
type Renaming struct{ Table, Column, To string }
