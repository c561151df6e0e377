package emit

import (
	"fmt"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/emit/pgdump"
)

// The first entries: what each session of pg_restore sets, and what is looked at before
// anything is made.

// sessionSettings is what the data needs. pg_restore has each of its sessions run the
// entry SEARCHPATH.
const sessionSettings = `SET TimeZone = 'UTC';
SET DateStyle = 'ISO, YMD';
SET extra_float_digits = 1;
SET bytea_output = 'hex';
SELECT pg_catalog.set_config('search_path', %s, false);
`

// head returns the first entries, the last of which is in front of all others.
func (a *Archive) head() (entries []*pgdump.Entry, first *pgdump.Entry, err error) {
	path := a.pathWith(pg.Ident(a.schema) + ", pg_temp")
	entries = []*pgdump.Entry{
		{Section: pgdump.PreData, Desc: "ENCODING", Tag: "ENCODING", Statement: "SET client_encoding = 'UTF8';\n"},
		{Section: pgdump.PreData, Desc: "STDSTRINGS", Tag: "STDSTRINGS", Statement: "SET standard_conforming_strings = 'on';\n"},
		{Section: pgdump.PreData, Desc: "SEARCHPATH", Tag: "SEARCHPATH", Statement: fmt.Sprintf(sessionSettings, path)},
	}
	if a.schema != defaultSchema && a.what != DataOnly {
		e := &pgdump.Entry{Section: pgdump.PreData, Desc: "SCHEMA", Tag: a.schema}
		if e.Statement, err = a.block(makeSchema(a.schema)); err != nil {
			return nil, nil, err
		}
		entries = append(entries, e)
	}
	first = &pgdump.Entry{Section: pgdump.PreData, Desc: "PREFLIGHT", Tag: "server and names", Schema: a.schema}
	checks := []string{preflight}
	if names := a.names(); len(names) > 0 {
		checks = append(checks, string(pg.AppendDollar([]byte("DO "), "sqlite2pg", fmt.Sprintf(refuse, appendArray(nil, names), refuseOnRestore))))
	}
	for _, sql := range checks {
		if err := a.verify([]byte(sql)); err != nil {
			return nil, nil, err
		}
	}
	first.Statement = strings.Join(checks, ";\n\n") + ";\n"
	return append(entries, first), first, nil
}

// names are those of the tables and views that are made.
func (a *Archive) names() []string {
	var names []string
	for _, m := range a.made {
		if o := m.object; o != nil && (o.Kind == pg.KindTable || o.Kind == pg.KindView) {
			names = append(names, o.Name)
		}
	}
	return names
}

// makeSchema is the body of a block that makes a schema.
// CREATE SCHEMA IF NOT EXISTS asks for a privilege even if it exists.
func makeSchema(name string) string {
	return unlessSchema(name, "CREATE SCHEMA "+pg.Ident(name))
}

func unlessSchema(name, otherwise string) string {
	return fmt.Sprintf("\nBEGIN\n    IF NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = %s) THEN\n        %s;\n    END IF;\nEND\n", pg.AppendLiteral(nil, name), otherwise)
}
