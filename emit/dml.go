package emit

import (
	"fmt"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
)

// appendDML prints a statement that changes rows, one clause a line.
func appendDML(dst []byte, s pg.DML, l layout) []byte {
	switch s := s.(type) {
	case *pg.Insert:
		dst = pg.AppendIdent(append(dst, "INSERT INTO "...), s.Table)
		if s.Query == nil {
			return appendConflict(append(dst, " DEFAULT VALUES"...), s.Conflict, l)
		}
		dst = appendQuery(l.line(appendList(append(dst, ' '), s.Columns)), s.Query, l)
		return appendConflict(dst, s.Conflict, l)
	case *pg.Update:
		dst = pg.AppendIdent(append(dst, "UPDATE "...), s.Table)
		dst = appendSet(append(l.line(dst), "SET "...), s.Set, l)
		if s.From != nil {
			dst = appendFrom(append(l.line(dst), "FROM "...), s.From, l)
		}
		return appendWhere(dst, s.Where, l)
	case *pg.Delete:
		return appendWhere(pg.AppendIdent(append(dst, "DELETE FROM "...), s.Table), s.Where, l)
	}
	panic(fmt.Sprintf("emit: no form for %T", s))
}

func appendWhere(dst []byte, where pg.Expr, l layout) []byte {
	if where == nil {
		return dst
	}
	return appendExpr(append(l.line(dst), "WHERE "...), where)
}

func appendConflict(dst []byte, c *pg.Conflict, l layout) []byte {
	if c == nil {
		return dst
	}
	dst = append(l.line(dst), "ON CONFLICT"...)
	if c.Target != nil {
		dst = append(dst, " ("...)
		for i, x := range c.Target {
			if i > 0 {
				dst = append(dst, ", "...)
			}
			dst = appendKey(dst, x)
		}
		dst = append(dst, ')')
		if c.TargetWhere != nil {
			dst = appendExpr(append(dst, " WHERE "...), c.TargetWhere)
		}
	}
	if c.Set == nil {
		return append(dst, " DO NOTHING"...)
	}
	dst = append(l.line(append(dst, " DO UPDATE"...)), "SET "...)
	return appendWhere(appendSet(dst, c.Set, l), c.Where, l)
}

func appendSet(dst []byte, list []pg.Set, l layout) []byte {
	for i, s := range list {
		if i > 0 {
			dst = l.in().line(append(dst, ','))
		}
		if len(s.Columns) == 1 {
			dst = pg.AppendIdent(dst, s.Columns[0])
		} else {
			dst = appendList(dst, s.Columns)
		}
		dst = appendExpr(append(dst, " = "...), s.Expr)
	}
	return dst
}
