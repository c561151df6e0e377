package plan

import (
	"maps"
	"slices"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
)

// Rename makes renamings, and has columns go.
func Rename(list []catalog.Renaming) []*pg.Object {
	var out []*pg.Object
	for _, r := range list {
		rename := pg.Rename(r)
		st := pg.Statement(&rename)
		if r.To == "" {
			st = &pg.AlterTypes{Table: r.Table, Drop: []string{r.Column}}
		}
		out = append(out, &pg.Object{Section: pg.Data, Kind: pg.KindSettled, Table: r.Table, Statement: st})
	}
	return out
}

// shadowTables plans what the virtual tables need after the data, before
// anything else: loaded shadow tables are used up and dropped. Where they are not
// made yet, they are among it.
func (b *builder) shadowTables(tables Tables) []*pg.Object {
	var out []*pg.Object
	for _, v := range b.schema.Virtuals {
		var drop []string
		for _, suffix := range []string{"config", "data", "docsize", "idx", "node", "parent", "rowid", "segdir", "segments", "stat"} {
			if t := v.Shadows[suffix]; t != nil && t.Created {
				drop = append(drop, t.PG)
			}
		}
		if len(drop) == 0 {
			continue
		}
		end := &pg.Object{Section: pg.Data, Kind: pg.KindRows, Statement: &pg.DropTables{Names: drop}}
		if r := decode(v, drop); r != nil {
			if tables == BeforeRows {
				out = append(out, b.shadows(v)...)
			}
			end.Table, end.What, end.Statement = v.Table.PG, "rows of "+v.Table.PGObject(), r
			v.Table.Top = v.Shadows["rowid"].Top
		}
		out = append(out, end)
	}
	return out
}

// shadows makes the shadow tables of a virtual table that arrived.
func (b *builder) shadows(v *catalog.Virtual) []*pg.Object {
	var out []*pg.Object
	for _, suffix := range slices.Sorted(maps.Keys(v.Shadows)) {
		if t := v.Shadows[suffix]; t.Created && suffix != "content" {
			out = append(out, b.final(t, false))
		}
	}
	return out
}

// decode returns the statement that reads the rows of an R-tree from its nodes,
// nil if there are none.
func decode(v *catalog.Virtual, drop []string) *pg.Rtree {
	rowid, node := v.Shadows["rowid"], v.Shadows["node"]
	if v.Family == catalog.RTree && v.Table != nil && v.Table.WithoutRows != "" && rowid != nil {
		v.Table.Top = rowid.Top
		return nil
	}
	if v.Family != catalog.RTree || v.Table == nil || rowid == nil || node == nil || rowid.Rows == 0 || len(rowid.Columns) < 2 || len(node.Columns) < 2 {
		return nil
	}
	r := &pg.Rtree{Table: v.Table.PG, Rowid: rowid.PG, Node: node.PG, Drop: drop, Integer: lexer.Fold(v.Source.Module) == "rtree_i32"}
	aux := rowid.Columns[2:]
	for i, c := range v.Table.Columns {
		switch {
		case i == 0:
			r.Key = c.PG
		case strings.HasPrefix(strings.TrimSpace(v.Source.Args[i]), "+"):
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

// reportVirtual says what became of the virtual tables, once all has come.
func reportVirtual(s *catalog.Schema, fts FTS) {
	for _, v := range s.Virtuals {
		x := v.Source
		carry := func(why string) { s.Carry(diag.VirtualLeftOut, v.Object(), why, &x.Head) }
		warn := func(m *diag.Message) { s.Warn(m.At(x.Pos).About(v.Object())) }
		switch {
		case v.Family == catalog.RTree && v.Table == nil: // said already
		case v.Family == catalog.RTree && (v.Shadows["rowid"] == nil || v.Shadows["node"] == nil):
			warn(diag.RTreeWithoutNodes())
		case v.Family == catalog.RTree:
			warn(diag.RTree())
		case v.FullText.Contentless:
			carry("it keeps an index without the texts: nothing of it can be read back")
		case v.FullText.External == "" && v.Table == nil:
			carry("the dump has no table with its content")
		case s.Absent(v.FullText.External) != "":
			carry("table " + diag.Show(v.FullText.External) + ", which it is an index of, is left out, " + s.Absent(v.FullText.External))
		case v.FullText.External == "" && fts == FTSTsvector:
			warn(diag.FullTextSearch())
		case v.FullText.External == "":
			warn(diag.FullText())
		case fts == FTSTsvector:
			warn(diag.FullTextOfSearch(diag.Show(v.FullText.External)))
		default:
			warn(diag.FullTextOf(diag.Show(v.FullText.External)))
		}
	}
}
