package rewrite

import (
	"strings"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// A virtual table holds nothing itself: its module keeps what it holds in
// shadow tables (https://sqlite.org/vtab.html#xshadowname), which a dump has as
// plain tables. They are what the virtual table arrives from, and never arrive
// themselves.

// family is a kind of modules that keep their data in the same way.
type family uint8

const (
	otherModule family = iota
	fts3Module         // https://sqlite.org/fts3.html#_shadow_tables_
	fts5Module         // https://sqlite.org/fts5.html#fts5_data_structures
	rtreeModule        // https://sqlite.org/rtree.html#backing_store
)

// modules holds the modules that are known, by folded name.
var modules = map[string]family{
	"fts3": fts3Module, "fts4": fts3Module, "fts5": fts5Module, "rtree": rtreeModule, "rtree_i32": rtreeModule,
}

// shadows holds the shadow tables of a family by the suffix of their names,
// each with the columns that it begins with: a table of the user's own may have
// such a name, too.
var shadows = [...]map[string]string{
	fts3Module: {"content": "docid", "segments": "blockid block", "segdir": "level idx start_block leaves_end_block end_block root",
		"docsize": "docid size", "stat": "id value"},
	fts5Module:  {"content": "id", "data": "id block", "idx": "segid term pgno", "docsize": "id sz", "config": "k v"},
	rtreeModule: {"rowid": "rowid nodeno", "node": "nodeno data", "parent": "nodeno parentnode"},
}

// virtual is a virtual table of a module that is known.
type virtual struct {
	source *ast.CreateVirtualTable
	family family
	table  *Table            // that it becomes, nil for none
	shadow map[string]*Table // that arrived, by suffix; content is table itself
	fts    fts
	rtree  []ast.ColumnDef // the columns of an R-tree
}

// AddVirtual takes CREATE VIRTUAL TABLE. Its shadow tables may have come
// already, as after VACUUM: it returns the statements that give the one with
// the content its name.
func (s *Schema) AddVirtual(x *ast.CreateVirtualTable) (renames []Renaming, err error) {
	v := &virtual{source: x, family: modules[lexer.Fold(x.Module)], shadow: map[string]*Table{}}
	name := x.Name.Text
	if v.family == otherModule {
		s.noteVirtual(name, nil)
	} else {
		s.noteVirtual(name, v)
	}
	switch v.family {
	case fts3Module, fts5Module:
		v.fts = parseFTS(x)
	case rtreeModule:
		v.rtree = rtreeColumns(x)
		if s.DataOnly || len(v.rtree) == 0 {
			s.Carry(diag.VirtualLeftOut, v.object(), "its rows are decoded by a full script only", &x.Head)
			break
		}
		if v.table, err = s.AddTable(&ast.CreateTable{Head: x.Head, Name: x.Name, Columns: v.rtree}); err != nil {
			return nil, err
		}
		v.table.virtual, v.table.Stored = v, ""
	default:
		if s.DataOnly {
			return nil, nil
		}
		s.Carry(diag.VirtualLeftOut, v.object(),
			"module "+diag.Show(x.Module)+" has no counterpart; tables in which it keeps its data arrive as plain tables", &x.Head)
		return nil, nil
	}
	s.virtuals = append(s.virtuals, v)
	for _, t := range append([]*Table(nil), s.Tables...) {
		if suffix := v.shadows(t.Source); suffix != "" && t.virtual == nil {
			if s.DataOnly && t.Rows > 0 {
				return nil, diag.VirtualLate(diag.Show(t.Source.Name.Text)).At(x.Pos).About(v.object())
			}
			renames = append(renames, s.adopt(v, suffix, t)...)
		}
	}
	return renames, nil
}

func (v *virtual) object() diag.Object { return diag.Named("virtual table", v.source.Name.Text) }

// shadows returns the suffix by which a table is a shadow table of v, or "".
func (v *virtual) shadows(src *ast.CreateTable) string {
	suffix, ok := strings.CutPrefix(lexer.Fold(src.Name.Text), lexer.Fold(v.source.Name.Text)+"_")
	if !ok {
		return ""
	}
	columns, ok := shadows[v.family][suffix]
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
func (s *Schema) shadowOf(src *ast.CreateTable) (v *virtual, suffix string) {
	for _, v := range s.virtuals {
		if suffix := v.shadows(src); suffix != "" && v.shadow[suffix] == nil {
			return v, suffix
		}
	}
	return nil, ""
}

// content is the table that a shadow table with the content becomes: it has the
// virtual table's name and columns.
func (v *virtual) content(src *ast.CreateTable) *ast.CreateTable {
	c := *src
	c.Name = v.source.Name
	c.Columns = append([]ast.ColumnDef(nil), src.Columns...)
	for i := range c.Columns {
		c.Columns[i].Name.Text = v.fts.column(i, src.Columns[i].Name.Text)
	}
	return &c
}

// adopt makes a shadow table that came before v part of it. One with the
// content is renamed, others are dropped after the data.
func (s *Schema) adopt(v *virtual, suffix string, t *Table) (renames []Renaming) {
	t.virtual = v
	v.shadow[suffix] = t
	if suffix != "content" {
		if v.family != rtreeModule || v.table == nil {
			t.Unwanted = true
		}
		s.Tables = without(s.Tables, t)
		return nil
	}
	src := t.Source
	v.table, t.Source = t, v.content(src)
	s.byName[lexer.Fold(t.Source.Name.Text)] = t
	delete(s.relations, t.PG)
	old := t.PG
	var why string
	if t.PG, why = s.rename(s.relations, t.Source.Name.Text, reservedRelation); why != "" {
		s.renamed(t.object(nil), t.PG, why, t.Source.Pos)
	}
	if t.created {
		renames = append(renames, Renaming{Table: old, To: t.PG})
	}
	names := namespace{}
	for i, c := range t.Columns {
		old := c.PG
		c.Name = t.Source.Columns[i].Name.Text
		c.PG, _ = s.rename(names, c.Name, func(n string) bool { return systemColumns[n] })
		t.byName[lexer.Fold(c.Name)] = c
		if t.created && c.PG != old {
			renames = append(renames, Renaming{Table: t.PG, Column: old, To: c.PG})
		}
	}
	return renames
}

// Renaming gives a table that is created, or a column of it, another name.
type Renaming struct{ Table, Column, To string }

// Rename makes renamings.
func Rename(list []Renaming) []*pg.Object {
	var out []*pg.Object
	for _, r := range list {
		st := pg.Rename(r)
		out = append(out, &pg.Object{Section: pg.Data, Kind: pg.KindSettled, Table: r.Table, Statement: &st})
	}
	return out
}

func without(list []*Table, t *Table) []*Table {
	var out []*Table
	for _, x := range list {
		if x != t {
			out = append(out, x)
		}
	}
	return out
}

// finishVirtual plans what the virtual tables need after the data, before
// anything else: loaded shadow tables are used up and dropped.
func (p *Plan) finishVirtual() []*pg.Object {
	var out []*pg.Object
	decodes := false
	for _, v := range p.schema.virtuals {
		var drop []string
		for _, suffix := range []string{"config", "data", "docsize", "idx", "node", "parent", "rowid", "segdir", "segments", "stat"} {
			if t := v.shadow[suffix]; t != nil && t.created {
				drop = append(drop, t.PG)
			}
		}
		if len(drop) == 0 {
			continue
		}
		end := &pg.Object{Section: pg.Data, Kind: pg.KindRows, Statement: &pg.DropTables{Names: drop}}
		if r := v.decode(drop); r != nil {
			if !decodes {
				out = append(out, &pg.Object{Section: pg.Data, Kind: pg.KindRows, Statement: &pg.RtreeStart{}})
				decodes = true
			}
			end.Table, end.What, end.Statement = v.table.PG, "rows of "+v.table.pgObject(), r
			v.table.Top = v.shadow["rowid"].Top
		}
		out = append(out, end)
	}
	return out
}

// rtreeColumns are the columns of an R-tree: the key, an even number of
// coordinates, and auxiliary columns, which begin with a plus.
func rtreeColumns(x *ast.CreateVirtualTable) []ast.ColumnDef {
	var out []ast.ColumnDef
	coordinate := "REAL"
	if lexer.Fold(x.Module) == "rtree_i32" {
		coordinate = "INTEGER"
	}
	for i, arg := range x.Args {
		text, auxiliary := strings.CutPrefix(strings.TrimSpace(arg), "+")
		name, rest := firstName(text)
		if name == "" {
			return nil
		}
		def := ast.ColumnDef{Name: ast.Name{Text: name}, Type: coordinate}
		switch {
		case i == 0:
			def.Type = "INTEGER"
			def.Constraints = []ast.Constraint{{Kind: ast.PrimaryKey}}
		case auxiliary:
			def.Type = rest
		}
		out = append(out, def)
	}
	return out
}

// decode returns the statement that reads the rows of an R-tree from its nodes,
// nil if there are none.
func (v *virtual) decode(drop []string) *pg.Rtree {
	rowid, node := v.shadow["rowid"], v.shadow["node"]
	if v.family != rtreeModule || v.table == nil || rowid == nil || node == nil || rowid.Rows == 0 || len(rowid.Columns) < 2 || len(node.Columns) < 2 {
		return nil
	}
	r := &pg.Rtree{Table: v.table.PG, Rowid: rowid.PG, Node: node.PG, Drop: drop, Integer: lexer.Fold(v.source.Module) == "rtree_i32"}
	aux := rowid.Columns[2:]
	for i, c := range v.table.Columns {
		switch {
		case i == 0:
			r.Key = c.PG
		case strings.HasPrefix(strings.TrimSpace(v.source.Args[i]), "+"):
			if len(aux) > 0 {
				r.Auxiliary = append(r.Auxiliary, [2]string{c.PG, aux[0].PG})
				aux = aux[1:]
			}
		default:
			r.Coordinates = append(r.Coordinates, c.PG)
		}
	}
	r.RowidKey, r.NodeOf, r.NodeKey, r.Data = rowid.Columns[0].PG, rowid.Columns[1].PG, node.Columns[0].PG, node.Columns[1].PG
	return r
}

// followShadow gives the auxiliary columns of an R-tree the types that their
// values were loaded under.
func (t *Table) followShadow() {
	v := t.virtual
	if v == nil || v.family != rtreeModule || v.table != t || v.shadow["rowid"] == nil {
		return
	}
	aux := v.shadow["rowid"].Columns[2:]
	for i, c := range t.Columns {
		if strings.HasPrefix(strings.TrimSpace(v.source.Args[i]), "+") && len(aux) > 0 {
			c.Type, aux = aux[0].Type, aux[1:]
		}
	}
}

// firstName takes the first name off an argument of a module.
func firstName(arg string) (name, rest string) {
	s := lexer.New(strings.NewReader(arg))
	t, err := s.Next()
	if err != nil || t.Kind != lexer.Word && t.Kind != lexer.Quoted && t.Kind != lexer.String {
		return "", ""
	}
	name = lexer.Unquote(t.Text)
	return name, strings.TrimSpace(arg[int(t.Offset)+len(t.Text):])
}

// reportVirtual says what became of the virtual tables, once all has come.
func (p *Plan) reportVirtual() {
	s := p.schema
	for _, v := range s.virtuals {
		x := v.source
		carry := func(why string) { s.Carry(diag.VirtualLeftOut, v.object(), why, &x.Head) }
		warn := func(m *diag.Message) { s.warn(m.At(x.Pos).About(v.object())) }
		switch {
		case v.family == rtreeModule && v.table == nil: // said already
		case v.family == rtreeModule && (v.shadow["rowid"] == nil || v.shadow["node"] == nil):
			warn(diag.RTreeWithoutNodes())
		case v.family == rtreeModule:
			warn(diag.RTree())
		case v.fts.contentless:
			carry("it keeps an index without the texts: nothing of it can be read back")
		case v.fts.external == "" && v.table == nil:
			carry("the dump has no table with its content")
		case v.fts.external == "" && p.fts == FTSTsvector:
			warn(diag.FullTextSearch())
		case v.fts.external == "":
			warn(diag.FullText())
		case p.fts == FTSTsvector:
			warn(diag.FullTextOfSearch(diag.Show(v.fts.external)))
		default:
			warn(diag.FullTextOf(diag.Show(v.fts.external)))
		}
	}
}
