package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// file is a file of the packages.
type file struct {
	source    string // where it is
	inTar     string // its path in the tar.gz
	installed string // its path in .deb and .rpm, "" if it is not there
	mode      os.FileMode
}

// contents lists what the packages hold. What is made here goes to the folder stage.
func contents(binary, licences, stage string) ([]file, error) {
	made := func(name string, text []byte) (string, error) {
		path := filepath.Join(stage, name)
		return path, os.WriteFile(path, text, 0o644)
	}
	licenceFile, err := made("LICENSES.txt", []byte(licences))
	if err != nil {
		return nil, err
	}
	page, err := os.ReadFile("packaging/sqlite2pg.1")
	if err != nil {
		return nil, err
	}
	packed, err := gzipped(page)
	if err != nil {
		return nil, err
	}
	packedPage, err := made("sqlite2pg.1.gz", packed)
	if err != nil {
		return nil, err
	}
	const doc = "/usr/share/doc/sqlite2pg/"
	list := []file{
		{binary, "sqlite2pg", "/usr/bin/sqlite2pg", 0o755},
		{licenceFile, "LICENSES.txt", doc + "copyright", 0o644},
		{"packaging/sqlite2pg.1", "man/sqlite2pg.1", "", 0o644},
		{packedPage, "", "/usr/share/man/man1/sqlite2pg.1.gz", 0o644},
		{"packaging/completions/sqlite2pg.bash", "completions/sqlite2pg.bash", "/usr/share/bash-completion/completions/sqlite2pg", 0o644},
		{"packaging/completions/_sqlite2pg", "completions/_sqlite2pg", "/usr/share/zsh/site-functions/_sqlite2pg", 0o644},
		{"packaging/completions/sqlite2pg.fish", "completions/sqlite2pg.fish", "/usr/share/fish/vendor_completions.d/sqlite2pg.fish", 0o644},
		{"testdata/sample/bookshop.sql", "share/bookshop.sql", "/usr/share/sqlite2pg/bookshop.sql", 0o644},
		{"README.md", "README.md", doc + "README.md", 0o644},
		{"CHANGELOG.md", "CHANGELOG.md", doc + "CHANGELOG.md", 0o644},
	}
	err = filepath.WalkDir("docs", func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			list = append(list, file{path, path, doc + path, 0o644})
		}
		return err
	})
	slices.SortFunc(list, func(a, b file) int { return strings.Compare(a.inTar+a.installed, b.inTar+b.installed) })
	return list, err
}

// gzipped packs a text: without a name and a time the same text is the same bytes.
func gzipped(text []byte) ([]byte, error) {
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := z.Write(text); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// copyFile writes a file's bytes to w.
func copyFile(w io.Writer, name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	if _, err := io.Copy(w, f); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}
