package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/internal/pgtest"
)

// Doubles, made from their bytes: SQLite's parser of reals is not exact.
var doubles = []string{
	"x'0000000000000001'",                        // 5e-324
	"x'000FFFFFFFFFFFFF'", "x'0010000000000000'", // around the smallest normal
	"x'7FEFFFFFFFFFFFFF'", "x'FFEFFFFFFFFFFFFF'", // DBL_MAX
	"x'3FD5555555555555'", "x'3FB999999999999A'", // 1/3, 0.1
	"x'3FD3333333333334'",                        // 0.1 + 0.2
	"x'4341C37937E08000'",                        // 1e16
	"x'433FFFFFFFFFFFFF'", "x'4340000000000000'", // 2^53 - 1, 2^53
	"x'43E0000000000000'", "x'C3E0000000000000'", // 2^63, -2^63
	"x'4024FFFFFFFFFFFF'", "x'4025000000000001'", // beside 10.5
	"x'54B249AD2594C37D'", "x'2B2BFF2EE48E0530'", // 1e100, 1e-100
	"x'44B52D02C7E14AF6'", "x'3EB0C6F7A0B5ED8D'", // 1e23 (a tie of printers), 1e-6
	"x'0000000000000000'", "x'8000000000000000'", // 0, -0
}

func doubleExprs() (out []string) {
	for _, d := range doubles {
		out = append(out, "ieee754_from_blob("+d+")")
	}
	return out
}

// texts are expressions of SQLite. Each is something to somebody on the way.
func texts() []string {
	out := []string{"''", "' '", "'NULL'", "'null'", `'\N'`, `'\.'`, `'\\.'`, `'\'`, `'\\'`, `'a\'`, `'\x41'`, `'\101'`, `'\n'`, `'\r\n'`,
		`'\n' || char(10)`, `'\n\012(\n0)' || char(10) || '\r\015' || char(13)`, // the markers of sqlite3's replace()
		`char(10)`, `char(13)`, `char(13, 10)`, `char(9)`, `char(10) || '\.' || char(10)`, `'a' || char(13, 10) || '\.' || char(13, 10) || 'b'`,
		`'x' || char(10) || '\N' || char(10) || 'y'`, `char(9) || char(9)`, `'trailing' || char(10)`,
		"'it''s'", "''''", "''''''", `'"'`, "'$$'", "'$sql$'", "'$sqlite2pg$'", "'''); DROP TABLE t; --'", "';'", "'--'", "'/*'", "'*/'",
		`'\! touch /tmp/never'`, `char(10) || '\! false' || char(10)`, `'\q'`, "':name'", "'%s%n'", "'COMMIT;'", `char(10) || 'COMMIT;' || char(10)`,
		"'é'", "'ÀÉ'", "'🐘'", "'👩‍👩‍👧‍👦'", "'日本語'", "char(8232)", "char(8238)", "char(65279)", "char(128)", "char(160)", "char(55295)", "char(57344)", "char(65533)", "char(65535)", "char(1114111)",
		"'0'", "'007'", "'1e5'", "'1.0'", "'Infinity'", "'NaN'", "x'' || ''", "'t'",
		"printf('%5000c', 'x')", "replace(printf('%3000c', 'x'), 'x', 'é''')",
	}
	for c := 1; c < 32; c++ {
		out = append(out, fmt.Sprintf("char(%d)", c), fmt.Sprintf("'a' || char(%d) || 'b'", c), fmt.Sprintf("char(%d, 92, %[1]d)", c))
	}
	var all []string
	for c := 1; c < 256; c++ {
		all = append(all, fmt.Sprintf("char(%d)", c))
	}
	return append(out, "char(127)", strings.Join(all, " || "))
}

// allBytes is a blob of every byte value, upwards and downwards.
func allBytes() string {
	var b strings.Builder
	for c := range 256 {
		fmt.Fprintf(&b, "%02x%02x", c, 255-c)
	}
	return "x'" + b.String() + "'"
}

// declared lists declared types, the type that must arrive, and values that fit both.
var declared = []struct {
	types, want string
	values      []string
}{
	{"INTEGER,INT,BIGINT,SMALLINT,MEDIUMINT,INT2,INT8,UNSIGNED BIG INT,TINYINT,INT(11),integer(8),POINT,SERIAL,BIGSERIAL,SMALLSERIAL,LONG,IDENTITY,COUNTER,ULONG,BYTE,WORD,LONGWORD,LONGLONGWORD,YEAR,INT16,UINT64,INTEGER UNSIGNED,BIGINT UNSIGNED,SMALLUINT,TINYSINT,INTERVAL", "bigint",
		[]string{"9223372036854775807", "-9223372036854775808", "0", "-1", "9007199254740993", "'12'", "5.0"}},
	{"bool,BOOLEAN,BIT,TINYINT(1),tinyint ( 1 ),LOGICAL,YESNO", "boolean", []string{"0", "1", "'t'", "'f'", "'true'", "'FALSE'", "'TRUE'", "'false'"}},
	{"REAL,DOUBLE,FLOAT,DOUBLE PRECISION,FLOAT(53),SINGLE,SINGLE PRECISION,FLOAT(11,10),real_money(19,4)", "double precision", append(doubleExprs(), "9e999", "-9e999", "1", "-9007199254740991", "'2.5'")},
	{"NUMERIC,DECIMAL,DEC,FIXED,NUMBER,MONEY,SMALLMONEY,CURRENCY,NUM,FINANCIAL,DECIMAL UNSIGNED,NUMERIC UNSIGNED", "numeric",
		append(doubleExprs(), "9223372036854775807", "-9223372036854775808", "19.99", "10.5", "1e20", "'12.50'", "-0.0001")},
	{"NUMERIC(10,2),DECIMAL(10, 2),dec ( 10,2 )", "numeric(10,2)", []string{"19.99", "10.5", "99999999.99", "-99999999.99", "0", "-0.01", "100", "0.1", "1.10"}},
	{"DECIMAL(5)", "numeric(5,0)", []string{"99999", "-99999", "0", "7.0"}},
	{"NUMERIC(1000,1000)", "numeric(1000,1000)", []string{"0.5", "0", "-0.125", "1e-300"}},
	{"NUMERIC(1001),DECIMAL(2,3),NUMERIC(5,-2)", "numeric", []string{"0.125", "12345678901"}},
	{"DATETIME,TIMESTAMP,TIMESTAMP WITHOUT TIME ZONE,DATETIME2,DATETIME2(7),SMALLDATETIME,SMALLDATE,TEXT_DATETIME,TEXT DATETIME,datetime_text,timestamp_text,DATETIME(6)", "timestamp without time zone",
		[]string{"'2024-02-29 12:30:00'", "'0001-01-01 00:00:00'", "'9999-12-31 23:59:59.999999'", "'2024-02-29'", "'2024-02-29T12:30'", "'2000-01-01 00:00:00.1000000'"}},
	{"TIMESTAMPTZ,TIMESTAMP WITH TIME ZONE,TIMESTAMP WITH LOCAL TIME ZONE,DATETIMEOFFSET,DATETIMEOFFSET(7),TIMESTAMPTZSQLITE,timestamp_with_timezone_text", "timestamp with time zone",
		[]string{"'2024-02-29 12:30:00Z'", "'2024-02-29T12:30:00.5+02:00'", "'2024-02-29 12:30-0330'", "'1970-01-01 00:00:00 +00'", "'0001-06-01 00:00:00+14:00'", "'9999-12-31 12:00:00-12:00'"}},
	{"DATE,date_text,DATE_CHAR", "date", []string{"'2024-02-29'", "'0001-01-01'", "'9999-12-31'", "'1582-10-10'"}},
	{"TIME,TIME(6),TIME WITHOUT TIME ZONE,time_text,TIME_CHAR", "time without time zone", []string{"'00:00'", "'23:59:59.999999'", "'07:05:01.500'"}},
	{"JSON,JSONB,JSONTEXT,json_text,jsonb_text", "jsonb", []string{`'{"b": [1.50, 1e2, null], "a": "it''s \u00e9 \\ \" 🐘"}'`, "'[]'", `'"x"'`, "'null'", "'true'", "1", "2.5", `' {"a" : {"b":  1}} '`,
		`'{"n": 123456789012345678901234567890.12345}'`, `'"\t\n\\.\\N"'`, `'[1,' || char(10) || char(9) || '2]'`}},
	{"UUID,GUID,UNIQUEIDENTIFIER,UUIDV4,uuid_text", "uuid", []string{"'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'", "'{A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11}'",
		"'a0eebc999c0b4ef8bb6d6bb9bd380a11'", "x'a0eebc999c0b4ef8bb6d6bb9bd380a12'", "'00000000-0000-0000-0000-000000000000'"}},
	{"BLOB,BINARY,VARBINARY,BYTEA,IMAGE,BINARY(16),LONGBLOB,VARBINARY(1000),RAW,LONG RAW,LONG BINARY,LONG VARBINARY,LONGVARBINARY,BINARY VARYING,OLEOBJECT,GENERAL,varbinary_blob(16)", "bytea",
		[]string{"x''", "x'00'", "x'5c'", "x'27'", "x'0a'", allBytes(), "zeroblob(3000)", "x'" + strings.Repeat("5c2e0a", 2000) + "'", "'text'", "'it''s \\'"}},
	{"TEXT,CLOB,LONGTEXT,VARCHAR,VARCHAR(0),VARCHAR(99999999),CITEXT,NTEXT,LONGCHAR,LONGVARCHAR,NCLOB,enum_text", "text", append(texts(), "x'c3a9'", "7", "1.5")},
	{"VARCHAR(3),CHAR(3),NVARCHAR(3),NCHAR(3),CHARACTER(3),CHARACTER VARYING(3),VARYING CHARACTER(3),NATIONAL CHARACTER(3),NATIVE CHARACTER(3),NATIONAL CHARACTER VARYING(3),VARCHAR2(3),NVARCHAR2(3),CHAR VARYING(3),NATIONAL CHAR(3),NATIONAL CHAR VARYING(3),VARCHAR BINARY(3),CHAR BINARY(3)",
		"character varying(3)", []string{"''", "'a'", "'abc'", "'   '", "'🐘🐘🐘'", "'a' || char(10) || '\\'", "''''''''", "123", "x'e282ac'"}},
	{"INET", "inet", []string{"'10.0.0.1'", "'10.0.0.0/8'", "'2001:db8::1'", "'::/0'"}},
	{"DURATION,ROWVERSION", "bigint", []string{"1500000", "0", "-1"}},
	{"VARCHAR(10485760)", "character varying(10485760)", []string{"'x'"}},
	{",ANY,WHATEVER,STRING,MEMO,NOTE,NMEMO,XML,HTML,DURATION,ENUM(3)", "text", []string{"1", "'a'", "2.5", "''", "-9223372036854775808", "'it''s'", "1e100"}},
}

func TestValues(t *testing.T) {
	t.Parallel()
	var script strings.Builder
	want := map[string]string{} // by table
	script.WriteString("BEGIN;\n")
	for _, d := range declared {
		for _, typ := range splitTypes(d.types) {
			name := "of " + typ + " as " + d.want
			want[name] = d.want
			fmt.Fprintf(&script, "CREATE TABLE %s (id INTEGER PRIMARY KEY, v %s);\n", identifier(name), typ)
			fmt.Fprintf(&script, "INSERT INTO %s (v) VALUES (NULL), (%s), (NULL);\n", identifier(name), strings.Join(d.values, "), ("))
		}
	}
	// One column: a line of COPY data is the value alone.
	fmt.Fprintf(&script, "CREATE TABLE alone (v TEXT); INSERT INTO alone VALUES (%s), (NULL);\n", strings.Join(texts(), "), ("))
	script.WriteString("CREATE TABLE empties (v TEXT); INSERT INTO empties VALUES (''), (''), (NULL), ('');\n")
	script.WriteString("CREATE TABLE bare (v); INSERT INTO bare VALUES (''), (1), (NULL);\n")
	fmt.Fprintf(&script, "CREATE TABLE blobs (v BLOB); INSERT INTO blobs VALUES (x''), (%s), (NULL), (x'');\n", allBytes())
	script.WriteString("CREATE TABLE none (a TEXT, b INT);\n")
	script.WriteString("CREATE TABLE nulls (a TEXT, b INT, c BLOB, d DATETIME, e BOOL, f JSON); INSERT INTO nulls DEFAULT VALUES; INSERT INTO nulls DEFAULT VALUES;\n")
	script.WriteString("COMMIT;\n")
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		arrive(t, db, script.String())
		right := 0
		for _, r := range db.Query(t, `SELECT relname, format_type(atttypid, atttypmod) FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
			WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND attname = 'v'`) {
			if typ, ok := want[*r[0]]; ok && typ != *r[1] {
				t.Errorf("table %q: type %s, want %s", *r[0], *r[1], typ)
			} else if ok {
				right++
			}
		}
		if right != len(want) {
			t.Errorf("%d types are right of %d", right, len(want))
		}
	})
}

// splitTypes splits at the commas that stand outside parentheses.
func splitTypes(list string) (out []string) {
	depth, start := 0, 0
	for i, c := range list {
		switch c {
		case '(':
			depth++
		case ')':
			depth--
		case ',':
			if depth == 0 {
				out = append(out, list[start:i])
				start = i + 1
			}
		}
	}
	return append(out, list[start:])
}

// TestUTF16 takes a database in UTF-16, whose dump is UTF-8.
func TestUTF16(t *testing.T) {
	t.Parallel()
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		arrive(t, s.Database(t), "PRAGMA encoding = 'UTF-16le'; CREATE TABLE t (a TEXT); INSERT INTO t VALUES ('é🐘'), (''), (char(9));")
	})
}

// TestOtherDumps reads the spellings that this machine's sqlite3 does not write.
func TestOtherDumps(t *testing.T) {
	t.Parallel()
	const head, tail = "PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\n", "COMMIT;\n"
	cases := []struct{ typ, value, query, want string }{
		{"TEXT", `unistr('a\u000ab\\n''\u0009\u0001é')`, "SELECT v", "a\nb\\n'\t\x01é"},
		{"TEXT", `replace(replace('a\r\nb','\r',char(13)),'\n',char(10))`, "SELECT v", "a\r\nb"},
		{"TEXT", `replace('real\012literal \n','\012',char(10))`, "SELECT v", "real\nliteral \\n"},
		{"TEXT", `replace('(\n0)lit \n lit \012','(\n0)',char(10))`, "SELECT v", "\nlit \\n lit \\012"},
		{"TEXT", "'raw\nline'", "SELECT v", "raw\nline"},
		{"BLOB", `'c'||X'0a'`, "SELECT v", "c\n"}, // a text, and no blob beside it
		{"BLOB", "x'00fF'", "SELECT encode(v, 'hex')", "00ff"},
		{"REAL", "Inf", "SELECT v", "Infinity"},
		{"REAL", "-Inf", "SELECT v", "-Infinity"},
		{"REAL", "1e999", "SELECT v", "Infinity"},
		{"REAL", "-9.0e+999", "SELECT v", "-Infinity"},
		{"REAL", "3.33333333333333314829e-01", "SELECT v", "0.3333333333333333"},
		{"REAL", "0.1000000000000000055", "SELECT v", "0.1"},
		{"REAL", "4.9406564584124654e-324", "SELECT v", "5e-324"},
		{"NUMERIC", "10.499999999999999999", "SELECT v", "10.5"},
		{"NUMERIC", "19.989999999999998436", "SELECT v", "19.99"},
		{"INTEGER", "-9223372036854775808", "SELECT v", "-9223372036854775808"},
	}
	var b strings.Builder
	b.WriteString(head)
	for i, c := range cases {
		fmt.Fprintf(&b, "CREATE TABLE t%d(v %s);\nINSERT INTO \"t%[1]d\" VALUES(%[3]s);\n", i, c.typ, c.value)
	}
	b.WriteString("CREATE TABLE many(id INTEGER PRIMARY KEY, a TEXT);\nINSERT INTO many VALUES(1,'a'),(2,NULL),\n(3,'c');\n" + tail)
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		loadClean(t, db, translate(t, b.String()).stdout)
		for i, c := range cases {
			if got := one(t, db, fmt.Sprintf("%s FROM t%d", c.query, i)); got != c.want {
				t.Errorf("%s %s arrived as %q, want %q", c.typ, c.value, got, c.want)
			}
		}
		if got := one(t, db, "SELECT string_agg(id || coalesce(a, '-'), '' ORDER BY id) FROM many"); got != "1a2-3c" {
			t.Errorf("many rows in one INSERT arrived as %q", got)
		}
	})
}
