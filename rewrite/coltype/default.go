package coltype

import (
	"bytes"
	"fmt"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser"
)

// Default is a value as a DEFAULT, nil for NULL.
func Default(ty Type, v *parser.Value) (out pg.Expr, why string) {
	if v.Class == parser.Null {
		return nil, ""
	}
	lit, ok := ty.Encoding.literal(&ty, ty.Stored(v))
	for _, other := range targets[ty.Family()].lax { // a default may be spelled otherwise than the rows
		if !ok {
			lit, ok = other.Encoding.literal(&other, other.Stored(v))
		}
	}
	if !ok {
		return nil, fmt.Sprintf("%s does not fit type %s", ShowValue(v), ty.Final())
	}
	return lit, ""
}

// BeforeAll is the instant, or the day, that comes before all others, as dates of zeros
// do among texts.
const BeforeAll = "-infinity"

// NoDate is what a DEFAULT that stands for no date, a 0 or a date of zeros, becomes in a
// column whose rows have dates: it is not NULL, and less than any of them, as in SQLite.
func NoDate(ty Type, v *parser.Value) (out pg.Expr, ok bool) {
	switch ty.Family() {
	case "date", "timestamp", "timestamptz":
		if IsZeroDate(v) || v.Class != parser.Blob && string(v.Text) == "0" {
			return pg.String(BeforeAll), true
		}
	}
	return nil, false
}

// Meant is the value that a DEFAULT stands for which the type does not hold as it is
// written.
func Meant(ty Type, v *parser.Value) (out *parser.Value, ok bool) {
	if v.Class != parser.Text {
		return nil, false
	}
	for _, rule := range meant {
		text, ok := rule.read(v.Text)
		if !ok || rule.numbers && !numberFamilies[ty.Family()] {
			continue
		}
		out := &parser.Value{Class: parser.Text, Text: text}
		if _, why := Default(ty, out); why == "" {
			return out, true
		}
	}
	return nil, false
}

// meant are the rules of Meant.
var meant = []struct {
	why     string // who writes such a DEFAULT
	numbers bool   // in columns of numbers only
	read    func([]byte) ([]byte, bool)
}{
	{"fizz (Ory) declares booleans NUMERIC DEFAULT 'false'", true, truthOfWord},
	{"Rails wrote DEFAULT '\"0\"' for a column of SQLite", false, quotedTwice},
}

var numberFamilies = map[string]bool{"smallint": true, "integer": true, "bigint": true, "numeric": true, "real": true, "double precision": true}

// truthOfWord is 0 or 1.
func truthOfWord(text []byte) ([]byte, bool) {
	switch {
	case bytes.EqualFold(text, []byte("false")):
		return zero, true
	case bytes.EqualFold(text, []byte("true")):
		return one, true
	}
	return nil, false
}

// quotedTwice takes double quotes off a text.
func quotedTwice(text []byte) ([]byte, bool) {
	if len(text) < 2 || text[0] != '"' || text[len(text)-1] != '"' {
		return nil, false
	}
	return bytes.ReplaceAll(text[1:len(text)-1], []byte(`""`), []byte(`"`)), true
}
