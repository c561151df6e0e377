package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/diag"
)

// archive reports whether an archive is written.
func (f *flags) archive() bool { return f.format == "d" || f.format == "directory" }

// notArchived are the options that an archive has no use for, and what is in their place.
var notArchived = map[string]string{
	"add-column":             "write a script",
	"citus":                  "make the schema a tenant first, and restore into it",
	"clean":                  "pg_restore --clean drops what is there",
	"if-exists":              "pg_restore has it, too",
	"inserts":                "pg_restore loads by COPY",
	"restrict-key":           "an archive holds no command of psql",
	"into":                   "an archive makes its own tables",
	"truncate":               "empty the tables first, or write a script",
	"on-conflict-do-nothing": "write a script",
}

// onlyScript is an option that is given and for scripts only, "" for none.
func (f *flags) onlyScript() string {
	switch {
	case len(f.addColumn) > 0:
		return "add-column"
	case f.citus:
		return "citus"
	case f.clean:
		return "clean"
	case f.ifExists:
		return "if-exists"
	case f.rowsPerInsert() != 0:
		return "inserts"
	case f.restrictKey != "":
		return "restrict-key"
	case f.into.file != "":
		return "into"
	case f.into.truncate:
		return "truncate"
	case f.into.keep:
		return "on-conflict-do-nothing"
	}
	return ""
}

// defaultGzip is the level that gzip takes by itself.
const defaultGzip = 6

// gzipLevel reads what pg_dump calls a compression: a method, a level, or both.
func gzipLevel(compression string) (int, error) {
	method, detail, both := strings.Cut(compression, ":")
	switch {
	case compression == "", compression == "none":
		return 0, nil
	case compression == "gzip":
		return defaultGzip, nil
	case method == "gzip" && both:
		if n, err := strconv.Atoi(detail); err == nil && n >= 1 && n <= 9 {
			return n, nil
		}
	default:
		if n, err := strconv.Atoi(compression); err == nil && n >= 0 && n <= 9 {
			return n, nil
		}
	}
	return 0, fmt.Errorf("--compress is none, gzip, gzip:LEVEL or a level from 0 to 9, not %s", diag.Show(compression))
}
