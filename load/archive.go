package load

import (
	"slices"

	"github.com/sqlite2pg/sqlite2pg/emit"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"
)

// In an archive tables have the types of the end before their first rows come, and no
// type is known before the last one has been read. So rows are written under the types
// that their columns have then, into files of their own for each of these. At the end,
// what was written under other types is read back and written once more (recode.go).

// Archive is the sink for an archive.
type Archive struct {
	out    *emit.Archive
	of     map[*catalog.Table]*stretches
	last   *stretch
	staged emit.Rows // that the current row goes into, or nil
	tables []*catalog.Table
}

// stretches are the rows of a table.
type stretches struct {
	list []*stretch
	// types are those of the columns that have changed, the last ones the latest.
	types [][]coltype.Type
	// ranks are those of the latest types.
	ranks []uint8
}

// stretch is rows of one target that are written under the same types.
type stretch struct {
	target *Target
	rows   emit.Rows
	types  int // of stretches.types
}

// NewArchive returns the sink for an archive that makes tables and loads them.
func NewArchive(out *emit.Archive) *Archive {
	return &Archive{out: out, of: map[*catalog.Table]*stretches{}}
}

// Loads reports that the rows go into tables that are made for them.
func (a *Archive) Loads() bool { return true }

// Fixed reports that nothing of the tables is decided yet.
func (a *Archive) Fixed() bool { return false }

// Create does nothing: the tables are made when all is known of them.
func (a *Archive) Create(*pg.Object) error { return nil }

// Alter does nothing, either.
func (a *Archive) Alter(*pg.Object) error { return nil }

// Append takes COPY text of rows.
func (a *Archive) Append(to *Target, text []byte) error {
	if a.staged != nil {
		a.staged.Append(text)
		return nil
	}
	s, err := a.stretch(to)
	if err != nil {
		return err
	}
	s.rows.Append(text)
	return nil
}

// stretch returns what takes rows of a target under the types that its columns have now.
func (a *Archive) stretch(to *Target) (*stretch, error) {
	of := a.stretches(to.Table)
	if a.last != nil && a.last.target == to && a.last.types == len(of.types)-1 {
		return a.last, nil
	}
	for _, s := range of.list {
		if s.types == len(of.types)-1 && slices.Equal(s.target.Names(), to.Names()) {
			a.last = s
			return s, nil
		}
	}
	rows, err := a.out.Rows(pg.Qualified{Name: to.Table.PG}, to.Names())
	if err != nil {
		return nil, err
	}
	if a.last = of.add(to, rows); len(of.list) > 1 { // several files are loaded in any order
		to.Table.Rowids.Lose()
	}
	return a.last, nil
}

// stretches are those of a table, whose latest types are the ones of now.
func (a *Archive) stretches(t *catalog.Table) *stretches {
	of := a.of[t]
	if of == nil {
		of = &stretches{ranks: make([]uint8, len(t.Columns))}
		a.of[t] = of
		a.tables = append(a.tables, t)
		of.note(t)
		return of
	}
	for i, c := range t.Columns {
		if c.Rank != of.ranks[i] {
			of.note(t)
			break
		}
	}
	return of
}

// note takes note of the types of now.
func (s *stretches) note(t *catalog.Table) {
	types := make([]coltype.Type, len(t.Columns))
	for i, c := range t.Columns {
		types[i], s.ranks[i] = *c.Type, c.Rank
	}
	s.types = append(s.types, types)
}

func (s *stretches) add(to *Target, rows emit.Rows) *stretch {
	added := &stretch{target: to, rows: rows, types: len(s.types) - 1}
	s.list = append(s.list, added)
	return added
}

// Stage has what is appended go into a file of its own: the types of the row are those
// at its end.
func (a *Archive) Stage(to *Target) (err error) {
	a.staged, err = a.out.Rows(pg.Qualified{Name: to.Table.PG}, to.Names())
	return err
}

// Move ends the row.
func (a *Archive) Move(to *Target) error {
	a.stretches(to.Table).add(to, a.staged)
	a.staged = nil
	return nil
}

// End does nothing: rows may go on at any time.
func (a *Archive) End() {}
