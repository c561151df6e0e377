package main

import (
	"errors"
	"strings"

	"github.com/sqlite2pg/sqlite2pg"
)

// parseAdded reads TABLE.COLUMN=TYPE:VALUE. A type has no colon, a value may have any.
func parseAdded(text string) (a sqlite2pg.AddedColumn, err error) {
	name, rest, ok := strings.Cut(text, "=")
	typ, value, hasValue := strings.Cut(rest, ":")
	dot := strings.LastIndexByte(name, '.')
	if !ok || !hasValue || typ == "" || dot <= 0 || dot == len(name)-1 || len(name[dot+1:]) > 63 {
		return a, errors.New("--add-column is TABLE.COLUMN=TYPE:VALUE, such as '*.tenant_id=integer:42'")
	}
	return sqlite2pg.AddedColumn{Table: name[:dot], Column: name[dot+1:], Type: typ, Value: value}, nil
}
