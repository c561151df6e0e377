package coltype

import (
	"bytes"
	"encoding/hex"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
	"unsafe"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/internal/jsonb"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// Encoding is how the values of a column are written into COPY text. Appending
// allocates nothing, so that rows cost no garbage.
type Encoding uint8

// The encodings, one for each family of types.
const (
	encodeText Encoding = iota
	encodeAny           // text for any class: reals to all their digits
	encodeBigint
	encodeBoolean
	encodeDouble
	encodeNumeric
	encodeBytea
	encodeTimestamp
	encodeTimestamptz
	encodeDate
	encodeTime
	encodeUUID
	encodeJSON
	// Of types that only stand in chains (chain.go).
	encodeBoolLetter
	encodeBoolWord
	encodeTruth
	encodeTimestampT
	encodeMoment
	encodeClock
	encodeSeconds
	encodeMillis
	encodeMicros
	encodeUUIDBlob
	encodeUUIDText
	encodeUUIDMixed
	encodeByteaAny
	encodeByteaRaw
	encodeNumbers
)

// Fit says whether a value could be written, and if not, why.
type Fit uint8

// The reasons for which a value is refused.
const (
	Fits       Fit = iota
	Misfit         // the type does not hold such values
	BadUTF8        // text that is not UTF-8
	HasNUL         // text with a NUL character, which PostgreSQL's text cannot hold
	Changed        // it fits, as the nearest of the column's type: counted
	WithOffset     // it fits, and is a moment with an offset from UTC
	PlainJSON      // it fits json, and jsonb would refuse it
)

// OK reports whether the value is written.
func (f Fit) OK() bool { return f == Fits || f == Changed || f == WithOffset || f == PlainJSON }

// Keeps reports whether a value that fits so changes nothing about the column: a
// timestamptz may have offsets, and json what jsonb refuses.
func (t *Type) Keeps(fit Fit) bool {
	switch fit {
	case WithOffset:
		return t.After != "timestamp" || t.Forced
	case PlainJSON:
		return t.After != "jsonb"
	}
	return fit == Fits
}

// encoders holds the function of each encoding. It appends the COPY text of a
// value that is not NULL and not Open.
var encoders = [...]func(dst []byte, t *Type, v *parser.Value) ([]byte, Fit){
	encodeText:        appendText,
	encodeAny:         appendAny,
	encodeBigint:      appendBigint,
	encodeBoolean:     appendBoolean,
	encodeDouble:      appendDouble,
	encodeNumeric:     appendNumeric,
	encodeBytea:       appendBytea,
	encodeTimestamp:   appendTimestamp,
	encodeTimestamptz: appendTimestamptz,
	encodeDate:        appendDate,
	encodeTime:        appendTime,
	encodeUUID:        appendUUID,
	encodeJSON:        appendJSON,
	encodeBoolLetter:  appendBoolLetter,
	encodeBoolWord:    appendBoolWord,
	encodeTruth:       appendAnyTruth,
	encodeTimestampT:  appendTimestampT,
	encodeMoment:      appendMoment,
	encodeClock:       appendClock,
	encodeSeconds:     appendSeconds,
	encodeMillis:      appendMillis,
	encodeMicros:      appendMicros,
	encodeUUIDBlob:    appendUUIDBlob,
	encodeUUIDText:    appendUUIDText,
	encodeUUIDMixed:   appendUUIDMixed,
	encodeByteaAny:    appendByteaAny,
	encodeByteaRaw:    appendByteaRaw,
	encodeNumbers:     appendNumbers,
}

// Append appends the COPY text of v, which is not NULL. When it does not fit,
// dst comes back as it was.
func (t *Type) Append(dst []byte, v *parser.Value) ([]byte, Fit) {
	v = t.Stored(v)
	if t.Class != parser.Null && v.Class != t.Class {
		return dst, Misfit
	}
	n := len(dst)
	out, fit := encoders[t.Encoding](dst, t, v)
	if fit == Fits && v.Class == parser.Text && t.Affinity == ast.NoAffinity && t.IsNumber() {
		fit = Changed // SQLite keeps the text there; the user, or the types file, wants a number
	}
	if fit == PlainJSON && t.Forced && t.After == "jsonb" {
		fit = Misfit
	}
	if !fit.OK() {
		return out[:n], fit
	}
	return out, fit
}

// IsNumber reports whether PostgreSQL has the values as numbers.
func (t *Type) IsNumber() bool {
	switch t.Encoding {
	case encodeBigint, encodeDouble, encodeNumeric, encodeNumbers:
		return true
	}
	return false
}

// str views b as a string that must not outlive it.
func str(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

// CheckText says whether PostgreSQL's text type can hold text.
func CheckText(text []byte) Fit {
	if !utf8.Valid(text) {
		return BadUTF8
	}
	if bytes.IndexByte(text, 0) >= 0 {
		return HasNUL
	}
	return Fits
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

func appendText(dst []byte, t *Type, v *parser.Value) ([]byte, Fit) {
	n := len(dst)
	switch v.Class {
	case parser.Integer:
		dst = append(dst, v.Text...)
	case parser.Real:
		if t.Affinity != ast.TextAffinity {
			return appendAny(dst, t, v)
		}
		dst = parser.AppendReal(dst, float(v.Text)) // as SQLite turns it into text
	case parser.Text:
		if fit := CheckText(v.Text); fit != Fits {
			return dst, fit
		}
		if t.Limit > 0 && runes(v) > t.Limit {
			return dst, Misfit
		}
		return appendContent(dst, v.Text, v.Doubled), Fits
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

// appendAny is appendText for a column without TEXT affinity, where a real is
// not turned into text: it keeps its value and shows that it is a real.
func appendAny(dst []byte, t *Type, v *parser.Value) ([]byte, Fit) {
	if v.Class != parser.Real && (v.Class != parser.Integer || t.Affinity != ast.RealAffinity) {
		return appendText(dst, t, v)
	}
	n := len(dst)
	dst = appendReal(dst, float(v.Text))
	if t.Limit > 0 && len(dst)-n > t.Limit {
		return dst, Misfit
	}
	return dst, Fits
}

// runes counts the characters of a text value.
func runes(v *parser.Value) int {
	n := utf8.RuneCount(v.Text)
	if v.Doubled {
		n -= bytes.Count(v.Text, []byte("''"))
	}
	return n
}

func float(text []byte) float64 {
	f, _ := strconv.ParseFloat(str(text), 64) // out of range gives an infinity, as in SQLite
	return f
}

func appendBigint(dst []byte, _ *Type, v *parser.Value) ([]byte, Fit) {
	if v.Class == parser.Integer {
		return append(dst, v.Text...), Fits
	}
	switch class, text := number(v); class {
	case parser.Integer:
		return append(dst, text...), Fits
	case parser.Real:
		// INTEGER affinity turns 5.0 into 5 where nothing is lost.
		if f := float(text); isWhole(f) {
			return strconv.AppendInt(dst, int64(f), 10), Fits
		}
	}
	return dst, Misfit
}

// appendTruth appends t or f for the spellings of true and false.
func appendTruth(dst []byte, v *parser.Value, class parser.Class, no, yes string) ([]byte, Fit) {
	if v.Class == class {
		switch string(v.Text) {
		case no:
			return append(dst, 'f'), Fits
		case yes:
			return append(dst, 't'), Fits
		}
	}
	return dst, Misfit
}

func appendBoolean(dst []byte, _ *Type, v *parser.Value) ([]byte, Fit) {
	if class, text := number(v); class == parser.Integer && v.Class == parser.Text {
		return appendTruth(dst, &parser.Value{Class: class, Text: text}, parser.Integer, "0", "1")
	}
	return appendTruth(dst, v, parser.Integer, "0", "1")
}

func appendBoolLetter(dst []byte, _ *Type, v *parser.Value) ([]byte, Fit) {
	return appendTruth(dst, v, parser.Text, "f", "t")
}

func appendBoolWord(dst []byte, _ *Type, v *parser.Value) ([]byte, Fit) {
	return appendTruth(dst, v, parser.Text, "false", "true")
}

// appendAnyTruth takes the words true and false, their letters, and for who asks
// for a boolean all spellings that PostgreSQL reads as one.
// https://www.postgresql.org/docs/current/datatype-boolean.html
func appendAnyTruth(dst []byte, t *Type, v *parser.Value) ([]byte, Fit) {
	if v.Class == parser.Integer {
		if _, fit := appendBoolean(nil, t, v); fit != Fits {
			return dst, fit
		}
		return append(dst, v.Text...), Fits
	}
	if v.Class == parser.Text && len(v.Text) <= len("false") {
		switch strings.ToLower(string(bytes.Trim(v.Text, " \t\n\f\r"))) {
		case "t", "true", "1", "f", "false", "0":
			return pg.AppendCopyText(dst, v.Text), Fits
		case "y", "yes", "on", "n", "no", "off":
			if t.Forced {
				return pg.AppendCopyText(dst, v.Text), Fits
			}
		}
	}
	return dst, Misfit
}

func appendDouble(dst []byte, t *Type, v *parser.Value) ([]byte, Fit) {
	class, text := number(v)
	switch class {
	case parser.Integer:
		if len(text) > 15 && t.Affinity != ast.RealAffinity { // beyond 2^53 not every integer is a double
			n, _ := strconv.ParseInt(str(text), 10, 64)
			if f := float64(n); !isWhole(f) || int64(f) != n {
				return dst, Misfit
			}
		}
		return append(dst, text...), Fits // PostgreSQL rounds as SQLite does
	case parser.Real:
		var d decimal
		if n := d.read(text); n == len(text) && d.point > 0 {
			dst = slices.Grow(dst, n)
			if n := d.shortest(dst[len(dst):cap(dst)], text); n > 0 {
				return dst[:len(dst)+n], Fits
			}
		}
		return appendFloat(dst, float(text)), Fits
	}
	if v.Class == parser.Text { // DB Browser writes infinities as strings
		switch string(v.Text) {
		case "Inf", "-Inf":
			return append(append(dst, v.Text...), "inity"...), Changed
		}
	}
	return dst, Misfit
}

// appendNumbers keeps integers and reals apart in one numeric column, by their
// digits after the point.
func appendNumbers(dst []byte, t *Type, v *parser.Value) ([]byte, Fit) {
	n := len(dst)
	switch v.Class {
	case parser.Integer:
		return append(dst, v.Text...), Fits
	case parser.Real:
		dst, _ = appendAny(dst, t, v)
		if !bytes.ContainsAny(dst[n:], "eI") { // as numeric prints it
			return dst, Fits
		}
	}
	return dst[:n], Misfit
}

func appendNumeric(dst []byte, t *Type, v *parser.Value) ([]byte, Fit) {
	class, text := number(v)
	n := len(dst)
	switch class {
	case parser.Integer:
		dst = append(dst, text...)
	case parser.Real:
		f := float(text)
		if math.IsInf(f, 0) { // numeric has no infinity before PostgreSQL 14
			return dst, Misfit
		}
		dst = strconv.AppendFloat(dst, f, 'f', -1, 64)
	default:
		return dst, Misfit
	}
	if t.Limit > 0 {
		whole, fraction, _ := bytes.Cut(bytes.TrimPrefix(dst[n:], []byte{'-'}), []byte{'.'})
		if len(fraction) > t.Scale || len(bytes.TrimLeft(whole, "0")) > t.Limit-t.Scale {
			return dst, Misfit
		}
	}
	return dst, Fits
}

func appendBytea(dst []byte, _ *Type, v *parser.Value) ([]byte, Fit) {
	switch v.Class {
	case parser.Blob:
		return pg.AppendCopyHex(dst, v.Text), Fits
	case parser.Text:
		dst = append(dst, pg.CopyHexPrefix...)
		return appendHexOf(dst, v.Text, v.Doubled), Changed
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

// AppendChunk appends a part of a value that is too long for one buffer; first
// and last mark its ends. Only text and bytea columns hold such values.
func (t *Type) AppendChunk(dst []byte, v *parser.Value, part []byte, first bool) ([]byte, Fit) {
	switch {
	case t.Class != parser.Null && v.Class != t.Class:
	case (t.Encoding == encodeText || t.Encoding == encodeAny) && t.Limit == 0 && v.Class == parser.Text:
		if fit := CheckText(part); fit != Fits {
			return dst, fit
		}
		return appendContent(dst, part, v.Doubled), Fits
	case t.SQL == "bytea":
		if first {
			dst = append(dst, pg.CopyHexPrefix...)
		}
		if v.Class == parser.Blob {
			return append(dst, part...), Fits
		}
		return appendHexOf(dst, part, v.Doubled), Changed
	}
	return dst, Misfit
}

func appendJSON(dst []byte, _ *Type, v *parser.Value) ([]byte, Fit) {
	switch v.Class {
	case parser.Integer:
		return append(dst, v.Text...), Fits
	case parser.Real:
		if f := float(v.Text); !math.IsInf(f, 0) {
			return appendShortest(dst, f), Fits // jsonb keeps decimals
		}
	case parser.Text:
		if fit := CheckText(v.Text); fit != Fits {
			return dst, fit
		}
		if fit := jsonFit(v.Text); fit != Misfit {
			return appendContent(dst, v.Text, v.Doubled), fit
		}
	case parser.Blob: // SQLite's binary JSON
		text, err := jsonb.Decode(nil, parser.AppendHexBytes(nil, v.Text))
		if err == nil && CheckText(text) == Fits && jsonFit(text) == Fits {
			return pg.AppendCopyText(dst, text), Changed
		}
	}
	return dst, Misfit
}

// appendUUID takes the spelling PostgreSQL prints: lower case, with hyphens.
func appendUUID(dst []byte, _ *Type, v *parser.Value) ([]byte, Fit) {
	if v.Class == parser.Text && len(v.Text) == 36 && isUUID(v.Text) && !hasUpper(v.Text) {
		return append(dst, v.Text...), Fits
	}
	return dst, Misfit
}

// hasUpper reports whether text, of hex digits and hyphens, has a capital.
func hasUpper(text []byte) bool {
	var capitals uint64
	for ; len(text) >= Word; text = text[Word:] {
		x := load(text)
		capitals |= capital(x)
	}
	for _, c := range text {
		capitals |= capital(uint64(c))
	}
	return capitals != 0
}

func appendUUIDBlob(dst []byte, _ *Type, v *parser.Value) ([]byte, Fit) {
	if v.Class == parser.Blob && len(v.Text) == 32 {
		return append(dst, v.Text...), Fits
	}
	return dst, Misfit
}

func appendUUIDText(dst []byte, _ *Type, v *parser.Value) ([]byte, Fit) {
	if v.Class == parser.Text && isUUID(v.Text) {
		return append(dst, v.Text...), Fits
	}
	return dst, Misfit
}

// appendUUIDMixed takes text and blobs: what a value was cannot be told later,
// so the blobs are counted.
func appendUUIDMixed(dst []byte, t *Type, v *parser.Value) ([]byte, Fit) {
	if dst, fit := appendUUIDBlob(dst, t, v); fit == Fits {
		return dst, Changed
	}
	return appendUUIDText(dst, t, v)
}

// appendByteaAny takes numbers, too, as the bytes of their text.
func appendByteaAny(dst []byte, t *Type, v *parser.Value) ([]byte, Fit) {
	if v.Class == parser.Text && CheckText(v.Text) != Fits {
		return dst, CheckText(v.Text) // no text: never made bytes unasked
	}
	return appendByteaRaw(dst, t, v)
}

// appendByteaRaw takes everything, bad text too.
func appendByteaRaw(dst []byte, t *Type, v *parser.Value) ([]byte, Fit) {
	switch v.Class {
	case parser.Integer:
		return appendHexOf(append(dst, pg.CopyHexPrefix...), v.Text, false), Changed
	case parser.Real:
		var buf [32]byte
		text, _ := appendAny(buf[:0], t, v)
		return appendHexOf(append(dst, pg.CopyHexPrefix...), text, false), Changed
	}
	return appendBytea(dst, t, v)
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
