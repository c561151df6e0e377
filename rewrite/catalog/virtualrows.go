package catalog

import (
	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// VirtualRows are the rows of a virtual table's own. sqlite3 dumps none: the
// shadow tables have what they say. Python's iterdump and others write both.
type VirtualRows struct {
	Rows   int      // passed over
	Pos    diag.Pos // of the last INSERT
	Module string   // as CREATE VIRTUAL TABLE has it

	name  string
	known *Virtual // nil for a module that is not known
}

// Known is the virtual table, nil for one of a module that is not known.
func (v *VirtualRows) Known() *Virtual { return v.known }

// virtuals are the virtual tables of a schema.
type virtuals struct {
	Virtuals []*Virtual              // whose modules are known
	rows     map[string]*VirtualRows // by folded name
	names    []string                // these, in the order in which they came
}

// Virtual returns the rows of the virtual table with a SQLite name, nil if no
// virtual table has it.
func (s *virtuals) Virtual(name string) *VirtualRows { return s.rows[lexer.Fold(name)] }

// noteVirtual has the rows of a virtual table passed over.
func (s *virtuals) noteVirtual(x *ast.CreateVirtualTable, known *Virtual) {
	name := lexer.Fold(x.Name.Text)
	s.rows[name] = &VirtualRows{Module: x.Module, name: x.Name.Text, known: known}
	s.names = append(s.names, name)
}

// PassedOver reports the rows that were passed over, or returns an error if no
// other table of the dump has them.
func (s *Schema) PassedOver() error {
	for _, name := range s.names {
		v := s.rows[name]
		if v.Rows == 0 {
			continue
		}
		object := diag.Named("virtual table", v.name)
		switch {
		case v.known != nil && v.known.Table != nil:
			s.Warn(diag.RowsInShadows(v.Rows).At(v.Pos).About(object))
		case v.known != nil && s.Table(v.known.FullText.External) != nil:
			s.Warn(diag.RowsElsewhere(v.Rows, diag.Show(v.known.FullText.External)).At(v.Pos).About(object))
		case v.known != nil && s.Absent(v.known.FullText.External) != "":
		default:
			return diag.VirtualRows(v.Rows).At(v.Pos).About(object)
		}
	}
	return nil
}
