package database

// #include "rows.h"
import "C"

import (
	"errors"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/diag"
)

// failure is an error of SQLite.
type failure struct {
	code  int // extended
	text  string
	table string // that was being read
	row   int64  // that could not be read; 0 if it was not a row
}

func (f *failure) Error() string { return f.text }

// SQLite's codes that are looked at: https://sqlite.org/rescode.html
const (
	sqlError    = 1
	busy        = 5
	readOnly    = 8
	interrupted = 9
	ioError     = 10
	corrupt     = 11
	cantOpen    = 14
	protocol    = 15
	tooBig      = 18
	notADB      = 26

	readOnlyRecovery = 8 | 1<<8
	readOnlyRollback = 8 | 3<<8
	readOnlyCantInit = 8 | 5<<8
)

// failure returns the error that a call has returned.
func (d *DB) failure(rc C.int) error {
	f := &failure{code: int(rc), text: C.GoString(C.sqlite3_errstr(rc))}
	if d.db != nil {
		if extended := C.sqlite3_extended_errcode(d.db); extended&0xff == rc&0xff {
			f.code, f.text = int(extended), C.GoString(C.sqlite3_errmsg(d.db))
		}
	}
	return f
}

// code is the primary code of an error of SQLite, or 0.
func code(err error) int {
	var f *failure
	if errors.As(err, &f) {
		return f.code & 0xff
	}
	return 0
}

// isHot reports whether a journal is to be rolled back.
func isHot(err error) bool {
	var f *failure
	return errors.As(err, &f) && f.code == readOnlyRollback
}

// damagedPages names the damaged pages of a table, as SQLite's own check finds them:
// https://sqlite.org/pragma.html#pragma_quick_check. It returns "" where that finds none.
func damagedPages(d *DB, table string) string {
	lines, _ := d.column("PRAGMA quick_check("+quotedText(table)+")", 0)
	var pages []int
	for _, m := range pageNumber.FindAllStringSubmatch(strings.Join(lines, "\n"), -1) {
		if n, err := strconv.Atoi(m[1]); err == nil {
			pages = append(pages, n)
		}
	}
	slices.Sort(pages)
	pages = slices.Compact(pages)
	text := ""
	for i, n := range pages {
		switch {
		case i == namedPages:
			return text + " and others" // the check ends at 100 faults
		case i == 0 && len(pages) == 1:
			text = ": page "
		case i == 0:
			text = ": pages "
		default:
			text += ", "
		}
		text += strconv.Itoa(n)
	}
	return text
}

// namedPages is how many pages a message names.
const namedPages = 5

var pageNumber = regexp.MustCompile(`\b[Pp]age (\d+)`)

// about says which table was being read.
func about(err error, table string) error {
	var f *failure
	if errors.As(err, &f) {
		f.table = table
	}
	return err
}

// explain makes a message of an error of SQLite.
func explain(err error) error {
	var f *failure
	if !errors.As(err, &f) {
		return err
	}
	var m *diag.Message
	text := diag.Escape(f.text)
	switch f.code & 0xff {
	case busy, protocol:
		m = diag.DatabaseLocked()
	case notADB:
		m = diag.NotADatabase()
	default:
		switch f.code {
		case readOnlyRollback:
			m = diag.HotJournal()
		case readOnlyRecovery, readOnlyCantInit:
			m = diag.HotWAL()
		default:
			m = diag.DatabaseDamaged(text)
		}
	}
	if f.table != "" {
		o := diag.Table(f.table)
		if f.row > 0 {
			o = o.InRow(f.row)
		}
		m = m.About(o)
	}
	return m
}
