package load

import (
	"container/list"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
)

// window keeps the first rows of a table that waits for its types, as the dump has
// them.
type window struct {
	table  *catalog.Table
	pieces []piece
	text   []byte // of all pieces, one behind the other
	rows   int64  // complete ones
	size   int    // what they cost
	queued *list.Element
}

// piece is a part of the dump: rows of one target, from the first value of the first
// one to the last value of the last one.
type piece struct {
	target *Target
	at     diag.Pos // its beginning
	end    int      // of its text
	head   []byte   // of the INSERTs that its rows stand in, if that is in the text
	values int      // if it is one row without its end, that there are of it
}

// rowCost is what a row in a window costs beside its bytes in the dump, in bytes.
// Rows cost the same however they are kept: when a window is full must not depend on
// how much of the input came at a time.
const rowCost = 64

// tail ends the text of a piece. The fast encoders look at words of eight bytes,
// some of them ahead.
const tail = ");                                "

// add keeps rows, whose text that is.
func (w *window) add(text []byte, p piece) {
	w.text = append(w.text, text...)
	w.endPiece(p)
}

// addKept keeps a row of n bytes that the parser has kept.
func (w *window) addKept(rows *parser.Rows, n int, p piece) {
	w.text = rows.AppendKept(w.text, n)
	w.endPiece(p)
}

func (w *window) endPiece(p piece) {
	w.text = append(w.text, tail...)
	p.end = len(w.text)
	if len(p.head) > maxGap { // such rows are kept by themselves
		p.head = nil
	}
	w.pieces = append(w.pieces, p)
}

// takes returns where values of an INSERT go that lists the same columns as one
// before it, or nil.
func (w *window) takes(table *catalog.Table, in *ast.Insert) *Target {
	for i := len(w.pieces) - 1; i >= 0; i-- {
		if w.pieces[i].target.Takes(table, in) {
			return w.pieces[i].target
		}
	}
	return nil
}
