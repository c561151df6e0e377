package main

import (
	"context"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/database"
	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/report"
)

// sourceCheck asks SQLite what rows do not show. What needs nothing of the run is asked
// beside it.
type sourceCheck struct {
	db   *database.DB
	out  *report.Source
	done chan struct{}
}

// startSource begins to check a database file, beside the one who reads its rows; db is
// nil where there is none.
func startSource(ctx context.Context, in *input, f *flags) *sourceCheck {
	if in.database == nil {
		return nil
	}
	db, err := database.Open(ctx, in.name, database.Options{LockWait: f.patience, Warn: func(*diag.Message) {}})
	if err != nil {
		return nil // it was read a while ago: who reads the rows says what is wrong
	}
	s := &sourceCheck{db: db, done: make(chan struct{}),
		out: &report.Source{Integrity: []string{}, Orphans: []report.Orphans{}, CutTexts: []report.CutTexts{}, Duplicates: []report.Duplicates{}, Unknown: []string{}}}
	go func() {
		defer close(s.done)
		s.integrity()
	}()
	return s
}

// wait returns what SQLite says, also of the keys that the report names.
func (s *sourceCheck) wait(r *report.Report) *report.Source {
	if s == nil {
		return nil
	}
	<-s.done
	defer s.db.Close()
	s.cutTexts(r)
	if r.Error == nil || r.Error.ID == "strict" {
		s.orphans(r)
		s.duplicates(r)
	}
	return s.out
}

// comes reports whether rows of a table come, and with a column, unless that is "".
func comes(r *report.Report, table, column string) bool {
	for i := range r.Tables {
		if t := &r.Tables[i]; t.Name == table {
			return t.Outcome != report.LeftOut && t.WithoutRows == "" &&
				!slices.ContainsFunc(t.Columns, func(c report.Column) bool { return c.Name == column && c.Outcome == report.LeftOut })
		}
	}
	return true
}

// question is a query, and what it is about where SQLite cannot answer it.
type question struct{ sql, about string }

// ask returns the rows that each query gives. A query without an answer is noted.
func (s *sourceCheck) ask(list []question) [][][]string {
	answers := make([][][]string, len(list))
	for i, q := range list {
		rows, err := s.db.Ask(q.sql)
		if err != nil {
			s.out.Unknown = append(s.out.Unknown, q.about+": SQLite says "+err.Error())
			continue
		}
		answers[i] = rows
	}
	return answers
}

// word is the text that hex() gave.
func word(s string) string {
	b, _ := hex.DecodeString(s)
	return string(b)
}

func (s *sourceCheck) integrity() {
	rows := s.ask([]question{{"SELECT hex(integrity_check) FROM pragma_integrity_check", "whether the database is sound"}})[0]
	for _, row := range rows {
		if line := word(row[0]); line != "ok" {
			s.out.Integrity = append(s.out.Integrity, line)
		}
	}
}

// cutTexts counts texts with a NUL character by column.
func (s *sourceCheck) cutTexts(r *report.Report) {
	columns := mayBeCut(r)
	if r.Error != nil && r.Error.ID != "strict" {
		columns = s.texts(r)
	}
	var list []question
	var of [][]report.CutTexts // of each question
	for len(columns) > 0 {
		table, n := columns[0].Table, 0
		var sums []string
		for ; n < len(columns) && columns[n].Table == table; n++ {
			sums = append(sums, fmt.Sprintf("total(typeof(%[1]s) = 'text' AND instr(%[1]s, char(0)) > 0)", name(columns[n].Column)))
		}
		list = append(list, question{"SELECT " + strings.Join(sums, ", ") + " FROM " + name(table), "texts of " + table + " with a NUL character"})
		of, columns = append(of, columns[:n]), columns[n:]
	}
	for i, answer := range s.ask(list) {
		for _, row := range answer {
			for j, n := range row {
				if n, err := strconv.ParseFloat(n, 64); err == nil && n > 0 {
					of[i][j].Values = int64(n)
					s.out.CutTexts = append(s.out.CutTexts, of[i][j])
				}
			}
		}
	}
}

// mayBeCut are the columns in which texts with a NUL character may be after a run that has
// read everything: it has met all that there are.
func mayBeCut(r *report.Report) (out []report.CutTexts) {
	for i := range r.Tables {
		t := &r.Tables[i]
		for j := range t.Columns {
			c := &t.Columns[j]
			if comes(r, t.Name, c.Name) && !c.Generated && !strings.HasPrefix(t.Source, "CREATE VIRTUAL") && (c.Cleaned > 0 || c.Type == "bytea" && slices.Contains(c.Classes, "text")) {
				out = append(out, report.CutTexts{Table: t.Name, Column: c.Name})
			}
		}
	}
	return out
}

// texts are all columns that may hold texts.
func (s *sourceCheck) texts(r *report.Report) (out []report.CutTexts) {
	rows := s.ask([]question{{`SELECT hex(m.name), hex(c.name) FROM sqlite_master m, pragma_table_xinfo(m.name) c
 WHERE m.type = 'table' AND m.sql NOT LIKE 'CREATE VIRTUAL%' AND m.name NOT LIKE 'sqlite\_%' ESCAPE '\' AND c.hidden = 0 AND upper(c.type) NOT LIKE '%INT%'
 ORDER BY m.rowid`, "texts with a NUL character"}})[0]
	for _, row := range rows {
		if c := (report.CutTexts{Table: word(row[0]), Column: word(row[1])}); comes(r, c.Table, c.Column) {
			out = append(out, c)
		}
	}
	return out
}

// name quotes a name for SQLite.
func name(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }

// orphans counts rows without a parent, as PostgreSQL compares: byte by byte, but for
// citext. Where there are such rows and SQLite's collation is another one, it is asked, too.
func (s *sourceCheck) orphans(r *report.Report) {
	columns := columnsOf(r)
	var list, bySQLite []question
	var found []report.Orphans
	for i := range r.Objects {
		o := &r.Objects[i]
		if o.Kind != "foreign key" || o.Outcome == report.LeftOut || !comes(r, o.Table, "") || len(o.Columns) != len(o.References.Columns) {
			continue
		}
		var on, own, where []string
		for i, c := range o.Columns {
			p, collation := o.References.Columns[i], "BINARY"
			if of := columns[[2]string{o.References.Table, p}]; of != nil && of.Type == "citext" {
				collation = "NOCASE"
			}
			same := fmt.Sprintf("p.%s = c.%s", name(p), name(c))
			on, own = append(on, same+" COLLATE "+collation), append(own, same)
			where = append(where, fmt.Sprintf("c.%s IS NOT NULL", name(c)))
		}
		const missing = "FROM %s AS c LEFT JOIN %s AS p ON %s WHERE %s AND p.%s IS NULL"
		child, parent, present, first := name(o.Table), name(o.References.Table), strings.Join(where, " AND "), name(o.References.Columns[0])
		from := fmt.Sprintf(missing, child, parent, strings.Join(on, " AND "), present, first)
		about := "rows of " + o.Table + " without a parent in " + o.References.Table
		list = append(list, question{"SELECT count(*) " + from, about})
		bySQLite = append(bySQLite, question{"SELECT count(*) " + fmt.Sprintf(missing, child, parent, strings.Join(own, " AND "), present, first), about})
		found = append(found, report.Orphans{Table: o.Table, Columns: o.Columns, Parent: o.References.Table, ParentColumns: o.References.Columns, Query: "SELECT c.* " + from + ";"})
	}
	for i, answer := range s.ask(list) {
		if n, ok := number(answer); ok && n > 0 {
			found[i].Rows = n
			if own, ok := number(s.ask(bySQLite[i : i+1])[0]); ok && own < n {
				found[i].ByCollation = n - own
			}
			s.out.Orphans = append(s.out.Orphans, found[i])
		}
	}
}

// columnsOf are the columns of a report, by table and name.
func columnsOf(r *report.Report) map[[2]string]*report.Column {
	columns := map[[2]string]*report.Column{}
	for i := range r.Tables {
		for j := range r.Tables[i].Columns {
			c := &r.Tables[i].Columns[j]
			columns[[2]string{r.Tables[i].Name, c.Name}] = c
		}
	}
	return columns
}

// number is the answer of a query that counts.
func number(answer [][]string) (int64, bool) {
	if len(answer) != 1 || len(answer[0]) != 1 {
		return 0, false
	}
	n, err := strconv.ParseInt(answer[0][0], 10, 64)
	return n, err == nil
}

// respelled has, by the encoding of a column, what PostgreSQL compares of a value, as
// an expression of SQLite.
var respelled = map[string]struct{ expr, why string }{
	"uuid-text":  {"lower(replace(replace(replace(%[1]s, '-', ''), '{', ''), '}', ''))", "the case and the hyphens of a UUID do not count"},
	"uuid-any":   {"lower(replace(replace(replace(CASE typeof(%[1]s) WHEN 'blob' THEN hex(%[1]s) ELSE %[1]s END, '-', ''), '{', ''), '}', ''))", "a UUID is the same as text and as bytes"},
	"iso-any":    {"CASE WHEN instr(%[1]s, '.') THEN replace(%[1]s, 'T', ' ') ELSE coalesce(datetime(%[1]s), %[1]s) END", "the spelling of a timestamp does not count"},
	"iso-offset": {"CASE WHEN instr(%[1]s, '.') THEN replace(%[1]s, 'T', ' ') ELSE coalesce(datetime(%[1]s), %[1]s) END", "the offset of a timestamp does not count"},
	"time-any":   {"CASE WHEN instr(%[1]s, '.') THEN %[1]s ELSE coalesce(time(%[1]s), %[1]s) END", "the spelling of a time does not count"},
	"json":       {"CASE WHEN json_valid(%[1]s) THEN json(%[1]s) ELSE %[1]s END", "the spaces of JSON do not count"},
}

// duplicates counts keys that only PostgreSQL finds equal: those with a column whose
// type respells values, or in which numbers, texts and blobs all become texts.
func (s *sourceCheck) duplicates(r *report.Report) {
	columns := columnsOf(r)
	var list []question
	var found []report.Duplicates
	for i := range r.Objects {
		o := &r.Objects[i]
		if !o.Unique || o.Outcome == report.LeftOut || !comes(r, o.Table, "") {
			continue
		}
		var keys, nulls, why []string
		for _, name := range o.Columns {
			expr, reason := compared(columns[[2]string{o.Table, name}], name)
			if reason != "" && !slices.Contains(why, reason) {
				why = append(why, reason)
			}
			keys, nulls = append(keys, expr), append(nulls, expr+" IS NOT NULL")
		}
		if len(why) == 0 {
			continue
		}
		query := fmt.Sprintf("SELECT %s, count(*) FROM %s WHERE %s GROUP BY %s HAVING count(*) > 1", strings.Join(keys, ", "), name(o.Table), strings.Join(nulls, " AND "), strings.Join(keys, ", "))
		list = append(list, question{"SELECT count(*) FROM (" + query + ")", "keys of " + o.Table + " that PostgreSQL finds equal"})
		found = append(found, report.Duplicates{Table: o.Table, Columns: o.Columns, Why: strings.Join(why, "; "), Query: query + ";"})
	}
	for i, answer := range s.ask(list) {
		if n, ok := number(answer); ok && n > 0 {
			found[i].Keys = n
			s.out.Duplicates = append(s.out.Duplicates, found[i])
		}
	}
}

// compared is what PostgreSQL compares of a column in a key, and why that is not what
// SQLite compares; "" where it is.
func compared(c *report.Column, as string) (expr, why string) {
	quoted := name(as)
	if c == nil {
		return quoted, ""
	}
	if x, ok := respelled[c.Encoding]; ok {
		return fmt.Sprintf(x.expr, quoted), x.why
	}
	if (c.Type == "text" || c.Type == "bytea" || strings.HasPrefix(c.Type, "varchar")) && len(c.Classes) > 1 {
		return "CAST(" + quoted + " AS BLOB)", "numbers, texts and blobs have one type there"
	}
	return quoted, ""
}
