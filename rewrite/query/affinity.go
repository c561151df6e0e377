package query

import "github.com/sqlite2pg/sqlite2pg/parser/ast"

// operand is what counts of a side of a comparison for its affinity: whether
// it is a column's, or CAST's, and which it has.
type operand uint8

const (
	expression operand = iota // no affinity at all
	untyped                   // a column without a type, or of BLOB
	textual
	numeric
)

// operandOf tells INTEGER, REAL and NUMERIC not apart: SQLite applies NUMERIC for
// each of them when it compares.
func operandOf(v Value) operand {
	switch {
	case v.Affinity >= ast.NumericAffinity:
		return numeric
	case v.Affinity == ast.TextAffinity:
		return textual
	case v.Stored:
		return untyped
	}
	return expression
}

// applied is the affinity that a comparison applies to both of its sides: IN over a
// query, BETWEEN, CASE and rows compare by it, too.
// https://sqlite.org/datatype3.html#type_conversions_prior_to_comparison
// and sqlite3CompareAffinity() in SQLite's expr.c
var applied = [4][4]operand{
	expression: {expression: expression, untyped: untyped, textual: textual, numeric: numeric},
	untyped:    {expression: untyped, untyped: untyped, textual: untyped, numeric: numeric},
	textual:    {expression: textual, untyped: untyped, textual: untyped, numeric: numeric},
	numeric:    {expression: numeric, untyped: numeric, textual: numeric, numeric: numeric},
}

// applyAffinity converts the sides as SQLite does before it compares.
func (t *Translator) applyAffinity(l, r Value) (Value, Value, error) {
	switch applied[operandOf(l)][operandOf(r)] {
	case numeric:
		return t.numericAffinity(l), t.numericAffinity(r), nil
	case textual:
		if l.Type.Kind != Text && r.Type.Kind != Text {
			break // two numbers are compared as such
		}
		l, err := t.textAffinity(l)
		if err != nil {
			return l, r, err
		}
		r, err = t.textAffinity(r)
		return l, r, err
	}
	return l, r, nil
}

// numericAffinity makes a text that looks like a number one.
func (t *Translator) numericAffinity(v Value) Value {
	if v.Type.Kind != Text && v.Type.Kind != Mixed {
		return v
	}
	if v.Literal != nil {
		if n, ok := asNumber(v.Literal.Text); ok {
			return n
		}
		return v
	}
	if v.neverNumber() && v.Type.Kind == Text {
		return v
	}
	v.Type, v.Holds = TypeMixed, ast.NumericAffinity // what it is shows at run time
	return v
}

// textAffinity makes a number a text.
func (t *Translator) textAffinity(v Value) (Value, error) {
	if v.Type.Kind.Number() {
		return t.text(v)
	}
	if v.Type.Kind == Mixed {
		v.Type = TypeText // a text as it stands, or a number's
	}
	return v, nil
}

// neverNumber reports whether no text of the value looks like a number: it
// comes from a column that would hold that as a number.
func (v Value) neverNumber() bool { return v.Word || v.Holds >= ast.NumericAffinity }

// noNumber reports the same, and of a literal whether it looks like one.
func (v Value) noNumber() bool {
	if v.Literal == nil {
		return v.neverNumber()
	}
	_, looks := asNumber(v.Literal.Text)
	return !looks
}

// affinityHere takes the affinity away from a value that an expression makes:
// columns have one, CAST, and a query that returns one value. What such a column
// held is known of the value still where the expression is that value.
func affinityHere(v Value, x ast.Expr) Value {
	same := false
	switch x := x.(type) {
	case *ast.ColumnRef, *ast.Cast, *ast.CollateExpr, *ast.Subquery:
		return v
	case *ast.Unary:
		same = x.Op == "+"
	case *ast.Call:
		same = hints[fold(x.Name)] || isSupplied(x)
	}
	if v.Affinity, v.Stored = ast.NoAffinity, false; !same {
		v.Holds = ast.NoAffinity
	}
	return v
}

// hints are the functions that return their argument.
var hints = map[string]bool{"likely": true, "unlikely": true, "likelihood": true}
