// Package database reads a SQLite database file with SQLite's own library: its schema,
// and its rows as the literals of a dump (rows.c), which is what everything behind is
// made for. It knows SQLite's interface, and nothing of what becomes of a table.
//
// A file is hostile input, and may be in use. It is opened to be read only, and all that
// is read comes from one transaction. Nothing that a schema brings is run (see
// restrict_to_rows).
package database

// #cgo darwin LDFLAGS: -Wl,-undefined,dynamic_lookup
// #include <stdlib.h>
// #include "rows.h"
import "C"

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"
	"unsafe"

	_ "github.com/mattn/go-sqlite3" // SQLite itself: the linker finds what rows.h names there

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/lexer"
)

// Options say how a database is read.
type Options struct {
	// LockWait is how long another program's lock is waited for.
	LockWait time.Duration
	// Warn is called with what is to be said beside errors.
	Warn func(*diag.Message)
	// Readers is how many connections read the rows of large tables ahead, side by side; 0
	// if rows are read when they are asked for. What they hand out is the same.
	Readers int
	// AcceptErrors reads what can be read of a damaged database.
	AcceptErrors bool
	// Rows, if set, says which rows of a table are asked for.
	Rows func(table string) Rows
	// Rowids has the rows of tables have their rowids, which no column holds, where a view or a
	// trigger may read them.
	Rowids bool
}

// Rows says which rows of a table are read.
type Rows uint8

// All are read, or the one with the highest rowid, behind which new ones are numbered, or none.
const (
	AllRows Rows = iota
	LastRow
	NoRows
)

// DB is a database in the state of one of its transactions. Its methods are called by
// one goroutine at a time, but for Close.
type DB struct {
	opts     Options
	ctx      context.Context
	db       *C.sqlite3
	objects  []object
	path     string
	longest  int              // of a value, in bytes, as SQLite was compiled
	fileSize int64            // of all pages
	wide     bool             // texts are UTF-16
	damaged  map[string]int64 // the tables that were read in part, and how many rows that was

	alone  string // the file, if nothing but its state shows that nobody writes to it
	before state

	mu     sync.Mutex // held while SQLite is at work
	closed bool

	readers []*DB   // further connections that see the same state
	ranged  *ranged // the table that they read; nil for none
}

// object is a row of sqlite_schema.
type object struct {
	kind, name, sql string
	columns         []string // of a table that is read
	rowid           string   // how its rowid is called; "" where there is none
	listed          bool     // its rowids stand in the rows, with the names of columns
}

// The flags of sqlite3_open_v2: https://sqlite.org/c3ref/c_open_autoproxy.html
const (
	openReadOnly     = 0x1
	openURI          = 0x40
	openNoMutex      = 0x8000
	openPrivateCache = 0x40000
)

// IsURI reports whether the name of a file is a URI: https://sqlite.org/uri.html
func IsURI(name string) bool {
	if _, err := os.Lstat(name); err == nil {
		return false
	}
	return strings.HasPrefix(name, "file:")
}

// Open opens the database in a file, whose name may be a URI, and begins the transaction.
func Open(ctx context.Context, name string, opts Options) (*DB, error) {
	if !IsURI(name) && !filepath.IsAbs(name) {
		name = "." + string(filepath.Separator) + name // it may be one that means something to SQLite
	}
	var d *DB
	var err error
	for tries := 0; ; tries++ {
		d = &DB{opts: opts, ctx: ctx, damaged: map[string]int64{}}
		if tries == maxTries || !worthReaders(name, opts) {
			err = d.open(name)
			break
		}
		var same bool
		if same, err = openAll(d, name); same {
			break
		}
		d.close()
	}
	if c := code(err); (c == cantOpen || c == readOnly) && !isHot(err) && exists(name) { // is it in WAL mode, in a folder that cannot be written to?
		if uri, ok := unshared(name); ok {
			d.close()
			d.closed, d.objects, d.alone, d.before = false, nil, name, stateOf(name)
			err = d.open(uri)
		}
	}
	if err != nil {
		d.close()
		return nil, explain(err)
	}
	return d, nil
}

// unshared returns the URI under which SQLite reads a database and its write-ahead log
// without the file that programs share for that: it could not be made, so that nobody
// else in this folder does. Without a log, the file is all there is; whether that stays
// so is seen at the end.
func unshared(name string) (uri string, ok bool) {
	if IsURI(name) || exists(name+"-shm") {
		return "", false
	}
	uri = "file:" + strings.NewReplacer("%", "%25", "?", "%3f", "#", "%23").Replace(name)
	if exists(name + "-wal") {
		return uri + exclusive, true
	}
	return uri + "?immutable=1", true
}

// exclusive has SQLite take no lock, which it could not on a file that is only read.
const exclusive = "?vfs=unix-none"

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}

// state is what tells whether a file was written to.
type state struct {
	size     int64
	modified time.Time
	wal      bool
}

func stateOf(name string) state {
	st, err := os.Stat(name)
	if err != nil {
		return state{}
	}
	return state{st.Size(), st.ModTime(), exists(name + "-wal")}
}

// connect opens a connection that reads rows only.
func (d *DB) connect(name string) error {
	cname := C.CString(name)
	defer C.free(unsafe.Pointer(cname))
	flags := C.int(openReadOnly | openNoMutex | openPrivateCache)
	if IsURI(name) {
		flags |= openURI
	}
	if rc := C.sqlite3_open_v2(cname, &d.db, flags, nil); rc != C.SQLITE_OK {
		return d.failure(rc)
	}
	if rc := C.restrict_to_rows(d.db); rc != C.SQLITE_OK {
		return d.failure(rc)
	}
	d.longest = int(C.sqlite3_limit(d.db, C.SQLITE_LIMIT_LENGTH, 1<<31-1))
	return nil
}

// open begins the transaction, and reads the schema.
func (d *DB) open(name string) error {
	if err := d.connect(name); err != nil {
		return err
	}
	setup := []string{"PRAGMA cell_size_check=ON"}
	if d.alone != "" && strings.HasSuffix(name, exclusive) {
		setup = append(setup, "PRAGMA locking_mode=EXCLUSIVE")
	}
	for _, sql := range append(setup, "BEGIN") {
		if err := d.exec(sql); err != nil {
			return err
		}
	}
	if err := d.wait(); err != nil {
		return err
	}
	if rc := C.authorize_rows(d.db); rc != C.SQLITE_OK {
		return d.failure(rc)
	}
	return d.readSchema()
}

// wait takes the lock: the first read begins the transaction.
func (d *DB) wait() error {
	until, said := time.Now().Add(d.opts.LockWait), false
	for {
		err := d.exec("SELECT count(*) FROM sqlite_schema")
		if c := code(err); c != busy && c != protocol || !time.Now().Before(until) {
			return err
		}
		if !said {
			said = true
			d.opts.Warn(diag.DatabaseWait(int(d.opts.LockWait.Seconds())))
		}
		select {
		case <-time.After(50 * time.Millisecond):
		case <-d.ctx.Done():
			return context.Cause(d.ctx)
		}
	}
}

func (d *DB) exec(sql string) error {
	c := C.CString(sql)
	defer C.free(unsafe.Pointer(c))
	if rc := C.sqlite3_exec(d.db, c, nil, nil, nil); rc != C.SQLITE_OK {
		return d.failure(rc)
	}
	return nil
}

// Path is the name of the file.
func (d *DB) Path() string { return d.path }

// readSchema reads the schema, and what else is to be known before the rows.
func (d *DB) readSchema() error {
	main := C.CString("main")
	defer C.free(unsafe.Pointer(main))
	d.path = C.GoString(C.sqlite3_db_filename(d.db, main))
	pages, err := d.number("PRAGMA page_count")
	if err != nil {
		return err
	}
	size, err := d.number("PRAGMA page_size")
	if err != nil {
		return err
	}
	d.fileSize = pages * size
	encoding, err := d.column("PRAGMA encoding", 0)
	if err != nil {
		return err
	}
	d.wide = len(encoding) == 1 && encoding[0] != "UTF-8"
	return d.each("SELECT type, name, sql FROM sqlite_schema WHERE sql NOT NULL ORDER BY rowid", func(s *statement) {
		d.objects = append(d.objects, object{kind: s.text(0), name: s.text(1), sql: s.text(2)})
	})
}

// Close ends the transaction. A read that is under way ends with an error.
func (d *DB) Close() error {
	for _, c := range append([]*DB{d}, d.readers...) {
		if c.db != nil {
			C.sqlite3_interrupt(c.db)
		}
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.close()
	return nil
}

func (d *DB) close() {
	if d.ranged != nil {
		d.ranged.close()
	}
	for _, r := range d.readers {
		r.close()
	}
	d.readers = nil
	if d.db != nil {
		C.sqlite3_close_v2(d.db)
		d.db = nil
	}
	d.closed = true
}

// Count returns how many rows tables have; of one that is damaged, how many were read.
func (d *DB) Count(tables []string) ([]int64, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	var counts []int64
	for _, t := range tables {
		if n, ok := d.damaged[t]; ok {
			counts = append(counts, n)
			continue
		}
		n, err := d.number("SELECT count(*) FROM " + quoted(t))
		if err != nil {
			return nil, explain(about(err, t))
		}
		counts = append(counts, n)
	}
	return counts, nil
}

// CountRows returns how many rows are asked for in all tables of a file that stand for themselves.
func CountRows(ctx context.Context, name string, opts Options) (n int64, err error) {
	d, err := Open(ctx, name, opts)
	if err != nil {
		return 0, err
	}
	defer d.Close()
	for _, o := range d.objects {
		if o.kind != "table" || strings.HasPrefix(o.name, "sqlite_") || strings.HasPrefix(o.sql, "CREATE VIRTUAL TABLE") || rowsAsked(d, o.name) != AllRows {
			continue
		}
		counts, err := d.Count([]string{o.name})
		if err != nil {
			return 0, err
		}
		n += counts[0]
	}
	return n, nil
}

// rowsAsked says which rows of a table are asked for. Of the tables that a virtual one keeps
// its content in, that is for others to know.
func rowsAsked(d *DB, table string) Rows {
	if d.opts.Rows == nil || strings.HasPrefix(table, "sqlite_") { // the counters of AUTOINCREMENT are no table of the user's
		return AllRows
	}
	if rows := d.opts.Rows(table); rows == AllRows || !slices.ContainsFunc(d.objects, func(o object) bool {
		return strings.HasPrefix(o.sql, "CREATE VIRTUAL TABLE") && strings.HasPrefix(lexer.Fold(table), lexer.Fold(o.name)+"_")
	}) {
		return rows
	}
	return AllRows
}

// Ask returns the rows of a query, each value as its text.
func (d *DB) Ask(query string) (rows [][]string, err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	err = d.each(query, func(s *statement) {
		row := make([]string, C.sqlite3_column_count(s.stmt))
		for i := range row {
			row[i] = s.text(i)
		}
		rows = append(rows, row)
	})
	return rows, err
}

// quoted is a name as SQL has it.
func quoted(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }
