// Package sqlite2pg turns the text of a SQLite dump into a PostgreSQL script.
//
//	sqlite3 app.db .dump | sqlite2pg | psql -X app
//
// Translate is what the command of the same name does. It reads its input once,
// as it comes, and needs memory for the schema only.
package sqlite2pg

import (
	"bytes"
	"context"
	"errors"
	"io"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit"
	"github.com/sqlite2pg/sqlite2pg/emit/check"
	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/rewrite"
)

// Version is the version of the rules: scripts of the same version are the
// same bytes for the same input.
const Version = "0.1.0"

// Part says what a script holds.
type Part uint8

// The parts of a database. SchemaOnly writes what a person would write, fit to
// be kept in git; DataOnly fills tables that exist.
const (
	Everything Part = iota
	SchemaOnly
	DataOnly
)

// Options are the caller's wishes. The zero value is a full script with names
// as they are.
type Options struct {
	Part        Part
	Identifiers rewrite.Identifiers
	// Overrides are the caller's word on types, the last one the highest.
	Overrides []rewrite.Override
	// VarcharText makes text of VARCHAR(n).
	VarcharText bool
	// BadText says what becomes of text that PostgreSQL cannot hold; "" stops.
	BadText rewrite.BadText
	// Comments puts the SQLite text of each object above what is made of it.
	Comments bool
	// Search gives full-text tables a tsvector and an index over it.
	Search bool
	// CountRows, if set, returns how many rows the source has in a table, by
	// its SQLite name. Before COMMIT the rows that came are compared with it.
	CountRows func(tables []string) ([]int64, error)
	// Verify ends the script with checks that what arrived is what was written.
	Verify bool
	// Strict makes a warning a failure: the script ends in an error.
	Strict bool
	// Warn, if set, is called with each warning and note as it arises.
	Warn func(diag.Message)
}

// Report says what was done.
type Report struct {
	Tables   int
	Rows     int64
	Types    []rewrite.Decision // what was decided, for rewrite.WriteTypes
	Warnings []diag.Message
	Notes    int
}

// Translate reads a dump from r and writes a script to w.
//
// An error of the input or the translation is a *diag.Message; the script then
// ends in a statement that raises, so that nothing of it is committed. Errors
// of r and w come back as they are. When ctx is cancelled, Translate stops at
// the next statement or row and returns its error.
func Translate(ctx context.Context, r io.Reader, w io.Writer, opts Options) (Report, error) {
	t := &translator{ctx: ctx, opts: opts, out: emit.NewWriter(w, check.Grammar{}), insertOr: map[*rewrite.Table]bool{}}
	t.scan = lexer.New(r)
	t.scan.Comment = t.listen
	t.parse = parser.New(t.scan)
	t.schema = rewrite.NewSchema(rewrite.Options{Identifiers: opts.Identifiers, DataOnly: opts.Part == DataOnly,
		Overrides: opts.Overrides, VarcharText: opts.VarcharText, BadText: opts.BadText, Search: opts.Search, Comments: opts.Comments}, t.warn)
	err := t.run()
	if err == nil {
		err = t.commit()
	}
	if err != nil {
		t.out.Fail(errorText(err))
	}
	if flush := t.out.Flush(); flush != nil {
		return t.report, flush
	}
	return t.report, err
}

func errorText(err error) string {
	var m *diag.Message
	if errors.As(err, &m) && m.Pos.IsValid() {
		return "line " + m.Error()
	}
	return err.Error()
}

// DatabaseMagic is how a SQLite database file begins
// (https://sqlite.org/fileformat.html#magic_header_string).
var DatabaseMagic = []byte("SQLite format 3\x00")

// refuseBinary recognises input that is no dump by its first bytes.
func refuseBinary(s *lexer.Scanner) error {
	head := s.Peek(len(DatabaseMagic))
	pos := diag.Pos{Line: 1, Column: 1}
	switch {
	case s.Err() != nil:
		return s.Err()
	case len(head) == 0:
		return &diag.Message{ID: "empty-input", Pos: pos, Text: "the input is empty",
			Hint: "sqlite3 writes nothing when it fails: see its messages, and the name of the database"}
	case bytes.Equal(head, DatabaseMagic):
		return &diag.Message{ID: "database-file", Pos: pos, Text: "the input is a database file, not a dump",
			Hint: "run: sqlite2pg FILE, or: sqlite3 FILE .dump | sqlite2pg"}
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")):
		return &diag.Message{ID: "utf-16", Pos: pos, Text: "the input is UTF-16",
			Hint: "PowerShell's > writes that: use cmd.exe, or sqlite3's .output, to make the dump"}
	}
	return nil
}
