package input_test

import (
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/input"
)

// A file that is read from where it stands, as a shell's < leaves it, can be read
// at any place; a pipe and a compressed file cannot.
func TestFile(t *testing.T) {
	t.Parallel()
	const begin, dump = "-- read by someone else\n", "BEGIN;\nCOMMIT;\n"
	path := filepath.Join(t.TempDir(), "dump.sql")
	if err := os.WriteFile(path, []byte(begin+dump), 0o644); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.Seek(int64(len(begin)), io.SeekStart); err != nil {
		t.Fatal(err)
	}
	file, ok := text(t, f).(*input.File)
	if !ok {
		t.Fatal("a file is no File")
	}
	read := func() string {
		b, err := io.ReadAll(file)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	if got := read(); got != dump {
		t.Errorf("it holds %q", got)
	}
	file.Jump(7)
	if got := read(); got != dump[7:] {
		t.Errorf("from 7 on it holds %q", got)
	}
	var word [6]byte
	if _, err := file.ReadAt(word[:], 7); err != nil || string(word[:]) != "COMMIT" {
		t.Errorf("at 7 stands %q, %v", word, err)
	}

	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	w.WriteString(dump)
	w.Close()
	defer r.Close()
	if _, ok := text(t, r).(*input.File); ok {
		t.Error("a pipe is a File")
	}
	for i, encode := range encodings[1:] {
		if err := os.WriteFile(path, encode(dump), 0o644); err != nil {
			t.Fatal(err)
		}
		f, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		if _, ok := text(t, f).(*input.File); ok {
			t.Errorf("encoding %d is a File", i+1)
		}
		f.Close()
	}
}

func text(t *testing.T, r io.Reader) io.Reader {
	t.Helper()
	out, err := input.Text(r, func(*diag.Message) {})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
