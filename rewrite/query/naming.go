package query

import (
	"fmt"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// name spells a name for PostgreSQL and takes it.
func (t *Translator) name(taken map[string]int, name string) string {
	if t.Name != nil {
		return t.Name(taken, name)
	}
	taken[name] = 2
	return name
}

// resultNames gives the result columns of views and subqueries the names that
// SQLite gives them (sqlite3ColumnsFromExprList() in its select.c): the alias,
// the column's name, or else the source text, made different from each other
// as a, a:1, a:2.
func resultNames(items []item, s *Scope) []string {
	names := make([]string, len(items))
	for i, it := range items {
		names[i] = it.name(i, s)
	}
	return distinctNames(names)
}

func (it *item) name(i int, s *Scope) string {
	if it.alias != "" {
		return it.alias
	}
	x := it.expr
	for {
		c, ok := x.(*ast.CollateExpr)
		if !ok {
			break
		}
		x = c.X
	}
	if ref, ok := x.(*ast.ColumnRef); ok {
		if found, err := s.find(ref); err == nil && len(found) > 0 {
			return found[0].column.Name
		}
	}
	if f := lexer.Fold(it.text); f == "" || f == "true" || f == "false" {
		return fmt.Sprintf("column%d", i+1)
	}
	return it.text
}

// distinctNames makes repeated names different.
func distinctNames(names []string) []string {
	taken := map[string]bool{}
	for i, n := range names {
		for count := 1; taken[lexer.Fold(n)]; count++ {
			base := n
			if j := strings.LastIndexByte(n, ':'); j > 0 && allDigits(n[j+1:]) {
				base = n[:j]
			}
			n = fmt.Sprintf("%s:%d", base, count)
		}
		taken[lexer.Fold(n)] = true
		names[i] = n
	}
	return names
}

func allDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// names spells the names of result columns for PostgreSQL.
func (t *Translator) names(list []string) []string {
	taken := map[string]int{}
	out := make([]string, len(list))
	for i, n := range list {
		out[i] = t.name(taken, n)
	}
	return out
}
