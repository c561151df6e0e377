package read

import (
	"strconv"
	"strings"

	pgquery "github.com/pganalyze/pg_query_go/v5"
	"github.com/sqlite2pg/sqlite2pg/target"
)

// rangeName is the name of a relation. pg_dump qualifies every one.
func rangeName(r *pgquery.RangeVar) target.Name {
	return qualify(r.GetSchemaname(), r.GetRelname())
}

func qualify(schema, name string) target.Name {
	if schema == "" {
		schema = target.DefaultSchema
	}
	return target.Name{Schema: schema, Name: name}
}

// listName is a name that stands as a list of its parts.
func listName(nodes []*pgquery.Node) target.Name {
	parts := texts(nodes)
	if len(parts) == 0 {
		return target.Name{}
	}
	schema := ""
	if len(parts) > 1 {
		schema = parts[len(parts)-2]
	}
	return qualify(schema, parts[len(parts)-1])
}

// texts are the texts of a list of strings.
func texts(nodes []*pgquery.Node) []string {
	var list []string
	for _, n := range nodes {
		list = append(list, n.GetString_().GetSval())
	}
	return list
}

// columnType reads the name of a type. Without a schema it is PostgreSQL's own:
// pg_dump empties the search_path.
func (f *file) columnType(n *pgquery.TypeName) target.Type {
	var t target.Type
	if parts := texts(n.GetNames()); len(parts) > 1 {
		t.Name = target.Name{Schema: parts[len(parts)-2], Name: parts[len(parts)-1]}
	} else if len(parts) == 1 {
		t.Name = target.Name{Schema: target.Builtin, Name: parts[0]}
	}
	var words []string
	for _, m := range n.GetTypmods() {
		switch c := m.GetAConst(); {
		case c.GetIval() != nil:
			t.Mods = append(t.Mods, int(c.GetIval().GetIval()))
			words = append(words, strconv.Itoa(int(c.GetIval().GetIval())))
		case c.GetSval() != nil:
			words = append(words, c.GetSval().GetSval())
		default:
			words = append(words, strings.Join(texts(m.GetColumnRef().GetFields()), "."))
		}
	}
	switch {
	case t.Name == target.Name{Schema: target.Builtin, Name: "interval"} && len(t.Mods) > 0:
		t.Words, t.Mods = intervalFields[t.Mods[0]], t.Mods[1:]
	case len(t.Mods) != len(words):
		t.Words, t.Mods = strings.Join(words, ","), nil
	}
	t.Dims = len(n.GetArrayBounds())
	t.Def = f.c.Types[t.Name]
	return t
}

// intervalFields are the words for interval's first number, which is a mask of
// fields (utils/timestamp.h, INTERVAL_MASK, and datetime.h).
var intervalFields = map[int]string{
	1 << 2: "year", 1 << 1: "month", 1 << 3: "day", 1 << 10: "hour", 1 << 11: "minute", 1 << 12: "second",
	1<<2 | 1<<1: "year to month", 1<<3 | 1<<10: "day to hour", 1<<3 | 1<<10 | 1<<11: "day to minute",
	1<<3 | 1<<10 | 1<<11 | 1<<12: "day to second", 1<<10 | 1<<11: "hour to minute",
	1<<10 | 1<<11 | 1<<12: "hour to second", 1<<11 | 1<<12: "minute to second",
}

// sequencesOf are the sequences whose nextval an expression calls, in every
// spelling: nextval('s'::regclass), nextval(('s'::text)::regclass), nextval('s').
func sequencesOf(expr string) []target.Name {
	if !strings.Contains(strings.ToLower(expr), "nextval") {
		return nil
	}
	scan, err := pgquery.Scan(expr)
	if err != nil {
		return nil
	}
	var found []target.Name
	text := func(i int) string { return expr[scan.Tokens[i].Start:scan.Tokens[i].End] }
	for i := range scan.Tokens {
		if !strings.EqualFold(text(i), "nextval") {
			continue
		}
		for i++; i < len(scan.Tokens) && text(i) == "("; i++ {
		}
		if i < len(scan.Tokens) && scan.Tokens[i].Token == pgquery.Token_SCONST {
			if name, ok := target.ParseName(strings.ReplaceAll(strings.Trim(text(i), "'"), "''", "'")); ok {
				found = append(found, name)
			}
		}
	}
	return found
}

// isNull reports whether an expression is NULL, whatever it is cast to.
func isNull(expr *pgquery.Node) bool {
	for expr.GetTypeCast() != nil {
		expr = expr.GetTypeCast().GetArg()
	}
	return expr.GetAConst().GetIsnull()
}

// place returns the line of a place in a statement.
func (st *statement) place(location int32) int {
	n := min(max(int(location), 0), len(st.text))
	return st.line + strings.Count(st.text[:n], "\n")
}

// elementEnd returns where the element of the first list ends that is at a place.
func (st *statement) elementEnd(location int) int {
	for _, c := range st.commas {
		if c > location {
			return c
		}
	}
	return st.close
}
