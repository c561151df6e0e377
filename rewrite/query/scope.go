package query

import (
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// Catalog knows the tables and views of a schema.
type Catalog interface {
	// Relation returns the table or view of a SQLite name, compared as SQLite
	// compares names, or nil.
	Relation(name string) *Relation
}

// Relation is a table, a view, a common table expression or a subquery.
type Relation struct {
	Name    string // in SQLite
	PG      string
	Columns []*Column
	Rowid   *Column // the INTEGER PRIMARY KEY, nil for none
	NoRowid bool    // a table WITHOUT ROWID
	// Numbered is the rowid as a column that the table does not have, and gets if
	// something is translated that needs it; nil where there is Rowid, or no rowid.
	Numbered *Column
	View     bool // or a subquery: what has no rowid
	// FullText is set for a full-text table: Search is what of it PostgreSQL searches, nil
	// for nothing. Index is set where its rows are those of another table.
	FullText, Index bool
	Search          *Search
	// Missing says why the relation is not in PostgreSQL; "" when it is.
	Missing string
	// Unique holds the keys of a table, the primary key first; for upserts.
	// Primary is set when there is a primary key, OtherKeys when rows must differ
	// in more: without regard to case, by an expression, where a condition holds.
	Unique             [][]*Column
	Primary, OtherKeys bool

	byName map[string]*Column // of Columns by folded name, once it was asked for
}

// Column finds a column by its folded name, or returns nil.
func (r *Relation) Column(folded string) *Column {
	if r.byName == nil {
		r.byName = make(map[string]*Column, len(r.Columns))
		for i := len(r.Columns) - 1; i >= 0; i-- {
			r.byName[fold(r.Columns[i].Name)] = r.Columns[i]
		}
	}
	return r.byName[folded]
}

// Column is a column of a relation.
// It is large because each of its fields is one more thing that a rule of SQLite looks
// at.
type Column struct {
	Name      string // in SQLite
	PG        string
	Type      Type
	Affinity  ast.Affinity
	Computed  bool         // a result column that is an expression: see Value.Stored
	Holds     ast.Affinity // of a result column: see Value.Holds
	Collation string       // "" is BINARY
	Explicit  bool         // of a result column: COLLATE gave it
	Caseless  bool         // of a result column: it is the text of one that is citext
	Scaled    bool         // of a result column of Numeric: it has a scale of 0 for an integer, and above for a real
	Real      bool         // of a result column of Numeric: all its values are reals
	// Element is the column that holds a Mixed one as JSON, "" for none.
	Element string
	// Digits is the length of the longest integer in it, 0 if nobody looked.
	Digits    int
	NotNull   bool
	Identity  bool    // NULL asks for the next key
	Default   pg.Expr // what a step that leaves the column out gives it; nil is NULL
	Generated bool
	Hidden    bool // * and an INSERT without columns pass it over: a rowid that SQLite does not declare
	// Write converts a plain value to the column's type, as its encoding has it.
	// It is nil for plain types.
	Write func(Value) (pg.Expr, error)
	// Stands is the expression that stands for the column where it cannot be
	// named: a generated column in the expression of another. nil otherwise.
	Stands  pg.Expr
	Missing string // why it is not in PostgreSQL; "" when it is
	// Uncertain is set where the data may keep the column from being made. Its bare
	// name would then mean something else: the row of a table of that name
	// (https://www.postgresql.org/docs/current/rowtypes.html#ROWTYPES-USAGE), or a
	// column of a query around.
	Uncertain bool
}

// Scope is where names are looked up: the sources of a FROM clause, and what
// surrounds the query.
type Scope struct {
	Outer   *Scope
	Sources []*Source
	// bare is set when the columns of the only source stand without its name.
	bare bool
	// tables holds the common table expressions in sight, by folded name.
	tables map[string]*cte
	// aliases holds the result columns by folded alias: SQLite lets WHERE,
	// GROUP BY, HAVING and ORDER BY see them.
	aliases map[string]ast.Expr
	// matches are the conditions that full-text tables called as functions are under.
	matches []ast.Expr
	// windows are those of the WINDOW clause.
	windows map[string]*ast.Window
	// group is set where rows stand for groups, outside of the arguments of
	// aggregates.
	group *grouping
}

// rows returns the scope for what is evaluated for each row of a group: the
// arguments of an aggregate, and its FILTER.
func (s *Scope) rows() *Scope {
	if s.group == nil {
		return s
	}
	in := *s
	in.group = nil
	return &in
}

// Source is a relation in FROM. Ref is what PostgreSQL calls it there, "" when
// columns stand by themselves.
type Source struct {
	Name     string // folded: the alias, or the table's name
	Ref      string
	Relation *Relation
	// Named is set for NEW and OLD, whose columns are found by Name.column only.
	Named bool

	using       map[string]bool // folded names that USING or NATURAL compared
	left, right bool            // joined by LEFT, RIGHT, or as FULL by both
	nullable    bool            // an outer join may fill it with NULLs
	search      pg.Expr         // what MATCH searches it for, once it is translated
	match       *matchNode      // that query, if it is a constant
	several     bool            // MATCH searches it for more than that
}

// Translator turns SQLite's trees into PostgreSQL's. One serves a whole schema.
// It is large because each rule, for an operator, a function or a clause, is a method:
// expressions hold queries and queries expressions, so that any may call any other.
type Translator struct {
	Catalog Catalog
	// Immutable is set for expressions of indexes and generated columns, which
	// PostgreSQL wants to depend on their row only.
	Immutable bool
	// Check is set for a CHECK, which NULL passes: json_valid(NULL) is NULL since
	// SQLite 3.42.
	Check bool
	// Helpers are the functions that what was translated needs.
	Helpers *Helpers
	// Name spells a name of a result column, a table alias or a common table
	// expression for PostgreSQL, other than those taken, and takes it. Nil keeps
	// names as they are. taken counts on from the number that a name got last.
	Name func(taken map[string]int, name string) string

	// Spelled are the columns of dates and times of which SQLite compares or reads
	// how they were written, and what was translated the instant.
	Spelled []string
	// Documents are the columns of JSON that are compared with a document, not its spelling.
	Documents []string
	// BytesAsText are the columns of bytes that are read as texts.
	BytesAsText []string

	// Supplies has functions that are none of SQLite's own be called as functions of
	// PostgreSQL that the application is to supply: Supplied says which, with the types
	// of their arguments.
	Supplies bool
	Supplied []string

	// Numbers has the rowid of a table without a column for it be a column that is made:
	// Numbered are the tables that need one.
	Numbers  bool
	Numbered []*Relation

	// Searched are the full-text tables that what was translated searches; Rated is set
	// where it ranks what it finds, or shows where it was found.
	Searched []*Relation
	Rated    bool

	// Reads are columns that the data may keep from being made, and were translated.
	Reads []pg.Reading

	depth   int // of the query that is translated
	selects int // that the statement came to
}
