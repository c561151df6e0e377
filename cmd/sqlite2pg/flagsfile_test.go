package main

import (
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestReadFlags(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"", nil},
		{"# nothing\n\n   # more\n", nil},
		{"--strict\n--map a=b\n", []string{"--strict", "--map", "a=b"}},
		{"--map=a=b # c", []string{"--map=a=b"}},
		{"-T log\r\n-Tlog", []string{"-T", "log", "-Tlog"}},
		{"\ufeff--strict", []string{"--strict"}},
		{"--map 'Order Items=order_items'", []string{"--map", "Order Items=order_items"}},
		{`--map "a\"b\\ $x=c"`, []string{"--map", `a"b\ $x=c`}},
		{`--map it\'s=its`, []string{"--map", "it's=its"}},
		{`-T 'it'\''s'`, []string{"-T", "it's"}},
		{"--set t.c=''", []string{"--set", "t.c="}},
		{"--map a#b=c", []string{"--map", "a#b=c"}},
		{"--unit -x", []string{"--unit=-x"}},
		{"--map $HOME`ls`=*", []string{"--map", "$HOME`ls`=*"}}, // nothing is run
	} {
		got, err := readFlags(strings.NewReader(c.text), "f")
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%q is %q, %v; want %q", c.text, got, err, c.want)
		}
	}
}

func TestReadFlagsErrors(t *testing.T) {
	for text, want := range map[string]string{
		"--strict\napp.db":           `--flags: f, line 2: a line begins with a flag, not with "app.db"`,
		"-- x":                       `--flags: f, line 1: a line begins with a flag, not with "--"`,
		"--map a b":                  `--flags: f, line 1: there is one flag on a line: put a value with spaces into quotes: --map 'a b'`,
		"-s -a":                      `--flags: f, line 1: there is one flag on a line, not -s and -a`,
		"--map=a -b":                 `--flags: f, line 1: there is one flag on a line, not --map=a and -b`,
		"--flags other":              `--flags: f, line 1: a file of flags cannot name another one`,
		"--flags=other":              `--flags: f, line 1: a file of flags cannot name another one`,
		"--map 'a=b":                 `--flags: f, line 1: a quote (') is not closed`,
		`--map "a=b`:                 `--flags: f, line 1: a quote (") is not closed`,
		"--map a\x00":                `--flags: f, line 1: there is a NUL character: is it a file of flags?`,
		strings.Repeat("x", 100_000): `--flags: f, line 1: the line is longer than 64 KiB: is it a file of flags?`,
	} {
		if args, err := readFlags(strings.NewReader(text), "f"); err == nil || err.Error() != want {
			t.Errorf("%.30q: %q, %v; want %s", text, args, err, want)
		}
	}
}

// FuzzShellWords: a POSIX shell takes a line apart just so, where it has nothing but
// words, quotes and comments.
func FuzzShellWords(f *testing.F) {
	for _, s := range []string{"a b", "'a b' c", `"a\"b" c\ d`, "a # b", "a#b", `'' ""`, `a''b`, "\\"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, line string) {
		if strings.ContainsAny(line, "\x00\n\r$`*?[]~{}()<>|&;!=%+") || len(line) > 100 {
			return // it means something else to a shell
		}
		words, err := shellWords(line)
		if err != nil || strings.HasSuffix(line, `\`) {
			return
		}
		out, err := exec.Command("sh", "-c", `set -f; for w in "" `+line+"\ndo printf '%s\\n' \"$w\"; done").Output()
		if want := strings.Join(append([]string{""}, words...), "\n") + "\n"; err != nil || string(out) != want {
			t.Errorf("%q is %q, the shell says %q, %v", line, words, out, err)
		}
	})
}

// TestGuidesFlags reads the files of flags that stand beside the guides.
func TestGuidesFlags(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("../../docs/guides/*.flags")
	if err != nil || len(files) < 4 {
		t.Fatalf("files of flags: %q, %v", files, err)
	}
	for _, file := range files {
		if _, err := parseFlags([]string{"--flags", file, "--into", "schema.sql", "app.db"}); err != nil {
			t.Error(err)
		}
	}
}
