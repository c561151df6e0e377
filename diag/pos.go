package diag

import (
	"bytes"
	"fmt"
)

// Pos is a place in the input. Offset counts bytes from 0; Line and Column
// count from 1, columns in bytes.
type Pos struct {
	Offset int64
	Line   int
	Column int
}

// Start is the beginning of the input.
var Start = Pos{Line: 1, Column: 1}

func (p Pos) String() string { return fmt.Sprintf("%d:%d", p.Line, p.Column) }

// IsValid reports whether the place is known.
func (p Pos) IsValid() bool { return p.Line > 0 }

// Advance returns the place after text, which begins at p.
func (p Pos) Advance(text []byte) Pos {
	p.Offset += int64(len(text))
	if n := bytes.Count(text, []byte{'\n'}); n > 0 {
		p.Line += n
		p.Column = len(text) - bytes.LastIndexByte(text, '\n')
	} else {
		p.Column += len(text)
	}
	return p
}

// Add returns the place at which a text ends that begins at p, and would end at
// end if it began at Start.
func (p Pos) Add(end Pos) Pos {
	p.Offset += end.Offset
	if end.Line > 1 {
		p.Line, p.Column = p.Line+end.Line-1, end.Column
	} else {
		p.Column += end.Column - 1
	}
	return p
}
