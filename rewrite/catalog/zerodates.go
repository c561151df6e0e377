package catalog

import (
	"slices"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"
)

// LookForZeroDates has the column make NULL of dates of zeros and empty texts, if that is
// wished for, and it is one of dates or times.
func (c *Column) LookForZeroDates(s *Schema) { c.ZeroDates = s.ZeroDates && c.Chain[0].Temporal() }

// zeroDefault has a column be without its DEFAULT where that is NULL then, and reports
// whether it is.
func zeroDefault(t *Table, c *Column, con *ast.Constraint) bool {
	if !c.ZeroDates {
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

// MayBeNull has a NOT NULL column take NULL. It is not ok for one that exists, and for a
// key that SQLite keeps from NULL.
func (c *Column) MayBeNull(t *Table) (ok bool) {
	if t.Schema.Matched || t.Source.WithoutRowid && len(t.Keys) > 0 && t.Keys[0].Primary && slices.Contains(t.Keys[0].Columns, c) {
		return false
	}
	c.NotNull, c.Nullable = false, true
	return true
}
