// Package pghash computes PostgreSQL's hashtextextended() in Go: Bob Jenkins'
// lookup3, as src/common/hashfn.c has it on little-endian machines. PostgreSQL
// cannot change it between versions, since hash partitions depend on it.
package pghash

import (
	"encoding/binary"
	"math/bits"
)

// Text returns the 64-bit hash of text with a seed: what PostgreSQL gives for
// hashtextextended(text COLLATE "C", seed) in a UTF8 database.
func Text(text []byte, seed int64) int64 {
	a := 0x9e3779b9 + uint32(len(text)) + 3923095
	b, c := a, a
	if seed != 0 {
		a += uint32(uint64(seed) >> 32)
		b += uint32(seed)
		a, b, c = mix(a, b, c)
	}
	for len(text) >= 12 {
		a += binary.LittleEndian.Uint32(text)
		b += binary.LittleEndian.Uint32(text[4:])
		c += binary.LittleEndian.Uint32(text[8:])
		a, b, c = mix(a, b, c)
		text = text[12:]
	}
	var rest [12]byte
	copy(rest[:], text)
	a += binary.LittleEndian.Uint32(rest[:])
	b += binary.LittleEndian.Uint32(rest[4:])
	c += binary.LittleEndian.Uint32(rest[8:]) << 8 // its lowest byte belongs to the length
	_, b, c = final(a, b, c)
	return int64(uint64(b)<<32 | uint64(c))
}

func mix(a, b, c uint32) (uint32, uint32, uint32) {
	a -= c
	a ^= bits.RotateLeft32(c, 4)
	c += b
	b -= a
	b ^= bits.RotateLeft32(a, 6)
	a += c
	c -= b
	c ^= bits.RotateLeft32(b, 8)
	b += a
	a -= c
	a ^= bits.RotateLeft32(c, 16)
	c += b
	b -= a
	b ^= bits.RotateLeft32(a, 19)
	a += c
	c -= b
	c ^= bits.RotateLeft32(b, 4)
	b += a
	return a, b, c
}

func final(a, b, c uint32) (uint32, uint32, uint32) {
	c ^= b
	c -= bits.RotateLeft32(b, 14)
	a ^= c
	a -= bits.RotateLeft32(c, 11)
	b ^= a
	b -= bits.RotateLeft32(a, 25)
	c ^= b
	c -= bits.RotateLeft32(b, 16)
	a ^= c
	a -= bits.RotateLeft32(c, 4)
	b ^= a
	b -= bits.RotateLeft32(a, 14)
	c ^= b
	c -= bits.RotateLeft32(b, 24)
	return a, b, c
}
