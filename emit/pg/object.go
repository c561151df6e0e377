package pg

// Object is one thing of a database: a table, a key, a view. A list of them, in an
// order in which they can be made, is what a script is printed from.
type Object struct {
	Section Section
	Kind    Kind
	// Name is its name in PostgreSQL, "" for what has none. Table is the table
	// that it is a part of, "" for none.
	Name, Table string
	// Needs are the objects that must be there before it.
	Needs []*Object
	// Helpers are the functions that it calls, each after those that it calls
	// itself. Several objects may have the same.
	Helpers []*CreateFunction
	// Extension is one that it needs, "" for none.
	Extension string
	Statement Statement
	// What is how a warning calls the object, which the data or the server may
	// refuse; "" for one that cannot be refused. Fallback are the statements that
	// are tried in its place, in turn, and Listing is the query for the rows in
	// the way, nil for none.
	What     string
	Fallback []Statement
	Listing  Listing
	// Source is the SQLite text that it comes from, "" for a part of another
	// object.
	Source string
}

// Section is one of pg_dump's sections: what must be there before the rows, the
// rows, and what is quicker or safer to make after them.
// https://www.postgresql.org/docs/current/app-pgdump.html
type Section uint8

// The sections.
const (
	PreData Section = iota
	Data
	PostData
)

// Kind says what an object is.
type Kind uint8

// The kinds of objects. KindSettled are changes of tables that were made before
// all their rows had come: a table that is made after them has none.
const (
	KindTable Kind = iota
	KindRows
	KindSettled
	KindKey
	KindIndex
	KindColumn
	KindPosition
	KindCheck
	KindForeignKey
	KindComment
	KindView
	KindTrigger
	KindStatistics
	KindUntranslated
)
