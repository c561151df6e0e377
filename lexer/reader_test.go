package lexer_test

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/sqlite2pg/sqlite2pg/lexer"
)

var errDisk = errors.New("disk on fire")

// failing is a reader of in that then fails.
func failing(in string) io.Reader {
	return io.MultiReader(strings.NewReader(in), iotest.ErrReader(errDisk))
}

// TestReaderFails: whatever stands there, a reader's error is not the end of
// input: neither an end of the statements nor an unterminated literal.
func TestReaderFails(t *testing.T) {
	t.Parallel()
	for _, in := range []string{
		"", " ", "a", "a ", "1", "1.", "'a", "'a'", "'a''", `"a`, `"a"`, "[a", "x'00", "-", "--", "-- a", "/* a", "/", "(", "a;", "\ufeff",
		"'" + strings.Repeat("a", 100), "x'" + strings.Repeat("00", 100), strings.Repeat(" ", 100), "--" + strings.Repeat(" ", 100),
	} {
		for _, wrap := range []func(io.Reader) io.Reader{func(r io.Reader) io.Reader { return r }, iotest.OneByteReader, iotest.DataErrReader} {
			s := lexer.NewSize(wrap(failing(in)), 64)
			var err error
			for n := 0; err == nil && n <= len(in); n++ {
				_, _, err = next(s)
			}
			if !errors.Is(err, errDisk) {
				t.Errorf("%q: error %v, want %v", in, err, errDisk)
			}
			if _, _, err := next(s); !errors.Is(err, errDisk) {
				t.Errorf("%q: the next call gives error %v, want %v again", in, err, errDisk)
			}
		}
	}
}

// sleepy returns no bytes and no error some times before each read.
type sleepy struct {
	r          io.Reader
	naps, left int
}

func (s *sleepy) Read(b []byte) (int, error) {
	if s.left > 0 {
		s.left--
		return 0, nil
	}
	s.left = s.naps
	return s.r.Read(b)
}

func TestReaderReturnsNothing(t *testing.T) {
	t.Parallel()
	in := "INSERT INTO t VALUES('a');"
	want(t, in, scan(lexer.New(&sleepy{strings.NewReader(in), 50, 50})), "word<INSERT> word<INTO> word<t> word<VALUES> ( str<'a'> ) ;")
	want(t, in, scan(lexer.New(&sleepy{strings.NewReader(in), 1000, 1000})), "error: "+io.ErrNoProgress.Error())
}

// TestEndStays: the end of input is returned again and again, and the reader,
// which may be a terminal, is not asked anew.
func TestEndStays(t *testing.T) {
	t.Parallel()
	for _, in := range []string{"", "a", "a ", "1", "'a'", "-- a", "/* a", "\ufeff", "x''"} {
		s := lexer.New(&once{t: t, r: strings.NewReader(in)})
		scan(s)
		for range 3 {
			if tok, err := s.Next(); tok.Kind != lexer.EOF || err != nil || tok.Offset != int64(len(in)) {
				t.Errorf("%q: after the end: %+v, error %v", in, tok, err)
			}
		}
	}
}
