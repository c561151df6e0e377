package e2e

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/internal/pgtest"
)

// The threats of docs/threats.md. A dump that wants more than its objects is loaded by a superuser; whatever of it is
// run leaves a canary: a file that psql or the server writes, a role, a table.

// sandbox is a folder in which psql works, with a database.
type sandbox struct {
	dir string
	db  *pgtest.Database
}

// inSandbox gives each server a sandbox. Nothing may be run in it until the test ends.
func inSandbox(t *testing.T, f func(t *testing.T, s *sandbox)) {
	pgtest.Each(t, func(t *testing.T, server *pgtest.Server) { sandboxed(t, server, f) })
}

// inSandboxes gives each server several, side by side.
func inSandboxes(t *testing.T, f func(t *testing.T, s *sandbox, side, of int)) {
	pgtest.Each(t, func(t *testing.T, server *pgtest.Server) {
		for side := range sides {
			t.Run(fmt.Sprintf("side=%d", side), func(t *testing.T) {
				t.Parallel()
				sandboxed(t, server, func(t *testing.T, s *sandbox) { f(t, s, side, sides) })
			})
		}
	})
}

func sandboxed(t *testing.T, server *pgtest.Server, f func(t *testing.T, s *sandbox)) {
	binary(t)
	dir, err := os.MkdirTemp("/tmp", "hostile-") // where the server's user may write, too
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	// What \i and \ir may find.
	if err := os.WriteFile(filepath.Join(dir, "evil.sql"), []byte("\\! touch ran-include\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	s := &sandbox{dir: dir, db: server.Database(t)}
	f(t, s)
	s.quiet(t, "at the end")
	other := &pgtest.Database{Server: s.db.Server, Name: "postgres"}
	if got := column(t, other, "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"); got != "" {
		t.Errorf("another database has %s", got)
	}
}

const canaries = `SELECT 'table ' || relname FROM pg_class WHERE relname LIKE 'canary%'
UNION ALL SELECT 'role ' || rolname FROM pg_roles WHERE rolname LIKE 'canary%'
UNION ALL SELECT 'function ' || proname FROM pg_proc WHERE proname LIKE 'canary%'`

// written returns the files that a command wrote, and removes them.
func (s *sandbox) written() (names []string) {
	files, _ := filepath.Glob(filepath.Join(s.dir, "ran*"))
	for _, f := range files {
		names = append(names, filepath.Base(f))
		os.Remove(f)
	}
	return names
}

// command runs the command in the sandbox.
func (s *sandbox) command(t *testing.T, stdin io.Reader, args ...string) result {
	t.Helper()
	cmd := exec.Command(binary(t), args...)
	cmd.Dir = s.dir
	return run(t, cmd, stdin)
}

// quiet fails the test if something was run.
func (s *sandbox) quiet(t *testing.T, when string) {
	t.Helper()
	if files := s.written(); len(files) > 0 {
		t.Errorf("%s: commands wrote %q", when, files)
	}
	if got := column(t, s.db, canaries); got != "" {
		t.Errorf("%s: these were made: %s", when, got)
		s.db.Load(t, "DROP TABLE IF EXISTS canary; DROP ROLE IF EXISTS canary;")
	}
}

// leads are ways out of where a text stands.
var leads = []string{"", "\n", "\r", "\r\n", "\v\n", "\f\n", "\u0085", "\u2028", "\u2029", "\\.\n", "\n\\.\n", "\"\n", "\";\n", "'\n", "';\n", "');\n", "\\';\n",
	"$$;\n", "$sql$);\n", "$sql1$);\n", "$sqlite2pg$;\n", "$body$;\n", ");\n", "*/;\n", "--\n", "\x1b]0;", "`", ":`", "\\\\\n", "\xc2\x83'\n;", "\t", ";"}

// payloads are what would be run then.
func (s *sandbox) payloads() []string {
	return []string{
		`\! touch ran-shell`, `\copy (SELECT 1) TO ran-copy`, `\copy (SELECT 1) TO PROGRAM 'touch ran-copy'`, `\o ran-o`, `\w ran-w`, `SELECT 1 \g ran-g`,
		`SELECT 1 \g |touch ran-g`, `SELECT 'CREATE TABLE canary(a int)' \gexec`, `\i evil.sql`, `\ir evil.sql`, "\\set x `touch ran-set`", "\\echo `touch ran-echo`",
		"\\connect postgres", `\unrestrict key`, `\q`, `\if false`, `\set ON_ERROR_STOP off`, `\set AUTOCOMMIT off`,
		`CREATE TABLE canary(a int);`, `CREATE ROLE canary;`, `COPY (SELECT 1) TO PROGRAM 'touch ` + s.dir + `/ran-program';`,
		`DO $$ BEGIN CREATE TABLE canary(a int); END $$;`, `COMMIT; CREATE TABLE canary(a int); BEGIN;`, `ROLLBACK; CREATE TABLE canary(a int); COMMIT;`,
		`:x`, `:'x'`, `:"x"`, `:{?x}`, `%s %1$s %I`,
	}
}

// evil is a text with a payload behind a lead, and what shows that it got out.
func evil(lead, payload string) string {
	return lead + payload + "\n\\! touch ran-after\nCREATE ROLE canary;\nCREATE TABLE canary(a int);\n-- "
}

// hostileObjects has a text in all places: {x} is a name that begins with it, {'} a literal, {x'} a blob, {u'} an argument
// of unistr, {s'} a statement in a literal, {/} what a comment may hold, {-} what a line comment may hold.
const hostileObjects = `/****** ERROR: {/} ******/
SAVEPOINT {s}; RELEASE {s};
PRAGMA {p} = {'};
INSERT INTO t VALUES({'},{x'});
CREATE TABLE {t}({id} INTEGER PRIMARY KEY, -- {-}
 {c} {type} DEFAULT {'} CONSTRAINT {k} CHECK ({c} <> {'}) CONSTRAINT {u} UNIQUE /* {/} */,
 g TEXT AS ({c} || {'}), n TEXT COLLATE {collation}, d TEXT DEFAULT (lower({'})), f INT REFERENCES {none}({c}),
 h TEXT REFERENCES {t}({c}), CONSTRAINT {l} CHECK (length({'}) > 0 OR {c} IN (SELECT {'})));
INSERT INTO {t}({id},{c},n) VALUES(1,'x'||{'},unistr({u'}));
CREATE INDEX {i} ON {t}({c}, lower({c})) WHERE {c} <> {'};
CREATE VIEW {v}({w}) AS SELECT {c} || {'} FROM {t} /* {/} */;
CREATE TRIGGER {r} AFTER UPDATE ON {t} WHEN new.{c} <> {'} BEGIN
 UPDATE {t} SET {c} = {'}; -- {-}
 SELECT RAISE(ABORT, {'}); END;
CREATE VIRTUAL TABLE {f} USING zipfile({'}, tokenize={'});
INSERT INTO sqlite_schema(type,name,tbl_name,rootpage,sql)VALUES('table',{'},{'},0,{s'});
INSERT INTO sqlite_sequence VALUES({'},5);
INSERT INTO sqlite_stat1 VALUES({'},{'},{'});
DROP TABLE IF EXISTS {gone};
`

var place = regexp.MustCompile(`\{[^}]+\}`)

// hostile is a dump with each text in all places.
func hostile(evils []string) string {
	var b strings.Builder
	b.WriteString("PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\nCREATE TABLE t(a TEXT, b BLOB);\n")
	for i, e := range evils {
		comment := strings.ReplaceAll(e, "*/", "* /")
		b.WriteString(place.ReplaceAllStringFunc(hostileObjects, func(what string) string {
			switch what {
			case "{'}":
				return literal(e)
			case "{x'}":
				return "X'" + hex.EncodeToString([]byte(e)) + "'"
			case "{u'}":
				return literal(strings.ReplaceAll(e, `\`, `\\`))
			case "{s'}":
				return literal("CREATE VIRTUAL TABLE " + identifier(e) + " USING zipfile(" + literal(e) + ")")
			case "{/}":
				return comment
			case "{-}":
				return strings.NewReplacer("\n", " ", "\r", " ").Replace(comment)
			}
			return identifier(fmt.Sprint(e, what, i))
		}))
	}
	b.WriteString("COMMIT;\n")
	return b.String()
}

// plain matches what messages may hold: nothing that moves a cursor, colours, hides or turns text.
var plain = regexp.MustCompile(`^[^\x00-\x09\x0b-\x1f\x7f\x{80}-\x{a0}\x{ad}\x{200b}-\x{200f}\x{2028}-\x{202e}\x{2060}-\x{206f}\x{feff}]*$`)

// psql runs it in the sandbox, with a variable that dumps try to use, and without -X's protection only where args say so.
func (s *sandbox) psql(t *testing.T, script string, env []string, args ...string) pgtest.Result {
	t.Helper()
	cmd := s.db.Command(append([]string{"-v", "x=; CREATE TABLE canary(a int); --"}, args...)...)
	cmd.Dir = s.dir
	cmd.Env = append(cmd.Env, env...)
	cmd.Stdin = strings.NewReader(script)
	var out, said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &said
	cmd.Run()
	return pgtest.NewResult(out.String(), said.String(), cmd.ProcessState.ExitCode())
}

// load runs a script that loads whole, in one way to call psql, and checks that the texts arrived.
func (s *sandbox) load(t *testing.T, script string, evils []string, env []string, args ...string) {
	t.Helper()
	when := fmt.Sprintf("psql %q %q, %.40q", args, env, evils[0])
	reset(t, s.db)
	r := s.psql(t, script, env, args...)
	s.quiet(t, when)
	if r.Code != 0 && !strings.Contains(r.Stderr, "sqlite2pg: loaded, but not all of the schema") {
		t.Errorf("%s: exit code %d\n%.2000s", when, r.Code, r.Stderr)
		return
	}
	got := s.db.Query(t, "SELECT a, convert_from(b, 'UTF8') FROM t")
	if len(got) != len(evils) {
		t.Errorf("%s: %d of %d texts arrived", when, len(got), len(evils))
		return
	}
	for i, e := range evils {
		if *got[i][0] != e || *got[i][1] != e {
			t.Errorf("%s: text %q arrived as %q and %q", when, e, *got[i][0], *got[i][1])
		}
	}
	tables := "SELECT count(*) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
	if n := one(t, s.db, tables); n != fmt.Sprint(len(evils)+1) {
		t.Errorf("%s: %s tables arrived, want %d", when, n, len(evils)+1)
	}
}

// evils are the payloads behind a lead: some of them, others behind other leads.
func (s *sandbox) evils(lead int) (out []string) {
	for i, p := range s.payloads() {
		if (i+lead)%4 == 0 {
			out = append(out, evil(leads[lead], p))
		}
	}
	return out
}

// TestCanary lets psql read payloads as they are: the sandbox notices what is run.
func TestCanary(t *testing.T) {
	inSandbox(t, func(t *testing.T, s *sandbox) {
		for _, p := range s.payloads() {
			if p == `\q` || p == `\if false` || p == `\unrestrict key` || p == `%s %1$s %I` { // these run nothing by themselves
				continue
			}
			s.psql(t, evil("", p), nil, "-X", "-q")
			made := s.written()
			if got := column(t, s.db, canaries); got != "" {
				made = append(made, got)
			}
			if len(made) == 0 {
				t.Errorf("nobody notices %s", p)
			}
			for _, db := range []string{s.db.Name, "postgres"} {
				(&pgtest.Database{Server: s.db.Server, Name: db}).Load(t, "SET client_min_messages = error; DROP TABLE IF EXISTS canary; DROP ROLE IF EXISTS canary;")
			}
		}
	})
}

// TestHostileTexts loads payloads behind every lead in every place.
func TestHostileTexts(t *testing.T) {
	inSandboxes(t, func(t *testing.T, s *sandbox, side, of int) {
		for i, lead := range leads {
			if i%of != side {
				continue
			}
			evils := s.evils(i)
			r := s.command(t, strings.NewReader(hostile(evils)), "--accept-errors")
			if r.code != 0 {
				t.Errorf("%q: exit code %d\n%.2000s", lead, r.code, r.stderr)
				continue
			}
			for line := range strings.Lines(r.stderr) {
				if !plain.MatchString(strings.TrimSuffix(line, "\n")) {
					t.Errorf("a message is not plain: %q", line)
					break
				}
			}
			s.load(t, r.stdout, evils, nil, "-X", "-q")
			if i%7 != 0 { // the other ways for some of them
				continue
			}
			if err := os.WriteFile(filepath.Join(s.dir, "script.sql"), []byte(r.stdout), 0o644); err != nil {
				t.Fatal(err)
			}
			s.load(t, "", evils, nil, "-X", "-q", "-f", "script.sql")
			s.load(t, r.stdout, evils, nil, "-X", "-q", "-1")
			s.load(t, r.stdout, evils, []string{"PGCLIENTENCODING=SJIS"}, "-X", "-q")
			s.load(t, r.stdout, evils, []string{"PGOPTIONS=-c standard_conforming_strings=off -c backslash_quote=on"}, "-X", "-q")
			s.load(t, s.command(t, strings.NewReader(hostile(evils)), "--accept-errors", "--verify", "--identifiers=snake").stdout, evils, nil, "-X", "-q")
		}
	})
}

// TestHostileParts loads the parts of a hostile dump one after the other.
func TestHostileParts(t *testing.T) {
	inSandboxes(t, func(t *testing.T, s *sandbox, side, of int) {
		for i, lead := range leads {
			if i%3 != 0 || i/3%of != side {
				continue
			}
			text := hostile(s.evils(i))
			schema, data := s.command(t, strings.NewReader(text), "--accept-errors", "--schema-only"), s.command(t, strings.NewReader(text), "--accept-errors", "--data-only")
			if schema.code != 0 || data.code != 0 {
				t.Errorf("%q: exit codes %d, %d\n%.2000s%.2000s", lead, schema.code, data.code, schema.stderr, data.stderr)
				continue
			}
			reset(t, s.db)
			if r := s.psql(t, schema.stdout, nil, "-X", "-q"); r.Code != 0 {
				t.Errorf("%q: --schema-only: exit code %d\n%.2000s", lead, r.Code, r.Stderr)
			}
			if r := s.psql(t, data.stdout, nil, "-X", "-q"); r.Code != 0 {
				t.Errorf("%q: --data-only: exit code %d\n%.2000s", lead, r.Code, r.Stderr)
			}
			s.quiet(t, fmt.Sprintf("parts, %q", lead))
			// The tables are not there: COPY would be refused, and its lines be read as commands.
			reset(t, s.db)
			for _, arg := range []string{"-q", "-1"} {
				if r := s.psql(t, data.stdout, nil, "-X", arg); r.Code != 3 {
					t.Errorf("%q: --data-only without tables: exit code %d\n%.2000s", lead, r.Code, r.Stderr)
				}
			}
			nothing(t, s.db, "data without tables")
			s.quiet(t, fmt.Sprintf("data without tables, %q", lead))
		}
	})
}

// TestHostileErrors makes the translation fail with a message that quotes the payload: the script says it to psql.
func TestHostileErrors(t *testing.T) {
	failures := []string{ // %s is an identifier, %[2]s a literal, %[3]s as it is
		"CREATE TABLE %[1]s(a INTEGER);\nINSERT INTO %[1]s VALUES(1,2);",
		"CREATE TABLE t(%[1]s INTEGER PRIMARY KEY);\nINSERT INTO t VALUES('x');",
		"CREATE TABLE t(a INTEGER PRIMARY KEY);\nINSERT INTO t VALUES(%[2]s);",
		"CREATE TABLE t(a TEXT);\nINSERT INTO t VALUES('fine');\nINSERT INTO t VALUES(%[2]s||x'ff');",
		"CREATE TABLE t(a TEXT);\nINSERT INTO t VALUES(%[2]s);\nINSERT INTO t VALUES(%[1]s);",
		"CREATE TABLE t(a);\nINSERT INTO t(%[1]s) VALUES(1);",
		"INSERT INTO %[1]s VALUES(1);",
		"CREATE TABLE %[1]s(a,,b);",
		"CREATE TABLE %[1]s(a); CREATE TABLE %[1]s(b);",
		"CREATE TABLE t(a, b); %[3]s",
		"CREATE TABLE t(a); INSERT INTO t VALUES(1) %[1]s;",
		"/****** ERROR: %[3]s ******/",
		"CREATE TABLE t(a TEXT);\nINSERT INTO t VALUES(%[2]s), ('" + strings.Repeat("long\n", 1000) + "', 2);",
	}
	inSandbox(t, func(t *testing.T, s *sandbox) {
		for i, lead := range leads {
			for j, p := range s.payloads() {
				if (i+j)%16 != 0 { // each of both, with some of the other
					continue
				}
				e := evil(lead, p)
				text := "BEGIN;\n" + fmt.Sprintf(failures[(i+j/16)%len(failures)], identifier(e), literal(e), e) + "\nCOMMIT;\n"
				r := s.command(t, strings.NewReader(text))
				if r.code != 1 {
					t.Errorf("%q: exit code %d", text, r.code)
				}
				if !plain.MatchString(strings.ReplaceAll(r.stderr, "\n", "")) {
					t.Errorf("%q: the message is not plain: %q", text, r.stderr)
				}
				arg := []string{"-q", "-1"}[i%2]
				if got := s.psql(t, r.stdout, nil, "-X", arg); got.Code != 3 || !strings.Contains(got.Stderr, "sqlite2pg: ") {
					t.Errorf("%q: psql: exit code %d\n%.1000s", text, got.Code, got.Stderr)
				}
				if files := s.written(); len(files) > 0 {
					t.Errorf("%q: commands wrote %q", text, files)
				}
			}
		}
		nothing(t, s.db, "after errors")
	})
}

// TestHostileDatabase gives the command a database file with hostile names: sqlite3 is asked for their rows.
func TestHostileDatabase(t *testing.T) {
	inSandbox(t, func(t *testing.T, s *sandbox) {
		var script strings.Builder
		for i, lead := range []string{"\n", "\";\n", "';\n", ";\n", "\r\n", "--\n", "*/\n"} {
			fmt.Fprintf(&script, "CREATE TABLE %s(a TEXT); INSERT INTO %[1]s VALUES('x');\n",
				identifier(lead+".shell touch ran-shell\n.output ran-output\nATTACH 'ran-attach' AS x; CREATE TABLE x.t(a);\n"+fmt.Sprint(i)))
		}
		file := filepath.Join(s.dir, "-app.db")
		sqlite(t, file, script.String())
		for _, args := range [][]string{{file}, {"--", "-app.db"}, {"./-app.db"}} {
			r := s.command(t, nil, args...)
			if r.code != 0 {
				t.Fatalf("%q: exit code %d\n%s", args, r.code, r.stderr)
			}
			reset(t, s.db)
			if got := s.psql(t, r.stdout, nil, "-X", "-q"); got.Code != 0 {
				t.Errorf("psql: exit code %d\n%s", got.Code, got.Stderr)
			}
			s.quiet(t, fmt.Sprint(args))
		}
	})
}

// TestHostileTypesFile writes and reads a types file with hostile names: both runs write the same script.
func TestHostileTypesFile(t *testing.T) {
	inSandbox(t, func(t *testing.T, s *sandbox) {
		for _, lead := range leads {
			var b strings.Builder
			b.WriteString("BEGIN;\n")
			for i, p := range s.payloads() {
				fmt.Fprintf(&b, "CREATE TABLE %s(%s INTEGER, b TEXT);\nINSERT INTO %[1]s VALUES(%[3]d,'x');\n", identifier(evil(lead, p)+fmt.Sprint(i)), identifier(evil(lead, p)), i)
			}
			b.WriteString("COMMIT;\n")
			first := s.command(t, strings.NewReader(b.String()), "--types-out", "types")
			second := s.command(t, strings.NewReader(b.String()), "--types", "types")
			if first.code != 0 || second.code != 0 || first.stdout != second.stdout {
				t.Errorf("%q: exit codes %d, %d\n%.1000s%.1000s", lead, first.code, second.code, second.stderr, firstDifference(first.stdout, second.stdout))
			}
			types, err := os.ReadFile(filepath.Join(s.dir, "types"))
			if err != nil {
				t.Fatal(err)
			}
			if !plain.MatchString(strings.NewReplacer("\n", "", "\t", "").Replace(string(types))) {
				t.Errorf("%q: the types file is not plain:\n%.500q", lead, types)
			}
		}
	})
}

// TestHostileSettings loads with settings of a .psqlrc and of psql's flags that read a script in another way. The
// script loads whole, or nothing of it.
func TestHostileSettings(t *testing.T) {
	inSandbox(t, func(t *testing.T, s *sandbox) {
		evils := []string{evil("\n", `\! touch ran-shell`), evil("\\';\n", "CREATE TABLE canary(a int);"), evil("", "CREATE TABLE canary(a int);"), "; CREATE TABLE canary(a int);"}
		script := s.command(t, strings.NewReader(hostile(evils)), "--accept-errors").stdout
		home := t.TempDir()
		for i, rc := range []string{"", "\\set ON_ERROR_STOP off\n\\set ON_ERROR_ROLLBACK on\n", "\\set AUTOCOMMIT off\n", "\\set SINGLELINE on\n", "\\set SINGLESTEP off\n\\set ECHO all\n",
			"\\encoding LATIN1\n", "\\set QUIET on\n\\set FETCH_COUNT 1\n", "SET standard_conforming_strings = off;\n", "\\pset null x\n\\timing on\n\\x on\n"} {
			if err := os.WriteFile(filepath.Join(home, ".psqlrc"), []byte(rc), 0o600); err != nil {
				t.Fatal(err)
			}
			for j, args := range [][]string{{}, {"-1"}, {"-S"}, {"-e"}, {"-v", "ON_ERROR_STOP=0"}, {"-v", "AUTOCOMMIT=off"}} {
				if (i+j)%3 != 0 && i > 0 && j > 0 {
					continue
				}
				reset(t, s.db)
				r := s.psql(t, script, []string{"HOME=" + home, "PSQLRC="}, args...)
				when := fmt.Sprintf("%q %q", rc, args)
				s.quiet(t, when)
				if r.Code != 0 && !strings.Contains(r.Stderr, "sqlite2pg: loaded, but not all of the schema") {
					nothing(t, s.db, when)
				} else if n := one(t, s.db, "SELECT count(*) FROM t"); n != fmt.Sprint(len(evils)) {
					t.Errorf("%s: %s rows of %d", when, n, len(evils))
				}
			}
		}
	})
}

// TestRestrictKey: with --restrict-key psql itself refuses its commands until the end of the script.
func TestRestrictKey(t *testing.T) {
	inSandbox(t, func(t *testing.T, s *sandbox) {
		if r := s.psql(t, "\\restrict key\n\\unrestrict key\n", nil, "-X"); r.Stderr != "" {
			// What is tested is psql's: a developer's may be too old for it, and
			// scripts with --restrict-key are then not for it. CI's must not be.
			const old = "this psql has no \\restrict, which came in August 2025: %s"
			if os.Getenv("CI") != "" {
				t.Fatalf(old, r.Stderr)
			}
			t.Skipf(old, r.Stderr)
		}
		evils := []string{evil("\n", `\! touch ran-shell`), evil("\n", `\unrestrict key`), evil("\\.\n", `\unrestrict key`)}
		for _, args := range [][]string{{}, {"--data-only"}, {"--schema-only"}, {"--verify"}} {
			r := s.command(t, strings.NewReader(hostile(evils)), append(args, "--accept-errors", "--restrict-key=key")...)
			if r.code != 0 || strings.Count(r.stdout, "\n\\restrict key\n") != 1 || !strings.HasSuffix(r.stdout, "\n\\unrestrict key\n") {
				t.Fatalf("%q: exit code %d\n%s", args, r.code, r.stderr)
			}
			if len(args) == 0 || args[0] == "--verify" {
				s.load(t, r.stdout, evils, nil, "-X", "-q")
			}
			if args = append(args, ""); args[0] == "--data-only" {
				continue // its tables are not there
			}
			// A command that is smuggled in is refused, wherever it stands between two statements.
			for _, at := range []string{"\nBEGIN;\n", "\n\nCREATE TABLE ", "\n\nCOMMIT;\n", "\nCOMMIT;\n"} {
				i := strings.Index(r.stdout, at)
				if i < 0 {
					continue
				}
				i += strings.Index(at, "\n") + 1
				reset(t, s.db)
				got := s.psql(t, r.stdout[:i]+"\\! touch ran-smuggled\n"+r.stdout[i:], nil, "-X", "-q")
				if got.Code == 0 || !strings.Contains(got.Stderr, "restrict") {
					t.Errorf("%q, before %q: exit code %d\n%s", args, at, got.Code, got.Stderr)
				}
				s.quiet(t, "smuggled")
				nothing(t, s.db, "smuggled")
			}
		}
	})
}

// TestHostileFunctions: a function that SQLite does not have is never called, wherever an expression may stand.
func TestHostileFunctions(t *testing.T) {
	calls := []string{"pg_read_file('/etc/passwd')", "pg_sleep(100)", "lo_export(1,'ran-lo')", "lo_import('/etc/passwd')", "set_config('a.b','c',false)", "dblink('x','y')",
		"query_to_xml('SELECT 1',true,true,'')", "pg_terminate_backend(1)", "current_setting('port')", "pg_ls_dir('.')", "currval('x')", "version()", "nextval('x')"}
	var b strings.Builder
	b.WriteString("BEGIN;\nCREATE TABLE base(a TEXT);\nINSERT INTO base VALUES('x');\n")
	for i, c := range calls {
		fmt.Fprintf(&b, "CREATE TABLE t%d(a TEXT DEFAULT (%[2]s), b AS (%[2]s), c TEXT CHECK (%[2]s), CHECK (c = %[2]s OR c = lower(%[2]s)));\nINSERT INTO t%[1]d(a,c) VALUES('x','y');\n", i, c)
		fmt.Fprintf(&b, "CREATE INDEX i%d ON base(%[2]s);\nCREATE INDEX j%[1]d ON base(a) WHERE %[2]s;\n", i, c)
		fmt.Fprintf(&b, "CREATE VIEW v%d AS SELECT %[2]s, (SELECT %[2]s) FROM base WHERE %[2]s ORDER BY %[2]s;\nCREATE VIEW w%[1]d AS SELECT * FROM %[2]s;\n", i, c)
		fmt.Fprintf(&b, "CREATE TRIGGER r%d AFTER INSERT ON base WHEN %[2]s BEGIN UPDATE base SET a = %[2]s WHERE %[2]s; SELECT %[2]s; END;\n", i, c)
	}
	b.WriteString("COMMIT;\n")
	for _, args := range [][]string{nil, {"--schema-only"}} {
		r := command(t, strings.NewReader(b.String()), args...)
		if r.code != 0 {
			t.Fatalf("exit code %d\n%s", r.code, r.stderr)
		}
		_, body, _ := strings.Cut(r.stdout, "idle_in_transaction_session_timeout")
		if _, after, ok := strings.Cut(body, "CREATE PROCEDURE pg_temp.sqlite2pg_attempt"); ok {
			_, body, _ = strings.Cut(after, "$sqlite2pg$;\n")
		}
		body, _, _ = strings.Cut(body, "DELETE FROM pg_temp.sqlite2pg_guard")
		for line := range strings.Lines(body) {
			for _, c := range calls {
				name, _, _ := strings.Cut(c, "(")
				if regexp.MustCompile(`\b`+name+`\(`).MatchString(line) && !strings.HasPrefix(line, "-- ") {
					t.Errorf("%q: the script calls %s: %s", args, name, line)
				}
			}
		}
	}
}
