package emit

import (
	"fmt"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
)

// layout is where the lines of a query begin: so many levels deep, or flat,
// which is all on one line.
type layout int

const flat layout = -1

// maxLayout is the deepest level that is still laid out: below it nobody reads,
// and the spaces of a thousand levels would be most of the script.
const maxLayout layout = 12

// in is the layout of what stands inside.
func (l layout) in() layout {
	if l == flat || l == maxLayout {
		return flat
	}
	return l + 1
}

// line begins a line, or goes on with a blank.
func (l layout) line(dst []byte) []byte {
	if l == flat {
		return append(dst, ' ')
	}
	dst = append(dst, '\n')
	for range l {
		dst = append(dst, "    "...)
	}
	return dst
}

// open and close print the parentheses around a query of layout l.
func (l layout) open(dst []byte) []byte {
	if l == flat {
		return append(dst, '(')
	}
	return l.line(append(dst, '('))
}

func (l layout) close(dst []byte) []byte {
	if l == flat {
		return append(dst, ')')
	}
	return append((l - 1).line(dst), ')')
}

// appendQuery prints a query, one clause a line.
func appendQuery(dst []byte, q pg.Query, l layout) []byte {
	switch q := q.(type) {
	case *pg.Select:
		dst = appendWith(dst, q.With, q.Recursive, l)
		dst = appendCore(dst, q, l)
		return appendTail(dst, q.OrderBy, q.Limit, q.Offset, l)
	case *pg.Compound:
		dst = appendWith(dst, q.With, q.Recursive, l)
		dst = appendArm(dst, q.Left, armNeedsParens(q.Left, q.Op, false), l)
		dst = append(l.line(dst), q.Op...)
		dst = appendArm(l.line(dst), q.Right, armNeedsParens(q.Right, q.Op, true), l)
		return appendTail(dst, q.OrderBy, q.Limit, q.Offset, l)
	}
	panic(fmt.Sprintf("emit: no form for %T", q))
}

// armNeedsParens reports whether an arm of a compound must stand in
// parentheses: INTERSECT binds tighter than the others, which group to the
// left. https://www.postgresql.org/docs/current/queries-union.html
func armNeedsParens(arm pg.Query, op string, right bool) bool {
	switch arm := arm.(type) {
	case *pg.Select:
		return arm.With != nil || arm.OrderBy != nil || arm.Limit != nil || arm.Offset != nil
	case *pg.Compound:
		return right || arm.With != nil || arm.OrderBy != nil || arm.Limit != nil || arm.Offset != nil ||
			op == "INTERSECT" && arm.Op != "INTERSECT"
	}
	return true
}

func appendArm(dst []byte, q pg.Query, parens bool, l layout) []byte {
	if !parens {
		return appendQuery(dst, q, l)
	}
	return appendParens(dst, q, l)
}

// appendParens prints a query in parentheses that stand on lines of layout l.
func appendParens(dst []byte, q pg.Query, l layout) []byte {
	in := l.in()
	if in == flat {
		return append(appendQuery(append(dst, '('), q, flat), ')')
	}
	return in.close(appendQuery(in.open(dst), q, in))
}

func appendWith(dst []byte, with []pg.With, recursive bool, l layout) []byte {
	if with == nil {
		return dst
	}
	dst = append(dst, "WITH "...)
	if recursive {
		dst = append(dst, "RECURSIVE "...)
	}
	for i, w := range with {
		if i > 0 {
			dst = l.line(append(dst, ','))
		}
		dst = pg.AppendIdent(dst, w.Name)
		if w.Columns != nil {
			dst = appendList(append(dst, ' '), w.Columns)
		}
		dst = append(dst, " AS "...)
		if w.Materialized != "" {
			dst = append(append(dst, w.Materialized...), ' ')
		}
		dst = appendParens(dst, w.Query, l)
	}
	return l.line(dst)
}

// appendCore prints a SELECT up to its windows, or VALUES.
func appendCore(dst []byte, q *pg.Select, l layout) []byte {
	if q.Values != nil {
		dst = append(dst, "VALUES "...)
		for i, row := range q.Values {
			if i > 0 {
				dst = l.in().line(append(dst, ','))
			}
			dst = append(appendExprs(append(dst, '('), row), ')')
		}
		return dst
	}
	dst = append(dst, "SELECT"...)
	if q.Distinct {
		dst = append(dst, " DISTINCT"...)
	}
	columns := l.in()
	if len(q.Columns) == 1 {
		columns = flat
	}
	for i, c := range q.Columns {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendExpr(columns.line(dst), c.Expr)
		if c.As != "" {
			dst = pg.AppendIdent(append(dst, " AS "...), c.As)
		}
	}
	if q.From != nil {
		dst = appendFrom(append(l.line(dst), "FROM "...), q.From, l)
	}
	if q.Where != nil {
		dst = appendExpr(append(l.line(dst), "WHERE "...), q.Where)
	}
	if q.GroupBy != nil {
		dst = append(l.line(dst), "GROUP BY "...)
		for i, x := range q.GroupBy {
			if i > 0 {
				dst = append(dst, ", "...)
			}
			dst = appendOperand(dst, x)
		}
	}
	if q.Having != nil {
		dst = appendExpr(append(l.line(dst), "HAVING "...), q.Having)
	}
	for i, w := range q.Windows {
		if i == 0 {
			dst = append(l.line(dst), "WINDOW "...)
		} else {
			dst = l.in().line(append(dst, ','))
		}
		dst = appendWindow(append(pg.AppendIdent(dst, w.Name), " AS "...), &w.Def)
	}
	return dst
}

func appendTail(dst []byte, order []pg.Order, limit, offset pg.Expr, l layout) []byte {
	if order != nil {
		dst = appendOrder(append(l.line(dst), "ORDER BY "...), order)
	}
	if limit != nil {
		dst = appendOperand(append(l.line(dst), "LIMIT "...), limit)
	}
	if offset != nil {
		dst = appendOperand(append(l.line(dst), "OFFSET "...), offset)
	}
	return dst
}

func appendOrder(dst []byte, order []pg.Order) []byte {
	for i, o := range order {
		if i > 0 {
			dst = append(dst, ", "...)
		}
		dst = appendExpr(dst, o.Expr)
		if o.Desc {
			dst = append(dst, " DESC"...)
		}
		if o.Nulls != "" {
			dst = append(append(dst, " NULLS "...), o.Nulls...)
		}
	}
	return dst
}

// appendFrom prints what stands in FROM: each join of the outermost chain
// begins a line.
func appendFrom(dst []byte, f pg.From, l layout) []byte {
	var alias string
	var columns []string
	switch f := f.(type) {
	case *pg.FromTable:
		dst, alias = pg.AppendIdent(dst, f.Name), f.Alias
	case *pg.FromQuery:
		dst, alias, columns = appendParens(appendLateral(dst, f.Lateral), f.Query, l), f.Alias, f.Columns
	case *pg.FromCall:
		dst, alias, columns = appendExpr(appendLateral(dst, f.Lateral), f.Call), f.Alias, f.Columns
	case *pg.FromJoin:
		dst = appendFrom(dst, f.Left, l)
		dst = append(append(l.in().line(dst), f.Kind...), ' ')
		if _, ok := f.Right.(*pg.FromJoin); ok {
			dst = append(appendFrom(append(dst, '('), f.Right, flat), ')')
		} else {
			dst = appendFrom(dst, f.Right, l.in())
		}
		if f.Using != nil {
			return appendList(append(dst, " USING "...), f.Using)
		}
		if f.On != nil {
			dst = appendExpr(append(dst, " ON "...), f.On)
		}
		return dst
	default:
		panic(fmt.Sprintf("emit: no form for %T", f))
	}
	if alias != "" {
		dst = pg.AppendIdent(append(dst, " AS "...), alias)
	}
	if columns != nil {
		dst = appendList(dst, columns)
	}
	return dst
}

func appendLateral(dst []byte, lateral bool) []byte {
	if lateral {
		return append(dst, "LATERAL "...)
	}
	return dst
}

func appendAggregate(dst []byte, a *pg.Aggregate) []byte {
	dst = append(append(dst, a.Func...), '(')
	if a.Distinct {
		dst = append(dst, "DISTINCT "...)
	}
	dst = appendExprs(dst, a.Args)
	if a.OrderBy != nil {
		dst = appendOrder(append(dst, " ORDER BY "...), a.OrderBy)
	}
	dst = append(dst, ')')
	if a.Filter != nil {
		dst = append(appendExpr(append(dst, " FILTER (WHERE "...), a.Filter), ')')
	}
	switch {
	case a.Over != nil:
		dst = appendWindow(append(dst, " OVER "...), a.Over)
	case a.OverName != "":
		dst = pg.AppendIdent(append(dst, " OVER "...), a.OverName)
	}
	return dst
}

func appendWindow(dst []byte, w *pg.WindowDef) []byte {
	dst = append(dst, '(')
	sep := ""
	if w.Base != "" {
		dst, sep = pg.AppendIdent(dst, w.Base), " "
	}
	if w.PartitionBy != nil {
		dst = appendExprs(append(append(dst, sep...), "PARTITION BY "...), w.PartitionBy)
		sep = " "
	}
	if w.OrderBy != nil {
		dst = appendOrder(append(append(dst, sep...), "ORDER BY "...), w.OrderBy)
		sep = " "
	}
	if f := w.Frame; f != nil {
		dst = append(append(append(dst, sep...), f.Unit...), " BETWEEN "...)
		dst = appendBound(dst, f.Start)
		dst = appendBound(append(dst, " AND "...), f.End)
		if f.Exclude != "" {
			dst = append(append(dst, " EXCLUDE "...), f.Exclude...)
		}
	}
	return append(dst, ')')
}

func appendBound(dst []byte, b pg.Bound) []byte {
	if b.X != nil {
		dst = append(appendOperand(dst, b.X), ' ')
	}
	return append(dst, b.Kind...)
}
