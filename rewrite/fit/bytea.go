package fit

import (
	"encoding/hex"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"
	"github.com/sqlite2pg/sqlite2pg/target"
)

type bytea struct{}

func newBytea(*target.Type, *Options) encoder { return bytea{} }

func (bytea) append(w *Writer, dst []byte, v *parser.Value) ([]byte, Fit) {
	if v.Class == parser.Text || v.Class == parser.Blob {
		dst, fit := coltype.Bytea.Append(dst, v)
		return dst, fromColtype(fit)
	}
	w.text, _ = coltype.Any.Append(w.text[:0], v) // a number has no backslashes
	return hex.AppendEncode(append(dst, pg.CopyHexPrefix...), w.text), Changed
}

func (bytea) appendChunk(_ *Writer, dst []byte, v *parser.Value, part []byte, first bool) ([]byte, Fit) {
	dst, fit := coltype.Bytea.AppendChunk(dst, v, part, first)
	return dst, fromColtype(fit)
}
