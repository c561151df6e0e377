package input_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"github.com/klauspost/compress/zstd"
	"golang.org/x/text/encoding/unicode"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/input"
	"github.com/sqlite2pg/sqlite2pg/internal/samples"
)

// encodings are the forms in which a text may come.
var encodings = []func(text string) []byte{
	func(text string) []byte { return []byte(text) },
	func(text string) []byte {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		z.Write([]byte(text))
		z.Close()
		return b.Bytes()
	},
	func(text string) []byte {
		var b bytes.Buffer
		z, _ := zstd.NewWriter(&b)
		z.Write([]byte(text))
		z.Close()
		return b.Bytes()
	},
	wide(unicode.LittleEndian, unicode.UseBOM),
	wide(unicode.BigEndian, unicode.UseBOM),
	wide(unicode.LittleEndian, unicode.IgnoreBOM),
	wide(unicode.BigEndian, unicode.IgnoreBOM),
}

func wide(endian unicode.Endianness, bom unicode.BOMPolicy) func(text string) []byte {
	return func(text string) []byte {
		b, err := unicode.UTF16(endian, bom).NewEncoder().Bytes([]byte(text))
		if err != nil {
			panic(err)
		}
		return b
	}
}

// FuzzText: what goes in encoded comes out as it was, cut off input is an
// error, and any bytes at all give text or a message, the same byte by byte.
func FuzzText(f *testing.F) {
	for i, dump := range samples.Dumps(f) {
		f.Add([]byte(dump), uint8(i), uint16(len(dump)/2))
		f.Add(encodings[i%len(encodings)](dump), uint8(0), uint16(len(dump)/3))
	}
	for _, e := range encodings {
		f.Add(e("BEGIN; -- \U0001F680é"), uint8(1), uint16(9))
	}
	f.Fuzz(func(t *testing.T, in []byte, form uint8, cut uint16) {
		first, errFirst := read(bytes.NewReader(in))
		second, errSecond := read(iotest.OneByteReader(bytes.NewReader(in)))
		if first != second || (errFirst == nil) != (errSecond == nil) {
			t.Fatalf("%q (error %v), byte by byte %q (error %v)", first, errFirst, second, errSecond)
		}
		if _, err := read(io.MultiReader(bytes.NewReader(in), iotest.ErrReader(iotest.ErrTimeout))); err == nil {
			t.Fatal("an error of the reader is lost")
		}

		// Text that is one, and is not taken for something else.
		n := int(form) % len(encodings)
		text := "BEGIN; -- a dump" + string(in) // what a file is, is told by its first sixteen bytes
		if !utf8.ValidString(text) {
			return
		}
		coded := encodings[n](text)
		if got, err := read(bytes.NewReader(coded)); err != nil || got != text {
			t.Fatalf("form %d: %q comes out as %q (error %v)", n, text, got, err)
		}
		short := coded[:int(cut)%len(coded)]
		if compressed := n == 1 || n == 2; compressed && len(short) >= 4 { // it can be told by its first bytes
			if got, err := read(bytes.NewReader(short)); err == nil || !strings.HasPrefix(text, got) {
				t.Fatalf("form %d: %q cut off to %q comes out as %q (error %v)", n, text, short, got, err)
			}
		}
	})
}

// read returns the text in r. An error must be a message, or one of r.
func read(r io.Reader) (string, error) {
	plain, err := input.Text(r, func(*diag.Message) {})
	var text []byte
	if err == nil {
		text, err = io.ReadAll(io.LimitReader(plain, 1<<20))
	}
	if m := (*diag.Message)(nil); err != nil && !errors.As(err, &m) && !errors.Is(err, iotest.ErrTimeout) {
		panic(err)
	}
	return string(text), err
}
