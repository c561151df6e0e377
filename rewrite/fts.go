package rewrite

import (
	"strconv"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// FTS says what a full-text table becomes.
type FTS string

// The words of --fts.
const (
	FTSTable    FTS = "table"    // a plain table
	FTSTsvector FTS = "tsvector" // besides, a column to search in and an index over it
)

// fts is a full-text table as its arguments declare it.
type fts struct {
	key         string // PostgreSQL's name for its rowid
	columns     []string
	silent      map[string]bool // columns that are not searched, by folded name
	external    string          // the table that holds the rows instead
	contentless bool
	compressed  bool
	language    string // the name of FTS4's languageid column
}

// parseFTS reads the arguments of CREATE VIRTUAL TABLE ... USING fts3, fts4 or
// fts5: columns and options. https://sqlite.org/fts3.html#fts4_options,
// https://sqlite.org/fts5.html#fts5_table_creation_and_initialization
func parseFTS(x *ast.CreateVirtualTable) fts {
	module := lexer.Fold(x.Module)
	f := fts{key: "rowid", silent: map[string]bool{}}
	if module != "fts5" {
		f.key = "docid"
	}
	for _, arg := range x.Args {
		name, rest := firstName(arg)
		value, option := strings.CutPrefix(rest, "=")
		value, _ = firstName(strings.TrimSpace(value))
		switch {
		case name == "", module != "fts5" && lexer.Fold(name) == "tokenize":
		case !option || module == "fts3":
			f.columns = append(f.columns, name)
			if module == "fts5" && strings.EqualFold(rest, "UNINDEXED") {
				f.silent[lexer.Fold(name)] = true
			}
		default:
			switch lexer.Fold(name) {
			case "content":
				f.external, f.contentless = value, value == ""
			case "content_rowid", "prefix", "tokenize", "matchinfo", "order", "columnsize", "detail":
			case "notindexed":
				f.silent[lexer.Fold(value)] = true
			case "compress", "uncompress":
				f.compressed = true
			case "languageid":
				f.language = value
			}
		}
	}
	if len(f.columns) == 0 && f.external == "" {
		f.columns = []string{"content"}
	}
	return f
}

// column names column i of the shadow table with the content: the key, c0, c1
// (FTS5) or c0title, c1body (FTS3), and langid.
func (f *fts) column(i int, shadow string) string {
	switch {
	case i == 0:
		return f.key
	case lexer.Fold(shadow) == "langid" && i == len(f.columns)+1 && f.language != "":
		return f.language
	}
	digits := strings.TrimPrefix(lexer.Fold(shadow), "c")
	n := 0
	for n < len(digits) && digits[n] >= '0' && digits[n] <= '9' {
		n++
	}
	if k, err := strconv.Atoi(digits[:n]); err == nil && k < len(f.columns) && len(digits) < len(shadow) {
		return f.columns[k]
	}
	return shadow
}

// searchable are the types whose text does not depend on settings.
var searchable = map[string]bool{"text": true, "bigint": true, "numeric": true, "double precision": true, "json": true, "jsonb": true, "uuid": true}

// vector is the tsvector of the searched columns of a table, nil if there are
// none.
func (f *fts) vector(t *Table) pg.Expr {
	var text pg.Expr
	names := f.columns
	if len(names) == 0 {
		for _, c := range t.Columns {
			names = append(names, c.Name)
		}
	}
	for _, name := range names {
		c := t.column(name)
		if c == nil || c.Dropped || f.silent[lexer.Fold(name)] || !searchable[c.Type.Family()] {
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
func (p *Plan) searches() []*pg.Object {
	s := p.schema
	var out []*pg.Object
	if p.fts != FTSTsvector {
		return nil
	}
	for _, v := range s.virtuals {
		if v.family == rtreeModule || v.fts.contentless {
			continue
		}
		t := v.table
		if v.fts.external != "" {
			t = s.Table(v.fts.external)
		}
		why := ""
		var vector pg.Expr
		switch {
		case t == nil:
			why = "the dump has no table with its content"
		case v.fts.compressed:
			why = "its texts are compressed by a function of the application"
		default:
			if vector = v.fts.vector(t); vector == nil {
				why = "it has no column of text"
			}
		}
		if why != "" {
			s.warn(diag.SearchLeftOut(why).At(v.source.Pos).About(v.object()))
			continue
		}
		base := v.source.Name.Text
		var needs []*pg.Object
		if v.fts.external == "" {
			names := namespace{}
			for _, c := range t.Columns {
				names.reserve(c.PG)
			}
			column := pg.Column{Name: names.take("tsv"), Type: "tsvector", Generated: vector}
			vector, base = pg.Name(column.Name), t.PG+"_tsv_idx"
			o := p.part(t, pg.KindColumn, column.Name, &pg.AddColumns{Table: t.PG, Columns: []pg.Column{column}})
			o.What = "column " + diag.Show(column.Name) + " of " + t.pgObject()
			out, needs = append(out, o), []*pg.Object{o}
		}
		name, _ := s.rename(s.relations, base, reservedRelation)
		o := p.part(t, pg.KindIndex, name, &pg.CreateIndex{Name: name, Table: t.PG, Using: "gin", Keys: []pg.Key{{Expr: vector}}}, needs...)
		o.What = "index " + diag.Show(name) + " on " + t.pgObject()
		out = append(out, o)
	}
	return out
}
