package coltype

import (
	"encoding/binary"
	"math"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/rewrite/query"
)

// uuid is for texts that PostgreSQL prints just so, uuidBlob for 16 bytes, uuidText
// for texts in any spelling and uuidMixed for these and blobs in one column.
var (
	uuid      = Type{SQL: "uuid", Encoding: printedUUID{}}
	uuidBlob  = Type{SQL: "uuid", Encoding: blobUUID{}}
	uuidText  = Type{SQL: "text", After: "uuid", Encoding: textUUID{}}
	uuidMixed = Type{SQL: "uuid", Encoding: mixedUUID{}}
)

var uuidFamily = family{
	declared: []declared{
		{"UUID", uuid, "as declared"},
		{"GUID", uuid, "Microsoft's name for a UUID"},
		{"UUIDV4", uuid, "Sequelize's, where the name of a default is taken for a type"},
		{"UUID_TEXT", uuid, "SeaORM's name"},
		{"UNIQUEIDENTIFIER", uuid, "SQL Server's name for a UUID"},
	},
	targets: []target{{name: "uuid", chain: []Type{uuid, uuidBlob, uuidText, uuidMixed}, lax: []Type{uuidText}, accepted: []string{"uuid"}}},
}

// printedUUID is the spelling PostgreSQL prints: lower case, with hyphens.
type printedUUID struct {
	noChunks
	quoted
	smallValues
	asWritten
	asText
	fromNothing
	keepsText
	saysAll
	includesNone
	someValues
}

func (printedUUID) Name() string { return "uuid" }

func (printedUUID) append(dst []byte, _ *Type, v *parser.Value) ([]byte, Fit) {
	if v.Class == parser.Text && len(v.Text) == 36 && isUUID(v.Text) && !hasUpper(v.Text) {
		return append(dst, v.Text...), Fits
	}
	return dst, Misfit
}

func (printedUUID) fast(*Type) (Fast, parser.Class) { return fastUUID, parser.Text }

func fastUUID(_ *Type, dst, in []byte) (int, int, parser.Class) {
	capitals, read := readUUID(in)
	if read <= 0 || capitals {
		return 0, min(read, Leave), parser.Null
	}
	return copy(dst, in[1:read-1]), read, parser.Text
}

// FastBareUUID takes UUIDs without hyphens.
func FastBareUUID(dst, in []byte) (int, int, parser.Class) {
	const size = 4 * Word
	if len(in) < size+3 {
		return 0, Short, parser.Null
	}
	if in[0] != '\'' || in[size+1] != '\'' || in[size+2] == '\'' {
		return 0, Leave, parser.Null
	}
	digits := uint64(highs)
	n := 0
	for i := range 2 * size / Word { // four digits at a time
		if i%2 == 0 {
			digits &= isHex(load(in[1+4*i:]))
		}
		if i >= 2 && i <= 5 {
			dst[n] = '-'
			n++
		}
		four := binary.LittleEndian.Uint32(in[1+4*i:]) | 0x20*(ones&math.MaxUint32)
		binary.LittleEndian.PutUint32(dst[n:], four)
		n += 4
	}
	if digits != highs {
		return 0, Leave, parser.Null
	}
	return n, size + 2, parser.Text
}

// FastUUID takes UUIDs in capitals, too, and writes small letters.
func FastUUID(dst, in []byte) (int, int, parser.Class) {
	capitals, read := readUUID(in)
	if read <= 0 {
		return 0, read, parser.Null
	}
	n := copy(dst, in[1:read-1])
	if capitals {
		for _, from := range [...]int{0, 8, 16, 24, n - Word} {
			store(dst[from:], load(dst[from:])|0x20*ones) // digits and hyphens have this bit
		}
	}
	return n, read, parser.Text
}

// readUUID reads the literal of a UUID with hyphens in their places. It returns its
// length, or Leave or Short, and whether it has a capital.
func readUUID(in []byte) (capitals bool, read int) {
	const size = len("6f1d0e9a-0000-4000-8000-0123456789ab")
	if len(in) < size+2 {
		return false, Short
	}
	if in[0] != '\'' || in[size+1] != '\'' || in[9] != '-' || in[14] != '-' || in[19] != '-' || in[24] != '-' {
		return false, Leave
	}
	const hyphen = 4 // the byte of a word that is no digit
	digits, upper := uint64(highs), uint64(0)
	for _, from := range [...]int{1, 25, 29} {
		x := load(in[from:])
		digits &= isHex(x)
		upper |= capital(x)
	}
	for _, from := range [...]int{10, 15, 20} {
		x := load(in[from:])
		digits &= isHex(x) | 0x80<<(8*hyphen)
		upper |= capital(x)
	}
	if digits != highs {
		return false, Leave
	}
	return upper != 0, size + 2
}

func (printedUUID) inQueries(bool) query.Type {
	return query.Type{Kind: query.Text, Form: "uuid", Read: toText}
}

func (printedUUID) writes() writes { return writes{query.Text: spelled} }

func (printedUUID) then() ([]Type, string) {
	return []Type{uuidBlob, uuidText, uuidMixed, Any, Bytea, byteaAny}, "16 bytes, or text in any spelling"
}

// isUUID reports whether text is 32 hex digits, with or without hyphens in
// the usual places, with or without braces.
func isUUID(text []byte) bool {
	if len(text) > 2 && text[0] == '{' && text[len(text)-1] == '}' {
		text = text[1 : len(text)-1]
	}
	if len(text) != 32 && len(text) != 36 {
		return false
	}
	for i, c := range text {
		hyphen := len(text) == 36 && (i == 8 || i == 13 || i == 18 || i == 23)
		if hyphen != (c == '-') || !hyphen && !(c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'f') {
			return false
		}
	}
	return true
}

// blobUUID is a blob of 16 bytes.
type blobUUID struct {
	noChunks
	noFast
	quoted
	smallValues
	fromNothing
	keepsText
	saysAll
	neverFirst
	includesNone
	someValues
}

func (blobUUID) Name() string { return "uuid-blob" }

func (blobUUID) append(dst []byte, _ *Type, v *parser.Value) ([]byte, Fit) {
	if v.Class == parser.Blob && len(v.Text) == 32 {
		return append(dst, v.Text...), Fits
	}
	return dst, Misfit
}

func (blobUUID) canonical(_ *Type, _, copied []byte, _ bool, buf *[]byte) ([]byte, bool) {
	return lower(copied, buf), false
}

func (blobUUID) text(_ *Type, column pg.Name) (pg.Expr, bool) {
	return &pg.Call{Func: "replace", Args: []pg.Expr{toText(column), pg.String("-"), pg.String("")}}, false
}

// uuidBytes is the 16 bytes of a UUID.
func uuidBytes(x pg.Expr) pg.Expr { return &pg.Call{Func: "uuid_send", Args: []pg.Expr{x}} }

func (blobUUID) inQueries(bool) query.Type {
	return query.Type{Kind: query.Blob, Form: "uuid of bytes", Read: uuidBytes}
}

func (blobUUID) writes() writes { return writes{query.Blob: uuidOfBytes} }

// uuidOfBytes writes a blob as the UUID that its bytes are.
var uuidOfBytes = write{as: func(x pg.Expr, _ string) pg.Expr {
	return &pg.Cast{X: &pg.Call{Func: "encode", Args: []pg.Expr{x, pg.String("hex")}}, Type: "uuid"}
}}

// textUUID is text in any spelling.
type textUUID struct {
	noChunks
	noFast
	quoted
	smallValues
	asWritten
	asText
	saysAll
	neverFirst
	includesNone
	someValues
}

func (textUUID) Name() string { return "uuid-text" }

func (textUUID) append(dst []byte, _ *Type, v *parser.Value) ([]byte, Fit) {
	if v.Class == parser.Text && isUUID(v.Text) {
		return append(dst, v.Text...), Fits
	}
	return dst, Misfit
}

func (textUUID) convert(_, from *Type, column pg.Name) (pg.Expr, bool) {
	if (from.Encoding == printedUUID{}) {
		return from.TextOf(column)
	}
	return nil, false
}

func (textUUID) loses(after bool) string {
	if after {
		return uuidSpelling
	}
	return ""
}

const uuidSpelling = "the case, braces and hyphens they are written with"

func (textUUID) inQueries(after bool) query.Type {
	if !after {
		return query.Type{Kind: query.Text}
	}
	return query.Type{Kind: query.Text, Form: "uuid in any spelling", Read: toText, Lossy: "capitals, hyphens and braces"}
}

func (textUUID) writes() writes { return writes{query.Text: spelled} }

// mixedUUID is text and blobs: what a value was cannot be told later, so the blobs
// are counted.
type mixedUUID struct {
	noChunks
	noFast
	quoted
	smallValues
	saysAll
	neverFirst
	includesNone
	someValues
}

func (mixedUUID) Name() string { return "uuid-any" }

func (mixedUUID) append(dst []byte, t *Type, v *parser.Value) ([]byte, Fit) {
	if dst, fit := (blobUUID{}).append(dst, t, v); fit == Fits {
		return dst, Changed
	}
	return textUUID{}.append(dst, t, v)
}

func (mixedUUID) canonical(_ *Type, _, copied []byte, _ bool, buf *[]byte) ([]byte, bool) {
	*buf = appendPrintedUUID((*buf)[:0], copied)
	return *buf, false
}

// text is as PostgreSQL prints it, which a blob is not.
func (mixedUUID) text(_ *Type, column pg.Name) (pg.Expr, bool) { return toText(column), false }

// convert takes texts that are as PostgreSQL prints them.
func (mixedUUID) convert(_, from *Type, _ pg.Name) (pg.Expr, bool) {
	return nil, from.Encoding == printedUUID{}
}

func (mixedUUID) loses(bool) string { return uuidSpelling }

func (mixedUUID) inQueries(bool) query.Type {
	return query.Type{Kind: query.Text, Form: "uuid of texts and bytes", Read: toText, Lossy: "which of its values were blobs", Unclassed: true}
}

func (mixedUUID) writes() writes { return writes{query.Text: spelled, query.Blob: uuidOfBytes} }

// appendPrintedUUID appends a UUID as PostgreSQL prints it.
func appendPrintedUUID(dst, text []byte) []byte {
	n := 0
	for _, c := range text {
		if c == '-' || c == '{' || c == '}' {
			continue
		}
		if n == 8 || n == 12 || n == 16 || n == 20 {
			dst = append(dst, '-')
		}
		if c >= 'A' {
			c |= 0x20
		}
		dst = append(dst, c)
		n++
	}
	return dst
}
