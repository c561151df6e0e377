package pg

// DML is a statement that changes rows: an *Insert, *Update or *Delete. It is a
// step of PL/pgSQL, too.
type DML interface {
	PL
	isDML()
}

type (
	// Insert is INSERT INTO Table (Columns) Query.
	Insert struct {
		Table    string
		Columns  []string // nil with a nil Query: DEFAULT VALUES
		Query    Query
		Conflict *Conflict // nil for none
	}
	// Conflict is ON CONFLICT (Target) WHERE TargetWhere, and then DO NOTHING, or
	// DO UPDATE if Set is not nil.
	Conflict struct {
		Target      []Expr // nil: any
		TargetWhere Expr
		Set         []Set
		Where       Expr
	}
	// Set is Column = Expr, or (Columns) = Expr with a *Row or a *Subquery.
	Set struct {
		Columns []string
		Expr    Expr
	}
	// Update is UPDATE Table SET ... FROM ... WHERE.
	Update struct {
		Table string
		Set   []Set
		From  From // nil for none
		Where Expr
	}
	// Delete is DELETE FROM Table WHERE.
	Delete struct {
		Table string
		Where Expr
	}
)

func (*Insert) isDML() {}
func (*Update) isDML() {}
func (*Delete) isDML() {}
func (*Insert) isPL()  {}
func (*Update) isPL()  {}
func (*Delete) isPL()  {}
