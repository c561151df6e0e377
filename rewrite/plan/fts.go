package plan

import (
	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
)

// FTS says what a full-text table becomes.
type FTS string

// The words of --fts.
const (
	FTSTable    FTS = "table"    // a plain table
	FTSTsvector FTS = "tsvector" // besides, a column to search in and an index over it
)

// searchable are the types whose text does not depend on settings.
var searchable = map[string]bool{"text": true, "bigint": true, "numeric": true, "double precision": true, "json": true, "jsonb": true, "uuid": true}

// vectorOf is the tsvector of the searched columns of a table, nil if there are
// none.
func vectorOf(f *catalog.FullText, t *catalog.Table) pg.Expr {
	var text pg.Expr
	names := f.Columns
	if len(names) == 0 {
		for _, c := range t.Columns {
			names = append(names, c.Name)
		}
	}
	for _, name := range names {
		c := t.Column(name)
		if c == nil || c.Dropped || f.Silent[lexer.Fold(name)] || !searchable[c.Type.Family()] {
			continue
		}
		x := pg.Expr(pg.Name(c.PG))
		if c.Type.Family() != "text" {
			x = &pg.Cast{X: x, Type: "text"}
		}
		x = &pg.Call{Func: "coalesce", Args: []pg.Expr{x, pg.String("")}}
		if text != nil {
			x = &pg.Binary{Op: "||", L: &pg.Binary{Op: "||", L: text, R: pg.String(" ")}, R: x}
		}
		text = x
	}
	if text == nil {
		return nil
	}
	// The one configuration that takes words as they are, as SQLite does.
	return &pg.Call{Func: "to_tsvector", Args: []pg.Expr{pg.String("simple"), text}}
}

// searches plans what --fts=tsvector makes of full-text tables: a column, and an
// index over it, or for one without rows of its own an index of the table that
// holds them. A tsvector holds a megabyte at most, so that some texts have none.
// https://www.postgresql.org/docs/current/textsearch-limitations.html
func (b *builder) searches() []*pg.Object {
	s := b.schema
	var out []*pg.Object
	for _, v := range s.Virtuals {
		if v.Family == catalog.RTree || v.FullText.Contentless || s.Absent(v.FullText.External) != "" {
			continue
		}
		t := v.Table
		if v.FullText.External != "" {
			t = s.Table(v.FullText.External)
		}
		why := ""
		var vector pg.Expr
		switch {
		case t == nil:
			why = "the dump has no table with its content"
		case v.FullText.Compressed:
			why = "its texts are compressed by a function of the application"
		default:
			if vector = vectorOf(&v.FullText, t); vector == nil {
				why = "it has no column of text"
			}
		}
		if why != "" {
			s.Warn(diag.SearchLeftOut(why).At(v.Source.Pos).About(v.Object()))
			continue
		}
		base := v.Source.Name.Text
		var needs []*pg.Object
		if v.FullText.External == "" {
			names := catalog.Namespace{}
			for _, c := range t.Columns {
				names.Reserve(c.PG)
			}
			column := pg.Column{Name: names.Take("tsv"), Type: "tsvector", Generated: vector}
			vector, base = pg.Name(column.Name), t.PG+"_tsv_idx"
			o := b.part(t, pg.KindColumn, column.Name, &pg.AddColumns{Table: t.PG, Columns: []pg.Column{column}})
			o.What = "column " + diag.Show(column.Name) + " of " + t.PGObject()
			out, needs = append(out, o), []*pg.Object{o}
		}
		name, _ := s.Rename(s.Relations, base, catalog.ReservedRelation)
		o := b.part(t, pg.KindIndex, name, &pg.CreateIndex{Name: name, Table: t.PG, Using: "gin", Keys: []pg.Key{{Expr: vector}}}, needs...)
		o.What = "index " + diag.Show(name) + " on " + t.PGObject()
		out = append(out, o)
		b.searched[lexer.Fold(v.Source.Name.Text)] = lexer.Fold(v.FullText.External)
	}
	return out
}
