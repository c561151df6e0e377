package database

// #include <stdlib.h>
// #include "rows.h"
import "C"

import (
	"strings"
	"unsafe"
)

// statement is a query under way.
type statement struct {
	d    *DB
	stmt *C.sqlite3_stmt
}

// prepare begins a query.
func (d *DB) prepare(sql string) (*statement, error) {
	c := C.CString(sql)
	defer C.free(unsafe.Pointer(c))
	s := &statement{d: d}
	if rc := C.sqlite3_prepare_v2(d.db, c, -1, &s.stmt, nil); rc != C.SQLITE_OK {
		return nil, d.failure(rc)
	}
	return s, nil
}

// next moves to the next row.
func (s *statement) next() (bool, error) {
	switch rc := C.sqlite3_step(s.stmt); rc {
	case C.SQLITE_ROW:
		return true, nil
	case C.SQLITE_DONE:
		return false, nil
	default:
		return false, s.d.failure(rc)
	}
}

// text is the text of a column, up to a NUL: names and SQL have none.
func (s *statement) text(i int) string {
	t := C.sqlite3_column_text(s.stmt, C.int(i))
	if t == nil {
		return ""
	}
	return C.GoString((*C.char)(unsafe.Pointer(t)))
}

func (s *statement) integer(i int) int64 {
	return int64(C.sqlite3_column_int64(s.stmt, C.int(i)))
}

func (s *statement) close() { C.sqlite3_finalize(s.stmt) }

// each calls f with each row of a query.
func (d *DB) each(sql string, f func(*statement)) error {
	s, err := d.prepare(sql)
	if err != nil {
		return err
	}
	defer s.close()
	for {
		more, err := s.next()
		if err != nil || !more {
			return err
		}
		f(s)
	}
}

// column returns a column of a query's rows.
func (d *DB) column(sql string, i int) (texts []string, err error) {
	err = d.each(sql, func(s *statement) { texts = append(texts, s.text(i)) })
	return texts, err
}

// number returns the number that a query gives.
func (d *DB) number(sql string) (n int64, err error) {
	err = d.each(sql, func(s *statement) { n = s.integer(0) })
	return n, err
}

// quotedText is a text as SQL has it.
func quotedText(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }
