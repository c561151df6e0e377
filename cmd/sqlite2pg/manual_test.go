package main

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/sqlite2pg/sqlite2pg"
)

// manual is the man page, sqlite2pg.1, in the macros of man(7).
func manual() string {
	var b strings.Builder
	fmt.Fprintf(&b, `.\" Written by make golden, from the table of options.
.TH SQLITE2PG 1 "" "sqlite2pg %s" "User Commands"
.SH NAME
sqlite2pg \- turn the dump of a SQLite database into a PostgreSQL script
.SH SYNOPSIS
.nf
sqlite3 app.db .dump | \fBsqlite2pg\fR [\fIOPTION\fR]... | psql \-X app
\fBsqlite2pg\fR [\fIOPTION\fR]... [\fIFILE\fR]
.fi
.SH DESCRIPTION
\fIFILE\fR is a dump, or a database file, which is read as it is, and never written.
Without \fIFILE\fR, or with \fB\-\fR, the dump is read from standard input.
.PP
The script is one transaction for PostgreSQL 13 to 18: it is committed whole, or not at all.
The dump is read once, as it comes, in little memory.
What could not be carried is reported on standard error, with its place in the dump and an id.
.SH EXAMPLES
`, sqlite2pg.Version)
	for _, e := range examples {
		fmt.Fprintf(&b, ".TP\n.B %s\n%s.\n", roff(e.command), roff(sentence(e.text)))
	}
	b.WriteString(".SH OPTIONS\n")
	for _, g := range groups {
		fmt.Fprintf(&b, ".SS %s\n", g)
		for _, o := range optionTable {
			if o.group == g {
				b.WriteString(o.manual())
			}
		}
	}
	b.WriteString(".SH EXIT STATUS\n")
	for _, e := range exits {
		fmt.Fprintf(&b, ".TP\n.B %d\n%s.\n", e.code, roff(sentence(e.text)))
	}
	b.WriteString(`.SH SEE ALSO
.BR sqlite3 (1),
.BR psql (1),
.BR pg_dump (1)
.PP
The packages have the pages of docs/ in their documentation folder: each message by its id, types, how to go into the schema of an application.
`)
	return b.String()
}

// manual is the option's entry in the man page.
func (o option) manual() string {
	var b strings.Builder
	name := `\fB` + roff("--"+o.name) + `\fR`
	if o.short != "" {
		name = `\fB` + roff("-"+o.short) + `\fR, ` + name
	}
	if o.value != "" {
		name += ` \fI` + roff(o.value) + `\fR`
	}
	fmt.Fprintf(&b, ".TP\n%s\n%s.\n", name, roff(sentence(o.text)))
	if o.more != "" {
		fmt.Fprintf(&b, "%s\n", roff(o.more))
	}
	if o.values != nil {
		b.WriteString(".RS\n")
		for _, v := range o.values {
			word := `\fB` + roff(v.word) + `\fR`
			if v.word == *o.to(defaults()).(*string) {
				word += " (the default)"
			}
			fmt.Fprintf(&b, ".TP\n%s\n%s.\n", word, roff(sentence(v.text)))
		}
		b.WriteString(".RE\n")
	}
	return b.String()
}

// sentence begins a text of the help with a capital.
func sentence(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

var (
	markdownLink = regexp.MustCompile(`\[([^\]]*)\]\([^)]*\)`)
	markdownCode = regexp.MustCompile("`([^`]*)`")
)

// roff is a text of Markdown as the man page has it: code in bold, links by
// their words alone, and nothing that roff takes as its own.
func roff(s string) string {
	s = strings.NewReplacer(`\`, `\e`, `-`, `\-`).Replace(s)
	s = markdownLink.ReplaceAllString(s, "$1")
	s = markdownCode.ReplaceAllString(s, `\fB$1\fR`)
	if s != "" && (s[0] == '.' || s[0] == '\'') {
		s = `\&` + s
	}
	return s
}
