package catalog

import (
	"slices"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"
)

// HasZeroDates reports whether dates of zeros and empty texts are NULL in a column.
func (t *Table) HasZeroDates(c *Column) bool { return t.Schema.ZeroDates && c.Chain[0].Temporal() }

// zeroDefault has a column be without its DEFAULT where that is NULL then, and reports
// whether it is.
func (t *Table) zeroDefault(c *Column, con *ast.Constraint) bool {
	if !t.HasZeroDates(c) {
		return false
	}
	v, ok := Constant(con.Expr)
	if !ok || !coltype.IsZeroDate(v) {
		return false
	}
	if !t.Schema.DataOnly {
		t.Schema.Warn(diag.ZeroDefault(coltype.ShowValue(v)).At(t.Pos(con.Offset)).About(t.Object(c)))
	}
	return true
}

// ZeroDate takes note of the first value of a column that became NULL for being a date of
// zeros or an empty text.
func (t *Table) ZeroDate(c *Column, first *Misfit) {
	if t.zeroDates == nil {
		t.zeroDates = map[*Column]*Misfit{}
	}
	if t.zeroDates[c] == nil {
		t.zeroDates[c] = first
	}
}

// FirstZeroDate is that value, nil for none.
func (t *Table) FirstZeroDate(c *Column) *Misfit { return t.zeroDates[c] }

// MayBeNull has a NOT NULL column take NULL. It is not ok for one that exists, and for a
// key that SQLite keeps from NULL.
func (t *Table) MayBeNull(c *Column) (ok bool) {
	if t.Schema.Matched || t.Source.WithoutRowid && len(t.Keys) > 0 && t.Keys[0].Primary && slices.Contains(t.Keys[0].Columns, c) {
		return false
	}
	c.NotNull, c.Nullable = false, true
	return true
}
