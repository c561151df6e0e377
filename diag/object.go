package diag

import (
	"fmt"
	"strings"
)

// Object is what a message is about: a table, or a column, a row, a constraint
// of one; another object, such as a view, or a column of one; an option of the
// command. Names are SQLite's, as they are: String shows them. The zero Object
// is the input as a whole.
type Object struct {
	Table string
	// Kind is what Name names: "view", "virtual table", "trigger", "index",
	// "constraint", or an option, such as "--cast", whose value Name is. It is
	// empty where there is none of these.
	Kind, Name string
	Column     string
	Row        int64  // from 1 within its table; 0 for none
	Key        string // the row's key as text; "" if it is not known
	// A name may be empty in SQLite: these say whether there is one.
	HasTable, HasColumn bool
}

// Table is a table.
func Table(name string) Object { return Object{Table: name, HasTable: true} }

// Named is an object that is no table, or an option with its value.
func Named(kind, name string) Object { return Object{Kind: kind, Name: name} }

// Constraint is a constraint of the table o.
func (o Object) Constraint(name string) Object {
	o.Kind, o.Name = "constraint", name
	return o
}

// Index is an index of the table o.
func (o Object) Index(name string) Object {
	o.Kind, o.Name = "index", name
	return o
}

// InColumn is a column of the table or the view o.
func (o Object) InColumn(name string) Object {
	o.Column, o.HasColumn = name, true
	return o
}

// InRow is a row of the table o, or a column's value in it.
func (o Object) InRow(row int64) Object {
	o.Row = row
	return o
}

// WithKey is a row, or a value in it, by the key that people know it by; "" for none.
func (o Object) WithKey(key string) Object {
	o.Key = key
	return o
}

// String is, for example, `table "t", column "c", row 5, key 17`.
func (o Object) String() string {
	var parts []string
	if o.HasTable {
		parts = append(parts, "table "+Show(o.Table))
	}
	if o.Kind != "" {
		parts = append(parts, o.Kind+" "+Show(o.Name))
	}
	if o.HasColumn {
		parts = append(parts, "column "+Show(o.Column))
	}
	if o.Row > 0 {
		parts = append(parts, fmt.Sprintf("row %d", o.Row))
	}
	if o.Key != "" { // people know the row by it, and find it by its number where the key is in the way
		parts = append(parts, "key "+o.Key)
	}
	return strings.Join(parts, ", ")
}
