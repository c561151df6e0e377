package coltype

import (
	"bytes"
	"strconv"
	"unicode/utf8"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/query"
)

// Text is for columns that are declared as text, Any for values of any class.
var (
	Text = Type{SQL: "text", Encoding: texts{}}
	Any  = Type{SQL: "text", Encoding: anything{}}
)

var textFamily = family{
	declared: []declared{
		{"STRING", Text, "what people expect, though its affinity is NUMERIC"},
		{"MEMO", Text, "Access's and System.Data.SQLite's name"},
		{"NOTE", Text, "System.Data.SQLite's name"},
	},
	targets: []target{
		{name: "text", chain: []Type{Any}, other: []Type{Text}, accepted: []string{"text", "character varying", CitextName}},
		{name: CitextName, chain: []Type{{SQL: CitextName, Encoding: anything{}}}, other: []Type{{SQL: CitextName, Encoding: texts{}}}, accepted: []string{CitextName, "text", "character varying"}},
	},
}

// varcharFamily has the names whose (n) limits the characters.
var varcharFamily = family{
	declared: []declared{
		{"VARCHAR", Text, "as declared"},
		{"CHAR", Text, "PostgreSQL's char(n) adds spaces"},
		{"NVARCHAR", Text, "SQL Server's VARCHAR in Unicode"},
		{"NCHAR", Text, "SQL Server's CHAR in Unicode"},
		{"CHARACTER", Text, "the long form of CHAR"},
		{"CHARACTER VARYING", Text, "the long form of VARCHAR"},
		{"VARYING CHARACTER", Text, "one of SQLite's examples"},
		{"NATIONAL CHARACTER", Text, "the long form of NCHAR"},
		{"NATIVE CHARACTER", Text, "one of SQLite's examples"},
		{"NATIONAL CHARACTER VARYING", Text, "the long form of NVARCHAR"},
		{"CHAR VARYING", Text, "one more form of VARCHAR, FireDAC's name"},
		{"NATIONAL CHAR", Text, "one more form of NCHAR, FireDAC's name"},
		{"NATIONAL CHAR VARYING", Text, "one more form of NVARCHAR"},
		{"VARCHAR BINARY", Text, "Sequelize's VARCHAR that is compared by bytes"},
		{"CHAR BINARY", Text, "Sequelize's CHAR that is compared by bytes"},
		{"VARCHAR2", Text, "Oracle's VARCHAR"},
		{"NVARCHAR2", Text, "Oracle's NVARCHAR"},
	},
	form:  "varchar(n)",
	sized: sizedVarchar,
}

// maxVarchar is the highest n of varchar(n), in characters.
// https://www.postgresql.org/docs/current/datatype-character.html
const maxVarchar = 10485760

func sizedVarchar(args []int) (t Type, ok bool) {
	if len(args) != 1 || args[0] <= 0 || args[0] > maxVarchar {
		return t, false
	}
	return Type{SQL: "varchar(" + strconv.Itoa(args[0]) + ")", Encoding: texts{}, Limit: args[0]}, true
}

// IsVarchar reports whether a declared type is one whose (n) limits the characters.
func IsVarchar(declared string) bool { return declaredTypes[NameOf(declared)].family == &varcharFamily }

// IsText reports whether the type is one of texts, by its declaration.
func (t *Type) IsText() bool { return t.Encoding == texts{} }

// TakesAny reports whether the type is text for values of any class.
func (t *Type) TakesAny() bool { return t.Encoding == anything{} }

// texts are texts; numbers and blobs among them as the texts they are.
type texts struct {
	longValues
	asWritten
	asText
	keepsText
	plainWrites
	someValues
}

func (texts) Name() string { return "text" }

func (texts) append(dst []byte, t *Type, v *parser.Value) ([]byte, Fit) {
	n := len(dst)
	switch v.Class {
	case parser.Integer:
		dst = append(dst, v.Text...)
	case parser.Real:
		if t.Affinity != ast.TextAffinity {
			return anything{}.append(dst, t, v)
		}
		dst = parser.AppendReal(dst, float(v.Text)) // as SQLite turns it into text
	case parser.Text:
		if fit := CheckText(v.Text); fit != Fits {
			return dst, fit
		}
		if t.Limit > 0 && runes(v) > t.Limit {
			return dst, Misfit
		}
		return appendContent(dst, v.Text, v.Doubled), t.capitals(v.Text)
	case parser.Blob:
		dst = parser.AppendHexBytes(dst, v.Text)
		if CheckText(dst[n:]) != Fits || t.Limit > 0 && utf8.RuneCount(dst[n:]) > t.Limit {
			return dst, Misfit
		}
		// Escaping may lengthen it: append behind and move down.
		m := len(dst)
		dst = pg.AppendCopyText(dst, dst[n:m])
		return append(dst[:n], dst[m:]...), Changed
	}
	if t.Limit > 0 && len(dst)-n > t.Limit { // a number's characters
		return dst, Misfit
	}
	return dst, Fits
}

// appendContent appends text that may have doubled quotes.
func appendContent(dst, text []byte, doubled bool) []byte {
	if doubled {
		for {
			i := bytes.Index(text, []byte("''"))
			if i < 0 {
				break
			}
			dst = pg.AppendCopyText(dst, text[:i+1])
			text = text[i+2:]
		}
	}
	return pg.AppendCopyText(dst, text)
}

// runes counts the characters of a text value.
func runes(v *parser.Value) int {
	n := utf8.RuneCount(v.Text)
	if v.Doubled {
		n -= bytes.Count(v.Text, []byte("''"))
	}
	return n
}

func (texts) appendChunk(dst []byte, t *Type, v *parser.Value, part []byte, _ bool) ([]byte, Fit) {
	if t.Limit > 0 || v.Class != parser.Text {
		return dst, Misfit
	}
	if fit := CheckText(part); fit != Fits {
		return dst, fit
	}
	return appendContent(dst, part, v.Doubled), Fits
}

func (texts) fast(t *Type) (Fast, parser.Class) {
	switch {
	case t.Affinity != ast.TextAffinity && t.Affinity != ast.NoAffinity: // a text may turn into a number
		return LeaveAll, parser.Null
	case t.IsCaseless():
		return fastASCII, parser.Text
	}
	return fastText, parser.Text
}

// fastText takes a string literal, and the forms in which the sqlite3 shell
// writes one that has line ends.
func fastText(t *Type, dst, in []byte) (written, read int, class parser.Class) {
	if len(in) == 0 {
		return 0, Short, parser.Null
	}
	switch in[0] {
	case '\'':
		written, read = copyText(dst, in, 0, 0)
	case 'r':
		written, read = copyWrapped(dst, in)
	}
	if t.Limit > 0 && read > t.Limit+2 { // more bytes than characters allowed: they are counted elsewhere
		read = Leave
	}
	return written, read, parser.Text
}

func (texts) literal(t *Type, v *parser.Value) (pg.Expr, bool) {
	if v.Class != parser.Text {
		return quoted{}.literal(t, v)
	}
	if CheckText(v.Text) != Fits || t.Limit > 0 && runes(v) > t.Limit {
		return nil, false
	}
	return pg.String(v.Text), true
}

func (texts) convert(t, from *Type, column pg.Name) (pg.Expr, bool) {
	if from.SQL == t.SQL {
		return nil, true // more is taken, and what is loaded stays
	}
	return from.TextOf(column)
}

func (texts) inQueries(bool) query.Type { return query.Type{Kind: query.Text} }

func (texts) loaded(q *query.Type, _ *Type, v values) {
	if q.Kind = query.Mixed; v.affinity == ast.TextAffinity || !v.has(parser.Integer) && !v.has(parser.Real) {
		q.Kind = query.Text
		if v.affinity >= ast.NumericAffinity || v.affinity == ast.NoAffinity && v.classes == 0 { // a number may come
			q.Otherwise = []query.Type{query.TypeMixed}
		}
	}
}

func (texts) then() ([]Type, string) {
	return []Type{Text, byteaAny}, "SQLite does not enforce the length"
}

// includes: this is text of any length.
func (texts) includes(other *Type) bool { return other.IsText() }

// anything is texts for a column without TEXT affinity, where a real is not
// turned into text: it keeps its value and shows that it is a real.
type anything struct{ texts }

func (anything) Name() string { return "any" }

func (anything) append(dst []byte, t *Type, v *parser.Value) ([]byte, Fit) {
	if v.Class != parser.Real && (v.Class != parser.Integer || t.Affinity != ast.RealAffinity) {
		return texts{}.append(dst, t, v)
	}
	n := len(dst)
	dst = appendReal(dst, float(v.Text))
	if t.Limit > 0 && len(dst)-n > t.Limit {
		return dst, Misfit
	}
	return dst, Fits
}

func (anything) inQueries(bool) query.Type { return query.Type{Kind: query.Mixed} }

func (anything) then() ([]Type, string) {
	return []Type{byteaAny}, "nothing else holds all values"
}

func (anything) includes(other *Type) bool { return other.SQL != "bytea" }

func (anything) holdsAll(t *Type, class parser.Class) bool {
	return t.Limit == 0 && t.Class == parser.Null && class != parser.Blob
}
