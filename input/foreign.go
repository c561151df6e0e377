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
	begins string
	diag.Message
}{
	{"sqlite format 3\x00", named("database-file", "a database file, not a dump", "run: sqlite2pg FILE, or: sqlite3 FILE .dump | sqlite2pg")},
	{"pk\x03\x04", named("not-a-dump", "a zip archive", "unpack it: unzip -p FILE | sqlite2pg")},
	{"bzh", named("not-a-dump", "a bzip2 file", "decompress it: bzcat FILE | sqlite2pg")},
	{"\xfd7zxz\x00", named("not-a-dump", "an xz file", "decompress it: xzcat FILE | sqlite2pg")},
	{"7z\xbc\xaf\x27\x1c", named("not-a-dump", "a 7z archive", "unpack it first")},
	{"pgdmp", named("not-a-dump", "an archive of pg_dump", "it is for PostgreSQL already: pg_restore loads it")},
	{"--\n-- postgresql database", named("not-a-dump", "a dump of a PostgreSQL database", "psql loads it: nothing needs to be translated")},
	{"-- mysql dump", named("not-a-dump", "a dump of a MySQL database", "sqlite2pg reads SQLite only: see pgloader for MySQL")},
	{"-- mariadb dump", named("not-a-dump", "a dump of a MariaDB database", "sqlite2pg reads SQLite only: see pgloader for MySQL")},
	{"/*m!999999", named("not-a-dump", "a dump of a MariaDB database", "sqlite2pg reads SQLite only: see pgloader for MySQL")},
	{"-- phpmyadmin sql dump", named("not-a-dump", "a dump of a MySQL database", "sqlite2pg reads SQLite only: see pgloader for MySQL")},
	{"<!doctype html", named("not-a-dump", "an HTML page", "a download has failed: look at the page in a browser")},
	{"<html", named("not-a-dump", "an HTML page", "a download has failed: look at the page in a browser")},
	{"<?xml", named("not-a-dump", "an XML document", "an export or download went wrong: the input must be SQL text as sqlite3's .dump writes it")},
	{"-- postgresql script written by sqlite2pg", named("not-a-dump", "a script that sqlite2pg has written", "psql loads it: psql -X -f FILE DATABASE")},
	{"\\restrict ", named("not-a-dump", "a dump of a PostgreSQL database", "psql loads it: nothing needs to be translated")},
	{"\xff\xfe\x00\x00", named("not-a-dump", "UTF-32 text", "convert it: iconv -f UTF-32 -t UTF-8 FILE | sqlite2pg")},
	{"\x00\x00\xfe\xff", named("not-a-dump", "UTF-32 text", "convert it: iconv -f UTF-32 -t UTF-8 FILE | sqlite2pg")},
	{"version https://git-lfs", named("not-a-dump", "a pointer of Git LFS", "fetch the file it stands for: git lfs pull")},
	{"```", named("not-a-dump", "a Markdown page", "take the SQL out of it")},
	{"{", named("not-a-dump", "a JSON document", "an export or download went wrong: the input must be SQL text as sqlite3's .dump writes it")},
	{"error:", named("not-a-dump", "a message of sqlite3, not a dump", "see what it says, and make the dump again")},
	{"\x7felf", named("not-a-dump", "a program", "the input must be SQL text as sqlite3's .dump writes it")},
}

func named(id, what, hint string) diag.Message {
	return diag.Message{ID: id, Text: "the input is " + what, Hint: hint}
}

// foreign names input that is no dump, or returns nil.
func foreign(head []byte) *diag.Message {
	if len(head) == 0 {
		return &diag.Message{ID: "empty-input", Text: "the input is empty",
			Hint: "sqlite3 writes nothing when it fails: see its messages, and the name of the database"}
	}
	begin := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n")
	begin = bytes.ReplaceAll(begin[:min(len(begin), 64)], []byte("\r\n"), []byte("\n"))
	for _, o := range others {
		if n := len(o.begins); len(begin) >= n && strings.EqualFold(string(begin[:n]), o.begins) {
			return &o.Message
		}
	}
	if len(head) > tarMagic+5 && string(head[tarMagic:tarMagic+5]) == "ustar" {
		m := named("not-a-dump", "a tar archive", "unpack it: tar -xOf FILE | sqlite2pg")
		return &m
	}
	if binary(head) {
		m := named("not-a-dump", "binary data, no SQL text", "is it an encrypted database? open it with its key, and make a dump; else see what it is: file FILE")
		return &m
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
	if r, n := utf8.DecodeRune(head); r == utf8.RuneError && n == 1 {
		return true
	}
	return bytes.ContainsFunc(head[:min(len(head), len("CREATE TABLE"))], func(r rune) bool {
		return r < ' ' && !strings.ContainsRune("\t\n\f\r", r)
	})
}
