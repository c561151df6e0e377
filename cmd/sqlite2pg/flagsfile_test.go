package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestReadFlags(t *testing.T) {
	t.Parallel()
	got, err := readFlags(strings.NewReader("# names\n\n--map user=app_user\n --map='a b=c'\n-T 'it'\\''s'\n--truncate\n--set \"t.c= x \"\n"))
	if want := []string{"--map", "user=app_user", "--map=a b=c", "-T", "it's", "--truncate", "--set", "t.c= x "}; err != nil || !slices.Equal(got, want) {
		t.Errorf("%q, %v, want %q", got, err, want)
	}
	if _, err := readFlags(strings.NewReader("--truncate\nmap a=b\n")); err == nil || !strings.Contains(err.Error(), "line 2") {
		t.Errorf("a line without an option: %v", err)
	}
}

// The command line stands above a file of options, wherever that is named.
func TestFlagFiles(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "flags")
	if err := os.WriteFile(file, []byte("--identifiers lower\n--verify\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := parseFlags([]string{"--identifiers=snake", "--flags", file, "app.db"})
	if err != nil || f.identifiers != "snake" || !f.verify || f.input != "app.db" {
		t.Errorf("%+v, %v", f, err)
	}
	if _, err := parseFlags([]string{"--flags=" + file + "x"}); err == nil || !strings.Contains(err.Error(), "--flags") {
		t.Errorf("a missing file: %v", err)
	}
}
