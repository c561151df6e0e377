package pg

// What PostgreSQL holds at most, as it is built everywhere.
// https://www.postgresql.org/docs/current/limits.html
const (
	MaxColumns      = 1600 // of a table or a view
	MaxTargets      = 1664 // of a SELECT: what it sorts and groups by counts, too
	MaxIndexColumns = 32   // of an index, a key or a foreign key
	MaxArguments    = 100  // of a function
	// MaxName is how long a name may be, in bytes: a longer one would be cut without
	// an error, and two names could become one.
	// https://www.postgresql.org/docs/current/runtime-config-preset.html#GUC-MAX-IDENTIFIER-LENGTH
	MaxName = 63
	// MaxRow is how long a row may be, in bytes, when all that can be moved out of it has
	// been: it must fit into a page. What is moved out leaves a pointer.
	// https://www.postgresql.org/docs/current/storage-toast.html
	MaxRow       = 8160
	ToastPointer = 18
	NotMoved     = 24 // the size up to which a value stays where it is
	// MaxIndexEntry is how long the keys of a btree entry may be together, in bytes,
	// with room for what PostgreSQL adds: it refuses more than 2,704 after compression.
	// https://www.postgresql.org/docs/current/btree.html
	MaxIndexEntry = 2500
	// MaxIndexValue is how long the only value of an entry may be, where it is not compressed:
	// the entry has a header of 8 bytes, the value one of 4.
	MaxIndexValue = 2704 - 8 - 4
)

// Aligned is where a value begins that comes behind so many bytes.
func Aligned(bytes, alignment int) int { return (bytes + alignment - 1) / alignment * alignment }
