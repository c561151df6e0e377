// Package pgdump writes archives in pg_dump's directory format, which pg_restore reads:
// a table of contents (toc.go), files with the rows of tables (data.go), and a folder
// that appears whole or not at all (directory.go). It knows nothing of what an entry
// makes.
package pgdump

import (
	"bufio"
	"encoding/binary"
	"io"
	"strconv"
)

// Entry is an entry of the table of contents: an object, or the rows of a table.
type Entry struct {
	Section Section
	// Desc is pg_dump's word for what it is, such as TABLE, and Tag what pg_restore
	// lists and looks for: mostly a name. Schema is the one that it stands in.
	Desc, Tag, Schema string
	// Statement makes it and Drop takes it away: statements with their semicolons.
	Statement, Drop string
	// Needs are the entries that must be restored before it. The first one of rows is
	// their table, unless the table has rows in several entries: pg_restore would
	// empty the table before one of them.
	Needs []*Entry
	// Copy is the COPY statement of rows, and File the file that they are in.
	Copy, File string

	id int
}

// Section is one of pg_dump's sections.
type Section int

// The sections, by their numbers in the table of contents.
const (
	PreData  Section = 2
	Data     Section = 3
	PostData Section = 4
)

// The head of a table of contents: version 1.14 is read by pg_restore from 13 on. A
// folder says that it is of the format tar.
// https://github.com/postgres/postgres/blob/REL_13_STABLE/src/bin/pg_dump/pg_backup_archiver.c (WriteHead)
const (
	magic       = "PGDMP"
	version     = "\x01\x0e\x00"
	sizes       = "\x04\x08" // of an integer, and of an offset
	formatOfTar = "\x03"
)

// tocName is the file with the table of contents.
const tocName = "toc.dat"

// server is the oldest release that the entries are written for: pg_restore shows it as
// that of the server, and of the program.
const server = "13"

// writeTOC writes the table of contents. It holds no time: the same entries are the same
// bytes.
func writeTOC(w io.Writer, database string, entries []*Entry) error {
	out := bufio.NewWriterSize(w, 64<<10)
	for i, e := range entries {
		e.id = i + 1
	}
	buf := appendHead(nil, database, len(entries))
	out.Write(buf)
	for _, e := range entries {
		buf = appendEntry(buf[:0], e)
		out.Write(buf)
	}
	return out.Flush()
}

func appendHead(dst []byte, database string, entries int) []byte {
	dst = append(append(append(append(dst, magic...), version...), sizes...), formatOfTar...)
	dst = appendInt(dst, 0) // compression: the names of files say it
	for _, n := range []int{0, 0, 0, 1, 0, 100, 0} {
		dst = appendInt(dst, n) // seconds, minutes, hours, day, month, year - 1900, summer time
	}
	dst = appendText(dst, database)
	dst = appendText(appendText(dst, server), server)
	return appendInt(dst, entries)
}

func appendEntry(dst []byte, e *Entry) []byte {
	dst = appendInt(dst, e.id)
	hasRows := 0
	if e.File != "" {
		hasRows = 1
	}
	dst = appendInt(dst, hasRows)
	dst = appendText(appendText(dst, "0"), "0") // oids
	dst = appendText(appendText(dst, e.Tag), e.Desc)
	dst = appendInt(dst, int(e.Section))
	dst = appendText(appendText(dst, e.Statement), e.Drop)
	dst = appendText(dst, e.Copy)
	dst = appendOrNull(dst, e.Schema)
	if e.Desc == "TABLE" {
		dst = appendText(appendText(dst, ""), "heap") // tablespace and access method
	} else {
		dst = appendNull(appendNull(dst))
	}
	dst = appendText(dst, "")      // owner
	dst = appendText(dst, "false") // with oids
	for _, n := range e.Needs {
		dst = appendText(dst, strconv.Itoa(n.id))
	}
	dst = appendNull(dst)
	return appendText(dst, e.File)
}

// appendInt appends a sign and four bytes, the least first.
func appendInt(dst []byte, n int) []byte {
	sign := byte(0)
	if n < 0 {
		sign, n = 1, -n
	}
	return binary.LittleEndian.AppendUint32(append(dst, sign), uint32(n))
}

func appendText(dst []byte, s string) []byte { return append(appendInt(dst, len(s)), s...) }

func appendNull(dst []byte) []byte { return appendInt(dst, -1) }

func appendOrNull(dst []byte, s string) []byte {
	if s == "" {
		return appendNull(dst)
	}
	return appendText(dst, s)
}
