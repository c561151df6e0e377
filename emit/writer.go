package emit

import (
	"bufio"
	"io"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
)

// bufferSize of the output: large writes keep psql's side of a pipe busy.
const bufferSize = 256 << 10

// Writer writes a script. The first error of the underlying writer is kept and
// returned by Flush; what is written after it goes nowhere.
// It is large because all goes through one buffer in one order: statements, the COPY
// blocks that are held back, and the frame around them.
type Writer struct {
	w *bufio.Writer
	gate
	// RestrictKey, if set, makes the script forbid psql's commands, as pg_dump's
	// --restrict-key does: letters and digits only.
	RestrictKey string
	// Sources puts the SQLite text of an object above it.
	Sources bool
	// Schema, if set, is the schema that all of the script is about.
	Schema string
	// Citus makes Schema a tenant of a distributed database.
	Citus bool
	// Clean drops what has the names of the tables and views of the script. It warns
	// of those that are not there, but with IfExists.
	Clean, IfExists bool
	// Strict ends the load before it is committed where anything is passed over.
	Strict bool

	what    Contents
	stmt    []byte
	inserts *inserts // nil where rows are in COPY blocks
	copies  copies
	helpers map[string]bool // that the script has, by signature
	// extensions are those that the script has the database know.
	extensions map[string]bool
	attempts   bool // the script has the procedure for them
}

// NewWriter returns a Writer that writes to w what check accepts.
func NewWriter(w io.Writer, check Checker) *Writer {
	return &Writer{w: bufio.NewWriterSize(w, bufferSize), gate: gate{check}, helpers: map[string]bool{}, extensions: map[string]bool{}, copies: copies{most: holdSize}}
}

// InsertRows has the script be of plain SQL: rows are in INSERT statements of so many
// each, and no line is a command of psql.
func (w *Writer) InsertRows(most int) { w.inserts = &inserts{w: w.w, most: most} }

// Flush writes out what is buffered.
func (w *Writer) Flush() error { return w.w.Flush() }

// Object writes an object, below the helpers that the script lacks. In a script
// with data, what may be refused is attempted. Rows that are held come behind an object
// of the pre-data section.
func (w *Writer) Object(o *pg.Object) error {
	if o.Section != pg.PreData { // a table may come while the rows of others do
		w.EndRows()
	}
	if name := o.Extension; name != "" && !w.extensions[name] {
		w.extensions[name] = true
		w.closeCopy()
		if err := w.all([]string{w.extend(name)}); err != nil {
			return err
		}
	}
	for _, f := range o.Helpers {
		if !w.helpers[f.Name] {
			w.helpers[f.Name] = true
			if err := w.statement(f); err != nil {
				return err
			}
		}
	}
	attempted := o.What != "" && w.attempts
	what := "a statement"
	if attempted {
		what = o.What
	}
	if err := sized(what, o.Statement, o.Fallback, o.Listing); err != nil {
		return err
	}
	if names := w.takes(o.Statement); names != nil && w.attempts {
		if err := w.statement(&pg.Room{Names: names}); err != nil {
			return err
		}
	}
	if w.Sources && o.Source != "" {
		w.Comment(o.Source + ";")
	}
	if attempted {
		return w.attempt(o)
	}
	return w.statement(o.Statement)
}

// statement writes s, followed by an empty line. Rows that are held may come behind
// it.
func (w *Writer) statement(s pg.Statement) error {
	w.closeCopy()
	if err := sized("a statement", s); err != nil {
		return err
	}
	switch s := s.(type) {
	case *pg.Untranslated:
		w.stmt = appendComment(w.stmt[:0], s.What+" is not translated: "+s.Reason)
		w.stmt = appendComment(w.stmt, s.Source)
		w.stmt = append(w.stmt, '\n')
		w.w.Write(w.stmt)
		return nil
	case *pg.Together:
		for _, part := range s.Statements {
			if err := w.statement(part); err != nil {
				return err
			}
		}
		return nil
	case *pg.Room:
		return w.all([]string{w.room(s.Names)})
	case *pg.IntoStart:
		return w.all(silently(intoStart()...))
	case *pg.IntoTable:
		return w.all(intoTable(s))
	case *pg.IntoIndexes:
		return w.all([]string{intoIndexes(s)})
	case *pg.IntoMerge:
		return w.all([]string{intoMerge(s)})
	case *pg.IntoEnd:
		return w.all(intoEnd(s))
	case *pg.DeleteOrphans:
		return w.all(deleteOrphans(s.Keys))
	case *pg.SetAside:
		return w.all([]string{setAside, dropKeys, disableTriggers})
	case *pg.PutBack:
		return w.all([]string{restoreKeys, enableTriggers})
	case *pg.VerifyStart:
		functions := []string{verifyFunction}
		if s.OfBytes != (pg.Qualified{}) {
			functions = append(functions, textOfBytes(s.OfBytes.String()))
		}
		if err := w.all(silently(functions...)); err != nil {
			return err
		}
	}
	return w.sql(appendStatement(w.stmt[:0], s))
}

// all checks and writes statements.
func (w *Writer) all(list []string) error {
	for _, s := range list {
		if err := w.sql([]byte(s)); err != nil {
			return err
		}
	}
	return nil
}

// sql checks and writes one statement.
func (w *Writer) sql(text []byte) error {
	w.stmt = text
	if err := w.verify(text); err != nil {
		return err
	}
	w.w.Write(text)
	w.w.WriteString(";\n\n")
	return nil
}

// attempt writes a call of the procedure that tries an object's statements in
// turn. When the first one fails, the load goes on with a warning.
func (w *Writer) attempt(o *pg.Object) error {
	w.closeCopy()
	t, err := w.gate.attempted(o, w.Schema)
	if err != nil {
		return err
	}
	text := pg.AppendLiteral([]byte("CALL pg_temp.sqlite2pg_attempt(\n    "), t.what)
	text = t.appendListing(append(text, ",\n    "...))
	for _, s := range t.statements {
		text = pg.AppendDollar(append(text, ",\n    "...), "sql", s)
	}
	return w.sql(append(text, ')'))
}

// Comment writes text as comment lines.
func (w *Writer) Comment(text string) {
	w.closeCopy()
	w.w.Write(appendComment(nil, text))
}

// printable makes text fit for a comment or a message: what a terminal would
// not show as itself is escaped, tabs are kept.
func printable(text string) string {
	parts := strings.Split(text, "\t")
	for i := range parts {
		parts[i] = diag.Escape(parts[i])
	}
	return strings.Join(parts, "\t")
}
