// Package ast holds the statements and expressions of SQLite that a schema
// can be made of, as the parser found them. It has no behaviour beyond
// walking and telling names.
package ast

import "github.com/sqlite2pg/sqlite2pg/diag"

// Statement is one statement of a dump.
type Statement interface{ Source() *Head }

// Head is what every statement has.
type Head struct {
	Pos diag.Pos
	// Text is the source from the first token to the last, without the
	// closing semicolon. Insert has none: its text is data.
	Text string
	// Swallowed is set when the closing semicolon stands in a comment, where it
	// closes nothing, and the statement was ended all the same.
	Swallowed bool
}

// Source returns h itself, so that embedding it makes a Statement.
func (h *Head) Source() *Head { return h }

// Name is an identifier without its quotes, and where it stands in the
// statement's Text.
type Name struct {
	Text   string
	Offset int
}

// CreateTable is CREATE TABLE name (columns, constraints) options.
// https://sqlite.org/lang_createtable.html
type CreateTable struct {
	Head
	Temp         bool
	IfNotExists  bool
	Name         Name
	Columns      []ColumnDef
	Constraints  []Constraint
	WithoutRowid bool
	Strict       bool
}

// ColumnDef is a column definition.
type ColumnDef struct {
	Name Name
	// Type is the declared type, its words joined by single spaces, with its
	// arguments: "unsigned big int", "DECIMAL(10,2)", "" for none.
	Type        string
	Constraints []Constraint
}

// ConstraintKind says what a constraint constrains.
type ConstraintKind uint8

// The kinds of column and table constraints.
const (
	PrimaryKey ConstraintKind = iota
	Unique
	NotNull
	Null
	Check
	Default
	Collate
	ForeignKey
	Generated
)

// Constraint is a constraint of a column or a table. Which fields count
// depends on Kind.
type Constraint struct {
	Kind   ConstraintKind
	Name   string // of CONSTRAINT name; "" for none
	Offset int

	Columns       []IndexedColumn // table PRIMARY KEY and UNIQUE, FOREIGN KEY
	Desc          bool            // column PRIMARY KEY DESC
	Autoincrement bool            // PRIMARY KEY
	Conflict      string          // ON CONFLICT word, upper case, or ""
	Expr          Expr            // CHECK, DEFAULT, GENERATED
	Stored        bool            // GENERATED ... STORED
	Collation     string          // COLLATE
	References    *Reference      // FOREIGN KEY
}

// Reference is the REFERENCES clause of a foreign key.
// https://sqlite.org/foreignkeys.html
type Reference struct {
	Table    Name
	Columns  []Name // empty: the parent's primary key
	OnDelete string // CASCADE, SET NULL, SET DEFAULT, RESTRICT, NO ACTION or ""
	OnUpdate string
	// Deferrable and Deferred are as SQLite reads the clause: only DEFERRABLE
	// INITIALLY DEFERRED defers.
	Deferrable bool
	Deferred   bool
}

// IndexedColumn is a key of an index or of a key constraint.
type IndexedColumn struct {
	Expr      Expr
	Collation string
	Desc      bool
}

// CreateIndex is CREATE [UNIQUE] INDEX.
// https://sqlite.org/lang_createindex.html
type CreateIndex struct {
	Head
	Unique bool
	Name   Name
	Table  Name
	Keys   []IndexedColumn
	Where  Expr
}

// CreateView is CREATE VIEW name [(columns)] AS select.
// https://sqlite.org/lang_createview.html
type CreateView struct {
	Head
	Temp        bool
	IfNotExists bool
	Name        Name
	Columns     []Name // empty: no column list
	Select      *Select
}

// CreateTrigger is CREATE TRIGGER name ... ON table BEGIN steps END.
// https://sqlite.org/lang_createtrigger.html
type CreateTrigger struct {
	Head
	Temp        bool
	IfNotExists bool
	Name        Name
	Table       Name
	Timing      string // BEFORE, also when none is written, AFTER or "INSTEAD OF"
	Event       string // DELETE, INSERT or UPDATE
	Of          []Name // UPDATE OF; empty: any column
	ForEachRow  bool   // as written: SQLite has no other triggers
	When        Expr   // nil for none
	Steps       []Step
}

// CreateVirtualTable is CREATE VIRTUAL TABLE name USING module(args).
// https://sqlite.org/lang_createvtab.html
type CreateVirtualTable struct {
	Head
	IfNotExists bool
	Name        Name
	Module      string
	Args        []string // as written, without the space around them
}

// Insert is the head of INSERT ... VALUES; the rows follow it in the stream
// and are read by Parser.NextRow. While statements repeat the same head, the
// parser returns the same Insert.
type Insert struct {
	Head
	Table   Name
	Columns []Name // empty: no column list
	// Or is the word of INSERT OR word, upper case; REPLACE for REPLACE INTO.
	Or string
}

// TransactionKind tells the statements that begin and end transactions.
type TransactionKind uint8

// The kinds of transaction statements. END is Commit.
const (
	Begin TransactionKind = iota
	Commit
	Rollback
	Savepoint
	Release
	RollbackTo
)

// Transaction is BEGIN, COMMIT, END, ROLLBACK, SAVEPOINT or RELEASE.
type Transaction struct {
	Head
	Kind TransactionKind
	Name string // of a savepoint, folded
}

// Pragma is PRAGMA name [= value].
type Pragma struct {
	Head
	Name string
}

// Analyze is ANALYZE [name].
type Analyze struct{ Head }

// Delete is DELETE FROM table ...
type Delete struct {
	Head
	Table Name
}

// Drop is DROP TABLE, INDEX, VIEW or TRIGGER.
type Drop struct {
	Head
	Kind     string // upper case
	Name     Name
	IfExists bool
}

// Other is a statement that no dump needs: UPDATE, ALTER, SELECT, ATTACH ...
type Other struct {
	Head
	Verb string // its first word, upper case
}

// Broken is a CREATE statement that could not be parsed. The stream goes on
// after it.
type Broken struct {
	Head
	Kind string // TABLE, INDEX, VIEW, TRIGGER or ""
	Name string // as far as it could be read
	Err  *SyntaxError
}

// SyntaxError says where and why a statement could not be parsed.
type SyntaxError struct {
	Pos  diag.Pos
	Text string
}

func (e *SyntaxError) Error() string { return e.Pos.String() + ": " + e.Text }
