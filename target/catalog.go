// Package target knows a PostgreSQL schema that exists already, as pg_dump
// --schema-only prints it: its tables, the full types of their columns, what
// fills a column that nobody gives a value, and what stands around the tables.
// It knows which of them are the counterparts of SQLite's tables and columns.
//
// It never knows how the text is parsed (target/read), how a value is written
// (rewrite/fit), or what a script looks like, and it connects to nothing.
package target

import (
	"slices"
	"strconv"
	"strings"
)

// Catalog is what one schema file says.
type Catalog struct {
	// Version is the server that was dumped, such as 15.18, or empty where the
	// file does not say.
	Version       string
	Schemas       []string
	Tables        []*Table // in the order of the file, views and foreign tables among them
	Types         map[Name]*TypeDef
	Sequences     map[Name]*Sequence
	Functions     map[Name]*Function // those that return a trigger
	EventTriggers []*EventTrigger
	tables        map[Name]*Table
}

// New returns an empty catalog.
func New() *Catalog {
	return &Catalog{
		Types: map[Name]*TypeDef{}, Sequences: map[Name]*Sequence{},
		Functions: map[Name]*Function{}, tables: map[Name]*Table{},
	}
}

// Add adds a table. One of its name is replaced, as the file would fail there.
func (c *Catalog) Add(t *Table) {
	c.tables[t.Name] = t
	c.Tables = append(c.Tables, t)
}

// Table returns the table or view of a name, or nil.
func (c *Catalog) Table(name Name) *Table { return c.tables[name] }

// Kind is what sort of relation a Table is.
type Kind uint8

// The kinds. Rows are loaded into Ordinary and Partitioned ones.
const (
	Ordinary Kind = iota
	Partitioned
	Partition // gets its rows through the table that it is a part of
	Temporary
	Foreign
	View
)

func (k Kind) String() string {
	return [...]string{"table", "partitioned table", "partition", "temporary table", "foreign table", "view"}[k]
}

// Table is a relation of the target.
type Table struct {
	Name
	Line int // where its CREATE begins in the schema file
	Kind Kind
	// Parents are the tables that it inherits from, or the one that it is a
	// partition of.
	Parents []Name
	// Columns are all of them, inherited ones first, in PostgreSQL's order.
	Columns     []*Column
	Keys        []*Key
	ForeignKeys []*ForeignKey
	Checks      []string // names of CHECK and EXCLUDE constraints
	Triggers    []*Trigger
	Rules       []string
	Owner       string // empty where the file was made with --no-owner
	// RowSecurity is set when policies apply to others than the owner, and
	// ForceRowSecurity when they apply to the owner, too.
	RowSecurity, ForceRowSecurity bool
	// Err says why the table could not be read, or is nil. Such a table is no
	// target.
	Err *Error
	// OfType is the composite type of a typed table, whose columns are its.
	OfType Name
}

// Target reports whether rows can be loaded into the table.
func (t *Table) Target() bool { return t.Kind == Ordinary || t.Kind == Partitioned }

// Column returns the column of a name, or nil.
func (t *Table) Column(name string) *Column {
	for _, c := range t.Columns {
		if c.Name == name {
			return c
		}
	}
	return nil
}

// Identity is how a column GENERATED AS IDENTITY treats values that it is given.
// https://www.postgresql.org/docs/current/sql-createtable.html
type Identity uint8

// The identities.
const (
	NoIdentity Identity = iota
	ByDefault
	Always
)

// Generated is how a column that is computed from others is kept.
// https://www.postgresql.org/docs/current/ddl-generated-columns.html
type Generated uint8

// The ways of keeping it.
const (
	NotGenerated Generated = iota
	Stored
	Virtual // PostgreSQL 18
)

// Column is a column of a table, or an attribute of a composite type.
type Column struct {
	Name string
	Line int // where it begins in the schema file
	Type Type
	// NotNull is set by NOT NULL, a primary key, or a domain that is.
	NotNull bool
	// Default is the expression of its own DEFAULT, as pg_dump prints it, or
	// empty; DefaultNull is set where it can give nothing but NULL.
	Default     string
	DefaultNull bool
	Identity    Identity
	Generated   Generated
	// Sequences are those whose next value fills the column.
	Sequences []Name
}

// Filled reports whether the column gets a value other than NULL when a row
// brings none.
func (c *Column) Filled() bool {
	if c.Default != "" {
		return !c.DefaultNull
	}
	return c.Identity != NoIdentity || c.Generated != NotGenerated || c.Type.filled()
}

// Key is a primary key, a unique constraint, or a unique index on columns.
type Key struct {
	Name    string
	Primary bool
	Index   bool // an index without a constraint
	Columns []string
	// Partial is set when the key holds for some rows or for an expression only.
	Partial    bool
	Deferrable bool
}

// ForeignKey is a foreign key with its columns in order.
type ForeignKey struct {
	Name       string
	Columns    []string
	References Name
	Keys       []string
	Deferrable bool
	NotValid   bool
	Line       int
}

// Fires is when a trigger or rule fires (ALTER TABLE ... ENABLE).
// https://www.postgresql.org/docs/current/sql-altertable.html
type Fires uint8

// The states of a trigger.
const (
	Origin Fires = iota // as it is created
	Replica
	AlwaysFires
	Disabled
)

// Trigger is a trigger of a table.
type Trigger struct {
	Name     string
	Function Name
	Args     []string
	Before   bool // BEFORE, and not AFTER or INSTEAD OF
	Row      bool // FOR EACH ROW
	Insert   bool // INSERT is among its events
	When     bool // it has a WHEN condition
	Fires    Fires
	Line     int
}

// Function is a trigger function.
type Function struct {
	Name
	Language string
	Line     int
	// Assigns are the columns of NEW that its body gives a value, sorted.
	Assigns []string
	// Known is set when Assigns is all that the body does to NEW. It is never known
	// of other languages than PL/pgSQL.
	Known bool
	// Writes are the tables that its body inserts into or updates, as it names them.
	Writes []Name
}

// WritesTo reports whether the function of a trigger, which fires for new rows, inserts
// into a table or updates it, as far as anybody can see.
func (c *Catalog) WritesTo(g *Trigger, t *Table) bool {
	f := c.Functions[g.Function]
	return g.Insert && f != nil && slices.ContainsFunc(f.Writes, func(n Name) bool { return n.Name == t.Name.Name && (n.Schema == "" || n.Schema == t.Name.Schema) })
}

// Fills returns the columns that a trigger gives a value before a row is inserted,
// none for a trigger that fires otherwise. known is false where its function may fill
// more: one in another language, or that changes the row as a whole.
func (c *Catalog) Fills(t *Trigger) (columns []string, known bool) {
	if !t.Before || !t.Row || !t.Insert {
		return nil, true
	}
	// https://www.postgresql.org/docs/current/textsearch-features.html#TEXTSEARCH-UPDATE-TRIGGERS
	if t.Function.Schema == Builtin && strings.HasPrefix(t.Function.Name, "tsvector_update_trigger") && len(t.Args) > 0 {
		return t.Args[:1], true
	}
	f := c.Functions[t.Function]
	if f == nil {
		return nil, false
	}
	return f.Assigns, f.Known
}

// Behind returns the sequences that give a column of a table its values: the one of
// its identity, those that its DEFAULT calls, and those that it owns, sorted.
func (c *Catalog) Behind(t *Table, column *Column) []Name {
	names := slices.Clone(column.Sequences)
	for _, s := range c.Sequences {
		if s.Owner == t.Name && s.Column == column.Name && !slices.Contains(names, s.Name) {
			names = append(names, s.Name)
		}
	}
	slices.SortFunc(names, func(a, b Name) int { return strings.Compare(a.String(), b.String()) })
	return names
}

// Sequence is a sequence with what it belongs to.
type Sequence struct {
	Name
	Line int
	// Owner and Column are the table and column that OWNED BY names, if any.
	Owner  Name
	Column string
	// Identity is set for the sequence of an identity column.
	Identity bool
}

// EventTrigger is a trigger on DDL. It may refuse what a script does to keys and
// triggers.
type EventTrigger struct {
	Name, Event string
	Fires       Fires
	Line        int
}

// Error is what is wrong with a schema file, or with one table of it.
type Error struct {
	Line int    // in the schema file; 0 for the whole of it
	Text string // without a capital or a full stop
	Hint string // what to do next
}

func (e *Error) Error() string {
	if e.Line == 0 {
		return e.Text
	}
	return strconv.Itoa(e.Line) + ": " + e.Text
}
