package read

import (
	"bufio"
	"bytes"
	"io"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/target"
)

// splitter cuts a file into statements by psql's own rules, as pg_dump writes
// for psql: quotes, comments, dollar quotes, parentheses, and BEGIN ... END in the
// body of a function. One statement is in memory at a time.
// https://www.postgresql.org/docs/current/sql-syntax-lexical.html
type splitter struct {
	r     *bufio.Reader
	line  int // of the next byte
	text  []byte
	cut   bool // the statement is longer than maxStatement
	fail  error
	comma []int // places of the commas in the first list in parentheses
	list  [2]int
	depth []level // open parentheses
	most  int     // see statement.weight
	words []string
	begin int // open BEGIN and CASE in a function's body

	comment func(line string) // is told of each -- comment between statements
}

// level is an open parenthesis, or the statement itself: how many bytes of code
// stand in it since its last comma, and what the heaviest part before was.
type level struct{ since, most int }

func (l level) weight() int { return max(l.since, l.most) }

// statement is one statement of the file.
type statement struct {
	text string // without the semicolon; the beginning only, if it is cut
	line int    // where it begins
	cut  bool
	// weight is an upper bound for the depth of its tree: the bytes of code (not
	// quoted) that one expression in it has.
	weight int
	// The first list in parentheses: where the brackets are, 0 for none, and the
	// commas between its elements.
	open, close int
	commas      []int
}

// maxStatement is how long a statement may be to be read, in bytes. The body of a
// function may be longer: it is passed over.
const maxStatement = 1 << 20

func newSplitter(r io.Reader) *splitter {
	return &splitter{r: bufio.NewReaderSize(r, 64<<10), line: 1, comment: func(string) {}}
}

// next returns the next statement, or nil at the end of the file. A psql command
// is a statement that begins with a backslash.
func (s *splitter) next() (*statement, error) {
	if !s.skip() {
		return nil, s.fail
	}
	s.text, s.cut, s.comma, s.list, s.words, s.begin = s.text[:0], false, nil, [2]int{}, s.words[:0], 0
	s.depth, s.most = append(s.depth[:0], level{}), 0
	line := s.line
	if s.peek(0) == '\\' {
		for c, ok := s.take(); ok && c != '\n'; c, ok = s.take() {
		}
		return &statement{text: strings.TrimSpace(string(s.text)), line: line}, s.fail
	}
	ended := false
	for !ended {
		c, ok := s.take()
		if !ok {
			break
		}
		ended = s.code(c)
	}
	if s.fail == nil && !ended {
		s.fail = &target.Error{Line: line, Text: "the statement that begins here does not end: the file is cut off", Hint: "make it again, and see whether pg_dump ends without an error"}
	}
	if s.fail != nil {
		return nil, s.fail
	}
	if n := len(s.text); !s.cut {
		s.text = s.text[:n-1] // the semicolon
	}
	return &statement{text: string(s.text), line: line, cut: s.cut, weight: s.depth[0].weight(), open: s.list[0], close: s.list[1], commas: s.comma}, nil
}

// skip passes over spaces, comments and empty statements.
func (s *splitter) skip() bool {
	for s.fail == nil {
		s.text, s.cut = s.text[:0], false
		switch c := s.peek(0); {
		case c == '-' && s.peek(1) == '-':
			s.lineComment()
			s.comment(string(s.text))
		case c == '/' && s.peek(1) == '*':
			s.take()
			s.blockComment()
		case c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\v' || c == ';':
			s.take()
		case s.bom():
		case c == 0:
			_, ok := s.take()
			return ok
		default:
			return true
		}
	}
	return false
}

// bom passes over a byte order mark at the beginning.
func (s *splitter) bom() bool {
	mark, _ := s.r.Peek(3)
	if s.line > 1 || string(mark) != "\ufeff" {
		return false
	}
	s.r.Discard(3)
	return true
}

// code sees to a byte outside of quotes, and reports whether it ends the
// statement.
func (s *splitter) code(c byte) (end bool) {
	top := &s.depth[len(s.depth)-1]
	top.since++
	switch {
	case c == ';':
		return len(s.depth) == 1 && s.begin == 0
	case c == '(' || c == '[':
		if len(s.depth) == 1 && s.list[0] == 0 && c == '(' {
			s.list[0] = len(s.text) - 1
		}
		s.depth = append(s.depth, level{})
	case (c == ')' || c == ']') && len(s.depth) > 1:
		s.depth = s.depth[:len(s.depth)-1]
		s.depth[len(s.depth)-1].since += top.weight()
		if len(s.depth) == 1 && s.list[1] == 0 {
			s.list[1] = len(s.text) - 1
		}
	case c == ',':
		if len(s.depth) == 2 && s.list[1] == 0 {
			s.comma = append(s.comma, len(s.text)-1)
		}
		*top = level{most: top.weight()}
	case c == '\'' || c == '"':
		s.quoted(c, false)
	case c == '-' && s.peek(0) == '-':
		s.lineComment()
	case c == '/' && s.peek(0) == '*':
		s.blockComment()
	case c == '$':
		s.dollar()
	case c == '\\':
		s.failAt("pg_dump writes no psql command within a statement")
	case letter(c):
		s.word(c)
	case c >= '0' && c <= '9':
		for wordByte(s.peek(0)) { // a $ in it begins no quote
			s.take()
			top.since++
		}
	}
	return false
}

// quoted reads to the end of a literal or a name. Doubled quotes need no thought:
// they end one and begin the next. With escapes, a backslash takes the next byte.
func (s *splitter) quoted(quote byte, escapes bool) {
	for c, ok := s.take(); ok && c != quote; c, ok = s.take() {
		if c == '\\' && escapes {
			s.take()
		}
	}
}

func (s *splitter) lineComment() {
	for c := s.peek(0); c != '\n' && s.fail == nil; c = s.peek(0) {
		if _, ok := s.take(); !ok {
			return
		}
	}
}

// blockComment reads to the end of a comment, whose slash is read; they nest.
func (s *splitter) blockComment() {
	for depth, last := 0, byte('/'); ; {
		c, ok := s.take()
		switch {
		case !ok:
			return
		case last == '/' && c == '*':
			depth, c = depth+1, 0
		case last == '*' && c == '/':
			if depth, c = depth-1, 0; depth == 0 {
				return
			}
		}
		last = c
	}
}

// dollar reads a text in dollar quotes, if the dollar begins one.
func (s *splitter) dollar() {
	start := len(s.text) - 1
	if c := s.peek(0); c != '$' && !letter(c) {
		return // a parameter
	}
	for wordByte(s.peek(0)) && s.peek(0) != '$' {
		s.take()
	}
	if s.peek(0) != '$' || s.cut {
		return
	}
	s.take()
	if s.cut {
		return
	}
	tag := append([]byte(nil), s.text[start:]...)
	tail := make([]byte, 0, 2*len(tag)) // the last bytes, also of a statement that is cut
	for {
		c, ok := s.take()
		if !ok {
			return
		}
		if len(tail) == cap(tail) {
			tail = tail[:copy(tail, tail[len(tail)-len(tag)+1:])]
		}
		if tail = append(tail, c); bytes.HasSuffix(tail, tag) {
			return
		}
	}
}

// word reads the rest of a word. E'...' has escapes; BEGIN and END count in the
// body of a function, as psql counts them (psqlscan.l).
func (s *splitter) word(first byte) {
	var buf [16]byte
	w := append(buf[:0], first)
	for wordByte(s.peek(0)) {
		c, _ := s.take()
		s.depth[len(s.depth)-1].since++
		if len(w) < cap(w) {
			w = append(w, c)
		}
	}
	if c := s.peek(0); c == '\'' && len(w) == 1 && w[0]|0x20 == 'e' {
		s.take()
		s.quoted('\'', true)
		return
	}
	word := strings.ToLower(string(w))
	if len(s.words) < 4 {
		s.words = append(s.words, word)
	}
	if len(s.depth) > 1 || !definesFunction(s.words) {
		return
	}
	switch {
	case word == "begin", word == "case" && s.begin > 0:
		s.begin++
	case word == "end" && s.begin > 0:
		s.begin--
	}
}

// definesFunction reports whether a statement that begins with the words creates
// a function or procedure.
func definesFunction(words []string) bool {
	if len(words) < 2 || words[0] != "create" {
		return false
	}
	w := words[1]
	if len(words) == 4 && w == "or" && words[2] == "replace" {
		w = words[3]
	}
	return w == "function" || w == "procedure"
}

// copied passes over the rows of a COPY ... FROM stdin, up to \. on a line.
func (s *splitter) copied() {
	for {
		start, err := s.r.ReadSlice('\n')
		long := err == bufio.ErrBufferFull
		for err == bufio.ErrBufferFull {
			_, err = s.r.ReadSlice('\n')
		}
		s.line++
		if err != nil || !long && string(bytes.TrimRight(start, "\r\n")) == `\.` {
			return
		}
	}
}

// peek returns the byte after the next n, or 0 at the end.
func (s *splitter) peek(n int) byte {
	b, err := s.r.Peek(n + 1)
	if len(b) <= n {
		if err != nil && err != io.EOF {
			s.fail = err
		}
		return 0
	}
	return b[n]
}

// take reads the next byte, and keeps it.
func (s *splitter) take() (byte, bool) {
	c, err := s.r.ReadByte()
	if err != nil {
		if err != io.EOF && s.fail == nil {
			s.fail = err
		}
		return 0, false
	}
	if c == '\n' {
		s.line++
	}
	if c == 0 {
		s.failAt("the file holds a NUL character: it is binary, or text in another encoding")
	}
	if len(s.text) < maxStatement {
		s.text = append(s.text, c)
	} else {
		s.cut = true
	}
	return c, true
}

// failAt ends the reading with an error at the current line.
func (s *splitter) failAt(text string) {
	if s.fail == nil {
		s.fail = &target.Error{Line: s.line, Text: text, Hint: hintDump}
	}
}

func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_' || c >= 0x80 }

func wordByte(c byte) bool { return letter(c) || c >= '0' && c <= '9' || c == '$' }
