package emit

import "github.com/sqlite2pg/sqlite2pg/emit/pg"

// Output is where a translation goes: the objects of a database and the rows of its
// tables, in an order in which they can be made. A Writer makes a script of them, in
// which what comes first stands first. An output that can look at all of it before it
// writes may go by the section of each object and by what it needs instead.
type Output interface {
	// Begin begins an output for a schema, for rows, or for both.
	Begin(Contents) error
	// Object takes an object. The error is a *Refused if the grammar does not accept
	// it; it is left out then.
	Object(o *pg.Object) error
	// Comment takes a word to whoever reads the output.
	Comment(text string)
	// Rows returns what takes rows of a table, values for columns each. The error is
	// a *Refused if the grammar does not accept the names.
	Rows(table pg.Qualified, columns []string) (Rows, error)
	// EndRows says that nothing more goes into any Rows so far.
	EndRows()
	// Commit ends an output that is complete, and in which l was written. Fail ends
	// one that must not be loaded.
	Commit(l Loaded) error
	Fail(message string)
	// Flush returns the first error of what the output is written to.
	Flush() error
}

// Rows takes COPY text of rows, in pieces that may end anywhere.
type Rows interface{ Append(text []byte) }

// Contents says what an output holds.
type Contents uint8

// What an output may hold: tables and their rows, a schema for people to read, or
// rows for tables that exist.
const (
	Everything Contents = iota
	SchemaOnly
	DataOnly
)
