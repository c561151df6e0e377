package read

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	pgquery "github.com/pganalyze/pg_query_go/v5"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/target"
)

// createFunction keeps what a trigger function does to NEW.
func (f *file) createFunction(st *statement, n *pgquery.Node) {
	create := n.GetCreateFunctionStmt()
	if returns := texts(create.GetReturnType().GetNames()); len(returns) == 0 || returns[len(returns)-1] != "trigger" {
		return
	}
	fn := &target.Function{Name: listName(create.Funcname), Line: st.line}
	var body []string
	for _, o := range create.Options {
		switch d := o.GetDefElem(); d.GetDefname() {
		case "language":
			fn.Language = strings.ToLower(d.GetArg().GetString_().GetSval())
		case "as":
			body = texts(d.GetArg().GetList().GetItems())
		}
	}
	if fn.Language == "plpgsql" && len(body) == 1 {
		fn.Assigns, fn.Known, fn.Writes = does(body[0])
	}
	f.c.Functions[fn.Name] = fn
}

// function is what pg_query says of a PL/pgSQL function, as far as it is of use:
// its variables (datums, which statements name by their number), and its statements.
type function struct {
	NewVarno int `json:"new_varno"`
	Datums   []struct {
		Field *struct {
			Name   string `json:"fieldname"`
			Parent int    `json:"recparentno"`
		} `json:"PLpgSQL_recfield"`
	} `json:"datums"`
	Action any `json:"action"`
}

// does returns the columns of NEW to which the body of a PL/pgSQL function
// gives a value, in assignments and in INTO, sorted, and the tables to which it writes.
// known is false where it gives one to NEW as a whole, or returns another row.
func does(body string) (columns []string, known bool, writes []target.Name) {
	// pg_query aborts at some clauses of CREATE FUNCTION: it gets none of them.
	text, err := pgquery.ParsePlPgSqlToJSON(string(pg.AppendDollar([]byte("CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS "), "body", body)))
	if err != nil {
		return nil, false, nil
	}
	var functions []struct {
		Function *function `json:"PLpgSQL_function"`
	}
	if json.Unmarshal([]byte(text), &functions) != nil || len(functions) != 1 || functions[0].Function == nil {
		return nil, false, nil
	}
	fn := functions[0].Function
	found := map[string]bool{}
	known = true
	gets := func(varno float64) { // a variable gets a value
		n := int(varno)
		switch {
		case n == fn.NewVarno:
			known = false
		case n >= 0 && n < len(fn.Datums) && fn.Datums[n].Field != nil && fn.Datums[n].Field.Parent == fn.NewVarno:
			found[fn.Datums[n].Field.Name] = true
		}
	}
	visit(fn.Action, func(key string, node map[string]any) {
		switch key {
		case "PLpgSQL_stmt_assign":
			gets(number(node["varno"]))
		case "PLpgSQL_rec": // INTO, or the variable of a loop
			gets(number(node["dno"]))
		case "PLpgSQL_row":
			fields, _ := node["fields"].([]any)
			for _, f := range fields {
				field, _ := f.(map[string]any)
				gets(number(field["varno"]))
			}
		case "PLpgSQL_stmt_execsql":
			visit(node, func(_ string, node map[string]any) {
				if query, ok := node["query"].(string); ok {
					writes = append(writes, written(query)...)
				}
			})
		case "PLpgSQL_stmt_return":
			visit(node, func(key string, node map[string]any) {
				if query, ok := node["query"].(string); ok && key == "PLpgSQL_expr" && !slices.Contains(plainReturns, strings.ToLower(query)) {
					known = false
				}
			})
		}
	})
	return slices.Sorted(maps.Keys(found)), known, writes
}

// written are the tables that INSERT and UPDATE name.
func written(query string) (names []target.Name) {
	tree, err := pgquery.Parse(query)
	if err != nil {
		return nil
	}
	add := func(r *pgquery.RangeVar) {
		names = append(names, target.Name{Schema: r.GetSchemaname(), Name: r.GetRelname()})
	}
	for _, s := range tree.Stmts {
		if n := s.GetStmt().GetInsertStmt(); n != nil {
			add(n.GetRelation())
		}
		if n := s.GetStmt().GetUpdateStmt(); n != nil {
			add(n.GetRelation())
		}
	}
	return names
}

// plainReturns are what a trigger function returns that gives NEW no value.
var plainReturns = []string{"new", "old", "null"}

// visit calls see for each object of a JSON tree that stands under a key.
func visit(tree any, see func(key string, node map[string]any)) {
	switch t := tree.(type) {
	case []any:
		for _, e := range t {
			visit(e, see)
		}
	case map[string]any:
		for key, value := range t {
			if node, ok := value.(map[string]any); ok {
				see(key, node)
			}
			visit(value, see)
		}
	}
}

// number reads a number of JSON; an object leaves out what is 0.
func number(v any) float64 {
	n, _ := v.(float64)
	return n
}
