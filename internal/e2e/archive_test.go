package e2e

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sqlite2pg/sqlite2pg/internal/pgtest"
	"github.com/sqlite2pg/sqlite2pg/internal/roundtrip"
)

// archive takes a dump into an archive, as the command does, and returns its folder.
func archive(t testing.TB, dump string, args ...string) string {
	t.Helper()
	folder := filepath.Join(t.TempDir(), "app.dump")
	if r := command(t, strings.NewReader(dump), append([]string{"-F", "d", "-f", folder}, args...)...); r.code != 0 {
		t.Fatalf("sqlite2pg: exit code %d\n%s", r.code, r.stderr)
	}
	return folder
}

// restore has pg_restore load an archive, which must not fail.
func restore(t testing.TB, db *pgtest.Database, folder string, args ...string) {
	t.Helper()
	if r := db.Restore(t, append(args, folder)...); r.Code != 0 || r.Stderr != "" {
		t.Errorf("pg_restore %s: exit code %d\n%.2000s", args, r.Code, r.Stderr)
	}
}

// states are queries that tell one database from another: what there is, and a hash of
// the rows of each table. A generated column that a script adds after the data stands
// last in its table, and an archive has it in its place: jsonb sorts them.
var states = []string{
	`SELECT c.relkind, c.relname, a.attname, format_type(atttypid, atttypmod), attnotnull, attidentity, attgenerated, pg_get_expr(adbin, adrelid), col_description(c.oid, attnum), obj_description(c.oid)
		FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND attnum > 0 AND NOT attisdropped LEFT JOIN pg_attrdef d ON adrelid = c.oid AND adnum = attnum
		WHERE nspname = 'public' AND relkind IN ('r', 'v') ORDER BY 2, 3`,
	`SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), convalidated FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype <> 'n' ORDER BY 1, 2`,
	`SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 2`,
	`SELECT viewname, definition FROM pg_views WHERE schemaname = 'public' ORDER BY 1`,
	`SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1, 2`,
	`SELECT proname, pg_get_function_arguments(oid), prosrc, regexp_replace(proconfig::text, 'search_path=[^}]*', 'search_path'), provolatile FROM pg_proc WHERE pronamespace = 'public'::regnamespace ORDER BY 1, 2`,
	`SELECT attrelid::regclass::text, attname, pg_sequence_last_value(pg_get_serial_sequence(attrelid::regclass::text, attname)::regclass) FROM pg_attribute WHERE attidentity <> '' ORDER BY 1, 2`,
	`SELECT relname, (xpath('/row/h/text()', query_to_xml(format('SELECT count(*) || '' '' || coalesce(md5(string_agg(to_jsonb(r)::text, ''|'' ORDER BY to_jsonb(r)::text COLLATE "C")), '''') AS h FROM %I r', relname), true, true, '')))[1]
		FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY 1`,
}

// state is all that a database holds. What is passed over in a restore is noted in a
// table of its own, which is not compared.
func state(t testing.TB, db *pgtest.Database) string {
	t.Helper()
	db.Load(t, "DROP TABLE IF EXISTS sqlite2pg_left_out")
	var out strings.Builder
	for _, q := range states {
		for _, row := range db.Query(t, q) {
			for _, v := range row {
				if v == nil {
					out.WriteString("NULL\t")
				} else {
					out.WriteString(*v + "\t")
				}
			}
			out.WriteByte('\n')
		}
	}
	return out.String()
}

// archived are the dumps that are loaded in both ways, with their flags.
func archived(t *testing.T) map[string][]string {
	all := map[string][]string{}
	paths, _ := filepath.Glob("../../testdata/golden/*/in.sql")
	for _, path := range paths {
		if strings.HasPrefix(filepath.Base(filepath.Dir(path)), "error-") {
			continue
		}
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		flags, _ := os.ReadFile(filepath.Join(filepath.Dir(path), "flags"))
		all[string(text)] = slices.DeleteFunc(strings.Fields(string(flags)), func(f string) bool {
			name, _, _ := strings.Cut(f, "=")
			return !slices.Contains([]string{"--bad-text", "--fts", "--verify", "--identifiers", "--cast", "--column", "--delete-orphans"}, name)
		})
	}
	for text, flags := range all {
		if strings.Contains(text, "USING rtree") || strings.Contains(text, "Unix time of one unit") { // decoded once its nodes are compared; written once more
			all[text] = append(flags, "--verify")
		}
	}
	if len(all) < 40 {
		t.Fatalf("only %d golden cases", len(all))
	}
	for _, path := range []string{"sample/bookshop.sql", "django/app.sql", "mediawiki/wiki.sql"} {
		if text, err := os.ReadFile("../../testdata/" + path); err == nil {
			all[string(text)] = nil
		}
	}
	for _, script := range []string{small, precious, respelled, large()} {
		all[dump(t, database(t, script))] = []string{"--verify"}
	}
	for _, flags := range [][]string{{"-t", "parent"}, {"-T", "child of"}, {"--exclude-column", "child of.n"}, {"--exclude-column", "parent.b"}, {"--exclude-table-data", "parent"}, {"--exclude-table-data", "child of"},
		{"--serial"}} {
		all[dump(t, database(t, small))+"-- "+strings.Join(flags, " ")] = flags
	}
	all[dump(t, database(t, zeros))] = []string{"--zero-dates=null", "-T", "keyed"}
	return all
}

// TestArchive holds that a restored archive is what the script loads: each golden case,
// by two sessions.
func TestArchive(t *testing.T) {
	t.Parallel()
	type load struct{ name, script, folder string }
	var loads []load
	for text, flags := range archived(t) {
		var in io.Reader = strings.NewReader(text)
		r := command(t, in, flags...)
		if r.code != 0 {
			continue
		}
		loads = append(loads, load{text[:min(len(text), 200)], r.stdout, archive(t, text, flags...)})
	}
	if len(loads) < 45 {
		t.Fatalf("only %d dumps are translated", len(loads))
	}
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		spread(t, s, len(loads), func(t *testing.T, db *pgtest.Database, i int) {
			reset(t, db)
			byScript := db.Psql(t, strings.NewReader(loads[i].script), "-q")
			want := state(t, db)
			reset(t, db)
			r := db.Restore(t, "-j", "2", "--exit-on-error", loads[i].folder)
			passedOver := func(stderr string) bool { return strings.Contains(stderr, "loaded, but not all of the schema") }
			if r.Code != 0 && byScript.Code != 0 && !passedOver(r.Stderr) && !passedOver(byScript.Stderr) {
				return // nothing can load it
			}
			if (r.Code == 0) != (byScript.Code == 0) || passedOver(r.Stderr) != passedOver(byScript.Stderr) {
				t.Errorf("%s ...\npg_restore: exit code %d\n%.1000s\npsql: exit code %d\n%s", loads[i].name, r.Code, r.Stderr, byScript.Code, byScript.Stderr)
			}
			if got := state(t, db); got != want {
				t.Errorf("%s ...\nthe archive gives another database than the script:\n%s", loads[i].name, firstDifference(want, got))
			}
		})
	})
}

// TestArchiveWays restores in the ways that pg_restore has.
func TestArchiveWays(t *testing.T) {
	t.Parallel()
	file := database(t, small+large())
	text := dump(t, file)
	folder := archive(t, text, "--verify", "-Z", "gzip:1")
	other := archive(t, text, "--schema=its own")
	listed := run(t, exec.Command("pg_restore", "-l", folder), nil).stdout
	for _, want := range []string{"PREFLIGHT public server and names", "TABLE public parent", "TABLE DATA public child of", "SEQUENCE SET public parent_id_seq", "INDEX public by_n", "FK CONSTRAINT public child of child of_p_fkey", "VIEW public v", "TRIGGER public parent tr", "VERIFY public parent"} {
		if !strings.Contains(listed, want) {
			t.Errorf("pg_restore -l lacks %q:\n%s", want, listed)
		}
	}
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		whole := func(how string) {
			t.Helper()
			roundtrip.Compare(t, file, db)
			if t.Failed() {
				t.Fatal(how)
			}
		}
		restore(t, db, folder, "-j", "2", "-e")
		whole("-j 2")
		if r := db.Restore(t, "-e", folder); r.Code == 0 || !strings.Contains(r.Stderr, "schema public has this already: table") {
			t.Errorf("a second time: exit code %d\n%.500s", r.Code, r.Stderr)
		}
		restore(t, db, folder, "--clean", "-e")
		whole("--clean")
		reset(t, db)
		restore(t, db, folder, "--clean", "--if-exists", "-j", "2", "-e")
		whole("--clean --if-exists")
		reset(t, db)
		restore(t, db, folder, "-1", "-e")
		whole("-1")
		reset(t, db)
		for _, section := range []string{"pre-data", "data", "post-data"} {
			restore(t, db, folder, "--section="+section, "-j", "2", "-e")
		}
		whole("--section")
		reset(t, db)
		restore(t, db, folder, "-t", "words", "-e")
		if got := one(t, db, "SELECT count(*) FROM words"); got != "2500" {
			t.Errorf("-t words: %s rows", got)
		}
		if got := one(t, db, "SELECT to_regclass('parent')"); got != "NULL" {
			t.Errorf("-t words: there is %s, too", got)
		}
		reset(t, db)
		script := run(t, exec.Command("pg_restore", "-f", "-", folder), nil).stdout
		if r := load(t, db, script, "-q", "-v", "ON_ERROR_STOP=1"); r.Code != 0 {
			t.Errorf("as a script: exit code %d\n%s", r.Code, r.Stderr)
		}
		whole("-f -")
		reset(t, db)
		restore(t, db, other, "-j", "2", "-e")
		if got := one(t, db, `SELECT count(*) FROM "its own".words`); got != "2500" {
			t.Errorf("--schema: %s rows", got)
		}
		db.Load(t, `DROP SCHEMA "its own" CASCADE`)
	})
}

// respelled has types that print values in their own way: its columns become these
// after the data in a script, and have them from the beginning in an archive.
const respelled = `CREATE TABLE respelled (j JSON, m DATETIME, u UUID, clock TIME, f BOOLEAN, id INT, what TEXT);
INSERT INTO respelled VALUES ('{"b": [20], "a": -0.0e1, "bb": "\\u00e9\\n/", "a": 1.50e1}', '2024-01-01 10:00:00', '6f1d0e9a-0000-4000-8000-0123456789ab', '10:00:00', 1, 7, 'truth');
INSERT INTO respelled VALUES (' [ true , null,"x" ] ', '2023-12-31T10:00:00.1234567+02:00', '{6F1D0E9A-0000-4000-8000-0123456789AC}', '10:17', 'TRUE', 8, NULL);
INSERT INTO respelled VALUES ('1e-7', '0001-01-01 00:30:00+01:00', NULL, '10:00:01.50', 'f', 9, 'x'), (5, '2024-01-01', NULL, NULL, NULL, NULL, NULL);
INSERT INTO respelled VALUES (NULL, NULL, NULL, NULL, NULL, 10, 'ten'), (NULL, NULL, NULL, NULL, NULL, 11, 'eleven');`

// TestArchiveDamage holds that a damaged file of rows makes the restore fail, and that
// with --verify one other character does.
func TestArchiveDamage(t *testing.T) {
	t.Parallel()
	text := dump(t, database(t, precious+respelled))
	damage := func(folder, old, with string) {
		t.Helper()
		done := 0
		files, _ := filepath.Glob(filepath.Join(folder, "*.dat"))
		for _, name := range files {
			if filepath.Base(name) == "toc.dat" {
				continue
			}
			rows, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if n := bytes.Count(rows, []byte(old)); n > 0 {
				done += n
				if err := os.WriteFile(name, bytes.Replace(rows, []byte(old), []byte(with), 1), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		}
		if done != 1 {
			t.Fatalf("%q stands %d times in the files of rows", old, done)
		}
	}
	packed := archive(t, text, "-Z", "9")
	files, _ := filepath.Glob(filepath.Join(packed, "*.gz"))
	raw, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	raw[len(raw)/2] ^= 1
	os.WriteFile(files[0], raw, 0o644)
	cut := archive(t, text)
	damage(cut, "\tdrei\t", "\t")
	lost := archive(t, text)
	os.Remove(filepath.Join(lost, "1.dat"))
	files, _ = filepath.Glob(filepath.Join(lost, "[0-9]*.dat"))
	os.Remove(files[0])
	nulls := strings.Repeat("\t\\N", 5)[1:]
	changes := []struct{ old, with, want string }{
		{"\tzwei\t", "\tzwej\t", "table t is not what the dump holds: column b differs"},
		{"\t123456789.0\t", "\t123456788.0\t", "column r differs"},
		{"\\N\t3\n", "\t3\n", `column "ä ' b" differs`},
		{"\tdrei\t", "\t\\N\t", "column b differs"},
		{"é\n", "e\n", "column pad differs"},
		{`[20]`, `[21]`, "table respelled is not what the dump holds: column j differs"},
		{"10:00:00.1234567+02:00", "10:00:00.1234567+03:00", "column m differs"},
		{"{6F1D", "{6F1E", "column u differs"},
		{"10:17", "10:18", "column clock differs"},
		{"\tTRUE\t", "\tFALSE\t", "column f differs"},
		{"\t10\tten\n" + nulls + "\t11\t", "\t11\tten\n" + nulls + "\t10\t", "table respelled is not what the dump holds: values stand in other rows"},
	}
	var changed []string
	for _, c := range changes {
		folder := archive(t, text, "--verify")
		damage(folder, c.old, c.with)
		changed = append(changed, folder)
	}
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		for _, folder := range []string{packed, cut, lost} {
			reset(t, db)
			if r := db.Restore(t, "-j", "2", "-e", folder); r.Code == 0 {
				t.Errorf("of a damaged file pg_restore says nothing")
			}
		}
		for i, c := range changes {
			reset(t, db)
			if r := db.Restore(t, "-j", "2", "-e", changed[i]); r.Code == 0 || !strings.Contains(r.Stderr, c.want) || !strings.Contains(r.Stderr, "The archive was changed") {
				t.Errorf("%q for %q: pg_restore ends with exit code %d, want %q\n%.500s", c.with, c.old, r.Code, c.want, r.Stderr)
			}
		}
	})
}

// TestArchiveWhole holds that an archive appears whole or not at all.
func TestArchiveWhole(t *testing.T) {
	path, text := binary(t), rows(60_000)
	t.Chdir(t.TempDir())
	if err := os.WriteFile("in.sql", []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	appeared := func(when string) {
		t.Helper()
		if _, err := os.Lstat("out.dump"); err == nil {
			t.Errorf("%s there is a folder", when)
			os.RemoveAll("out.dump")
		}
	}
	for _, c := range []string{
		`ulimit -f 100; trap "" XFSZ; "$0" -F d -f out.dump in.sql`,
		`head -c 3000000 in.sql | "$0" -F d -f out.dump`,
		`"$0" -F d -Z 1 -f nowhere/out.dump in.sql`,
	} {
		r := run(t, exec.Command("bash", "-c", c, path), nil)
		if r.code != 1 {
			t.Errorf("%s: exit code %d\n%.500s", c, r.code, r.stderr)
		}
		appeared(c)
		if files, _ := os.ReadDir("."); len(files) != 1 {
			t.Errorf("%s: %d files are left", c, len(files))
		}
	}
	for _, kill := range []func(*os.Process) error{(*os.Process).Kill, func(p *os.Process) error { return p.Signal(os.Interrupt) }} {
		cmd := exec.Command(path, "-F", "d", "-f", "out.dump")
		in, err := cmd.StdinPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		io.WriteString(in, text[:len(text)-1000])
		time.Sleep(50 * time.Millisecond)
		kill(cmd.Process)
		cmd.Wait()
		appeared("of a run that is killed")
	}
	hidden := regexp.MustCompile(`^\.out\.dump-`)
	files, _ := os.ReadDir(".")
	for _, f := range files {
		if f.Name() != "in.sql" && !hidden.MatchString(f.Name()) {
			t.Errorf("%s is left", f.Name())
		}
	}
	if len(files) != 2 { // the killed one could not remove its own
		t.Errorf("%d files are left", len(files))
	}
}

// TestArchiveOfRows fills tables that exist: foreign keys and triggers are as before.
func TestArchiveOfRows(t *testing.T) {
	t.Parallel()
	file := database(t, small)
	text := dump(t, file)
	schema, folder := command(t, strings.NewReader(text), "--schema-only").stdout, archive(t, text, "--data-only", "--verify")
	onlySchema := archive(t, text, "--schema-only")
	orphan := archive(t, strings.Replace(text, "(1,1.5)", "(2,1.5)", 1), "--data-only")
	pgtest.Each(t, func(t *testing.T, s *pgtest.Server) {
		db := s.Database(t)
		for _, args := range [][]string{{"-j", "2", "-e"}, {"-1"}} {
			reset(t, db)
			loadClean(t, db, schema)
			before := state(t, db)
			db.Load(t, `DROP TRIGGER tr ON parent; CREATE TRIGGER tr AFTER INSERT ON parent FOR EACH ROW EXECUTE FUNCTION tr_fn()`)
			restore(t, db, folder, args...)
			roundtrip.Compare(t, file, db)
			db.Load(t, `TRUNCATE parent, "child of" RESTART IDENTITY`)
			if after := state(t, db); after != before {
				t.Errorf("%s: something is not as before:\n%s", args, firstDifference(before, after))
			}
		}

		// A restore that fails leaves foreign keys and triggers aside: the entry that puts them back does so
		// alone, and so does the next restore.
		reset(t, db)
		loadClean(t, db, schema)
		before := state(t, db)
		for _, next := range []string{"entry", "restore"} {
			db.Load(t, `INSERT INTO parent (id) OVERRIDING SYSTEM VALUE VALUES (1)`)
			if r := db.Restore(t, "-e", folder); r.Code == 0 || !strings.Contains(r.Stderr, "parent_pkey") {
				t.Fatalf("a row that is there: exit code %d\n%.500s", r.Code, r.Stderr)
			}
			db.Load(t, `TRUNCATE parent, "child of" RESTART IDENTITY`)
			if after := state(t, db); after == before {
				t.Error("nothing is set aside")
			}
			if next == "restore" {
				restore(t, db, folder, "-e", "-j", "2")
				roundtrip.Compare(t, file, db)
				db.Load(t, `TRUNCATE parent, "child of" RESTART IDENTITY`)
			} else {
				list := filepath.Join(t.TempDir(), "list")
				for line := range strings.Lines(db.Restore(t, "-l", folder).Stdout) {
					if strings.Contains(line, "PUT BACK") {
						if err := os.WriteFile(list, []byte(line), 0o600); err != nil {
							t.Fatal(err)
						}
					}
				}
				restore(t, db, folder, "-e", "-L", list)
			}
			if after := state(t, db); after != before {
				t.Errorf("%s: something is not as before:\n%s", next, firstDifference(before, after))
			}
		}
		reset(t, db)
		restore(t, db, onlySchema, "-e")
		loadClean(t, db, command(t, strings.NewReader(text), "--data-only").stdout)
		roundtrip.Compare(t, file, db)
		reset(t, db)
		loadClean(t, db, schema)
		if r := db.Restore(t, "-e", orphan); r.Code == 0 || !strings.Contains(r.Stderr, "loaded, but not all of the schema: foreign key") {
			t.Errorf("rows without a parent: exit code %d\n%.500s", r.Code, r.Stderr)
		}
		if got := one(t, db, `SELECT count(*) FROM "child of"`); got != "2" {
			t.Errorf("rows without a parent: %s rows", got)
		}
		reset(t, db)
		db.Load(t, `CREATE TABLE parent (id text)`)
		if r := db.Restore(t, "-e", folder); r.Code == 0 || !strings.Contains(r.Stderr, "parent") {
			t.Errorf("another table: exit code %d\n%.500s", r.Code, r.Stderr)
		}
	})
}
