package load

import (
	"bufio"
	"io"
)

// fieldReader reads COPY text field by field, whatever their length.
type fieldReader struct{ in *bufio.Reader }

func newFieldReader(r io.Reader) fieldReader { return fieldReader{bufio.NewReaderSize(r, 256<<10)} }

// next hands a field to take in parts that may end anywhere, and returns the byte behind
// it.
func (f fieldReader) next(take func(part []byte)) (end byte, err error) {
	for {
		if _, err := f.in.Peek(1); err != nil {
			return 0, err
		}
		part, err := f.in.Peek(f.in.Buffered())
		if err != nil {
			return 0, err
		}
		n := endOfField(part)
		take(part[:n])
		more := n == len(part)
		if _, err := f.in.Discard(n); err != nil {
			return 0, err
		}
		if !more {
			return f.in.ReadByte()
		}
	}
}

// row hands the fields of a row to take, and says by done where each ends. It is io.EOF
// behind the last row.
func (f fieldReader) row(columns int, take func(column int, part []byte), done func(column int, end byte)) error {
	for i := range columns {
		end, err := f.next(func(part []byte) { take(i, part) })
		switch {
		case err == io.EOF && i > 0, err == nil && (end == '\n') != (i == columns-1):
			return io.ErrUnexpectedEOF // it is not what was written
		case err != nil:
			return err
		}
		done(i, end)
	}
	return nil
}

// endOfField is where the field ends that text begins with, or how long text is.
func endOfField(text []byte) int {
	for i, c := range text {
		if c == '\t' || c == '\n' {
			return i
		}
	}
	return len(text)
}

// wholeCharacters is how much of a part of COPY text is not half of an escape.
func wholeCharacters(part []byte) int {
	n := len(part)
	for n > 0 && part[n-1] == '\\' {
		n--
	}
	if (len(part)-n)%2 == 0 {
		return len(part)
	}
	return len(part) - 1
}

// heldField is how much of a field is held, in bytes: longer ones are texts and bytes,
// which are dealt with part by part. heldJSON is for JSON, which is looked at whole: its
// values have up to maxHeld bytes, and their COPY text twice as many.
const (
	heldField = 256 << 10
	heldJSON  = 2*maxHeld + 1
)
