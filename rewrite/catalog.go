package rewrite

import (
	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/rewrite/query"
)

// catalog is the schema as package query sees it. Its relations are made when
// they are first asked for, and kept: it is made when all types are decided.
type catalog struct {
	schema    *Schema
	relations map[string]*query.Relation // by folded SQLite name
}

// translator returns what translates queries over the schema as it is now.
func (s *Schema) translator() *query.Translator {
	return &query.Translator{
		Catalog: &catalog{s, map[string]*query.Relation{}},
		Helpers: &s.helpers,
		Name: func(taken map[string]bool, name string) string {
			out, _ := s.rename(taken, name, func(n string) bool { return systemColumns[n] })
			return out
		},
	}
}

// Relation implements query.Catalog.
func (c *catalog) Relation(name string) *query.Relation {
	name = lexer.Fold(name)
	if r, ok := c.relations[name]; ok {
		return r
	}
	var r *query.Relation
	if t := c.schema.byName[name]; t != nil {
		r = t.relation()
	} else if v := c.schema.viewsByName[name]; v != nil {
		if r = v.relation; r == nil {
			return &query.Relation{Name: v.source.Name.Text, View: true, Missing: "it refers to itself in a circle"}
		}
	}
	c.relations[name] = r
	return r
}

// relation is the table as package query sees it.
func (t *Table) relation() *query.Relation {
	r := &query.Relation{Name: t.Source.Name.Text, PG: t.PG}
	if t.Unwanted {
		r.Missing = "only a module of SQLite can read it"
	}
	columns := make(map[*Column]*query.Column, len(t.Columns))
	for i, c := range t.Columns {
		declared := ""
		if i < len(t.Source.Columns) {
			declared = t.Source.Columns[i].Type
		}
		col := &query.Column{Name: c.Name, PG: c.PG, Type: c.queryType(declared), Affinity: affinities[affinityOf(declared)],
			Collation: c.collation, NotNull: c.NotNull || c.Identity, Identity: c.Identity, Generated: c.Generated, Default: c.def}
		if t.Source.Strict && affinityOf(declared) == NumericAffinity { // ANY
			col.Affinity = query.NoAffinity
		}
		if col.Type.SQL == "bigint" {
			col.Digits = c.longest
		}
		if c.Dropped {
			col.Missing = "its expression is not translated"
		}
		columns[c] = col
		r.Columns = append(r.Columns, col)
	}
	r.Rowid = columns[t.Rowid]
	for _, k := range t.unique {
		if !k.binary {
			continue
		}
		var key []*query.Column
		for _, c := range k.columns {
			key = append(key, columns[c])
		}
		r.Unique = append(r.Unique, key)
	}
	r.NoRowid = t.Source.WithoutRowid
	return r
}

var affinities = map[Affinity]query.Affinity{
	IntegerAffinity: query.IntegerAffinity, TextAffinity: query.TextAffinity, BlobAffinity: query.NoAffinity,
	RealAffinity: query.RealAffinity, NumericAffinity: query.NumericAffinity,
}
