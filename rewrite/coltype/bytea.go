package coltype

import (
	"bytes"
	"encoding/hex"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/rewrite/query"
)

// Bytea is for blobs, and texts among them. A column declared for blobs begins with
// blobOnly, since many applications keep texts in one, and nothing else: that is text.
// byteaAny takes numbers, too, as the bytes of their text, and RawBytes bad text.
var (
	Bytea    = Type{SQL: "bytea", Encoding: blobs{}}
	blobOnly = Bytea.only(parser.Blob)
	byteaAny = Type{SQL: "bytea", Encoding: anyBytes{}}
	RawBytes = Type{SQL: "bytea", Encoding: rawBytes{}}
)

var byteaFamily = family{
	declared: []declared{
		{"BINARY", blobOnly, "bytes, whatever the affinity"},
		{"VARBINARY", blobOnly, "bytes, whatever the affinity"},
		{"BYTEA", blobOnly, "bytes, whatever the affinity"},
		{"IMAGE", blobOnly, "SQL Server's blob"},
		{"RAW", blobOnly, "Oracle's and System.Data.SQLite's name"},
		{"LONG RAW", blobOnly, "Oracle's long one"},
		{"LONG BINARY", blobOnly, "FireDAC's and Access's name"},
		{"LONG VARBINARY", blobOnly, "ODBC's name"},
		{"BINARY VARYING", blobOnly, "the long form of VARBINARY, FireDAC's name"},
		{"OLEOBJECT", blobOnly, "Access's and System.Data.SQLite's name"},
		{"GENERAL", blobOnly, "System.Data.SQLite's name"},
		{"LONGVARBINARY", blobOnly, "JDBC's name"},
	},
	targets: []target{{name: "bytea", chain: []Type{Bytea, byteaAny}, other: []Type{RawBytes}, accepted: []string{"bytea"}}},
}

// KeepsBlobs reports whether blobs keep their bytes in the type, and are told from
// texts.
func (t *Type) KeepsBlobs() bool { return t.SQL == "bytea" || t.Encoding == blobUUID{} }

// blobs are written as hex digits, and texts among them as those of their bytes.
type blobs struct {
	longValues
	keepsText
	plainWrites
	includesNone
	someValues
}

func (blobs) Name() string { return "blob" }

func (blobs) append(dst []byte, _ *Type, v *parser.Value) ([]byte, Fit) {
	switch v.Class {
	case parser.Blob:
		return pg.AppendCopyHex(dst, v.Text), Fits
	case parser.Text:
		return appendHexOf(append(dst, pg.CopyHexPrefix...), v.Text, v.Doubled), Changed
	}
	return dst, Misfit
}

// appendHexOf appends the hex digits of a text's bytes.
func appendHexOf(dst, text []byte, doubled bool) []byte {
	for i := -1; doubled; text = text[i+2:] { // nothing is allocated
		if i = bytes.Index(text, []byte("''")); i < 0 {
			break
		}
		dst = hex.AppendEncode(dst, text[:i+1])
	}
	return hex.AppendEncode(dst, text)
}

func (blobs) appendChunk(dst []byte, _ *Type, v *parser.Value, part []byte, first bool) ([]byte, Fit) {
	if first {
		dst = append(dst, pg.CopyHexPrefix...)
	}
	if v.Class == parser.Blob {
		return append(dst, part...), Fits
	}
	return appendHexOf(dst, part, v.Doubled), Changed
}

func (blobs) fast(*Type) (Fast, parser.Class) { return fastBlob, parser.Blob }

// fastBlob takes x'00ff'.
func fastBlob(_ *Type, dst, in []byte) (int, int, parser.Class) {
	if len(in) < 2 {
		return 0, Short, parser.Null
	}
	if in[0]|0x20 != 'x' || in[1] != '\'' {
		return 0, Leave, parser.Null
	}
	n := copy(dst, pg.CopyHexPrefix)
	i := 2
	for i+Word <= len(in) {
		x := load(in[i:])
		store(dst[n:], x)
		if digits := isHex(x); digits != highs {
			k := first(digits)
			i, n = i+k, n+k
			if in[i] != '\'' || i%2 != 0 {
				return 0, Leave, parser.Null
			}
			return n, i + 1, parser.Blob
		}
		i, n = i+Word, n+Word
	}
	return 0, Short, parser.Null
}

func (blobs) literal(_ *Type, v *parser.Value) (pg.Expr, bool) {
	digits := string(v.Text)
	if v.Class == parser.Text {
		digits = hex.EncodeToString(v.Text)
	}
	return &pg.Cast{X: pg.String(`\x` + digits), Type: "bytea"}, v.Class == parser.Text || v.Class == parser.Blob
}

func (blobs) canonical(_ *Type, _, copied []byte, textual bool, buf *[]byte) ([]byte, bool) {
	digits := copied[len(pg.CopyHexPrefix):]
	if textual {
		*buf = parser.AppendHexBytes((*buf)[:0], digits)
		if CheckText(*buf) == Fits {
			return *buf, false
		}
	}
	return lower(digits, buf), true
}

func (blobs) text(_ *Type, column pg.Name) (pg.Expr, bool) { return column, false }

func (blobs) convert(_, from *Type, column pg.Name) (pg.Expr, bool) {
	switch from.Encoding {
	case blobs{}:
		return nil, true
	case blobUUID{}:
		return uuidBytes(column), true
	case texts{}:
		return bytesOfText(column, "bytea"), true
	}
	return nil, false
}

func (blobs) inQueries(bool) query.Type { return query.Type{Kind: query.Blob} }

func (blobs) loaded(q *query.Type, _ *Type, v values) {
	switch {
	case v.classes == 0:
		q.Otherwise = []query.Type{bytesOfTexts}
	case v.only(parser.Text):
		*q = bytesOfTexts
	case v.classes&^(1<<parser.Blob) != 0:
		bytesOfAny(q)
	}
}

// bytesOfTexts is for bytes of which all are those of a text.
var bytesOfTexts = query.Type{SQL: "bytea", Kind: query.Text, Form: "utf8", Helper: "sqlite_text(bytea)",
	Read: func(x pg.Expr) pg.Expr {
		return &pg.Call{Func: "convert_from", Args: []pg.Expr{x, pg.String("UTF8")}}
	}}

// bytesOfAny is for bytes of which not all were a blob, or text that is UTF-8.
func bytesOfAny(q *query.Type) {
	q.Form, q.Read, q.Lossy, q.Unclassed = "bytes", sameValue, "which of its values were texts", true
}

func (blobs) then() ([]Type, string) {
	return []Type{Text.only(parser.Text), Bytea, Any, byteaAny}, "texts alone, then texts among the blobs, then numbers"
}

// anyBytes takes everything but text that is not good: it is never made bytes
// unasked.
type anyBytes struct{ rawBytes }

func (anyBytes) Name() string { return "any-bytes" }

func (anyBytes) append(dst []byte, t *Type, v *parser.Value) ([]byte, Fit) {
	if v.Class == parser.Text {
		if fit := CheckText(v.Text); fit != Fits {
			return dst, fit
		}
	}
	return rawBytes{}.append(dst, t, v)
}

func (anyBytes) loaded(q *query.Type, t *Type, v values) { blobs{}.loaded(q, t, v) }

func (anyBytes) includes(*Type) bool { return true }

func (anyBytes) holdsAll(*Type, parser.Class) bool { return true }

// rawBytes takes everything, bad text too.
type rawBytes struct{ blobs }

func (rawBytes) Name() string { return "raw-bytes" }

func (rawBytes) append(dst []byte, t *Type, v *parser.Value) ([]byte, Fit) {
	switch v.Class {
	case parser.Integer, parser.Real:
		var buf [32]byte
		text, _ := anything{}.append(buf[:0], t, v)
		return appendHexOf(append(dst, pg.CopyHexPrefix...), text, false), Changed
	}
	return blobs{}.append(dst, t, v)
}

func (rawBytes) convert(_, from *Type, column pg.Name) (pg.Expr, bool) {
	switch {
	case from.SQL == "bytea":
		return nil, true
	case from.Encoding == blobUUID{}:
		return uuidBytes(column), true
	}
	x, ok := from.TextOf(column)
	return bytesOfText(x, "bytea"), ok
}

func (rawBytes) loaded(q *query.Type, _ *Type, _ values) { bytesOfAny(q) }

func (rawBytes) writes() writes {
	return writes{query.Blob: {as: asItIs}, query.Text: {as: bytesOfText}}
}

func bytesOfText(x pg.Expr, _ string) pg.Expr {
	return &pg.Call{Func: "convert_to", Args: []pg.Expr{x, pg.String("UTF8")}}
}

func (rawBytes) then() ([]Type, string) { return nil, "" }
