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
	op      string // AND, OR, NOT, "NEAR", ":" for a column filter, or "phrase"
	args    []*matchNode
	columns []string    // folded, of a column filter
	except  bool        // the filter leaves all columns but those
	words   []matchWord // of a phrase
	first   bool        // the phrase begins its column
	within  []int       // of NEAR: how many words stand between two phrases at most
	chain   bool        // of NEAR: each phrase stands near the one before it, as in FTS3 and FTS4
}

// matchWord is a word of a phrase, in lower case.
type matchWord struct {
	text   string
	prefix bool // it is the beginning of one
}

func (w matchWord) tsquery() string {
	if w.prefix {
		return "'" + w.text + "':*"
	}
	return "'" + w.text + "'" // letters and digits only
}

// simple reports whether a query needs no more than the words of all columns.
func (n *matchNode) simple() bool {
	return n.op != ":" && n.op != "NEAR" && !n.first && len(n.words) < 2 && !slices.ContainsFunc(n.args, func(a *matchNode) bool { return !a.simple() })
}

// tsquery is the query as to_tsquery() reads it, without column filters, and without what
// a tsquery does not say: that a phrase stands first, or near another one.
func (n *matchNode) tsquery() string {
	switch n.op {
	case ":":
		return n.args[0].tsquery()
	case "phrase":
		words := make([]string, len(n.words))
		for i, w := range n.words {
			words[i] = w.tsquery()
		}
		out := strings.Join(words, " <-> ")
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
	return strings.Join(args, map[string]string{"AND": " & ", "OR": " | ", "NOT": " & !", "NEAR": " & "}[n.op])
}

// words splits a text as SQLite's default tokenizer does, except that it leaves accents.
// https://sqlite.org/fts5.html#unicode61_tokenizer
func words(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !isWordRune(r)
	})
}

func isWordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.Is(unicode.Co, r) || unicode.Is(unicode.Mn, r)
}

// phraseWords are the words of a phrase. In quotes, FTS3 and FTS4 know prefixes and, FTS4 only,
// the sign of a first word. https://sqlite.org/fts3.html#full_text_index_queries
func (p *matchParser) phraseWords(token string) (list []matchWord, first bool, err error) {
	for rest := token; ; {
		found := words(rest)
		if len(found) == 0 {
			return list, first, nil
		}
		// Lower case may be longer or shorter than what it is of: the place is that of the letters.
		begin := strings.IndexFunc(rest, isWordRune)
		end := begin + strings.IndexFunc(rest[begin:]+" ", func(r rune) bool { return !isWordRune(r) })
		w := matchWord{text: found[0]}
		if !p.fts5 {
			w.prefix = strings.HasPrefix(rest[end:], "*")
			if p.first && strings.HasSuffix(rest[:begin], "^") {
				if first = true; len(list) > 0 {
					return nil, false, cannot("MATCH with ^ inside of a phrase")
				}
			}
		}
		list, rest = append(list, w), rest[end:]
	}
}

// matchParser reads a full-text query.
type matchParser struct {
	tokens []string // a phrase with its quotes, a word, or a sign
	fts5   bool
	first  bool // ^ is a sign
}

// parseMatch reads the query that MATCH has.
func parseMatch(text string, f *Search) (*matchNode, error) {
	p := &matchParser{fts5: f.FTS5, first: !f.FTS3}
	signs := "():*{}^+-,"
	if !f.FTS5 {
		signs = "():*^"
	}
	for begin := true; text != ""; {
		r, n := utf8.DecodeRuneInString(text)
		switch {
		case unicode.IsSpace(r):
			text, begin = text[n:], true
			continue
		case r == '"':
			end := strings.IndexByte(text[1:], '"')
			if end < 0 || strings.HasPrefix(text[end+2:], `"`) {
				return nil, cannot("MATCH of a query whose quotes are not simple")
			}
			n = end + 2
		case isBare(r):
			n = strings.IndexFunc(text, func(r rune) bool { return !isBare(r) })
			if n < 0 {
				n = len(text)
			}
			if !f.FTS5 && strings.HasPrefix(text[n:], "/") && text[:n] == "NEAR" {
				digits := strings.IndexFunc(text[n+1:]+" ", func(r rune) bool { return r < '0' || r > '9' })
				n += 1 + digits
			}
		case r == ':' && !f.FTS5 && (begin || !isWord(strings.TrimPrefix(text[n:], "^"))):
			return nil, cannot("MATCH with a column filter that does not stand between two words")
		case r == '*' && !f.FTS5 && (begin || strings.HasSuffix(p.tokens[len(p.tokens)-1], `"`)):
			return nil, cannot("MATCH with * behind what is no word, which FTS3 and FTS4 pass over")
		case r == '^' && f.FTS3:
			text, begin = text[n:], true // which FTS3 passes over
			continue
		case r == '^' && !f.FTS5 && !isWord(text[n:]):
			return nil, cannot("MATCH with ^ before what is no word")
		case !strings.ContainsRune(signs, r):
			return nil, cannot("MATCH with %q", r)
		}
		p.tokens, text, begin = append(p.tokens, text[:n]), text[n:], false
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
	q, err := p.near()
	for err == nil && len(p.tokens) > 0 && !slices.Contains([]string{"AND", "OR", "NOT", ")"}, p.tokens[0]) {
		var r *matchNode
		if r, err = p.near(); err == nil {
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
	case token == "-":
		if len(p.tokens) == 0 || p.tokens[0] != "{" && !isWord(p.tokens[0]) && p.tokens[0][0] != '"' {
			return nil, cannot("MATCH with - before what is no column")
		}
		q, err := p.primary()
		if err == nil && (q.op != ":" || q.except) {
			err = cannot("MATCH with - before what is no column")
		}
		if err == nil {
			q.except = true
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
	case token == "^":
		q, err := p.primary()
		if err == nil && (q.op != "phrase" || q.first) {
			err = cannot("MATCH with ^ before what is no phrase")
		}
		if err == nil {
			q.first = true
		}
		return q, err
	case token == "NEAR" && p.fts5 && p.next("("):
		return p.nearby()
	case len(token) == 1 && strings.Contains(")}:*+,", token), token == "AND", token == "OR", token == "NOT", !p.fts5 && isNear(token):
		return nil, cannot("MATCH with %q", token)
	case p.next(":"):
		return p.filter([]string{fold(strings.Trim(token, `"`))})
	}
	return p.phrase(token)
}

// phrase is what begins with a token of words: a phrase, or several that + makes one.
func (p *matchParser) phrase(token string) (*matchNode, error) {
	q := &matchNode{op: "phrase"}
	for {
		list, first, err := p.phraseWords(token)
		switch {
		case err != nil:
			return nil, err
		case len(list) == 0:
			return nil, cannot("MATCH of no word")
		}
		q.words, q.first = append(q.words, list...), q.first || first
		last := &q.words[len(q.words)-1]
		last.prefix = p.next("*") || last.prefix
		if !p.next("+") {
			break
		}
		if len(p.tokens) == 0 || !isWord(p.tokens[0]) && p.tokens[0][0] != '"' {
			return nil, cannot("MATCH with + before what is no phrase")
		}
		token, p.tokens = p.tokens[0], p.tokens[1:]
	}
	if p.fts5 || token[0] == '"' {
		return q, nil
	}
	// Without quotes, each word is one of its own in FTS3 and FTS4.
	var out *matchNode
	for _, w := range q.words {
		word := &matchNode{op: "phrase", words: []matchWord{w}}
		if out == nil {
			out = word
		} else {
			out = &matchNode{op: "AND", args: []*matchNode{out, word}}
		}
	}
	return out, nil
}

func (p *matchParser) filter(columns []string) (*matchNode, error) {
	q, err := p.primary()
	if err == nil && !p.fts5 && q.op != "phrase" {
		err = cannot("MATCH with a column filter before what is no word")
	}
	return &matchNode{op: ":", columns: columns, args: []*matchNode{q}}, err
}
