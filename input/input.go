// Package input finds the SQL text in a stream of bytes: it undoes compression
// and UTF-16, and names what is no SQLite dump at all. It knows nothing of SQL
// beyond how files begin.
package input

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"io"

	"github.com/klauspost/compress/zstd"
	"golang.org/x/text/encoding/unicode"

	"github.com/sqlite2pg/sqlite2pg/diag"
)

// DatabaseMagic is how a SQLite database file begins
// (https://sqlite.org/fileformat.html#magic_header_string).
var DatabaseMagic = []byte("SQLite format 3\x00")

// maxWindow is the largest window of zstd that is taken, in bytes: decoders
// must keep it in memory. It is what zstd uses up to its level 19, and what
// RFC 8878 tells decoders to support.
const maxWindow = 8 << 20

// Text returns the text of a dump: what r holds, decompressed if it is gzip or
// zstd, and as UTF-8 if it is UTF-16, which warn is told. Input that is
// recognised as something else is a *diag.Message, errors of r come back as
// they are. Text that stands in a file as it is comes as a *File.
func Text(r io.Reader, warn func(*diag.Message)) (io.Reader, error) {
	file := newFile(r)
	b := bufio.NewReader(r)
	packed := false
	for range 2 { // a compressed file is not compressed again
		head, err := peek(b)
		if err != nil {
			return nil, err
		}
		if packed && bytes.HasPrefix(head, DatabaseMagic) {
			return nil, diag.PackedDatabase().At(diag.Start)
		}
		var plain io.Reader
		switch {
		case bytes.HasPrefix(head, []byte("\x1f\x8b")):
			z, err := gzip.NewReader(b)
			if err != nil {
				return nil, broken("gzip", err)
			}
			plain = &decompressor{r: z, format: "gzip"}
		case bytes.HasPrefix(head, []byte("\x28\xb5\x2f\xfd")):
			z, err := zstd.NewReader(b, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(maxWindow))
			if err != nil {
				return nil, broken("zstd", err)
			}
			plain = &decompressor{r: z, format: "zstd"}
		default:
			t, err := text(b, head, warn)
			if t == b && file != nil {
				return file, nil
			}
			return t, err
		}
		file, b, packed = nil, bufio.NewReader(plain), true
	}
	head, err := peek(b)
	if err != nil {
		return nil, err
	}
	return text(b, head, warn)
}

// headSize is how much of the input is looked at, in bytes.
const headSize = 1024

func peek(b *bufio.Reader) ([]byte, error) {
	head, err := b.Peek(headSize)
	if err != nil && err != io.EOF {
		return nil, err
	}
	return head, nil
}

// text sees to what begins with head and is not compressed.
func text(b *bufio.Reader, head []byte, warn func(*diag.Message)) (io.Reader, error) {
	if m := foreign(head); m != nil {
		return nil, m.At(diag.Start)
	}
	endian, bom, ok := wideText(head)
	if !ok {
		return b, nil
	}
	warn(diag.UTF16().At(diag.Start))
	return unicode.UTF16(endian, bom).NewDecoder().Reader(&surrogates{r: b, big: endian == unicode.BigEndian}), nil
}

// wideText recognises UTF-16 by its byte order mark, or by the zeros of ASCII
// text.
func wideText(head []byte) (unicode.Endianness, unicode.BOMPolicy, bool) {
	switch {
	case bytes.HasPrefix(head, []byte("\xff\xfe")):
		return unicode.LittleEndian, unicode.UseBOM, true
	case bytes.HasPrefix(head, []byte("\xfe\xff")):
		return unicode.BigEndian, unicode.UseBOM, true
	case len(head) < 4 || len(head)%2 != 0:
		return false, unicode.IgnoreBOM, false
	}
	little, big := true, true
	for i := 0; i < min(len(head), 16); i += 2 {
		little = little && head[i] != 0 && head[i+1] == 0
		big = big && head[i] == 0 && head[i+1] != 0
	}
	switch {
	case little:
		return unicode.LittleEndian, unicode.IgnoreBOM, true
	case big:
		return unicode.BigEndian, unicode.IgnoreBOM, true
	}
	return false, unicode.IgnoreBOM, false
}

// surrogates passes UTF-16 through and fails at half a pair, which a decoder
// would replace, and at half a unit.
type surrogates struct {
	r    io.Reader
	big  bool
	high bool // the last unit was the first half of a pair
	half int  // the first byte of a unit, -1 for none
	n    int64
}

func (s *surrogates) Read(p []byte) (int, error) {
	n, err := s.r.Read(p)
	for _, c := range p[:n] {
		if s.n++; s.n%2 == 1 {
			s.half = int(c)
			continue
		}
		unit := s.half | int(c)<<8
		if s.big {
			unit = s.half<<8 | int(c)
		}
		low := unit >= 0xDC00 && unit <= 0xDFFF
		if low != s.high {
			return 0, broken("UTF-16", errors.New("it holds half of a surrogate pair"))
		}
		s.high = unit >= 0xD800 && unit <= 0xDBFF
	}
	if err == io.EOF && (s.n%2 == 1 || s.high) {
		return n, broken("UTF-16", io.ErrUnexpectedEOF)
	}
	return n, err
}

// decompressor gives errors a name.
type decompressor struct {
	r      io.Reader
	format string
}

func (d *decompressor) Read(p []byte) (int, error) {
	n, err := d.r.Read(p)
	if err != nil && err != io.EOF {
		err = broken(d.format, err)
	}
	return n, err
}

// broken is the error of input that is damaged. Who reads the text knows where.
func broken(format string, err error) error {
	switch {
	case errors.Is(err, zstd.ErrWindowSizeExceeded):
		return diag.LargeWindow()
	case errors.Is(err, io.ErrUnexpectedEOF):
		return diag.InputCutOff(format)
	}
	return diag.DamagedInput(format, diag.Escape(err.Error()))
}
