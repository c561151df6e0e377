package ast

// Expr is an expression. https://sqlite.org/lang_expr.html
type Expr interface {
	Node
	isExpr()
	written() *Written
}

// Written is how an expression stands in its statement, for messages; "" for one that does not.
type Written struct{ Source string }

func (w *Written) written() *Written { return w }

// Source is the text of an expression in its statement, "" for one that stands in none.
func Source(x Expr) string { return x.written().Source }

// SetSource notes the text of an expression that has none.
func SetSource(x Expr, text string) {
	if w := x.written(); w.Source == "" {
		w.Source = text
	}
}

// LiteralKind is the kind of a literal.
type LiteralKind uint8

// The kinds of literals. CurrentTime, CurrentDate and CurrentTimestamp are
// words that SQLite evaluates when a row is written.
const (
	NullLit LiteralKind = iota
	IntegerLit
	RealLit
	StringLit
	BlobLit
	TrueLit
	FalseLit
	CurrentTime
	CurrentDate
	CurrentTimestamp
)

// The forms of expressions.
type (
	// Literal is a constant. Text is the content: a string without quotes, the
	// digits of a blob, a number as written.
	Literal struct {
		Written
		Kind LiteralKind
		Text string
	}
	// ColumnRef is a column reference. DoubleQuoted marks "x", which SQLite reads
	// as a string when no such column exists
	// (https://sqlite.org/quirks.html#dblquote).
	ColumnRef struct {
		Written
		Schema, Table, Name string
		DoubleQuoted        bool
	}
	// Unary is Op X; Op is one of - + ~ NOT.
	Unary struct {
		Written
		Op string
		X  Expr
	}
	// Binary is L Op R, with Op in SQLite's main spelling: == is =, != is <>.
	// Op is an operator or one of AND OR IS "IS NOT" LIKE GLOB REGEXP MATCH,
	// "NOT LIKE" and so on.
	Binary struct {
		Written
		Op     string
		L, R   Expr
		Escape Expr // of LIKE
	}
	// IsNull is X ISNULL, X IS NULL, or with Not X NOTNULL.
	IsNull struct {
		Written
		X   Expr
		Not bool
	}
	// Between is X [NOT] BETWEEN Low AND High.
	Between struct {
		Written
		X, Low, High Expr
		Not          bool
	}
	// In is X [NOT] IN (List). With Select the right side is a query, with From
	// a *Table or *TableFunc.
	In struct {
		Written
		X      Expr
		Not    bool
		List   []Expr
		Select *Select
		From   TableExpr
	}
	// Call is a function call. Filter is nil without FILTER (WHERE ...), Over
	// is nil unless it is a window function's.
	Call struct {
		Written
		Name     string
		Distinct bool
		Star     bool
		Args     []Expr
		OrderBy  []OrderTerm // of an aggregate's arguments
		Filter   Expr
		Over     *Window
	}
	// Case is CASE [X] WHEN ... THEN ... [ELSE ...] END.
	Case struct {
		Written
		X     Expr
		Whens []When
		Else  Expr
	}
	// When is one branch of a Case.
	When struct{ Cond, Then Expr }
	// Cast is CAST(X AS Type).
	Cast struct {
		Written
		X    Expr
		Type string
	}
	// CollateExpr is X COLLATE Collation.
	CollateExpr struct {
		Written
		X         Expr
		Collation string
	}
	// Row is (a, b, ...), a row value of two or more.
	Row struct {
		Written
		Items []Expr
	}
	// Subquery is a parenthesised query, with EXISTS before it if Exists is set.
	Subquery struct {
		Written
		Select *Select
		Exists bool
	}
	// Raise is RAISE(Kind, Message) in a trigger. Kind is IGNORE, which has no
	// message, ROLLBACK, ABORT or FAIL.
	// https://sqlite.org/lang_createtrigger.html#the_raise_function
	Raise struct {
		Written
		Kind    string
		Message Expr
	}
)

func (*Literal) isExpr()     {}
func (*ColumnRef) isExpr()   {}
func (*Unary) isExpr()       {}
func (*Binary) isExpr()      {}
func (*IsNull) isExpr()      {}
func (*Between) isExpr()     {}
func (*In) isExpr()          {}
func (*Call) isExpr()        {}
func (*Case) isExpr()        {}
func (*Cast) isExpr()        {}
func (*CollateExpr) isExpr() {}
func (*Row) isExpr()         {}
func (*Subquery) isExpr()    {}
func (*Raise) isExpr()       {}
