package fit

import (
	"bytes"

	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"
	"github.com/sqlite2pg/sqlite2pg/target"
)

type uuid struct{}

func newUUID(*target.Type, *Options) encoder { return uuid{} }

// forced is the first of coltype's types of that name.
func forced(name string) coltype.Type {
	return coltype.ForcedChain(name)[0] // which coltype has
}

// uuidBytes is the size of a UUID.
const uuidBytes = 16

func (uuid) appendBlob(_ *Writer, dst []byte, v *parser.Value) ([]byte, Fit) {
	if len(v.Text) != 2*uuidBytes {
		return dst, NoReading
	}
	dst, _ = appendUUID(dst, v.Text)
	return dst, Fits
}

func (uuid) append(w *Writer, dst []byte, v *parser.Value) ([]byte, Fit) {
	if v.Class != parser.Text {
		return dst, NoReading
	}
	text := w.trimmed(v)
	if n := len("urn:uuid:"); len(text) > n && bytes.EqualFold(text[:n], []byte("urn:uuid:")) {
		text = text[n:]
	}
	if n := len(text); n > 2 && text[0] == '{' && text[n-1] == '}' {
		text = text[1 : n-1]
	}
	return appendUUID(dst, text)
}

// hexDigits are the hex digits in lower case, by the character that is one.
var hexDigits = func() (of [256]byte) {
	for _, c := range "0123456789abcdef" {
		of[c] = byte(c)
	}
	for _, c := range "ABCDEF" {
		of[c] = byte(c) | 0x20
	}
	return of
}()

// appendUUID appends 32 hex digits, with hyphens behind any four of them, as
// PostgreSQL prints a UUID.
func appendUUID(dst, text []byte) ([]byte, Fit) {
	n := 0
	for i, c := range text {
		if c == '-' {
			if n == 0 || n%4 != 0 || n == 2*uuidBytes || text[i-1] == '-' {
				return dst, NoReading
			}
			continue
		}
		if c = hexDigits[c]; c == 0 || n == 2*uuidBytes {
			return dst, NoReading
		}
		if n == 8 || n == 12 || n == 16 || n == 20 {
			dst = append(dst, '-')
		}
		dst = append(dst, c)
		n++
	}
	if n != 2*uuidBytes {
		return dst, NoReading
	}
	return dst, Fits
}
