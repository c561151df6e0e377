// Package report holds what is known of a run when it has ended, as plain data: what
// was read, what became of each table, column and object, what was said, and what
// PostgreSQL is asked to check. Written as JSON it is what docs/report.schema.json
// describes. It knows nothing of how a run goes.
package report

import "time"

// Format and Version are the first members of the JSON. A member that is added does
// not change the version; one that changes its meaning, or goes, does.
const (
	Format  = "sqlite2pg-report"
	Version = 1
)

// Report is a run.
// It is large because each of its fields is a key in the file.
type Report struct {
	Format  string `json:"format"`
	Version int    `json:"version"`
	// Rules is the version of sqlite2pg: the same one writes the same script.
	Rules  string `json:"rules"`
	Result Result `json:"result"`
	Part   Part   `json:"part"`
	// Error is why the run failed.
	Error    *Message  `json:"error,omitempty"`
	Options  []string  `json:"options"`
	Input    Input     `json:"input"`
	Output   *Output   `json:"output,omitempty"`
	Times    *Times    `json:"times,omitempty"`
	Totals   Totals    `json:"totals"`
	Tables   []Table   `json:"tables"`
	Objects  []Object  `json:"objects"`
	Messages []Message `json:"messages"`
	Checks   []Check   `json:"checks"`
	// Suggestions are of --check alone, as is what SQLite says of a database file.
	Suggestions []Suggestion `json:"suggestions"`
	Source      *Source      `json:"source,omitempty"`
	// Plan is where the rows go in a schema that exists.
	Plan *Plan `json:"plan,omitempty"`
}

// Result says how a run ended.
type Result string

// The results. A run that failed wrote a script that commits nothing.
const (
	Written Result = "written"
	Failed  Result = "failed"
	Checked Result = "checked" // nothing was written
)

// Part says what the script holds.
type Part string

// The parts.
const (
	Everything Part = "everything"
	Schema     Part = "schema"
	Data       Part = "data"
	Into       Part = "into" // rows for the tables of an application
)

// Input is what was read.
type Input struct {
	Name string `json:"name"`
	Kind Kind   `json:"kind"`
	// FileBytes is the size of the file, TextBytes that of the SQL text that was read.
	FileBytes int64 `json:"file_bytes,omitempty"`
	TextBytes int64 `json:"text_bytes"`
}

// Kind is a kind of input.
type Kind string

// The kinds of input.
const (
	Pipe     Kind = "pipe"
	Dump     Kind = "dump"     // a file
	Database Kind = "database" // a file of SQLite
)

// Output is the script.
type Output struct {
	Name  string `json:"name"`
	Bytes int64  `json:"bytes"`
}

// Times is all that differs between two runs of the same input.
type Times struct {
	Started time.Time `json:"started"`
	Seconds float64   `json:"seconds"`
}

// Totals count.
type Totals struct {
	Tables      int   `json:"tables"`
	Columns     int   `json:"columns"`
	Rows        int64 `json:"rows"`
	TextBytes   int64 `json:"text_bytes"` // of the rows in the dump
	CopyBytes   int64 `json:"copy_bytes"` // of the rows in the script
	Keys        int   `json:"keys"`       // of the script, as the five that follow
	Indexes     int   `json:"indexes"`
	ForeignKeys int   `json:"foreign_keys"`
	CheckRules  int   `json:"check_constraints"`
	Views       int   `json:"views"`
	Triggers    int   `json:"triggers"`
	Changed     int   `json:"changed"` // objects, parts of tables and columns
	LeftOut     int   `json:"left_out"`
	Warnings    int   `json:"warnings"`
	Notes       int   `json:"notes"`
}

// Outcome says what became of a thing.
type Outcome string

// The outcomes.
const (
	Kept    Outcome = "kept"
	Changed Outcome = "changed"
	LeftOut Outcome = "left out"
)

// Table is a table of the dump.
type Table struct {
	Name string `json:"name"` // in SQLite
	// PostgreSQL is its name there, with the schema where it is not found by the
	// search path; empty if it does not arrive.
	PostgreSQL string   `json:"postgresql"`
	Outcome    Outcome  `json:"outcome"`
	Reasons    []string `json:"reasons"`
	Line       int      `json:"line"`
	Rows       int64    `json:"rows"`
	// WithoutRows is the option that leaves the rows out.
	WithoutRows string   `json:"without_rows,omitempty"`
	TextBytes   int64    `json:"text_bytes"`
	CopyBytes   int64    `json:"copy_bytes"`
	Key         []string `json:"key"` // columns of the primary key
	Columns     []Column `json:"columns"`
	Source      string   `json:"source"` // SQLite text
}

// Column is a column of a table.
// It is large because each of its fields is a key in the file.
type Column struct {
	Name       string   `json:"name"`
	PostgreSQL string   `json:"postgresql"`
	Outcome    Outcome  `json:"outcome"`
	Reasons    []string `json:"reasons"`
	Declared   string   `json:"declared"`
	// Type is the type in the end, LoadedAs the one before if that is another, and
	// Encoding how values are written: the word of the types file.
	Type     string `json:"type"`
	LoadedAs string `json:"loaded_as,omitempty"`
	Encoding string `json:"encoding,omitempty"`
	// Why says what decided the type.
	Why       string `json:"why"`
	NotNull   bool   `json:"not_null"`
	Identity  bool   `json:"identity"`
	Generated bool   `json:"generated"`
	Values    int64  `json:"values"`
	Nulls     int64  `json:"nulls"`
	// Classes are those of the values in the dump, Longest is the length of the longest
	// value in bytes of the script.
	Classes []string `json:"classes"`
	Longest int      `json:"longest"`
	// Nearest counts values that arrive as the nearest of the type, Cleaned texts that
	// lost what PostgreSQL cannot hold.
	Nearest int64 `json:"nearest"`
	Cleaned int64 `json:"cleaned"`
	// InTheWay is set where values do not fit the type that is declared.
	InTheWay *InTheWay `json:"in_the_way,omitempty"`
}

// InTheWay is about values that do not fit the type that a column declares.
type InTheWay struct {
	Values  int64  `json:"values"`
	Message string `json:"message"` // of the first one
	Key     string `json:"key,omitempty"`
	Row     int64  `json:"row,omitempty"`
	Line    int    `json:"line,omitempty"`
}

// Object is anything but a table: an index, a view, a trigger, or a part of a table.
type Object struct {
	Kind string `json:"kind"`
	// Name is that in SQLite, or empty for a part of a table without one.
	Name       string      `json:"name"`
	PostgreSQL string      `json:"postgresql"`
	Table      string      `json:"table,omitempty"` // in SQLite
	Outcome    Outcome     `json:"outcome"`
	Reasons    []string    `json:"reasons"`
	Line       int         `json:"line,omitempty"`
	Columns    []string    `json:"columns,omitempty"` // of a key, an index or a foreign key, in SQLite
	Unique     bool        `json:"unique"`
	References *References `json:"references,omitempty"`
	// Source is the SQLite text; empty for a part of a table, whose text has it.
	Source string `json:"source,omitempty"`
}

// References is where a foreign key leads.
type References struct {
	Table   string   `json:"table"` // in SQLite
	Columns []string `json:"columns"`
}

// Message is a warning or a note, or the error that ended the run.
type Message struct {
	ID       string `json:"id"` // empty for an error of the system, such as a full disk
	Severity string `json:"severity"`
	Text     string `json:"text"`
	Hint     string `json:"hint,omitempty"`
	Values   int64  `json:"values,omitempty"` // that it is about, where the text does not say so
	At       *Place `json:"at,omitempty"`
	About    *About `json:"about,omitempty"`
	// Flags are options that settle it, for a file of --flags; … stands for what only the
	// user knows. Also are the errors that came up together with this one.
	Flags []string  `json:"flags,omitempty"`
	Also  []Message `json:"also,omitempty"`
}

// Place is one in the SQL text that was read: line and column count from 1, the offset
// from 0, in bytes.
type Place struct {
	Line   int   `json:"line"`
	Column int   `json:"column"`
	Offset int64 `json:"offset"`
}

// About is what a message is about: only what applies is set.
type About struct {
	Table  *string `json:"table,omitempty"`
	Kind   string  `json:"kind,omitempty"` // of what Name names
	Name   *string `json:"name,omitempty"`
	Column *string `json:"column,omitempty"`
	Row    int64   `json:"row,omitempty"`
	Key    string  `json:"key,omitempty"`
}

// Check is something that the script has PostgreSQL check.
type Check struct {
	Kind string `json:"kind"`
	What string `json:"what"` // in words
	// Table is that in PostgreSQL.
	Table string `json:"table,omitempty"`
	// Rows, Hash and Columns are what values must have.
	Rows    *int64       `json:"rows,omitempty"`
	Hash    string       `json:"hash,omitempty"`
	Columns []ColumnHash `json:"columns,omitempty"`
	// Query lists the rows in the way.
	Query string `json:"query,omitempty"`
}

// The kinds of checks.
const (
	Complete  = "complete"  // nothing is committed of a part of the script
	Server    = "server"    // the server can hold what comes
	Attempt   = "attempt"   // what the data may refuse is passed over then
	Values    = "values"    // what arrived is what was written
	SameTable = "structure" // the tables that exist are those that the rows are for
)

// ColumnHash is the sum of the hashes of a column's values.
type ColumnHash struct {
	Name string `json:"name"`
	Hash string `json:"hash"`
}

// Suggestion is a type that would hold all values of a column.
type Suggestion struct {
	Table  string `json:"table"`
	Column string `json:"column"`
	Type   string `json:"type"`
	Why    string `json:"why"`
	// Flag is a line for --flags, Types one for --types: empty where there is none.
	Flag  string `json:"flag,omitempty"`
	Types string `json:"types,omitempty"`
}

// Source is what SQLite says of a database file.
type Source struct {
	// Integrity are the lines of PRAGMA integrity_check, none for a sound database.
	Integrity []string  `json:"integrity"`
	Orphans   []Orphans `json:"orphans"`
	// CutTexts are columns with texts that hold a NUL character.
	CutTexts   []CutTexts   `json:"cut_texts"`
	Duplicates []Duplicates `json:"duplicates"`
	// Unknown says what could not be looked at, and why.
	Unknown []string `json:"unknown"`
}

// Orphans are rows that refer to none.
type Orphans struct {
	Table         string   `json:"table"`
	Columns       []string `json:"columns"`
	Parent        string   `json:"parent"`
	ParentColumns []string `json:"parent_columns"`
	Rows          int64    `json:"rows"`
	// ByCollation are those of them that have a parent in SQLite, whose collation takes
	// for one what PostgreSQL tells apart.
	ByCollation int64  `json:"by_collation,omitempty"`
	Query       string `json:"query"` // lists them in SQLite
}

// CutTexts are texts of a column that hold a NUL character.
type CutTexts struct {
	Table  string `json:"table"`
	Column string `json:"column"`
	Values int64  `json:"values"`
}

// Duplicates are keys that SQLite tells apart and PostgreSQL does not.
type Duplicates struct {
	Table   string   `json:"table"`
	Columns []string `json:"columns"`
	Keys    int64    `json:"keys"`
	Why     string   `json:"why"`
	Query   string   `json:"query"` // lists them in SQLite
}
