package query

import (
	"strings"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// Assign converts a value to what a column holds of it: SQLite's affinity is
// applied as when a row is written (https://sqlite.org/datatype3.html), then
// the column's encoding. A value of another class than the column can hold makes
// the statement fail; one that is known to be such is untranslatable.
func (t *Translator) Assign(c *Column, v Value) (pg.Expr, error) {
	if c.Missing != "" {
		return nil, cannot("column %s is not in PostgreSQL: %s", diag.Show(c.Name), c.Missing)
	}
	if v.Type.Kind == Null {
		return pg.Keyword("NULL"), nil
	}
	if c.Type.SQL == v.Type.SQL && v.Type.Form != "" && (c.Type.Form == v.Type.Form || len(c.Type.Otherwise) > 0) {
		return v.X, nil
	}
	v, err := t.plain(v)
	if err != nil {
		return nil, err
	}
	if x, ok := v.X.(*pg.Call); ok && c.Type.SQL == "timestamp" && x.Func == "to_char" && x.Args[1] == pg.String("YYYY-MM-DD HH24:MI:SS") {
		return call("date_trunc", pg.String("second"), x.Args[0]), nil // no way through the text
	}
	if text := v.Type.Kind == Text || v.Type.Kind == Mixed; text && c.Type.Kind == Text && c.Type.Form != "14 digits" && v.Literal == nil && !t.Immutable {
		if read := exactReads[c.Type.SQL]; read != "" && !(v.Word && c.Type.SQL == "timestamp") { // datetime() gives nothing more
			return t.helper(read, v.X), nil
		}
	}
	if c.Write != nil {
		return c.Write(v)
	}
	switch family := strings.TrimRight(c.Type.SQL, "0123456789(,)"); family {
	case "bigint", "integer", "smallint":
		return t.assignInteger(c, v)
	case "double precision":
		return t.assignReal(c, v)
	case "numeric":
		return t.assignNumeric(c, v)
	case "boolean":
		return t.assignBoolean(c, v)
	case "text", "varchar", caseless:
		return t.assignText(c, v)
	case "bytea":
		return t.assignBlob(c, v)
	}
	return nil, cannot("%s into column %s of type %s", v.Type.SQL, diag.Show(c.Name), c.Type.SQL)
}

// exactReads hold the helpers that read a text as a type of which a cast would drop the rest: the time behind a date,
// the date before a time, the offset of a timestamp.
var exactReads = map[string]string{"date": "sqlite_day(text)", "time": "sqlite_time_of_day(text)", "timestamp": "sqlite_timestamp(text)"}

// misfit is the error of a value that the column's type does not hold.
func misfit(c *Column, v Value) error {
	what := map[Kind]string{Integer: "an integer", Real: "a real", Numeric: "a number", Bool: "0 or 1", Blob: "a blob"}[v.Type.Kind]
	if v.Literal != nil {
		what = diag.Show(v.Literal.Text)
	}
	return cannot("%s does not fit column %s of type %s", what, diag.Show(c.Name), c.Type.SQL)
}

// asLiteral returns a constant text that looks like a number as that number.
func asLiteral(v Value) Value {
	if v.Literal != nil && v.Literal.Kind == ast.StringLit {
		if n, ok := asNumber(v.Literal.Text); ok {
			return n
		}
	}
	return v
}

// digits is the text of a number without a fraction, which no integer type
// rounds: a value with one is an error.
func digits(x pg.Expr) pg.Expr { return &pg.Cast{X: call("trim_scale", x), Type: "text"} }

// numericText reads a text as a number; one that is none is an error.
func numericText(x pg.Expr) pg.Expr { return &pg.Cast{X: x, Type: "numeric"} }

// exactNumber is a number or text as numeric.
func (t *Translator) exactNumber(v Value) pg.Expr {
	switch v.Type.Kind {
	case Text, Mixed:
		return numericText(v.X)
	case Bool:
		return &pg.Cast{X: &pg.Cast{X: v.X, Type: "integer"}, Type: "numeric"}
	}
	return t.exact(v)
}

func (t *Translator) assignInteger(c *Column, v Value) (pg.Expr, error) {
	v = asLiteral(v)
	switch v.Type.Kind {
	case Integer:
		return v.X, nil
	case Bool:
		return &pg.Cast{X: v.X, Type: "integer"}, nil
	case Blob:
		return nil, misfit(c, v)
	}
	if f, ok := v.real(); ok {
		if n := truncated(f); float64(n) == f {
			return integer(n).X, nil
		}
	}
	if v.Literal != nil {
		return nil, misfit(c, v)
	}
	return &pg.Cast{X: digits(t.exactNumber(v)), Type: c.Type.SQL}, nil
}

func (t *Translator) assignReal(c *Column, v Value) (pg.Expr, error) {
	v = asLiteral(v)
	switch v.Type.Kind {
	case Bool:
		return &pg.Cast{X: &pg.Cast{X: v.X, Type: "integer"}, Type: "double precision"}, nil
	case Integer, Real, Numeric:
		return v.X, nil
	case Blob:
		return nil, misfit(c, v)
	}
	if v.Literal != nil {
		return nil, misfit(c, v)
	}
	return &pg.Cast{X: v.X, Type: "double precision"}, nil
}

func (t *Translator) assignNumeric(c *Column, v Value) (pg.Expr, error) {
	v = asLiteral(v)
	switch {
	case v.Type.Kind == Blob, v.Literal != nil && !v.Type.Kind.Number():
		return nil, misfit(c, v)
	case v.Type.Kind == Integer:
		return v.X, nil
	}
	return t.exactNumber(v), nil
}

// assignBoolean writes 0 and 1; the text of any other number is no boolean.
func (t *Translator) assignBoolean(c *Column, v Value) (pg.Expr, error) {
	v = asLiteral(v)
	if n, ok := v.integer(); ok && (n == 0 || n == 1) {
		return constant(n == 1).X, nil
	}
	switch {
	case v.Type.Kind == Bool:
		return v.X, nil
	case v.Literal != nil || v.Type.Kind == Blob:
		return nil, misfit(c, v)
	case v.Type.Kind == Integer:
		return &pg.Cast{X: &pg.Cast{X: v.X, Type: "text"}, Type: "boolean"}, nil
	}
	return &pg.Cast{X: digits(t.exactNumber(v)), Type: "boolean"}, nil
}

func (t *Translator) assignText(c *Column, v Value) (pg.Expr, error) {
	if v.Type.Kind == Blob {
		return nil, misfit(c, v)
	}
	if c.Affinity == ast.NumericAffinity || c.Affinity == ast.IntegerAffinity {
		if v.Type.Kind == Text || v.Type.Kind == Mixed {
			v = asLiteral(v)
		}
		if v.Type.Kind == Real || v.Type.Kind == Numeric { // 2.0 is stored as 2
			return digits(t.exactNumber(v)), nil
		}
	}
	v, err := t.text(v)
	return v.X, err
}

func (t *Translator) assignBlob(c *Column, v Value) (pg.Expr, error) {
	switch v.Type.Kind {
	case Blob:
		return v.X, nil
	case Text, Mixed:
		return call("convert_to", v.X, pg.String("UTF8")), nil
	}
	return nil, misfit(c, v)
}
