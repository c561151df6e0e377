package plan

import (
	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
	"github.com/sqlite2pg/sqlite2pg/rewrite/query"
)

// relations are the tables and views as expressions and queries see them, and what
// the expressions of their own columns become: it is the catalog of package query.
// What a column has to say of itself depends on its encoding, and on whether the data
// is loaded: then it has the type it has in the end.
type relations struct {
	schema    *catalog.Schema
	defaults  map[*catalog.Column]*defaultValue
	generated map[*catalog.Column]*generation
	tables    map[*catalog.Table]*query.Relation // in the end
	views     map[*catalog.View]*query.Relation  // that are translated, or known not to be
	seen      map[string]*catalog.Column         // of which unseen ones are taken to be
	searches  map[*catalog.Virtual]*query.Search // of full-text tables that have a tsvector
}

func newRelations(s *catalog.Schema) *relations {
	return &relations{s, map[*catalog.Column]*defaultValue{}, map[*catalog.Column]*generation{}, map[*catalog.Table]*query.Relation{}, map[*catalog.View]*query.Relation{}, nil, map[*catalog.Virtual]*query.Search{}}
}

// Relation returns the table of a SQLite name as queries see it after the data,
// or nil.
func (rs *relations) Relation(name string) *query.Relation {
	s := rs.schema
	if t := s.Table(name); t != nil {
		r := rs.relationOf(t)
		if v := t.Virtual; v != nil && v.Family != catalog.RTree && v.Table == t {
			r.FullText, r.Search = true, rs.searches[v] // once it is planned
		}
		return r
	}
	if v := s.ViewsByName[lexer.Fold(name)]; v != nil {
		if r := rs.views[v]; r != nil {
			return r
		}
		return &query.Relation{Name: v.Source.Name.Text, View: true, Missing: "it refers to itself in a circle"}
	}
	if why := s.Absent(name); why != "" {
		return &query.Relation{Name: name, Missing: "it is left out, " + why}
	}
	if v := s.Virtual(name); v != nil {
		if known := v.Known(); known != nil && known.FullText.External != "" && s.Absent(known.FullText.External) == "" {
			if r := fullText(rs, known); r != nil {
				return r
			}
		}
		return &query.Relation{Name: name, Missing: "it is a virtual table of module " + diag.Show(v.Module) + ", which is not translated"}
	}
	return nil
}

// maxRelations is how many tables are kept as queries see them. Each is as large as
// its table in the catalog, and few schemas of thousands have a query over them all.
const maxRelations = 256

// relationOf is the table as queries see it in the end.
func (rs *relations) relationOf(t *catalog.Table) *query.Relation {
	if rs.tables[t] == nil {
		if len(rs.tables) == maxRelations {
			clear(rs.tables)
		}
		rs.tables[t] = rs.newRelation(t, true)
	}
	return rs.tables[t]
}

// translator returns what translates queries over the schema as it is now. It
// lists the helpers of what it translates.
func (rs *relations) translator() *query.Translator {
	return &query.Translator{Catalog: rs, Helpers: &query.Helpers{}, Name: func(taken map[string]int, name string) string {
		out, _ := rs.schema.Rename(taken, name, func(n string) bool { return catalog.SystemColumns[n] })
		return out
	}}
}

// newRelation is the table as queries see it: before the data under the types it is
// loaded under, or in the end.
func (rs *relations) newRelation(t *catalog.Table, end bool) *query.Relation {
	r := &query.Relation{Name: t.Source.Name.Text, PG: t.PG, NoRowid: t.Source.WithoutRowid}
	if t.Unwanted {
		r.Missing = "only a module of SQLite can read it"
	}
	of := map[*catalog.Column]*query.Column{}
	for _, c := range t.Columns {
		q := rs.newColumn(c, end)
		q.Hidden = t.Virtual != nil && t.Virtual.Family != catalog.RTree && c == t.Rowid
		of[c] = q
		r.Columns = append(r.Columns, q)
	}
	switch {
	case t.Rowid != nil:
		r.Rowid = of[t.Rowid]
	case end && !r.NoRowid && t.Virtual == nil && r.Missing == "" && !rs.schema.DataOnly:
		r.Numbered = numbered(t)
	}
	r.OtherKeys = t.OtherKeys
	for _, k := range t.Keys {
		if !k.Binary || catalog.Dropped(k.Columns) != nil {
			r.OtherKeys = r.OtherKeys || !k.Binary
			continue
		}
		var key []*query.Column
		for _, c := range k.Columns {
			key = append(key, of[c])
		}
		r.Unique = append(r.Unique, key)
		r.Primary = r.Primary || k.Primary
	}
	return r
}

// newColumn is a column of newRelation.
func (rs *relations) newColumn(c *catalog.Column, end bool) *query.Column {
	q := &query.Column{Name: c.Name, PG: c.PG, Affinity: ast.AffinityOf(c.Declared), Collation: c.Collation,
		NotNull: c.NotNull || c.Identity, Identity: c.Identity, Default: rs.defaults[c].expr(), Generated: c.Generated}
	switch {
	case c.Excluded:
		q.Missing = "it is left out, --exclude-column"
	case c.Dropped:
		q.Missing = "it is a generated column that is left out"
	}
	q.Digits = max(int(c.Digits), usualDigits)
	if g := rs.generated[c]; g != nil {
		q.Digits = max(g.digits, usualDigits)
	}
	q.Uncertain = c.AfterData
	if q.Type = c.Type.InQueries(false); end {
		q.Type = c.Type.Loaded(q.Affinity, c.Classes)
		q.Write = c.Type.Writer(c.Name)
		if c.Classes == 0 && !c.Identity && !c.Generated {
			rs.unseen(c, q)
		}
	}
	return q
}

// usualDigits is how long integers are taken to be, at least: rows come after
// the load, too.
const usualDigits = 9
