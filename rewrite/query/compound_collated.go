package query

import (
	"slices"
	"strconv"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// collatedCompound is a compound whose rows a collation makes one that PostgreSQL tells
// apart: they are grouped by what the collation makes of them. All of them are compared
// by the collations of the whole (multiSelectCollSeq() in SQLite's select.c). Of equal
// rows, SQLite keeps the last one that it finds, as each replaces the one before; where
// it merges ordered rows, it keeps the first one of the last SELECT that has one
// (multiSelectOrderBy()). It finds the rows of a table by their keys.
func (t *Translator) collatedCompound(arms []*core, cols []*Column, ops []string, terms []ast.OrderTerm) (*pg.Select, error) {
	if i := slices.Index(ops, "UNION ALL"); i >= 0 && slices.ContainsFunc(ops[:i], func(op string) bool { return op != "UNION ALL" }) {
		return nil, cannot("UNION ALL behind %s of texts with a collation", ops[i-1])
	}
	for _, term := range terms {
		if collateOf(term.Expr) != "" {
			return nil, cannot("%s of texts with a collation, in the order of another", ops[len(ops)-1])
		}
	}
	taken := map[string]bool{}
	var names []string
	for _, c := range cols {
		taken[c.PG] = true
		names = append(names, c.PG)
	}
	arm, place := fresh("arm", taken), fresh("place", taken)
	rows, err := t.placed(arms[0], 0)
	if err != nil {
		return nil, err
	}
	from := &pg.FromQuery{Query: rows, Alias: "q", Columns: append(slices.Clone(names), arm, place)}
	for k, op := range ops {
		next := arms[k+1]
		if op == "UNION" || op == "UNION ALL" {
			number := k + 1
			if len(terms) > 0 && !slices.ContainsFunc(ops[:k+1], func(op string) bool { return op != "UNION ALL" }) {
				number = -number // merged by UNION ALL, the first one stays first
			}
			rows, err := t.placed(next, number)
			if err != nil {
				return nil, err
			}
			from.Query = &pg.Compound{Op: "UNION ALL", Left: from.Query, Right: rows}
			continue
		}
		found := &pg.Select{Columns: []pg.Result{{Expr: pg.Number("1")}}, From: &pg.FromQuery{Query: next.sel, Alias: "r", Columns: names}}
		for i, c := range cols {
			l, r := t.columnKey(c, arms, i, "q"), t.columnKey(c, arms, i, "r")
			found.Where = both(found.Where, &pg.Binary{Op: "IS NOT DISTINCT FROM", L: l, R: r})
		}
		kept := &pg.Select{From: from, Where: &pg.Exists{Not: op == "EXCEPT", Query: found}}
		for _, name := range from.Columns {
			kept.Columns = append(kept.Columns, pg.Result{Expr: &pg.ColumnOf{Table: "q", Name: name}})
		}
		from = &pg.FromQuery{Query: kept, Alias: "q", Columns: from.Columns}
	}
	out := &pg.Select{From: from}
	pick := []pg.Order{{Expr: pg.Name(arm), Desc: true}, {Expr: pg.Name(place), Desc: len(terms) == 0}}
	for i, c := range cols {
		key := t.columnKey(c, arms, i, "q")
		out.GroupBy = append(out.GroupBy, key)
		x := pg.Expr(&pg.ColumnOf{Table: "q", Name: c.PG})
		if armsCollated(c, arms, i) != "" {
			x = &pg.Index{X: &pg.Aggregate{Func: "array_agg", Args: []pg.Expr{x}, OrderBy: pick}, I: pg.Number("1")}
		}
		out.Columns = append(out.Columns, pg.Result{Expr: x, As: c.PG})
	}
	return out, nil
}

// armsCollated is the collation by which a column of a compound is compared if it is
// another than BINARY.
func armsCollated(c *Column, arms []*core, column int) string {
	return collatedName(Value{Type: c.Type, Collation: armsCollation(arms, column)})
}

// columnKey is a column of a compound as it is compared.
func (t *Translator) columnKey(c *Column, arms []*core, i int, table string) pg.Expr {
	v := Value{X: &pg.ColumnOf{Table: table, Name: c.PG}, Type: c.Type}
	if collation := armsCollated(c, arms, i); collation != "" {
		if c.Type.Read != nil {
			v.X = c.Type.Read(v.X)
		}
		return Collated(v, collation).X
	}
	return v.X
}

// placed is an arm of a compound with two more columns: its number, and where SQLite
// finds each row in it.
func (t *Translator) placed(a *core, number int) (*pg.Select, error) {
	unknown := cannot("UNION, EXCEPT or INTERSECT of texts with a collation: it does not show which of equal rows SQLite keeps")
	place := Value{X: pg.Number("0")}
	switch s := a.scope; {
	case len(a.rows) > 1, a.sel.Distinct, s.group != nil && !a.single, a.sel.Limit != nil, len(s.Sources) > 1:
		return nil, unknown
	case a.single || a.rows != nil || len(s.Sources) == 0:
	case s.Sources[0].Relation.Rowid == nil:
		return nil, unknown
	default:
		var err error
		if place, err = t.column(refTo(0, s.Sources[0].Relation.Rowid.Name), s); err != nil {
			return nil, err
		}
	}
	if a.rows != nil {
		a.sel.Values[0] = append(a.sel.Values[0], pg.Number(strconv.Itoa(number)), place.X)
	} else {
		a.sel.Columns = append(a.sel.Columns, pg.Result{Expr: pg.Number(strconv.Itoa(number))}, pg.Result{Expr: place.X})
	}
	return a.sel, nil
}
