package emit

import (
	"fmt"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
)

// appendExpr prints an expression.
func appendExpr(dst []byte, x pg.Expr) []byte {
	switch x := x.(type) {
	case pg.Name:
		return pg.AppendIdent(dst, string(x))
	case pg.String:
		return pg.AppendLiteral(dst, string(x))
	case pg.Number:
		return append(dst, x...)
	case pg.Keyword:
		return append(dst, x...)
	case *pg.Binary:
		dst = appendSide(dst, x.L, x.Op)
		dst = append(append(append(dst, ' '), x.Op...), ' ')
		return appendSide(dst, x.R, x.Op)
	case *pg.Prefix:
		// A blank after the operator: "--" would begin a comment.
		return appendOperand(append(append(dst, x.Op...), ' '), x.X)
	case *pg.Postfix:
		return append(append(appendOperand(dst, x.X), ' '), x.Op...)
	case *pg.Between:
		dst = appendNot(appendOperand(dst, x.X), x.Not)
		dst = appendOperand(append(dst, " BETWEEN "...), x.Low)
		return appendOperand(append(dst, " AND "...), x.High)
	case *pg.In:
		dst = appendNot(appendOperand(dst, x.X), x.Not)
		return append(appendExprs(append(dst, " IN ("...), x.List), ')')
	case *pg.Like:
		dst = append(append(append(appendOperand(dst, x.X), ' '), x.Op...), ' ')
		dst = append(appendOperand(dst, x.Pattern), " ESCAPE "...)
		return pg.AppendLiteral(dst, x.Escape)
	case *pg.Call:
		return append(appendExprs(append(append(dst, x.Func...), '('), x.Args), ')')
	case *pg.Cast:
		return append(append(appendOperand(dst, x.X), "::"...), x.Type...)
	case *pg.Collate:
		return pg.AppendIdent(append(appendOperand(dst, x.X), " COLLATE "...), x.Collation)
	case *pg.Case:
		return appendCase(dst, x)
	case *pg.ColumnOf:
		return pg.AppendIdent(append(pg.AppendIdent(dst, x.Table), '.'), x.Name)
	case *pg.Star:
		if x.Table != "" {
			dst = append(pg.AppendIdent(dst, x.Table), '.')
		}
		return append(dst, '*')
	case *pg.Subquery:
		return appendParens(dst, x.Query, flat)
	case *pg.Exists:
		if x.Not {
			dst = append(dst, "NOT "...)
		}
		return appendParens(append(dst, "EXISTS "...), x.Query, flat)
	case *pg.InQuery:
		dst = appendNot(appendOperand(dst, x.X), x.Not)
		return appendParens(append(dst, " IN "...), x.Query, flat)
	case *pg.Row:
		return append(appendExprs(append(dst, "ROW("...), x.Items), ')')
	case *pg.Array:
		return append(appendExprs(append(dst, "ARRAY["...), x.Items), ']')
	case *pg.Aggregate:
		return appendAggregate(dst, x)
	case *pg.Index:
		dst = append(appendExpr(append(dst, '('), x.X), ")["...)
		return append(appendExpr(dst, x.I), ']')
	}
	panic(fmt.Sprintf("emit: no form for %T", x))
}

func appendExprs(dst []byte, list []pg.Expr) []byte {
	for i, x := range list {
		if i > 0 {
			dst = append(dst, ", "...)
		}
		dst = appendExpr(dst, x)
	}
	return dst
}

func appendNot(dst []byte, not bool) []byte {
	if not {
		return append(dst, " NOT"...)
	}
	return dst
}

// appendSide prints a side of a binary operator. AND and OR bind weakest: chains
// of either need no parentheses, nor do comparisons and tests beside them.
func appendSide(dst []byte, x pg.Expr, op string) []byte {
	if op != "AND" && op != "OR" {
		return appendOperand(dst, x)
	}
	switch x := x.(type) {
	case *pg.Binary:
		if x.Op != op && (x.Op == "AND" || x.Op == "OR") {
			return appendOperand(dst, x)
		}
		return appendExpr(dst, x)
	case *pg.Postfix, *pg.Between, *pg.In, *pg.InQuery, *pg.Like, *pg.Exists, *pg.Prefix:
		return appendExpr(dst, x)
	}
	return appendOperand(dst, x)
}

// appendOperand prints x so that it can stand beside any operator.
func appendOperand(dst []byte, x pg.Expr) []byte {
	switch x := x.(type) {
	case pg.Name, pg.String, pg.Number, pg.Keyword, *pg.Call, *pg.Cast, *pg.Case,
		*pg.ColumnOf, *pg.Subquery, *pg.Row, *pg.Array, *pg.Aggregate, *pg.Index:
		return appendExpr(dst, x)
	case *pg.Exists:
		if !x.Not {
			return appendExpr(dst, x)
		}
	}
	return append(appendExpr(append(dst, '('), x), ')')
}

func appendCase(dst []byte, c *pg.Case) []byte {
	dst = append(dst, "CASE"...)
	if c.X != nil {
		dst = appendOperand(append(dst, ' '), c.X)
	}
	for _, w := range c.Whens {
		dst = appendExpr(append(dst, " WHEN "...), w.Cond)
		dst = appendExpr(append(dst, " THEN "...), w.Then)
	}
	if c.Else != nil {
		dst = appendExpr(append(dst, " ELSE "...), c.Else)
	}
	return append(dst, " END"...)
}
