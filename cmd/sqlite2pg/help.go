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
	exitIndent = 5
)

// examples are the commands that the help begins with.
var examples = []struct{ command, text string }{
	{"sqlite2pg --check app.db", "say what will happen, before you move"},
	{"createdb app && sqlite2pg app.db | psql -X -q app", "move a database; see what psql says in the end"},
	{"sqlite2pg --clean --if-exists --verify app.db | psql -X -q app", "once more, and compare all values before COMMIT"},
	{"sqlite2pg --into <(pg_dump --schema-only app) app.db | psql -X -q app", "rows for the tables that your application made"},
}

// exits are the exit codes.
var exits = []struct {
	code int
	text string
}{
	{exitDone, "done"},
	{exitFailed, "the input or the translation failed, or --strict and a warning; the script ends in an error and commits nothing"},
	{exitUsage, "wrong usage"},
}

// help is the text of --help.
func help() string {
	text := `sqlite2pg turns the dump of a SQLite database into a PostgreSQL script.

Usage:
  sqlite3 app.db .dump | sqlite2pg [OPTION]... | psql -X app
  sqlite2pg [OPTION]... [FILE]

FILE is a dump, or a database file, which is only read. Without FILE, or with -,
the dump is read from standard input. The script is one transaction for
PostgreSQL 13 to 18. What it could not carry is reported on standard error.

Begin with:
`
	for _, e := range examples {
		text += "  " + e.command + "\n" + beside(helpIndent, e.text)
	}
	text += optionsHelp() + "\nExit status:\n"
	for _, e := range exits {
		text += fmt.Sprintf("  %d  ", e.code) + strings.TrimLeft(beside(exitIndent, e.text), " ")
	}
	return text
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
	text = beside(helpIndent, text)
	if len(line) > helpIndent-2 {
		return line + "\n" + text
	}
	return line + text[len(line):]
}

// beside is a text in the lines of the help from column indent on.
func beside(indent int, text string) string {
	lines := ""
	for _, line := range wrap(text, helpWidth-indent) {
		lines += strings.Repeat(" ", indent) + line + "\n"
	}
	return lines
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
