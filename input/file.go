package input

import (
	"io"
	"os"
)

// File is the text of a dump that stands in a regular file as it is: any part
// of it can be read at any time.
type File struct {
	at    io.ReaderAt
	begin int64 // of the text in the file
	next  int64 // to be read, from there
}

// newFile returns the text from where r stands on, or nil if r is no file.
func newFile(r io.Reader) *File {
	f, ok := r.(interface {
		io.ReaderAt
		io.Seeker
	})
	if !ok {
		return nil
	}
	begin, err := f.Seek(0, io.SeekCurrent)
	if err != nil { // a pipe
		return nil
	}
	return &File{at: f, begin: begin}
}

// Size is the length of the text, 0 if it cannot be told.
func (f *File) Size() int64 {
	if file, ok := f.at.(interface{ Stat() (os.FileInfo, error) }); ok {
		if st, err := file.Stat(); err == nil {
			return st.Size() - f.begin
		}
	}
	return 0
}

// Read reads on.
func (f *File) Read(p []byte) (int, error) {
	n, err := f.ReadAt(p, f.next)
	f.next += int64(n)
	if n > 0 {
		err = nil // it comes again
	}
	return n, err
}

// ReadAt reads the text from offset on. It may be called by several goroutines
// at once.
func (f *File) ReadAt(p []byte, offset int64) (int, error) { return f.at.ReadAt(p, f.begin+offset) }

// Jump has Read go on at offset.
func (f *File) Jump(offset int64) { f.next = offset }
