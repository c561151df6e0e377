package coltype

import (
	"bytes"
	"strconv"

	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// Stored returns the value that SQLite stores for v in a column of the type. In a dump
// that sqlite3 wrote this is v itself; some producers write every value as a
// string, or reals without a point. Integers for REAL affinity are left to
// those who write them, as they need no other digits.
// https://sqlite.org/datatype3.html#type_affinity
func (t *Type) Stored(v *parser.Value) *parser.Value {
	a := t.Affinity
	if a == ast.NoAffinity || a == ast.TextAffinity || v.Class == parser.Integer || v.Class == parser.Blob || v.Open {
		return v
	}
	class, text := number(v)
	if class == parser.Real && a != ast.RealAffinity {
		// NUMERIC affinity turns 5.0 into 5 where nothing is lost.
		if f := float(text); isWhole(f) {
			class, text = parser.Integer, strconv.AppendInt(nil, int64(f), 10)
		}
	}
	if class == v.Class {
		return v
	}
	return &parser.Value{Class: class, Text: text, Offset: v.Offset}
}

// number applies SQLite's numeric affinity to a text: it returns its value as
// an integer or real if all of it looks like a number. Some producers write
// every value as a string. https://sqlite.org/datatype3.html#type_affinity
func number(v *parser.Value) (parser.Class, []byte) {
	if v.Class != parser.Text {
		return v.Class, v.Text
	}
	text := bytes.Trim(v.Text, " \t\n\v\f\r")
	if !looksNumeric(text) {
		return parser.Text, v.Text
	}
	if n, err := strconv.ParseInt(str(text), 10, 64); err == nil {
		return parser.Integer, strconv.AppendInt(nil, n, 10)
	}
	return parser.Real, text
}

// looksNumeric reports whether text is a decimal number and nothing else.
func looksNumeric(text []byte) bool {
	i, digits := 0, 0
	run := func() {
		for i < len(text) && text[i] >= '0' && text[i] <= '9' {
			i++
			digits++
		}
	}
	if i < len(text) && (text[i] == '-' || text[i] == '+') {
		i++
	}
	run()
	if i < len(text) && text[i] == '.' {
		i++
		run()
	}
	if digits == 0 {
		return false
	}
	if i < len(text) && (text[i] == 'e' || text[i] == 'E') {
		i++
		if i < len(text) && (text[i] == '-' || text[i] == '+') {
			i++
		}
		digits = 0
		run()
		if digits == 0 {
			return false
		}
	}
	return i == len(text)
}
