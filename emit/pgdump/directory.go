package pgdump

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

// Directory is an archive that is being written.
type Directory struct {
	folder
	compression
	partSize int64

	files   writer
	n       int     // files so far
	current *Rows   // that got text last
	held    []*Rows // with text that is not written
	size    int     // of that text, but for the current rows
	rows    []*Rows
}

// Create begins an archive that appears as name when it is committed. What is there
// already must be an empty folder. level is gzip's, 0 for files that are not compressed.
func Create(name string, level int) (*Directory, error) {
	f, err := newFolder(name)
	if err != nil {
		return nil, err
	}
	d := &Directory{folder: f, compression: compression{level}, partSize: partSize}
	d.files.start(d)
	return d, nil
}

// NewRows begins COPY text of a table.
func (d *Directory) NewRows() *Rows {
	r := &Rows{dir: d, parts: []*part{d.newPart()}}
	d.rows = append(d.rows, r)
	return r
}

func (d *Directory) newPart() *part {
	d.n++
	return &part{name: fmt.Sprintf("%d.dat", d.n)}
}

// goOn has rows get the text that follows. What is held of others is written if it is
// too much: when that is depends on the rows and their order alone, and so do the bytes
// of compressed files.
func (d *Directory) goOn(r *Rows) {
	if d.current == r {
		return
	}
	if d.current != nil && len(d.current.block) > 0 {
		d.held = append(d.held, d.current)
		d.size += len(d.current.block)
	}
	if i := slices.Index(d.held, r); i >= 0 {
		d.held = slices.Delete(d.held, i, i+1)
		d.size -= len(r.block)
	}
	d.current = r
	if d.size > holdSize {
		d.release()
	}
}

// release writes what is held.
func (d *Directory) release() {
	for _, r := range d.held {
		d.send(r)
	}
	d.held, d.size = nil, 0
}

// send has the block of rows be written.
func (d *Directory) send(r *Rows) {
	if len(r.block) > 0 {
		d.files.send(r.part(), r.block)
		r.block = nil
	}
}

// settle waits until all text so far is in its files.
func (d *Directory) settle() error {
	d.release()
	if d.current != nil {
		d.send(d.current)
		d.current = nil
	}
	return d.files.wait()
}

// Err is the first error of a file.
func (d *Directory) Err() error { return d.files.failed() }

// Commit writes the table of contents and gives the archive its name. The entries are
// sorted by section.
func (d *Directory) Commit(database string, entries []*Entry) error {
	err := d.settle()
	used := map[string]bool{}
	for _, e := range entries {
		used[e.File] = true
	}
	for _, r := range d.rows {
		for _, p := range r.parts {
			if err == nil && used[p.name] {
				err = d.files.finish(p)
			}
		}
	}
	if err == nil {
		err = d.writeTOC(database, entries)
	}
	if err == nil {
		err = syncFolder(d.path)
	}
	if err == nil {
		err = d.appear()
	}
	if err != nil {
		d.Remove()
		return err
	}
	d.files.stop()
	return nil
}

func (d *Directory) writeTOC(database string, entries []*Entry) error {
	slices.SortStableFunc(entries, func(a, b *Entry) int { return int(a.Section - b.Section) })
	f, err := os.OpenFile(filepath.Join(d.path, tocName), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	return errors.Join(writeTOC(f, database, entries), f.Sync(), f.Close())
}

// Remove removes an archive that is not committed.
func (d *Directory) Remove() {
	d.files.stop()
	d.remove()
}
