package query

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// matchNode is a part of a full-text query.
// https://sqlite.org/fts5.html#full_text_query_syntax
type matchNode struct {
	op      string // AND, OR, NOT, ":" for a column filter, or "phrase"
	args    []*matchNode
	columns []string // folded, of a column filter
	words   []string // of a phrase, in lower case
	prefix  bool     // the last word of a phrase is the beginning of one
}

// simple reports whether a query needs no more than the words of all columns.
func (n *matchNode) simple() bool {
	return n.op != ":" && len(n.words) < 2 && !slices.ContainsFunc(n.args, func(a *matchNode) bool { return !a.simple() })
}

// tsquery is the query as to_tsquery() reads it, without column filters.
func (n *matchNode) tsquery() string {
	switch n.op {
	case ":":
		return n.args[0].tsquery()
	case "phrase":
		words := make([]string, len(n.words))
		for i, w := range n.words {
			words[i] = "'" + w + "'" // letters and digits only
		}
		out := strings.Join(words, " <-> ")
		if n.prefix {
			out += ":*"
		}
		if len(words) > 1 {
			out = "(" + out + ")"
		}
		return out
	}
	args := make([]string, len(n.args))
	for i, a := range n.args {
		if args[i] = a.tsquery(); len(a.args) > 1 {
			args[i] = "(" + args[i] + ")"
		}
	}
	return strings.Join(args, map[string]string{"AND": " & ", "OR": " | ", "NOT": " & !"}[n.op])
}

// words splits a text as SQLite's default tokenizer does, except that it leaves accents.
// https://sqlite.org/fts5.html#unicode61_tokenizer
func words(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.Is(unicode.Co, r) && !unicode.Is(unicode.Mn, r)
	})
}

// matchParser reads a full-text query.
type matchParser struct {
	tokens []string // a phrase with its quotes, a word, or a sign
	fts5   bool
}

// parseMatch reads the query that MATCH has.
func parseMatch(text string, f *Search) (*matchNode, error) {
	p := &matchParser{fts5: f.FTS5}
	for text != "" {
		r, n := utf8.DecodeRuneInString(text)
		switch {
		case unicode.IsSpace(r):
			text = text[n:]
			continue
		case r == '"':
			end := strings.IndexByte(text[1:], '"')
			if end < 0 || strings.HasPrefix(text[end+2:], `"`) {
				return nil, cannot("MATCH of a query whose quotes are not simple")
			}
			n = end + 2
			if rest := strings.TrimSpace(text[n:]); !f.FTS5 && (strings.Contains(text[:n], "*") || strings.HasPrefix(rest, "*")) {
				return nil, cannot("MATCH of the beginning of a phrase, which FTS3 and FTS4 write otherwise")
			}
		case isBare(r):
			n = strings.IndexFunc(text, func(r rune) bool { return !isBare(r) })
			if n < 0 {
				n = len(text)
			}
		case r == ':' && !f.FTS5 && !isWord(text[n:]):
			return nil, cannot("MATCH with a column filter before what is no word")
		case !strings.ContainsRune("():*{}", r) || r == '{' && !f.FTS5:
			return nil, cannot("MATCH with %q", r)
		}
		p.tokens, text = append(p.tokens, text[:n]), text[n:]
	}
	q, err := p.or()
	if err == nil && len(p.tokens) > 0 {
		err = cannot("MATCH of a query that ends in %q", p.tokens[0])
	}
	return q, err
}

// isBare reports whether a character stands in a word without quotes.
func isBare(r rune) bool {
	return r == '_' || r >= utf8.RuneSelf || unicode.IsLetter(r) || unicode.IsDigit(r)
}

// isWord reports whether a query goes on with a word without quotes.
func isWord(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return isBare(r)
}

func (p *matchParser) next(token string) bool {
	if len(p.tokens) == 0 || p.tokens[0] != token {
		return false
	}
	p.tokens = p.tokens[1:]
	return true
}

// or, and, not and row are the operators, from the loosest on: words without one between them
// belong together the closest.
func (p *matchParser) or() (*matchNode, error) { return p.binary("OR", p.and) }

func (p *matchParser) and() (*matchNode, error) { return p.binary("AND", p.not) }

func (p *matchParser) not() (*matchNode, error) {
	q, err := p.row()
	for err == nil && p.next("NOT") {
		var r *matchNode
		if r, err = p.row(); err == nil {
			if !p.fts5 && (len(q.args) > 1 || len(r.args) > 1) {
				return nil, cannot("MATCH with NOT beside several words, which FTS3 and FTS4 read in two ways")
			}
			q = &matchNode{op: "NOT", args: []*matchNode{q, r}}
		}
	}
	return q, err
}

func (p *matchParser) binary(op string, part func() (*matchNode, error)) (*matchNode, error) {
	q, err := part()
	for err == nil && p.next(op) {
		var r *matchNode
		if r, err = part(); err == nil {
			q = &matchNode{op: op, args: []*matchNode{q, r}}
		}
	}
	return q, err
}

func (p *matchParser) row() (*matchNode, error) {
	q, err := p.primary()
	for err == nil && len(p.tokens) > 0 && !slices.Contains([]string{"AND", "OR", "NOT", ")"}, p.tokens[0]) {
		var r *matchNode
		if r, err = p.primary(); err == nil {
			q = &matchNode{op: "AND", args: []*matchNode{q, r}}
		}
	}
	return q, err
}

// primary is a phrase, a query in parentheses, or either with a column filter.
func (p *matchParser) primary() (*matchNode, error) {
	if len(p.tokens) == 0 {
		return nil, cannot("MATCH of a query that lacks a word")
	}
	token := p.tokens[0]
	p.tokens = p.tokens[1:]
	switch {
	case token == "(":
		q, err := p.or()
		if err == nil && !p.next(")") {
			err = cannot("MATCH of a query that lacks a parenthesis")
		}
		return q, err
	case token == "{":
		var columns []string
		for len(p.tokens) > 0 && p.tokens[0] != "}" {
			columns = append(columns, fold(strings.Trim(p.tokens[0], `"`)))
			p.tokens = p.tokens[1:]
		}
		if !p.next("}") || !p.next(":") {
			return nil, cannot("MATCH of a column filter that does not end")
		}
		return p.filter(columns)
	case len(token) == 1 && strings.Contains(")}:*", token), token == "AND", token == "OR", token == "NOT", token == "NEAR":
		return nil, cannot("MATCH with %q", token)
	case p.next(":"):
		return p.filter([]string{fold(strings.Trim(token, `"`))})
	}
	q := &matchNode{op: "phrase", words: words(token)}
	if len(q.words) == 0 {
		return nil, cannot("MATCH of no word")
	}
	q.prefix = p.next("*")
	return q, nil
}

func (p *matchParser) filter(columns []string) (*matchNode, error) {
	q, err := p.primary()
	return &matchNode{op: ":", columns: columns, args: []*matchNode{q}}, err
}
