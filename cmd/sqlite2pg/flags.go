package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/pflag"

	"github.com/sqlite2pg/sqlite2pg"
	"github.com/sqlite2pg/sqlite2pg/rewrite"
)

// flags are the command line, with pg_dump's words where it has them.
type flags struct {
	input        string // "" or "-" is stdin
	file         string
	schemaOnly   bool
	dataOnly     bool
	identifiers  string
	strict       bool
	version      bool
	cast         []string
	column       []string
	timestamps   string
	varchar      string
	badText      string
	comments     bool
	fts          string
	verify       bool
	acceptErrors bool
	restrictKey  string
	types        string
	typesOut     string
	overrides    []rewrite.Override
}

// flagSet is the one table of options: parsing and help come from it.
func flagSet(f *flags) *pflag.FlagSet {
	fs := pflag.NewFlagSet("sqlite2pg", pflag.ContinueOnError)
	fs.SortFlags = false
	fs.Usage = func() {}
	fs.StringVarP(&f.file, "file", "f", "", "write the script to `FILE`, complete or not at all")
	fs.BoolVarP(&f.schemaOnly, "schema-only", "s", false, "write the schema as a person would, without rows")
	fs.BoolVarP(&f.dataOnly, "data-only", "a", false, "write the rows only, for tables that exist")
	fs.StringVar(&f.identifiers, "identifiers", string(rewrite.Preserve), "the `STYLE` of names: preserve, lower or snake")
	fs.StringArrayVar(&f.cast, "cast", nil, "the PostgreSQL type for a declared type, as `DECLARED=TYPE`; may be given several times")
	fs.StringArrayVar(&f.column, "column", nil, "the PostgreSQL type of a column, as `TABLE.COLUMN=TYPE`; * and ? match several")
	fs.StringVar(&f.timestamps, "timestamps", "", "the `TYPE` of columns declared as DATETIME or TIMESTAMP: timestamp, timestamptz, text or integer")
	fs.StringVar(&f.varchar, "varchar", "", "the `TYPE` of columns declared as VARCHAR(n): text")
	fs.StringVar(&f.types, "types", "", "take the types of columns from `FILE`, as --types-out wrote it")
	fs.StringVar(&f.typesOut, "types-out", "", "write the types that were decided to `FILE`, to be reviewed and kept")
	fs.StringVar(&f.badText, "bad-text", string(rewrite.RefuseBadText), "`WHAT` to do with text that PostgreSQL cannot hold: error, replace, strip or bytea")
	fs.BoolVar(&f.comments, "comments", false, "put the SQLite text of each object above it, as a comment")
	fs.StringVar(&f.fts, "fts", "table", "`WHAT` becomes of full-text tables: a plain table, or tsvector for a column and an index to search in, too")
	fs.StringVar(&f.restrictKey, "restrict-key", "", "have psql refuse its backslash commands in the script: \\restrict with `KEY`, letters and digits (psql of August 2025 or newer)")
	fs.BoolVar(&f.acceptErrors, "accept-errors", false, "take a dump in which sqlite3 has written an error as a comment")
	fs.BoolVar(&f.verify, "verify", false, "end the script with checks that compare all values that arrived with those of the dump")
	fs.BoolVar(&f.strict, "strict", false, "take a warning as a failure: nothing is committed")
	fs.BoolVar(&f.version, "version", false, "print the version")
	fs.BoolP("help", "h", false, "print this help")
	return fs
}

func parseFlags(args []string) (*flags, error) {
	f := &flags{}
	fs := flagSet(f)
	if err := fs.Parse(args); err != nil {
		return nil, err
	}
	if help, _ := fs.GetBool("help"); help {
		return nil, pflag.ErrHelp
	}
	switch {
	case fs.NArg() > 1:
		return nil, fmt.Errorf("one input at a time, not %d", fs.NArg())
	case f.schemaOnly && f.dataOnly:
		return nil, errors.New("--schema-only and --data-only exclude each other")
	case f.schemaOnly && f.verify:
		return nil, errors.New("--schema-only writes no rows that --verify could compare")
	}
	switch rewrite.Identifiers(f.identifiers) {
	case rewrite.Preserve, rewrite.Lower, rewrite.Snake:
	default:
		return nil, fmt.Errorf("--identifiers is preserve, lower or snake, not %q", f.identifiers)
	}
	switch rewrite.BadText(f.badText) {
	case rewrite.RefuseBadText, rewrite.ReplaceBadText, rewrite.StripBadText, rewrite.BytesOfBadText:
	default:
		return nil, fmt.Errorf("--bad-text is error, replace, strip or bytea, not %q", f.badText)
	}
	if strings.ContainsFunc(f.restrictKey, func(r rune) bool { return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9') }) {
		return nil, fmt.Errorf("--restrict-key is of letters and digits, not %q", f.restrictKey)
	}
	if f.varchar != "" && f.varchar != "text" {
		return nil, fmt.Errorf("--varchar is text, not %q", f.varchar)
	}
	if f.fts != "table" && f.fts != "tsvector" {
		return nil, fmt.Errorf("--fts is table or tsvector, not %q", f.fts)
	}
	f.input = fs.Arg(0)
	return f, f.parseOverrides()
}

// parseOverrides reads the options that say types, the general ones first.
func (f *flags) parseOverrides() error {
	switch f.timestamps {
	case "":
	case "timestamp", "timestamptz", "text", "integer":
		all, err := rewrite.TimestampOverrides(f.timestamps)
		if err != nil {
			return err
		}
		f.overrides = all
	default:
		return fmt.Errorf("--timestamps is timestamp, timestamptz, text or integer, not %q", f.timestamps)
	}
	for _, s := range f.cast {
		r, err := rewrite.ParseCast(s)
		if err != nil {
			return fmt.Errorf("--cast: %w", err)
		}
		f.overrides = append(f.overrides, r)
	}
	if f.types != "" {
		file, err := os.Open(f.types)
		if err != nil {
			return fmt.Errorf("--types: %w", err)
		}
		defer file.Close()
		list, err := rewrite.ReadTypes(file)
		if err != nil {
			return fmt.Errorf("--types: %s: %w", f.types, err)
		}
		f.overrides = append(f.overrides, list...)
	}
	for _, s := range f.column {
		r, err := rewrite.ParseColumn(s)
		if err != nil {
			return fmt.Errorf("--column: %w", err)
		}
		f.overrides = append(f.overrides, r)
	}
	return nil
}

func (f *flags) options() sqlite2pg.Options {
	o := sqlite2pg.Options{Identifiers: rewrite.Identifiers(f.identifiers), Strict: f.strict,
		Overrides: f.overrides, VarcharText: f.varchar != "", BadText: rewrite.BadText(f.badText), Comments: f.comments, Search: f.fts == "tsvector",
		Verify: f.verify, AcceptErrors: f.acceptErrors, RestrictKey: f.restrictKey}
	switch {
	case f.schemaOnly:
		o.Part = sqlite2pg.SchemaOnly
	case f.dataOnly:
		o.Part = sqlite2pg.DataOnly
	}
	return o
}

// help is the text of --help.
func help() string {
	return `sqlite2pg turns a SQLite dump into a PostgreSQL script.

Usage:
  sqlite3 app.db .dump | sqlite2pg [options] | psql -X app
  sqlite2pg [options] [FILE]

FILE is a dump, or a database file, which is dumped with sqlite3. Without FILE,
or with -, the dump is read from standard input. The script is one transaction
for PostgreSQL 13 to 18; what it could not carry is said on standard error.

Options:
` + flagSet(&flags{}).FlagUsages() + `
Examples:
  createdb app && sqlite3 app.db .dump | sqlite2pg | psql -X app
  sqlite2pg app.db | psql -X app
  sqlite2pg --schema-only app.db > schema.sql
  sqlite2pg --identifiers=snake -f app.sql dump.sql

Exit status:
  0  done
  1  the input or the translation failed, or --strict and a warning;
     the script ends in an error and commits nothing
  2  wrong usage
`
}
