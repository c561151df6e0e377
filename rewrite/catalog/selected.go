package catalog

import (
	"slices"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/selection"
)

// selected is what the user's selection leaves out of a schema.
type selected struct {
	selection *selection.Selection
	LeftOut   []LeftOut
	absent    map[string]absent // by folded name
	// unclear are the tables that were taken for parts of virtual ones which may come
	// later.
	unclear []*ast.CreateTable
}

// absent is a name that has nothing in the schema.
type absent struct {
	why   string // the option
	plain bool   // it is that of a table which is not virtual
}

// LeftOut is an object that does not come, as the user wishes.
type LeftOut struct {
	Object diag.Object
	Why    string // the option
	Head   *ast.Head
}

// leaveOut takes note of a table or view that does not come.
func (s *selected) leaveOut(o diag.Object, name string, a absent, h *ast.Head) {
	s.LeftOut = append(s.LeftOut, LeftOut{o, a.why, h})
	if s.absent == nil {
		s.absent = map[string]absent{}
	}
	s.absent[lexer.Fold(name)] = a
}

// SelectTable reports whether a table comes. What a virtual table keeps its data in comes
// or goes with it.
func (s *Schema) SelectTable(src *ast.CreateTable) bool {
	name, unclear := s.selectedAs(src)
	if unclear {
		s.unclear = append(s.unclear, src)
	}
	why := s.selection.Table(name)
	if why == "" && s.Matched { // the table may have rows, and keeps them
		why = s.selection.Rows(name)
	}
	if why == "" {
		return true
	}
	s.leaveOut(diag.Table(src.Name.Text), src.Name.Text, absent{why, true}, &src.Head)
	for i := range src.Columns { // what the options say of them is about something
		c := &src.Columns[i]
		s.rules.Chain(src.Name.Text, c.Name.Text, c.Type, src.Strict, c.Type)
	}
	return false
}

// SelectVirtual reports whether a virtual table comes.
func (s *selected) SelectVirtual(x *ast.CreateVirtualTable) bool {
	s.unclear = slices.DeleteFunc(s.unclear, func(src *ast.CreateTable) bool { return lexer.Fold(shadowBase(src)) == lexer.Fold(x.Name.Text) })
	why := s.selection.Table(x.Name.Text)
	if why != "" {
		s.leaveOut(diag.Named("virtual table", x.Name.Text), x.Name.Text, absent{why: why}, &x.Head)
	}
	return why == ""
}

// SelectView reports whether a view comes.
func (s *selected) SelectView(x *ast.CreateView) bool {
	why := s.selection.Table(x.Name.Text)
	if why != "" {
		s.leaveOut(diag.Named("view", x.Name.Text), x.Name.Text, absent{why: why}, &x.Head)
	}
	return why == ""
}

// SelectOn reports whether an index or a trigger comes: it goes with its table or view.
func (s *selected) SelectOn(table string, o diag.Object, h *ast.Head) bool {
	why := s.Absent(table)
	if why != "" {
		s.LeftOut = append(s.LeftOut, LeftOut{o, why, h})
	}
	return why == ""
}

// Absent returns the option that leaves a table or view of a name out, "" for none.
func (s *selected) Absent(name string) string { return s.absent[lexer.Fold(name)].why }

// Gone counts the tables and views that do not come.
func (s *selected) Gone() int { return len(s.absent) }

// selectedAs is the name by which a table is selected: that of the virtual table which it
// looks like a part of. Whether it is one is unclear as long as that may come later.
func (s *Schema) selectedAs(src *ast.CreateTable) (name string, unclear bool) {
	own, base := src.Name.Text, shadowBase(src)
	gone, isGone := s.absent[lexer.Fold(base)]
	switch virtual := s.Virtual(base); {
	case base == "", s.Table(base) != nil && virtual == nil, gone.plain, virtual != nil && virtual.known == nil:
		return own, false
	default:
		return base, virtual == nil && !isGone
	}
}

// shadowBase is the name of the virtual table that a table looks like a part of, "" for
// none.
func shadowBase(src *ast.CreateTable) string {
	i := strings.LastIndexByte(src.Name.Text, '_')
	if i < 0 {
		return ""
	}
	base := &ast.CreateVirtualTable{Name: ast.Name{Text: src.Name.Text[:i]}}
	for family := range shadowTables {
		v := Virtual{Source: base, Family: Family(family)}
		if suffix := v.Suffix(src); suffix == "content" && !contentLike(src) {
			continue
		} else if suffix != "" {
			return base.Name.Text
		}
	}
	return ""
}

// contentLike reports whether the columns of a table are called as full-text tables call
// those of their content: c0, c1title.
func contentLike(src *ast.CreateTable) bool {
	for _, c := range src.Columns[1:] {
		name := lexer.Fold(c.Name.Text)
		if numbered := len(name) > 1 && strings.ContainsRune("cl", rune(name[0])) && name[1] >= '0' && name[1] <= '9'; !numbered && name != "langid" {
			return false
		}
	}
	return true
}

// Unselected returns an error if an option names nothing, or cannot be followed.
func (s *selected) Unselected() error {
	if m := s.selection.Unused(); m != nil {
		return m
	}
	for _, src := range s.unclear {
		base := shadowBase(src)
		if own, other := s.selection.Table(src.Name.Text), s.selection.Table(base); (own == "") != (other == "") {
			return diag.UnclearSelection(diag.Show(base)).At(src.Pos).About(diag.Table(src.Name.Text))
		}
	}
	return nil
}

// exclude has a column not arrive.
func (c *Column) exclude() { c.Excluded, c.Dropped, c.NoPlace = true, true, true }
