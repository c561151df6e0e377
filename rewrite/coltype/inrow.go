package coltype

import "github.com/sqlite2pg/sqlite2pg/emit/pg"

// fixedSizes are the types whose values have one size, in bytes.
// https://www.postgresql.org/docs/current/catalog-pg-type.html
var fixedSizes = map[string]int{"bigint": 8, "integer": 4, "smallint": 2, "double precision": 8, "real": 4, "boolean": 1, "timestamp": 8, "timestamptz": 8, "date": 4, "time": 8, "uuid": 16}

// Length is how many bytes a value of the type has, without its header, that has this COPY
// text: of texts and bytes exactly.
func (t *Type) Length(copied []byte) int {
	if t.Family() == "bytea" {
		return t.Longest(len(copied))
	}
	n := len(copied)
	for i := 0; i < len(copied)-1; i++ {
		if copied[i] == '\\' { // and what it escapes
			n--
			i++
		}
	}
	return n
}

// Longest is how many bytes a value has at most that has so many bytes of COPY text.
func (t *Type) Longest(copied int) int {
	if t.Family() == "bytea" {
		return max(0, copied-len(`\\x`)) / 2
	}
	return copied
}

// Behind is how many bytes of a row are taken at least when a value of the type comes behind so
// many, which has so many bytes of COPY text: a long one is moved out of the row.
func (t *Type) Behind(before, copied int) int {
	if size := fixedSizes[t.Family()]; size > 0 {
		if size < 16 {
			before = pg.Aligned(before, size)
		}
		return before + size
	}
	const header = 1
	if n := header + t.Longest(copied); n <= pg.NotMoved {
		return before + n
	}
	return before + pg.ToastPointer
}
