package target

import (
	"strconv"
	"strings"
)

// Type is the type of a column.
type Type struct {
	// Name is the type's in the catalog, such as pg_catalog.varchar or
	// public.mood; of an array, that of its elements.
	Name Name
	// Mods are the numbers in parentheses: a length, or precision and scale.
	Mods []int
	// Words is what stands in parentheses otherwise (geometry(Point,4326)), or
	// the fields of an interval (day to second).
	Words string
	// Dims is how many pairs of brackets follow: 0 for no array.
	Dims int
	// Def is the definition of a type that the file defines; nil for PostgreSQL's
	// own types and those of extensions.
	Def *TypeDef
}

// TypeKind is what sort of type a TypeDef defines.
type TypeKind uint8

// The kinds of types that a schema defines.
const (
	Enum TypeKind = iota
	Domain
	Composite
	Range
	BaseType // with functions in C
)

// TypeDef is a type that the schema file defines.
type TypeDef struct {
	Name
	Line   int
	Kind   TypeKind
	Labels []string  // of an enum, in order
	Fields []*Column // of a composite type
	// Of a domain: the type it is over, and its rules.
	Base    Type
	NotNull bool
	Filled  bool     // it has a DEFAULT other than NULL
	Checks  []string // their names
}

// Builtin is the schema of PostgreSQL's own types.
const Builtin = "pg_catalog"

// spellings are the types that format_type() does not print under their own name.
// https://www.postgresql.org/docs/current/datatype.html
var spellings = map[string]string{
	"int2": "smallint", "int4": "integer", "int8": "bigint", "float4": "real", "float8": "double precision",
	"bool": "boolean", "varchar": "character varying", "bpchar": "character", "varbit": "bit varying",
	"timestamp": "timestamp without time zone", "timestamptz": "timestamp with time zone",
	"time": "time without time zone", "timetz": "time with time zone", "char": `"char"`,
}

// String returns the type as format_type() and pg_dump print it.
func (t *Type) String() string {
	s, builtin := t.Name.String(), t.Name.Schema == Builtin
	if builtin {
		s = t.Name.Name
		if long, ok := spellings[s]; ok {
			s = long
		}
	}
	args := t.Words
	if args == "" && len(t.Mods) > 0 {
		texts := make([]string, len(t.Mods))
		for i, m := range t.Mods {
			texts[i] = strconv.Itoa(m)
		}
		args = strings.Join(texts, ",")
	}
	switch {
	case builtin && t.Name.Name == "interval":
		if t.Words != "" {
			s += " " + t.Words
		}
		if len(t.Mods) > 0 {
			s += "(" + strconv.Itoa(t.Mods[0]) + ")"
		}
	case args != "":
		// timestamp(3) without time zone: the number stands after the first word.
		first, rest := s, ""
		if builtin && strings.Contains(s, " time zone") {
			first, rest, _ = strings.Cut(s, " ")
			rest = " " + rest
		}
		s = first + "(" + args + ")" + rest
	}
	if t.Dims > 0 {
		s += "[]" // the number of dimensions is not enforced, nor printed
	}
	return s
}

// Base returns the type with its domains taken off: what the values are.
func (t *Type) Base() *Type {
	for t.Dims == 0 && t.Def != nil && t.Def.Kind == Domain {
		t = &t.Def.Base
	}
	return t
}

// Elem returns the type of an array's elements, as it is written.
func (t *Type) Elem() *Type {
	e := *t
	e.Dims = 0
	return &e
}

// Is reports whether the type, its domains taken off, is one of PostgreSQL's own
// of that name: int4, varchar, timestamptz. An array is none.
func (t *Type) Is(name string) bool {
	b := t.Base()
	return b.Dims == 0 && b.Name.Schema == Builtin && b.Name.Name == name
}

// filled reports whether one of the type's domains has a DEFAULT.
func (t *Type) filled() bool {
	for ; t.Dims == 0 && t.Def != nil && t.Def.Kind == Domain; t = &t.Def.Base {
		if t.Def.Filled {
			return true
		}
	}
	return false
}

// NotNull reports whether one of the type's domains takes no NULL.
func (t *Type) NotNull() bool {
	for ; t.Dims == 0 && t.Def != nil && t.Def.Kind == Domain; t = &t.Def.Base {
		if t.Def.NotNull {
			return true
		}
	}
	return false
}
