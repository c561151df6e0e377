package coltype

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// families has the family of each file of types.
var families = []*family{
	&textFamily, &varcharFamily, &byteaFamily, &integerFamily, &realFamily, &decimalFamily, &booleanFamily,
	&timestampFamily, &dateFamily, &clockFamily, &uuidFamily, &jsonFamily, &inetFamily,
}

// family is what leads to types of one file.
type family struct {
	declared []declared
	// sized makes a type of the arguments of a declared type. ok is false for those
	// that PostgreSQL does not take: they are passed over. It is nil where arguments
	// say nothing of the values.
	sized   func(args []int) (t Type, ok bool)
	form    string // how a user asks for a sized type: numeric(p,s)
	targets []target
}

// declared is the name of a declared type, in upper case. It means more than its
// affinity does. With an argument, such as TINYINT(1), it means just that.
type declared struct {
	name   string
	of     Type
	reason string
}

// target is a PostgreSQL type that a user may ask for.
type target struct {
	name  string
	chain []Type // all ways to write values into that type, and no other type
	other []Type // more of them, which only a types file asks for
	wider []Type // what a value that is too large makes of the column, with a warning
	lax   []Type // these read spellings of values that the rows do not have: for DEFAULT
	// accepted are the types of a table that exists into which the COPY text of the
	// chain can go without a change, as format_type() spells them.
	accepted []string
}

// declaration is what a declared type means, and the family that says so.
type declaration struct {
	declared
	*family
}

// declaredTypes has what the names of declared types mean.
var declaredTypes = func() map[string]declaration {
	out := map[string]declaration{}
	for _, f := range families {
		for _, d := range f.declared {
			out[d.name] = declaration{d, f}
		}
	}
	return out
}()

// targets has the PostgreSQL types that a user may ask for, by name.
var targets = func() map[string]target {
	out := map[string]target{}
	for _, f := range families {
		for _, t := range f.targets {
			out[t.name] = t
		}
	}
	return out
}()

// affinityTypes are for declared types that no family names. A word of NUMERIC
// affinity that nobody knows, and no type at all, say nothing of the values: text
// holds them all. See wordChain and untypedChain.
var affinityTypes = map[ast.Affinity]Type{
	ast.IntegerAffinity: Bigint,
	ast.TextAffinity:    Text,
	ast.NoAffinity:      blobOnly,
	ast.RealAffinity:    Double,
	ast.NumericAffinity: Any,
}

// Of returns the PostgreSQL type for a declared SQLite type.
func Of(declared string) Type {
	name, args := split(declared)
	if name == "" {
		return Any // no type: see affinityTypes
	}
	if len(args) == 1 {
		if d, ok := declaredTypes[name+"("+strconv.Itoa(args[0])+")"]; ok {
			return d.of
		}
	}
	d, ok := declaredTypes[name]
	if !ok {
		return affinityTypes[ast.AffinityOf(declared)]
	}
	if d.sized != nil && len(args) > 0 {
		if t, ok := d.sized(args); ok {
			return t
		}
	}
	return d.of
}

// split takes a declared type apart: its words in upper case, and the numbers of
// its arguments.
func split(declared string) (name string, args []int) {
	name, list, _ := strings.Cut(declared, "(")
	for _, a := range strings.Split(strings.TrimSuffix(list, ")"), ",") {
		if n, err := strconv.Atoi(strings.TrimSpace(a)); err == nil {
			args = append(args, n)
		}
	}
	return strings.ToUpper(strings.Join(strings.Fields(name), " ")), args
}

// NameOf is a declared type without its arguments, in upper case.
func NameOf(declared string) string {
	name, _ := split(declared)
	return name
}

// A column's chain is the types it may get, the best first. SQLite declares
// and does not enforce, so the data decides: the first type of the chain that
// holds all values seen is taken, and a value that comes later and does not
// fit moves the column on to a type that holds all of what SQLite held.
//
// Types that would change the spelling of a value stand in the chain as text
// that is given its type after the data (After): if a later value does not fit,
// the text is still what SQLite held. bytea for any value ends all chains: it
// holds what text cannot, a blob that is no UTF-8.

// wordChain is for words that nobody knows, of NUMERIC affinity: numbers, or
// what the values are.
var wordChain = []Type{Bigint.only(parser.Integer), Numeric, Double, blobOnly, Any, byteaAny}

// untypedChain is for columns that declare nothing, and for ANY in STRICT
// tables (https://sqlite.org/stricttables.html): what the values are.
var untypedChain = []Type{blobOnly, Bigint.only(parser.Integer), Double.only(parser.Real), numbers, Any, byteaAny}

// ChainOf returns the chain of a declared type with its affinity.
func ChainOf(declared string, affinity ast.Affinity) []Type {
	first := Of(declared)
	switch {
	case first.TakesAny() && affinity == ast.NumericAffinity:
		return wordChain
	case first.TakesAny():
		return untypedChain
	}
	then, _ := first.Encoding.then()
	chain := append([]Type{first}, then...)
	if affinity == ast.TextAffinity { // SeaORM's datetime_text: SQLite keeps a number as its text there
		chain = slices.DeleteFunc(chain, func(t Type) bool { return t.ofNumbers() })
	}
	return chain
}

// ofNumbers reports whether the values of the type were numbers in SQLite.
func (t Type) ofNumbers() bool {
	switch t.SQL {
	case "bigint", "integer", "smallint", "double precision", "numeric":
		return true
	}
	return t.UnixUnit() != "" || t.Encoding == digitsInteger.Encoding
}

// WithAffinity returns a copy of a chain for a column of that affinity.
func WithAffinity(chain []Type, affinity ast.Affinity) []Type {
	chain = slices.Clone(chain)
	for i := range chain {
		chain[i].Affinity = affinity
	}
	return chain
}

// ForcedChain returns the chain of a PostgreSQL type that the user asks for, nil for one
// that has none here.
func ForcedChain(sql string) []Type {
	name, args := split(sql)
	name = strings.ToLower(name)
	if t := targets[name]; t.chain != nil && !strings.Contains(sql, "(") {
		return slices.Concat(t.chain, t.wider)
	}
	for _, f := range families {
		if of, _, _ := strings.Cut(f.form, "("); f.sized != nil && of == name && len(args) > 0 {
			if t, ok := f.sized(args); ok {
				return []Type{t}
			}
		}
	}
	return nil
}

// Offered lists the names of the types that have a chain when the user asks for them.
func Offered() (names []string) {
	for n := range targets {
		names = append(names, n)
	}
	for _, f := range families {
		if f.form != "" {
			names = append(names, f.form)
		}
	}
	slices.Sort(names)
	return names
}

// Forced finds the type of that name with that encoding: the words of a types file.
func Forced(sql, encoding string) (Type, error) {
	for _, t := range append(slices.Clone(ForcedChain(sql)), targets[sql].other...) {
		if t.Final() == sql && t.Encoding.Name() == encoding {
			return t, nil
		}
	}
	return Type{}, fmt.Errorf("there is no type %s with encoding %s", diag.Show(sql), diag.Show(encoding))
}

// Accepted lists the types of a table that exists into which the COPY text of a
// column of the type can go without a change: those of its family, and of
// varchar(n) and numeric(p,s) themselves.
func (t *Type) Accepted() []string {
	if t.Exists() { // format_type() leaves out a schema of the search_path
		return []string{t.SQL, t.SQL[strings.LastIndexByte(t.SQL, '.')+1:]}
	}
	types := targets[t.Family()].accepted
	if t.Limit > 0 {
		types = append([]string{strings.Replace(t.SQL, "varchar", "character varying", 1)}, types...)
	}
	return types
}

// All returns the types that a column may have, some of them with lengths: for
// tests of all of them.
func All() []Type {
	var all []Type
	for _, f := range families {
		for _, d := range f.declared {
			all = append(all, ChainOf(d.name, ast.AffinityOf(d.name))...)
		}
		for _, t := range f.targets {
			all = append(append(all, t.chain...), t.other...)
		}
	}
	all = append(append(all, wordChain...), untypedChain...)
	for _, declared := range []string{"VARCHAR(1)", "VARCHAR(5)", "DECIMAL(5,2)", "DECIMAL(2,2)", "DECIMAL(1000,0)"} {
		all = append(all, Of(declared))
	}
	var out []Type
	for _, t := range all {
		if !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	return out
}
