package fit

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"
	"github.com/sqlite2pg/sqlite2pg/target"
)

// Asked is a type that a user asks for, of which package coltype has no chain: it is
// written as a column of an application is, by the same table.
type Asked struct{ of target.Type }

// aliases are names of types that families do not list: https://www.postgresql.org/docs/current/datatype.html
var aliases = map[string]string{
	"smallint": "int2", "integer": "int4", "int": "int4", "bigint": "int8", "real": "float4", "float": "float8", "double precision": "float8",
	"decimal": "numeric", "boolean": "bool", "character": "bpchar", "char": "bpchar", "character varying": "varchar", "bit varying": "varbit",
	"timestamp without time zone": "timestamp", "timestamp with time zone": "timestamptz",
	"time without time zone": "time", "time with time zone": "timetz",
}

// readAsText are the types of PostgreSQL that otherFamily stands for.
var readAsText = strings.Fields("xml money int4range int8range numrange tsrange tstzrange daterange point line lseg box path polygon circle tsvector tsquery pg_lsn jsonpath")

// mods has what may stand in parentheses behind a type, up to which number: what
// PostgreSQL takes.
var mods = map[string][]int{
	"bpchar": {10485760}, "varchar": {10485760}, "bit": {83886080}, "varbit": {83886080}, "numeric": {1000, 1000},
	"timestamp": {6}, "timestamptz": {6}, "time": {6}, "timetz": {6}, "interval": {6},
}

// asked is the form of a type: words, numbers in parentheses, more words, brackets.
var asked = regexp.MustCompile(`^\s*([a-z0-9_ ]+?)\s*(?:\(\s*(\d+)\s*(?:,\s*(\d+)\s*)?\))?\s*((?:with|without) time zone)?\s*((?:\[\s*\])*)\s*$`)

// qualified is a type of the user's own, with its schema: public.mood.
var qualified = regexp.MustCompile(`^([A-Za-z_][A-Za-z0-9_$]*|"[^"]+")\.([A-Za-z_][A-Za-z0-9_$]*|"[^"]+")((?:\[\])?)$`)

// Ask reads the type that a user asks for: inet, char(3), timestamptz(0), integer[],
// public.mood. ok is false for one that is not known. A type with a schema is taken as
// one that the database has.
func Ask(sql string) (a *Asked, ok bool) {
	if m := qualified.FindStringSubmatch(sql); m != nil {
		return &Asked{target.Type{Name: target.Name{Schema: unquoted(m[1]), Name: unquoted(m[2])}, Dims: len(m[3]) / 2}}, true
	}
	m := asked.FindStringSubmatch(strings.ToLower(sql))
	if m == nil {
		return nil, false
	}
	name := strings.Join(strings.Fields(m[1]+" "+m[4]), " ")
	if internal, ok := aliases[name]; ok {
		name = internal
	}
	t := target.Type{Name: target.Name{Schema: target.Builtin, Name: name}, Dims: strings.Count(m[5], "[")}
	if name == "citext" {
		t.Name.Schema = "" // of an extension
	}
	for i, digits := range m[2:4] {
		if digits == "" {
			continue
		}
		n, err := strconv.Atoi(digits)
		if limits := mods[name]; err != nil || i >= len(limits) || n > limits[i] || n == 0 && i == 0 && limits[i] > 6 {
			return nil, false
		}
		t.Mods = append(t.Mods, n)
	}
	if len(t.Mods) > 1 && t.Mods[1] > t.Mods[0] {
		return nil, false // before PostgreSQL 15, the scale is at most the precision
	}
	if name == "bpchar" && t.Mods == nil {
		t.Mods = []int{1} // what char alone means
	}
	return &Asked{t}, byType[name] != nil && name != "name" || slices.Contains(readAsText, name)
}

// Short is the type under the name that package coltype may know it by: varchar(5) for
// character varying(5).
func (a *Asked) Short() string {
	t := a.of
	if t.Name.Schema == target.Builtin && !strings.Contains(t.Name.Name, " ") {
		if long := (&target.Type{Name: t.Name}).String(); !strings.ContainsAny(long, " \"") || t.Name.Name == "float8" {
			t.Name.Name = long
		}
	}
	short := t.Name.Name
	for i, n := range t.Mods {
		short += [...]string{"(", ","}[i] + strconv.Itoa(n)
	}
	if len(t.Mods) > 0 {
		short += ")"
	}
	return short + strings.Repeat("[]", t.Dims)
}

func unquoted(name string) string {
	if name[0] == '"' {
		return name[1 : len(name)-1]
	}
	return strings.ToLower(name)
}

// Type returns the type for a column of that affinity. Digits that it does not keep are
// rounded and counted: a precision is asked for that.
func (a *Asked) Type(affinity ast.Affinity) coltype.Type {
	return ColumnType(&target.Column{Type: a.of}, Options{Affinity: affinity, Round: true})
}

// Offered lists the types that Ask knows, for people.
func Offered() (names []string) {
	for _, f := range families {
		for _, t := range f.types {
			if t != "name" && t != "char" {
				names = append(names, (&target.Type{Name: target.Name{Schema: target.Builtin, Name: t}}).String())
			}
		}
	}
	return append(names, readAsText...)
}
