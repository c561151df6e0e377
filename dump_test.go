package sqlite2pg_test

import "strings"

// A chooser writes a dump: each byte decides what comes next. When there are
// no more, the first of every choice is taken, which leads to an end.
type chooser struct {
	bytes  []byte
	out    strings.Builder
	tables []table
	on     *table // whose columns are meant
}

type table struct {
	name    string
	columns []string
}

// dump writes a dump that is right in most places.
func dump(choices []byte) string {
	c := &chooser{bytes: choices, on: &table{}}
	c.add("PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\n", "BEGIN;", "", "\ufeffBEGIN;\r\n")
	for len(c.bytes) > 0 {
		c.statement()
	}
	c.add("COMMIT;\n", "COMMIT;\n", "COMMIT;\n", "END;", "ROLLBACK; -- due to errors\n", "")
	return c.out.String()
}

func (c *chooser) choose(n int) int {
	if len(c.bytes) == 0 {
		return 0
	}
	b := c.bytes[0]
	c.bytes = c.bytes[1:]
	return int(b) % n
}

// add writes one of the pieces.
func (c *chooser) add(pieces ...string) { c.out.WriteString(pieces[c.choose(len(pieces))]) }

// maybe calls f in one of n cases.
func (c *chooser) maybe(n int, f func()) {
	if c.choose(n) == n-1 {
		f()
	}
}

// list writes one or more of what f writes, with commas between them.
func (c *chooser) list(most int, f func()) {
	for n := c.choose(most); ; n-- {
		f()
		if n <= 0 {
			return
		}
		c.out.WriteByte(',')
	}
}

func (c *chooser) parens(f func()) {
	c.out.WriteByte('(')
	f()
	c.out.WriteByte(')')
}

var longName = strings.Repeat("long_", 20)

var tableNames = []string{"t", "u", `"T2"`, `"order"`, "[a b]", `"a""b"`, "`x\ny`", `"$sqlite2pg$"`, `":x"`, `"\."`, longName, "main.v", "'w'", `"é"`, "u_pkey",
	`"a;--"`, "t_a_idx", "f_content", `"%I"`}

var columnNames = []string{"a", "b", "c", `"A1"`, `"d""e"`, "oid", "ctid", `"user"`, `"f\ng"`, `"$1"`, longName, `"é"`, `"\!"`, "rowid", `"a_"`, "_a", "tableoid"}

// table names a table, in most cases one that there is.
func (c *chooser) table() {
	if n := len(c.tables); n > 0 && c.choose(12) != 11 {
		c.on = &c.tables[c.choose(n)]
		c.out.WriteString(c.on.name)
		return
	}
	c.add(tableNames...)
}

// column names a column, in most cases one of the table at hand.
func (c *chooser) column() {
	if n := len(c.on.columns); n > 0 && c.choose(12) != 11 {
		c.out.WriteString(c.on.columns[c.choose(n)])
		return
	}
	c.add(columnNames...)
}

func (c *chooser) declared() {
	c.add("", "INTEGER", "INT", "BOOLEAN", "REAL", "NUMERIC", "DECIMAL(5,2)", "TEXT", "VARCHAR(3)", "DATETIME", "TIMESTAMP", "DATE", "TIME", "JSON",
		"UUID", "BLOB", "WIBBLE", "TIMESTAMP WITH TIME ZONE", "TINYINT(1)", "ANY", "CHAR(99999999)", `"odd ""type"""`)
}

func (c *chooser) value() {
	if c.choose(32) == 31 {
		c.add("CURRENT_TIMESTAMP", "1+1", "'open", "(2)", "'bad \xff'", "'nul \x00'", "x'0'", "")
		return
	}
	c.add("NULL", "0", "1", "-2", "9223372036854775807", "'0'", "'t'", "'false'", "1.5", "19.99", "1e999", "-1e-300", "123456789012345678.0", "3.0",
		"'abc'", "''", "'it''s'", "replace('a\\nb','\\n',char(10))", "unistr('\\u000a\\\\')", "'a'||X'0a'||1.5", `'\.'`, "'a\tb\\\nc'", "'nul'||char(0)", "char(8,9)", "'2024-02-29 12:34:56'", "'2024-02-29T12:34:56.5'", "'2024-02-29'", "'12:34:56'", "'2024-02-29 12:34:56+01:00'",
		"1700000000", "1700000000123", "1700000000123456", "'6f1d0e9a-0000-4000-8000-0123456789ab'", "'{6F1D0E9A-0000-4000-8000-0123456789AB}'",
		"x'6f1d0e9a000040008000012345678901'", `'{"a": [1, 2.50]}'`, `'"\u0000"'`, "x'00ff'", "x''", "x'6162'", "jsonb('[1]')", "'long "+longName+"'",
		"0x1F", "TRUE", "' 7 '", "'Inf'", "'0000-00-00'")
}

func (c *chooser) expr(depth int) {
	if depth > 4 {
		c.column()
		return
	}
	sub := func() { c.expr(depth + 1) }
	switch c.choose(16) {
	case 0, 1:
		c.column()
	case 2, 3:
		c.value()
	case 4, 5, 6:
		sub()
		c.add("=", " IS NOT ", "<>", "<", ">=", "+", "-", "*", "/", "%", "||", " AND ", " OR ", " LIKE ", " GLOB ", "==", " IS ", "&", "<<", " -> ", "->>",
			" COLLATE NOCASE = ", " NOT LIKE ", " REGEXP ", " MATCH ")
		sub()
	case 7:
		c.parens(sub)
	case 8:
		c.add("NOT ", "-", "+", "~", "- -")
		sub()
	case 9:
		sub()
		c.add(" ISNULL", " NOT NULL", " IS NULL", " COLLATE BINARY", " COLLATE wibble", " BETWEEN 1 AND 2", " NOT IN (1,'a',NULL)", " IN ()", " IS TRUE",
			" LIKE 'a%' ESCAPE '\\'", " IN (SELECT 1)", " NOT BETWEEN a AND 'x'", " IS DISTINCT FROM 1")
	case 10, 11:
		c.add("length", "lower", "abs", "coalesce", "ifnull", "round", "substr", "datetime", "strftime", "date", "json_extract", "typeof", "max", "min", "hex",
			"instr", "trim", "replace", "printf", "random", "unixepoch", "julianday", "iif", "nullif", "likely", "wibble", "count", "json_valid", "char")
		c.parens(func() { c.list(3, sub) })
	case 12:
		c.out.WriteString("CASE ")
		c.maybe(2, sub)
		c.out.WriteString(" WHEN ")
		sub()
		c.out.WriteString(" THEN ")
		sub()
		c.add("", " ELSE 1")
		c.out.WriteString(" END")
	case 13:
		c.out.WriteString("CAST(")
		sub()
		c.out.WriteString(" AS ")
		c.declared()
		c.out.WriteByte(')')
	case 14:
		c.add("NULL", "CURRENT_DATE", "current_timestamp", "'now'", "x'00'", "1.5", "true", "\"a\"", "t.a", "new.a", "(SELECT 1)", "old.b", "rowid")
	case 15:
		sub()
		c.add(" /* c */ ", " -- c\n", "")
	}
}

func (c *chooser) constraint() {
	c.maybe(4, func() { c.add(" CONSTRAINT c", ` CONSTRAINT "d""e"`, " CONSTRAINT "+longName) })
	switch c.choose(11) {
	case 0:
	case 1:
		c.add(" PRIMARY KEY", " PRIMARY KEY AUTOINCREMENT", " PRIMARY KEY DESC", " PRIMARY KEY ON CONFLICT REPLACE")
	case 2:
		c.add(" NOT NULL", " NOT NULL", " NULL", " NOT NULL ON CONFLICT IGNORE")
	case 3:
		c.add(" UNIQUE")
	case 4, 5:
		c.add(" DEFAULT ")
		c.add("0", "-1.5", "'x'", "NULL", "CURRENT_TIMESTAMP", "TRUE", "x'00'", "\"quoted\"", "+7", "word")
	case 6:
		c.add(" DEFAULT ")
		c.parens(func() { c.expr(1) })
	case 7:
		c.add(" CHECK ")
		c.parens(func() { c.expr(0) })
	case 8:
		c.add(" COLLATE NOCASE", " COLLATE BINARY", " COLLATE RTRIM", " COLLATE wibble")
	case 9:
		c.references()
	case 10:
		c.add(" AS ", " GENERATED ALWAYS AS ")
		c.parens(func() { c.expr(0) })
		c.add("", " STORED", " VIRTUAL")
	}
}

func (c *chooser) references() {
	c.add(" REFERENCES ")
	c.table()
	c.maybe(2, func() { c.columns() })
	c.add("", " ON DELETE CASCADE", " ON UPDATE SET NULL", " ON DELETE SET DEFAULT ON UPDATE RESTRICT", " DEFERRABLE INITIALLY DEFERRED", " MATCH FULL", " NOT DEFERRABLE")
}

func (c *chooser) columns() { c.parens(func() { c.list(3, c.column) }) }

func (c *chooser) keys() {
	c.parens(func() {
		c.list(3, func() {
			c.column()
			c.add("", " DESC", " COLLATE NOCASE", " COLLATE NOCASE ASC")
		})
	})
}

func (c *chooser) createTable() {
	c.add("CREATE TABLE ", "CREATE TABLE ", "CREATE TABLE IF NOT EXISTS ")
	c.tables = append(c.tables, table{name: tableNames[c.choose(len(tableNames))]})
	c.on = &c.tables[len(c.tables)-1]
	c.out.WriteString(c.on.name)
	c.parens(func() {
		first := c.choose(len(columnNames))
		c.list(5, func() {
			name := columnNames[(first+len(c.on.columns))%len(columnNames)]
			c.on.columns = append(c.on.columns, name)
			c.out.WriteString(name)
			c.out.WriteByte(' ')
			c.declared()
			t := c.on
			c.constraint()
			c.maybe(3, c.constraint)
			c.on = t
		})
		for c.choose(3) == 2 {
			c.add(",", ", ", ",\n -- note\n")
			t := c.on
			switch c.choose(4) {
			case 0:
				c.add("PRIMARY KEY ")
				c.keys()
			case 1:
				c.add("UNIQUE ")
				c.keys()
			case 2:
				c.add("FOREIGN KEY ")
				c.columns()
				c.references()
			case 3:
				c.add("CONSTRAINT x CHECK", "CHECK")
				c.parens(func() { c.expr(0) })
			}
			c.on = t
		}
	})
	c.add("", "", "", " WITHOUT ROWID", " STRICT")
	c.out.WriteString(";\n")
}

func (c *chooser) insert() {
	head := c.out.Len()
	c.add("INSERT INTO ", "INSERT INTO ", "INSERT OR IGNORE INTO ", "REPLACE INTO ", "insert into ")
	c.table()
	width := len(c.on.columns)
	if c.choose(6) == 5 {
		width = 1 + c.choose(width+1)
		c.columns()
	}
	c.add(" VALUES", "\nVALUES ")
	again := c.out.String()[head:]
	for n := c.choose(8); ; n-- {
		c.parens(func() {
			for i := range width {
				if i > 0 {
					c.out.WriteByte(',')
				}
				c.value()
			}
		})
		if n <= 0 {
			break
		}
		c.add(",", ";\n"+again, ",\n")
	}
	c.out.WriteString(";\n")
}

func (c *chooser) statement() {
	if len(c.tables) == 0 {
		c.createTable()
	}
	switch n := c.choose(64); {
	case n < 32:
		c.insert()
	case n < 44:
		c.createTable()
	case n < 50:
		c.createIndex()
	case n < 54:
		c.createView()
	case n < 58:
		c.createTrigger()
	case n < 60:
		c.add("DELETE FROM sqlite_sequence;\nINSERT INTO sqlite_sequence VALUES('t',7);\n", "ANALYZE sqlite_schema;\nINSERT INTO sqlite_stat1 VALUES('t','i','2 1');\n",
			"CREATE VIRTUAL TABLE f USING fts5(a,b);\n",
			"PRAGMA writable_schema=ON;\nINSERT INTO sqlite_schema(type,name,tbl_name,rootpage,sql)VALUES('table','f','f',0,'CREATE VIRTUAL TABLE f USING fts5(a)');\n",
			"CREATE TABLE IF NOT EXISTS 'f_content'(id INTEGER PRIMARY KEY, c0);\nINSERT INTO f_content VALUES(1,'x');\n")
	case n < 61:
		c.add("COMMIT;\n", "BEGIN IMMEDIATE;\n", "SAVEPOINT s;\n", "RELEASE s;\n", "END TRANSACTION;\n")
	case n < 63:
		c.add("-- a note\n", "/* a note */", ";;\n", "\n.print x\n", "--> statement-breakpoint\n", "DELIMITER ;;\n", "PRAGMA user_version=3;\n", "DROP VIEW IF EXISTS v;\n")
	default:
		c.add("CREATE TABLE t(a", "CREATE TABLE x AS SELECT 1;\n", "CREATE TABLE x();\n", "'open", "CREATE INDEX i ON;\n", "CREATE VIEW;\n", "nonsense;\n",
			"CREATE TABLE x(a b c d(1,2,3));\n", "DROP TABLE t;\n", "DELETE FROM t;\n", "UPDATE t SET a=1;\n", "/****** CORRUPTION ERROR *******/\n")
	}
}

func (c *chooser) createIndex() {
	c.add("CREATE INDEX ", "CREATE UNIQUE INDEX ", "CREATE INDEX IF NOT EXISTS ")
	c.add("i", "j", `"k k"`, "t", longName, `"$sql$"`)
	c.out.WriteString(" ON ")
	c.table()
	if c.choose(2) == 0 {
		c.keys()
	} else {
		c.parens(func() { c.list(2, func() { c.expr(0) }) })
	}
	c.maybe(3, func() {
		c.out.WriteString(" WHERE ")
		c.expr(0)
	})
	c.out.WriteString(";\n")
}

func (c *chooser) createView() {
	c.add("CREATE VIEW ", "CREATE VIEW IF NOT EXISTS ")
	c.add("v", "w", `"V v"`, "t")
	c.add(" AS SELECT ", "(x) AS SELECT DISTINCT ", " AS WITH q AS (SELECT 1) SELECT ", " AS SELECT *, ")
	where := c.out.Len()
	c.add(" FROM t", " FROM ")
	c.table()
	from := c.out.String()[where:]
	c.list(3, func() {
		c.expr(0)
		c.add("", " AS x", ` AS "y z"`)
	})
	c.out.WriteString(from)
	c.add("", " JOIN u USING (a)", " LEFT JOIN u ON t.a=u.a", " NATURAL JOIN u", ", u")
	c.maybe(3, func() {
		c.out.WriteString(" WHERE ")
		c.expr(0)
	})
	c.maybe(4, func() {
		c.out.WriteString(" GROUP BY ")
		c.column()
		c.add("", " HAVING count(*)>1")
	})
	c.maybe(4, func() {
		c.add(" ORDER BY 1 DESC LIMIT 2 OFFSET 1", " UNION ALL SELECT 1", " EXCEPT SELECT NULL", " ORDER BY a COLLATE NOCASE")
	})
	c.out.WriteString(";\n")
}

func (c *chooser) createTrigger() {
	c.add("CREATE TRIGGER r ", "CREATE TRIGGER IF NOT EXISTS s ", `CREATE TRIGGER "a;b" `)
	c.add("AFTER", "BEFORE", "INSTEAD OF", "")
	c.add(" INSERT ON ", " UPDATE ON ", " UPDATE OF a ON ", " DELETE ON ")
	c.table()
	on := c.on
	c.add("", " FOR EACH ROW")
	c.maybe(2, func() {
		c.out.WriteString(" WHEN ")
		c.expr(0)
	})
	c.out.WriteString(" BEGIN ")
	for n := c.choose(3); n >= 0; n-- {
		switch c.choose(4) {
		case 0:
			c.out.WriteString("UPDATE ")
			c.table()
			c.out.WriteString(" SET ")
			c.column()
			c.out.WriteByte('=')
			c.expr(1)
			c.out.WriteString(" WHERE ")
			c.expr(1)
		case 1:
			c.add("SELECT RAISE(ABORT,'no') WHERE ", "SELECT RAISE(IGNORE) WHERE ", "SELECT ")
			c.expr(1)
		case 2:
			c.add("INSERT INTO ", "INSERT OR IGNORE INTO ", "REPLACE INTO ")
			c.table()
			c.add(" VALUES", " SELECT ")
			c.parens(func() { c.list(3, func() { c.expr(2) }) })
		case 3:
			c.out.WriteString("DELETE FROM ")
			c.table()
			c.out.WriteString(" WHERE ")
			c.expr(1)
		}
		c.out.WriteByte(';')
		c.on = on
	}
	c.out.WriteString(" END;\n")
}
