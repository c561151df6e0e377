package query

import (
	"slices"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// A function is one of SQLite's scalar functions.
type function struct {
	name     string
	min, max int // number of arguments, max -1: any
	form     func(t *Translator, a []Value) (Value, error)
	// volatility is of the PostgreSQL form: "" immutable, stable or volatile.
	volatility string
}

// functionsByName finds the rows of a function: more than one where the number
// of arguments matters.
var functionsByName = map[string][]function{}

// The map is filled here, as the functions it holds call each other.
func init() {
	for _, list := range [][]function{textFunctions, numberFunctions, valueFunctions, printfFunctions, dateFunctions, jsonFunctions} {
		for _, f := range list {
			functionsByName[f.name] = append(functionsByName[f.name], f)
		}
	}
}

// untranslated holds the functions that have no form, with the reason.
var untranslated = map[string]string{
	"changes":                   "which counts rows of the last statement of a SQLite connection",
	"total_changes":             "which counts rows of a SQLite connection",
	"last_insert_rowid":         "which belongs to a SQLite connection",
	"sqlite_version":            "which tells of SQLite itself",
	"sqlite_source_id":          "which tells of SQLite itself",
	"sqlite_compileoption_get":  "which tells of SQLite itself",
	"sqlite_compileoption_used": "which tells of SQLite itself",
	"sqlite_offset":             "which tells of SQLite's file",
	"load_extension":            "which loads a library into SQLite",
	"soundex":                   "which most builds of SQLite do not have",
	"snippet":                   "of SQLite's own full-text index",
	"highlight":                 "of SQLite's own full-text index",
	"bm25":                      "of SQLite's own full-text index",
	"offsets":                   "of SQLite's own full-text index",
	"matchinfo":                 "of SQLite's own full-text index",
	"match":                     "of SQLite's own full-text index",
}

// call translates a function call.
func (t *Translator) call(x *ast.Call, s *Scope) (Value, error) {
	name := fold(x.Name)
	if _, ok := aggregateFunctions[name]; ok && (len(x.Args) == 1 || name != "min" && name != "max") {
		return t.aggregate(name, x, s)
	}
	if x.Over != nil {
		return t.windowFunction(name, x, s)
	}
	if searchFunctions[name] {
		return t.searchFunction(name, x, s)
	}
	rows := functionsByName[name]
	if len(rows) == 0 {
		if why := untranslated[name]; why != "" {
			return Value{}, cannot("function %s(), %s", name, why)
		}
		if t.Supplies && !x.Star && !x.Distinct && x.Filter == nil {
			return t.supplied(x, s)
		}
		return Value{}, cannot("function %s(), which is none of SQLite's own", diag.Escape(x.Name))
	}
	for _, f := range rows {
		if len(x.Args) < f.min || f.max >= 0 && len(x.Args) > f.max || x.Star || x.Distinct || x.Filter != nil {
			continue
		}
		if t.Immutable && f.volatility != "" {
			return Value{}, cannot("function %s(), whose result changes: PostgreSQL does not take it here", name)
		}
		args, err := t.values(x.Args, s)
		if err != nil {
			return Value{}, err
		}
		return f.form(t, args)
	}
	return Value{}, cannot("function %s() with %d {argument|arguments}", name, len(x.Args))
}

// isSupplied reports whether a call that was translated is one of supplied.
func isSupplied(x *ast.Call) bool {
	name := fold(x.Name)
	_, aggregate := aggregateFunctions[name]
	return !aggregate && x.Over == nil && len(functionsByName[name]) == 0
}

// suppliedPrefix begins the names of functions that are to be supplied. A dump chooses the
// name behind it: by itself it could be that of a function that reads files of the server.
const suppliedPrefix = "app_"

// supplied calls a function that stands for one that the application has made known to
// SQLite. Nobody knows what it returns: it is read as its text, which any type has, and is a number
// where it looks like one.
func (t *Translator) supplied(x *ast.Call, s *Scope) (Value, error) {
	args, err := t.values(x.Args, s)
	if err != nil {
		return Value{}, err
	}
	call := &pg.Call{Func: pg.Ident(suppliedPrefix + fold(x.Name))}
	types := make([]string, len(args))
	for i, v := range args {
		if v, err = t.plain(v); err != nil {
			return Value{}, err
		}
		call.Args, types[i] = append(call.Args, v.X), v.Type.SQL
	}
	if signature := call.Func + "(" + strings.Join(types, ", ") + ")"; !slices.Contains(t.Supplied, signature) {
		t.Supplied = append(t.Supplied, signature)
	}
	return Value{X: &pg.Cast{X: call, Type: TypeMixed.SQL}, Type: TypeMixed, Holds: ast.NumericAffinity, Reals: true}, nil
}

// texts converts arguments to text.
func (t *Translator) texts(a []Value) ([]Value, error) {
	out := make([]Value, len(a))
	for i, v := range a {
		var err error
		if out[i], err = t.text(v); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// anyNull reports whether a function that is NULL for a NULL argument is.
func anyNull(a []Value) bool {
	for _, v := range a {
		if v.Type.Kind == Null {
			return true
		}
	}
	return false
}

func allNotNull(a []Value) bool {
	for _, v := range a {
		if !v.NotNull {
			return false
		}
	}
	return true
}
