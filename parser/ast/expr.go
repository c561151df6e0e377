package ast

// Expr is an expression. https://sqlite.org/lang_expr.html
type Expr interface{ isExpr() }

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
		Kind LiteralKind
		Text string
	}
	// ColumnRef is a column reference. DoubleQuoted marks "x", which SQLite reads
	// as a string when no such column exists
	// (https://sqlite.org/quirks.html#dblquote).
	ColumnRef struct {
		Schema, Table, Name string
		DoubleQuoted        bool
	}
	// Unary is Op X; Op is one of - + ~ NOT.
	Unary struct {
		Op string
		X  Expr
	}
	// Binary is L Op R, with Op in SQLite's main spelling: == is =, != is <>.
	// Op is an operator or one of AND OR IS "IS NOT" LIKE GLOB REGEXP MATCH,
	// "NOT LIKE" and so on.
	Binary struct {
		Op     string
		L, R   Expr
		Escape Expr // of LIKE
	}
	// IsNull is X ISNULL, X IS NULL, or with Not X NOTNULL.
	IsNull struct {
		X   Expr
		Not bool
	}
	// Between is X [NOT] BETWEEN Low AND High.
	Between struct {
		X, Low, High Expr
		Not          bool
	}
	// In is X [NOT] IN (List). With Query the right side is a query or a
	// table, as written.
	In struct {
		X     Expr
		Not   bool
		List  []Expr
		Query string
	}
	// Call is a function call. Rest holds a FILTER or OVER clause as written.
	Call struct {
		Name     string
		Distinct bool
		Star     bool
		Args     []Expr
		Rest     string
	}
	// Case is CASE [X] WHEN ... THEN ... [ELSE ...] END.
	Case struct {
		X     Expr
		Whens []When
		Else  Expr
	}
	// When is one branch of a Case.
	When struct{ Cond, Then Expr }
	// Cast is CAST(X AS Type).
	Cast struct {
		X    Expr
		Type string
	}
	// CollateExpr is X COLLATE Collation.
	CollateExpr struct {
		X         Expr
		Collation string
	}
	// Row is (a, b, ...), a row value of two or more.
	Row struct{ Items []Expr }
	// Subquery is a parenthesised SELECT, as written, with EXISTS before it
	// if Exists is set.
	Subquery struct {
		Text   string
		Exists bool
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

// Walk calls f for x and every expression inside it.
func Walk(x Expr, f func(Expr)) {
	if x == nil {
		return
	}
	f(x)
	each := func(list ...Expr) {
		for _, e := range list {
			Walk(e, f)
		}
	}
	switch x := x.(type) {
	case *Unary:
		each(x.X)
	case *Binary:
		each(x.L, x.R, x.Escape)
	case *IsNull:
		each(x.X)
	case *Between:
		each(x.X, x.Low, x.High)
	case *In:
		each(x.X)
		each(x.List...)
	case *Call:
		each(x.Args...)
	case *Case:
		each(x.X, x.Else)
		for _, w := range x.Whens {
			each(w.Cond, w.Then)
		}
	case *Cast:
		each(x.X)
	case *CollateExpr:
		each(x.X)
	case *Row:
		each(x.Items...)
	}
}
