package rewrite

import (
	"fmt"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
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
			s.Carry("index-left-out", "index", x.Name.Text, "the dump has no table "+diag.Show(x.Table.Text), &x.Head)
			continue
		}
		name, rename := s.rename(s.relations, x.Name.Text, reservedRelation)
		p, why := t.planIndex(x, name)
		if why != "" {
			delete(s.relations, name)
			s.Carry("index-left-out", "index", x.Name.Text, why, &x.Head)
			continue
		}
		if rename != "" {
			s.renamed("index "+diag.Show(x.Name.Text), name, rename, x.Pos)
		}
		out = append(out, p)
	}
	return out
}

func (t *Table) planIndex(x *ast.CreateIndex, name string) (p planned, why string) {
	ix := &pg.CreateIndex{Name: name, Table: t.PG, Unique: x.Unique}
	k := key{binary: x.Where == nil}
	var values []pg.Expr
	safe := !x.Unique
	for _, ic := range x.Keys {
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
			if c.Type.family() != "text" {
				collation = "" // only text has one
			}
			e = collated(pg.Name(c.PG), collation)
			k.columns = append(k.columns, c)
			k.binary = k.binary && (collation == "" || collation == "BINARY")
			safe = safe && c.Type.fixed() && !c.late
		} else {
			v, err := t.value(ic.Expr)
			if err != nil {
				return p, err.Error()
			}
			if !collations[collation] {
				return p, "collation " + diag.Show(collation) + " is the application's own"
			}
			if e = v.expr; v.kind == kindText {
				e = collated(e, collation)
			}
			k.binary, safe = false, false
		}
		ix.Keys = append(ix.Keys, pg.Key{Expr: e, Desc: ic.Desc})
		values = append(values, e)
	}
	if x.Where != nil {
		w, err := t.condition(x.Where)
		if err != nil {
			return p, err.Error()
		}
		ix.Where = w
	}
	p = planned{table: t, what: fmt.Sprintf("index %s on %s", diag.Show(name), t.pgObject()), first: ix, safe: safe && x.Where == nil}
	if x.Unique {
		p.listing = &pg.Duplicates{Table: t.PG, Keys: values, Where: ix.Where}
		if k.binary {
			t.unique = append(t.unique, k)
		}
	}
	return p, ""
}

// fixed reports whether every value of the type is small enough for a btree
// (https://www.postgresql.org/docs/current/btree.html) and comparable.
func (t Type) fixed() bool {
	switch t.Encoding {
	case encodeText, encodeAny, encodeBytea, encodeByteaAny, encodeByteaRaw, encodeNumeric, encodeNumbers, encodeJSON:
		return false
	}
	return true
}
