package catalog

import (
	"cmp"
	"slices"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"
)

// collate has a column be citext that is compared by NOCASE, where that is wished for, and
// says what PostgreSQL does not keep of a collation that is declared at offset.
func (c *Column) collate(t *Table, offset int) {
	if c.Collation == "NOCASE" && t.Schema.Caseless && !c.Generated && !c.Excluded {
		c.Chain = coltype.Caseless(c.Chain)
		c.Type = &c.Chain[0]
	}
	if c.Collation == "" || c.Collation == "BINARY" || slices.ContainsFunc(c.Chain, func(t coltype.Type) bool { return t.IsCaseless() }) || t.Schema.DataOnly {
		return
	}
	message := diag.OwnCollation
	switch c.Collation {
	case "NOCASE":
		message = diag.NoCase
	case "RTRIM":
		message = diag.RTrim
	}
	t.Schema.Warn(message(diag.Escape(c.Collation)).At(t.Pos(offset)).About(t.Object(c)))
}

// collations that SQLite has by itself (https://sqlite.org/datatype3.html#collating_sequences).
var collations = map[string]bool{"": true, "BINARY": true, "NOCASE": true, "RTRIM": true}

// CollationOf is the collation by which an index compares a column, which only text
// has. It is not ok if only the application has it: nobody else knows what is the same by it.
func CollationOf(c *Column, ic ast.IndexedColumn) (collation string, ok bool) {
	collation = cmp.Or(strings.ToUpper(ic.Collation), c.Collation)
	if ok = collations[collation]; ok && c.Type.Family() != "text" && !c.Type.IsCaseless() {
		return "", true
	}
	return collation, ok
}

// Plain reports whether PostgreSQL compares a column as an index of SQLite does, or as the
// next best thing: exactly, where the collation is the application's own.
func Plain(c *Column, ic ast.IndexedColumn) bool {
	collation, ok := CollationOf(c, ic)
	if c.Type.IsCaseless() {
		return collation == "NOCASE"
	}
	return !ok || collation == "" || collation == "BINARY"
}

// Stricter reports whether PostgreSQL takes for one, of what the columns of a key hold, all
// that SQLite does, and more: case counts in SQLite, and not in a column that is citext for
// the sake of its parent.
func Stricter(t *Table, k Key) bool {
	for _, ic := range t.IndexFor(k).Keys {
		c := t.Column(ic.Expr.(*ast.ColumnRef).Name)
		if collation, _ := CollationOf(c, ic); !Plain(c, ic) && (!c.Type.IsCaseless() || collation != "" && collation != "BINARY") {
			return false
		}
	}
	return !k.Binary
}

// collationsOf names the collations of columns that are not BINARY.
func collationsOf(cols []*Column) string {
	var names []string
	for _, c := range cols {
		if c.Collation != "" && c.Collation != "BINARY" && !slices.Contains(names, c.Collation) {
			names = append(names, c.Collation)
		}
	}
	return strings.Join(names, " and ")
}
