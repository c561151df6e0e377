package pgdump

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

const (
	// blockSize is how much of a table is compressed and written at a time.
	blockSize = 256 << 10
	// holdSize is how much of tables whose rows come by turns is held in memory.
	holdSize = 2 << 20
	// partSize is how large the file with the rows of a table gets, before it is
	// compressed. Rows of a larger table are in several, which pg_restore -j loads side
	// by side: small enough for the last one of a load not to run alone for long, and
	// large enough for thousands of them to be no burden.
	partSize = 256 << 20
)

// end ends a file of rows: the end of COPY, as pg_dump writes it.
const end = "\\.\n\n\n"

// Rows is COPY text of a table, in a file or in several.
type Rows struct {
	dir   *Directory
	parts []*part
	block []byte // the end of the text so far
	full  bool   // what follows goes into another file
}

// part is a file with rows.
type part struct {
	name string // as the table of contents has it
	size int64  // of its text
}

// Append appends COPY text, in pieces that may end anywhere.
func (r *Rows) Append(text []byte) {
	r.dir.goOn(r)
	for len(text) > 0 {
		if r.full {
			r.dir.send(r)
			r.parts, r.full = append(r.parts, r.dir.newPart()), false
		}
		n := min(len(text), blockSize-len(r.block))
		if left := r.dir.partSize - r.part().size; left > 0 {
			n = int(min(int64(n), left))
		} else if i := bytes.IndexByte(text[:n], '\n'); i >= 0 { // the end of the row
			n, r.full = i+1, true
		}
		r.add(text[:n])
		text = text[n:]
		if len(r.block) == blockSize {
			r.dir.send(r)
		}
	}
}

// add adds text that fits into the block. That of a small table grows with it.
func (r *Rows) add(text []byte) {
	if n := len(r.block) + len(text); n > cap(r.block) && n > blockSize/8 {
		r.block = append(r.dir.files.memory(), r.block...)
	}
	r.block = append(r.block, text...)
	r.part().size += int64(len(text))
}

// part is the file that gets what is appended.
func (r *Rows) part() *part { return r.parts[len(r.parts)-1] }

// Files are the files that the text is in.
func (r *Rows) Files() []string {
	var out []string
	for _, p := range r.parts {
		out = append(out, p.name)
	}
	return out
}

// Rewrite has the text be what f makes of it.
func (r *Rows) Rewrite(f func(from io.Reader, to *Rows) error) error {
	if err := r.dir.settle(); err != nil {
		return err
	}
	to := &Rows{dir: r.dir, parts: []*part{r.dir.newPart()}}
	for _, p := range r.parts {
		if p.size == 0 {
			continue
		}
		if err := p.read(r.dir, func(from io.Reader) error { return f(from, to) }); err != nil {
			return err
		}
		if err := os.Remove(p.path(r.dir)); err != nil {
			return err
		}
	}
	r.parts = to.parts
	return r.dir.settle()
}

// Read has f read the text, file by file.
func (r *Rows) Read(f func(io.Reader) error) error {
	if err := r.dir.settle(); err != nil {
		return err
	}
	for _, p := range r.parts {
		if p.size == 0 {
			continue
		}
		if err := p.read(r.dir, f); err != nil {
			return err
		}
	}
	return nil
}

func (p *part) path(d *Directory) string { return filepath.Join(d.path, p.name+d.suffix()) }

func (p *part) read(d *Directory, f func(io.Reader) error) error {
	file, err := os.Open(p.path(d))
	if err != nil {
		return err
	}
	defer file.Close()
	text, err := d.compression.reader(file)
	if err == nil {
		err = f(text)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", p.path(d), err)
	}
	return nil
}
