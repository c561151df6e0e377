package load

import "github.com/sqlite2pg/sqlite2pg/lexer"

// Limits say how much is held, in bytes.
type Limits struct {
	// Buffer is how much of the input is looked at at once.
	Buffer int
	// Window is how much of the data is looked at before types are decided: of
	// all tables that wait, together.
	Window int
	// Row is how much of a row is held before it is written: rows go out whole
	// unless they are longer.
	Row int
	// Segment is what is read at once of a large table in a file, and Parallel how
	// much of it goes by before its rows are read so.
	Segment, Parallel int64
	// ValueByValue has all rows go value by value: what comes of them must not
	// depend on it.
	ValueByValue bool
}

// DefaultLimits returns the limits of every run. The window is a thousand rows and
// more of most tables, and small beside the memory that a run may take.
func DefaultLimits() Limits {
	return Limits{Buffer: lexer.BufferSize, Window: 512 << 10, Row: 4 << 20, Segment: 512 << 10, Parallel: 1 << 20}
}

// maxRow is PostgreSQL's limit of a COPY line, and of any one allocation.
// https://www.postgresql.org/docs/current/limits.html
const maxRow = 1<<30 - 1

// maxHeld is how much of a value is held where its type must see it whole, in bytes of
// the dump.
const maxHeld = 4 << 20

// flushSize is how many bytes of rows that came value by value are written at
// once.
const flushSize = 64 << 10
