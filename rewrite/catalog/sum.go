package catalog

import (
	"math/big"
	"math/bits"
)

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
