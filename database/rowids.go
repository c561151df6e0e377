package database

import (
	"regexp"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/lexer"
)

var rowidWord = regexp.MustCompile(`\b(rowid|_rowid_|oid)\b`)

// readsRowid reports whether a view or a trigger may read the rowids of a table that has no
// column for them: both words stand in it, somewhere.
func readsRowid(d *DB, table string) (bool, error) {
	read := false
	for _, o := range d.objects {
		if o.kind != "view" && o.kind != "trigger" {
			continue
		}
		sql := lexer.Fold(o.sql)
		read = read || strings.Contains(sql, lexer.Fold(table)) && rowidWord.MatchString(sql)
	}
	if !read {
		return false, nil
	}
	column := false
	err := d.each("PRAGMA table_info("+quotedText(table)+")", func(s *statement) {
		column = column || s.integer(5) > 0 && lexer.Fold(s.text(2)) == "integer"
	})
	return !column, err
}
