package sqlite2pg

import (
	"strconv"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"
	"github.com/sqlite2pg/sqlite2pg/rewrite/infer"
	"github.com/sqlite2pg/sqlite2pg/rewrite/override"
	"github.com/sqlite2pg/sqlite2pg/rewrite/plan"
)

// holdRow is how much of a row is held before it is written, in bytes: rows go
// out whole unless they are longer. A longer one is written part by part.
var holdRow = 4 << 20 // a variable for tests only

// maxRow is PostgreSQL's limit of a COPY line, and of any one allocation.
// https://www.postgresql.org/docs/current/limits.html
const maxRow = 1<<30 - 1

// loader turns runs of INSERT into COPY blocks. Only one table is written at a
// time; others may wait for their types, each with a window.
type loader struct {
	insert *ast.Insert // the head of the run
	// insertTable is the table of the run.
	insertTable *catalog.Table
	target      *rewrite.Target
	window      *window                   // of the run's table, while it waits
	copy        copies                    // of the last rows that were written
	copies      map[*catalog.Table]copies // of tables whose rows may go on
	waiting     waiting
	ahead       ahead
	row         []byte
	buf         []byte // for the rows of a window
	sent        int64  // bytes of the current row that are written already
	fields      int    // of the current row, so far
	next        int    // the number of the value after the current one
	apart       bool   // the current row goes into a table of its own first
	v           parser.Value
	key         []byte // one that SQLite gives
	// replaying is set while rows of a window are written; at is where that row stood.
	replaying bool
	at        diag.Pos
	// change is what the current row asks of the table before it can go in.
	change plan.Change
}

// copies are the COPY blocks that rows of a table go into.
type copies struct {
	target *rewrite.Target
	block  *emit.Copy
}

// end writes the tables that wait, in the order of their first rows: another
// statement than INSERT says that no more of them come.
func (l *loader) end(t *translator) error {
	l.leave()
	if t.into.lost() {
		return nil
	}
	for w := l.waiting.first(); w != nil; w = l.waiting.first() {
		if err := l.open(t, w); err != nil {
			return err
		}
	}
	t.out.EndCopy()
	clear(l.copies)
	return nil
}

// leave ends the run.
func (l *loader) leave() { l.insert, l.target, l.window = nil, nil, nil }

// rows reads the rows of one INSERT.
func (l *loader) rows(t *translator, in *ast.Insert) error {
	if in == l.insert {
		if t.into.lost() {
			return l.check(t)
		}
		return l.readRows(t)
	}
	if systemTable(in.Table.Text) {
		if err := l.end(t); err != nil {
			return err
		}
		return t.systemRows(in)
	}
	if v := t.schema.Virtual(in.Table.Text); v != nil {
		if err := l.end(t); err != nil {
			return err
		}
		return t.passOver(v, in)
	}
	table := t.schema.Table(in.Table.Text)
	if table == nil {
		return diag.UnknownTable().At(in.Pos).About(diag.Table(in.Table.Text))
	}
	t.into.came(table)
	if table.Unwanted {
		return l.end(t) // the parser passes over its rows
	}
	if in.Or != "" && in.Or != "ABORT" && in.Or != "IGNORE" && in.Or != "REPLACE" {
		return t.refuse(&in.Head, "INSERT OR "+in.Or, "a dump does not need it")
	}
	if in.Or != "" && in.Or != "ABORT" && !t.insertOr[table] {
		table.Repeats = true
		t.insertOr[table] = true
		t.warn(diag.InsertOr(in.Or).At(in.Pos).About(diag.Table(in.Table.Text)))
	}
	l.insertTable = table
	if t.into.lost() {
		l.insert = in
		return l.check(t)
	}
	if !l.target.Takes(table, in) {
		l.leave()
		l.resume(table, in)
	}
	l.insert = in
	return l.readRows(t)
}

// resume goes on with rows of a table that has had some.
func (l *loader) resume(table *catalog.Table, in *ast.Insert) {
	if w := l.waiting.of[table]; w != nil {
		if l.target = w.takes(table, in); l.target != nil {
			l.wait(table)
		}
	} else if c := l.copies[table]; c.target.Takes(table, in) {
		l.target = c.target
	}
}

// readRows reads the rows of the current INSERT: into the window as long as
// the table waits, then into the COPY block.
func (l *loader) readRows(t *translator) error {
	for {
		more, err := t.parse.NextRow()
		if err != nil || !more {
			return err
		}
		for more && err == nil { // the row that NextRow has moved to is not read yet
			more, err = l.readRow(t)
		}
		if t.into.collect(err) {
			l.lose()
			return l.check(t)
		}
		if err != nil {
			return err
		}
	}
}

// readRow reads rows from the current one on, and returns whether it comes to a
// row that it leaves.
func (l *loader) readRow(t *translator) (left bool, err error) {
	switch {
	case l.target == nil:
		return false, l.firstRow(t)
	case l.window != nil:
		if left, err = l.watchRows(t); !left || err != nil || l.window == nil {
			return left, err
		}
		return false, l.watchRow(t)
	}
	if left, err = l.copyRows(t); !left || err != nil {
		return false, err
	}
	l.begin()
	return false, l.copyRow(t, 0)
}

// firstRow finds where the values of the run go. Where that depends on how
// many values a row has, they are counted first.
func (l *loader) firstRow(t *translator) error {
	table := t.schema.Table(l.insert.Table.Text)
	arity := len(l.insert.Columns)
	pos := t.scan.Pos(t.scan.Offset())
	if arity == 0 {
		arity = len(table.Columns)
		if table.Given() < arity {
			return l.countRow(t, table, pos)
		}
	}
	target, err := rewrite.NewTarget(table, l.insert, arity, pos)
	if err != nil {
		return err
	}
	l.target = target
	if t.opts.Verify {
		target.Unlisted(pos)
	}
	if !table.Decided {
		l.wait(table)
		return l.watchRow(t)
	}
	l.begin()
	return l.copyRow(t, 0)
}

// open decides the types of a table that waits, writes its CREATE TABLE, and
// the rows of its window. The run goes on.
func (l *loader) open(t *translator, w *window) error {
	target, current := l.target, l.window
	l.window = nil
	if err := t.create(w.table); err != nil {
		return err
	}
	l.begin()
	before := w.table.Rows
	if err := l.replay(t, w); err != nil {
		return err
	}
	if n := w.table.Rows - before; n != w.rows {
		return diag.Internal(n, w.rows).At(t.scan.Pos(t.scan.Offset())).About(diag.Table(w.table.Source.Name.Text))
	}
	l.waiting.remove(w)
	if l.target = target; w != current {
		l.window = current
	}
	return nil
}

// copyTo has the rows that follow go into a COPY block of the run's table.
func (l *loader) copyTo(t *translator) error {
	if t.opts.Part == SchemaOnly {
		return nil
	}
	if l.copy.target != l.target {
		c := l.copies[l.target.Table]
		if c.target != l.target {
			if c.target != nil { // rows of one table keep their order
				t.out.EndCopy()
			}
			if err := t.beforeRows(l.target); err != nil {
				return err
			}
			block, err := t.out.CopyInto(t.place(l.target.Table), l.target.Names())
			if err != nil {
				return err
			}
			c = copies{l.target, block}
			l.copies[l.target.Table] = c
		}
		l.copy = c
	}
	t.out.CopyTo(l.copy.block)
	return nil
}

func (l *loader) begin() { l.row, l.sent, l.fields = l.row[:0], 0, 0 }

// alter makes the change that the current row asks for: one statement for all
// its columns.
func (l *loader) alter(t *translator) error {
	change := l.change.Take(l.target.Table)
	if t.opts.Part != Everything {
		return nil
	}
	return t.out.Object(change)
}

// asks reports whether the current row asks for a change of the table.
func (l *loader) asks() bool { return !l.change.IsEmpty() }

// copyRow reads a row from value number n on and writes it.
func (l *loader) copyRow(t *translator, n int) error {
	table := l.target.Table
	v := &l.v // not a variable of its own: it would be garbage
	for ; ; n++ {
		more, err := t.parse.NextValue(v)
		if err != nil {
			return err
		}
		if !more {
			break
		}
		if n == len(l.target.Columns) {
			return rewrite.Arity(table, n+1, n, table.Rows+1, t.scan.Pos(v.Offset))
		}
		if err := l.value(t, n, v); err != nil {
			return err
		}
	}
	if n < len(l.target.Columns) {
		return rewrite.Arity(table, n, len(l.target.Columns), table.Rows+1, t.scan.Pos(t.scan.Offset()))
	}
	return l.finish(t)
}

// finish ends the row. Rows are checked against the context now and then.
func (l *loader) finish(t *translator) error {
	if l.target.Key != nil {
		l.v = parser.Value{Offset: t.scan.Offset()}
		if err := l.field(t, l.target.Key, &l.v); err != nil {
			return err
		}
	}
	if t.opts.Verify {
		rewrite.HashRow(l.target.Table)
	}
	l.row = append(l.row, '\n')
	if err := l.flush(t); err != nil {
		return err
	}
	if l.apart {
		if err := l.rejoin(t); err != nil {
			return err
		}
	}
	l.target.Table.Rows++
	if l.target.Table.Rows%4096 == 0 {
		return t.ctx.Err()
	}
	return nil
}

// part writes a part of a row that is too large to hold. If what follows may
// not fit, the row is set apart before its first part.
func (l *loader) part(t *translator) error {
	if l.sent == 0 && t.opts.Part != DataOnly && l.target.Unsure(l.next) {
		if err := l.setApart(t); err != nil {
			return err
		}
	}
	return l.flush(t)
}

func (l *loader) setApart(t *translator) error {
	l.apart = true
	if t.opts.Part != Everything {
		return nil
	}
	name, create := rewrite.Apart(l.target.Table)
	if create != nil {
		if err := t.out.Statement(create); err != nil {
			return err
		}
	}
	block, err := t.out.Copy(name, l.target.Names())
	if err != nil {
		return err
	}
	t.out.CopyTo(block)
	return nil
}

// rejoin moves the row that was set apart into its table, altered first if one
// of the values asked for it.
func (l *loader) rejoin(t *translator) error {
	l.apart = false
	if l.asks() {
		if err := l.alter(t); err != nil {
			return err
		}
	}
	if t.opts.Part != Everything {
		return nil
	}
	for _, s := range l.target.Rejoin() {
		if err := t.out.Statement(s); err != nil {
			return err
		}
	}
	return nil
}

// flush writes what there is of the row, into a new COPY block if that of its
// table is not open.
func (l *loader) flush(t *translator) error {
	if l.asks() && !l.apart {
		if err := l.alter(t); err != nil {
			return err
		}
	}
	if !l.apart {
		if err := l.copyTo(t); err != nil {
			return err
		}
	}
	l.sent += int64(len(l.row))
	if l.sent > maxRow {
		return rewrite.TooLarge(l.target.Table, t.scan.Pos(t.scan.Offset()))
	}
	if t.opts.Part != SchemaOnly {
		t.out.CopyData(l.row)
	}
	l.row = l.row[:0]
	return nil
}

// pos returns where a value stands in the input: of one in a window, where its
// row does.
func (l *loader) pos(t *translator, v *parser.Value) diag.Pos {
	if l.replaying {
		return l.at
	}
	return t.scan.Pos(v.Offset)
}

// value appends the value number i to the row.
func (l *loader) value(t *translator, i int, v *parser.Value) error {
	c := l.target.Columns[i]
	if c == nil {
		t.into.passed(l.target, i, v)
		return nil
	}
	l.next = i + 1
	return l.field(t, c, v)
}

// field appends a value of a column to the row.
func (l *loader) field(t *translator, c *catalog.Column, v *parser.Value) error {
	if l.fields++; l.fields > 1 {
		l.row = append(l.row, '\t')
	}
	table := l.target.Table
	if v.Open {
		return l.chunks(t, c, v)
	}
	if v.Class == parser.Null {
		switch {
		case c.Identity:
			// SQLite gives the next key for a NULL.
			key, ok := table.NextKey()
			if !ok {
				return rewrite.RefuseKey(table, c, l.pos(t, v))
			}
			l.key = strconv.AppendInt(l.key[:0], key, 10)
			v.Class, v.Text = parser.Integer, l.key
		case c.NotNull:
			return infer.RefuseNull(table, c, l.pos(t, v))
		default:
			l.row = append(l.row, pg.Null...)
			return nil
		}
	}
	l.clean(t, c, v)
	row, fit := c.Type.Append(l.row, v)
	if fit == coltype.Misfit || (fit == coltype.BadUTF8 || fit == coltype.HasNUL) && t.opts.BadText == override.BytesOfBadText {
		if err := l.widen(t, c, v); err != nil {
			return err
		}
		row, fit = c.Type.Append(l.row, v)
	}
	switch fit {
	case coltype.Fits:
	case coltype.Changed:
		c.Changed++
	case coltype.WithOffset:
		changed, ok := infer.Offset(table, c, v, l.pos(t, v))
		if !ok {
			return infer.Refuse(table, c, coltype.Misfit, coltype.ShowValue(v), l.pos(t, v))
		}
		if changed { // now() for a timestamptz is another expression
			t.plan.Retype(table, c)
		}
	case coltype.PlainJSON:
		if !infer.KeepJSON(table, c, v, l.pos(t, v)) {
			return infer.Refuse(table, c, coltype.Misfit, coltype.ShowValue(v), l.pos(t, v))
		}
	default:
		return infer.Refuse(table, c, fit, coltype.ShowValue(v), l.pos(t, v))
	}
	if c.Identity {
		if n, err := strconv.ParseInt(string(row[len(l.row):]), 10, 64); err == nil {
			table.Top = max(table.Top, n)
		}
	}
	c.Note(v.Class, len(row)-len(l.row))
	if l.sent == 0 && t.opts.Part == Everything {
		l.change.Remove(infer.Postpone(table, c))
	}
	if t.opts.Verify {
		rewrite.Hash(table, c, v, row[len(l.row):])
	}
	l.row = row
	if len(l.row) > holdRow {
		return l.part(t)
	}
	return nil
}

// clean makes bad text good, where the user asked for it.
func (l *loader) clean(t *translator, c *catalog.Column, v *parser.Value) {
	if c == nil || v.Class != parser.Text || v.Open || !t.opts.BadText.Cleans() || coltype.CheckText(v.Text) == coltype.Fits {
		return
	}
	v.Text, v.Doubled = t.opts.BadText.Clean(v.AppendContent(nil)), false
	c.Cleaned++
}

// widen moves a column on to a type that holds v. The table is altered before
// the row is written. It cannot be done in a table that is not ours.
func (l *loader) widen(t *translator, c *catalog.Column, v *parser.Value) error {
	pos := l.pos(t, v)
	if t.opts.Part == DataOnly {
		return infer.Refuse(l.target.Table, c, coltype.Misfit, coltype.ShowValue(v), pos)
	}
	move, ok := infer.Widen(l.target.Table, c, v, pos)
	if !ok {
		return infer.Refuse(l.target.Table, c, coltype.Misfit, coltype.ShowValue(v), pos)
	}
	t.plan.Alter(&l.change, l.target.Table, move)
	return nil
}

// chunks appends a value that is too long for one buffer, part by part.
func (l *loader) chunks(t *translator, c *catalog.Column, v *parser.Value) error {
	table := l.target.Table
	pos := t.scan.Pos(v.Offset)
	if _, fit := c.Type.AppendChunk(nil, v, nil, true); fit == coltype.Misfit {
		if err := l.widen(t, c, v); err != nil {
			return err
		}
	}
	dirty := false
	for first := true; ; first = false {
		part, last, err := t.parse.Chunk()
		if err != nil {
			return err
		}
		if v.Class == parser.Text && t.opts.BadText.Cleans() && coltype.CheckText(part) != coltype.Fits {
			part, dirty = t.opts.BadText.Clean(part), true
		}
		row, fit := c.Type.AppendChunk(l.row, v, part, first)
		if fit != coltype.Fits && fit != coltype.Changed {
			return infer.Refuse(table, c, fit, coltype.ShowValue(v), pos)
		}
		l.row = row
		if last && fit == coltype.Changed {
			c.Changed++
		}
		if t.opts.Verify {
			rewrite.HashChunk(table, c, v, part, first, last)
		}
		if len(l.row) > holdRow {
			if err := l.part(t); err != nil {
				return err
			}
		}
		if last {
			c.Note(v.Class, maxRow)
			if dirty {
				c.Cleaned++
			}
			return nil
		}
	}
}
