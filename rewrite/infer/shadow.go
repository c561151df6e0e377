package infer

import (
	"strings"

	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
)

// followShadow gives the auxiliary columns of an R-tree the types that their
// values were loaded under.
func followShadow(t *catalog.Table) {
	v := t.Virtual
	if v == nil || v.Family != catalog.RTree || v.Table != t || v.Shadows["rowid"] == nil {
		return
	}
	aux := v.Shadows["rowid"].Columns[2:]
	for i, c := range t.Columns {
		if strings.HasPrefix(strings.TrimSpace(v.Source.Args[i]), "+") && len(aux) > 0 {
			c.Type, aux = aux[0].Type, aux[1:]
		}
	}
}
