package coltype

import (
	"bytes"
	"unicode/utf8"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
)

// wrapping is how the sqlite3 shell writes a text with line ends, up to 3.49:
// each is a backslash and a letter in the text, and replaced. The letters are
// those of COPY, so that the text stays as it is.
type wrapping struct {
	before, after string
	n, r          byte // the letters that stand for LF and CR, or 0
}

var wrappings = []wrapping{
	{`replace('`, `,'\n',char(10))`, 'n', 0},
	{`replace(replace('`, `,'\r',char(13)),'\n',char(10))`, 'n', 'r'},
	{`replace('`, `,'\r',char(13))`, 0, 'r'},
}

func copyWrapped(dst, in []byte) (written, read int) {
	for _, w := range wrappings {
		if !bytes.HasPrefix(in, []byte(w.before)) {
			continue
		}
		from := len(w.before) - 1
		written, read = copyText(dst, in[from:], w.n, w.r)
		if read <= 0 {
			return written, read
		}
		read += from
		if len(in)-read < len(w.after) {
			return 0, Short
		}
		if string(in[read:read+len(w.after)]) == w.after {
			return written, read + len(w.after)
		}
	}
	return 0, Leave
}

// copyText writes the content of the string literal that in begins with as COPY
// text. A backslash before lf or cr is an escape already: the one for a line
// feed or a carriage return. Text that PostgreSQL does not hold is Leave.
func copyText(dst, in []byte, lf, cr byte) (written, read int) {
	i, n := 1, 0
	for {
		for i+Word <= len(in) {
			x := load(in[i:])
			store(dst[n:], x)
			if test := plain(x, '\'', '\\'); test != highs {
				k := first(test)
				i, n = i+k, n+k
				break
			}
			i, n = i+Word, n+Word
		}
		if i+Word > len(in) {
			return 0, Short
		}
		switch c := in[i]; {
		case c == '\'':
			if in[i+1] != '\'' {
				return n, i + 1
			}
			dst[n] = c
			i, n = i+2, n+1
		case c == '\\':
			dst[n], dst[n+1] = c, c
			if next := in[i+1]; next == lf && lf != 0 || next == cr && cr != 0 {
				dst[n+1] = next
				i++
			}
			i, n = i+1, n+2
		case c >= utf8.RuneSelf:
			for ; c >= utf8.RuneSelf; c = in[i] {
				if next := in[i+1]; c >= 0xC2 && c < 0xE0 && next >= 0x80 && next < 0xC0 { // most of them
					dst[n], dst[n+1] = c, next
					i, n = i+2, n+2
					if i+Word > len(in) {
						return 0, Short
					}
					continue
				}
				_, size := utf8.DecodeRune(in[i:])
				if size == 1 {
					return 0, Leave
				}
				for range size {
					dst[n] = in[i]
					i, n = i+1, n+1
				}
				if i+Word > len(in) {
					return 0, Short
				}
			}
		case c == 0:
			return 0, Leave
		default:
			if e := pg.CopyEscape(c); e != 0 {
				dst[n], c = '\\', e
				n++
			}
			dst[n] = c
			i, n = i+1, n+1
		}
	}
}
