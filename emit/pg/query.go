package pg

// Query is a SELECT, a VALUES or a compound of queries: a *Select or a
// *Compound.
type Query interface{ isQuery() }

type (
	// With is a common table expression.
	With struct {
		Name         string
		Columns      []string // nil: as the query names them
		Materialized string   // MATERIALIZED, "NOT MATERIALIZED" or ""
		Query        Query
	}
	// Select is a SELECT, or with Values a VALUES.
	Select struct {
		With      []With
		Recursive bool
		Distinct  bool
		Columns   []Result
		From      From // nil for none
		Where     Expr
		GroupBy   []Expr
		Having    Expr
		Windows   []NamedWindow
		Values    [][]Expr
		OrderBy   []Order
		Limit     Expr // nil for none
		Offset    Expr
	}
	// Compound is Left Op Right; Op is UNION, "UNION ALL", INTERSECT or EXCEPT.
	// The printer adds the parentheses that PostgreSQL's precedence asks for.
	Compound struct {
		With          []With
		Recursive     bool
		Op            string
		Left, Right   Query
		OrderBy       []Order
		Limit, Offset Expr
	}
	// Result is a column of a SELECT.
	Result struct {
		Expr Expr
		As   string // "" for none
	}
	// Order is a term of ORDER BY.
	Order struct {
		Expr  Expr
		Desc  bool
		Nulls string // FIRST, LAST or ""
	}
	// NamedWindow is a window of the WINDOW clause.
	NamedWindow struct {
		Name string
		Def  WindowDef
	}
	// WindowDef is what stands in OVER (...).
	WindowDef struct {
		Base        string
		PartitionBy []Expr
		OrderBy     []Order
		Frame       *Frame
	}
	// Frame is the frame of a window.
	Frame struct {
		Unit       string // ROWS, RANGE, GROUPS
		Start, End Bound
		Exclude    string
	}
	// Bound is a bound of a frame: "UNBOUNDED PRECEDING", "CURRENT ROW",
	// "UNBOUNDED FOLLOWING", or with X PRECEDING or FOLLOWING.
	Bound struct {
		Kind string
		X    Expr
	}
)

func (*Select) isQuery()   {}
func (*Compound) isQuery() {}

// From is what stands in FROM: a *FromTable, *FromQuery, *FromCall or *FromJoin.
type From interface{ isFrom() }

type (
	// FromTable is a table or view.
	FromTable struct {
		Name  string
		Alias string // "" for none
	}
	// FromQuery is a query with its alias.
	FromQuery struct {
		Lateral bool
		Query   Query
		Alias   string
		Columns []string // nil: as the query names them
	}
	// FromCall is a function that returns rows.
	FromCall struct {
		Lateral bool
		Call    Expr
		Alias   string
		Columns []string
	}
	// FromJoin is Left Kind Right; Kind is "JOIN", "LEFT JOIN", "RIGHT JOIN",
	// "FULL JOIN" or "CROSS JOIN".
	FromJoin struct {
		Kind        string
		Left, Right From
		On          Expr
		Using       []string
	}
)

func (*FromTable) isFrom() {}
func (*FromQuery) isFrom() {}
func (*FromCall) isFrom()  {}
func (*FromJoin) isFrom()  {}

// Expressions that only queries have.
type (
	// Column is Table.Name.
	ColumnOf struct{ Table, Name string }
	// Star is *, or Table.*.
	Star struct{ Table string }
	// Subquery is (Query) as a value.
	Subquery struct{ Query Query }
	// Exists is [NOT] EXISTS (Query).
	Exists struct {
		Not   bool
		Query Query
	}
	// InQuery is X [NOT] IN (Query).
	InQuery struct {
		X     Expr
		Not   bool
		Query Query
	}
	// Row is ROW(Items).
	Row struct{ Items []Expr }
	// Array is ARRAY[Items].
	Array struct{ Items []Expr }
	// Aggregate is a call of an aggregate or window function, with the clauses
	// that only these have.
	Aggregate struct {
		Func     string
		Distinct bool
		Args     []Expr // a Star for count(*)
		OrderBy  []Order
		Filter   Expr
		Over     *WindowDef // nil for none
		OverName string     // OVER name, if Over is nil
	}
	// Index is X[I], an element of an array.
	Index struct{ X, I Expr }
)

func (*ColumnOf) isExpr()  {}
func (*Star) isExpr()      {}
func (*Subquery) isExpr()  {}
func (*Exists) isExpr()    {}
func (*InQuery) isExpr()   {}
func (*Row) isExpr()       {}
func (*Array) isExpr()     {}
func (*Aggregate) isExpr() {}
func (*Index) isExpr()     {}

// CreateView is CREATE VIEW. Columns are named by its query.
type CreateView struct {
	Name    string
	Columns []string // nil: as the query names them
	Query   Query
}

// CreateFunction is CREATE FUNCTION, as text that the checker reads.
type CreateFunction struct {
	Name string // for messages
	SQL  string // the whole statement, without a semicolon
}

func (*CreateView) isStatement()     {}
func (*CreateFunction) isStatement() {}
