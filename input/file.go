package input

import "io"

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
