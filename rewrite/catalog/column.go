package catalog

import (
	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"
)

// Column is a column of a Table. There may be very many: what few of them need
// stands elsewhere.
type Column struct {
	Name string // in SQLite
	PG   string // in PostgreSQL
	Declaration
	Choice
	Loaded
	Omitted *diag.Pos // of the first INSERT that relies on the DEFAULT
	Traits
	Hashing
}

// Declaration is what CREATE TABLE says of a column.
type Declaration struct {
	Declared  string // type
	Proved    bool   // a CHECK says more than it: see proofOf
	Collation string
}

// Choice is the type of a column, and which other ones it may get. The place of Type
// in the chain is Rank, a trait.
type Choice struct {
	Type     *coltype.Type  // in Chain, or the one that a target has
	Chain    []coltype.Type // the types it may get, the best first
	Reason   string         // the type is another than the declared one
	Observed *Observed      // while the table waits, once a value came
}

// Traits are small things that are so or not: side by side they take little memory.
type Traits struct {
	// NotNull is set for NOT NULL and for keys that SQLite keeps from NULL.
	NotNull bool
	// Nullable is set where NOT NULL is given up for dates of zeros that became NULL.
	Nullable bool
	// ZeroDates is set where dates of zeros and empty texts become NULL.
	ZeroDates  bool
	Identity   bool
	Generated  bool
	HasDefault bool // it declares a DEFAULT
	// Dropped is set for a column that does not arrive: the user leaves it out
	// (Excluded), or it is a generated one whose expression is not translated.
	Dropped, Excluded bool
	// NoPlace is set where values of the column are passed over: it is Excluded, or the
	// table exists and has no such column. Alone is set if they must be NULL then.
	NoPlace, Alone bool
	AfterData      bool  // generated, and in the table after the data only
	Rank           uint8 // of Type in the chain
	MaxDigits      uint8 // of integers that generated columns are written for, 0 for any
}

// Hashing says how --verify compares the values of a column.
type Hashing struct {
	Seed         uint16 // of its hashes
	Textual      bool   // bytea, and its first values came as text
	PresenceOnly bool   // only NULL is hashed, told from values: the target's type respells them
	Unhashed     bool   // it is not hashed: some of its values are not ours, but defaults
}

// Untyped reports whether the column declares no type, or a word that nobody knows:
// the values say what it is.
func (c *Column) Untyped() bool {
	declared := coltype.Of(c.Declared)
	return c.Chain[0].Class != parser.Null && declared.TakesAny() && !c.Proved
}

// Left returns the types that a column has left which has got another than it declares,
// in all ways to write them: what fits none of them is in the way of the declared type.
func (c *Column) Left() []coltype.Type {
	declared := c.Chain[0].Final()
	if c.Rank == 0 || c.Generated || c.Untyped() || c.Chain[c.Rank].Final() == declared {
		return nil
	}
	var out []coltype.Type
	for _, t := range c.Chain[:c.Rank] {
		if t.Final() == declared {
			out = append(out, t)
		}
	}
	return out
}

// Movable reports whether the column's chain goes on.
func (c *Column) Movable() bool { return int(c.Rank)+1 < len(c.Chain) }

// Settled reports whether nothing is to be decided of the column: it is the INTEGER
// PRIMARY KEY, and of the type that holds all keys.
func (c *Column) Settled() bool { return c.Identity && len(c.Chain) == 1 }
