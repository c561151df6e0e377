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
	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
)

// Plan plans what a schema becomes. While rows come it says how a table is created
// and altered; at the end Objects has all that there is.
type Plan struct {
	*relations
	fts FTS // what full-text tables become
	// Functions is what the functions of triggers have in common.
	Functions pg.TriggerFunctions
	// NoQueries says why views and triggers cannot be translated; "" where they can.
	NoQueries string
}

// New returns the plan for a schema, which may still grow. fts says what
// full-text tables become.
func New(s *catalog.Schema, fts FTS) *Plan { return &Plan{relations: newRelations(s), fts: fts} }

// Tables says how tables stand in the list of objects.
type Tables uint8

// The ways. Complete is as they are in the end, for a schema without rows. Loaded is for
// tables that are created and have their rows: what they still lack is in the list, and
// they are not. BeforeRows is for tables that come first and then get their rows: they
// are as in the end, but for what may fail on a row.
const (
	Complete Tables = iota
	Loaded
	BeforeRows
)

// Objects plans all that the schema becomes, in an order in which it can be made.
func (p *Plan) Objects(tables Tables) []*pg.Object {
	b := &builder{relations: p.relations, objects: map[*catalog.Table]*pg.Object{}, settled: map[*catalog.Table][]*pg.Object{}, keys: map[string]*pg.Object{},
		using: map[*catalog.Column]pg.Expr{}, functions: p.Functions, noQueries: p.NoQueries, loaded: tables != Complete, made: map[*catalog.View]*view{}, rowids: map[*catalog.Table]*pg.Object{}, searched: map[string]string{}}
	var out []*pg.Object
	reportVirtual(p.schema, p.fts)
	if tables != Complete {
		out = b.shadowTables(tables)
	}
	widenIdentities(p.schema)
	b.followParents()
	for _, t := range p.schema.Tables() {
		switch tables {
		case Complete:
			b.columnsAfterData(t)
			b.objects[t] = b.final(t, false)
			out = append(out, b.objects[t])
		case Loaded:
			b.objects[t] = &pg.Object{Kind: pg.KindTable, Name: t.PG}
			b.settled[t] = b.finalTypes(t)
			b.settled[t] = append(b.settled[t], b.addAfterData(t, false)...)
			out = append(out, b.settled[t]...)
		case BeforeRows:
			b.settled[t] = b.addAfterData(t, true) // the expressions of all, first
			b.objects[t] = b.final(t, true)
			for _, o := range b.settled[t] {
				o.Needs = append(o.Needs, b.objects[t])
			}
			out = append(append(out, b.objects[t]), b.settled[t]...)
		}
	}
	p.schema.FindUniqueIndexes()
	keys := b.keyConstraints()
	indexes := b.indexes()
	checks, foreignKeys := b.checks(), b.foreignKeys()
	out = slices.Concat(out, keys, indexes)
	if p.fts == FTSTsvector {
		out = append(out, b.searches()...)
	}
	if tables != Complete {
		out = append(out, p.Positions()...)
	}
	out = slices.Concat(out, checks, foreignKeys, b.comments())
	views := (&views{b}).create()
	triggers := newTriggers(b).create()
	out = slices.Concat(out, b.numbers, views, triggers) // the columns that the others need
	for _, c := range p.schema.Carried {
		out = append(out, untranslated(c))
	}
	if p.schema.Analyzed && tables != Complete {
		out = append(out, statistics(p.schema)...)
	}
	return out
}

// builder makes the list of objects.
// It is large because what one kind of object becomes depends on what others did.
type builder struct {
	*relations
	objects map[*catalog.Table]*pg.Object   // that make tables
	settled map[*catalog.Table][]*pg.Object // what tables lack that are created
	keys    map[string]*pg.Object           // that make keys, by keyName
	made    map[*catalog.View]*view
	// searched are the tables of whose texts PostgreSQL keeps the index, by that of
	// SQLite: folded names.
	searched  map[string]string
	rowids    map[*catalog.Table]*pg.Object // that make columns of rowids
	numbers   []*pg.Object                  // these, with their indexes
	using     map[*catalog.Column]pg.Expr   // reads a column as its type in the end, nil for a cast
	functions pg.TriggerFunctions
	noQueries string
	loaded    bool // the tables have their rows
}

// untranslated is an object that is carried as a comment.
func untranslated(c catalog.Carried) *pg.Object {
	return &pg.Object{Section: pg.PostData, Kind: pg.KindUntranslated, Name: c.Object.Name, Statement: &pg.Untranslated{What: c.Object.String(), Reason: c.Reason, Source: c.Text + ";"}}
}

// part is an object that is a part of a table, or stands on it.
func (b *builder) part(t *catalog.Table, kind pg.Kind, name string, st pg.Statement, needs ...*pg.Object) *pg.Object {
	if o := b.objects[t]; o != nil {
		needs = slices.Concat([]*pg.Object{o}, b.settled[t], needs)
	}
	return &pg.Object{Section: pg.PostData, Kind: kind, Name: name, Table: t.PG, Needs: needs, Statement: st}
}

// makes notes that an object makes a key of a table: the first one that does is
// what foreign keys need.
func (b *builder) makes(t *catalog.Table, k catalog.Key, o *pg.Object) {
	if name := keyName(t, k); b.keys[name] == nil {
		b.keys[name] = o
	}
}

// makesKey is makes for a unique index.
func (b *builder) makesKey(t *catalog.Table, x *ast.CreateIndex, o *pg.Object) {
	if k, ok := t.UniqueKey(x); ok && x.Unique {
		b.makes(t, k, o)
	}
}

// keyName is the same for keys of the same columns.
func keyName(t *catalog.Table, k catalog.Key) string {
	names := pgNames(k.Columns)
	slices.Sort(names)
	return t.PG + "\x00" + strings.Join(names, "\x00")
}

// readBy are the tables and views that a query or a trigger names, with the columns
// that they are given later.
func (b *builder) readBy(node ast.Node) []*pg.Object {
	var out []*pg.Object
	for _, t := range ast.Tables(node) {
		if o := b.object(t.Name.Text); o != nil && !slices.Contains(out, o) {
			out = append(append(out, o), b.settled[b.schema.Table(t.Name.Text)]...)
		}
	}
	return out
}

// object is the table or view of a SQLite name, nil if none arrives.
func (b *builder) object(name string) *pg.Object {
	if t := b.schema.Table(name); t != nil {
		return b.objects[t]
	}
	if v := b.made[b.schema.ViewsByName[lexer.Fold(name)]]; v != nil {
		return v.object
	}
	if v := b.schema.Virtual(name); v != nil && v.Known() != nil { // whose rows are those of another table
		return b.objects[b.schema.Table(v.Known().FullText.External)]
	}
	return nil
}
