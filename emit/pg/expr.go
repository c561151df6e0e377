package pg

// Expr is an expression. The printer adds the parentheses that PostgreSQL's
// precedence asks for; trees need none.
type Expr interface{ isExpr() }

type (
	// Name is a column name.
	Name string
	// String is a string literal.
	String string
	// Number is a numeric literal without a sign, in decimal.
	Number string
	// Keyword is a word or function call that prints as it is: NULL, true,
	// CURRENT_DATE.
	Keyword string
	// Binary is L Op R.
	Binary struct {
		Op   string
		L, R Expr
	}
	// Prefix is Op X.
	Prefix struct {
		Op string
		X  Expr
	}
	// Postfix is X Op: IS NULL, IS NOT TRUE.
	Postfix struct {
		X  Expr
		Op string
	}
	// Between is X [NOT] BETWEEN Low AND High.
	Between struct {
		X, Low, High Expr
		Not          bool
	}
	// In is X [NOT] IN (List).
	In struct {
		X    Expr
		Not  bool
		List []Expr
	}
	// Call is a function call.
	Call struct {
		Func string
		Args []Expr
	}
	// Cast is X::Type.
	Cast struct {
		X    Expr
		Type string
	}
	// Collate is X COLLATE "Collation".
	Collate struct {
		X         Expr
		Collation string
	}
	// Case is CASE [X] WHEN ... END.
	Case struct {
		X     Expr
		Whens []When
		Else  Expr
	}
	// When is a branch of Case.
	When struct{ Cond, Then Expr }
	// Like is X [NOT] Op Pattern ESCAPE 'Escape'; an empty Escape turns
	// escaping off.
	Like struct {
		X, Pattern Expr
		Op         string
		Escape     string
	}
)

func (Name) isExpr()     {}
func (String) isExpr()   {}
func (Number) isExpr()   {}
func (Keyword) isExpr()  {}
func (*Binary) isExpr()  {}
func (*Prefix) isExpr()  {}
func (*Postfix) isExpr() {}
func (*Between) isExpr() {}
func (*In) isExpr()      {}
func (*Call) isExpr()    {}
func (*Cast) isExpr()    {}
func (*Collate) isExpr() {}
func (*Case) isExpr()    {}
func (*Like) isExpr()    {}
