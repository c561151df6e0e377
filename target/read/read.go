// Package read makes a catalog of what pg_dump --schema-only prints, of
// PostgreSQL 13 to 18. It knows PostgreSQL's syntax, through pg_query (the
// grammar of PostgreSQL 16, in C), and how pg_dump lays out a file. It never
// knows what the catalog is for. Nothing of the file is run.
package read

import (
	"errors"
	"io"
	"regexp"
	"strings"
	"sync"

	pgquery "github.com/pganalyze/pg_query_go/v5"

	"github.com/sqlite2pg/sqlite2pg/target"
)

const hintDump = "run: pg_dump --schema-only DATABASE > FILE"

// Schema reads a schema file. The error of a file that is none, or that is cut off,
// is a *target.Error. A table that cannot be read is in the catalog with its Err.
func Schema(r io.Reader) (*target.Catalog, error) {
	s := newSplitter(r)
	if begin, _ := s.r.Peek(8); archive().Match(begin) {
		return nil, &target.Error{Line: 1, Text: "the schema file is an archive of pg_dump (-F c, d or t)", Hint: "run: pg_restore --schema-only -f FILE ARCHIVE; or " + hintDump}
	}
	f := &file{s: s, c: target.New()}
	s.comment = f.header
	for {
		st, err := s.next()
		if err != nil {
			return nil, err
		}
		if st == nil {
			break
		}
		if err := f.statement(st); err != nil {
			return nil, err
		}
	}
	if err := f.end(); err != nil {
		return nil, err
	}
	return f.c, nil
}

// archive is how pg_dump's custom and tar formats begin, and the table of contents
// of its directories (pg_backup_archiver.c, WriteHead).
var archive = lazy(`^(PGDMP|toc\.dat)`)

// file is a schema file being read.
// It is large because each kind of statement that pg_dump prints is a method, and all of
// them fill one catalog.
type file struct {
	s *splitter
	c *target.Catalog

	titled   bool // it begins with the title of a dump
	complete bool // it ends as one
	searched bool // it sets the search_path, as every pg_dump since 10.3 does
	database string
	any      bool // it has a statement
}

// header sees to the comments around a dump (pg_backup_archiver.c, dumpTimestamp
// and its neighbours). Rails takes them out of structure.sql.
func (f *file) header(comment string) {
	text := strings.TrimSpace(strings.TrimLeft(comment, "-"))
	switch {
	case text == "PostgreSQL database dump":
		f.titled = true
	case text == "PostgreSQL database dump complete":
		f.complete = true
	case strings.HasPrefix(text, "Dumped from database version ") && f.c.Version == "":
		f.c.Version, _, _ = strings.Cut(strings.TrimPrefix(text, "Dumped from database version "), " ")
	}
}

// rule says what is done with statements that begin with certain words.
type rule struct {
	begins func() *regexp.Regexp
	// tree sees to a parsed statement; text to one that need not be parsed, or
	// that cannot be.
	tree func(*file, *statement, *pgquery.Node)
	text func(*file, *statement) error
	// broken sees to a statement that the grammar does not take.
	broken func(*file, *statement, error)
}

func begins(words string) func() *regexp.Regexp {
	return lazy(`(?i)^(` + strings.ReplaceAll(words, " ", `\s+`) + `)\b`)
}

// lazy compiles a pattern when it is needed first: most runs read no schema file.
func lazy(pattern string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(pattern) })
}

// rules are all that is read. Other statements do not matter: COMMENT, GRANT,
// INSERT, CREATE INDEX and whatever a later pg_dump writes.
var rules = []rule{
	{begins: begins(`CREATE( UNLOGGED| TEMPORARY| TEMP)? TABLE`), tree: (*file).createTable, broken: (*file).brokenTable},
	{begins: begins(`ALTER TABLE( ONLY)?`), tree: (*file).alterTable, broken: (*file).brokenAlter},
	{begins: begins(`CREATE FOREIGN TABLE`), text: (*file).relation},
	{begins: begins(`CREATE( OR REPLACE)?( MATERIALIZED| RECURSIVE)? VIEW`), text: (*file).relation},
	{begins: begins(`CREATE SCHEMA`), tree: (*file).createSchema},
	{begins: begins(`CREATE TYPE`), tree: (*file).createType},
	{begins: begins(`CREATE DOMAIN`), tree: (*file).createDomain},
	{begins: begins(`CREATE( UNLOGGED| TEMPORARY)? SEQUENCE`), tree: (*file).createSequence},
	{begins: begins(`ALTER SEQUENCE`), tree: (*file).alterSequence},
	{begins: begins(`CREATE UNIQUE INDEX`), tree: (*file).createIndex},
	{begins: begins(`CREATE( OR REPLACE)? FUNCTION`), tree: (*file).createFunction},
	{begins: begins(`CREATE( OR REPLACE)?( CONSTRAINT)? TRIGGER`), tree: (*file).createTrigger},
	{begins: begins(`CREATE( OR REPLACE)? RULE`), tree: (*file).createRule},
	{begins: begins(`(CREATE|ALTER) EVENT TRIGGER`), tree: (*file).eventTrigger},
	{begins: begins(`COPY`), text: (*file).copyRows},
	{begins: begins(`SET standard_conforming_strings`), text: (*file).setStrings},
	{begins: begins(`SET client_encoding`), text: (*file).setEncoding},
	{begins: begins(`SELECT pg_catalog\.set_config`), text: (*file).setConfig},
}

// statement reads one statement.
func (f *file) statement(st *statement) error {
	if st.text[0] == '\\' {
		return f.command(st)
	}
	f.any = true
	for _, r := range rules {
		if !r.begins().MatchString(st.text) {
			continue
		}
		if r.text != nil {
			return r.text(f, st)
		}
		if !f.titled && !f.searched {
			return f.noDump(st)
		}
		node, err := parse(st)
		switch {
		case err == nil:
			r.tree(f, st, node)
		case r.broken != nil:
			r.broken(f, st, err)
		}
		return nil
	}
	return f.foreign(st)
}

// maxWeight is the largest weight of a statement that becomes a tree: pg_query
// overflows the C stack at depths of more than 20,000, and a level takes two
// bytes of code at least.
const maxWeight = 32 << 10

// parse returns the tree of a statement.
func parse(st *statement) (*pgquery.Node, error) {
	switch {
	case st.cut:
		return nil, errors.New("it is longer than 1 MiB")
	case st.weight > maxWeight:
		return nil, errors.New("it has an expression of more than 32 KiB")
	}
	tree, err := pgquery.Parse(st.text)
	if err != nil {
		return nil, err
	}
	if len(tree.Stmts) != 1 {
		return nil, errors.New("it is no single statement")
	}
	return tree.Stmts[0].Stmt, nil
}

// command sees to a psql command, which stands on a line of its own.
func (f *file) command(st *statement) error {
	words := strings.Fields(st.text)
	switch words[0] {
	case `\restrict`, `\unrestrict`:
		return nil
	case `\connect`, `\c`:
		database := strings.Join(words[1:], " ")
		if f.database != "" && f.database != database {
			return &target.Error{Line: st.line, Text: "the file holds the schemas of several databases", Hint: "pg_dumpall and several dumps in one file do not do: " + hintDump}
		}
		f.database = database
		return nil
	}
	return &target.Error{Line: st.line, Text: "pg_dump writes no psql command " + words[0], Hint: hintDump}
}

// relation adds a view or a foreign table, of which the name is enough.
func (f *file) relation(st *statement) error {
	if name, ok := relationName(st.text); ok {
		kind := target.View
		if createForeign().MatchString(st.text) {
			kind = target.Foreign
		}
		f.c.Add(&target.Table{Name: name, Line: st.line, Kind: kind})
	}
	return nil
}

var createForeign = begins(`CREATE FOREIGN`)

// words before the name of a relation, as pg_dump writes them.
var beforeName = lazy(`(?i)^(CREATE|ALTER)(\s+(OR|REPLACE|UNLOGGED|TEMPORARY|TEMP|FOREIGN|MATERIALIZED|RECURSIVE|TABLE|VIEW|ONLY|IF|NOT|EXISTS))+\s+`)

var qualified = lazy(`^("([^"]|"")+"|[^\s(."]+)(\.("([^"]|"")+"|[^\s(."]+))?`)

// relationName returns the name of the relation that a statement creates or alters.
func relationName(text string) (target.Name, bool) {
	text = text[len(beforeName().FindString(text)):]
	return target.ParseName(qualified().FindString(text))
}

func (f *file) copyRows(st *statement) error {
	if strings.HasSuffix(strings.ToLower(st.text), "from stdin") {
		f.s.copied()
	}
	return nil
}

func (f *file) setStrings(st *statement) error {
	if strings.HasSuffix(st.text, "off") {
		return &target.Error{Line: st.line, Text: "the file has backslashes in texts that mean something (standard_conforming_strings = off)",
			Hint: "run: PGOPTIONS='-c standard_conforming_strings=on' pg_dump --schema-only DATABASE > FILE"}
	}
	return nil
}

func (f *file) setEncoding(st *statement) error {
	if !strings.Contains(st.text, "'UTF8'") {
		return &target.Error{Line: st.line, Text: "the file is not in UTF-8", Hint: "run: pg_dump --schema-only -E UTF8 DATABASE > FILE"}
	}
	return nil
}

func (f *file) setConfig(st *statement) error {
	if strings.Contains(st.text, "'search_path'") {
		f.searched = true
	}
	return nil
}

// signs of other programs' files.
var signs = []struct {
	begins func() *regexp.Regexp
	what   string
}{
	{begins("PRAGMA|BEGIN TRANSACTION"), "a SQLite dump"},
	{lazy("^CREATE TABLE [^(]*`|^DROP TABLE IF EXISTS `|^LOCK TABLES|^SET NAMES"), "a dump of MySQL or MariaDB"},
}

// foreign sees to a statement that no rule is for: it may show what file this is.
func (f *file) foreign(st *statement) error {
	if f.titled || f.searched {
		return nil
	}
	for _, s := range signs {
		if s.begins().MatchString(st.text) {
			return f.noDump(st)
		}
	}
	return nil
}

// noDump is the error of a file that pg_dump has not written.
func (f *file) noDump(st *statement) error {
	for _, s := range signs {
		if s.begins().MatchString(st.text) {
			return &target.Error{Line: st.line, Text: "the schema file is " + s.what + ", and not what pg_dump prints", Hint: hintDump}
		}
	}
	return &target.Error{Line: st.line, Text: "the schema file is not what pg_dump prints: a schema by hand may say something else than the database", Hint: "load it, and " + hintDump}
}

// end sees to what the whole file must have, and to what can be said then only.
func (f *file) end() error {
	switch {
	case !f.any:
		return &target.Error{Text: "the schema file is empty: pg_dump failed, or printed nothing", Hint: "see pg_dump's messages, and " + hintDump}
	case !f.titled && !f.searched:
		return f.noDump(&statement{text: " "})
	case f.titled && !f.complete:
		return &target.Error{Line: f.s.line, Text: "the schema file is cut off: it does not end as pg_dump ends it", Hint: "make it again, and see whether pg_dump ends without an error"}
	}
	f.inherit()
	for _, t := range f.c.Tables {
		if t.Target() {
			return nil
		}
	}
	return &target.Error{Text: "the schema file has no table", Hint: "is it the right database? were other schemas than the application's dumped (-n)? " + hintDump}
}
