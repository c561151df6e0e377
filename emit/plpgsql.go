package emit

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
)

func appendTriggerFunction(dst []byte, f *pg.CreateTriggerFunction) []byte {
	dst = append(dst, "CREATE "...)
	if f.Replace {
		dst = append(dst, "OR REPLACE "...)
	}
	dst = pg.AppendIdent(append(dst, "FUNCTION "...), f.Name)
	dst = append(dst, "() RETURNS trigger\nLANGUAGE plpgsql"...)
	for _, s := range f.Settings {
		dst = append(append(dst, "\nSET "...), s.Name...)
		dst = pg.AppendLiteral(append(dst, " = "...), s.Value)
	}
	if f.KeepPath {
		dst = append(dst, "\nSET search_path FROM CURRENT"...)
	}
	var body []byte
	if f.ColumnsFirst {
		body = append(body, "\n#variable_conflict use_column"...)
	}
	for i, r := range f.Records {
		if i == 0 {
			body = append(body, "\nDECLARE"...)
		}
		body = append(pg.AppendIdent(append(body, "\n    "...), r), " record;"...)
	}
	body = appendBlock(append(body, "\nBEGIN"...), f.Body, 1)
	body = append(body, "\nEND\n"...)
	return pg.AppendDollar(append(dst, "\nAS "...), "body", string(body))
}

func appendTrigger(dst []byte, t *pg.CreateTrigger) []byte {
	dst = pg.AppendIdent(append(dst, "CREATE TRIGGER "...), t.Name)
	dst = append(append(append(append(dst, "\n    "...), t.Timing...), ' '), t.Event...)
	if len(t.Of) > 0 {
		dst = appendNames(append(dst, " OF "...), t.Of)
	}
	dst = pg.AppendIdent(append(dst, " ON "...), t.Table)
	dst = append(dst, "\n    FOR EACH ROW"...)
	if t.When != nil {
		dst = append(appendExpr(append(dst, "\n    WHEN ("...), t.When), ')')
	}
	return append(pg.AppendIdent(append(dst, "\n    EXECUTE FUNCTION "...), t.Function), "()"...)
}

// appendCondition prints what stands before THEN. PL/pgSQL reads up to the first
// one outside of parentheses: that of a CASE must not be it.
func appendCondition(dst []byte, x pg.Expr) []byte {
	n := len(dst)
	dst = appendExpr(dst, x)
	if bytes.Contains(dst[n:], []byte("THEN")) {
		return append(appendExpr(append(dst[:n], '('), x), ')')
	}
	return dst
}

// appendBlock prints statements, each on lines of its own.
func appendBlock(dst []byte, list []pg.PL, l layout) []byte {
	for _, s := range list {
		dst = append(appendPL(l.line(dst), s, l), ';')
	}
	return dst
}

// appendPL prints a statement without its semicolon.
func appendPL(dst []byte, s pg.PL, l layout) []byte {
	switch s := s.(type) {
	case pg.DML:
		return appendDML(dst, s, l)
	case *pg.If:
		word := "IF "
		for _, b := range s.Branches {
			dst = append(appendCondition(append(dst, word...), b.Cond), " THEN"...)
			dst = l.line(appendBlock(dst, b.Then, l+1))
			word = "ELSIF "
		}
		if s.Else != nil {
			dst = l.line(appendBlock(append(dst, "ELSE"...), s.Else, l+1))
		}
		return append(dst, "END IF"...)
	case *pg.Raise: // in a format string, % stands for a parameter
		return pg.AppendLiteral(append(dst, "RAISE EXCEPTION "...), strings.ReplaceAll(s.Message, "%", "%%"))
	case *pg.Perform:
		if q, ok := s.Query.(*pg.Select); ok && q.With == nil && q.Values == nil {
			text := appendQuery(nil, q, l)
			return append(append(dst, "PERFORM"...), text[len("SELECT"):]...)
		}
		return append(appendParens(append(dst, "PERFORM FROM "...), s.Query, l), " AS q"...)
	case *pg.Assign:
		return appendExpr(append(pg.AppendIdent(append(dst, "NEW."...), s.Column), " := "...), s.Expr)
	case *pg.Return:
		return append(append(dst, "RETURN "...), s.Value...)
	case *pg.Loop:
		dst = pg.AppendIdent(append(dst, "FOR "...), s.Row)
		dst = appendQuery((l + 1).line(append(dst, " IN"...)), s.Query, l+1)
		dst = appendBlock(append(l.line(dst), "LOOP"...), s.Body, l+1)
		return append(l.line(dst), "END LOOP"...)
	case *pg.Try:
		dst = appendBlock(append(dst, "BEGIN"...), s.Body, l+1)
		dst = append(append(append(l.line(dst), "EXCEPTION WHEN "...), strings.Join(s.Conditions, " OR ")...), " THEN"...)
		dst = append((l + 1).line(dst), "NULL;"...)
		return append(l.line(dst), "END"...)
	}
	panic(fmt.Sprintf("emit: no form for %T", s))
}
