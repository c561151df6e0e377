package catalog

import (
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"
)

// Move is a column's change to another type, by a value that did not fit.
type Move struct {
	Column *Column
	From   coltype.Type
	// Drop are the generated columns that read it: they come back after the data.
	Drop []*Column
}
