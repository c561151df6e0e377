package plan

import (
	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
	"github.com/sqlite2pg/sqlite2pg/rewrite/query"
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

// searchOf is what PostgreSQL searches of a full-text table whose rows are those of t; nil
// for nothing.
func searchOf(v *catalog.Virtual, t *catalog.Table) *query.Search {
	f := &v.FullText
	out := &query.Search{FTS5: v.Family == catalog.FTS5, FTS3: lexer.Fold(v.Source.Module) == "fts3", Columns: f.Columns, Words: tokenizers[f.Tokenizer]}
	if f.Tokenizer == "trigram" {
		out.Other = "whose tokenizer trigram finds parts of words"
	} else if f.Tokenizer != "" && out.Words == "" && !likeSimple[f.Tokenizer] {
		out.Words = "the tokenizer " + diag.Show(f.Tokenizer) + " makes other words"
	}
	if len(out.Columns) == 0 {
		for _, c := range t.Columns {
			out.Columns = append(out.Columns, c.Name)
		}
	}
	for _, name := range out.Columns {
		c := t.Column(name)
		if c == nil || c.Dropped || f.Silent[lexer.Fold(name)] || !searchable[c.Type.Family()] {
			continue
		}
		out.Texts = append(out.Texts, query.SearchText{Name: name, PG: c.PG, Cast: c.Type.Family() != "text"})
	}
	if len(out.Texts) == 0 {
		return nil
	}
	return out
}

// likeSimple are the tokenizers that make words as PostgreSQL's configuration does, but for
// accents; tokenizers says what others do.
var likeSimple = map[string]bool{"unicode61": true, "simple": true, "ascii": true}

var tokenizers = map[string]string{
	"porter": "stems, by which SQLite finds other forms of a word, are not in it",
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
		var search *query.Search
		switch {
		case t == nil:
			why = "the dump has no table with its content"
		case v.FullText.Compressed:
			why = "its texts are compressed by a function of the application"
		default:
			if search = searchOf(v, t); search == nil {
				why = "it has no column of text"
			}
		}
		if why != "" {
			s.Warn(diag.SearchLeftOut(why).At(v.Source.Pos).About(v.Object()))
			continue
		}
		base, vector := v.Source.Name.Text, query.VectorOf("", search.Texts...)
		var needs []*pg.Object
		if v.FullText.External == "" {
			names := catalog.Namespace{}
			for _, c := range t.Columns {
				names.Reserve(c.PG)
			}
			column := pg.Column{Name: names.Take("tsv"), Type: "tsvector", Generated: vector}
			vector, base = pg.Name(column.Name), t.PG+"_tsv_idx"
			search.Vector = column.Name
			o := b.part(t, pg.KindColumn, column.Name, &pg.AddColumns{Table: t.PG, Columns: []pg.Column{column}})
			o.What = "column " + diag.Show(column.Name) + " of " + t.PGObject()
			out, needs = append(out, o), []*pg.Object{o}
		}
		name, _ := s.Rename(s.Relations, base, catalog.ReservedRelation)
		o := b.part(t, pg.KindIndex, name, &pg.CreateIndex{Name: name, Table: t.PG, Using: "gin", Keys: []pg.Key{{Expr: vector}}}, needs...)
		o.What = "index " + diag.Show(name) + " on " + t.PGObject()
		out = append(out, o)
		b.searched[lexer.Fold(v.Source.Name.Text)] = lexer.Fold(v.FullText.External)
		b.relations.searches[v] = search
	}
	return out
}

// fullText is a full-text table that keeps an index of another table, as queries see it: with
// the rows of that table.
func fullText(rs *relations, v *catalog.Virtual) *query.Relation {
	t := rs.schema.Table(v.FullText.External)
	if t == nil {
		return nil
	}
	of := rs.relationOf(t)
	r := &query.Relation{Name: v.Source.Name.Text, PG: of.PG, Missing: of.Missing, FullText: true, Index: true, Search: rs.searches[v]}
	rowid := of.Rowid
	if v.FullText.Rowid != "" && !catalog.IsRowid(lexer.Fold(v.FullText.Rowid)) {
		rowid = of.Column(lexer.Fold(v.FullText.Rowid))
	}
	if rowid == nil {
		return nil
	}
	key := *rowid
	key.Name, key.Hidden, r.Rowid = "rowid", true, &key
	if v.Family == catalog.FTS3 {
		key.Name = "docid"
	}
	r.Columns = append(r.Columns, &key)
	names := v.FullText.Columns
	if len(names) == 0 { // FTS4 takes those of the table
		for _, c := range of.Columns {
			names = append(names, c.Name)
		}
	}
	for _, name := range names {
		c := of.Column(lexer.Fold(name))
		if c == nil {
			return nil
		}
		column := *c
		column.Name, column.Affinity, column.Collation = name, ast.NoAffinity, ""
		r.Columns = append(r.Columns, &column)
	}
	return r
}

// reportSearches says what a search in PostgreSQL does otherwise.
func reportSearches(s *catalog.Schema, tr *query.Translator, o diag.Object, pos diag.Pos) {
	for _, rel := range tr.Searched {
		s.Warn(diag.SearchDiffers(diag.Show(rel.Name)).At(pos).About(o))
		if rel.Search.Words != "" {
			s.Warn(diag.SearchWords(diag.Show(rel.Name), rel.Search.Words).At(pos).About(o))
		}
	}
	if tr.Rated {
		s.Warn(diag.SearchRated().At(pos).About(o))
	}
}
