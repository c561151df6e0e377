package parser

import (
	"io"

	plexer "github.com/alecthomas/participle/v2/lexer"

	"github.com/sqlite2pg/sqlite2pg/lexer"
)

// This file is the only one that maps our tokens to participle's.
//
// Words that SQLite never reads as names become Keyword, in upper case; all
// others are Word, as written, and the grammar matches them without regard to
// case. Strings and quoted names keep their quotes, so that no literal of the
// grammar can match their content.
const (
	tokKeyword plexer.TokenType = -(iota + 2)
	tokWord
	tokQuoted
	tokString
	tokBlob
	tokNumber
	tokPunct
)

var symbols = map[string]plexer.TokenType{
	"EOF": plexer.EOF, "Keyword": tokKeyword, "Word": tokWord, "Quoted": tokQuoted,
	"String": tokString, "Blob": tokBlob, "Number": tokNumber, "Punct": tokPunct,
}

// definition tells participle the kinds of tokens. Lex is never called: each
// statement brings its own tokens.
type definition struct{}

func (definition) Symbols() map[string]plexer.TokenType { return symbols }

func (definition) Lex(string, io.Reader) (plexer.Lexer, error) { return nil, io.EOF }

// feed hands the tokens of one statement to participle. Positions hold the
// offset in the statement's text, and as the name of their file that text.
type feed struct {
	w *words
	i int
}

func (f *feed) Next() (plexer.Token, error) {
	if f.i == len(f.w.tokens) {
		return plexer.Token{Type: plexer.EOF, Pos: plexer.Position{Filename: f.w.text, Offset: len(f.w.text)}}, nil
	}
	t := f.w.tokens[f.i]
	out := plexer.Token{Type: tokPunct, Value: f.w.raw(f.i), Pos: plexer.Position{Filename: f.w.text, Offset: t.start}}
	f.i++
	switch t.kind {
	case lexer.Word:
		out.Type = tokWord
		if k := lexer.Reserved(out.Value); k != "" {
			out.Type, out.Value = tokKeyword, k
		}
	case lexer.Quoted:
		out.Type = tokQuoted
	case lexer.String:
		out.Type = tokString
	case lexer.Blob:
		out.Type = tokBlob
	case lexer.Integer, lexer.Float:
		out.Type = tokNumber
	}
	return out, nil
}

// source returns the text of the statement that has a token at pos.
func source(pos plexer.Position) string { return pos.Filename }

// peeking returns the statement's tokens as participle wants them.
func peeking(w *words) (*plexer.PeekingLexer, error) { return plexer.Upgrade(&feed{w: w}) }
