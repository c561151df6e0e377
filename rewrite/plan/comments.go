package plan

import (
	"strings"
	"unicode"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"
)

// comments are the COMMENT ON statements for what people wrote in CREATE TABLE.
func (b *builder) comments() []*pg.Object {
	var out []*pg.Object
	for _, t := range b.schema.Tables() {
		if t.Virtual != nil {
			continue
		}
		table, columns := readComments(t.Source)
		if table != "" {
			out = append(out, b.part(t, pg.KindComment, "", &pg.CommentOn{Table: t.PG, Text: table}))
		}
		for i, c := range t.Columns {
			if columns[i] != "" && !c.Dropped {
				out = append(out, b.part(t, pg.KindComment, c.PG, &pg.CommentOn{Table: t.PG, Column: c.PG, Text: columns[i]}))
			}
		}
	}
	return out
}

// readComments finds the comments of a CREATE TABLE that plainly belong to the
// table, because they stand before its first column, or to a column, because
// they end a line on which only that column is defined. A comment below, that
// begins in the same place of its line, goes on with it.
func readComments(src *ast.CreateTable) (table string, columns []string) {
	columns = make([]string, len(src.Columns))
	if len(src.Columns) == 0 || !strings.Contains(src.Text, "--") && !strings.Contains(src.Text, "/*") {
		return "", columns
	}
	r := commentReader{text: src.Text, columns: src.Columns, last: -1, at: -1, owner: nobody}
	scan := lexer.New(strings.NewReader(src.Text))
	scan.Comment = func(_ []byte, offset int64) { r.comment(int(offset)) }
	for {
		t, err := scan.Next()
		if err != nil || t.Kind == lexer.EOF {
			break
		}
		r.token(t)
	}
	for i, words := range r.ofColumn {
		columns[i] = clean(words)
	}
	return clean(r.ofTable), columns
}

// Owners of a place in CREATE TABLE beside the columns.
const (
	nobody   = -1
	theTable = -2
)

// commentReader follows the tokens and comments of a CREATE TABLE.
type commentReader struct {
	text    string
	columns []ast.ColumnDef
	depth   int
	next    int // column
	last    int // where the last token ended
	place   int // whose the last token is
	// mixed is set when the line has more than the place, afterComma when the
	// last token was a comma between definitions.
	mixed, afterComma bool
	// at is where in its line the last comment began, and owner whose it is.
	at, owner int

	ofTable  []string
	ofColumn map[int][]string
}

func (r *commentReader) token(t lexer.Token) {
	start := int(t.Offset)
	was := r.place
	switch {
	case r.next < len(r.columns) && start >= r.columns[r.next].Name.Offset && r.depth > 0:
		r.place = r.next
		r.next++
	case r.depth == 0 && r.next == 0:
		r.place = theTable
	case r.depth == 0:
		r.place = nobody
	case r.place >= 0 && r.depth == 1 && r.next == len(r.columns) && was == r.place && r.afterComma:
		r.place = nobody // a constraint of the table
	}
	r.afterComma = r.depth == 1 && t.Kind == lexer.Comma
	if strings.Contains(r.text[max(r.last, 0):start], "\n") {
		r.mixed = false
	} else if was != r.place {
		r.mixed = true
	}
	switch t.Kind {
	case lexer.LParen:
		r.depth++
	case lexer.RParen:
		r.depth--
	}
	r.last, r.owner, r.at = start+len(t.Text), nobody, -1
}

func (r *commentReader) comment(offset int) {
	text := r.text[offset:]
	if strings.HasPrefix(text, "--") {
		text, _, _ = strings.Cut(text, "\n")
	} else if i := strings.Index(text, "*/"); i >= 0 {
		text = text[:i+2]
	}
	column := offset - 1 - strings.LastIndexByte(r.text[:offset], '\n')
	ownLine := strings.TrimSpace(r.text[offset-column:offset]) == ""
	rest, _, _ := strings.Cut(r.text[offset+len(text):], "\n")
	switch {
	case r.next == 0 && r.last >= 0:
		r.owner = theTable
	case ownLine && column == r.at: // goes on with the one above
	case ownLine || r.place < 0 || r.mixed || strings.TrimSpace(rest) != "":
		r.owner = nobody
	default:
		r.owner = r.place
	}
	r.at = column
	switch {
	case r.owner == theTable:
		r.ofTable = append(r.ofTable, text)
	case r.owner >= 0:
		if r.ofColumn == nil {
			r.ofColumn = map[int][]string{}
		}
		r.ofColumn[r.owner] = append(r.ofColumn[r.owner], text)
	}
}

// clean takes comments out of their marks and joins them. What has no letter
// or digit is decoration.
func clean(comments []string) string {
	var words []string
	for _, c := range comments {
		c = strings.TrimSuffix(strings.TrimPrefix(c, "/*"), "*/")
		for _, line := range strings.Split(c, "\n") {
			line = strings.Trim(line, "-*=# \t\r")
			if strings.IndexFunc(line, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) >= 0 {
				words = append(words, line)
			}
		}
	}
	text := strings.Join(words, " ")
	if coltype.CheckText([]byte(text)) != coltype.Fits {
		return ""
	}
	return text
}
