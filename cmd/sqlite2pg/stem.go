package main

import (
	"errors"
	"path/filepath"
	"strings"
	"unicode"

	"github.com/sqlite2pg/sqlite2pg/diag"
)

// stemWord stands for the name of the input file in --schema.
const stemWord = "{stem}"

// withStem returns the name of a schema in which the input file's name stands for
// stemWord.
func withStem(schema, file string) (string, error) {
	if !strings.Contains(schema, stemWord) {
		return schema, nil
	}
	if file == "" || file == "-" {
		return "", errors.New("--schema with {stem} takes the name of the input file, and standard input has none")
	}
	s := stem(file)
	if s == "" {
		return "", errors.New("--schema with {stem}: the name of " + diag.Show(file) + " has no letter or digit")
	}
	return strings.ReplaceAll(schema, stemWord, s), nil
}

// stem is the name of a file as an identifier: without its folder and its ending, in
// lower case, and with _ for whatever is neither letter nor digit.
func stem(file string) string {
	name := strings.TrimLeft(filepath.Base(file), ".")
	if ending := filepath.Ext(name); ending == ".gz" || ending == ".zst" {
		name = strings.TrimSuffix(name, ending)
	}
	name = strings.TrimSuffix(name, filepath.Ext(name))
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool {
		return r == unicode.ReplacementChar || !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && r != '_'
	})
	return strings.Join(words, "_")
}
