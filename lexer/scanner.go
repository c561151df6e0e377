// Package lexer turns dump text into SQLite's tokens.
//
// It knows bytes, SQLite's quoting, comments, numbers and blobs, and nothing
// of statements or of PostgreSQL. The rules are those of SQLite's tokenizer
// (https://sqlite.org/lang.html, https://sqlite.org/lang_comment.html): white
// space is space, TAB, LF, FF, CR and the byte order mark; every byte from
// 0x80 on may stand in a name; backslash means nothing.
//
// A Scanner reads from any io.Reader through one buffer of fixed size, so that
// memory does not depend on the input. A string or blob longer than the buffer
// is handed out in chunks.
package lexer

import (
	"bytes"
	"io"

	"github.com/sqlite2pg/sqlite2pg/diag"
)

// BufferSize is the size of a Scanner's buffer in bytes. Literals longer than
// it come in chunks; names and numbers longer than it are refused. It is some
// pipe buffers (64 KiB) large, so that reads are few, and fits a core's cache.
const BufferSize = 256 << 10

// Scanner reads tokens from a stream. It is not safe for concurrent use.
// It is large because tokens, places, kept text and open literals all live in one
// buffer: when bytes move in it, all of them follow.
type Scanner struct {
	r    io.Reader
	buf  []byte
	pos  int   // next byte to read
	end  int   // bytes buf[:end] are filled
	base int64 // offset of buf[0] in the input
	eof  bool  // r has nothing more
	fail error // r's error, or a lexical error: sticky

	// first is the place of buf[0]: lines are counted when bytes leave the buffer,
	// and on demand within it. last is what Pos returned last: it counts on from
	// there.
	first, last diag.Pos

	mark    int64    // offset whose place is kept when it leaves the buffer
	markPos diag.Pos // its place, once it has left

	open     byte // the quote of an Open literal that Chunk must finish, or 0
	openBlob bool
	openPos  diag.Pos

	keepFrom  int64  // source text from this offset on is kept; -1: none
	keepStart int64  // where the keeping began
	keepMax   int    // how much is kept at most
	kept      []byte // text that has left the buffer

	// Comment, if set, is called with the beginning of each comment (up to
	// commentPeek bytes). The slice is valid during the call only.
	Comment func(text []byte, offset int64)
}

// commentPeek is enough for the comments that mean something: the sqlite3
// shell's error messages.
const commentPeek = 256

// New returns a Scanner that reads r from its beginning.
func New(r io.Reader) *Scanner { return NewSize(r, BufferSize) }

// NewSize is New with a buffer of size bytes (at least 64), for tests.
func NewSize(r io.Reader, size int) *Scanner {
	return &Scanner{r: r, buf: make([]byte, max(size, 64)), first: diag.Start, keepFrom: -1}
}

// Reset has the Scanner read text, which begins at a place of some input, and
// nothing after it. The text is not copied, nor changed.
func (s *Scanner) Reset(text []byte, at diag.Pos) {
	*s = Scanner{buf: text, end: len(text), eof: true, base: at.Offset, first: at, keepFrom: -1}
}

// class of a byte at the start of a token.
const (
	cOther = iota
	cSpace
	cWord
	cDigit
)

var class = func() (t [256]uint8) {
	for c := range t {
		switch {
		case c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r':
			t[c] = cSpace
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c >= 0x80:
			t[c] = cWord
		case c >= '0' && c <= '9':
			t[c] = cDigit
		}
	}
	return
}()

func inWord(c byte) bool { return class[c] >= cWord || c == '$' }

// fill makes room and reads more, keeping buf[from:]. It returns how far
// indexes have moved down, and false if nothing more could be read: at the end
// of input, or when buf[from:] fills the buffer.
func (s *Scanner) fill(from int) (shift int, ok bool) {
	if s.eof {
		return 0, false
	}
	if from > 0 {
		s.discard(from)
		shift = from
	}
	if s.end == len(s.buf) {
		return shift, false
	}
	for tries := 0; ; tries++ {
		n, err := s.r.Read(s.buf[s.end:])
		s.end += n
		if err != nil {
			s.eof = true
			if err != io.EOF {
				s.fail = err
			}
			return shift, n > 0
		}
		if n > 0 {
			return shift, true
		}
		if tries == 100 {
			s.eof, s.fail = true, io.ErrNoProgress
			return shift, false
		}
	}
}

// discard drops buf[:n].
func (s *Scanner) discard(n int) {
	gone := s.buf[:n]
	if s.mark >= s.base && s.mark < s.base+int64(n) {
		s.markPos = s.Pos(s.mark)
	}
	if k := s.keepFrom - s.base; s.keepFrom >= 0 && k < int64(n) {
		room := max(s.keepMax-len(s.kept), 0)
		s.kept = append(s.kept, gone[k:min(k+int64(room), int64(n))]...)
		s.keepFrom = s.base + int64(n)
	}
	s.first = s.first.Advance(gone)
	copy(s.buf, s.buf[n:s.end])
	s.end -= n
	s.pos -= n
	s.base += int64(n)
}

// Mark keeps the place of an offset that is in the buffer, so that Pos can tell
// it after the offset has left it. Only the last mark is kept.
func (s *Scanner) Mark(offset int64) { s.mark, s.markPos = offset, diag.Pos{} }

// Pos returns the place of a byte offset. An offset that has left the buffer
// and is not marked gives the oldest place still known.
func (s *Scanner) Pos(offset int64) diag.Pos {
	if offset == s.mark && s.markPos.IsValid() {
		return s.markPos
	}
	offset = min(max(offset, s.base), s.base+int64(s.end))
	if s.last.Offset < s.base || s.last.Offset > offset || !s.last.IsValid() {
		s.last = s.first
	}
	s.last = s.last.Advance(s.buf[s.last.Offset-s.base : offset-s.base])
	return s.last
}

// Offset returns the offset of the next unread byte.
func (s *Scanner) Offset() int64 { return s.base + int64(s.pos) }

// Keep starts to keep the source text, beginning at offset, which must still
// be in the buffer: at most limit bytes, and what the buffer holds. KeptLen says
// how much there would be without a limit; Drop ends the keeping.
func (s *Scanner) Keep(offset int64, limit int) {
	s.kept = s.kept[:0]
	s.keepFrom, s.keepStart, s.keepMax = offset, offset, limit
}

// KeptLen is the length of the text since Keep.
func (s *Scanner) KeptLen() int { return int(s.Offset() - s.keepStart) }

// Unread gives back the token that the last call of Next returned.
func (s *Scanner) Unread(t Token) { s.pos -= len(t.Text) }

// Drop ends the keeping and returns the text, a copy.
func (s *Scanner) Drop() []byte {
	text := bytes.Clone(s.KeptText())
	s.keepFrom = -1
	return text
}

// AppendKept ends the keeping and appends the first n bytes of the text, which
// must not be more than were kept.
func (s *Scanner) AppendKept(dst []byte, n int) []byte {
	kept := s.kept[:min(n, len(s.kept))]
	dst = append(dst, kept...)
	if n -= len(kept); n > 0 {
		from := int(s.keepFrom - s.base)
		dst = append(dst, s.buf[from:from+n]...)
	}
	s.keepFrom = -1
	return dst
}

// Skip reports whether the unread input begins with prefix, and if so moves
// past it. It sees only what one buffer holds.
func (s *Scanner) Skip(prefix []byte) bool {
	for s.end-s.pos < len(prefix) {
		if _, ok := s.fill(s.pos); !ok {
			return false
		}
	}
	if !bytes.HasPrefix(s.buf[s.pos:s.end], prefix) {
		return false
	}
	s.pos += len(prefix)
	return true
}

// Peek returns up to n unread bytes without moving; fewer at the end of input.
func (s *Scanner) Peek(n int) []byte {
	for s.end-s.pos < n {
		if _, ok := s.fill(s.pos); !ok {
			break
		}
	}
	return s.buf[s.pos:min(s.pos+n, s.end)]
}

// Buffered returns the unread bytes that are in the buffer.
func (s *Scanner) Buffered() []byte { return s.buf[s.pos:s.end] }

// More reads on, keeping the unread bytes. It returns false if nothing more is to
// be had, or the buffer is full of them.
func (s *Scanner) More() bool {
	_, ok := s.fill(s.pos)
	return ok
}

// Advance moves past n bytes that are in the buffer.
func (s *Scanner) Advance(n int) { s.pos += n }

// Jump goes on at a place that the reader has been set to.
func (s *Scanner) Jump(to diag.Pos) {
	s.discard(s.pos)
	s.pos, s.end, s.base, s.eof = 0, 0, to.Offset, false
	s.first, s.last = to, diag.Pos{}
}

// SkipLine moves past the rest of the current line.
func (s *Scanner) SkipLine() {
	for {
		if i := bytes.IndexByte(s.buf[s.pos:s.end], '\n'); i >= 0 {
			s.pos += i + 1
			return
		}
		s.pos = s.end
		if _, ok := s.fill(s.pos); !ok {
			return
		}
	}
}

// Space skips white space and comments.
func (s *Scanner) Space() error {
	for {
		for s.pos < s.end && class[s.buf[s.pos]] == cSpace {
			s.pos++
		}
		if s.pos+2 >= s.end { // a comment opener or a byte order mark may be cut here
			if _, ok := s.fill(s.pos); ok {
				continue
			}
			if s.fail != nil {
				return s.fail
			}
			if s.pos == s.end {
				return nil
			}
		}
		switch rest := s.buf[s.pos:s.end]; {
		case class[rest[0]] == cSpace:
		case len(rest) >= 2 && rest[0] == '-' && rest[1] == '-':
			s.comment("\n")
		case len(rest) >= 2 && rest[0] == '/' && rest[1] == '*':
			s.comment("*/")
		case len(rest) >= 3 && rest[0] == 0xEF && rest[1] == 0xBB && rest[2] == 0xBF:
			s.pos += 3
		default:
			return nil
		}
	}
}

// comment skips a comment that ends with end. One that is never closed runs to
// the end of input, as in SQLite.
func (s *Scanner) comment(end string) {
	if s.Comment != nil {
		text := s.Peek(commentPeek)
		if i := bytes.Index(text[2:], []byte(end)); i >= 0 {
			text = text[:2+i+len(end)]
		}
		s.Comment(text, s.Offset())
	}
	at := s.pos + 2
	for {
		if i := bytes.Index(s.buf[at:s.end], []byte(end)); i >= 0 {
			s.pos = at + i + len(end)
			return
		}
		at = max(at, s.end-len(end)+1)
		shift, ok := s.fill(at)
		at -= shift
		if !ok {
			s.pos = s.end
			return
		}
	}
}

// Err returns the reader's error, if it had any but io.EOF.
func (s *Scanner) Err() error { return s.fail }

// NextByte returns the next unread byte if it is in the buffer, else 0.
func (s *Scanner) NextByte() byte {
	if s.pos < s.end {
		return s.buf[s.pos]
	}
	return 0
}

// KeptText returns the text kept so far. It is valid until the next call.
func (s *Scanner) KeptText() []byte { return s.KeptSince(0) }

// KeptSince is KeptText without its first n bytes. It costs what it returns.
func (s *Scanner) KeptSince(n int) []byte {
	tail := s.buf[s.keepFrom-s.base : s.pos]
	if n >= len(s.kept) {
		return tail[n-len(s.kept):]
	}
	kept := s.kept[n:]
	return append(kept[:len(kept):len(kept)], tail...)
}
