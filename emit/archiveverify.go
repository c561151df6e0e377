package emit

import (
	"slices"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/emit/pgdump"
)

// Entries that compare values begin with the functions that they call, in pg_temp: each
// may run in a session of its own, and several in one.

// again has CREATE FUNCTION make the function once more where it is there.
func again(function string) string {
	return strings.Replace(function, "CREATE FUNCTION", "CREATE OR REPLACE FUNCTION", 1)
}

// verifies makes the entry that sees whether the server hashes as we do.
func (a *Archive) verifies(s *pg.VerifyStart) error {
	sql, err := a.print(s)
	if err != nil {
		return err
	}
	a.hashed = &pgdump.Entry{Section: pgdump.PostData, Desc: "VERIFY", Tag: "hash function", Schema: a.schema, Statement: sql + ";\n"}
	a.made = append(a.made, made{entry: a.hashed})
	return nil
}

// verifyTable makes an entry that compares the values of a table.
func (a *Archive) verifyTable(s *pg.VerifyTable) error {
	functions := []string{strings.Replace(verifyFunction, changed, changedArchive, 1)}
	if s.OfBytes.Name != "" {
		temporary := *s
		temporary.OfBytes.Schema = "pg_temp"
		s = &temporary
		functions = append(functions, textOfBytes(s.OfBytes.String()))
	}
	var text strings.Builder
	for _, f := range functions {
		f = again(f)
		if err := a.verify([]byte(f)); err != nil {
			return err
		}
		text.WriteString(f + ";\n\n")
	}
	sql, err := a.print(s)
	if err != nil {
		return err
	}
	e := &pgdump.Entry{Section: pgdump.PostData, Desc: "VERIFY", Tag: s.Table, Schema: a.schema, Statement: text.String() + sql + ";\n", Needs: []*pgdump.Entry{a.hashed}}
	a.compared = append(a.compared, e)
	a.made = append(a.made, made{entry: e, tables: []string{s.Table}})
	return nil
}

// rtree makes an entry that decodes an R-tree, when what was loaded has been compared.
func (a *Archive) rtree(o *pg.Object, s *pg.Rtree) error {
	text, err := a.statement(o)
	if err != nil {
		return err
	}
	e := &pgdump.Entry{Section: pgdump.PostData, Desc: descs[o.Kind], Tag: o.Table, Schema: a.schema, Statement: text, Needs: slices.Clone(a.compared)}
	a.of[o] = e
	a.made = append(a.made, made{entry: e, object: o, tables: append([]string{s.Rowid, s.Node}, s.Drop...)})
	return nil
}
