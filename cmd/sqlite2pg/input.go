package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"

	"golang.org/x/term"

	"github.com/sqlite2pg/sqlite2pg/database"
	"github.com/sqlite2pg/sqlite2pg/diag"
	source "github.com/sqlite2pg/sqlite2pg/input"
	"github.com/sqlite2pg/sqlite2pg/rewrite/selection"
)

// input is a dump to read, and the name it has in messages.
type input struct {
	io.Reader
	io.Closer
	name     string
	database *database.DB // that is read, if it is one
	file     os.FileInfo
	pipe     *os.File // what it comes through
	// countRows is how many rows there are to come, by a connection of its own; nil where nobody
	// knows.
	countRows func() (int64, error)
}

// regular reports whether the dump is read from a regular file.
func (in *input) regular() bool {
	return in.database == nil && in.file != nil && in.file.Mode().IsRegular()
}

// errNoInput is the error of a call without any input.
var errNoInput = diag.NoInput()

// broken is an input that could not be opened.
type broken struct{ err error }

func (b broken) Read([]byte) (int, error) { return 0, b.err }

// open opens the dump or the database that the command line names.
func open(ctx context.Context, f *flags, stdin *os.File, warn func(*diag.Message)) (*input, error) {
	path := f.input
	if path == "" || path == "-" {
		if path == "" && term.IsTerminal(int(stdin.Fd())) {
			return nil, errNoInput
		}
		st, _ := stdin.Stat()
		return &input{Reader: stdin, Closer: stdin, name: "stdin", file: st, pipe: stdin}, nil
	}
	if database.IsURI(path) || isDatabase(path) {
		return openDatabase(ctx, path, f, warn)
	}
	file, err := os.Open(path)
	switch {
	case isConnection(path):
		return nil, fmt.Errorf("%s is a database of PostgreSQL: %s'%[1]s'", path, intoPsql)
	case errors.Is(err, os.ErrNotExist):
		return nil, fmt.Errorf("there is no file %s%s", diag.Show(path), meant("", filepath.Base(path), siblings(path)))
	case err != nil:
		return nil, err
	}
	st, _ := file.Stat()
	if st != nil && st.IsDir() {
		file.Close()
		return nil, fmt.Errorf("%s is a folder: name the database file in it, or a dump", diag.Show(path))
	}
	return &input{Reader: file, Closer: file, name: path, file: st, pipe: file}, nil
}

// siblings are the names of the files in the folder of a path.
func siblings(path string) (names []string) {
	list, _ := os.ReadDir(filepath.Dir(path))
	for _, e := range list {
		names = append(names, e.Name())
	}
	return names
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

// openDatabase opens a database file with SQLite's own library.
func openDatabase(ctx context.Context, path string, f *flags, warn func(*diag.Message)) (*input, error) {
	rows := rowsAsked(f)
	readers := runtime.GOMAXPROCS(0) - 1 // one core encodes what they read
	db, err := database.Open(ctx, path, database.Options{LockWait: f.patience, Readers: readers, AcceptErrors: f.acceptErrors, Warn: warn, Rows: rows, Rowids: f.into.file == "" && !f.dataOnly && !f.schemaOnly})
	if err != nil {
		return nil, err
	}
	in := &input{Reader: db.Dump(), Closer: db, name: path, database: db}
	in.countRows = func() (int64, error) {
		return database.CountRows(ctx, path, database.Options{Warn: func(*diag.Message) {}, Rows: rows})
	}
	if st, err := os.Stat(db.Path()); err == nil {
		in.file = st
	}
	return in, nil
}

// rowsAsked says which rows of a database are read: a table that the user leaves out, or whose
// rows, is not read for nothing.
func rowsAsked(f *flags) func(table string) database.Rows {
	asked := selection.New(f.selection)
	return func(table string) database.Rows {
		switch {
		case asked.Table(table) != "":
			return database.NoRows
		case asked.Rows(table) != "":
			return database.LastRow
		}
		return database.AllRows
	}
}
