package lexer

import "bytes"

// Kind says what a token is. SQLite's own kinds are finer; a dump needs these.
type Kind uint8

// The kinds of token. EOF is the zero value: a Token{} means the end of input.
const (
	EOF       Kind = iota
	Word           // a bare name or keyword: users, SELECT, naïve
	Quoted         // a quoted name: "a", `a`, [a]
	String         // 'it''s'
	Blob           // x'00ff'
	Integer        // 12, 0x1F, 1_000
	Float          // 1.5, .5, 1., 1e9
	LParen         // (
	RParen         // )
	Comma          // ,
	Semicolon      // ;
	Dot            // .
	Minus          // -
	Plus           // +
	Operator       // any other operator: || -> ->> == <> ...
	Variable       // ?1, :a, @a, $a: never in a dump
)

var kindNames = [...]string{"end of input", "word", "quoted name", "string", "blob", "integer", "number",
	`"("`, `")"`, `","`, `";"`, `"."`, `"-"`, `"+"`, "operator", "variable"}

func (k Kind) String() string { return kindNames[k] }

// Token is one lexical element.
//
// Text is the token as written, quotes included. It points into the scanner's
// buffer and is valid until the next call of a Scanner method.
type Token struct {
	Kind Kind
	// Doubled is set when a String or Quoted holds a doubled quote.
	Doubled bool
	// Open is set when a String or Blob is longer than the scanner's buffer:
	// Text is empty then and the content must be read by Scanner.Chunk.
	Open bool
	Text []byte
	// Offset is the byte offset of the token's first byte from the start of
	// the input.
	Offset int64
}

// Is reports whether the token is the bare word w, which must be upper case.
// SQLite compares keywords without regard to ASCII case
// (https://sqlite.org/lang_keywords.html).
func (t Token) Is(w string) bool {
	return t.Kind == Word && EqualFold(t.Text, w)
}

// EqualFold compares word with the upper-case ASCII word upper.
func EqualFold(word []byte, upper string) bool {
	if len(word) != len(upper) {
		return false
	}
	for i := 0; i < len(upper); i++ {
		c := word[i]
		if c >= 'a' && c <= 'z' {
			c -= 'a' - 'A'
		}
		if c != upper[i] {
			return false
		}
	}
	return true
}

// Fold lowers ASCII letters, the only ones SQLite compares without case
// in names (https://sqlite.org/lang_keywords.html).
func Fold(name string) string {
	for i := 0; i < len(name); i++ {
		if c := name[i]; c >= 'A' && c <= 'Z' {
			b := []byte(name)
			for j := i; j < len(b); j++ {
				if b[j] >= 'A' && b[j] <= 'Z' {
					b[j] += 'a' - 'A'
				}
			}
			return string(b)
		}
	}
	return name
}

// Unquote returns the content of a Word, Quoted or String token: quotes taken
// off, doubled quotes made single. [a] has no escape: it ends at the first ].
func Unquote(text []byte) string {
	if len(text) < 2 {
		return string(text)
	}
	q := text[0]
	switch q {
	case '[':
		return string(text[1 : len(text)-1])
	case '"', '`', '\'':
		in := text[1 : len(text)-1]
		if bytes.IndexByte(in, q) < 0 {
			return string(in)
		}
		return string(bytes.ReplaceAll(in, []byte{q, q}, []byte{q}))
	}
	return string(text)
}
