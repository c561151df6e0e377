package emit

import (
	"slices"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/emit/pgdump"
)

// descs are pg_dump's words for objects: pg_restore goes by some of them. What it does
// not know has a word of ours.
var descs = [...]string{
	pg.KindTable: "TABLE", pg.KindRows: "TABLE ROWS", pg.KindSettled: "COLUMN", pg.KindKey: "CONSTRAINT", pg.KindIndex: "INDEX", pg.KindColumn: "COLUMN",
	pg.KindPosition: "SEQUENCE SET", pg.KindCheck: "CHECK CONSTRAINT", pg.KindForeignKey: "FK CONSTRAINT", pg.KindComment: "COMMENT", pg.KindView: "VIEW",
	pg.KindTrigger: "TRIGGER", pg.KindStatistics: "STATISTICS", pg.KindUntranslated: "",
}

var sections = [...]pgdump.Section{pg.PreData: pgdump.PreData, pg.Data: pgdump.Data, pg.PostData: pgdump.PostData}

// Object makes an entry of an object, and of the helpers that the archive lacks.
func (a *Archive) Object(o *pg.Object) error {
	if err := sized("a statement", o.Statement, o.Fallback, o.Listing); err != nil {
		return err
	}
	switch s := o.Statement.(type) {
	case *pg.Untranslated, *pg.Room: // the report has the first; names are looked at before all tables
		return nil
	case *pg.Rename:
		a.rename(s)
		return nil
	case *pg.DropTables: // they are not made
		a.rows = slices.DeleteFunc(a.rows, func(r *ArchiveRows) bool { return slices.Contains(s.Names, r.table) })
		return nil
	case *pg.VerifyStart:
		return a.verifies(s)
	case *pg.VerifyEnd: // each entry has functions of its own
		return nil
	case *pg.VerifyTable:
		return a.verifyTable(s)
	case *pg.Rtree:
		return a.rtree(o, s)
	case *pg.DeleteOrphans:
		return a.deleteOrphans(s)
	case *pg.SetAside:
		return a.setAside()
	case *pg.PutBack:
		return a.putBack()
	case *pg.CheckColumns:
		return a.checkColumns(s)
	}
	if o.Extension != "" {
		if err := a.extension(o.Extension); err != nil {
			return err
		}
	}
	for _, f := range o.Helpers {
		if err := a.helper(f); err != nil {
			return err
		}
	}
	e := &pgdump.Entry{Section: sections[o.Section], Desc: descs[o.Kind], Tag: a.tag(o), Schema: a.schema, Drop: a.drop(o)}
	text, err := a.statement(o)
	if err != nil {
		return err
	}
	e.Statement = text
	if a.Sources && o.Source != "" {
		e.Statement = string(appendComment(nil, o.Source+";")) + text
	}
	if o.Kind == pg.KindTable {
		a.tables[o.Name] = e
	}
	a.of[o] = e
	a.made = append(a.made, made{entry: e, object: o, all: o.Kind == pg.KindStatistics})
	return nil
}

// deleteOrphans makes an entry that deletes rows without a parent, once all are there.
func (a *Archive) deleteOrphans(s *pg.DeleteOrphans) error {
	a.orphans = &pgdump.Entry{Section: pgdump.PostData, Desc: "ORPHANS", Tag: "DELETE", Needs: slices.Clone(a.compared)}
	return a.addStatements(a.orphans, true, deleteOrphans(s.Keys)...)
}

// statement is what makes an object: what may be refused is attempted, but with Strict.
func (a *Archive) statement(o *pg.Object) (string, error) {
	if o.What == "" || a.Strict || a.what == SchemaOnly {
		sql, err := a.print(o.Statement)
		return sql + ";\n", err
	}
	return a.attempt(o)
}

// block is a DO statement.
func (a *Archive) block(body string) (string, error) {
	text := pg.AppendDollar([]byte("DO "), "sqlite2pg", body)
	return string(text) + ";\n", a.verify(text)
}

// helper makes an entry of a function that objects call.
func (a *Archive) helper(f *pg.CreateFunction) error {
	if a.helpers[f.Name] != nil {
		return nil
	}
	text, err := a.print(f)
	if err != nil {
		return err
	}
	a.helpers[f.Name] = &pgdump.Entry{Section: pgdump.PreData, Desc: "FUNCTION", Tag: f.Name, Schema: a.schema, Statement: text + ";\n", Drop: "DROP FUNCTION " + pg.Ident(a.schema) + "." + f.Name + ";\n"}
	a.made = append(a.made, made{entry: a.helpers[f.Name]})
	return nil
}

// rename has rows go into a table, or a column, of another name.
func (a *Archive) rename(s *pg.Rename) {
	for _, r := range a.rows {
		switch {
		case r.table != s.Table:
		case s.Column == "":
			r.table = s.To
		default:
			for i, c := range r.columns {
				if c == s.Column {
					r.columns[i] = s.To
				}
			}
		}
	}
}

// tag is how pg_restore lists an object. A part of a table has its name first.
func (a *Archive) tag(o *pg.Object) string {
	switch o.Kind {
	case pg.KindKey, pg.KindCheck, pg.KindForeignKey, pg.KindTrigger, pg.KindColumn, pg.KindSettled:
		return strings.TrimSpace(o.Table + " " + o.Name)
	case pg.KindComment:
		if c, ok := o.Statement.(*pg.CommentOn); ok && c.Column != "" {
			return "COLUMN " + c.Table + "." + c.Column
		}
		return "TABLE " + o.Table
	case pg.KindStatistics:
		return "ANALYZE"
	}
	return o.Name
}

// drop is the statement that takes an object away, as pg_dump writes it: pg_restore
// --if-exists looks for its words.
func (a *Archive) drop(o *pg.Object) string {
	onTable := "ALTER TABLE ONLY " + a.qualified(o.Table) + " DROP CONSTRAINT " + pg.Ident(o.Name)
	switch o.Kind {
	case pg.KindTable, pg.KindView, pg.KindIndex:
		return "DROP " + descs[o.Kind] + " " + a.qualified(o.Name) + ";\n"
	case pg.KindKey, pg.KindCheck, pg.KindForeignKey:
		return onTable + ";\n"
	case pg.KindTrigger:
		return "DROP TRIGGER " + pg.Ident(o.Name) + " ON " + a.qualified(o.Table) + ";\n"
	}
	return ""
}
