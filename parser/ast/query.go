package ast

// Select is a query: one core, or several joined by UNION and the like, with
// what stands before and after them. https://sqlite.org/lang_select.html
type Select struct {
	With *With // nil for none
	// Cores are in the order written. SQLite's compound operators have one
	// precedence: each joins its core to all before it.
	Cores   []*Core
	OrderBy []OrderTerm
	// Limit and Offset are nil for none; LIMIT y, x has Limit x and Offset y.
	Limit, Offset Expr
}

// With is the WITH clause of a statement. https://sqlite.org/lang_with.html
type With struct {
	Recursive bool
	Tables    []CTE
}

// CTE is one common table expression.
type CTE struct {
	Name    Name
	Columns []Name // empty: no column list
	// Materialized is MATERIALIZED, "NOT MATERIALIZED" or "".
	Materialized string
	Select       *Select
}

// Core is SELECT ... up to its windows, or VALUES (...), (...).
type Core struct {
	// Op joins the core to those before it: UNION, "UNION ALL", INTERSECT or
	// EXCEPT; "" in the first.
	Op       string
	Distinct bool
	Columns  []ResultColumn
	From     TableExpr // nil for none
	Where    Expr
	GroupBy  []Expr
	Having   Expr
	Windows  []*Window // of the WINDOW clause
	Values   [][]Expr  // the rows of VALUES; nothing else but Op is set then
}

// ResultColumn is a column of a query or of RETURNING: an expression, * (Star),
// or t.* (Star, with Table).
type ResultColumn struct {
	Expr  Expr // nil for a star
	Star  bool
	Table string
	// Named is set if an Alias is written, which may be empty.
	Named bool
	Alias string
	// Text is the source of the expression, up to what follows it: the name
	// that SQLite gives the column if it has no alias and is not a column.
	Text string
}

// OrderTerm is a term of ORDER BY.
type OrderTerm struct {
	Expr  Expr // COLLATE is part of it
	Desc  bool
	Nulls string // FIRST, LAST or ""
}

// TableExpr is what stands in FROM: a *Table, *TableFunc, *TableSelect or
// *Join. Parentheses leave no trace but in the shape of the joins.
type TableExpr interface {
	Node
	isTable()
}

// JoinKind is the kind of a join.
type JoinKind uint8

// The kinds of joins. CommaJoin, InnerJoin and CrossJoin yield the same rows.
const (
	CommaJoin JoinKind = iota
	InnerJoin
	CrossJoin
	LeftJoin
	RightJoin
	FullJoin
)

type (
	// Table is a table or view. INDEXED BY and NOT INDEXED are dropped.
	Table struct {
		Schema string // "" for none
		Name   Name
		Alias  string // "" for none
	}
	// TableFunc is a table-valued function: json_each(x) AS j.
	TableFunc struct {
		Schema string
		Name   Name
		Args   []Expr
		Alias  string
	}
	// TableSelect is a query in FROM.
	TableSelect struct {
		Select *Select
		Alias  string
	}
	// Join is Left JOIN Right. Joins group to the left, the comma like all
	// others; a Join on the right stood in parentheses.
	Join struct {
		Kind        JoinKind
		Natural     bool
		Left, Right TableExpr
		On          Expr
		Using       []Name
		Alias       string // of the join in parentheses
	}
)

// Window is a window: OVER name (Name alone), OVER (...) (no Name), or a
// definition of the WINDOW clause (Name and the rest).
// https://sqlite.org/windowfunctions.html
type Window struct {
	Name        string
	Base        string // the window it is based on, or ""
	PartitionBy []Expr
	OrderBy     []OrderTerm
	Frame       *Frame // nil for none
}

// Frame is the frame of a window. ROWS x has an End of CURRENT ROW.
type Frame struct {
	Unit       string // ROWS, RANGE or GROUPS
	Start, End Bound
	Exclude    string // "NO OTHERS", "CURRENT ROW", GROUP, TIES or ""
}

// Bound is a bound of a frame: X PRECEDING, X FOLLOWING, or without X one of
// "UNBOUNDED PRECEDING", "CURRENT ROW" and "UNBOUNDED FOLLOWING".
type Bound struct {
	Kind string
	X    Expr
}

func (*Table) isTable()       {}
func (*TableFunc) isTable()   {}
func (*TableSelect) isTable() {}
func (*Join) isTable()        {}
