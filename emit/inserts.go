package emit

import (
	"bufio"
	"bytes"
	"slices"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
)

// inserts writes COPY text as INSERT statements. A value is what COPY would read, as a
// literal without a type: PostgreSQL reads it as a value of the column's type in the
// same way. The statements are the same wherever the pieces of the text end.
type inserts struct {
	w    *bufio.Writer
	most int // rows of a statement

	head    string // of the statements, up to VALUES
	rows    int    // of the statement that is open
	inRow   bool
	field   []byte // what the value is, or what is not written of a long one
	long    bool   // its literal is begun
	null    bool   // it is NULL
	escaped bool   // a backslash came last
}

// longField is the size from which a value is not held until its end.
var longField = 64 << 10 // a variable for tests only

// begin has the statements that follow begin with head.
func (s *inserts) begin(head string) { s.head = head }

// write writes COPY text of rows.
func (s *inserts) write(text []byte) {
	for len(text) > 0 {
		if s.escaped {
			s.unescape(text[0])
			text = text[1:]
			continue
		}
		n := bytes.IndexAny(text, "\\\t\n")
		if n < 0 {
			n = len(text)
		}
		s.beginRow()
		s.field = append(s.field, text[:n]...)
		if len(s.field) > longField {
			s.writeLong()
		}
		if n == len(text) {
			return
		}
		switch text[n] {
		case '\\':
			s.escaped = true
		case '\t':
			s.endField()
			s.w.WriteString(", ")
		case '\n':
			s.endField()
			s.endRow()
		}
		text = text[n+1:]
	}
}

// unescape takes what follows a backslash.
func (s *inserts) unescape(c byte) {
	if s.escaped = false; c == pg.Null[1] {
		s.null = true
	} else {
		s.field = append(s.field, pg.CopyUnescape(c))
	}
}

func (s *inserts) beginRow() {
	if s.inRow {
		return
	}
	s.inRow = true
	if s.rows == 0 {
		s.w.WriteString(s.head)
	} else {
		s.w.WriteByte(',')
	}
	if s.most > 1 {
		s.w.WriteString("\n    (")
	} else {
		s.w.WriteString(" (")
	}
}

func (s *inserts) endRow() {
	s.w.WriteByte(')')
	s.inRow = false
	if s.rows++; s.rows == s.most {
		s.end()
	}
}

// end ends the statement that is open.
func (s *inserts) end() {
	if s.rows > 0 {
		s.w.WriteString(";\n")
		s.rows = 0
	}
}

func (s *inserts) endField() {
	switch {
	case s.null:
		s.w.WriteString("NULL")
	case s.long:
		s.writeLong()
		s.w.WriteByte('\'')
	case slices.ContainsFunc(s.field, func(c byte) bool { return c == '\n' || c == '\r' }):
		s.writeLong()
		s.w.WriteByte('\'')
	default:
		s.w.Write(pg.AppendLiteral(nil, string(s.field)))
	}
	s.field, s.long, s.null = s.field[:0], false, false
}

// writeLong writes what there is of a value into a literal in which line ends are
// escaped: a row is a line.
func (s *inserts) writeLong() {
	if !s.long {
		s.long = true
		s.w.WriteString("E'")
	}
	for _, c := range s.field {
		switch c {
		case '\n':
			s.w.WriteString(`\n`)
		case '\r':
			s.w.WriteString(`\r`)
		case '\\', '\'':
			s.w.WriteByte(c)
			s.w.WriteByte(c)
		default:
			s.w.WriteByte(c)
		}
	}
	s.field = s.field[:0]
}

// drop ends what must not be committed, in the middle of a row perhaps.
func (s *inserts) drop() {
	if s.inRow {
		s.endField()
		s.endRow()
	}
	s.end()
}
