package plan

import (
	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
	"github.com/sqlite2pg/sqlite2pg/rewrite/query"
)

// The tables as expressions and queries see them: Schema is their Catalog. What
// a column has to say of itself depends on its encoding, and on whether the
// data is loaded: then it has the type it has in the end.

// Relation returns the table of a SQLite name as queries see it after the data,
// or nil.
func (p *Plan) Relation(name string) *query.Relation {
	s := p.schema
	if t := s.Table(name); t != nil {
		return p.relationOf(t)
	}
	if v := s.ViewsByName[lexer.Fold(name)]; v != nil {
		if w := p.views[v]; w != nil {
			return w.relation
		}
		return &query.Relation{Name: v.Source.Name.Text, View: true, Missing: "it refers to itself in a circle"}
	}
	for _, v := range s.Virtuals {
		if lexer.Fold(v.Source.Name.Text) == lexer.Fold(name) {
			return &query.Relation{Name: name, Missing: "it is a virtual table, which is not translated"}
		}
	}
	return nil
}

// relationOf is the table as queries see it in the end.
func (p *Plan) relationOf(t *catalog.Table) *query.Relation {
	if p.relations[t] == nil {
		p.relations[t] = p.seen(t, true)
	}
	return p.relations[t]
}

// translator returns what translates queries over the schema as it is now. It
// lists the helpers of what it translates.
func (p *Plan) translator() *query.Translator {
	return &query.Translator{Catalog: p, Helpers: &query.Helpers{}, Name: func(taken map[string]int, name string) string {
		out, _ := p.schema.Rename(taken, name, func(n string) bool { return catalog.SystemColumns[n] })
		return out
	}}
}

// seen is the table as queries see it: before the data under the types it is
// loaded under, or in the end.
func (p *Plan) seen(t *catalog.Table, end bool) *query.Relation {
	r := &query.Relation{Name: t.Source.Name.Text, PG: t.PG, NoRowid: t.Source.WithoutRowid}
	if t.Unwanted {
		r.Missing = "only a module of SQLite can read it"
	}
	of := map[*catalog.Column]*query.Column{}
	for _, c := range t.Columns {
		q := p.seenAs(c, end)
		q.Hidden = t.Virtual != nil && t.Virtual.Family != catalog.RTree && c == t.Rowid
		of[c] = q
		r.Columns = append(r.Columns, q)
	}
	if t.Rowid != nil {
		r.Rowid = of[t.Rowid]
	}
	r.OtherKeys = t.OtherKeys
	for _, k := range t.Keys {
		if !k.Binary {
			r.OtherKeys = true
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

func (p *Plan) seenAs(c *catalog.Column, end bool) *query.Column {
	q := &query.Column{Name: c.Name, PG: c.PG, Affinity: ast.AffinityOf(c.Declared), Collation: c.Collation,
		NotNull: c.NotNull || c.Identity, Identity: c.Identity, Default: p.defaults[c].expr(), Generated: c.Generated}
	if c.Dropped {
		q.Missing = "it is a generated column that is left out"
	}
	q.Digits = max(int(c.Digits), usualDigits)
	if q.Type = c.Type.InQueries(false); end {
		q.Type = c.Type.Loaded(q.Affinity, c.Classes, c.Longest)
		q.Write = c.Type.Writer(c.Name)
	}
	return q
}

// usualDigits is how long integers are taken to be, at least: rows come after
// the load, too.
const usualDigits = 9
