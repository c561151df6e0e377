package coltype

import (
	"bytes"
	"net/netip"
	"slices"
	"unicode/utf8"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/internal/jsonb"
	"github.com/sqlite2pg/sqlite2pg/parser"
)

// writeText writes text, a number as its text, and of a blob the text that its bytes
// are. varchar(n) takes n characters.
func writeText(dst []byte, x *existing, v *parser.Value) ([]byte, Fit) {
	t := Type{}
	if len(x.Mods) > 0 && x.Existing.Name == "varchar" {
		t.Limit = x.Mods[0]
	}
	dst, fit := anything{}.append(dst, &t, v)
	if fit == Changed {
		fit = Fits // the column is one of texts
	}
	return dst, fit
}

// writePadded writes text for char(n), which does not keep spaces at the end.
func writePadded(dst []byte, x *existing, v *parser.Value) ([]byte, Fit) {
	text := textOf(v)
	if fit := CheckText(text); fit != Fits || text == nil {
		return dst, max(fit, Misfit)
	}
	text = bytes.TrimRight(text, " ")
	n := 1
	if len(x.Mods) > 0 {
		n = x.Mods[0]
	}
	if utf8.RuneCount(text) > n {
		return dst, Misfit
	}
	return pg.AppendCopyText(dst, text), Fits
}

func printedPadded(_ *existing, copied []byte, _ *[]byte) []byte {
	return bytes.TrimRight(copied, " ")
}

// maxNameLength is how many bytes the type name keeps; it would cut longer ones.
// https://www.postgresql.org/docs/current/datatype-character.html
const maxNameLength = 63

func writeName(dst []byte, x *existing, v *parser.Value) ([]byte, Fit) {
	if len(textOf(v)) > maxNameLength {
		return dst, Misfit
	}
	return writeText(dst, x, v)
}

func writeEnum(dst []byte, x *existing, v *parser.Value) ([]byte, Fit) {
	text := textOf(v)
	if text == nil || !slices.Contains(x.Labels, string(text)) {
		return dst, Misfit
	}
	return pg.AppendCopyText(dst, text), Fits
}

// writeBytes writes a blob, and the bytes of other values' text.
func writeBytes(dst []byte, _ *existing, v *parser.Value) ([]byte, Fit) {
	dst, _ = rawBytes{}.append(dst, &Type{}, v)
	return dst, Fits
}

// writeJSON writes JSON as text, a number, or SQLite's binary form.
func writeJSON(dst []byte, _ *existing, v *parser.Value) ([]byte, Fit) {
	if v.Class == parser.Blob {
		text := textOf(v)
		if text == nil || jsonFit(text) == Misfit {
			decoded, err := jsonb.Decode(nil, parser.AppendHexBytes(nil, v.Text))
			if err != nil || CheckText(decoded) != Fits {
				return dst, Misfit
			}
			text = decoded
		}
		return pg.AppendCopyText(dst, text), jsonFit(text)
	}
	return jsonText{}.append(dst, nil, v)
}

// writeJSONB is writeJSON for what jsonb holds.
func writeJSONB(dst []byte, x *existing, v *parser.Value) ([]byte, Fit) {
	dst, fit := writeJSON(dst, x, v)
	if fit == PlainJSON {
		fit = Misfit
	}
	return dst, fit
}

// writeUUID writes a UUID from text in any spelling, or 16 bytes.
func writeUUID(dst []byte, _ *existing, v *parser.Value) ([]byte, Fit) {
	if v.Class == parser.Blob && len(v.Text) == 32 {
		return appendPrintedUUID(dst, v.Text), Fits
	}
	text := bytes.TrimPrefix(bytes.TrimSpace(textOf(v)), []byte("urn:uuid:"))
	if v.Class != parser.Text && v.Class != parser.Blob || !isUUID(text) {
		return dst, Misfit
	}
	return appendPrintedUUID(dst, text), Fits
}

// writeInet writes an address, with a prefix length where it is not the whole.
func writeInet(dst []byte, _ *existing, v *parser.Value) ([]byte, Fit) {
	prefix, ok := prefixOf(v)
	if !ok {
		return dst, Misfit
	}
	if prefix.Bits() == prefix.Addr().BitLen() {
		return prefix.Addr().AppendTo(dst), Fits
	}
	return prefix.AppendTo(dst), Fits
}

// writeCIDR writes a network: an address with no bits to the right of its prefix.
func writeCIDR(dst []byte, _ *existing, v *parser.Value) ([]byte, Fit) {
	prefix, ok := prefixOf(v)
	if !ok || prefix.Masked() != prefix {
		return dst, Misfit
	}
	return prefix.AppendTo(dst), Fits
}

func prefixOf(v *parser.Value) (p netip.Prefix, ok bool) {
	text := string(bytes.TrimSpace(textOf(v)))
	if p, err := netip.ParsePrefix(text); err == nil {
		return p, true
	}
	a, err := netip.ParseAddr(text)
	if err != nil || a.Zone() != "" {
		return p, false
	}
	return netip.PrefixFrom(a, a.BitLen()), true
}

// macOf writes hardware addresses of so many bytes.
func macOf(size int) func([]byte, *existing, *parser.Value) ([]byte, Fit) {
	return func(dst []byte, _ *existing, v *parser.Value) ([]byte, Fit) {
		n := 0
		start := len(dst)
		for _, c := range bytes.TrimSpace(textOf(v)) {
			switch {
			case c == ':' || c == '-' || c == '.':
				continue
			case c >= '0' && c <= '9', c|0x20 >= 'a' && c|0x20 <= 'f':
				if n > 0 && n%2 == 0 {
					dst = append(dst, ':')
				}
				if c >= 'A' {
					c |= 0x20
				}
				dst = append(dst, c)
				n++
			default:
				return dst[:start], Misfit
			}
		}
		if n != 2*size {
			return dst[:start], Misfit
		}
		return dst, Fits
	}
}

// writeBits writes the digits of a bit string: bit(n) has n, varbit(n) up to n.
func writeBits(dst []byte, x *existing, v *parser.Value) ([]byte, Fit) {
	text := bytes.TrimSpace(textOf(v))
	for _, c := range text {
		if c != '0' && c != '1' {
			return dst, Misfit
		}
	}
	n := len(text)
	switch {
	case x.Existing.Name == "bit" && n != append(x.Mods, 1)[0], x.Existing.Name == "varbit" && len(x.Mods) > 0 && n > x.Mods[0]:
		return dst, Misfit
	}
	return append(dst, text...), Fits
}
