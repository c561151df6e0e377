package catalog

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
)

// Identifiers says how names are spelled in PostgreSQL.
type Identifiers string

// The spellings of --identifiers.
const (
	Preserve Identifiers = "preserve" // as in SQLite, quoted where needed
	Lower    Identifiers = "lower"    // folded to lower case: no quotes needed
	Snake    Identifiers = "snake"    // OrderItems becomes order_items
)

// systemColumns are in every table already.
// https://www.postgresql.org/docs/current/ddl-system-columns.html
var SystemColumns = map[string]bool{
	"ctid": true, "xmin": true, "xmax": true, "cmin": true, "cmax": true, "tableoid": true,
}

// ReservedRelation hide tables of the same name: the catalogs of pg_catalog
// are found before the search path, and so are the script's temporary tables.
func ReservedRelation(name string) bool {
	return strings.HasPrefix(name, "pg_") || strings.HasPrefix(name, "sqlite2pg_")
}

// Spell applies the spelling to a name.
func (id Identifiers) Spell(name string) string {
	switch id {
	case Lower:
		return strings.ToLower(name)
	case Snake:
		return snake(name)
	}
	return name
}

// snake puts an underscore where a word begins and lowers everything: a
// capital after a small letter or digit, and the last of several capitals
// before a small letter.
func snake(name string) string {
	var out strings.Builder
	rs := []rune(name)
	for i, r := range rs {
		switch {
		case r == ' ' || r == '-' || r == '.':
			r = '_'
		case unicode.IsUpper(r) && i > 0:
			before, small := rs[i-1], i+1 < len(rs) && unicode.IsLower(rs[i+1])
			if unicode.IsLower(before) || unicode.IsDigit(before) || unicode.IsUpper(before) && small {
				out.WriteByte('_')
			}
		}
		out.WriteRune(unicode.ToLower(r))
	}
	return out.String()
}

// limit shortens a name to pg.MaxName bytes. The cut end is replaced by a hash of
// the whole, so that two long names stay two.
func limit(name string) string {
	if len(name) <= pg.MaxName {
		return name
	}
	sum := sha256.Sum256([]byte(name))
	cut := pg.MaxName - 9
	for !utf8.RuneStart(name[cut]) {
		cut--
	}
	return name[:cut] + "_" + hex.EncodeToString(sum[:4])
}

// Namespace gives out names that differ from each other. It holds, for each
// that is taken, the number that the next one of that name may get: a dump in
// which all names are one must not cost the square of their number.
type Namespace map[string]int

// Take returns name, or name with a number behind it if it is taken. The free
// number is found by halving: a name may come very often.
func (ns Namespace) Take(name string) string {
	first := limit(name)
	out := first
	for n := max(ns[first], 2); ns[out] > 0; n++ {
		out = limit(name + "_" + strconv.Itoa(n))
		ns[first] = n + 1
	}
	ns.Reserve(out)
	return out
}

// Reserve takes a name as it is.
func (ns Namespace) Reserve(name string) { ns[name] = max(ns[name], 2) }

// Choose returns the name that PostgreSQL gives to what is made of columns of a
// table: table_column_label, with a number behind it if that is taken
// (ChooseRelationName in PostgreSQL's src/backend/commands/indexcmds.c).
func (ns Namespace) Choose(table string, columns []string, label string) string {
	first := objectName(table, columns, label)
	out := first
	for n := max(ns[first], 2) - 1; ns[out] > 0; n++ {
		out = objectName(table, columns, label+strconv.Itoa(n))
		ns[first] = n + 2
	}
	ns.Reserve(out)
	return out
}

// SequenceName is the name that PostgreSQL gives to the sequence of an identity
// column, which lives among the relations: table_column_seq.
func SequenceName(table, column string) string { return objectName(table, []string{column}, "seq") }

// objectName joins the names. The longer one of table and columns is shortened until
// it fits (makeObjectName there).
func objectName(table string, columns []string, label string) string {
	column := ""
	for i, c := range columns {
		if i > 0 {
			column += "_"
		}
		if column += c; len(column) > pg.MaxName {
			break
		}
	}
	room := pg.MaxName - len("_") - len(label)
	if column != "" {
		room -= len("_")
	}
	t, c := len(table), len(column)
	for t+c > room {
		if t > c {
			t--
		} else {
			c--
		}
	}
	name := clip(table, t)
	if column != "" {
		name += "_" + clip(column, c)
	}
	return name + "_" + label
}

// clip returns the first n bytes of a name, but no part of a character.
func clip(name string, n int) string {
	for n < len(name) && !utf8.RuneStart(name[n]) {
		n--
	}
	return name[:n]
}

// Rename turns a SQLite name into a PostgreSQL name and says why when it had
// to be another than the spelling asks for.
func (s *Schema) Rename(ns Namespace, name string, forced func(string) bool) (out, why string) {
	want := s.Identifiers.Spell(name)
	out = strings.ReplaceAll(strings.ToValidUTF8(want, "\uFFFD"), "\x00", "\uFFFD")
	switch {
	case out == "":
		out, why = "unnamed", "an empty name is not allowed"
	case out != want:
		why = "it is not valid UTF-8, or holds a NUL character"
	case forced(out):
		out, why = out+"_", "PostgreSQL has its own of that name"
	case len(out) > pg.MaxName:
		why = fmt.Sprintf("it is longer than %d bytes", pg.MaxName)
	}
	taken := ns.Take(out)
	if why == "" && taken != out {
		why = "the name is taken"
	}
	return taken, why
}
