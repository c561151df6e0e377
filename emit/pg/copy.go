package pg

import "bytes"

// COPY's text format: one line a row, a tab between columns, \N for NULL, and a
// backslash before what would be read otherwise.
// https://www.postgresql.org/docs/current/sql-copy.html#id-1.9.3.55.9.2

// Null is how COPY text writes NULL.
const Null = `\N`

// copyEscape holds the letter that follows the backslash, or 0. Only what must
// be escaped is: other control characters stand for themselves.
var copyEscape = [256]byte{'\\': '\\', '\n': 'n', '\r': 'r', '\t': 't'}

// CopyEscape returns the letter that stands for c after a backslash, or 0 for a
// byte that stands for itself.
func CopyEscape(c byte) byte { return copyEscape[c] }

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

// CopyUnescape returns the byte that a letter stands for after a backslash.
func CopyUnescape(c byte) byte { return copyEscaped[c] }

// CopyContent returns what text that AppendCopyText has written stands for. It
// is text itself, or made in buf.
func CopyContent(text []byte, buf *[]byte) []byte {
	i := bytes.IndexByte(text, '\\')
	if i < 0 {
		return text
	}
	*buf = (*buf)[:0]
	for ; i >= 0; i = bytes.IndexByte(text, '\\') {
		*buf = append(append(*buf, text[:i]...), copyEscaped[text[i+1]])
		text = text[i+2:]
	}
	*buf = append(*buf, text...)
	return *buf
}

var copyEscaped = [256]byte{'\\': '\\', 'n': '\n', 'r': '\r', 't': '\t'}

// AppendCopyHex appends pairs of hex digits as COPY text of a bytea.
// https://www.postgresql.org/docs/current/datatype-binary.html
func AppendCopyHex(dst, digits []byte) []byte {
	return append(append(dst, CopyHexPrefix...), digits...)
}

// CopyHexPrefix begins the COPY text of a bytea in hex format.
const CopyHexPrefix = `\\x`
