package pgdump

import (
	"bytes"
	"io"
	"sync"

	"github.com/klauspost/compress/gzip"
)

// compression is how files of rows are compressed. Each block is a gzip member of its
// own: several can be made at once, and whoever reads gzip reads them as one text.
type compression struct{ level int } // of gzip, 0 for none

// DefaultLevel is gzip's own.
const DefaultLevel = 6

// suffix ends the name of a file on the disk; the table of contents has the name without.
func (c compression) suffix() string {
	if c.level == 0 {
		return ""
	}
	return ".gz"
}

// compressors are used again: each takes about a megabyte.
var compressors [gzip.BestCompression + 1]sync.Pool

func (c compression) compress(text []byte) []byte {
	out := bytes.NewBuffer(make([]byte, 0, len(text)/4))
	z, ok := compressors[c.level].Get().(*gzip.Writer)
	if ok {
		z.Reset(out)
	} else {
		z, _ = gzip.NewWriterLevel(out, c.level)
	}
	z.Write(text) // into memory
	z.Close()
	compressors[c.level].Put(z)
	return out.Bytes()
}

func (c compression) reader(r io.Reader) (io.Reader, error) {
	if c.level == 0 {
		return r, nil
	}
	return gzip.NewReader(r)
}
