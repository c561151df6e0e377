package read

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	pgquery "github.com/pganalyze/pg_query_go/v5"

	"github.com/sqlite2pg/sqlite2pg/target"
)

// createFunction keeps what a trigger function does to NEW.
func (f *file) createFunction(st *statement, n *pgquery.Node) {
	create := n.GetCreateFunctionStmt()
	if returns := texts(create.GetReturnType().GetNames()); len(returns) == 0 || returns[len(returns)-1] != "trigger" {
		return
	}
	fn := &target.Function{Name: listName(create.Funcname), Line: st.line}
	for _, o := range create.Options {
		if d := o.GetDefElem(); d.GetDefname() == "language" {
			fn.Language = strings.ToLower(d.GetArg().GetString_().GetSval())
		}
	}
	if fn.Language == "plpgsql" {
		fn.Assigns, fn.Known = assigned(st.text)
	}
	f.c.Functions[fn.Name] = fn
}

// body is what pg_query says of a PL/pgSQL function, as far as it is of use: its
// variables (datums, which statements name by their number), and its statements.
type body struct {
	NewVarno int `json:"new_varno"`
	Datums   []struct {
		Field *struct {
			Name   string `json:"fieldname"`
			Parent int    `json:"recparentno"`
		} `json:"PLpgSQL_recfield"`
	} `json:"datums"`
	Action any `json:"action"`
}

// assigned returns the columns of NEW to which a PL/pgSQL function gives a value,
// in assignments and in INTO, sorted. known is false where it gives one to NEW as
// a whole, or returns another row.
func assigned(create string) (columns []string, known bool) {
	text, err := pgquery.ParsePlPgSqlToJSON(create)
	if err != nil {
		return nil, false
	}
	var functions []struct {
		Body *body `json:"PLpgSQL_function"`
	}
	if json.Unmarshal([]byte(text), &functions) != nil || len(functions) != 1 || functions[0].Body == nil {
		return nil, false
	}
	b := functions[0].Body
	found := map[string]bool{}
	known = true
	gets := func(varno float64) { // a variable gets a value
		n := int(varno)
		switch {
		case n == b.NewVarno:
			known = false
		case n >= 0 && n < len(b.Datums) && b.Datums[n].Field != nil && b.Datums[n].Field.Parent == b.NewVarno:
			found[b.Datums[n].Field.Name] = true
		}
	}
	visit(b.Action, func(key string, node map[string]any) {
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
		case "PLpgSQL_stmt_return":
			visit(node, func(key string, node map[string]any) {
				if query, ok := node["query"].(string); ok && key == "PLpgSQL_expr" && !slices.Contains(plainReturns, strings.ToLower(query)) {
					known = false
				}
			})
		}
	})
	return slices.Sorted(maps.Keys(found)), known
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
