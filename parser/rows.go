package parser

import (
	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/lexer"
)

// Rows reads the rows of an INSERT, from behind its first parenthesis on.
// It is large because each form that a value may have is a method, and all of them read
// the same tokens.
type Rows struct {
	s *lexer.Scanner

	headText []byte // the INSERT as written, with the first row's "(", or nil
	data     dataState
	first    bool   // no value of the current row has been read
	num      []byte // a number that is not as written
	chars    []byte // what char() gives
	scratch  []byte // texts of the value that is being evaluated
	stream   stream // what an Open value's chunks go through, or nil
	textEnd  int64  // where the last text in an expression ended
}

type dataState uint8

const (
	noData    dataState = iota
	rowAhead            // after a row's "(", before NextRow has said so
	inRow               // in a row that NextRow has moved to
	afterRow            // after a row's ")"
	openValue           // an Open value has chunks that were not read
)

// Offset returns where in the input what is not read begins.
func (p *Rows) Offset() int64 { return p.s.Offset() }

// Pos returns the place of an offset: of the value that was read last, or what
// comes after it.
func (p *Rows) Pos(offset int64) diag.Pos { return p.s.Pos(offset) }

// NextRow moves to the next row of the Insert that Next returned, skipping
// values of the current row that were not read. It returns false after the
// last row.
func (p *Rows) NextRow() (bool, error) {
	if p.data == rowAhead {
		p.data = inRow
		return true, nil
	}
	var v Value
	for p.data == inRow || p.data == openValue {
		if _, err := p.NextValue(&v); err != nil {
			return false, err
		}
	}
	if p.data == noData {
		return false, nil
	}
	t, err := p.s.Next()
	if err != nil {
		return false, err
	}
	switch t.Kind {
	case lexer.Semicolon:
		p.data = noData
		return false, nil
	case lexer.Comma:
		if t, err = p.s.Next(); err != nil {
			return false, err
		}
		if t.Kind == lexer.LParen {
			p.data, p.first = inRow, true
			return true, nil
		}
	}
	if t.Kind == lexer.EOF {
		return false, diag.EndsInInsert().At(p.s.Pos(t.Offset))
	}
	return false, diag.BadInsertRow(diag.Show(t.Text)).At(p.s.Pos(t.Offset))
}

// skipRows reads past what is left of the current INSERT.
func (p *Rows) skipRows() error {
	for p.data != noData {
		if _, err := p.NextRow(); err != nil {
			return err
		}
	}
	return nil
}
