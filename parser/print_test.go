package parser_test

import (
	"fmt"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// This file writes statements and expressions in a short form that shows all
// the parser found: names without quotes, every operator in parentheses.

func printStatement(s ast.Statement) string {
	switch s := s.(type) {
	case *ast.CreateTable:
		return printTable(s)
	case *ast.CreateIndex:
		out := when(s.Unique, "unique ") + "index " + s.Name.Text + " on " + s.Table.Text + "(" + printKeys(s.Keys) + ")"
		if s.Where != nil {
			out += " where " + printExpr(s.Where)
		}
		return out
	case *ast.CreateView:
		return when(s.Temp, "temp ") + "view " + s.Name.Text + when(s.IfNotExists, "?") + printColumns(s.Columns) + " as " + printQuery(s.Select)
	case *ast.CreateTrigger:
		return printTrigger(s)
	case *ast.CreateVirtualTable:
		return "virtual " + s.Name.Text + when(s.IfNotExists, "?") + " using " + s.Module + when(s.Args != nil, "<"+strings.Join(s.Args, "|")+">")
	case *ast.Insert:
		out := "insert " + s.Table.Text
		if s.Or != "" {
			out = "insert or " + s.Or + " " + s.Table.Text
		}
		if len(s.Columns) > 0 {
			out += "(" + printNames(s.Columns) + ")"
		}
		return out
	case *ast.Transaction:
		kind := [...]string{"begin", "commit", "rollback", "savepoint", "release", "rollback to"}[s.Kind]
		return strings.TrimSpace(kind + " " + s.Name)
	case *ast.Pragma:
		return "pragma " + s.Name
	case *ast.Analyze:
		return "analyze"
	case *ast.Delete:
		return "delete " + s.Table.Text
	case *ast.Drop:
		return "drop " + s.Kind + " " + when(s.IfExists, "if exists ") + s.Name.Text
	case *ast.Other:
		return "other " + s.Verb
	case *ast.Broken:
		return fmt.Sprintf("broken %s %s: %v", s.Kind, s.Name, s.Err)
	}
	return fmt.Sprintf("%T", s)
}

func when(yes bool, s string) string {
	if yes {
		return s
	}
	return ""
}

func printNames(list []ast.Name) string {
	var out []string
	for _, n := range list {
		out = append(out, n.Text)
	}
	return strings.Join(out, ",")
}

func printTable(t *ast.CreateTable) string {
	var items []string
	for _, c := range t.Columns {
		item := c.Name.Text
		if c.Type != "" {
			item += " <" + c.Type + ">"
		}
		for _, con := range c.Constraints {
			item += " " + printConstraint(con)
		}
		items = append(items, item)
	}
	for _, con := range t.Constraints {
		items = append(items, "| "+printConstraint(con))
	}
	return when(t.Temp, "temp ") + t.Name.Text + when(t.IfNotExists, "?") + "(" + strings.Join(items, ", ") + ")" +
		when(t.WithoutRowid, " without rowid") + when(t.Strict, " strict")
}

func printConstraint(c ast.Constraint) string {
	out := ""
	if c.Name != "" {
		out = c.Name + ":"
	}
	switch c.Kind {
	case ast.PrimaryKey:
		out += "pk"
	case ast.Unique:
		out += "unique"
	case ast.NotNull:
		out += "notnull"
	case ast.Null:
		out += "null"
	case ast.Check:
		out += "check " + printExpr(c.Expr)
	case ast.Default:
		out += "default " + printExpr(c.Expr)
	case ast.Collate:
		out += "collate " + c.Collation
	case ast.ForeignKey:
		out += "fk"
	case ast.Generated:
		out += "as " + printExpr(c.Expr) + when(c.Stored, " stored")
	}
	if len(c.Columns) > 0 {
		out += "(" + printKeys(c.Columns) + ")"
	}
	if r := c.References; r != nil {
		out += " " + r.Table.Text
		if len(r.Columns) > 0 {
			out += "(" + printNames(r.Columns) + ")"
		}
		if r.OnDelete != "" {
			out += " delete " + r.OnDelete
		}
		if r.OnUpdate != "" {
			out += " update " + r.OnUpdate
		}
		out += when(r.Deferrable, " deferrable") + when(r.Deferred, " deferred")
	}
	if c.Conflict != "" {
		out += " or " + c.Conflict
	}
	return out + when(c.Desc, " desc") + when(c.Autoincrement, " auto")
}

func printKeys(keys []ast.IndexedColumn) string {
	var out []string
	for _, k := range keys {
		out = append(out, printExpr(k.Expr)+when(k.Collation != "", " collate "+k.Collation)+when(k.Desc, " desc"))
	}
	return strings.Join(out, ",")
}

func printExpr(x ast.Expr) string {
	switch x := x.(type) {
	case nil:
		return "nothing"
	case *ast.Literal:
		switch x.Kind {
		case ast.StringLit:
			return "'" + x.Text + "'"
		case ast.BlobLit:
			return "x'" + x.Text + "'"
		case ast.IntegerLit:
			return x.Text
		case ast.RealLit:
			return "real " + x.Text
		}
		return map[ast.LiteralKind]string{ast.NullLit: "NULL", ast.TrueLit: "TRUE", ast.FalseLit: "FALSE",
			ast.CurrentTime: "TIME", ast.CurrentDate: "DATE", ast.CurrentTimestamp: "TIMESTAMP"}[x.Kind]
	case *ast.ColumnRef:
		name := x.Name
		if x.DoubleQuoted {
			name = `"` + name + `"`
		}
		return when(x.Schema != "", x.Schema+".") + when(x.Table != "", x.Table+".") + name
	case *ast.Unary:
		return "(" + x.Op + " " + printExpr(x.X) + ")"
	case *ast.Binary:
		out := printExpr(x.L) + " " + x.Op + " " + printExpr(x.R)
		if x.Escape != nil {
			out += " ESCAPE " + printExpr(x.Escape)
		}
		return "(" + out + ")"
	case *ast.IsNull:
		return "(" + printExpr(x.X) + when(!x.Not, " IS NULL") + when(x.Not, " NOT NULL") + ")"
	case *ast.Between:
		return "(" + printExpr(x.X) + when(x.Not, " NOT") + " BETWEEN " + printExpr(x.Low) + " AND " + printExpr(x.High) + ")"
	case *ast.In:
		list := "[" + printList(x.List) + "]"
		if x.Select != nil {
			list = "{" + printQuery(x.Select) + "}"
		} else if x.From != nil {
			list = printTableExpr(x.From)
		}
		return "(" + printExpr(x.X) + when(x.Not, " NOT") + " IN " + list + ")"
	case *ast.Call:
		out := x.Name + "(" + when(x.Distinct, "DISTINCT ") + when(x.Star, "*") + printList(x.Args) + printOrder(x.OrderBy) + ")"
		if x.Filter != nil {
			out += " FILTER " + printExpr(x.Filter)
		}
		if x.Over != nil {
			out += " OVER " + printWindow(x.Over)
		}
		return out
	case *ast.Case:
		out := "CASE "
		if x.X != nil {
			out += printExpr(x.X) + " "
		}
		for _, w := range x.Whens {
			out += "WHEN " + printExpr(w.Cond) + " THEN " + printExpr(w.Then) + " "
		}
		if x.Else != nil {
			out += "ELSE " + printExpr(x.Else) + " "
		}
		return out + "END"
	case *ast.Cast:
		return "CAST(" + printExpr(x.X) + " AS <" + x.Type + ">)"
	case *ast.CollateExpr:
		return "(" + printExpr(x.X) + " COLLATE " + x.Collation + ")"
	case *ast.Row:
		return "ROW[" + printList(x.Items) + "]"
	case *ast.Subquery:
		return when(x.Exists, "EXISTS ") + "{" + printQuery(x.Select) + "}"
	case *ast.Raise:
		if x.Message == nil {
			return "RAISE(" + x.Kind + ")"
		}
		return "RAISE(" + x.Kind + ", " + printExpr(x.Message) + ")"
	}
	return fmt.Sprintf("%T", x)
}

func printList(list []ast.Expr) string {
	var out []string
	for _, x := range list {
		out = append(out, printExpr(x))
	}
	return strings.Join(out, ", ")
}
