package read

import (
	"strings"

	pgquery "github.com/pganalyze/pg_query_go/v5"

	"github.com/sqlite2pg/sqlite2pg/target"
)

// PostgreSQL 17 and 18 print some things that the grammar of 16 does not take.
// Where a table needs them, they are blanked out, so that all else keeps its
// place, and what they say of a column is noted.
// https://www.postgresql.org/docs/18/sql-createtable.html

// newer are the words that say nothing about the values of a column.
var newer = []struct {
	words []string
	keep  int // how many of the words stay
}{
	{[]string{"NOT", "ENFORCED"}, 0},
	{[]string{"WITHOUT", "OVERLAPS"}, 0},
	{[]string{"NOT", "NULL", "NO", "INHERIT"}, 2},
	{[]string{",", "PERIOD"}, 1}, // FOREIGN KEY (id, PERIOD during)
}

// brokenTable reads a CREATE TABLE that the grammar does not take.
func (f *file) brokenTable(st *statement, err error) {
	name, ok := relationName(st.text)
	if !ok {
		return
	}
	b, scanErr := newBlanker(st)
	if scanErr == nil {
		virtual, notNull := b.elements()
		left := b.left()
		if node, againErr := parse(left); againErr == nil && node.GetCreateStmt() != nil {
			t := f.addTable(left, node.GetCreateStmt())
			for _, column := range virtual {
				if c := t.Column(column); c != nil {
					c.Generated = target.Virtual
				}
			}
			for _, column := range notNull {
				if c := f.ownColumn(t, column); c != nil {
					c.NotNull = true
				}
			}
			return
		}
	}
	f.c.Add(&target.Table{Name: name, Line: st.line, Err: &target.Error{Line: st.line,
		Text: "CREATE TABLE " + name.String() + " cannot be read: " + err.Error(), Hint: "if the table gets no rows, leave it out: -T; else make the file with the pg_dump of an older PostgreSQL, or report this"}})
}

// brokenAlter reads an ALTER TABLE that the grammar does not take. A constraint
// that cannot be read is passed over: the live one counts.
func (f *file) brokenAlter(st *statement, err error) {
	name, _ := relationName(st.text)
	t := f.c.Table(name)
	if t == nil {
		return
	}
	b, scanErr := newBlanker(st)
	if scanErr != nil {
		return
	}
	add := b.find(0, len(b.tokens), "ADD", "CONSTRAINT")
	if add >= 0 && add+5 < len(b.tokens) && b.match(add+3, []string{"NOT", "NULL"}) {
		if c := f.ownColumn(t, b.ident(add+5)); c != nil {
			c.NotNull = true
		}
		return
	}
	b.words(0, len(b.tokens))
	left := b.left()
	if node, againErr := parse(left); againErr == nil {
		f.alterTable(left, node)
	} else if add < 0 {
		t.Err = &target.Error{Line: st.line, Text: "an ALTER TABLE of " + name.String() + " cannot be read: " + err.Error(), Hint: "leave the table out: -T; or report this"}
	}
}

// blanker blanks out parts of a statement.
type blanker struct {
	st     *statement
	text   []byte // what is left of it
	tokens []*pgquery.ScanToken
}

func newBlanker(st *statement) (*blanker, error) {
	scan, err := pgquery.Scan(st.text)
	if err != nil {
		return nil, err
	}
	return &blanker{st: st, text: []byte(st.text), tokens: scan.Tokens}, nil
}

// left returns the statement without what is blanked out.
func (b *blanker) left() *statement {
	left := *b.st
	left.text = string(b.text)
	return &left
}

// is reports whether token i is the word, not quoted.
func (b *blanker) is(i int, word string) bool {
	return i < len(b.tokens) && strings.EqualFold(b.st.text[b.tokens[i].Start:b.tokens[i].End], word)
}

// find returns the first token from i on and before end at which the words stand,
// or -1.
func (b *blanker) find(i, end int, words ...string) int {
	for ; i < end; i++ {
		if b.match(i, words) {
			return i
		}
	}
	return -1
}

func (b *blanker) match(i int, words []string) bool {
	for n, w := range words {
		if !b.is(i+n, w) {
			return false
		}
	}
	return true
}

// ident returns token i as a name.
func (b *blanker) ident(i int) string {
	n, _ := target.ParseName(b.st.text[b.tokens[i].Start:b.tokens[i].End])
	return n.Name
}

// blank blanks out the tokens from i up to but not including to.
func (b *blanker) blank(i, to int) {
	for at := b.tokens[i].Start; at < b.tokens[to-1].End; at++ {
		if b.text[at] != '\n' {
			b.text[at] = ' '
		}
	}
}

// words blanks out the newer words among tokens from i up to end.
func (b *blanker) words(i, end int) {
	for ; i < end; i++ {
		for _, n := range newer {
			if b.match(i, n.words) {
				b.blank(i+n.keep, i+len(n.words))
				break
			}
		}
	}
}

// elements blanks out what is newer in the elements of a CREATE TABLE: words, the
// expressions of virtual columns, and NOT NULL as a constraint of the table. It
// returns the columns that these are about.
func (b *blanker) elements() (virtual, notNull []string) {
	i := 0
	for i < len(b.tokens) && int(b.tokens[i].Start) <= b.st.open {
		i++
	}
	comma := -1 // before the element
	for _, end := range append(b.st.commas[:len(b.st.commas):len(b.st.commas)], b.st.close) {
		first := i
		for i < len(b.tokens) && int(b.tokens[i].Start) < end {
			i++
		}
		at := first
		if b.is(at, "CONSTRAINT") {
			at += 2
		}
		switch g := b.find(first, i, "GENERATED", "ALWAYS", "AS", "("); {
		case at+2 < i && b.match(at, []string{"NOT", "NULL"}):
			notNull = append(notNull, b.ident(at+2))
			b.blank(first, i)
			if comma >= 0 {
				b.blank(comma, comma+1)
			} else if i < len(b.tokens) && b.is(i, ",") {
				b.blank(i, i+1)
			}
		case g >= 0:
			if to := b.closing(g + 3); to < i && !b.is(to+1, "STORED") {
				virtual = append(virtual, b.ident(first))
				if to++; b.is(to, "VIRTUAL") {
					to++
				}
				b.blank(g, to)
			}
			fallthrough
		default:
			b.words(first, i)
		}
		comma = i
		i++ // the comma
	}
	return virtual, notNull
}

// closing returns the token that closes the parenthesis at token i.
func (b *blanker) closing(i int) int {
	for depth := 0; i < len(b.tokens); i++ {
		switch {
		case b.is(i, "("):
			depth++
		case b.is(i, ")"):
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return i
}
