package main

import (
	"errors"
	"fmt"

	"github.com/spf13/pflag"

	"github.com/sqlite2pg/sqlite2pg"
	"github.com/sqlite2pg/sqlite2pg/rewrite"
)

// flags are the command line, with pg_dump's words where it has them.
type flags struct {
	input       string // "" or "-" is stdin
	file        string
	schemaOnly  bool
	dataOnly    bool
	identifiers string
	strict      bool
	version     bool
}

// flagSet is the one table of options: parsing and help come from it.
func flagSet(f *flags) *pflag.FlagSet {
	fs := pflag.NewFlagSet("sqlite2pg", pflag.ContinueOnError)
	fs.SortFlags = false
	fs.Usage = func() {}
	fs.StringVarP(&f.file, "file", "f", "", "write the script to `FILE`, complete or not at all")
	fs.BoolVarP(&f.schemaOnly, "schema-only", "s", false, "write the schema as a person would, without rows")
	fs.BoolVarP(&f.dataOnly, "data-only", "a", false, "write the rows only, for tables that exist")
	fs.StringVar(&f.identifiers, "identifiers", string(rewrite.Preserve), "`STYLE` of names: preserve, lower or snake")
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
	}
	switch rewrite.Identifiers(f.identifiers) {
	case rewrite.Preserve, rewrite.Lower, rewrite.Snake:
	default:
		return nil, fmt.Errorf("--identifiers is preserve, lower or snake, not %q", f.identifiers)
	}
	f.input = fs.Arg(0)
	return f, nil
}

func (f *flags) options() sqlite2pg.Options {
	o := sqlite2pg.Options{Identifiers: rewrite.Identifiers(f.identifiers), Strict: f.strict}
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
