package catalog

import (
	"hash"
	"math/big"
	"math/bits"
)

// A row too large to hold is written before its last values are seen, and one
// of them may not fit its column: a loaded table cannot be altered in the middle
// of a row. Such a row is set apart: it goes into a temporary table whose columns
// take whatever may come, and from there into its own, altered if need be.

// Staging is a temporary table, and what types its columns have.
type Staging struct {
	Name  string
	Types map[*Column]string
}

// --verify: each value that is written is hashed here, and once more by
// PostgreSQL when all rows are in. A hash has 64 bits and is of what the column
// holds as text (coltype.Type.Canonical), seeded with the column's number. Sums over the rows
// are compared: they do not depend on the order, and rows that are lost or
// doubled show. A row's hash is its columns' hashes by exclusive or: its sum
// shows when values have changed rows.

// Sum is a sum of 64-bit hashes, as PostgreSQL's sum(bigint) gives it.
type Sum struct{ high, low uint64 }

// Add adds a hash.
func (s *Sum) Add(h int64) {
	var carry uint64
	s.low, carry = bits.Add64(s.low, uint64(h), 0)
	s.high += uint64(h>>63) + carry
}

// Merge adds another sum.
func (s *Sum) Merge(other Sum) {
	var carry uint64
	s.low, carry = bits.Add64(s.low, other.low, 0)
	s.high += other.high + carry
}

// String is the sum as PostgreSQL prints it.
func (s *Sum) String() string {
	n := new(big.Int).SetInt64(int64(s.high))
	n.Lsh(n, 64)
	return n.Add(n, new(big.Int).SetUint64(s.low)).String()
}

// LongValue is a value that comes in parts: there is one at a time.
type LongValue struct {
	Start  []byte // up to pg.LongValue bytes
	Digest hash.Hash
	Size   int
	Buf    []byte
}

// RowSum is what a table knows of its rows.
type RowSum struct {
	Sum     Sum
	Row     int64 // hash of the current row, so far
	Skipped bool
	Buf     []byte
}
