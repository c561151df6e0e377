package target

import (
	"strings"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
)

// Name is the name of a table, a type or another object in its schema.
type Name struct{ Schema, Name string }

// String returns the name as SQL has it, quoted where it must be.
func (n Name) String() string {
	if n.Schema == "" {
		return pg.Ident(n.Name)
	}
	return pg.Ident(n.Schema) + "." + pg.Ident(n.Name)
}

// Label returns the name for people: without the schema that everybody has.
func (n Name) Label() string {
	if n.Schema == "" || n.Schema == DefaultSchema {
		return n.Name
	}
	return n.Schema + "." + n.Name
}

// DefaultSchema is where objects are that name no schema.
const DefaultSchema = "public"

// ParseName reads a name as a text that is cast to regclass has it: parts are
// folded to lower case unless they stand in double quotes. ok is false for
// anything else.
// https://www.postgresql.org/docs/current/datatype-oid.html
func ParseName(text string) (n Name, ok bool) {
	var parts []string
	for {
		var part string
		if text, part, ok = cutIdent(strings.TrimLeft(text, " \t\n")); !ok {
			return Name{}, false
		}
		parts = append(parts, part)
		text = strings.TrimLeft(text, " \t\n")
		if text == "" {
			break
		}
		if text[0] != '.' {
			return Name{}, false
		}
		text = text[1:]
	}
	switch len(parts) {
	case 1:
		return Name{DefaultSchema, parts[0]}, true
	case 2:
		return Name{parts[0], parts[1]}, true
	}
	return Name{}, false
}

// cutIdent takes one identifier from the front of text.
func cutIdent(text string) (rest, ident string, ok bool) {
	if strings.HasPrefix(text, `"`) {
		var b strings.Builder
		for text = text[1:]; ; {
			i := strings.IndexByte(text, '"')
			if i < 0 {
				return "", "", false
			}
			b.WriteString(text[:i])
			text = text[i+1:]
			if !strings.HasPrefix(text, `"`) {
				return text, b.String(), b.Len() > 0
			}
			b.WriteByte('"')
			text = text[1:]
		}
	}
	n := strings.IndexAny(text, ". \t\n\"")
	if n < 0 {
		n = len(text)
	}
	return text[n:], strings.ToLower(text[:n]), n > 0
}
