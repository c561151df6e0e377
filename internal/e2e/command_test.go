package e2e

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestInputs gives the same dump by every way in: the script is the same.
func TestInputs(t *testing.T) {
	path := binary(t)
	source := database(t, small)
	text := dump(t, source)
	want := translate(t, text).stdout
	content, err := os.ReadFile(source)
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	write := func(name string, data []byte) {
		if err := os.WriteFile(name, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir("a folder", 0o700); err != nil {
		t.Fatal(err)
	}
	check := func(what string, r result) {
		t.Helper()
		if r.code != 0 || r.stdout != want {
			t.Errorf("%s: exit code %d\n%s%s", what, r.code, r.stderr, firstDifference(want, r.stdout))
		}
	}
	for _, name := range []string{"app.db", "two words.db", "it's.db", `quo"te.db`, "-leading.db", "--help", "$HOME", "semi;colon", "a folder/app.db", "größe🐘", "line\nend", "%s", "file:x?mode=memory", ":memory:", "a#b.db", "dump.sql"} {
		write(name, content)
		args := []string{name}
		if strings.HasPrefix(name, "-") {
			args = []string{"--", name}
		}
		check("database "+name, run(t, exec.Command(path, args...), nil))
		write(name, []byte(text))
		check("dump "+name, run(t, exec.Command(path, args...), nil))
		os.Remove(name)
	}
	write("./-", content)
	check("database ./-", run(t, exec.Command(path, "./-"), nil))
	check("stdin", run(t, exec.Command(path), strings.NewReader(text)))
	check("stdin as -", run(t, exec.Command(path, "-"), strings.NewReader(text)))
	absolute, _ := filepath.Abs("x.db")
	write(absolute, content)
	check("an absolute path", run(t, exec.Command(path, absolute), nil))
	// What the user's sqlite3 is told on start changes nothing.
	write(".sqliterc", []byte(".mode json\n.headers on\nSELECT 'rc';\n"))
	cmd := exec.Command(path, "x.db")
	cmd.Env = append(os.Environ(), "HOME="+filepath.Dir(absolute))
	check("with a .sqliterc", run(t, cmd, nil))
	cmd = exec.Command(path, "x.db")
	cmd.Env = append(os.Environ(), "PATH="+t.TempDir())
	check("without sqlite3", run(t, cmd, nil))
	if got, _ := os.ReadFile("x.db"); string(got) != string(content) {
		t.Error("the database was changed")
	}
}

// TestRefusals are inputs of which nothing may be committed.
func TestRefusals(t *testing.T) {
	path := binary(t)
	source := database(t, "CREATE TABLE t (a TEXT, b); CREATE INDEX i ON t (a); INSERT INTO t WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 3000) SELECT 'row ' || n, n FROM c;")
	content, err := os.ReadFile(source)
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	write := func(name string, data []byte) string {
		if err := os.WriteFile(name, data, 0o600); err != nil {
			t.Fatal(err)
		}
		return name
	}
	corrupt := append([]byte(nil), content...)
	for i := 3 * 4096; i < 6*4096; i++ {
		corrupt[i] = 0x5a
	}
	badSchema := append([]byte(nil), content...)
	copy(badSchema[strings.Index(string(badSchema), "CREATE TABLE"):], "CREATX")
	cases := []struct {
		name  string
		args  []string
		stdin string
		code  int
		says  string
	}{
		{"corrupt pages", []string{write("corrupt.db", corrupt)}, "", 1, ""},
		{"bad schema", []string{write("schema.db", badSchema)}, "", 1, ""},
		{"cut database", []string{write("cut.db", content[:2*4096])}, "", 1, ""},
		{"database on stdin", nil, string(content), 1, "database file"},
		{"empty stdin", nil, "", 1, "empty"},
		{"spaces", nil, " \n\t\n-- nothing\n", 1, ""},
		{"empty file", []string{write("empty.sql", nil)}, "", 1, "empty"},
		{"no such file", []string{"missing.db"}, "", 1, "missing.db"},
		{"a folder", []string{"."}, "", 1, ""},
		{"UTF-16", nil, "\xff\xfeP\x00R\x00", 1, "UTF-16"},
		{"no SQL", nil, "hello\n", 1, ""},
		{"error comment", nil, "PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\n/**** ERROR: (26) file is not a database *****/\nROLLBACK; -- due to errors\n", 1, ""},
		{"two inputs", []string{"a", "b"}, "", 2, ""},
		{"unknown option", []string{"--nonsense"}, "", 2, "nonsense"},
		{"both parts", []string{"-s", "-a"}, "", 2, ""},
		{"unknown spelling", []string{"--identifiers=loud"}, "", 2, "loud"},
		{"strict", []string{"--strict"}, "BEGIN;\nCREATE VIEW v AS SELECT tell(1);\nCREATE TABLE t(a);\nINSERT INTO t VALUES(1);\nCOMMIT;\n", 1, "strict"},
		{"no such table", nil, "BEGIN;\nINSERT INTO t VALUES(1);\nCOMMIT;\n", 1, `"t"`},
		{"NUL", nil, "BEGIN;\nCREATE TABLE t(a TEXT);\nINSERT INTO t VALUES('x'),('a\x00b');\nCOMMIT;\n", 1, "row 2"},
		{"bad UTF-8", nil, "BEGIN;\nCREATE TABLE t(a TEXT);\nINSERT INTO t VALUES('x');\nINSERT INTO t VALUES('\xff');\nCOMMIT;\n", 1, "row 2"},
		{"too many values", nil, "BEGIN;\nCREATE TABLE t(a TEXT);\nINSERT INTO t VALUES('x');\nINSERT INTO t VALUES('x','y');\nCOMMIT;\n", 1, "row 2"},
		{"too few values", nil, "BEGIN;\nCREATE TABLE t(a TEXT,b);\nINSERT INTO t VALUES('x','y');\nINSERT INTO t VALUES('x');\nCOMMIT;\n", 1, "row 2"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			r := run(t, exec.Command(path, c.args...), strings.NewReader(c.stdin))
			if r.code != c.code || commits(r.stdout) || !strings.HasPrefix(r.stderr, "sqlite2pg: ") || !strings.Contains(r.stderr, c.says) {
				t.Errorf("exit code %d, commits: %v\n%s", r.code, commits(r.stdout), r.stderr)
			}
			if c.code == 1 && !strings.Contains(r.stdout, "RAISE EXCEPTION USING MESSAGE") && !strings.HasPrefix(r.stderr, "sqlite2pg: error: read") {
				t.Errorf("the script does not end in an error: ...%s", r.stdout[max(0, len(r.stdout)-300):])
			}
		})
	}
	t.Run("locked", func(t *testing.T) {
		lock := exec.Command("sqlite3", source)
		in, _ := lock.StdinPipe()
		out, _ := lock.StdoutPipe()
		if err := lock.Start(); err != nil {
			t.Fatal(err)
		}
		defer func() { in.Close(); lock.Wait() }()
		in.Write([]byte("BEGIN EXCLUSIVE; SELECT 'locked';\n"))
		out.Read(make([]byte, 10))
		if r := run(t, exec.Command(path, "--lock-wait=0", source), nil); r.code != 1 || commits(r.stdout) || !strings.Contains(r.stderr, "[database-locked]") {
			t.Errorf("exit code %d\n%s", r.code, r.stderr)
		}
	})
}

// TestFile checks that -f leaves a complete file or the one that was there.
func TestFile(t *testing.T) {
	path := binary(t)
	text := dump(t, database(t, small))
	want := translate(t, text).stdout
	t.Chdir(t.TempDir())
	content := func(name string) string {
		data, err := os.ReadFile(name)
		if err != nil {
			return err.Error()
		}
		return string(data)
	}
	for _, args := range [][]string{{"-f", "out.sql"}, {"--file=two words.sql"}, {"-fout.sql"}, {"--file", "out.sql", "-"}} {
		r := run(t, exec.Command(path, args...), strings.NewReader(text))
		name := "out.sql"
		if strings.Contains(args[0], "words") {
			name = "two words.sql"
		}
		if r.code != 0 || r.stdout != "" || content(name) != want {
			t.Errorf("%v: exit code %d\n%s%s", args, r.code, r.stderr, firstDifference(want, content(name)))
		}
	}
	for _, n := range []int{0, 30, len(text) / 2, end(text)} {
		if r := run(t, exec.Command(path, "-f", "out.sql"), strings.NewReader(text[:n])); r.code != 1 || content("out.sql") != want {
			t.Errorf("cut at %d: exit code %d, and the file is another\n%s", n, r.code, r.stderr)
		}
		if r := run(t, exec.Command(path, "-f", "new.sql"), strings.NewReader(text[:n])); r.code != 1 {
			t.Errorf("cut at %d: exit code %d", n, r.code)
		}
	}
	if r := run(t, exec.Command(path, "-f", "no such folder/out.sql"), strings.NewReader(text)); r.code != 1 || !strings.Contains(r.stderr, "no such folder") {
		t.Errorf("exit code %d\n%s", r.code, r.stderr)
	}
	if r := run(t, exec.Command(path, "-f", "/dev/full"), strings.NewReader(text)); r.code != 1 {
		t.Errorf("a full disk: exit code %d", r.code)
	}
	if full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0); err == nil {
		cmd := exec.Command(path)
		cmd.Stdin, cmd.Stdout = strings.NewReader(text), full
		if err := cmd.Run(); err == nil {
			t.Error("stdout on a full disk: exit code 0")
		}
		full.Close()
	}
	// Killed, it leaves the old file.
	cmd := exec.Command(path, "-f", "out.sql")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	in.Write([]byte(text[:len(text)/2]))
	cmd.Process.Kill()
	cmd.Wait()
	if content("out.sql") != want {
		t.Error("killed, it leaves another file")
	}
	files, _ := os.ReadDir(".")
	var left []string
	for _, f := range files {
		if !strings.HasPrefix(f.Name(), ".") { // of the killed run
			left = append(left, f.Name())
		}
	}
	if got := strings.Join(left, ","); got != "out.sql,two words.sql" {
		t.Errorf("files %s", got)
	}
}
