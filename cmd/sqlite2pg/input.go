package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/term"

	"github.com/sqlite2pg/sqlite2pg/diag"
	source "github.com/sqlite2pg/sqlite2pg/input"
)

// input is a dump to read, and the name it has in messages.
type input struct {
	io.Reader
	io.Closer
	name     string
	database string // the file that sqlite3 dumps, if it does
	file     os.FileInfo
	pipe     *os.File // what it comes through
}

// regular reports whether the dump is read from a regular file.
func (in *input) regular() bool {
	return in.database == "" && in.file != nil && in.file.Mode().IsRegular()
}

// errNoInput is the error of a call without any input.
var errNoInput = diag.NoInput()

// broken is an input that could not be opened.
type broken struct{ err error }

func (b broken) Read([]byte) (int, error) { return 0, b.err }

// open opens the dump named by path, or the dump of the database at path.
func open(ctx context.Context, path string, stdin *os.File) (*input, error) {
	if path == "" || path == "-" {
		if path == "" && term.IsTerminal(int(stdin.Fd())) {
			return nil, errNoInput
		}
		st, _ := stdin.Stat()
		return &input{Reader: stdin, Closer: stdin, name: "stdin", file: st, pipe: stdin}, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	st, _ := f.Stat()
	if isDatabase(path) {
		f.Close()
		in, err := dump(ctx, path)
		if err == nil {
			in.file = st
		}
		return in, err
	}
	return &input{Reader: f, Closer: f, name: path, file: st, pipe: f}, nil
}

// isDatabase reports whether a regular file begins as SQLite's databases do.
func isDatabase(path string) bool {
	if st, err := os.Stat(path); err != nil || !st.Mode().IsRegular() {
		return false // to look into a pipe would take from it
	}
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	head := make([]byte, len(source.DatabaseMagic))
	_, err = io.ReadFull(f, head)
	return err == nil && bytes.Equal(head, source.DatabaseMagic)
}

// dump runs sqlite3 FILE .dump. The user's .sqliterc is not read: it may
// change what .dump writes.
func dump(ctx context.Context, path string) (*input, error) {
	if !filepath.IsAbs(path) {
		path = "." + string(filepath.Separator) + path // it may begin with a hyphen
	}
	cmd := sqlite3(ctx, path, ".dump")
	d := &dumper{cmd: cmd}
	cmd.Stderr = &d.stderr
	out, in, err := blockingPipe()
	if err != nil {
		return nil, err
	}
	d.out, cmd.Stdout = out, in
	err = cmd.Start()
	in.Close() // it is sqlite3's now
	if err != nil {
		out.Close()
		if errors.Is(err, exec.ErrNotFound) {
			return nil, diag.NoSQLite3()
		}
		return nil, err
	}
	return &input{Reader: d, Closer: d, name: "sqlite3 .dump", database: path, pipe: d.out}, nil
}

func sqlite3(ctx context.Context, path string, args ...string) *exec.Cmd {
	return exec.CommandContext(ctx, "sqlite3", append([]string{"-batch", "-init", os.DevNull, "-readonly", path}, args...)...)
}

// countRows asks sqlite3 how many rows the tables of a database have.
func countRows(ctx context.Context, path string, tables []string) ([]int64, error) {
	cmd := sqlite3(ctx, path)
	var script strings.Builder
	for _, t := range tables {
		fmt.Fprintf(&script, "SELECT count(*) FROM \"%s\";\n", strings.ReplaceAll(t, `"`, `""`))
	}
	cmd.Stdin = strings.NewReader(script.String())
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	var counts []int64
	for _, line := range strings.Fields(string(out)) {
		if n, err := strconv.ParseInt(line, 10, 64); err == nil {
			counts = append(counts, n)
		}
	}
	if err != nil || len(counts) != len(tables) {
		return nil, diag.CountFailed(diag.Escape(strings.TrimSpace(stderr.String())))
	}
	return counts, nil
}

// dumper reads what sqlite3 writes. The end of input comes only when sqlite3
// has ended well: a dump that failed is an error before anything is committed.
type dumper struct {
	cmd    *exec.Cmd
	out    *os.File
	stderr bytes.Buffer
	ended  bool
	err    error // the end of input, or why it came
}

func (d *dumper) Read(p []byte) (int, error) {
	if d.err != nil {
		return 0, d.err
	}
	n, err := d.read(p)
	d.err = err
	return n, err
}

func (d *dumper) read(p []byte) (int, error) {
	n, err := d.out.Read(p)
	if err == io.EOF && !d.ended {
		d.ended = true
		d.out.Close()
		if werr := d.cmd.Wait(); werr != nil || d.stderr.Len() > 0 {
			said := strings.TrimSpace(d.stderr.String())
			if werr != nil {
				said = strings.TrimSpace(said + " (" + werr.Error() + ")")
			}
			return n, diag.DumpFailed(diag.Escape(said))
		}
	}
	return n, err
}

// Close ends sqlite3 if it still runs.
func (d *dumper) Close() error {
	if d.ended {
		return nil
	}
	d.ended = true
	d.out.Close()
	d.cmd.Process.Kill()
	return d.cmd.Wait()
}
