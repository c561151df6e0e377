package main

import (
	"fmt"
	"strings"
)

// The help is helpWidth columns wide at most; what an option does begins in
// column helpIndent.
const (
	helpWidth  = 80
	helpIndent = 28
)

// help is the text of --help.
func help() string {
	return `sqlite2pg turns the dump of a SQLite database into a PostgreSQL script.

Usage:
  sqlite3 app.db .dump | sqlite2pg [OPTION]... | psql -X app
  sqlite2pg [OPTION]... [FILE]

FILE is a dump, or a database file, which sqlite3 then dumps. Without FILE, or
with -, the dump is read from standard input. The script is one transaction for
PostgreSQL 13 to 18. What it could not carry is reported on standard error.

Begin with:
  createdb app && sqlite3 app.db .dump | sqlite2pg | psql -X -q app
                            move a database
  sqlite2pg app.db | psql -X -q app
                            the same from the file; its rows are counted, too
  sqlite2pg --schema-only -f schema.sql app.db
                            look at the schema
  sqlite2pg --verify app.db | psql -X -q app
                            compare all values in PostgreSQL before COMMIT
` + optionsHelp() + `
Exit status:
  0  done
  1  the input or the translation failed, or --strict and a warning;
     the script ends in an error and commits nothing
  2  wrong usage
`
}

// optionsHelp lists the options by group.
func optionsHelp() string {
	var b strings.Builder
	for _, g := range groups {
		fmt.Fprintf(&b, "\n%s:\n", g)
		for _, o := range optionTable {
			if o.group == g {
				b.WriteString(o.help())
			}
		}
	}
	return b.String()
}

// help is the option's part of the help: its names, and beside them what it does.
func (o option) help() string {
	text := o.text
	if o.values != nil {
		text += ": " + o.wordList()
	}
	line := "      " + o.synopsis()
	if o.short != "" {
		line = "  -" + o.short + ", " + o.synopsis()
	}
	indent := strings.Repeat(" ", helpIndent)
	if len(line) > helpIndent-2 {
		line += "\n" + indent
	} else {
		line += indent[len(line):]
	}
	for i, part := range wrap(text, helpWidth-helpIndent) {
		if i > 0 {
			line += "\n" + indent
		}
		line += part
	}
	return line + "\n"
}

// synopsis is the option as it is written, "--file FILE".
func (o option) synopsis() string {
	return strings.TrimSuffix("--"+o.name+" "+o.value, " ")
}

// wordList lists the values of an option that has a fixed list of them: "a (the default), b or c".
func (o option) wordList() string {
	words := names(o.values)
	for i, w := range words {
		if w == *o.to(defaults()).(*string) {
			words[i] += " (the default)"
		}
	}
	return either(words)
}

// wrap breaks a text at spaces into lines of at most width bytes.
func wrap(text string, width int) (lines []string) {
	line := ""
	for _, word := range strings.Fields(text) {
		if line != "" && len(line)+1+len(word) > width {
			lines = append(lines, line)
			line = ""
		}
		line = strings.TrimPrefix(line+" "+word, " ")
	}
	return append(lines, line)
}
