package main

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// TestBashCompletes has bash complete words by the script.
func TestBashCompletes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		words string // of the command line; the last one is completed
		want  []string
	}{
		{"sqlite2pg --schema", []string{"--schema", "--schema-only"}},
		{"sqlite2pg --types", []string{"--types", "--types-out"}},
		{"sqlite2pg --fts ", []string{"table", "tsvector"}},
		{"sqlite2pg --fts =", []string{"table", "tsvector"}},
		{"sqlite2pg --fts = ts", []string{"tsvector"}},
		{"sqlite2pg --set a", nil},
		{"sqlite2pg --file optio", []string{"options.go", "options_test.go"}},
		{"sqlite2pg -f optio", []string{"options.go", "options_test.go"}},
		{"sqlite2pg --verify optio", []string{"options.go", "options_test.go"}},
	} {
		script := `source ../../packaging/completions/sqlite2pg.bash
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
_sqlite2pg
printf '%s\n' "${COMPREPLY[@]}"`
		args := append([]string{"-c", script, "bash"}, strings.Split(c.words, " ")...)
		out, err := exec.Command("bash", args...).CombinedOutput()
		got := strings.Fields(string(out))
		slices.Sort(got)
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%s is completed with %q (%v), not %q", c.words, got, err, c.want)
		}
	}
}

// TestPagesAreRead has the programs that read the other files see whether they
// can, those that are here: mistakes of grammar show so.
func TestPagesAreRead(t *testing.T) {
	t.Parallel()
	for _, command := range [][]string{
		{"zsh", "-n", "../../packaging/completions/_sqlite2pg"},
		{"fish", "--no-config", "-n", "../../packaging/completions/sqlite2pg.fish"},
		{"man", "--warnings", "-Tutf8", "-l", "../../packaging/sqlite2pg.1"},
	} {
		if _, err := exec.LookPath(command[0]); err != nil {
			continue
		}
		cmd := exec.Command(command[0], command[1:]...)
		var said strings.Builder
		cmd.Stderr = &said
		if err := cmd.Run(); err != nil || said.Len() > 0 {
			t.Errorf("%q: %v\n%s", command, err, said.String())
		}
	}
}
