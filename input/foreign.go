package input

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/sqlite2pg/sqlite2pg/diag"
)

// others are the beginnings of files that people take for a dump, after white space,
// in lower case.
var others = []struct {
	begins, what, hint string
}{
	{"pk\x03\x04", "a zip archive", "unpack it: unzip -p FILE | sqlite2pg"},
	{"bzh", "a bzip2 file", "decompress it: bzcat FILE | sqlite2pg"},
	{"\xfd7zxz\x00", "an xz file", "decompress it: xzcat FILE | sqlite2pg"},
	{"7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack it first"},
	{"pgdmp", "an archive of pg_dump", "it is for PostgreSQL already: pg_restore loads it"},
	{"--\n-- postgresql database", "a dump of a PostgreSQL database", "psql loads it: nothing needs to be translated"},
	{"-- mysql dump", "a dump of a MySQL database", "sqlite2pg reads SQLite only: see pgloader for MySQL"},
	{"-- mariadb dump", "a dump of a MariaDB database", "sqlite2pg reads SQLite only: see pgloader for MySQL"},
	{"/*m!999999", "a dump of a MariaDB database", "sqlite2pg reads SQLite only: see pgloader for MySQL"},
	{"-- phpmyadmin sql dump", "a dump of a MySQL database", "sqlite2pg reads SQLite only: see pgloader for MySQL"},
	{"<!doctype html", "an HTML page", "a download has failed: look at the page in a browser"},
	{"<html", "an HTML page", "a download has failed: look at the page in a browser"},
	{"<?xml", "an XML document", "an export or a download went wrong: the input must be SQL text as sqlite3's .dump writes it"},
	{"-- postgresql script written by sqlite2pg", "a script that sqlite2pg has written", "psql loads it: psql -X -f FILE DATABASE"},
	{"\\restrict ", "a dump of a PostgreSQL database", "psql loads it: nothing needs to be translated"},
	{"\xff\xfe\x00\x00", "UTF-32 text", "convert it: iconv -f UTF-32 -t UTF-8 FILE | sqlite2pg"},
	{"\x00\x00\xfe\xff", "UTF-32 text", "convert it: iconv -f UTF-32 -t UTF-8 FILE | sqlite2pg"},
	{"version https://git-lfs", "a pointer of Git LFS", "fetch the file it stands for: git lfs pull"},
	{"```", "a Markdown page", "take the SQL out of it"},
	{"{", "a JSON document", "an export or a download went wrong: the input must be SQL text as sqlite3's .dump writes it"},
	{"error:", "a message of sqlite3, not a dump", "see what it says, and make the dump again"},
	{"\x7felf", "a program", "the input must be SQL text as sqlite3's .dump writes it"},
}

// foreign names input that is no dump, or returns nil.
func foreign(head []byte) *diag.Message {
	if len(head) == 0 {
		return diag.EmptyInput()
	}
	begin := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n")
	begin = bytes.ReplaceAll(begin[:min(len(begin), 64)], []byte("\r\n"), []byte("\n"))
	begins := func(with string) bool {
		n := len(with)
		return len(begin) >= n && strings.EqualFold(string(begin[:n]), with)
	}
	if begins("sqlite format 3\x00") {
		return diag.DatabaseFile()
	}
	for _, o := range others {
		if begins(o.begins) {
			return diag.NotADump(o.what, o.hint)
		}
	}
	if len(head) > tarMagic+5 && string(head[tarMagic:tarMagic+5]) == "ustar" {
		return diag.NotADump("a tar archive", "unpack it: tar -xOf FILE | sqlite2pg")
	}
	if binary(head) {
		return diag.NotADump("binary data, not SQL text", "is it an encrypted database? open it with its key, and make a dump; else check what it is: file FILE")
	}
	return nil
}

// tarMagic is where tar archives say what they are
// (https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html, ustar).
const tarMagic = 257

// binary reports whether a file cannot begin a dump. Only what stands before
// any data is looked at; a comment may be in some other encoding.
func binary(head []byte) bool {
	if _, _, wide := wideText(head); wide {
		return false
	}
	for i := 0; i < min(len(head), len("CREATE TABLE")); {
		if rest := head[i:]; bytes.HasPrefix(rest, []byte("--")) || bytes.HasPrefix(rest, []byte("/*")) {
			return false
		}
		r, n := utf8.DecodeRune(head[i:])
		if r == utf8.RuneError && n == 1 || r < ' ' && !strings.ContainsRune("\t\n\f\r", r) {
			return true
		}
		i += n
	}
	return false
}
