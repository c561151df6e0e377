package pg

// LongValue is the size in bytes above which a text or a bytea is hashed by way
// of its SHA-256, which can be computed while it passes by: PostgreSQL's own
// hash needs the length first.
const LongValue = 64 << 10

type (
	// VerifyStart makes the functions that VerifyTable calls, and raises if the
	// server's hash of Text with seed 1 is not Hash. OfBytes is the one that is
	// called for ByTextOfBytes, if any column is. VerifyEnd drops it, unless it is
	// temporary.
	VerifyStart struct {
		Text    string
		Hash    int64
		OfBytes Qualified
	}
	VerifyEnd struct{ OfBytes Qualified }
	// VerifyTable raises unless the table has so many rows, and their hashes
	// these sums.
	VerifyTable struct {
		Schema  string // "" for one of the search_path
		Table   string
		Rows    int64
		Columns []HashedColumn
		Row     string // sum of the hashes of whole rows; "" is not compared
		OfBytes Qualified
		Where   []Expr // the rows that are meant: those for which all hold
	}
	// HashedColumn is a column of a table that is verified. NULL has hash 0.
	HashedColumn struct {
		Name string
		By   HashedBy
		Held Expr // what is hashed, a text or a bytea
		Seed int64
		Sum  string // of the hashes of all rows
	}
)

// HashedBy says how values are hashed.
type HashedBy uint8

// The ways of hashing.
const (
	ByText        HashedBy = iota // a text of at most LongValue bytes
	ByLongText                    // a text of any length
	ByLongBytes                   // a bytea of any length, by its digits
	ByTextOfBytes                 // a bytea as the text that its bytes are, if they are one
	ByPresence                    // any value has hash 1
)
