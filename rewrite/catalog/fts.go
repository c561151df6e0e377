package catalog

import (
	"strconv"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// FullText is a full-text table as its arguments declare it.
type FullText struct {
	key         string // PostgreSQL's name for its rowid
	Columns     []string
	Silent      map[string]bool // columns that are not searched, by folded name
	External    string          // the table that holds the rows instead
	Contentless bool
	Compressed  bool
	Rowid       string // the column of External that is its rowid, "" for the rowid
	Tokenizer   string // its name in lower case, "" for the default
	language    string // the name of FTS4's languageid column
}

// parseFTS reads the arguments of CREATE VIRTUAL TABLE ... USING fts3, fts4 or
// fts5: columns and options. https://sqlite.org/fts3.html#fts4_options,
// https://sqlite.org/fts5.html#fts5_table_creation_and_initialization
func parseFTS(x *ast.CreateVirtualTable) FullText {
	module := lexer.Fold(x.Module)
	f := FullText{key: "rowid", Silent: map[string]bool{}}
	if module != "fts5" {
		f.key = "docid"
	}
	for _, arg := range x.Args {
		name, rest := firstName(arg)
		value, option := strings.CutPrefix(rest, "=")
		whole := strings.Trim(strings.TrimSpace(value), `'"`)
		value, _ = firstName(strings.TrimSpace(value))
		switch {
		case name == "":
		case module != "fts5" && lexer.Fold(name) == "tokenize":
			f.Tokenizer, _, _ = strings.Cut(lexer.Fold(strings.TrimSpace(strings.TrimPrefix(rest, "="))), " ")
		case !option || module == "fts3":
			f.Columns = append(f.Columns, name)
			if module == "fts5" && strings.EqualFold(rest, "UNINDEXED") {
				f.Silent[lexer.Fold(name)] = true
			}
		default:
			switch lexer.Fold(name) {
			case "content":
				f.External, f.Contentless = value, value == ""
			case "content_rowid":
				f.Rowid = value
			case "tokenize":
				f.Tokenizer, _, _ = strings.Cut(lexer.Fold(whole), " ")
			case "prefix", "matchinfo", "order", "columnsize", "detail":
			case "notindexed":
				f.Silent[lexer.Fold(value)] = true
			case "compress", "uncompress":
				f.Compressed = true
			case "languageid":
				f.language = value
			}
		}
	}
	if len(f.Columns) == 0 && f.External == "" {
		f.Columns = []string{"content"}
	}
	return f
}

// column names column i of the shadow table with the content: the key, c0, c1
// (FTS5) or c0title, c1body (FTS3), and langid.
func (f *FullText) column(i int, shadow string) string {
	switch {
	case i == 0:
		return f.key
	case lexer.Fold(shadow) == "langid" && i == len(f.Columns)+1 && f.language != "":
		return f.language
	}
	digits := strings.TrimPrefix(lexer.Fold(shadow), "c")
	n := 0
	for n < len(digits) && digits[n] >= '0' && digits[n] <= '9' {
		n++
	}
	if k, err := strconv.Atoi(digits[:n]); err == nil && k < len(f.Columns) && len(digits) < len(shadow) {
		return f.Columns[k]
	}
	return shadow
}
