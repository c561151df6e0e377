package database

// #include "rows.h"
import "C"

import (
	"fmt"
	"os"
	"sync"
)

// Rows of a large table are read ahead, while those before are encoded: by the one
// connection, or by several side by side, each a range of rowids at a time. They come in
// their order all the same.
const (
	// smallFile is the size of a file, in bytes, that is read faster than connections are
	// opened.
	smallFile = 4 << 20
	// rangeRows is how many rowids make a range worth its query, mostRanges how many
	// ranges there are at most.
	rangeRows  = 1000
	mostRanges = 1024
	// mostReaders is how many connections there are at most: each reads faster than rows are
	// encoded, so that a fourth one waits.
	mostReaders = 3
	// Each range has so many chunks of such a size that wait for their turn, and so many
	// ranges are ahead for each connection.
	chunkSize  = 128 << 10
	chunkQueue = 3
	rangeQueue = 2
)

// maxTries is how often all connections are opened, until no other program has committed
// meanwhile. Then one reads all.
const maxTries = 5

// openAll opens the database, and again for each reader. It reports false if they may see
// different states.
func openAll(d *DB, name string) (same bool, err error) {
	watch := &DB{opts: d.opts, ctx: d.ctx}
	defer watch.close()
	version, watched := int64(0), watch.connect(name)
	if watched == nil {
		version, watched = watch.number(dataVersion)
	}
	if err := d.open(name); err != nil || watched != nil || d.fileSize < smallFile {
		return true, err
	}
	opts := d.opts
	opts.LockWait = 0 // a writer may wait for d to end: one reader is enough then
	for range several(d.opts) {
		r := &DB{opts: opts, ctx: d.ctx}
		if err := r.open(name); err != nil {
			r.close()
			for _, r := range d.readers {
				r.close()
			}
			d.readers = nil
			return true, nil
		}
		d.readers = append(d.readers, r)
	}
	now, err := watch.number(dataVersion)
	return err == nil && now == version, nil
}

// dataVersion is another number for a connection when others have committed:
// https://sqlite.org/pragma.html#pragma_data_version
const dataVersion = "PRAGMA data_version"

// several is how many connections read beside the one that has the schema: none where
// that is enough.
func several(opts Options) int {
	if opts.Readers < 2 || opts.AcceptErrors {
		return 0
	}
	return min(opts.Readers, mostReaders)
}

// worthReaders reports whether a file is large enough for several connections.
func worthReaders(name string, opts Options) bool {
	st, err := os.Stat(name)
	return err == nil && st.Size() >= smallFile && several(opts) > 0 && !IsURI(name)
}

// ranged are the rows of a table, read range by range, or ahead in one piece.
type ranged struct {
	d      *DB
	object object
	bounds []string // the condition of each range; "" for the only one
	parts  []chan chunk
	ahead  chan struct{} // a token for each range that is begun and has not come
	free   chan []byte   // chunks to be used again
	stop   chan struct{}
	work   sync.WaitGroup

	mu   sync.Mutex
	next int // range to be begun

	now      int    // the range that comes
	rest     []byte // of its chunk
	chunk    []byte
	rows     int64 // of the ranges before
	complete bool
}

// chunk is text of a range, or its end: how many rows it has, and why it ended.
type chunk struct {
	text []byte
	rows int64
	err  error
}

// newRanged begins to read a table ahead; nil if that is not worth it.
func newRanged(d *DB, o object) (*ranged, error) {
	if d.opts.Readers < 1 || d.opts.AcceptErrors || d.fileSize < smallFile {
		return nil, nil
	}
	bounds, err := ranges(d, o)
	if err != nil {
		return nil, err
	}
	readers := d.readers
	if bounds == nil {
		bounds, readers = []string{""}, []*DB{d}
	}
	t := &ranged{d: d, object: o, bounds: bounds, ahead: make(chan struct{}, rangeQueue*len(readers)), free: make(chan []byte, len(readers)*rangeQueue*chunkQueue), stop: make(chan struct{})}
	for range bounds {
		t.parts = append(t.parts, make(chan chunk, chunkQueue))
	}
	for _, r := range readers {
		t.work.Add(1)
		go t.read(r)
	}
	d.ranged = t
	return t, nil
}

// ranges are the conditions by which several connections share a table; nil if that is
// not worth it.
func ranges(d *DB, o object) (bounds []string, err error) {
	if len(d.readers) == 0 || o.rowid == "" {
		return nil, nil
	}
	var low, high int64
	extent := fmt.Sprintf("SELECT (SELECT min(%s) FROM %s NOT INDEXED), (SELECT max(%[1]s) FROM %[2]s NOT INDEXED)", o.rowid, quoted(o.name))
	if err := d.each(extent, func(s *statement) { low, high = s.integer(0), s.integer(1) }); err != nil {
		return nil, err
	}
	span := uint64(high) - uint64(low)
	if span < 2*rangeRows {
		return nil, nil
	}
	// Rowids may be far from each other.
	if n, err := d.number(fmt.Sprintf("SELECT count(*) FROM (SELECT 1 FROM %s NOT INDEXED LIMIT %d)", quoted(o.name), 2*rangeRows)); err != nil || n < 2*rangeRows {
		return nil, err
	}
	n := int64(min(span/rangeRows, mostRanges))
	step := span / uint64(n)
	for i := range n {
		from, to := behind(low, uint64(i)*step), behind(low, uint64(i+1)*step-1)
		switch i { // the first and the last have no bound: what is damaged may have other rows
		case 0:
			bounds = append(bounds, fmt.Sprintf("%s<=%d", o.rowid, to))
		case n - 1:
			bounds = append(bounds, fmt.Sprintf("%s>=%d", o.rowid, from))
		default:
			bounds = append(bounds, fmt.Sprintf("%s BETWEEN %d AND %d", o.rowid, from, to))
		}
	}
	return bounds, nil
}

// read reads ranges by one connection.
func (t *ranged) read(d *DB) {
	defer t.work.Done()
	for {
		select {
		case <-t.stop:
			return
		case t.ahead <- struct{}{}:
		}
		t.mu.Lock()
		i := t.next
		t.next++
		t.mu.Unlock()
		if i >= len(t.parts) {
			return
		}
		end := t.readRange(d, i)
		t.send(i, end)
		close(t.parts[i])
	}
}

// readRange reads one range, and returns its end.
func (t *ranged) readRange(d *DB, i int) (end chunk) {
	r, err := d.rows(t.object, t.bounds[i])
	if err != nil {
		return chunk{err: err}
	}
	defer r.close()
	for err == nil && !r.ended() {
		var text []byte
		select {
		case text = <-t.free:
		default:
			text = make([]byte, chunkSize+r.least())
		}
		var n int
		n, err = r.fill(text)
		if n > 0 && !t.send(i, chunk{text: text[:n]}) {
			break
		}
	}
	return chunk{rows: int64(r.c.rows), err: err}
}

func (t *ranged) send(i int, c chunk) bool {
	select {
	case t.parts[i] <- c:
		return true
	case <-t.stop:
		return false
	}
}

// least is as for rows: text comes in any portions.
func (t *ranged) least() int { return 0 }

func (t *ranged) ended() bool { return t.complete }

func (t *ranged) fill(p []byte) (n int, err error) {
	for n < len(p) {
		if len(t.rest) > 0 {
			m := copy(p[n:], t.rest)
			n, t.rest = n+m, t.rest[m:]
			if len(t.rest) == 0 {
				select {
				case t.free <- t.chunk[:cap(t.chunk)]:
				default:
				}
			}
			continue
		}
		if t.now == len(t.parts) {
			t.complete = true
			return n, t.all()
		}
		c := <-t.parts[t.now]
		if c.text != nil {
			t.chunk, t.rest = c.text, c.text
			continue
		}
		if f, ok := c.err.(*failure); ok && f.row > 0 {
			f.row += t.rows
		}
		if c.err != nil {
			return n, c.err
		}
		t.rows += c.rows
		t.now++
		<-t.ahead
	}
	return n, nil
}

// all returns an error if the ranges did not have all rows of the table. Where a damaged
// page stands in the place of another, its rows are in no range.
func (t *ranged) all() error {
	if len(t.bounds) == 1 {
		return nil
	}
	n, err := t.d.number("SELECT count(*) FROM " + quoted(t.object.name) + " NOT INDEXED")
	if err == nil && n != t.rows {
		err = &failure{code: corrupt, text: fmt.Sprintf("rows in the table: %d, found by their rowids: %d", n, t.rows), table: t.object.name}
	}
	return about(err, t.object.name)
}

func (t *ranged) report() {}

func (t *ranged) close() {
	if t.d.ranged != t {
		return // it was closed with the database
	}
	close(t.stop)
	t.work.Wait()
	t.d.ranged = nil
}

// Readers is how many connections read the rows of large tables.
func (d *DB) Readers() int { return max(len(d.readers), 1) }
