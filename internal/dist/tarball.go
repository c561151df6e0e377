package main

import (
	"archive/tar"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
)

// tarball writes the tar.gz: the files in order, owned by root, as old as the commit.
func (r release) tarball(m machine, files []file, out string) error {
	name := fmt.Sprintf("sqlite2pg-%s-linux-%s", r.version, m.arch)
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, f := range files {
		if f.inTar == "" {
			continue
		}
		info, err := os.Stat(f.source)
		if err != nil {
			return err
		}
		err = w.WriteHeader(&tar.Header{Typeflag: tar.TypeReg, Name: name + "/" + filepath.ToSlash(f.inTar), Size: info.Size(), Mode: int64(f.mode),
			ModTime: r.date, Uname: "root", Gname: "root", Format: tar.FormatUSTAR})
		if err != nil {
			return err
		}
		if err := copyFile(w, f.source); err != nil {
			return err
		}
	}
	if err := w.Close(); err != nil {
		return err
	}
	packed, err := gzipped(b.Bytes())
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(out, name+".tar.gz"), packed, 0o644)
}
