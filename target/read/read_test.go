package read_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/target"
	"github.com/sqlite2pg/sqlite2pg/target/read"
)

var update = flag.Bool("update", false, "write the .catalog files")

func schema(t *testing.T, text string) *target.Catalog {
	t.Helper()
	c, err := read.Schema(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func file(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestSchema(t *testing.T) {
	for _, name := range []string{"everything-13", "everything-15", "everything-18"} {
		got := dump(schema(t, file(t, name+".sql")))
		golden := filepath.Join("testdata", name+".catalog")
		if *update {
			if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if want := file(t, name+".catalog"); got != want {
			t.Errorf("%s: run with -update and see git diff", name)
		}
	}
}

// A type is spelled as pg_dump spells it, which is what format_type() says: the
// script compares it with the live table.
func TestTypesAsPrinted(t *testing.T) {
	for _, name := range []string{"everything-13.sql", "everything-15.sql", "everything-18.sql"} {
		text := file(t, name)
		lines := strings.Split(text, "\n")
		columns := 0
		for _, table := range schema(t, text).Tables {
			if table.OfType.Name != "" || len(table.Parents) > 0 {
				continue // their lines are those of other objects
			}
			for _, c := range table.Columns {
				line, spelling := lines[c.Line-1], pg.Ident(c.Name)+" "+c.Type.String()
				rest, ok := strings.CutPrefix(strings.TrimSpace(line), spelling)
				if ok = ok && (rest == "" || strings.HasPrefix(rest, ",") || strings.HasPrefix(rest, " ")); !ok {
					t.Errorf("%s: %q does not begin with %q", name, line, spelling)
				}
				columns++
			}
		}
		if columns < 70 {
			t.Errorf("%s: %d columns", name, columns)
		}
	}
}

var placeOrOwner = regexp.MustCompile(`(?m)^( *)\d+: |Line:\d+|owner "[a-z]*"`)

// What pg_dump's flags change is no matter of the catalog.
func TestSchemaFlags(t *testing.T) {
	bare := func(text string) string { return placeOrOwner.ReplaceAllString(dump(schema(t, text)), "$1") }
	plain := file(t, "everything-15.sql")
	want := bare(plain)
	rows := strings.Replace(plain, "\n--\n-- PostgreSQL database dump complete", `
COPY public.base (a, b) FROM stdin;
1	it's "so" $$ ; /*
\\.	\N
\.


INSERT INTO public.base VALUES (1, 'a;b');

--
-- PostgreSQL database dump complete`, 1)
	for _, major := range []string{"13", "15", "18"} { // by the pg_dump of the major
		want := bare(file(t, "everything-"+major+".sql"))
		if got := bare(file(t, "clean-"+major+".sql")); got != want {
			t.Errorf("--clean --create --no-owner, PostgreSQL %s:\n%s\nwant\n%s", major, got, want)
		}
	}
	for name, text := range map[string]string{
		"with rows":            rows,
		"Rails' structure.sql": rails(plain),
		"CRLF":                 strings.ReplaceAll(plain, "\n", "\r\n"),
		"byte order mark":      "\ufeff" + plain,
	} {
		got := bare(text)
		if name == "Rails' structure.sql" {
			got = strings.Replace(got, `version ""`, `version "15.18"`, 1)
		}
		if got != strings.ReplaceAll(want, "\r\n", "\n") {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, want)
		}
	}
}

// rails does what ActiveRecord's structure_dump does: it takes out the comments at
// the beginning, and adds lines.
func rails(dump string) string {
	lines := strings.SplitAfter(dump, "\n")
	for strings.HasPrefix(lines[0], "--") || strings.TrimSpace(lines[0]) == "" || strings.HasPrefix(lines[0], `\restrict`) {
		lines = lines[1:]
	}
	return strings.Join(lines, "") + `SET search_path TO "$user", public;

INSERT INTO "schema_migrations" (version) VALUES
('20240101000000'),
('20230101000000');

`
}

const head = "SELECT pg_catalog.set_config('search_path', '', false);\n"

// Files that pg_dump has not written, and ones that are cut off, are said to be so.
func TestNoSchema(t *testing.T) {
	whole := file(t, "everything-15.sql")
	for name, c := range map[string]struct{ text, want string }{
		"empty":          {"", "the schema file is empty: pg_dump failed, or printed nothing"},
		"comments only":  {"-- nothing\n\n", "the schema file is empty: pg_dump failed, or printed nothing"},
		"SQLite":         {"PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\nCREATE TABLE t(a);\nCOMMIT;\n", "1: the schema file is a SQLite dump, and not what pg_dump prints"},
		"MySQL":          {"-- MySQL dump 10.13\nDROP TABLE IF EXISTS `t`;\nCREATE TABLE `t` (`a` int);", "2: the schema file is a dump of MySQL or MariaDB, and not what pg_dump prints"},
		"by hand":        {"\n\nCREATE TABLE t (id serial PRIMARY KEY);", "3: the schema file is not what pg_dump prints: a schema by hand may say something else than the database"},
		"no SQL":         {"pg_dump: error: connection failed", "1: the statement that begins here does not end: the file is cut off"},
		"no statement":   {"hello;", "the schema file is not what pg_dump prints: a schema by hand may say something else than the database"},
		"archive":        {"PGDMP\x01\x0e\x00;", "1: the schema file is an archive of pg_dump (-F c, d or t)"},
		"tar":            {"toc.dat\x00\x00\x00", "1: the schema file is an archive of pg_dump (-F c, d or t)"},
		"UTF-16":         {"\xff\xfe-\x00-\x00", "1: the file holds a NUL character: it is binary, or text in another encoding"},
		"several":        {"\\connect a\n" + head + "\\connect b\n", "3: the file holds the schemas of several databases"},
		"psql command":   {head + "\\! rm -rf /\n", "2: pg_dump writes no psql command \\!"},
		"in a statement": {head + "CREATE TABLE public.t (a int \\! ls\n);", "2: pg_dump writes no psql command within a statement"},
		"no table":       {head + "CREATE VIEW public.v AS SELECT 1;", "the schema file has no table"},
		"latin1":         {"SET client_encoding = 'LATIN1';\n" + head, "1: the file is not in UTF-8"},
		"backslashes":    {"SET standard_conforming_strings = off;\n" + head, "1: the file has backslashes in texts that mean something (standard_conforming_strings = off)"},
		"cut before end": {strings.TrimSuffix(whole[:strings.Index(whole, "-- PostgreSQL database dump complete")], "--\n"), "the schema file is cut off: it does not end as pg_dump ends it"},
		"cut in a text":  {head + "CREATE TABLE public.t (a text DEFAULT 'x", "2: the statement that begins here does not end: the file is cut off"},
	} {
		_, err := read.Schema(strings.NewReader(c.text))
		e, ok := err.(*target.Error)
		if !ok || e.Hint == "" {
			t.Errorf("%s: %v is no error with a hint", name, err)
			continue
		}
		got := e.Text
		if strings.Contains(c.want[:3], ":") {
			got = e.Error()
		}
		if got != c.want {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}

// Syntax that is newer than the grammar, or none, is no matter where nobody needs
// it; a table that cannot be read says so, with its line.
func TestNewerSyntax(t *testing.T) {
	c := schema(t, head+`
CREATE FANCY THING public.x AS ();
CREATE INDEX i ON public.t USING fancy (a) WITH NEW THINGS;
CREATE TABLE public.t (
    a integer NOT NULL,
    b integer FANCY (1, 2)
);
CREATE TABLE public.u (
    a integer,
    "b,(" integer GENERATED ALWAYS AS ((a * 2)) VIRTUAL NOT NULL,
    CONSTRAINT n NOT NULL a NO INHERIT,
    CONSTRAINT c CHECK (a > 0) NOT ENFORCED
);
ALTER TABLE ONLY public.u ADD CONSTRAINT fancy FANCY (a);
CREATE TABLE public.v (
    a integer
);
ALTER TABLE public.v ALTER COLUMN a SET FANCY;
CREATE TABLE public.w (
    CONSTRAINT n NOT NULL a
)
INHERITS (public.v);`)
	for name, want := range map[string]string{
		"t": `5: CREATE TABLE public.t cannot be read: syntax error at or near "FANCY"`,
		"u": "", "w": "",
		"v": `19: an ALTER TABLE of public.v cannot be read: syntax error at or near "FANCY"`,
	} {
		table, got := c.Table(target.Name{Schema: "public", Name: name}), ""
		if table.Err != nil {
			got = table.Err.Error()
		}
		if got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	u, w := c.Table(target.Name{Schema: "public", Name: "u"}), c.Table(target.Name{Schema: "public", Name: "w"})
	if len(u.Columns) != 2 || !u.Columns[0].NotNull || u.Columns[1].Generated != target.Virtual || !u.Columns[1].NotNull {
		t.Errorf("u is %s", dump(c))
	}
	if len(w.Columns) != 1 || !w.Columns[0].NotNull || w.Columns[0].Type.String() != "integer" {
		t.Errorf("w is %s", dump(c))
	}
}

// What nests without end, and what is too long, is an error of its statement.
func TestHostile(t *testing.T) {
	deep := map[string]string{
		"plus":        "(a integer DEFAULT " + strings.Repeat("1+", 1<<20) + "1)",
		"parentheses": "(a integer DEFAULT " + strings.Repeat("(", 1<<18) + "1" + strings.Repeat(")", 1<<18) + ")",
		"left":        "(a integer DEFAULT " + strings.Repeat("(", 500) + "1" + strings.Repeat(strings.Repeat("+1", 500)+")", 500) + ")",
		"long":        "(a text DEFAULT '" + strings.Repeat("x", 2<<20) + "')",
		"casts":       "(a integer DEFAULT 1" + strings.Repeat("::int", 100_000) + ")",
		"subscripts":  "(a integer DEFAULT 1" + strings.Repeat("[1", 100_000) + strings.Repeat("]", 100_000) + ")",
	}
	for name, elements := range deep {
		c := schema(t, head+"CREATE TABLE public.t "+elements+";\nCREATE TABLE public.u (a integer);")
		if bad := c.Table(target.Name{Schema: "public", Name: "t"}); bad == nil || bad.Err == nil {
			t.Errorf("%s: it is read", name)
		}
		if u := c.Table(target.Name{Schema: "public", Name: "u"}); u == nil || u.Line != 3 {
			t.Errorf("%s: the table after it is not there", name)
		}
	}
	body := "CREATE FUNCTION public.f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.a := "
	for name, expr := range map[string]string{"plus": strings.Repeat("1+", 200_000) + "1", "blocks": "1; " + strings.Repeat("BEGIN ", 100_000)} {
		c := schema(t, head+body+expr+"; RETURN NEW; END $$;\nCREATE TABLE public.u (a integer);")
		if f := c.Functions[target.Name{Schema: "public", Name: "f"}]; f != nil && name == "blocks" && f.Known {
			t.Errorf("%s: a function that does not end is known", name)
		}
	}
}

func TestFillsAndBehind(t *testing.T) {
	c := schema(t, file(t, "everything-15.sql"))
	name := func(n string) target.Name { return target.Name{Schema: "public", Name: n} }
	fills := map[string]string{}
	for _, table := range c.Tables {
		for _, tr := range table.Triggers {
			columns, known := c.Fills(tr)
			fills[tr.Name] = list(columns, known)
		}
	}
	for trigger, want := range map[string]string{"b_fill": "[id v] true", "tsv": "[as_] true", "late": "[] true", "off": "[] true"} {
		if fills[trigger] != want {
			t.Errorf("%s fills %s, want %s", trigger, fills[trigger], want)
		}
	}
	before := &target.Trigger{Before: true, Row: true, Insert: true}
	for function, want := range map[string]string{"whole": "[] false", "unknown": "[] false"} {
		before.Function = name(function)
		columns, known := c.Fills(before)
		if got := list(columns, known); got != want {
			t.Errorf("%s fills %s, want %s", function, got, want)
		}
	}
	for column, want := range map[string]string{
		"owner.id": "[public.owner_id_seq]", "owner.code": "[public.shared_seq]", "owner.late": "[public.shared_seq]", "owner.n": "[]",
		"Child.Id": `[public."Child_Id_seq"]`, "base.a": "[public.handmade]",
	} {
		table, col, _ := strings.Cut(column, ".")
		x := c.Table(name(table))
		if got := fmt.Sprint(c.Behind(x, x.Column(col))); got != want {
			t.Errorf("%s: %s, want %s", column, got, want)
		}
	}
}

// A list of many values is no deep expression.
func TestWideCheck(t *testing.T) {
	c := schema(t, head+"CREATE TABLE public.t (a text, CONSTRAINT c CHECK (((a)::text = ANY ((ARRAY["+strings.Repeat("'x'::character varying, ", 5000)+"'y'::character varying])::text[]))));")
	if e := c.Tables[0].Err; e != nil {
		t.Error(e)
	}
}

func TestTriggerFunctions(t *testing.T) {
	for body, want := range map[string]string{
		"BEGIN NEW.a := 1; RETURN NEW; END":                                           "[a] true",
		`BEGIN NEW."A b"[1] = 1; new.C := 2; RETURN new; END`:                         "[A b c] true",
		"DECLARE n int; BEGIN n := NEW.a; SELECT 1, 2 INTO NEW.b, n; RETURN NEW; END": "[b] true",
		"BEGIN IF TG_OP = 'X' THEN EXECUTE 'x' INTO NEW.k; END IF; RETURN NULL; END":  "[k] true",
		"BEGIN NEW := OLD; RETURN NEW; END":                                           "[] false",
		"BEGIN SELECT * INTO NEW FROM t; RETURN NEW; END":                             "[] false",
		"BEGIN RETURN public.other(NEW); END":                                         "[] false",
		"BEGIN OLD.a := 1; RETURN NEW; END":                                           "[] true",
		"BEGIN x = = 1; END":                                                          "[] false",
	} {
		c := schema(t, head+"CREATE TABLE public.t ();CREATE FUNCTION public.f() RETURNS trigger LANGUAGE plpgsql AS $_$"+body+"$_$;")
		f := c.Functions[target.Name{Schema: "public", Name: "f"}]
		if f == nil {
			t.Errorf("%s: no function", body)
			continue
		}
		if got := list(f.Assigns, f.Known); got != want {
			t.Errorf("%s: %s, want %s", body, got, want)
		}
	}
}

func list(assigns []string, known bool) string {
	s := "[" + strings.Join(assigns, " ") + "]"
	if known {
		return s + " true"
	}
	return s + " false"
}
