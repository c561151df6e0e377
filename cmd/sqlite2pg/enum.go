package main

import (
	"fmt"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/diag"
)

// enum is the value of an option that has a fixed list of them, a pflag.Value.
type enum struct {
	words []choice
	to    *string
}

func (e *enum) String() string { return *e.to }
func (e *enum) Type() string   { return "string" }

// Set takes one of the words; the error names them all.
func (e *enum) Set(s string) error {
	words := names(e.words)
	for _, w := range words {
		if s == w {
			*e.to = s
			return nil
		}
	}
	return fmt.Errorf("takes %s, not %q%s", either(words), s, meant("", s, words))
}

// meant asks for the word that was probably meant, if there is one.
func meant(dashes, s string, words []string) string {
	if w := diag.Nearest(s, words); w != "" {
		return ": did you mean " + dashes + w + "?"
	}
	return ""
}

func names(list []choice) []string {
	var words []string
	for _, c := range list {
		words = append(words, c.word)
	}
	return words
}

// either lists words as a sentence does: "a, b or c".
func either(words []string) string {
	last := len(words) - 1
	if last == 0 {
		return words[0]
	}
	return strings.Join(words[:last], ", ") + " or " + words[last]
}
