package infer

import (
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
	"github.com/sqlite2pg/sqlite2pg/rewrite/override"
	"github.com/sqlite2pg/sqlite2pg/rewrite/selection"
)

// one makes a table of one column c.
func one(t *testing.T, declared string) (*catalog.Table, *catalog.Column) {
	t.Helper()
	s := catalog.New(override.NewRules(override.Wishes{}), selection.New(nil), func(*diag.Message) {})
	table, err := s.AddTable(&ast.CreateTable{Name: ast.Name{Text: "t"}, Columns: []ast.ColumnDef{{Name: ast.Name{Text: "c"}, Type: declared}}})
	if err != nil {
		t.Fatal(err)
	}
	return table, table.Columns[0]
}

func val(c parser.Class, text string) parser.Value { return parser.Value{Class: c, Text: []byte(text)} }

func integer(s string) parser.Value { return val(parser.Integer, s) }

func realv(s string) parser.Value { return val(parser.Real, s) }

func text(s string) parser.Value { return val(parser.Text, s) }

func blob(hex string) parser.Value { return val(parser.Blob, hex) }

var values = map[string]parser.Value{
	"0": integer("0"), "1": integer("1"), "2": integer("2"), "big": integer("9007199254740993"), "1.5": realv("1.5"), "2.0": realv("2.0"), "inf": realv("1e999"), "1e30": realv("1e30"),
	"seconds": integer("1700000000"), "millis": integer("1700000000123"), "micros": integer("1700000000123456"), "julian": realv("2459975.5"),
	"''": text(""), "abc": text("abc"), "t": text("t"), "true": text("true"), "no": text("no"),
	"iso": text("2024-01-01 10:00:00"), "isoT": text("2024-01-01T10:00:00"), "isoZ": text("2024-01-01T10:00:00Z"), "date": text("2024-01-01"), "now": text("now"), "zero": text("0000-00-00"), "nanos": text("2024-01-01 10:00:00.123456789"), "nanosZ": text("2024-01-01T10:00:00.1234567Z"), "digits": text("2024-01-01 10:00:00.1234567891"), "nanosClock": text("10:00:00.1234567"),
	"clock": text("10:00:00"), "minutes": text("10:00"), "duration": text("1.10:00:00"),
	"uuid": text("6f1d0e9a-0000-4000-8000-0123456789ab"), "UUID": text("6F1D0E9A-0000-4000-8000-0123456789AB"), "uuidblob": blob("6f1d0e9a000040008000012345678901"),
	"{}": text("{}"), "\\u0000": text(`"\u0000"`), "textblob": blob("6162"), "rawblob": blob("ff"), "null": {},
}

// The data decides: the first type of the chain that holds all values.
func TestDecide(t *testing.T) {
	for _, c := range []struct{ declared, values, want string }{
		{"INT", "", "bigint"}, {"INT", "null", "bigint"}, {"INT", "1 2", "bigint"}, {"INT", "1 1.5", "numeric"}, {"INT", "1 abc", "text"}, {"INT", "1 inf", "text"}, {"INT", "1 rawblob", "bytea"}, {"INT", "1 ''", "text"},
		{"BOOL", "0 1", "boolean"}, {"BOOL", "t", "boolean"}, {"BOOL", "true", "boolean"}, {"BOOL", "t true 1", "text>boolean"}, {"BOOL", "t true 1 no", "text"}, {"BOOL", "1 2", "bigint"}, {"BOOL", "1 ''", "text"},
		{"REAL", "1 1.5 inf", "double precision"}, {"REAL", "big 1.5", "double precision"}, {"REAL", "1.5 abc", "text"},
		{"DECIMAL(5,2)", "1.5", "numeric(5,2)"}, {"DECIMAL(5,2)", "1e30", "numeric"}, {"DECIMAL(5,2)", "1.5 inf", "double precision"}, {"DECIMAL(5,2)", "big inf", "text"},
		{"TEXT", "abc 1 textblob", "text"}, {"TEXT", "abc rawblob", "bytea"}, {"VARCHAR(2)", "abc", "text"}, {"VARCHAR(3)", "abc", "varchar(3)"},
		{"DATETIME", "iso", "timestamp"}, {"DATETIME", "isoT", "timestamp"}, {"DATETIME", "iso isoT date", "text>timestamp"}, {"DATETIME", "isoZ iso", "text>timestamptz"},
		{"DATETIME", "seconds 0", "timestamp"}, {"DATETIME", "millis", "timestamp"}, {"DATETIME", "micros", "timestamp"}, {"DATETIME", "seconds millis", "bigint"}, {"DATETIME", "1", "bigint"}, {"DATETIME", "julian", "double precision"},
		{"DATETIME", "iso ''", "text"}, {"DATETIME", "iso now", "text"}, {"DATETIME", "zero", "text"}, {"DATETIME", "nanos", "text>timestamp"}, {"DATETIME", "iso nanosZ", "text>timestamptz"}, {"DATETIME", "digits", "text"}, {"TIME", "nanosClock", "text"}, {"DATETIME", "iso seconds", "text>timestamp"}, {"DATETIME", "millis isoT", "text>timestamp"}, {"DATETIME", "iso seconds millis", "text"}, {"DATETIME", "iso 0", "text"},
		{"DATE", "date", "date"}, {"DATE", "iso", "timestamp"}, {"DATE", "date iso", "text>timestamp"},
		{"TIME", "clock", "time"}, {"TIME", "clock minutes", "text>time"}, {"TIME", "duration", "text"},
		{"UUID", "uuid", "uuid"}, {"UUID", "uuidblob", "uuid"}, {"UUID", "UUID uuid", "text>uuid"}, {"UUID", "uuid abc", "text"}, {"UUID", "uuid UUID uuidblob", "uuid"}, {"UUID", "abc uuidblob rawblob", "bytea"},
		{"JSON", "{} 1", "json>jsonb"}, {"JSON", "\\u0000", "json"}, {"JSON", "{} abc", "text"},
		{"BLOB", "", "bytea"}, {"BLOB", "null", "bytea"}, {"BLOB", "rawblob abc", "bytea"}, {"BLOB", "abc", "text"}, {"BLOB", "abc textblob", "bytea"}, {"BLOB", "abc 1", "text"}, {"BINARY", "abc ''", "text"}, {"BLOB", "1", "text"}, {"BLOB", "1 rawblob", "bytea"},
		{"", "", "text"}, {"", "1 2", "bigint"}, {"", "1 1.5", "numeric"}, {"", "1.5 2.0", "double precision"}, {"", "1 2.0", "numeric"}, {"", "rawblob", "bytea"}, {"", "1 abc", "text"}, {"", "abc rawblob", "bytea"}, {"", "1 big", "bigint"},
		{"WIBBLE", "1", "bigint"}, {"WIBBLE", "1 1.5", "numeric"}, {"WIBBLE", "1.5 inf", "double precision"}, {"WIBBLE", "rawblob", "bytea"}, {"WIBBLE", "1 abc", "text"}, {"WIBBLE", "", "text"},
	} {
		table, col := one(t, c.declared)
		for _, name := range strings.Fields(c.values) {
			v, ok := values[name]
			if !ok {
				t.Fatalf("no value %s", name)
			}
			seen, err := Observe(table, col, &v, 1, func() diag.Pos { return diag.Pos{} })
			if err != nil {
				t.Errorf("%s, %s: %v", c.declared, c.values, err)
			}
			col.Observe(seen)
		}
		table.Decide(Decide(table))
		got := col.Type.SQL
		if col.Type.After != "" {
			got += ">" + col.Type.After
		}
		if got != c.want {
			t.Errorf("%s with %s becomes %s, want %s", c.declared, c.values, got, c.want)
		}
		// What was decided must hold every value.
		for _, name := range strings.Fields(c.values) {
			if v := values[name]; v.Class != parser.Null {
				if _, fit := col.Type.Append(nil, &v); !fit.OK() {
					t.Errorf("%s with %s: %s does not fit %s", c.declared, c.values, name, got)
				}
			}
		}
	}
}

// What the user asked for is all there is: a value that breaks it is an error.
func TestForcedType(t *testing.T) {
	o, err := override.ParseCast("DECIMAL=numeric(12,2)")
	if err != nil {
		t.Fatal(err)
	}
	s := catalog.New(override.NewRules(override.Wishes{Overrides: []override.Override{o}}), selection.New(nil), func(*diag.Message) {})
	table, err := s.AddTable(&ast.CreateTable{Name: ast.Name{Text: "t"}, Columns: []ast.ColumnDef{{Name: ast.Name{Text: "a"}, Type: "DECIMAL"}}})
	if err != nil {
		t.Fatal(err)
	}
	v := values["abc"]
	if _, err := Observe(table, table.Columns[0], &v, 1, func() diag.Pos { return diag.Pos{} }); err == nil {
		t.Error("a value that breaks a cast was taken")
	}
}
