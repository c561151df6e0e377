package emit

import (
	"embed"
	"fmt"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
)

// What a load into tables that exist calls. All of it is temporary, works on
// PostgreSQL 13 to 18, and needs no more than to own the tables.
//
//go:embed into/*.sql
var intoFiles embed.FS

// intoParts are the files in the order in which they need each other.
var intoParts = []string{"start", "rows_of", "orphans", "table", "drop_indexes", "defaults", "refuse_rows", "merge", "delete_orphans", "put_back", "positions", "count", "loaded"}

// intoStart returns the statements that make what the others call.
func intoStart() []string {
	var out []string
	for _, part := range intoParts {
		text, err := intoFiles.ReadFile("into/" + part + ".sql")
		if err != nil {
			panic(err) // it is part of the program
		}
		if part != "start" {
			out = append(out, strings.TrimSpace(string(text)))
			continue
		}
		for _, s := range strings.Split(strings.TrimSpace(string(text)), ";\n") {
			out = append(out, strings.TrimSuffix(s, ";"))
		}
	}
	return out
}

// deleteOrphans returns the statements that delete rows whose parent is missing, until
// none is left.
func deleteOrphans(keys []*pg.Orphans) []string {
	procedure, err := intoFiles.ReadFile("into/delete_orphans.sql")
	if err != nil {
		panic(err) // it is part of the program
	}
	do := []byte("\nDECLARE\n    again boolean := true;\nBEGIN\n    WHILE again LOOP\n        again := false;\n")
	for _, k := range keys {
		do = append(do, "        again := pg_temp.sqlite2pg_delete_orphans("...)
		do = pg.AppendLiteral(do, pg.Ident(k.Table))
		do = pg.AppendLiteral(append(do, ", "...), pg.Ident(k.Parent))
		do = pg.AppendLiteral(append(do, ",\n            "...), string(appendOrphans(nil, k, "")))
		do = append(do, ") > 0 OR again;\n"...)
	}
	do = append(do, "    END LOOP;\nEND\n"...)
	return []string{strings.TrimSpace(string(procedure)), "DO " + string(pg.AppendDollar(nil, "sqlite2pg", string(do)))}
}

// intoTable returns the statements that prepare a table.
func intoTable(s *pg.IntoTable) []string {
	var names, types []string
	for _, c := range s.Columns {
		names, types = append(names, c.Name), append(types, c.Type)
	}
	call := fmt.Appendf(nil, "CALL pg_temp.sqlite2pg_table(%d, ", s.Number)
	if s.Table.Schema == "" {
		call = append(call, "current_schema()"...)
	} else {
		call = pg.AppendLiteral(call, s.Table.Schema)
	}
	call = pg.AppendLiteral(append(call, ", "...), s.Table.Name)
	call = fmt.Appendf(call, ", history => %t, truncates => %t", s.History, s.Rows == pg.EmptyFirst)
	for _, list := range []struct {
		name  string
		texts []string
	}{{"fires", s.Fires}, {"loaded", s.Loaded}, {"columns", names}, {"types", types}} {
		call = appendArray(append(append(append(call, ",\n    "...), list.name...), " => "...), list.texts)
	}
	out := []string{string(append(call, ')'))}
	if s.Rows == pg.RefuseExisting {
		var others []string
		for _, q := range s.Others {
			others = append(others, q.String())
		}
		call := fmt.Appendf(nil, "CALL pg_temp.sqlite2pg_refuse_rows(%d, ", s.Number)
		out = append(out, string(append(appendArray(call, others), ')')))
	}
	if s.Staged {
		staged := append([]byte("CREATE TEMPORARY TABLE "), pg.IntoStaging(s.Number)...)
		staged = append(staged, " ON COMMIT DROP AS\n    SELECT "...)
		staged = appendNames(staged, s.Loaded)
		out = append(out, string(append(append(staged, " FROM "...), s.Table.String()...))+" WITH NO DATA", fmt.Sprintf("CALL pg_temp.sqlite2pg_defaults(%d)", s.Number))
	}
	return out
}

// intoIndexes returns the statement that drops indexes of a table until its rows are there.
func intoIndexes(s *pg.IntoIndexes) string {
	return fmt.Sprintf("CALL pg_temp.sqlite2pg_drop_indexes(%d, coming => %d)", s.Number, s.Coming)
}

// intoMerge returns the statement that moves staged rows into their table.
func intoMerge(s *pg.IntoMerge) string {
	var names, values []string
	for _, c := range s.Set {
		names, values = append(names, c.Name), append(values, c.Value)
	}
	call := fmt.Appendf(nil, "CALL pg_temp.sqlite2pg_merge(%d, %d, %t, ", s.Number, s.Sent, s.Rows == pg.KeepExisting)
	call = append(appendArray(call, names), ", "...)
	return string(append(appendArray(call, values), ')'))
}

// intoEnd returns the statements that put all back.
func intoEnd(s *pg.IntoEnd) []string {
	var out []string
	if len(s.Tables) > 0 {
		got := []byte("UPDATE pg_temp.sqlite2pg_tables t SET added = t.added + x.sent, highest = x.highest\nFROM (VALUES ")
		for i, t := range s.Tables {
			if i > 0 {
				got = append(got, ", "...)
			}
			highest := "NULL"
			if t.Highest != 0 {
				highest = fmt.Sprint(t.Highest)
			}
			got = fmt.Appendf(got, "(%d, %d::bigint, %s::bigint)", t.Number, t.Sent, highest)
		}
		out = append(out, string(got)+") AS x(n, sent, highest) WHERE x.n = t.n")
	}
	return append(out, fmt.Sprintf("CALL pg_temp.sqlite2pg_put_back(%t)", s.DeleteOrphans), "CALL pg_temp.sqlite2pg_positions()")
}

// appendArray prints an array of texts.
func appendArray(dst []byte, texts []string) []byte {
	dst = append(dst, "ARRAY["...)
	for i, t := range texts {
		if i > 0 {
			dst = append(dst, ", "...)
		}
		dst = pg.AppendLiteral(dst, t)
	}
	return append(dst, "]::text[]"...)
}
