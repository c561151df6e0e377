package pg

// PL is a statement of PL/pgSQL.
// https://www.postgresql.org/docs/current/plpgsql-statements.html
type PL interface{ isPL() }

type (
	// If is IF ... THEN ... ELSIF ... ELSE ... END IF.
	If struct {
		Branches []Branch
		Else     []PL
	}
	// Branch is a condition and what is done if it is true.
	Branch struct {
		Cond Expr
		Then []PL
	}
	// Raise is RAISE EXCEPTION with a message.
	Raise struct{ Message string }
	// Perform runs a query for nothing but its errors.
	Perform struct{ Query Query }
	// Assign is NEW.Column := Expr.
	Assign struct {
		Column string
		Expr   Expr
	}
	// Return is RETURN Value: NEW, OLD or NULL.
	Return struct{ Value string }
	// Loop runs Body for each row of Query, called Row.
	Loop struct {
		Row   string
		Query Query
		Body  []PL
	}
	// Try runs Body; if it fails by one of the Conditions, it has done nothing.
	Try struct {
		Body       []PL
		Conditions []string
	}
)

func (*If) isPL()      {}
func (*Raise) isPL()   {}
func (*Perform) isPL() {}
func (*Assign) isPL()  {}
func (*Return) isPL()  {}
func (*Loop) isPL()    {}
func (*Try) isPL()     {}

// CreateTriggerFunction is CREATE FUNCTION ... RETURNS trigger.
type CreateTriggerFunction struct {
	Name string
	TriggerFunctions
	// Settings hold while the function runs.
	Settings []Setting
	// ColumnsFirst makes bare names mean columns where a variable has the name.
	ColumnsFirst bool
	Records      []string // the rows of loops
	Body         []PL
}

// TriggerFunctions is what the functions of all triggers have in common.
type TriggerFunctions struct {
	// Replace has a function take the place of one of its name.
	Replace bool
	// KeepPath has it find tables where it was made, whatever the search_path of
	// the session that it runs in.
	KeepPath bool
	// RowByRow has it insert the rows of a query one by one: Citus (13.2) sends INSERT
	// ... SELECT with a value that it has to compute to the other server in broken SQL.
	RowByRow bool
}

// Setting is a parameter of the server and its value.
type Setting struct{ Name, Value string }

// CreateTrigger is CREATE TRIGGER ... FOR EACH ROW EXECUTE FUNCTION Function().
type CreateTrigger struct {
	Name, Table string
	Timing      string // BEFORE, AFTER or "INSTEAD OF"
	Event       string // INSERT, UPDATE or DELETE
	Of          []string
	When        Expr // nil for none
	Function    string
}

// DisableTrigger is ALTER TABLE Table DISABLE TRIGGER Name.
type DisableTrigger struct{ Name, Table string }

// Together is several statements that succeed or fail as one.
type Together struct {
	// Reads is what a load may have left out, and the statements cannot do without,
	// though PostgreSQL makes what they make: they fail with it.
	Reads      []Reading
	Statements []Statement
}

// Reading is columns of a table or a view; none for the view itself.
type Reading struct {
	From    string
	Columns []string
}

func (*CreateTriggerFunction) isStatement() {}
func (*CreateTrigger) isStatement()         {}
func (*DisableTrigger) isStatement()        {}
func (*Together) isStatement()              {}
