// Package pg holds what a PostgreSQL script is made of: statements,
// expressions, names, literals and COPY text. It knows nothing of SQLite, and
// decides nothing.
package pg

// Statement is one statement of the script. Names are as PostgreSQL shall know
// them, without quotes.
type Statement interface{ isStatement() }

type (
	// CreateTable is CREATE TABLE with its columns and, in a script for
	// people, its constraints. A Temporary one is gone after COMMIT.
	CreateTable struct {
		Name        string
		Temporary   bool
		Columns     []Column
		Constraints []Constraint
	}
	// AddConstraint is ALTER TABLE ... ADD CONSTRAINT.
	AddConstraint struct {
		Table      string
		Constraint Constraint
	}
	// CreateIndex is CREATE [UNIQUE] INDEX.
	CreateIndex struct {
		Name   string
		Table  string
		Unique bool
		Using  string // the access method, "" for btree
		Keys   []Key
		Where  Expr // nil: no partial index
	}
	// AlterTypes is ALTER TABLE with ALTER COLUMN ... TYPE for some columns:
	// one statement rewrites the table once. The columns of Drop go first, and those of
	// Nullable are not NOT NULL any more.
	AlterTypes struct {
		Table    string
		Drop     []string
		Nullable []string
		Columns  []ColumnType
	}
	// Rename gives a table, or a column of it, another name.
	Rename struct{ Table, Column, To string }
	// DropTables is DROP TABLE.
	DropTables struct{ Names []string }
	// Rtree fills Table with what the nodes of an R-tree hold, and drops the
	// tables of it. Rowid has a key with the node it stands in, and auxiliary
	// columns: each goes into the column before it. A name that is empty is that of a
	// column which is left out.
	Rtree struct {
		Table, Key       string
		Coordinates      []string
		Integer          bool
		Auxiliary        [][2]string
		Constants        []Constant // for further columns of Table
		Rowid            string
		RowidKey, NodeOf string
		Node             string
		NodeKey, Data    string
		Drop             []string
	}
	// Constant is a value for a column.
	Constant struct {
		Column string
		Value  Expr
	}
	// AddColumns is ALTER TABLE with ADD COLUMN for some columns.
	AddColumns struct {
		Table   string
		Columns []Column
	}
	// InsertSelect inserts the rows of table From: Values for Columns.
	InsertSelect struct {
		Table   string
		Columns []string
		Values  []Expr
		From    string
	}
	// Truncate empties a table.
	Truncate struct{ Table string }
	// NumberRows adds a column that numbers the rows in the order in which they were loaded: from
	// 1, or as Runs say. Next is the number of the next row then.
	NumberRows struct {
		Table  string
		Column Column
		Runs   []NumberRun
		Next   int64
	}
	// NumberRun are rows that are numbered one by one, from the row number Row on, which has
	// this number.
	NumberRun struct{ Row, Number int64 }
	// RestartIdentity sets the value that a column draws next. Exists is set where the
	// script did not make the table. Widen is the sequence to widen first, of a serial
	// whose column has become bigint; "" for none.
	RestartIdentity struct {
		Table, Column string
		Next          int64
		Exists        bool
		Widen         string
	}
	// Analyze is ANALYZE of some tables.
	Analyze struct{ Tables []string }
	// CheckColumns raises unless a table that exists has columns of types that
	// the COPY block after it is written for.
	CheckColumns struct {
		Table   string
		Columns []Expected
	}
	// Room makes room for tables and views of these names.
	Room struct{ Names []string }
	// SetAside drops the foreign keys of a schema that exists and disables its
	// triggers; PutBack makes them as they were.
	SetAside struct{}
	PutBack  struct{}
	// CommentOn is COMMENT ON TABLE, or with Column COMMENT ON COLUMN.
	CommentOn struct{ Table, Column, Text string }
	// Untranslated is an object that is carried as a comment: what it is, why
	// it is not translated, and its source.
	Untranslated struct {
		What, Reason, Source string
	}
)

func (*VerifyStart) isStatement()     {}
func (*VerifyEnd) isStatement()       {}
func (*VerifyTable) isStatement()     {}
func (*CreateTable) isStatement()     {}
func (*CommentOn) isStatement()       {}
func (*Rename) isStatement()          {}
func (*DropTables) isStatement()      {}
func (*Rtree) isStatement()           {}
func (*AddConstraint) isStatement()   {}
func (*CreateIndex) isStatement()     {}
func (*AlterTypes) isStatement()      {}
func (*AddColumns) isStatement()      {}
func (*InsertSelect) isStatement()    {}
func (*Truncate) isStatement()        {}
func (*RestartIdentity) isStatement() {}
func (*NumberRows) isStatement()      {}
func (*Analyze) isStatement()         {}
func (*CheckColumns) isStatement()    {}
func (*Room) isStatement()            {}
func (*SetAside) isStatement()        {}
func (*PutBack) isStatement()         {}
func (*Untranslated) isStatement()    {}

// Column is a column of CREATE TABLE.
type Column struct {
	Name, Type string
	NotNull    bool
	Identity   bool
	Serial     bool // as the types serial and bigserial make it: a DEFAULT, and a sequence that the column owns
	Default    Expr
	Generated  Expr
}

// ColumnType is the new type of a column. Default is its default after the
// change; DropDefault says that it has one before.
type ColumnType struct {
	Column, Type string
	Using        Expr // nil: the column, cast to Type
	Default      Expr
	DropDefault  bool
}

// Expected is a column that must exist, and the types it may have.
type Expected struct {
	Column string
	Types  []string
}

// ConstraintKind says what a constraint constrains.
type ConstraintKind uint8

// The kinds of constraints.
const (
	PrimaryKey ConstraintKind = iota
	Unique
	Check
	ForeignKey
)

// Constraint is a table constraint.
type Constraint struct {
	Kind     ConstraintKind
	Name     string
	Columns  []string
	Check    Expr
	NotValid bool

	Parent             string // FOREIGN KEY ... REFERENCES
	ParentColumns      []string
	OnDelete, OnUpdate string // upper case, "" for NO ACTION
	Deferrable         bool
	Deferred           bool
}

// Key is a key of an index.
type Key struct {
	Expr Expr // a Name prints without parentheses
	Desc bool
}

// Listing is a query that lists the rows that break a constraint.
type Listing interface{ isListing() }

type (
	// Duplicates lists values of Keys that stand in several rows of Table
	// where Where holds (nil: all rows). With Nulls, for a primary key, it lists
	// NULLs, too.
	Duplicates struct {
		Table string
		Keys  []Expr
		Where Expr
		Nulls bool
	}
	// Orphans lists rows of Table, called c, whose Columns name no row of Parent,
	// called p: one for which all of Same holds.
	Orphans struct {
		Table, Parent string
		Columns       []string
		Same          []Expr
	}
	// Violations lists rows of Table for which Check is false.
	Violations struct {
		Table string
		Check Expr
	}
)

func (*Duplicates) isListing() {}
func (*Orphans) isListing()    {}
func (*Violations) isListing() {}
