package ast

// Step is a statement in a trigger's body: a *Select, *InsertStep, *UpdateStep
// or *DeleteStep. SQLite knows one grammar of these but takes less of it in a
// trigger: no WITH before INSERT, UPDATE and DELETE, no alias or schema of
// their table, no DEFAULT VALUES, RETURNING, ORDER BY or LIMIT of theirs
// (https://sqlite.org/lang_createtrigger.html). A schema that was written past
// SQLite may have them.
type Step interface {
	Node
	isStep()
}

type (
	// InsertStep is INSERT INTO Table ... Select, or VALUES, which is a Select.
	InsertStep struct {
		With      *With
		Or        string // of OR word, upper case; REPLACE for REPLACE INTO
		Table     Table
		Columns   []Name  // empty: no column list
		Select    *Select // nil: DEFAULT VALUES
		Upserts   []Upsert
		Returning []ResultColumn
	}
	// Upsert is ON CONFLICT (Target) WHERE ... DO UPDATE SET ... WHERE, or
	// with an empty Set DO NOTHING. https://sqlite.org/lang_upsert.html
	Upsert struct {
		Target      []IndexedColumn // empty: any conflict
		TargetWhere Expr
		Set         []Assignment
		Where       Expr
	}
	// Assignment is Column = Expr, or (Columns) = Expr with a row or a query.
	Assignment struct {
		Columns []Name
		Expr    Expr
	}
	// UpdateStep is UPDATE Table SET ...
	UpdateStep struct {
		With  *With
		Or    string
		Table Table
		Set   []Assignment
		From  TableExpr
		Rows
	}
	// DeleteStep is DELETE FROM Table ...
	DeleteStep struct {
		With  *With
		Table Table
		Rows
	}
	// Rows is the end of UPDATE and DELETE: which rows, and what they return.
	Rows struct {
		Where         Expr
		Returning     []ResultColumn
		OrderBy       []OrderTerm
		Limit, Offset Expr
	}
)

func (*Select) isStep()     {}
func (*InsertStep) isStep() {}
func (*UpdateStep) isStep() {}
func (*DeleteStep) isStep() {}
