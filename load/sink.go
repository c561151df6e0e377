package load

import (
	"github.com/sqlite2pg/sqlite2pg/emit"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
)

// Sink is where rows go. What is asked of it comes in the order in which it has to
// happen.
type Sink interface {
	// Loads reports whether the rows are loaded into tables that are made for them:
	// only then Create and Stage are called. Fixed reports whether the tables exist
	// already, so that nothing about them can change.
	Loads() bool
	Fixed() bool
	// Create makes a table whose columns have their types, before its rows.
	Create(table *pg.Object) error
	// Append takes COPY text of rows that go to a target, or of a part of a row.
	Append(to *Target, text []byte) error
	// Alter changes a table that may have rows.
	Alter(change *pg.Object) error
	// Stage has what is appended go into a table of its own until Move, which moves
	// it from there to the target.
	Stage(to *Target) error
	Move(to *Target) error
	// End says that no more rows come of the tables so far.
	End()
}

// NewScript returns the sink for a script that makes tables and loads them.
func NewScript(out emit.Output) Sink { return &script{copyBlocks: newCopyBlocks(out)} }

type script struct {
	copyBlocks
	staged staging
}

func (s *script) Create(table *pg.Object) error { return s.out.Object(table) }

func (s *script) Loads() bool { return true }

func (s *script) Fixed() bool { return false }

func (s *script) Append(to *Target, text []byte) error {
	if s.staged.block != nil {
		s.staged.block.Append(text)
		return nil
	}
	return s.append(to, text, nil)
}

func (s *script) Alter(change *pg.Object) error { return s.out.Object(change) }

func (s *script) Stage(to *Target) (err error) {
	if create := s.staged.table(to.Table); create != nil {
		if err := s.out.Object(&pg.Object{Section: pg.Data, Statement: create}); err != nil {
			return err
		}
	}
	s.staged.block, err = s.out.Rows(pg.Qualified{Name: s.staged.name(to.Table)}, to.Names())
	return err
}

func (s *script) Move(to *Target) error {
	s.staged.block = nil
	for _, st := range s.staged.move(to) {
		if err := s.out.Object(&pg.Object{Section: pg.Data, Statement: st}); err != nil {
			return err
		}
	}
	return nil
}

// NewDataScript returns the sink for a script that fills tables which exist. They are
// looked at before their rows come, and prepared as to says, if it is not nil.
func NewDataScript(out emit.Output, to Destination) Sink { return newDataScript(out, to) }

func newDataScript(out emit.Output, to Destination) *dataScript {
	s := &dataScript{copyBlocks: newCopyBlocks(out), to: to, rows: map[*catalog.Table]int{}}
	if to != nil {
		s.place = to.Place
	}
	return s
}

type dataScript struct {
	copyBlocks
	to   Destination
	rows map[*catalog.Table]int // that have come, up to ManyRows
}

func (*dataScript) Create(*pg.Object) error { return nil }

func (*dataScript) Loads() bool { return false }

func (*dataScript) Fixed() bool { return true }

func (s *dataScript) Append(to *Target, text []byte) error {
	return s.fill(to, text, func() error {
		if err := s.out.Object(&pg.Object{Statement: to.Check()}); err != nil {
			return err
		}
		return s.before(to.Table)
	})
}

// before writes what stands before the first rows of a table.
func (s *dataScript) before(t *catalog.Table) error {
	if s.to == nil {
		return nil
	}
	if before := s.to.Before(t); before != nil {
		return s.out.Object(&pg.Object{Statement: before})
	}
	return nil
}

func (*dataScript) Alter(*pg.Object) error { return nil }

func (*dataScript) Stage(*Target) error { return nil }

func (*dataScript) Move(*Target) error { return nil }

// Destination says where rows go in tables that are there already.
type Destination interface {
	// Place is the table that gets the rows of one of SQLite.
	Place(table *catalog.Table) pg.Qualified
	// Before is what stands before the first rows of a table; nil for nothing.
	Before(table *catalog.Table) pg.Statement
	// Many is what stands behind the first ManyRows rows of a table; nil for nothing.
	Many(table *catalog.Table) pg.Statement
}

// NewIntoScript returns the sink for a script that fills tables which an application
// made.
func NewIntoScript(out emit.Output, to Destination) Sink {
	return &intoScript{newDataScript(out, to)}
}

type intoScript struct{ *dataScript }

func (s *intoScript) Append(to *Target, text []byte) error {
	return s.fill(to, text, func() error { return s.before(to.Table) })
}

// NewSchemaScript returns the sink for a script without rows: these only decide the
// types.
func NewSchemaScript() Sink { return schemaScript{} }

type schemaScript struct{}

func (schemaScript) Create(*pg.Object) error { return nil }

func (schemaScript) Loads() bool { return false }

func (schemaScript) Fixed() bool { return false }

func (schemaScript) Append(*Target, []byte) error { return nil }

func (schemaScript) Alter(*pg.Object) error { return nil }

func (schemaScript) Stage(*Target) error { return nil }

func (schemaScript) Move(*Target) error { return nil }

func (schemaScript) End() {}

// copyBlocks are the COPY blocks that rows go into, of tables whose rows may go on.
type copyBlocks struct {
	out   emit.Output
	place func(*catalog.Table) pg.Qualified
	of    map[*catalog.Table]copyBlock
	// last is the one that got rows last.
	last copyBlock
}

type copyBlock struct {
	target *Target
	block  emit.Rows
}

func newCopyBlocks(out emit.Output) copyBlocks {
	byName := func(t *catalog.Table) pg.Qualified { return pg.Qualified{Name: t.PG} }
	return copyBlocks{out: out, place: byName, of: map[*catalog.Table]copyBlock{}}
}

// append writes text into the block of a target. Before the first one of it, check
// is called if it is set.
func (b *copyBlocks) append(to *Target, text []byte, check func() error) error {
	if b.last.target != to {
		c := b.of[to.Table]
		if c.target != to {
			if c.target != nil { // rows of one table keep their order
				b.out.EndRows()
			}
			if check != nil {
				if err := check(); err != nil {
					return err
				}
			}
			block, err := b.out.Rows(b.place(to.Table), to.Names())
			if err != nil {
				return err
			}
			c = copyBlock{to, block}
			b.of[to.Table] = c
		}
		b.last = c
	}
	b.last.block.Append(text)
	return nil
}

// End closes all blocks.
func (b *copyBlocks) End() {
	b.out.EndRows()
	clear(b.of)
}
