// Package emit writes PostgreSQL scripts: it prints what package pg describes,
// puts COPY blocks and the transaction's frame around it, and sends every
// statement through a Checker first. It knows nothing of SQLite.
package emit

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
)

// appendReading has PL/pgSQL look for what may be missing.
func appendReading(dst []byte, r pg.Reading) []byte {
	dst = append(dst, "PERFORM"...)
	for i, c := range r.Columns {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(dst, ' ')
		dst = pg.AppendIdent(append(pg.AppendIdent(dst, r.From), '.'), c)
	}
	return append(pg.AppendIdent(append(dst, " FROM "...), r.From), " WHERE false;\n"...)
}

// appendStatement prints a statement without its semicolon.
func appendStatement(dst []byte, s pg.Statement) []byte {
	switch s := s.(type) {
	case *pg.CreateTable:
		return appendCreateTable(dst, s)
	case *pg.AddConstraint:
		dst = pg.AppendIdent(append(dst, "ALTER TABLE "...), s.Table)
		dst = append(dst, "\n    ADD "...)
		return appendConstraint(dst, &s.Constraint)
	case *pg.CreateIndex:
		return appendCreateIndex(dst, s)
	case *pg.AlterTypes:
		dst = pg.AppendIdent(append(dst, "ALTER TABLE "...), s.Table)
		sep := "\n    "
		for _, name := range s.Drop {
			dst = pg.AppendIdent(append(append(dst, sep...), "DROP COLUMN "...), name)
			sep = ",\n    "
		}
		for _, name := range s.Nullable {
			dst = append(pg.AppendIdent(append(append(dst, sep...), "ALTER COLUMN "...), name), " DROP NOT NULL"...)
			sep = ",\n    "
		}
		for _, c := range s.Columns {
			if c.DropDefault {
				dst = append(pg.AppendIdent(append(append(dst, sep...), "ALTER COLUMN "...), c.Column), " DROP DEFAULT"...)
				sep = ",\n    "
			}
			dst = pg.AppendIdent(append(append(dst, sep...), "ALTER COLUMN "...), c.Column)
			sep = ",\n    "
			dst = append(append(dst, " TYPE "...), c.Type...)
			using := c.Using
			if using == nil {
				using = &pg.Cast{X: pg.Name(c.Column), Type: c.Type}
			}
			dst = appendExpr(append(dst, " USING "...), using)
			if c.Default != nil {
				dst = pg.AppendIdent(append(append(dst, sep...), "ALTER COLUMN "...), c.Column)
				dst = appendOperand(append(dst, " SET DEFAULT "...), c.Default)
			}
		}
		return dst
	case *pg.CommentOn:
		if s.Column == "" {
			dst = pg.AppendIdent(append(dst, "COMMENT ON TABLE "...), s.Table)
		} else {
			dst = append(pg.AppendIdent(append(dst, "COMMENT ON COLUMN "...), s.Table), '.')
			dst = pg.AppendIdent(dst, s.Column)
		}
		return pg.AppendLiteral(append(dst, " IS "...), s.Text)
	case *pg.Rename:
		dst = append(pg.AppendIdent(append(dst, "ALTER TABLE "...), s.Table), " RENAME "...)
		if s.Column != "" {
			dst = append(pg.AppendIdent(append(dst, "COLUMN "...), s.Column), ' ')
		}
		return pg.AppendIdent(append(dst, "TO "...), s.To)
	case *pg.DropTables:
		return appendNames(append(dst, "DROP TABLE "...), s.Names)
	case *pg.Rtree:
		return appendRtree(dst, s)
	case *pg.AddColumns:
		dst = pg.AppendIdent(append(dst, "ALTER TABLE "...), s.Table)
		sep := "\n    "
		for i := range s.Columns {
			dst = appendColumn(append(append(dst, sep...), "ADD COLUMN "...), &s.Columns[i])
			sep = ",\n    "
		}
		return dst
	case *pg.InsertSelect:
		dst = pg.AppendIdent(append(dst, "INSERT INTO "...), s.Table)
		dst = append(appendList(append(dst, ' '), s.Columns), "\n    SELECT "...)
		for i, x := range s.Values {
			if i > 0 {
				dst = append(dst, ", "...)
			}
			dst = appendExpr(dst, x)
		}
		return pg.AppendIdent(append(dst, " FROM "...), s.From)
	case *pg.Truncate:
		return pg.AppendIdent(append(dst, "TRUNCATE "...), s.Table)
	case *pg.NumberRows: // a scan that joins another one would begin in the middle of the table
		body := []byte("\nBEGIN\nSET LOCAL synchronize_seqscans = off;\n")
		body = append(appendStatement(body, &pg.AddColumns{Table: s.Table, Columns: []pg.Column{s.Column}}), ";\n"...)
		body = append(appendNumbers(body, s), "END\n"...)
		return pg.AppendDollar(append(dst, "DO "...), "sqlite2pg", string(body))
	case *pg.RestartIdentity:
		return appendRestart(dst, s)
	case *pg.CheckColumns:
		return appendCheckColumns(dst, s)
	case *pg.CreateTriggerFunction:
		return appendTriggerFunction(dst, s)
	case *pg.CreateTrigger:
		return appendTrigger(dst, s)
	case *pg.DisableTrigger:
		return pg.AppendIdent(append(pg.AppendIdent(append(dst, "ALTER TABLE "...), s.Table), " DISABLE TRIGGER "...), s.Name)
	case *pg.Together: // a block: EXECUTE of several statements is refused for distributed tables
		body := []byte("\nBEGIN\n")
		for _, r := range s.Reads {
			body = appendReading(body, r)
		}
		for _, part := range s.Statements {
			body = append(appendStatement(body, part), ";\n"...)
		}
		return pg.AppendDollar(append(dst, "DO "...), "together", string(append(body, "END\n"...)))
	case *pg.VerifyStart:
		return appendVerifyStart(dst, s)
	case *pg.VerifyTable:
		return appendVerifyTable(dst, s)
	case *pg.VerifyEnd:
		return append(append(append(dst, "DROP FUNCTION "...), s.OfBytes.String()...), "(bytea, bigint)"...)
	case *pg.AnalyzeQualified:
		dst = append(dst, "ANALYZE "...)
		for i, q := range s.Tables {
			if i > 0 {
				dst = append(dst, ", "...)
			}
			dst = append(dst, q.String()...)
		}
		return dst
	case *pg.Analyze:
		return appendNames(append(dst, "ANALYZE "...), s.Tables)
	case *pg.CreateView:
		dst = pg.AppendIdent(append(dst, "CREATE VIEW "...), s.Name)
		if s.Columns != nil {
			dst = appendList(append(dst, ' '), s.Columns)
		}
		return appendQuery(append(dst, " AS\n"...), s.Query, 0)
	case *pg.CreateFunction:
		return append(dst, s.SQL...)
	}
	panic(fmt.Sprintf("emit: no form for %T", s))
}

// appendNumbers prints what makes the numbers of rows, which count from 1, those of their
// runs: the run of a row is found by the rows that runs begin with.
func appendNumbers(dst []byte, s *pg.NumberRows) []byte {
	if len(s.Runs) == 0 || len(s.Runs) == 1 && s.Runs[0].Row == s.Runs[0].Number {
		return dst
	}
	var rows, behind []string
	for _, r := range s.Runs {
		rows, behind = append(rows, strconv.FormatInt(r.Row, 10)), append(behind, strconv.FormatInt(r.Number-r.Row, 10))
	}
	table, column := pg.Ident(s.Table), pg.Ident(s.Column.Name)
	dst = fmt.Appendf(dst, "ALTER TABLE %s\n    ALTER COLUMN %s TYPE bigint USING %[2]s + ('{%[3]s}'::bigint[])[width_bucket(%[2]s, '{%[4]s}'::bigint[])];\n", table, column, strings.Join(behind, ","), strings.Join(rows, ","))
	set := pg.AppendLiteral(append(dst, "PERFORM pg_catalog.setval(pg_catalog.pg_get_serial_sequence("...), table)
	return fmt.Appendf(append(pg.AppendLiteral(append(set, ", "...), s.Column.Name), "), "...), "%d, false);\n", s.Next)
}

// appendRestart prints a block that sets what an identity column gives next: by setval,
// which a distributed table takes, too. Setval is not undone by a rollback. That does not
// matter where the sequence goes with its table; one that exists is altered if it can
// be, and never set back.
func appendRestart(dst []byte, s *pg.RestartIdentity) []byte {
	table := pg.Ident(s.Table)
	set := pg.AppendLiteral([]byte("PERFORM pg_catalog.setval(pg_catalog.pg_get_serial_sequence("), table)
	set = fmt.Appendf(append(pg.AppendLiteral(append(set, ", "...), s.Column), "), "...), "%d, false);\n", s.Next)
	if s.Widen != "" {
		set = fmt.Appendf(nil, "ALTER SEQUENCE %s AS bigint;\n    %s", pg.Ident(s.Widen), set)
	}
	body := append([]byte("\nBEGIN\n    "), set...)
	if s.Exists { // of a serial, there is no identity to alter
		body = append(pg.AppendLiteral([]byte(`
DECLARE
    sequence CONSTANT text := pg_catalog.pg_get_serial_sequence(`), table), ", "...)
		body = fmt.Appendf(pg.AppendLiteral(body, s.Column), `);
    next bigint;
BEGIN
    EXECUTE 'SELECT greatest(%[1]d, last_value + is_called::integer) FROM ' || sequence INTO next;
    EXECUTE %[2]s || next;
EXCEPTION WHEN feature_not_supported OR object_not_in_prerequisite_state THEN
    PERFORM pg_catalog.setval(sequence, next, false);
`, s.Next, pg.AppendLiteral(nil, "ALTER TABLE "+table+" ALTER COLUMN "+pg.Ident(s.Column)+" RESTART WITH "))
	}
	return pg.AppendDollar(append(dst, "DO "...), "sqlite2pg", string(append(body, "END\n"...)))
}

// appendCheckColumns prints a block that names every column that is missing or
// of another type.
func appendCheckColumns(dst []byte, s *pg.CheckColumns) []byte {
	var body []byte
	body = append(body, `
DECLARE
    problem text;
BEGIN
    SELECT string_agg(format('column %I is %s, not %s', e.name,
            coalesce(format_type(a.atttypid, a.atttypmod), 'missing'), array_to_string(e.types, ' or ')), '; ' ORDER BY e.n)
        INTO problem
        FROM (VALUES`...)
	sep := "\n            ("
	for i, c := range s.Columns {
		body = append(pg.AppendLiteral(append(body, sep...), c.Column), "::name, ARRAY["...)
		for j, ty := range c.Types {
			if j > 0 {
				body = append(body, ", "...)
			}
			body = pg.AppendLiteral(body, ty)
		}
		body = fmt.Appendf(body, "], %d)", i)
		sep = ",\n            ("
	}
	body = append(body, `
        ) AS e (name, types, n)
        LEFT JOIN pg_attribute a ON a.attname = e.name AND NOT a.attisdropped AND a.attnum > 0
            AND a.attrelid = `...)
	body = append(pg.AppendLiteral(body, pg.Ident(s.Table)), `::regclass
        LEFT JOIN pg_type t ON t.oid = a.atttypid AND t.typnamespace <> 'pg_catalog'::regnamespace -- perhaps not in the search_path
        WHERE a.atttypid IS NULL OR format_type(a.atttypid, a.atttypmod) <> ALL (e.types) AND (t.typname = ANY (e.types)) IS NOT TRUE;
    IF problem IS NOT NULL THEN
        RAISE EXCEPTION 'sqlite2pg: table %: %', `...)
	body = append(pg.AppendLiteral(body, pg.Ident(s.Table)), `, problem
            USING HINT = 'The table must be as sqlite2pg --schema-only writes it for the same dump.';
    END IF;
END
`...)
	return pg.AppendDollar(append(dst, "DO "...), "sqlite2pg", string(body))
}

func appendNames(dst []byte, names []string) []byte {
	for i, n := range names {
		if i > 0 {
			dst = append(dst, ", "...)
		}
		dst = pg.AppendIdent(dst, n)
	}
	return dst
}

func appendList(dst []byte, names []string) []byte {
	return append(appendNames(append(dst, '('), names), ')')
}

func appendCreateTable(dst []byte, t *pg.CreateTable) []byte {
	dst = append(dst, "CREATE "...)
	if t.Temporary {
		dst = append(dst, "TEMPORARY "...)
	}
	dst = pg.AppendIdent(append(dst, "TABLE "...), t.Name)
	dst = append(dst, " ("...)
	sep := "\n    "
	for i := range t.Columns {
		dst = appendColumn(append(dst, sep...), &t.Columns[i])
		sep = ",\n    "
	}
	for i := range t.Constraints {
		dst = appendConstraint(append(dst, sep...), &t.Constraints[i])
	}
	dst = append(dst, "\n)"...)
	if t.Temporary {
		dst = append(dst, " ON COMMIT DROP"...)
	}
	return dst
}

// serials are the types that make a sequence, too.
// https://www.postgresql.org/docs/current/datatype-numeric.html#DATATYPE-SERIAL
var serials = map[string]string{"smallint": "smallserial", "integer": "serial", "bigint": "bigserial"}

// appendColumn prints the definition of a column.
func appendColumn(dst []byte, c *pg.Column) []byte {
	ty := c.Type
	if c.Serial {
		ty = serials[ty]
	}
	dst = append(append(pg.AppendIdent(dst, c.Name), ' '), ty...)
	if c.Generated != nil {
		dst = append(appendExpr(append(dst, " GENERATED ALWAYS AS ("...), c.Generated), ") STORED"...)
	}
	if c.Identity {
		dst = append(dst, " GENERATED BY DEFAULT AS IDENTITY"...)
	}
	if c.Default != nil {
		dst = appendOperand(append(dst, " DEFAULT "...), c.Default)
	}
	if c.NotNull {
		dst = append(dst, " NOT NULL"...)
	}
	return dst
}

func appendConstraint(dst []byte, c *pg.Constraint) []byte {
	dst = append(pg.AppendIdent(append(dst, "CONSTRAINT "...), c.Name), ' ')
	switch c.Kind {
	case pg.PrimaryKey:
		dst = appendList(append(dst, "PRIMARY KEY "...), c.Columns)
	case pg.Unique:
		dst = appendList(append(dst, "UNIQUE "...), c.Columns)
	case pg.Check:
		dst = append(appendExpr(append(dst, "CHECK ("...), c.Check), ')')
	case pg.ForeignKey:
		dst = appendList(append(dst, "FOREIGN KEY "...), c.Columns)
		dst = pg.AppendIdent(append(dst, " REFERENCES "...), c.Parent)
		dst = appendList(append(dst, ' '), c.ParentColumns)
		if c.OnUpdate != "" {
			dst = append(append(dst, " ON UPDATE "...), c.OnUpdate...)
		}
		if c.OnDelete != "" {
			dst = append(append(dst, " ON DELETE "...), c.OnDelete...)
		}
		if c.Deferrable {
			dst = append(dst, " DEFERRABLE"...)
		}
		if c.Deferred {
			dst = append(dst, " INITIALLY DEFERRED"...)
		}
	}
	if c.NotValid {
		dst = append(dst, " NOT VALID"...)
	}
	return dst
}

func appendCreateIndex(dst []byte, x *pg.CreateIndex) []byte {
	dst = append(dst, "CREATE "...)
	if x.Unique {
		dst = append(dst, "UNIQUE "...)
	}
	dst = pg.AppendIdent(append(dst, "INDEX "...), x.Name)
	dst = pg.AppendIdent(append(dst, " ON "...), x.Table)
	if x.Using != "" {
		dst = append(append(dst, " USING "...), x.Using...)
	}
	dst = append(dst, " ("...)
	for i, k := range x.Keys {
		if i > 0 {
			dst = append(dst, ", "...)
		}
		dst = appendKey(dst, k.Expr)
		if k.Desc {
			// SQLite counts NULL as the smallest value.
			dst = append(dst, " DESC NULLS LAST"...)
		}
	}
	dst = append(dst, ')')
	if x.Where != nil {
		dst = appendExpr(append(dst, " WHERE "...), x.Where)
	}
	return dst
}

// appendKey prints an index key: a column bare, any other expression in
// parentheses.
func appendKey(dst []byte, x pg.Expr) []byte {
	if _, ok := x.(pg.Name); ok {
		return appendExpr(dst, x)
	}
	return append(appendExpr(append(dst, '('), x), ')')
}

// Listing is the text of a query that lists rows of tables of a schema, "" for none.
func Listing(l pg.Listing, schema string) string {
	if l == nil {
		return ""
	}
	return string(appendListing(nil, l, schema))
}

// appendListing prints the query of a Listing over tables of a schema, "" for those
// of the search_path.
func appendListing(dst []byte, l pg.Listing, schema string) []byte {
	table := func(name string) string { return pg.Qualified{Schema: schema, Name: name}.String() }
	switch l := l.(type) {
	case *pg.Duplicates:
		var keys []byte
		for i, k := range l.Keys {
			if i > 0 {
				keys = append(keys, ", "...)
			}
			keys = appendOperand(keys, k)
		}
		dst = append(append(dst, "SELECT "...), keys...)
		dst = append(append(dst, ", count(*) FROM "...), table(l.Table)...)
		sep := " WHERE "
		if l.Where != nil {
			dst = append(appendExpr(append(dst, " WHERE ("...), l.Where), ')')
			sep = " AND "
		}
		for _, k := range l.Keys { // for a unique constraint, NULLs are no duplicates of each other
			if !l.Nulls {
				dst = append(appendOperand(append(dst, sep...), k), " IS NOT NULL"...)
				sep = " AND "
			}
		}
		dst = append(append(dst, " GROUP BY "...), keys...)
		dst = append(dst, " HAVING count(*) > 1"...)
		for _, k := range l.Keys {
			if l.Nulls {
				dst = append(appendOperand(append(dst, " OR "...), k), " IS NULL"...)
			}
		}
		return dst
	case *pg.Orphans:
		return appendOrphans(append(dst, "SELECT * FROM "...), l, schema)
	case *pg.Violations:
		dst = append(append(dst, "SELECT * FROM "...), table(l.Table)...)
		return append(appendExpr(append(dst, " WHERE NOT ("...), l.Check), ')')
	}
	panic(fmt.Sprintf("emit: no form for %T", l))
}

// appendOrphans prints FROM and WHERE of a query for rows whose parent is missing, in
// tables of a schema as appendListing has it.
func appendOrphans(dst []byte, l *pg.Orphans, schema string) []byte {
	table := func(name string) string { return pg.Qualified{Schema: schema, Name: name}.String() }
	dst = append(append(dst, table(l.Table)...), " c WHERE "...)
	for _, n := range l.Columns {
		dst = append(pg.AppendIdent(append(dst, "c."...), n), " IS NOT NULL AND "...)
	}
	dst = append(append(dst, "NOT EXISTS (SELECT FROM "...), table(l.Parent)...)
	sep := " p WHERE "
	for _, x := range l.Same {
		dst = appendExpr(append(dst, sep...), x)
		sep = " AND "
	}
	return append(dst, ')')
}

// appendComment prints text as line comments. Each kind of line end that psql
// or the server knows begins a new comment, so that no text can leave it.
func appendComment(dst []byte, text string) []byte {
	for _, line := range strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == '\r' }) {
		dst = append(dst, "-- "...)
		dst = append(dst, printable(line)...)
		dst = append(dst, '\n')
	}
	return dst
}
