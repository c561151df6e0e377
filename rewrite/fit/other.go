package fit

import (
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"
	"github.com/sqlite2pg/sqlite2pg/target"
)

// other is for types that PostgreSQL reads from a text: xml, money, ranges,
// geometric types, composite types, and those of extensions.
type other struct{}

func newOther(*target.Type, *Options) encoder { return other{} }

func (other) printed() bool { return false }

func (other) append(_ *Writer, dst []byte, v *parser.Value) ([]byte, Fit) {
	dst, fit := coltype.Any.Append(dst, v)
	return dst, fromColtype(fit)
}

// seesWhole: a blob must be text.
func (other) seesWhole(v *parser.Value) bool { return v.Class == parser.Blob }

func (other) appendChunk(_ *Writer, dst []byte, v *parser.Value, part []byte, first bool) ([]byte, Fit) {
	dst, fit := coltype.Text.AppendChunk(dst, v, part, first)
	return dst, fromColtype(fit)
}
