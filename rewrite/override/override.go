// Package override knows the user's word on the types of columns: --cast, --column,
// --timestamps, --varchar, --bad-text and the types file. It gives each column of a
// dump its chain of types. It never knows what the values are, nor what becomes of a
// table.
package override

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"
	"github.com/sqlite2pg/sqlite2pg/rewrite/fit"
)

// Override is the user's word on a type: it stands above what is declared and
// what the data shows. A value that breaks it is an error.
type Override struct {
	// Table and Column are folded patterns (path.Match) for the names of a column, or
	// with FromFile its folded names; both are empty for an override by declared type.
	Table, Column string
	// FromFile is set for a line of a types file.
	FromFile bool
	// Declared is a declared type, with or without its arguments.
	Declared string
	// Option is the option as the user gave it; the zero Object if
	// it is one of many that an option means, or of a file.
	Option diag.Object
	// Type is the PostgreSQL type, as it was written.
	Type string
	wish
}

// wish is what a type that is asked for means.
type wish struct {
	chain []coltype.Type
	asked *fit.Asked // in place of a chain
}

// read reads the type that a user asks for.
func (w *wish) read(sql string) error {
	if w.chain = coltype.ForcedChain(sql); w.chain != nil {
		return nil
	}
	if a, ok := fit.Ask(sql); ok {
		if w.chain = coltype.ForcedChain(a.Short()); w.chain == nil {
			w.asked = a
		}
		return nil
	}
	names := append(coltype.Offered(), fit.Offered()...)
	slices.Sort(names)
	if near := diag.Nearest(sql, names); near != "" {
		return fmt.Errorf("there is no type %s: did you mean %s?", sql, near)
	}
	return fmt.Errorf("%s is not among the types that are offered: %s, arrays of these, and SCHEMA.TYPE for one that the database has", sql, strings.Join(slices.Compact(names), ", "))
}

// of returns the chain for a column of an affinity.
func (w *wish) of(affinity ast.Affinity) []coltype.Type {
	if w.asked != nil {
		return []coltype.Type{w.asked.Type(affinity)}
	}
	return coltype.WithAffinity(w.chain, affinity)
}

// ParseCast reads DECLARED=TYPE, such as DECIMAL=numeric(12,2).
func ParseCast(s string) (Override, error) {
	declared, ty := cutLast(s)
	if ty == "" {
		return Override{}, fmt.Errorf("%q is not DECLARED=TYPE, such as DECIMAL=numeric(12,2)", s)
	}
	var w wish
	err := w.read(ty)
	if err == nil && strings.TrimSpace(declared) == "" {
		err = errPart
	}
	if err != nil {
		return Override{}, fmt.Errorf("%q: %w", s, err)
	}
	return Override{Declared: spelled(declared), Type: ty, wish: w, Option: diag.Named("--cast", s)}, nil
}

// ParseColumn reads TABLE.COLUMN=TYPE, such as orders.total=numeric(12,2) or
// *.created_at=timestamptz.
func ParseColumn(s string) (Override, error) {
	name, ty := cutLast(s)
	if ty == "" {
		return Override{}, fmt.Errorf("%q is not TABLE.COLUMN=TYPE, such as orders.total=numeric(12,2)", s)
	}
	table, column, ok := strings.Cut(name, ".")
	var w wish
	err := w.read(ty)
	if err == nil && (!ok || table == "" || column == "") {
		err = errPart
	}
	for _, pattern := range []string{table, column} {
		if _, perr := path.Match(pattern, ""); err == nil && perr != nil {
			err = perr
		}
	}
	if err != nil {
		return Override{}, fmt.Errorf("%q: %w", s, err)
	}
	return Override{Table: lexer.Fold(table), Column: lexer.Fold(column), Type: ty, wish: w, Option: diag.Named("--column", s)}, nil
}

// cutLast cuts at the last =: a name may have one, a type has none.
func cutLast(s string) (name, ty string) {
	if i := strings.LastIndexByte(s, '='); i >= 0 {
		return s[:i], s[i+1:]
	}
	return s, ""
}

var errPart = errors.New("a part before the type is missing")

// spelled spells a declared type in one way: DECIMAL(10,2).
func spelled(declared string) string {
	return strings.ReplaceAll(strings.ToUpper(strings.Join(strings.Fields(declared), " ")), " (", "(")
}

// Timestamps are what --timestamps=TYPE means: the same type for all columns that
// are declared as a date with a time.
func Timestamps(ty string) ([]Override, error) {
	if ty == "integer" {
		ty = "bigint"
	}
	var out []Override
	for _, name := range coltype.DeclaredTimestamps() {
		o, err := ParseCast(name + "=" + ty)
		if err != nil {
			return nil, err
		}
		o.Option = diag.Object{}
		out = append(out, o)
	}
	return out, nil
}

// byName reports whether the override names a column, which is nearer than its
// declared type.
func (o *Override) byName() bool { return o.FromFile || o.Column != "" }

// matches reports whether the override is about a column, whose names are folded.
func (o *Override) matches(table, column, declared string) bool {
	switch {
	case o.FromFile:
		return o.Table == table && o.Column == column
	case o.Column != "":
		t, _ := path.Match(o.Table, table)
		c, _ := path.Match(o.Column, column)
		return t && c
	}
	return o.Declared == spelled(declared) || o.Declared == coltype.NameOf(declared)
}
