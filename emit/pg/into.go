package pg

import "strconv"

// A load into tables that exist: each is prepared before its first rows, and all
// are put back as they were at the end.
type (
	// IntoStart makes what the other statements call.
	IntoStart struct{}
	// IntoTable prepares a table: it raises if the table is not as described, and
	// takes foreign keys and triggers out of the way.
	IntoTable struct {
		Number int // of the table, from 1
		Table  Qualified
		// Columns are all columns, in their order, with their types as
		// format_type() spells them when the search_path is empty; none if it has been
		// looked at already.
		Columns []TypedColumn
		Loaded  []string // the columns that get values
		Fires   []string // the triggers that fire for rows of the load
		// History is set for the table in which a migration tool keeps what it has
		// done: where it has rows, they stay, and no others come.
		History bool
		Rows    ExistingRows
		// Others are tables to name, too, where rows are in the way.
		Others []Qualified
		// Staged is set when the rows go into a temporary table first.
		Staged bool
	}
	// IntoIndexes drops the indexes of a table that are no rules, until IntoEnd: so many
	// rows come, or have come, that it pays.
	IntoIndexes struct {
		Number int
		Coming int64 // rows, at least
	}
	// IntoMerge moves the rows of a staged table into their own.
	IntoMerge struct {
		Number int
		Sent   int64 // rows
		Rows   ExistingRows
		Set    []SetColumn // columns that all rows have the same value in
	}
	// AnalyzeQualified is ANALYZE of some tables.
	AnalyzeQualified struct{ Tables []Qualified }
	// DeleteOrphans deletes rows whose parent is missing, until there is none.
	DeleteOrphans struct{ Keys []*Orphans }
	// IntoEnd puts foreign keys and triggers back, and has sequences go on behind
	// the rows.
	IntoEnd struct {
		Tables        []IntoLoaded
		DeleteOrphans bool
	}
)

// IntoLoaded is what a table got.
type IntoLoaded struct {
	Number int
	Sent   int64 // rows that were not staged
	// Highest is the highest key ever, as SQLite remembers it; 0 for none.
	Highest int64
}

// SetColumn is a column and the text of its value.
type SetColumn struct{ Name, Value string }

// Qualified is the name of a table with its schema.
type Qualified struct{ Schema, Name string }

// TypedColumn is a column of a table that exists.
type TypedColumn struct{ Name, Type string }

// ExistingRows says what becomes of rows that are in a table already.
type ExistingRows uint8

// What may become of them.
const (
	RefuseExisting ExistingRows = iota // the load ends
	EmptyFirst                         // they go, in the same transaction
	KeepExisting                       // they stay, and rows of the same keys are passed over
)

func (*IntoStart) isStatement()     {}
func (*IntoTable) isStatement()     {}
func (*IntoIndexes) isStatement()   {}
func (*IntoMerge) isStatement()     {}
func (*IntoEnd) isStatement()       {}
func (*DeleteOrphans) isStatement() {}

func (*AnalyzeQualified) isStatement() {}

// IntoStaging names the temporary table of the rows of a staged table.
func IntoStaging(number int) string { return "sqlite2pg_rows_" + strconv.Itoa(number) }

// String is the name as SQL says it, with quotes where they are needed. Without a
// schema it is found by the search_path.
func (q Qualified) String() string {
	if q.Schema == "" {
		return Ident(q.Name)
	}
	return Ident(q.Schema) + "." + Ident(q.Name)
}
