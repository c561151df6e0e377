package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

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
