package fit

import (
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"
	"github.com/sqlite2pg/sqlite2pg/target"
)

// json is json, or jsonb, which holds less: no \u0000, and no half of a surrogate
// pair.
type json struct {
	t      coltype.Type
	binary bool
}

func newJSON(t *target.Type, _ *Options) encoder {
	return &json{forced("json"), t.Name.Name == "jsonb"}
}

// printed: jsonb prints a document in its own way.
func (e *json) printed() bool { return !e.binary }

func (e *json) append(w *Writer, dst []byte, v *parser.Value) ([]byte, Fit) {
	dst, fit := e.t.Append(dst, v)
	if e.binary && fit == coltype.PlainJSON {
		return dst, PlainJSON
	}
	if e.binary && fit == coltype.RepeatedKeys {
		return dst, RepeatedKeys
	}
	return dst, fromColtype(fit)
}

// appendBlob takes SQLite's binary JSON.
func (e *json) appendBlob(w *Writer, dst []byte, v *parser.Value) ([]byte, Fit) {
	return e.append(w, dst, v)
}

// seesWhole: what is too long for that PostgreSQL reads first.
func (e *json) seesWhole(*parser.Value) bool { return true }

// appendChunk leaves it to PostgreSQL whether a very long text is JSON.
func (e *json) appendChunk(_ *Writer, dst []byte, v *parser.Value, part []byte, first bool) ([]byte, Fit) {
	if v.Class != parser.Text {
		return dst, TooLarge
	}
	dst, fit := coltype.Text.AppendChunk(dst, v, part, first)
	return dst, fromColtype(fit)
}
