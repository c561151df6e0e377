package query

import (
	"slices"
	"strconv"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// compound translates SELECTs joined by UNION and the like, which have one
// precedence in SQLite and group to the left.
func (t *Translator) compound(q *ast.Select, outer *Scope, as use) (pg.Query, []*Column, error) {
	arms, ops, err := t.arms(q.Cores, outer)
	if err != nil {
		return nil, nil, err
	}
	compared := slices.Clone(arms[len(arms)-1].values)
	cols, err := t.settle(arms, named)
	if as == among || as == value { // what is compared is the last SELECT's (sqlite3ExprAffinity() in expr.c)
		for i, c := range cols {
			last := compared[i]
			c.Affinity, c.Computed, c.Collation, c.Explicit = last.Affinity, !last.Stored, last.Collation, last.Explicit
		}
	}
	if err != nil {
		return nil, nil, err
	}
	collated, err := t.comparable(arms, cols, ops)
	if err != nil {
		return nil, nil, err
	}
	if as == exists {
		q = &ast.Select{Limit: q.Limit, Offset: q.Offset}
	}
	var out pg.Query
	if collated {
		out, err = t.collatedCompound(arms, cols, ops, q.OrderBy)
	} else {
		out = chain(arms, ops)
	}
	if err != nil {
		return nil, nil, err
	}
	_, limit, offset := tail(out)
	if err := t.limits(q, outer, limit, offset); err != nil {
		return nil, nil, err
	}
	if as == value {
		if l, ok := (*limit).(pg.Number); *limit == nil || ok && l != "0" {
			*limit = pg.Number("1")
		} else if !ok {
			return nil, nil, cannot("a query as a value whose LIMIT is no constant")
		}
	}
	if len(q.OrderBy) == 0 {
		return out, cols, nil
	}
	result, err := t.orderCompound(out, q.OrderBy, arms, cols)
	return result, cols, err
}

// tail is what stands behind the rows of a query.
func tail(q pg.Query) (order *[]pg.Order, limit, offset *pg.Expr) {
	switch q := q.(type) {
	case *pg.Select:
		return &q.OrderBy, &q.Limit, &q.Offset
	case *pg.Compound:
		return &q.OrderBy, &q.Limit, &q.Offset
	}
	return nil, nil, nil
}

// arms translates the SELECTs of a compound.
func (t *Translator) arms(cores []*ast.Core, outer *Scope) (arms []*core, ops []string, err error) {
	for i, c := range cores {
		a, err := t.core(c, nil, outer)
		if err != nil {
			return nil, nil, err
		}
		arms = append(arms, a)
		if i > 0 {
			ops = append(ops, c.Op)
		}
	}
	return arms, ops, nil
}

// comparable returns an error if PostgreSQL does not compare the rows of a
// compound as SQLite does, and whether a collation makes some of them equal.
func (t *Translator) comparable(arms []*core, cols []*Column, ops []string) (collated bool, err error) {
	for _, op := range ops {
		if op == "UNION ALL" {
			continue
		}
		for i, c := range cols {
			for _, a := range arms {
				if a.rows == nil {
					t.spelled(a.values[i])
				}
			}
			switch {
			case c.Type.Kind == Mixed:
				return false, in("column "+diag.Show(c.Name), cannot("%s of values that are numbers or texts, which only SQLite can tell apart", op))
			case c.Type.SQL == "json":
				return false, in("column "+diag.Show(c.Name), cannot("%s of JSON, which has no equality in PostgreSQL", op))
			}
			collated = collated || armsCollated(c, arms, i) != ""
		}
	}
	return collated, nil
}

// armsCollation is the collation by which the rows of a compound are compared
// and ordered: that of the first SELECT whose column has one.
// multiSelectCollSeq() in SQLite's select.c
func armsCollation(arms []*core, column int) string {
	list := make([]Value, len(arms))
	for i, a := range arms {
		list[i] = a.values[column]
	}
	return firstCollation(list)
}

// chain makes a tree of the arms.
func chain(arms []*core, ops []string) *pg.Compound {
	out := &pg.Compound{Op: ops[0], Left: arms[0].sel, Right: arms[1].sel}
	for i, op := range ops[1:] {
		out = &pg.Compound{Op: op, Left: out, Right: arms[i+2].sel}
	}
	return out
}

// orderCompound orders the rows of a compound by result columns: a name is
// looked for among those of each arm. PostgreSQL takes nothing but the column
// itself: for a COLLATE the compound becomes a subquery.
func (t *Translator) orderCompound(out pg.Query, terms []ast.OrderTerm, arms []*core, cols []*Column) (pg.Query, error) {
	around := false
	var order []pg.Order
	for _, term := range terms {
		place := -1
		for _, a := range arms {
			i, _, err := orderTerm(term.Expr, a.items, a.scope, len(cols))
			if err != nil {
				return nil, err
			}
			if i >= 0 {
				place = i
				break
			}
		}
		if place < 0 {
			return nil, at(term.Expr, cannot("ORDER BY of a term that is no column of the UNION"))
		}
		c := cols[place]
		v := Value{X: pg.Name(c.PG), Type: c.Type, Collation: armsCollation(arms, place), NotNull: c.NotNull}
		if collation := collateOf(term.Expr); collation != "" {
			if err := CheckCollation(collation); err != nil {
				return nil, at(term.Expr, err)
			}
			v.Collation = collationNames[fold(collation)]
		}
		o, err := t.order(v, term)
		if err != nil {
			return nil, in("ORDER BY of column "+diag.Show(c.Name), err)
		}
		if o.Expr != v.X {
			around = true
		}
		order = append(order, o)
	}
	if !around {
		for i := range order { // VALUES names its columns itself
			if name, ok := order[i].Expr.(pg.Name); ok && arms[0].rows != nil {
				for j, c := range cols {
					if c.PG == string(name) {
						order[i].Expr = pg.Number(strconv.Itoa(j + 1))
					}
				}
			}
		}
		place, _, _ := tail(out)
		*place = order
		return out, nil
	}
	return orderAround(out, cols, order), nil
}
