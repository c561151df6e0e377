package plan

import (
	"cmp"
	"fmt"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
	"github.com/sqlite2pg/sqlite2pg/rewrite/query"
)

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

// indexes plans CREATE INDEX.
func (b *builder) indexes() []*pg.Object {
	s := b.schema
	var out []*pg.Object
	for _, x := range s.Indexes() {
		t := s.Table(x.Table.Text)
		if t == nil {
			s.Carry(diag.IndexLeftOut, diag.Named("index", x.Name.Text), "the dump has no table "+diag.Show(x.Table.Text), &x.Head)
			continue
		}
		name, rename := s.Rename(s.Relations, x.Name.Text, catalog.ReservedRelation)
		o, why := b.index(t, x, name)
		if why != "" {
			delete(s.Relations, name)
			s.Carry(diag.IndexLeftOut, diag.Named("index", x.Name.Text), why, &x.Head)
			continue
		}
		b.makesKey(t, x, o)
		o.Source = x.Text
		if rename != "" {
			s.Renamed(diag.Named("index", x.Name.Text), name, rename, x.Pos)
		}
		out = append(out, o)
	}
	return out
}

func (b *builder) index(t *catalog.Table, x *ast.CreateIndex, name string) (o *pg.Object, why string) {
	ix := &pg.CreateIndex{Name: name, Table: t.PG, Unique: x.Unique}
	tr := b.immutable()
	var values []pg.Expr
	var size sizes
	afterData := false // a column is added after the data, or is not
	plain := true      // no expression may fail
	var constants []ast.IndexedColumn
	for _, ic := range x.Keys {
		if !t.ReadsColumn(ic.Expr) { // a constant distinguishes no rows
			if l, ok := ic.Expr.(*ast.Literal); ok && l.Kind == ast.NullLit {
				ix.Unique = false // but NULL distinguishes all
			}
			constants = append(constants, ic)
			continue
		}
		e := pg.Expr(nil)
		if ref, ok := ic.Expr.(*ast.ColumnRef); ok && ref.Table == "" {
			c := t.Column(ref.Name)
			switch {
			case c == nil:
				return nil, "column " + diag.Show(ref.Name) + " does not exist"
			case c.Dropped:
				return nil, "column " + diag.Show(ref.Name) + " is left out"
			}
			collation, ok := catalog.CollationOf(c, ic)
			if !ok && collation != c.Collation { // of the column's own, it is said there
				b.schema.Warn(diag.OwnCollation(diag.Escape(collation)).At(x.Pos).About(diag.Named("index", x.Name.Text)))
			}
			e = keyOf(c)
			if !catalog.Plain(c, ic) {
				e = collated(textOf(c), collation)
			}
			size.column(c)
			afterData = afterData || c.AfterData
		} else {
			v, err := b.keyValue(t, tr, ic)
			if err != nil {
				return nil, err.Error()
			}
			e, plain = v.X, false
			size.value(v)
		}
		ix.Keys = append(ix.Keys, pg.Key{Expr: e, Desc: ic.Desc})
		values = append(values, e)
	}
	if len(ix.Keys) == 0 { // of a UNIQUE one, the table has one row
		v, err := b.keyValue(t, tr, constants[0])
		if err != nil {
			return nil, err.Error()
		}
		e := &pg.Cast{X: v.X, Type: v.Type.SQL}
		ix.Keys, values, plain = []pg.Key{{Expr: e}}, []pg.Expr{e}, false
	}
	if n := len(ix.Keys); n > pg.MaxIndexColumns {
		if x.Unique {
			return nil, tooManyKeys("unique index", n)
		}
		b.schema.Warn(diag.IndexShortened(pg.MaxIndexColumns, n).At(x.Pos).About(diag.Named("index", x.Name.Text)))
		ix.Keys = ix.Keys[:pg.MaxIndexColumns]
	}
	if x.Where != nil {
		w, err := b.condition(t, tr, x.Where)
		if err != nil {
			return nil, err.Error()
		}
		ix.Where = query.Passing(w)
	}
	reportReadings(b.schema, tr, diag.Named("index", x.Name.Text), x.Pos)
	o = b.part(t, pg.KindIndex, name, ix)
	o.Helpers = tr.Helpers.List()
	if safe := !x.Unique && size.fit() && plain && x.Where == nil && !afterData; !safe {
		o.What = fmt.Sprintf("index %s on %s", diag.Show(name), t.PGObject())
	}
	if short := shortened(ix, &size); short != nil {
		o.Fallback = []pg.Statement{short}
	}
	if ix.Unique {
		o.Listing = &pg.Duplicates{Table: t.PG, Keys: values, Where: ix.Where}
	}
	return o, ""
}

// tooManyKeys is the reason to leave out what is an index in PostgreSQL, of n
// columns.
func tooManyKeys(what string, n int) string {
	return fmt.Sprintf("PostgreSQL allows %d columns in a %s, and it has %d", pg.MaxIndexColumns, what, n)
}

// keyValue is an expression as an index takes it. SQLite sorts and compares a
// text in it by its collation.
func (rs *relations) keyValue(t *catalog.Table, tr *query.Translator, ic ast.IndexedColumn) (query.Value, error) {
	if err := query.CheckCollation(ic.Collation); err != nil {
		return query.Value{}, err
	}
	if err := query.OfRow(ic.Expr); err != nil {
		return query.Value{}, err
	}
	v, err := tr.Value(ic.Expr, alone(rs.relationOf(t)))
	if err != nil {
		return v, err
	}
	if v.Type.Kind == query.Text || v.Type.Kind == query.Mixed {
		v = query.Collated(v, cmp.Or(ic.Collation, v.Collation))
	}
	return v, nil
}

// keyOf is a column as an index takes it: json has no order and no equality.
func keyOf(c *catalog.Column) pg.Expr {
	if c.Type.Family() == "json" {
		return &pg.Cast{X: pg.Name(c.PG), Type: "text"}
	}
	return pg.Name(c.PG)
}

// textOf is the text of a column whose own equality is not asked for.
func textOf(c *catalog.Column) pg.Expr {
	if c.Type.IsCaseless() {
		return &pg.Cast{X: pg.Name(c.PG), Type: "text"}
	}
	return keyOf(c)
}

// sizes holds how long the values of an index's keys are at most.
type sizes struct {
	keys  []int
	total int
}

func (s *sizes) column(c *catalog.Column) {
	n := 16
	if !c.Type.Bounded() {
		n = c.Longest + 32 // for another form that the value may get
	}
	s.keys, s.total = append(s.keys, n), s.total+n
}

// value adds an expression, whose texts may have any length.
func (s *sizes) value(v query.Value) {
	n := 16
	if v.Type.Kind == query.Text || v.Type.Kind == query.Mixed || v.Type.Kind == query.Blob {
		n = pg.MaxIndexEntry + 1
	}
	s.keys, s.total = append(s.keys, n), s.total+n
}

func (s *sizes) fit() bool { return s.total <= pg.MaxIndexEntry }

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
