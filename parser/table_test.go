package parser_test

import (
	"testing"

	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// TestCreateTable: the clauses of SQLite's CREATE TABLE, in the short form of
// printTable. All are accepted by SQLite 3.40.1 except where said.
func TestCreateTable(t *testing.T) {
	t.Parallel()
	cases := []struct{ in, want string }{
		// Heads.
		{"CREATE TABLE t(a)", "t(a)"},
		{"create  table\nT ( A )", "T(A)"},
		{"CREATE TABLE IF NOT EXISTS t(a)", "t?(a)"},
		{"CREATE TEMP TABLE t(a)", "temp t(a)"},
		{"CREATE TEMPORARY TABLE IF NOT EXISTS t(a)", "temp t?(a)"},
		{"CREATE TABLE main.t(a)", "t(a)"},
		{`CREATE TABLE "main" . 'odd name'(a)`, "odd name(a)"},
		{`CREATE TABLE "a""b"(a)`, `a"b(a)`},
		{"CREATE TABLE [odd name](`a``b`, [c d], 'it''s', \"\")", "odd name(a`b, c d, it's, )"},
		{"CREATE TABLE t(a /* c1 ; ' */, -- trailing\n b)", "t(a, b)"},

		// Options.
		{"CREATE TABLE t(a) WITHOUT ROWID", "t(a) without rowid"},
		{"CREATE TABLE t(a) without rowid", "t(a) without rowid"},
		{"CREATE TABLE t(a) STRICT", "t(a) strict"},
		{"CREATE TABLE t(a) STRICT, WITHOUT ROWID", "t(a) without rowid strict"},
		{"CREATE TABLE t(a) WITHOUT ROWID,\nStrict", "t(a) without rowid strict"},

		// Types: any words, joined by single spaces.
		{"CREATE TABLE t(a INTEGER, b text, c)", "t(a <INTEGER>, b <text>, c)"},
		{"CREATE TABLE t(a  unsigned\nbig /* c */ int)", "t(a <unsigned big int>)"},
		{"CREATE TABLE t(a DECIMAL ( 10 , 2 ), b VARCHAR(255), c DOUBLE PRECISION)", "t(a <DECIMAL(10,2)>, b <VARCHAR(255)>, c <DOUBLE PRECISION>)"},
		{"CREATE TABLE t(a x(+1,-2), b y(1.5), c integer unsigned NOT NULL)", "t(a <x(+1,-2)>, b <y(1.5)>, c <integer unsigned> notnull)"},
		{`CREATE TABLE t(a "odd type", b [x y](3), c 'q')`, "t(a <odd type>, b <x y(3)>, c <q>)"},
		{"CREATE TABLE t(a FLOAT64 KEY DESC, b timestamp with)", "t(a <FLOAT64 KEY DESC>, b <timestamp with>)"},
		{"CREATE TABLE t(a F32_BLOB(3))", "t(a <F32_BLOB(3)>)"},

		// Keywords that are names where the grammar wants one.
		{"CREATE TABLE key(key key, desc desc, action, begin, end, temp, view, trigger, replace, row, rows, match, plan, release)",
			"key(key <key>, desc <desc>, action, begin, end, temp, view, trigger, replace, row, rows, match, plan, release)"},
		{"CREATE TABLE temp(generated, always, rowid, column, cast, like, glob, left, without, strict, current_date, true)",
			"temp(generated, always, rowid, column, cast, like, glob, left, without, strict, current_date, true)"},
		{"CREATE TABLE trigger(virtual INT, offset INT, of TEXT, no TEXT, abort, conflict, if, initially, deferred)",
			"trigger(virtual <INT>, offset <INT>, of <TEXT>, no <TEXT>, abort, conflict, if, initially, deferred)"},
		// Quoted, no word is a keyword.
		{`CREATE TABLE "TABLE"("NULL", 'PRIMARY' 'KEY', [CHECK], "CONSTRAINT" "NOT" "NULL", ` + "`UNIQUE` `REFERENCES`)", "TABLE(NULL, PRIMARY <KEY>, CHECK, CONSTRAINT <NOT NULL>, UNIQUE <REFERENCES>)"},
		{`CREATE TABLE t("IF", "TEMP", a 'PRIMARY' "KEY", b "GENERATED" "ALWAYS")`, "t(IF, TEMP, a <PRIMARY KEY>, b <GENERATED ALWAYS>)"},
		{`CREATE TABLE "IF"(a)`, "IF(a)"},
		{"CREATE TABLE t(ſet, ſelect INT)", "t(ſet, ſelect <INT>)"}, // ASCII case only

		// Column constraints, in any order and number.
		{"CREATE TABLE t(a INTEGER PRIMARY KEY)", "t(a <INTEGER> pk)"},
		{"CREATE TABLE t(id integer primary key\nautoincrement)", "t(id <integer> pk auto)"},
		{"CREATE TABLE t(a INTEGER PRIMARY KEY ASC, b PRIMARY KEY DESC)", "t(a <INTEGER> pk, b pk desc)"},
		{"CREATE TABLE t(a INTEGER PRIMARY KEY DESC ON CONFLICT REPLACE AUTOINCREMENT)", "t(a <INTEGER> pk or REPLACE desc auto)"},
		{"CREATE TABLE t(a NOT NULL, b NULL, c NOT NULL ON CONFLICT IGNORE, d NULL ON CONFLICT FAIL)", "t(a notnull, b null, c notnull or IGNORE, d null)"},
		{"CREATE TABLE t(a UNIQUE, b UNIQUE ON CONFLICT ROLLBACK, c UNIQUE on conflict abort)", "t(a unique, b unique or ROLLBACK, c unique or ABORT)"},
		{"CREATE TABLE t(a TEXT COLLATE NOCASE, b COLLATE \"rtrim\" COLLATE 'x')", "t(a <TEXT> collate NOCASE, b collate rtrim collate x)"},
		{"CREATE TABLE t(a CHECK(a > 0) CHECK (a < 9))", "t(a check (a > 0) check (a < 9))"},
		{"CREATE TABLE t(a DEFAULT 1 UNIQUE NOT NULL PRIMARY KEY CHECK(a) COLLATE x REFERENCES p NULL)", "t(a default 1 unique notnull pk check a collate x fk p null)"},
		{"CREATE TABLE t(a INT CONSTRAINT n NOT NULL CONSTRAINT \"u 1\" UNIQUE CONSTRAINT c CHECK(1) CONSTRAINT p PRIMARY KEY)", "t(a <INT> n:notnull u 1:unique c:check 1 p:pk)"},
		{"CREATE TABLE t(a CONSTRAINT d DEFAULT 1 CONSTRAINT f REFERENCES p CONSTRAINT k COLLATE x)", "t(a d:default 1 f:fk p k:collate x)"},
		// A CONSTRAINT name without a constraint is legal, and means nothing.
		{"CREATE TABLE t(a CONSTRAINT c, b)", "t(a, b)"},
		{"CREATE TABLE t(a CONSTRAINT c CONSTRAINT d UNIQUE)", "t(a d:unique)"},
		{"CREATE TABLE t(a, CONSTRAINT c)", "t(a)"},
		{"CREATE TABLE t(a, CONSTRAINT c CONSTRAINT d UNIQUE(a))", "t(a, | d:unique(a))"},
		{"CREATE TABLE t(a CONSTRAINT c, CHECK(a))", "t(a, | check a)"},
		{"CREATE TABLE t(a, CONSTRAINT c, CHECK(a))", "t(a, | check a)"},

		// DEFAULT.
		{"CREATE TABLE t(a DEFAULT 1, b DEFAULT -1, c DEFAULT +1.5, d DEFAULT - 5)", "t(a default 1, b default (- 1), c default (+ real 1.5), d default (- 5))"},
		{"CREATE TABLE t(a DEFAULT 'it''s', b DEFAULT '', c DEFAULT x'00', d DEFAULT NULL)", "t(a default 'it's', b default '', c default x'00', d default NULL)"},
		{"CREATE TABLE t(a DEFAULT true, b DEFAULT FALSE, c DEFAULT current_timestamp, d DEFAULT CURRENT_DATE, e DEFAULT CURRENT_TIME)", "t(a default TRUE, b default FALSE, c default TIMESTAMP, d default DATE, e default TIME)"},
		{"CREATE TABLE t(a DEFAULT word, b DEFAULT \"quoted\", c DEFAULT [br], d DEFAULT end, e DEFAULT \"NULL\")", "t(a default 'word', b default 'quoted', c default 'br', d default 'end', e default 'NULL')"},
		{"CREATE TABLE t(a DEFAULT (1), b DEFAULT (unixepoch()), c DEFAULT (1 + 2 * 3), d DEFAULT ('a' || 'b'))", "t(a default 1, b default unixepoch(), c default (1 + (2 * 3)), d default ('a' || 'b'))"},
		{"CREATE TABLE t(a DEFAULT 0x10, b DEFAULT 1e3, c DEFAULT 1_000, d DEFAULT .5)", "t(a default 0x10, b default real 1e3, c default 1000, d default real .5)"}, // 1_000 since 3.46
		{"CREATE TABLE t(a DEFAULT 1 NOT NULL, b DEFAULT NULL NULL NOT NULL, c NOT NULL DEFAULT (NULL))", "t(a default 1 notnull, b default NULL null notnull, c notnull default NULL)"},
		// A COLLATE behind a default is the column's.
		{"CREATE TABLE t(a DEFAULT 'x' COLLATE NOCASE, b DEFAULT -1 COLLATE BINARY, c DEFAULT (1) COLLATE RTRIM, d DEFAULT y COLLATE NOCASE)",
			"t(a default 'x' collate NOCASE, b default (- 1) collate BINARY, c default 1 collate RTRIM, d default 'y' collate NOCASE)"},
		{"CREATE TABLE t(a DEFAULT ('x' COLLATE NOCASE))", "t(a default ('x' COLLATE NOCASE))"},

		// Generated columns.
		{"CREATE TABLE t(a, b AS (a), c INT AS (a + 1) STORED, d INT GENERATED ALWAYS AS (a) VIRTUAL, e generated always as (a))",
			"t(a, b as a, c <INT> as (a + 1) stored, d <INT> as a, e as a)"},
		{"CREATE TABLE t(a, b TEXT GENERATED ALWAYS AS (a || 'x') STORED NOT NULL UNIQUE)", "t(a, b <TEXT> as (a || 'x') stored notnull unique)"},

		// Foreign keys.
		{"CREATE TABLE t(a REFERENCES p, b REFERENCES p(x), c REFERENCES \"p q\"(\"x y\", z))", "t(a fk p, b fk p(x), c fk p q(x y,z))"},
		{"CREATE TABLE t(a INT REFERENCES p ON DELETE CASCADE ON UPDATE SET NULL)", "t(a <INT> fk p delete CASCADE update SET NULL)"},
		{"CREATE TABLE t(a REFERENCES p on update set default on delete restrict, b REFERENCES p ON DELETE NO ACTION)", "t(a fk p delete RESTRICT update SET DEFAULT, b fk p delete NO ACTION)"},
		{"CREATE TABLE t(a REFERENCES p ON DELETE CASCADE MATCH FULL ON UPDATE CASCADE, b REFERENCES p MATCH SIMPLE ON INSERT CASCADE)", "t(a fk p delete CASCADE update CASCADE, b fk p)"},
		{"CREATE TABLE t(a REFERENCES p ON DELETE CASCADE ON DELETE SET NULL)", "t(a fk p delete SET NULL)"},
		{"CREATE TABLE t(a REFERENCES p DEFERRABLE, b REFERENCES p DEFERRABLE INITIALLY DEFERRED, c REFERENCES p DEFERRABLE INITIALLY IMMEDIATE)",
			"t(a fk p deferrable, b fk p deferrable deferred, c fk p deferrable)"},
		{"CREATE TABLE t(a REFERENCES p NOT DEFERRABLE, b REFERENCES p NOT DEFERRABLE INITIALLY DEFERRED, c REFERENCES p NOT NULL)", "t(a fk p, b fk p, c fk p notnull)"},
		{"CREATE TABLE t(a REFERENCES p ON DELETE CASCADE NOT NULL DEFERRABLE INITIALLY DEFERRED)", "t(a fk p delete CASCADE deferrable deferred notnull)"},
		{"CREATE TABLE t(a DEFERRABLE INITIALLY DEFERRED)", "t(a)"},
		{"CREATE TABLE t(a REFERENCES p REFERENCES q(b) DEFERRABLE)", "t(a fk p fk q(b) deferrable)"},

		// Table constraints.
		{"CREATE TABLE t(a, b, PRIMARY KEY(a, b))", "t(a, b, | pk(a,b))"},
		{"CREATE TABLE t(a, b, PRIMARY KEY(a ASC, b DESC), UNIQUE(b COLLATE NOCASE DESC))", "t(a, b, | pk(a,b desc), | unique(b collate NOCASE desc))"},
		{"CREATE TABLE t(\"id\" INTEGER, PRIMARY KEY(\"id\" AUTOINCREMENT))", `t(id <INTEGER>, | pk("id") auto)`},
		{"CREATE TABLE t(a, UNIQUE('a'), UNIQUE([a]) ON CONFLICT IGNORE)", "t(a, | unique(a), | unique(a) or IGNORE)"},
		{"CREATE TABLE t(a, CHECK(a > 0), CHECK(a) ON CONFLICT FAIL)", "t(a, | check (a > 0), | check a)"},
		{"CREATE TABLE t(a, FOREIGN KEY(a) REFERENCES p)", "t(a, | fk(a) p)"},
		{"CREATE TABLE t(a, b, foreign key (a, \"b c\") references p(x, y) on delete set null match full deferrable initially deferred)",
			"t(a, b, | fk(a,b c) p(x,y) delete SET NULL deferrable deferred)"},
		{"CREATE TABLE t(a, CONSTRAINT c PRIMARY KEY(a), CONSTRAINT \"d e\" UNIQUE(a), CONSTRAINT 'f' CHECK(1), CONSTRAINT [g] FOREIGN KEY(a) REFERENCES p)",
			"t(a, | c:pk(a), | d e:unique(a), | f:check 1, | g:fk(a) p)"},
		// The commas between table constraints may be left out.
		{"CREATE TABLE t(a, CHECK(a) UNIQUE(a) CONSTRAINT c PRIMARY KEY(a) FOREIGN KEY(a) REFERENCES p CHECK(1))",
			"t(a, | check a, | unique(a), | c:pk(a), | fk(a) p, | check 1)"},
		{"CREATE TABLE t(a, FOREIGN KEY(a) REFERENCES p NOT DEFERRABLE CHECK(1))", "t(a, | fk(a) p, | check 1)"},

		// As producers write them.
		{"CREATE TABLE IF NOT EXISTS \"users\" (\n\t\"id\"\tINTEGER,\n\t\"name\"\tTEXT NOT NULL DEFAULT 'x;y',\n\tPRIMARY KEY(\"id\" AUTOINCREMENT)\n)",
			`users?(id <INTEGER>, name <TEXT> notnull default 'x;y', | pk("id") auto)`},
		{"CREATE TABLE IF NOT EXISTS 'ft4_content'(docid INTEGER PRIMARY KEY, 'c0content')", "ft4_content?(docid <INTEGER> pk, c0content)"},
		{"CREATE TABLE sqlite_sequence(name,seq)", "sqlite_sequence(name, seq)"},
		{`CREATE TABLE "a"("data" text NOT NULL CHECK ((JSON_VALID("data") OR "data" IS NULL)), "n" integer unsigned NOT NULL CHECK ("n" >= 0), "r_id" integer NULL REFERENCES "r" ("id") DEFERRABLE INITIALLY DEFERRED)`,
			`a(data <text> notnull check (JSON_VALID("data") OR ("data" IS NULL)), n <integer unsigned> notnull check ("n" >= 0), r_id <integer> null fk r(id) deferrable deferred)`},
		{"CREATE TABLE `x` (\n\t`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,\n\t`n` text GENERATED ALWAYS AS (name || 'x') VIRTUAL,\n\t`ok` integer DEFAULT true NOT NULL\n)",
			"x(id <integer> pk auto notnull, n <text> as (name || 'x'), ok <integer> default TRUE notnull)"},
	}
	for _, c := range cases {
		both(t, c.in+";", c.want)
	}
}

// TestObjects: the heads of indexes, views, triggers and virtual tables.
func TestObjects(t *testing.T) {
	t.Parallel()
	cases := []struct{ in, want string }{
		{"CREATE INDEX i ON t(a)", "index i on t(a)"},
		{"CREATE UNIQUE INDEX IF NOT EXISTS main.\"i 1\" ON \"t 2\" (a, \"b\" DESC, 'c' ASC)", `unique index i 1 on t 2(a,"b" desc,c)`},
		{"create index i on t(a collate nocase desc, lower(b), a + 1, c COLLATE \"x\")", "index i on t(a collate nocase desc,lower(b),(a + 1),c collate x)"},
		{"CREATE INDEX i ON t(a) WHERE a IS NOT NULL AND b > 0", "index i on t(a) where ((a NOT NULL) AND (b > 0))"},
		{"CREATE INDEX i ON t(a NULLS FIRST, b DESC NULLS LAST)", "index i on t(a,b desc)"},
		{"CREATE INDEX key ON end(desc DESC, asc)", "index key on end(desc desc,asc)"},

		{"CREATE VIEW v AS SELECT 1", "view v as select 1"},
		{"CREATE TEMP VIEW IF NOT EXISTS main.[v w](a, b) AS SELECT ';' FROM t -- c\n", "temp view v w?(a,b) as select ';' from t"},
		{"CREATE VIEW view AS WITH with AS (VALUES(1)) SELECT * FROM with", "view view as with with {values (1)} select * from with"},

		{"CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT 1; END", "trigger r AFTER INSERT on t | select 1"},
		{"CREATE TRIGGER r INSERT ON t BEGIN SELECT 1; SELECT CASE WHEN 1 THEN 2 END; END", "trigger r BEFORE INSERT on t | select 1 | select CASE WHEN 1 THEN 2 END"},
		{"CREATE TEMP TRIGGER IF NOT EXISTS main.r BEFORE UPDATE OF a, \"b\" ON main.t FOR EACH ROW WHEN new.a > 1 BEGIN SELECT 1; END",
			"temp trigger r? BEFORE UPDATE(a,b) on t each row when (new.a > 1) | select 1"},
		{"create trigger \"r 1\" instead of delete on 'v w' begin select 1; end", "trigger r 1 INSTEAD OF DELETE on v w | select 1"},
		{"CREATE TRIGGER end BEFORE DELETE ON trigger BEGIN SELECT end; END", "trigger end BEFORE DELETE on trigger | select end"},
		{"CREATE TRIGGER before BEFORE UPDATE ON of BEGIN SELECT 1; END", "trigger before BEFORE UPDATE on of | select 1"},

		{"CREATE VIRTUAL TABLE ft USING fts5(title, body UNINDEXED , tokenize='porter, x', c(a, (b)) d,, \"e,f\")", "virtual ft using fts5<title|body UNINDEXED|tokenize='porter, x'|c(a, (b)) d|\"e,f\">"},
		{"create virtual table if not exists main.\"r 1\" using rtree", "virtual r 1? using rtree"},
		{"CREATE VIRTUAL TABLE x USING m()", "virtual x using m"},
		{"CREATE VIRTUAL TABLE x USING m( /* c */ prefix='2 3' /* d */ , a -- e\n b)", "virtual x using m<prefix='2 3'|a -- e\n b>"},
	}
	for _, c := range cases {
		both(t, c.in+";", c.want)
	}
}

// TestNamePlaces: a name's offset finds it in the statement's text.
func TestNamePlaces(t *testing.T) {
	t.Parallel()
	s := one(t, ` CREATE TABLE main."a b"(/* é */ x INT, 'y' REFERENCES p(z));`).(*ast.CreateTable)
	ref := s.Columns[1].Constraints[0]
	for text, n := range map[string]int{
		`"a b"`: s.Name.Offset, `x INT`: s.Columns[0].Name.Offset, `'y'`: s.Columns[1].Name.Offset,
		"REFERENCES": ref.Offset, "p(": ref.References.Table.Offset, "z)": ref.References.Columns[0].Offset,
	} {
		if got := s.Text[n:min(n+len(text), len(s.Text))]; got != text {
			t.Errorf("offset %d finds %q, want %q", n, got, text)
		}
	}
}
