// Package plan turns a catalog into PostgreSQL's objects: tables, keys, checks,
// indexes, foreign keys, defaults, generated columns, comments, views, triggers, full
// text. They come as one list (pg.Object), in an order in which they can be made. It
// knows both databases' rules for schemas and has package query translate
// expressions. It never sees a row, decides no type by data, and does not know how
// the list is printed.
package plan

import (
	"slices"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
	"github.com/sqlite2pg/sqlite2pg/rewrite/query"
)

// Plan plans what a schema becomes, as one list of objects.
type Plan struct {
	schema    *catalog.Schema
	fts       FTS // what full-text tables become
	defaults  map[*catalog.Column]*defaultValue
	generated map[*catalog.Column]*generation
	using     map[*catalog.Column]pg.Expr        // reads a column as its type in the end, nil for a cast
	relations map[*catalog.Table]*query.Relation // as queries see tables in the end
	views     map[*catalog.View]*view            // that are translated, or known not to be
	functions catalog.Namespace                  // PostgreSQL names of triggers' functions
	settings  catalog.Namespace                  // parameters that keep triggers from firing themselves
	tables    map[*catalog.Table]*pg.Object
	keys      map[string]*pg.Object // by keyName
}

// New returns the plan for a schema, which may still grow. fts says what
// full-text tables become.
func New(s *catalog.Schema, fts FTS) *Plan {
	return &Plan{schema: s, fts: fts, defaults: map[*catalog.Column]*defaultValue{}, generated: map[*catalog.Column]*generation{}, using: map[*catalog.Column]pg.Expr{},
		relations: map[*catalog.Table]*query.Relation{}, views: map[*catalog.View]*view{}, functions: catalog.Namespace{}, settings: catalog.Namespace{},
		tables: map[*catalog.Table]*pg.Object{}, keys: map[string]*pg.Object{}}
}

// Objects plans all that the schema becomes, in an order in which it can be made.
// If the tables are created for their rows already, what they still lack is among
// it, and not the tables; otherwise they are as they shall be in the end.
func (p *Plan) Objects(created bool) []*pg.Object {
	var out []*pg.Object
	p.reportVirtual()
	if created {
		out = p.finishVirtual()
	}
	p.followParents()
	for _, t := range p.schema.Tables {
		if !created {
			p.lateColumns(t)
			p.tables[t] = p.final(t)
			out = append(out, p.tables[t])
			continue
		}
		p.tables[t] = &pg.Object{Kind: pg.KindTable, Name: t.PG}
		out = append(append(out, p.finalTypes(t)...), p.addLate(t)...)
	}
	p.findUnique()
	keys := p.keyConstraints()
	indexes := p.indexes()
	checks, foreignKeys := p.checks(), p.foreignKeys()
	out = slices.Concat(out, keys, indexes, p.searches())
	if created {
		out = append(out, p.Positions()...)
	}
	out = slices.Concat(out, checks, foreignKeys, p.comments(), p.createViews(), p.createTriggers())
	for _, c := range p.schema.Carried {
		out = append(out, untranslated(c))
	}
	if p.schema.Analyzed && created {
		out = append(out, p.statistics()...)
	}
	return out
}

// untranslated is an object that is carried as a comment.
func untranslated(c catalog.Carried) *pg.Object {
	return &pg.Object{Section: pg.PostData, Kind: pg.KindUntranslated, Name: c.Object.Name, Statement: &pg.Untranslated{What: c.Object.String(), Reason: c.Reason, Source: c.Text + ";"}}
}

// part is an object that is a part of a table, or stands on it.
func (p *Plan) part(t *catalog.Table, kind pg.Kind, name string, st pg.Statement, needs ...*pg.Object) *pg.Object {
	needs = append([]*pg.Object{p.tables[t]}, needs...)
	return &pg.Object{Section: pg.PostData, Kind: kind, Name: name, Table: t.PG, Needs: needs, Statement: st}
}

// makes notes that an object makes a key of a table: the first one that does is
// what foreign keys need.
func (p *Plan) makes(t *catalog.Table, k catalog.Key, o *pg.Object) {
	if name := keyName(t, k); p.keys[name] == nil {
		p.keys[name] = o
	}
}

// makesKey is makes for a unique index.
func (p *Plan) makesKey(t *catalog.Table, x *ast.CreateIndex, o *pg.Object) {
	if k, ok := t.UniqueKey(x); ok && x.Unique {
		p.makes(t, k, o)
	}
}

// keyName is the same for keys of the same columns.
func keyName(t *catalog.Table, k catalog.Key) string {
	names := pgNames(k.Columns)
	slices.Sort(names)
	return t.PG + "\x00" + strings.Join(names, "\x00")
}
