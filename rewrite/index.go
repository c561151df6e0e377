package rewrite

import (
	"fmt"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/query"
)

// collations that SQLite has by itself (https://sqlite.org/datatype3.html#collating_sequences).
var collations = map[string]bool{"": true, "BINARY": true, "NOCASE": true, "RTRIM": true}

// collated wraps a text expression so that PostgreSQL compares it as the
// collation does. NOCASE folds ASCII only, which lower() does under "C".
func collated(x pg.Expr, collation string) pg.Expr {
	switch collation {
	case "NOCASE":
		return &pg.Call{Func: "lower", Args: []pg.Expr{&pg.Collate{X: x, Collation: "C"}}}
	case "RTRIM":
		return &pg.Call{Func: "rtrim", Args: []pg.Expr{x, pg.String(" ")}}
	}
	return x
}

// planIndexes plans CREATE INDEX. Unique ones must be known before foreign
// keys are.
func (s *Schema) planIndexes() []planned {
	var out []planned
	for _, x := range s.indexes {
		t := s.Table(x.Table.Text)
		if t == nil {
			s.Carry(diag.IndexLeftOut, diag.Named("index", x.Name.Text), "the dump has no table "+diag.Show(x.Table.Text), &x.Head)
			continue
		}
		name, rename := s.rename(s.relations, x.Name.Text, reservedRelation)
		keys := len(t.unique)
		p, why := t.planIndex(x, name)
		t.otherKeys = t.otherKeys || x.Unique && len(t.unique) == keys
		if why != "" {
			delete(s.relations, name)
			s.Carry(diag.IndexLeftOut, diag.Named("index", x.Name.Text), why, &x.Head)
			continue
		}
		p.source = x.Text
		if rename != "" {
			s.renamed(diag.Named("index", x.Name.Text), name, rename, x.Pos)
		}
		out = append(out, p)
	}
	return out
}

func (t *Table) planIndex(x *ast.CreateIndex, name string) (p planned, why string) {
	ix := &pg.CreateIndex{Name: name, Table: t.PG, Unique: x.Unique}
	k := key{binary: x.Where == nil}
	var values []pg.Expr
	var size sizes
	late := false // a column is added after the data, or is not
	plain := true // no expression may fail
	for _, ic := range x.Keys {
		if !t.readsColumn(ic.Expr) {
			continue // a constant distinguishes no rows
		}
		collation := strings.ToUpper(ic.Collation)
		e := pg.Expr(nil)
		if ref, ok := ic.Expr.(*ast.ColumnRef); ok && ref.Table == "" {
			c := t.column(ref.Name)
			switch {
			case c == nil:
				return p, "column " + diag.Show(ref.Name) + " does not exist"
			case c.Dropped:
				return p, "column " + diag.Show(ref.Name) + " is left out"
			}
			collation = or(collation, c.collation)
			if !collations[collation] {
				return p, "collation " + diag.Show(collation) + " is the application's own"
			}
			if c.Type.Family() != "text" {
				collation = "" // only text has one
			}
			e = collated(keyOf(c), collation)
			size.column(c)
			k.columns = append(k.columns, c)
			k.binary = k.binary && (collation == "" || collation == "BINARY")
			late = late || c.late
		} else {
			var v query.Value
			err := t.schema.try(func() (err error) {
				v, err = t.keyValue(ic)
				return err
			})
			if err != nil {
				return p, err.Error()
			}
			e = v.X
			k.binary, plain = false, false
			size.value(v)
		}
		ix.Keys = append(ix.Keys, pg.Key{Expr: e, Desc: ic.Desc})
		values = append(values, e)
	}
	if len(ix.Keys) == 0 {
		return p, "its key is a constant"
	}
	if x.Where != nil {
		w, err := t.condition(t.schema.immutable(), x.Where)
		if err != nil {
			return p, err.Error()
		}
		ix.Where = w
	}
	p = planned{table: t, what: fmt.Sprintf("index %s on %s", diag.Show(name), t.pgObject()), first: ix, safe: !x.Unique && size.fit() && plain && x.Where == nil && !late}
	if short := shortened(ix, &size); short != nil {
		p.fallback = []pg.Statement{short}
	}
	p.functions = t.schema.Functions()
	if x.Unique {
		p.listing = &pg.Duplicates{Table: t.PG, Keys: values, Where: ix.Where}
		if k.binary {
			t.unique = append(t.unique, k)
		}
	}
	return p, ""
}

// keyValue is an expression as an index takes it. SQLite sorts and compares a
// text in it by its collation.
func (t *Table) keyValue(ic ast.IndexedColumn) (query.Value, error) {
	if err := query.CheckCollation(ic.Collation); err != nil {
		return query.Value{}, err
	}
	if err := query.OfRow(ic.Expr); err != nil {
		return query.Value{}, err
	}
	v, err := t.schema.immutable().Value(ic.Expr, alone(t.inQueries()))
	if err != nil {
		return v, err
	}
	if v.Type.Kind == query.Text || v.Type.Kind == query.Mixed {
		v = query.Collated(v, or(ic.Collation, v.Collation))
	}
	return v, nil
}

// keyOf is a column as an index takes it: json has no order and no equality.
func keyOf(c *Column) pg.Expr {
	if c.Type.Family() == "json" {
		return &pg.Cast{X: pg.Name(c.PG), Type: "text"}
	}
	return pg.Name(c.PG)
}

// maxKey is how long the keys of a btree entry may be together, in bytes, with
// room for what PostgreSQL adds: it refuses more than 2,704 after compression.
// https://www.postgresql.org/docs/current/btree.html
const maxKey = 2500

// sizes holds how long the values of an index's keys are at most.
type sizes struct {
	keys  []int
	total int
}

func (s *sizes) column(c *Column) {
	n := 16
	if !c.Type.Bounded() {
		n = c.longest + 32 // for another form that the value may get
	}
	s.keys, s.total = append(s.keys, n), s.total+n
}

// value adds an expression, whose texts may have any length.
func (s *sizes) value(v query.Value) {
	n := 16
	if v.Type.Kind == query.Text || v.Type.Kind == query.Mixed || v.Type.Kind == query.Blob {
		n = maxKey + 1
	}
	s.keys, s.total = append(s.keys, n), s.total+n
}

func (s *sizes) fit() bool { return s.total <= maxKey }

// long reports whether key i has a share in the keys being too long.
func (s *sizes) long(i int) bool { return !s.fit() && s.keys[i] > 100 }

// shortened is an index that holds what ix cannot for the length of its values.
// A unique one goes over hashes of the long values: two with one MD5 do not come
// by chance. Others look for the keys before the first long one, or for the hash
// of that. It is nil where nothing is long.
func shortened(ix *pg.CreateIndex, size *sizes) pg.Statement {
	first := 0
	for first < len(ix.Keys) && !size.long(first) {
		first++
	}
	if first == len(ix.Keys) {
		return nil
	}
	short := *ix
	switch {
	case ix.Unique:
		short.Keys = nil
		for i, k := range ix.Keys {
			if size.long(i) {
				k.Expr = &pg.Call{Func: "md5", Args: []pg.Expr{k.Expr}}
			}
			short.Keys = append(short.Keys, k)
		}
	case first > 0:
		short.Keys = ix.Keys[:first]
	default:
		short.Using, short.Keys = "hash", []pg.Key{{Expr: ix.Keys[0].Expr}}
	}
	return &short
}
