package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// The work of the command begins in the folder of the module.
func TestMain(m *testing.M) {
	if err := os.Chdir("../.."); err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}

// The licences name every module that is linked, and the texts of those who ask
// for their words to be kept.
func TestLicences(t *testing.T) {
	m, err := target(runtime.GOARCH)
	if _, missing := exec.LookPath("dpkg"); err != nil || missing != nil {
		t.Logf("not here: packages are built on Debian and Ubuntu (%v)", errors.Join(err, missing))
		return
	}
	text, err := m.licences()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"sqlite2pg\n=====", "Go's standard library\n", "The Go Authors", pgQuery + " v", "PostgreSQL Global Development Group", "Yann Collet", "Dave Benson",
		"github.com/klauspost/compress v", "github.com/spf13/pflag v", "github.com/alecthomas/participle/v2 v", "google.golang.org/protobuf v",
		"GNU Lesser General Public License", "GCC Runtime Library Exception",
	} {
		if !strings.Contains(strings.Join(strings.Fields(text), " "), strings.Join(strings.Fields(want), " ")) {
			t.Errorf("the licences lack %q", want)
		}
	}
	// What only tests import is not linked.
	if strings.Contains(text, "jackc/pgx") {
		t.Error("a module of the tests has its licence among those of the binary")
	}
}

// A folder without a licence is an error: nothing is linked in without one.
func TestNoLicence(t *testing.T) {
	t.Parallel()
	if texts, err := licencesIn(t.TempDir()); err == nil {
		t.Errorf("an empty folder has the licences %q", texts)
	}
	file := filepath.Join(t.TempDir(), "a.c")
	if err := os.WriteFile(file, []byte("int x; /* Copyright */"), 0o600); err != nil {
		t.Fatal(err)
	}
	if text, err := firstComment(file); err == nil {
		t.Errorf("a file without a licence has %q", text)
	}
}

// The bytes of a tar.gz depend neither on when files were written nor on their modes.
func TestTarball(t *testing.T) {
	t.Parallel()
	r := release{version: "1.2.3", date: time.Unix(1700000000, 0)}
	m := machine{arch: "amd64"}
	build := func(written time.Time, mode os.FileMode) []byte {
		dir := t.TempDir()
		source := filepath.Join(dir, "source")
		if err := os.WriteFile(source, []byte("content"), mode); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(source, written, written); err != nil {
			t.Fatal(err)
		}
		if err := r.tarball(m, []file{{source, "a/b", "", 0o755}, {source, "", "/usr/b", 0o644}}, dir); err != nil {
			t.Fatal(err)
		}
		packed, err := os.ReadFile(filepath.Join(dir, "sqlite2pg-1.2.3-linux-amd64.tar.gz"))
		if err != nil {
			t.Fatal(err)
		}
		return packed
	}
	one, two := build(time.Unix(1, 0), 0o600), build(time.Unix(1800000000, 0), 0o644)
	if !bytes.Equal(one, two) {
		t.Error("the same content is other bytes another time")
	}
	z, err := gzip.NewReader(bytes.NewReader(one))
	if err != nil {
		t.Fatal(err)
	}
	tr := tar.NewReader(z)
	h, err := tr.Next()
	if err != nil {
		t.Fatal(err)
	}
	content, _ := io.ReadAll(tr)
	if h.Name != "sqlite2pg-1.2.3-linux-amd64/a/b" || h.Mode != 0o755 || h.ModTime.Unix() != 1700000000 || h.Uname != "root" || string(content) != "content" {
		t.Errorf("%+v, %q", h, content)
	}
	if h, err := tr.Next(); err != io.EOF {
		t.Errorf("a file that is for installed packages only: %+v, %v", h, err)
	}
}

// Every file that the packages hold is there, the pages of docs among them.
func TestContents(t *testing.T) {
	t.Parallel()
	files, err := contents("go.mod", "the licences", t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	installed := map[string]bool{}
	for _, f := range files {
		if _, err := os.Stat(f.source); err != nil {
			t.Error(err)
		}
		if f.installed != "" && installed[f.installed] {
			t.Errorf("%s is there twice", f.installed)
		}
		installed[f.installed] = true
	}
	for _, want := range []string{"/usr/bin/sqlite2pg", "/usr/share/doc/sqlite2pg/copyright", "/usr/share/man/man1/sqlite2pg.1.gz", "/usr/share/doc/sqlite2pg/docs/messages.md"} {
		if !installed[want] {
			t.Errorf("the packages lack %s", want)
		}
	}
}
