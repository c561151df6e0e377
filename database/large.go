package database

// #include <stdlib.h>
// #include "rows.h"
import "C"

import (
	"fmt"
	"strings"
	"unsafe"
)

// large is a row with values that are too long to be held: each is read part by part, in
// its place.
type large struct {
	rowid int64
	blobs []*C.sqlite3_blob
	cells unsafe.Pointer // the same, for C
	kinds unsafe.Pointer
}

// readLarge goes on with the row that SQLite has refused because of the length of a
// value: the one behind the last one that was read.
func (r *rows) readLarge() (*large, error) {
	g := &large{}
	behind := r.since()
	sizes, err := r.sizes(g, behind)
	if err != nil {
		return nil, err
	}
	n := len(r.object.columns) + 1
	g.cells, g.kinds = C.calloc(C.size_t(n), C.size_t(unsafe.Sizeof(uintptr(0)))), C.calloc(C.size_t(n), 1)
	cells, kinds := unsafe.Slice((**C.sqlite3_blob)(g.cells), n), unsafe.Slice((*C.uchar)(g.kinds), n)
	columns := r.object.rowid
	for i, size := range sizes {
		if size.bytes <= held {
			columns += "," + quoted(r.object.columns[i])
			continue
		}
		columns += ",NULL"
		if size.bytes > r.d.fileSize {
			g.close()
			return nil, &failure{code: corrupt, text: "a value is longer than the file", table: r.object.name, row: int64(r.c.rows) + 1}
		}
		blob, err := r.d.blob(r.object.name, r.object.columns[i], g.rowid)
		if code(err) == sqlError { // SQLite does not do it in a table with generated columns
			g.close()
			r.whole = true
			return nil, r.from(behind)
		}
		if err != nil {
			g.close()
			return nil, err
		}
		g.blobs = append(g.blobs, blob)
		cells[i+1], kinds[i+1] = blob, C.SQLITE_BLOB
		if size.kind == "text" {
			kinds[i+1] = C.SQLITE_TEXT
		}
	}
	stmt, err := r.d.prepare(fmt.Sprintf("SELECT %s FROM %s NOT INDEXED WHERE %s=%d", columns, quoted(r.object.name), r.object.rowid, g.rowid))
	if err != nil {
		g.close()
		return nil, err
	}
	r.stmt.close()
	r.stmt = stmt
	r.c.stmt, r.c.rc, r.c.column = stmt.stmt, C.SQLITE_ROW, -1
	r.c.blobs, r.c.kinds = (**C.sqlite3_blob)(g.cells), (*C.uchar)(g.kinds)
	return g, nil
}

// size is how long a value is.
type size struct {
	kind  string
	bytes int64
}

// sizes returns the sizes of the values of the first row for which a condition holds.
func (r *rows) sizes(g *large, condition string) (sizes []size, err error) {
	var b strings.Builder
	b.WriteString(r.object.rowid)
	for _, n := range r.object.columns {
		fmt.Fprintf(&b, ",typeof(%s),octet_length(%[1]s)", quoted(n))
	}
	s, err := r.d.prepare("SELECT " + b.String() + " FROM " + quoted(r.object.name) + " NOT INDEXED" + r.where(condition) + " LIMIT 1")
	if err != nil {
		return nil, err
	}
	defer s.close()
	if more, err := s.next(); err != nil || !more {
		if err == nil {
			err = &failure{code: corrupt, text: "a row is gone", table: r.object.name}
		}
		return nil, err
	}
	g.rowid = s.integer(0)
	for i := range r.object.columns {
		z := size{s.text(1 + 2*i), s.integer(2 + 2*i)}
		if z.kind != "text" && z.kind != "blob" {
			z.bytes = 0
		}
		sizes = append(sizes, z)
	}
	return sizes, nil
}

// blob opens a value to be read part by part.
func (d *DB) blob(table, column string, rowid int64) (*C.sqlite3_blob, error) {
	var names [3]*C.char
	for i, n := range []string{"main", table, column} {
		names[i] = C.CString(n)
		defer C.free(unsafe.Pointer(names[i]))
	}
	var b *C.sqlite3_blob
	if rc := C.sqlite3_blob_open(d.db, names[0], names[1], names[2], C.longlong(rowid), 0, &b); rc != C.SQLITE_OK {
		return nil, d.failure(rc)
	}
	return b, nil
}

// behind goes on with the rows behind the large one.
func (r *rows) behind() error {
	rowid := r.large.rowid
	r.large.close()
	r.large = nil
	r.c.blobs, r.c.kinds = nil, nil
	r.c.rowid = C.longlong(rowid)
	return r.from(r.since())
}

func (g *large) close() {
	for _, b := range g.blobs {
		C.sqlite3_blob_close(b)
	}
	C.free(g.cells)
	C.free(g.kinds)
}
