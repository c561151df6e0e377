package database

// #include <stdlib.h>
// #include "rows.h"
import "C"

import (
	"context"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"unsafe"

	"github.com/sqlite2pg/sqlite2pg/lexer"
)

// Dump returns the database as the statements of a dump, in the order of sqlite3's
// .dump. Unlike there, nothing is lost of a value: texts stand as they are, and reals
// are written so that they are read as what they were.
func (d *DB) Dump() io.Reader {
	r := &reader{d: d, text: []byte("PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\n")}
	var last []object // sqlite_sequence, then what is no table
	for _, o := range d.objects {
		switch {
		case o.kind != "table":
		case o.name == "sqlite_sequence":
			last = append(last, o)
		default:
			r.todo = append(r.todo, o)
		}
	}
	for _, kind := range []string{"view", "trigger", "index"} {
		for _, o := range d.objects {
			if o.kind == kind {
				last = append(last, o)
			}
		}
	}
	r.todo = append(r.todo, last...)
	return r
}

// reader writes the statements of a dump.
type reader struct {
	d    *DB
	todo []object
	text []byte // that comes next
	rows source // of the current table; nil for none
	done bool
	// failed is an error that comes after the text before it; err is the end, or why
	// it came.
	failed, err error
	// room is for a batch where the caller has too little.
	room []byte
}

// source is where the rows of a table come from: one statement, or several side by side.
type source interface {
	// fill writes rows into p, as many as there is room for. It needs least bytes.
	fill(p []byte) (int, error)
	least() int
	ended() bool
	report() // says what is missing
	close()
}

// batch is how much is asked for at once where the caller asks for less than it takes.
const batch = 64 << 10

func (r *reader) Read(p []byte) (int, error) {
	r.d.mu.Lock()
	defer r.d.mu.Unlock()
	for r.err == nil {
		if len(r.text) > 0 {
			n := copy(p, r.text)
			r.text = r.text[n:]
			return n, nil
		}
		switch n, err := r.more(p); {
		case err != nil:
			r.err = explain(err)
		case n > 0:
			return n, nil
		}
		if r.d.ctx.Err() != nil {
			r.err = context.Cause(r.d.ctx)
		}
	}
	if r.rows != nil {
		r.rows.close()
		r.rows = nil
	}
	return 0, r.err
}

// more writes what comes next into p, or makes it r.text.
func (r *reader) more(p []byte) (n int, err error) {
	switch {
	case r.d.closed:
		return 0, &failure{code: interrupted, text: "closed"}
	case r.failed != nil:
		return 0, r.failed
	case r.rows != nil:
		if len(p) >= r.rows.least() {
			n, err = r.rows.fill(p)
		} else {
			r.room = slices.Grow(r.room[:0], batch+r.rows.least())
			n, err = r.rows.fill(r.room[:cap(r.room)])
			r.text, n = r.room[:n], 0
		}
		if err != nil && n+len(r.text) > 0 { // the rows before it come first
			r.failed, err = err, nil
		}
		if err == nil && r.failed == nil && r.rows.ended() {
			r.rows.report()
			r.rows.close()
			r.rows = nil
		}
		return n, err
	case len(r.todo) > 0:
		o := r.todo[0]
		r.todo = r.todo[1:]
		return 0, r.begin(o)
	case !r.done && r.d.alone != "" && stateOf(r.d.alone) != r.d.before:
		return 0, &failure{code: corrupt, text: "it was written to while it was read, without a lock"}
	case !r.done:
		r.done, r.text = true, []byte("COMMIT;\n")
		return 0, nil
	}
	return 0, io.EOF
}

// begin writes an object's statement, and finds its rows.
func (r *reader) begin(o object) error {
	statistics, _ := path.Match("sqlite_stat?", o.name)
	switch {
	case o.kind != "table":
		r.text = complete(o.sql)
		return nil
	case o.name == "sqlite_sequence":
		r.text = []byte("DELETE FROM sqlite_sequence;\n")
	case statistics:
		r.text = []byte("ANALYZE sqlite_schema;\n")
		return nil
	case strings.HasPrefix(o.name, "sqlite_"):
		return nil
	case strings.HasPrefix(o.sql, "CREATE VIRTUAL TABLE"):
		name := quotedText(o.name)
		r.text = []byte("PRAGMA writable_schema=ON;\nINSERT INTO sqlite_schema(type,name,tbl_name,rootpage,sql)VALUES('table'," + name + "," + name + ",0," + quotedText(o.sql) + ");\n")
		return nil
	default:
		r.text = complete(o.sql)
	}
	return about(r.beginRows(o), o.name)
}

func (r *reader) beginRows(o object) error {
	names, err := r.d.column("PRAGMA table_info("+quotedText(o.name)+")", 1) // without generated columns
	if err != nil || len(names) == 0 {
		return err
	}
	o.columns = names
	if o.rowid, err = r.d.rowid(o.name); err != nil {
		return err
	}
	if r.d.opts.Rowids && o.rowid != "" {
		if o.listed, err = readsRowid(r.d, o.name); err != nil {
			return err
		} else if o.listed {
			o.columns = append([]string{o.rowid}, o.columns...)
		}
	}
	bounds := ""
	switch asked := rowsAsked(r.d, o.name); {
	case asked == NoRows, asked == LastRow && o.rowid == "":
		return nil
	case asked == LastRow:
		bounds = fmt.Sprintf("%[1]s=(SELECT max(%[1]s) FROM %[2]s NOT INDEXED)", o.rowid, quoted(o.name))
	default:
		if many, err := newRanged(r.d, o); many != nil || err != nil {
			if err == nil {
				r.rows = many
			}
			return err
		}
	}
	one, err := r.d.rows(o, bounds)
	if err == nil {
		r.rows = one
	}
	return err
}

// complete returns the statement of an object with its semicolon, which must not stand
// in a comment.
func complete(sql string) []byte {
	text := append([]byte(sql), "\n;\n"...)
	s := lexer.New(strings.NewReader(string(text)))
	for {
		t, err := s.Next()
		if err != nil || t.Kind == lexer.EOF { // a comment has no end
			return append([]byte(sql), "*/;\n"...)
		}
		if t.Kind == lexer.Semicolon && t.Offset == int64(len(sql))+1 {
			break
		}
	}
	if i := strings.LastIndexByte(sql, '\n'); strings.Contains(sql[i+1:], "--") {
		return text
	}
	return append([]byte(sql), ";\n"...)
}

// rows are those of a table.
type rows struct {
	d      *DB
	object object
	c      *C.cursor
	head   *C.char
	stmt   *statement
	bounds string // a condition for all rows; "" for none
	large  *large // the row that is read now, if it has a value too long to be held
	whole  bool   // all values are held, however long
	gaps   gaps
}

// rows begins to read a table, or the rows of it that a condition holds for.
func (d *DB) rows(o object, bounds string) (*rows, error) {
	r := &rows{d: d, object: o, bounds: bounds}
	head := "INSERT INTO " + quoted(o.name) + " VALUES("
	if o.listed {
		var names []string
		for _, n := range o.columns {
			names = append(names, quoted(n))
		}
		head = "INSERT INTO " + quoted(o.name) + "(" + strings.Join(names, ",") + ") VALUES("
	}
	r.head = C.CString(head)
	r.c = (*C.cursor)(C.calloc(1, C.sizeof_cursor))
	r.c.head, r.c.head_size, r.c.column = r.head, C.int(len(head)), -1
	r.c.most = C.longlong(d.fileSize / 2)
	if err := r.from(""); err != nil {
		r.close()
		return nil, err
	}
	return r, nil
}

// rowid returns a name by which the rowid of a table can be had, or "".
func (d *DB) rowid(table string) (string, error) {
	all, err := d.column("PRAGMA table_xinfo("+quotedText(table)+")", 1)
	if err != nil {
		return "", err
	}
	for _, name := range []string{"rowid", "_rowid_", "oid"} {
		if slices.ContainsFunc(all, func(c string) bool { return lexer.Fold(c) == name }) {
			continue
		}
		s, err := d.prepare("SELECT " + name + " FROM " + quoted(table))
		if err != nil { // WITHOUT ROWID
			return "", nil
		}
		s.close()
		return name, nil
	}
	return "", nil
}

// held is the longest value that is held in memory, where SQLite can read a longer one
// part by part: in a table with rowids, as the database has it.
const held = 1 << 20

// from has the rows be read that a condition holds for, besides the bounds; "" for all of them. They come in the order of the
// table, whatever indexes there are.
func (r *rows) from(condition string) error {
	columns := ""
	if r.object.rowid != "" {
		columns, r.c.keyed = r.object.rowid, 1
	}
	for _, n := range r.object.columns {
		if columns != "" {
			columns += ","
		}
		columns += quoted(n)
	}
	limit := held
	if r.object.rowid == "" || r.d.wide || r.whole {
		limit = r.d.longest
	}
	if r.stmt != nil {
		r.stmt.close()
		r.stmt = nil
	}
	C.sqlite3_limit(r.d.db, C.SQLITE_LIMIT_LENGTH, C.int(r.d.longest)) // of the statement
	var err error
	if r.stmt, err = r.d.prepare("SELECT " + columns + " FROM " + quoted(r.object.name) + " NOT INDEXED" + r.where(condition)); err != nil {
		return err
	}
	C.sqlite3_limit(r.d.db, C.SQLITE_LIMIT_LENGTH, C.int(limit))
	r.c.stmt, r.c.rc, r.c.column = r.stmt.stmt, C.SQLITE_ROW, -1
	return nil
}

// since is the condition for the rows behind the last one.
func (r *rows) since() string {
	if r.c.rows == 0 {
		return ""
	}
	return fmt.Sprintf("%s>%d", r.object.rowid, int64(r.c.rowid))
}

// where is the clause for a condition besides the bounds.
func (r *rows) where(condition string) string {
	switch {
	case r.bounds != "" && condition != "":
		return " WHERE " + r.bounds + " AND " + condition
	case r.bounds+condition != "":
		return " WHERE " + r.bounds + condition
	}
	return ""
}

// least is how much room fill needs.
func (r *rows) least() int { return int(r.c.head_size) + C.least + 64 }

// ended reports whether there are no more rows.
func (r *rows) ended() bool { return r.c.rc == C.SQLITE_DONE }

// fill writes rows, as many as there is room for.
func (r *rows) fill(p []byte) (int, error) {
	n := int(C.fill(r.c, (*C.char)(unsafe.Pointer(unsafe.SliceData(p))), C.int(min(len(p), 1<<30))))
	switch r.c.rc {
	case C.SQLITE_ROW:
		return n, nil
	case C.SQLITE_DONE:
		if r.large != nil {
			return n, r.behind()
		}
		return n, nil
	}
	err := r.failed()
	if code(err) == tooBig && r.object.rowid != "" && !r.d.wide && !r.whole && r.large == nil {
		r.large, err = r.readLarge()
	}
	if err != nil && r.salvages(err) {
		err = r.skip(err)
	}
	return n, err
}

// failed is the error that ended the rows.
func (r *rows) failed() error {
	rc := r.c.rc
	err := r.d.failure(rc).(*failure)
	err.table, err.row = r.object.name, int64(r.c.rows)
	if r.c.column < 0 {
		err.row++
	}
	if rc&0xff == C.SQLITE_CORRUPT && r.gaps.n == 0 {
		err.text += damagedPages(r.d, r.object.name)
	}
	return err
}

func (r *rows) close() {
	if r.large != nil {
		r.large.close()
	}
	if r.stmt != nil {
		r.stmt.close()
	}
	C.free(unsafe.Pointer(r.c))
	C.free(unsafe.Pointer(r.head))
}
