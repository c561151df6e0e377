package rewrite

import (
	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/lexer"
)

// VirtualRows are the rows of a virtual table's own. sqlite3 dumps none: the
// shadow tables have what they say. Python's iterdump and others write both.
type VirtualRows struct {
	Rows int      // passed over
	Pos  diag.Pos // of the last INSERT

	name  string
	known *virtual // nil for a module that is not known
}

// Virtual returns the rows of the virtual table with a SQLite name, nil if no
// virtual table has it.
func (s *Schema) Virtual(name string) *VirtualRows { return s.virtualRows[lexer.Fold(name)] }

// noteVirtual has the rows of a virtual table passed over.
func (s *Schema) noteVirtual(name string, known *virtual) {
	s.virtualRows[lexer.Fold(name)] = &VirtualRows{name: name, known: known}
	s.virtualNames = append(s.virtualNames, lexer.Fold(name))
}

// PassedOver reports the rows that were passed over, or returns an error if no
// other table of the dump has them.
func (s *Schema) PassedOver() error {
	for _, name := range s.virtualNames {
		v := s.virtualRows[name]
		if v.Rows == 0 {
			continue
		}
		object := diag.Named("virtual table", v.name)
		switch {
		case v.known != nil && v.known.table != nil:
			s.warn(diag.RowsInShadows(v.Rows).At(v.Pos).About(object))
		case v.known != nil && s.Table(v.known.fts.external) != nil:
			s.warn(diag.RowsElsewhere(v.Rows, diag.Show(v.known.fts.external)).At(v.Pos).About(object))
		default:
			return diag.VirtualRows(v.Rows).At(v.Pos).About(object)
		}
	}
	return nil
}
