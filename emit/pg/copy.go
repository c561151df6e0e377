package pg

// COPY's text format: one line a row, a tab between columns, \N for NULL, and a
// backslash before what would be read otherwise.
// https://www.postgresql.org/docs/current/sql-copy.html#id-1.9.3.55.9.2

// Null is how COPY text writes NULL.
const Null = `\N`

// copyEscape holds the letter that follows the backslash, or 0. Only what must
// be escaped is: other control characters stand for themselves.
var copyEscape = [256]byte{'\\': '\\', '\n': 'n', '\r': 'r', '\t': 't'}

// AppendCopyText appends text as COPY text.
func AppendCopyText(dst, text []byte) []byte {
	start := 0
	for i, c := range text {
		if e := copyEscape[c]; e != 0 {
			dst = append(dst, text[start:i]...)
			dst = append(dst, '\\', e)
			start = i + 1
		}
	}
	return append(dst, text[start:]...)
}

// AppendCopyHex appends pairs of hex digits as COPY text of a bytea.
// https://www.postgresql.org/docs/current/datatype-binary.html
func AppendCopyHex(dst, digits []byte) []byte {
	return append(append(dst, CopyHexPrefix...), digits...)
}

// CopyHexPrefix begins the COPY text of a bytea in hex format.
const CopyHexPrefix = `\\x`
