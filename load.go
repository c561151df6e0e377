package sqlite2pg

import (
	"bytes"
	"slices"
	"strconv"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite"
)

// holdRow is how much of a row is held before it is written, in bytes: rows go
// out whole unless they are longer. A longer one is written part by part.
const holdRow = 1 << 20

// maxRow is PostgreSQL's limit of a COPY line, and of any one allocation.
// https://www.postgresql.org/docs/current/limits.html
const maxRow = 1<<30 - 1

// loader turns runs of INSERT into COPY blocks.
type loader struct {
	insert *ast.Insert // the head of the run
	target *rewrite.Target
	row    []byte
	sent   int64 // bytes of the current row that are written already
	fields int   // of the current row, so far
}

// end closes the run: the next INSERT opens a new COPY block.
func (l *loader) end(t *translator) {
	l.insert, l.target = nil, nil
	t.out.EndCopy()
}

// rows reads the rows of one INSERT.
func (l *loader) rows(t *translator, in *ast.Insert) error {
	if in == l.insert {
		return l.copyRows(t)
	}
	if systemTable(in.Table.Text) {
		l.end(t)
		return t.systemRows(in)
	}
	table := t.schema.Table(in.Table.Text)
	if table == nil {
		return &diag.Message{ID: "unknown-table", Pos: in.Pos, Object: "table " + diag.Show(in.Table.Text),
			Text: "INSERT comes before any CREATE TABLE of that name", Hint: "translate a dump that holds the schema, too"}
	}
	if in.Or != "" && in.Or != "ABORT" && in.Or != "IGNORE" && in.Or != "REPLACE" {
		return t.refuse(&in.Head, "INSERT OR "+in.Or, "a dump does not need it")
	}
	if in.Or != "" && in.Or != "ABORT" {
		t.warn(diag.Message{ID: "insert-or", Pos: in.Pos, Object: "table " + diag.Show(in.Table.Text),
			Text: "INSERT OR " + in.Or + " is taken as INSERT: rows that share a key all arrive, and the key is then reported"})
	}
	if l.target == nil || table != l.target.Table || !sameColumns(in.Columns, l.insert.Columns) {
		l.target = nil
	}
	l.insert = in
	return l.copyRows(t)
}

func sameColumns(a, b []ast.Name) bool {
	return slices.EqualFunc(a, b, func(x, y ast.Name) bool { return lexer.Fold(x.Text) == lexer.Fold(y.Text) })
}

// copyRows writes the rows of the current INSERT into a COPY block.
func (l *loader) copyRows(t *translator) error {
	for {
		more, err := t.parse.NextRow()
		if err != nil || !more {
			return err
		}
		if l.target == nil {
			if err := l.firstRow(t); err != nil {
				return err
			}
			continue
		}
		if err := l.copyRow(t); err != nil {
			return err
		}
	}
}

// firstRow opens the COPY block. Where the columns depend on how many values
// the row has, it is held until they are counted.
func (l *loader) firstRow(t *translator) error {
	table := t.schema.Table(l.insert.Table.Text)
	arity := len(l.insert.Columns)
	var held []parser.Value
	pos := t.scan.Pos(t.scan.Offset())
	if arity == 0 {
		arity = len(table.Columns)
		if table.HasGenerated() {
			var v parser.Value
			for {
				more, err := t.parse.NextValue(&v)
				if err != nil {
					return err
				}
				if !more {
					break
				}
				if v.Open {
					return table.Refuse(table.Columns[0], rewrite.Misfit, rewrite.ShowValue(&v), pos)
				}
				v.Text = bytes.Clone(v.Text)
				held = append(held, v)
			}
			arity = len(held)
		}
	}
	target, err := table.Target(l.insert, arity, pos)
	if err != nil {
		return err
	}
	l.target = target
	if t.opts.Part == SchemaOnly {
		table.Rows++
		return nil
	}
	if err := t.out.BeginCopy(table.PG, target.Names()); err != nil {
		return err
	}
	if held == nil {
		return l.copyRow(t)
	}
	l.begin()
	for i := range held {
		if err := l.value(t, i, &held[i]); err != nil {
			return err
		}
	}
	return l.finish(t)
}

func (l *loader) begin() { l.row, l.sent, l.fields = l.row[:0], 0, 0 }

// copyRow reads one row and writes it.
func (l *loader) copyRow(t *translator) error {
	table := l.target.Table
	if t.opts.Part == SchemaOnly {
		table.Rows++
		return nil
	}
	l.begin()
	var v parser.Value
	n := 0
	for ; ; n++ {
		more, err := t.parse.NextValue(&v)
		if err != nil {
			return err
		}
		if !more {
			break
		}
		if n == len(l.target.Columns) {
			return table.Arity(n+1, n, t.scan.Pos(v.Offset))
		}
		if err := l.value(t, n, &v); err != nil {
			return err
		}
	}
	if n < len(l.target.Columns) {
		return table.Arity(n, len(l.target.Columns), t.scan.Pos(t.scan.Offset()))
	}
	return l.finish(t)
}

// finish ends the row. Rows are checked against the context now and then.
func (l *loader) finish(t *translator) error {
	l.row = append(l.row, '\n')
	if err := l.flush(t); err != nil {
		return err
	}
	l.target.Table.Rows++
	if l.target.Table.Rows%4096 == 0 {
		return t.ctx.Err()
	}
	return nil
}

// flush writes what there is of the row.
func (l *loader) flush(t *translator) error {
	l.sent += int64(len(l.row))
	if l.sent > maxRow {
		return l.target.Table.TooLarge(t.scan.Pos(t.scan.Offset()))
	}
	t.out.CopyData(l.row)
	l.row = l.row[:0]
	return nil
}

// value appends the value of column i to the row.
func (l *loader) value(t *translator, i int, v *parser.Value) error {
	c := l.target.Columns[i]
	if c == nil {
		return nil
	}
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
			v.Class, v.Text = parser.Integer, strconv.AppendInt(nil, max(table.Top, table.Sequence, 0)+1, 10)
		case c.NotNull:
			return table.RefuseNull(c, t.scan.Pos(v.Offset))
		default:
			l.row = append(l.row, pg.Null...)
			return nil
		}
	}
	row, fit := c.Type.Append(l.row, v)
	switch fit {
	case rewrite.Fits:
	case rewrite.Changed:
		c.Changed++
	default:
		return table.Refuse(c, fit, rewrite.ShowValue(v), t.scan.Pos(v.Offset))
	}
	if c.Identity {
		if n, err := strconv.ParseInt(string(row[len(l.row):]), 10, 64); err == nil {
			table.Top = max(table.Top, n)
		}
	}
	l.row = row
	if len(l.row) > holdRow {
		return l.flush(t)
	}
	return nil
}

// chunks appends a value that is too long for one buffer, part by part.
func (l *loader) chunks(t *translator, c *rewrite.Column, v *parser.Value) error {
	table := l.target.Table
	pos := t.scan.Pos(v.Offset)
	for first := true; ; first = false {
		part, last, err := t.parse.Chunk()
		if err != nil {
			return err
		}
		row, fit := c.Type.AppendChunk(l.row, v, part, first)
		if fit != rewrite.Fits && fit != rewrite.Changed {
			return table.Refuse(c, fit, rewrite.ShowValue(v), pos)
		}
		l.row = row
		if last && fit == rewrite.Changed {
			c.Changed++
		}
		if len(l.row) > holdRow {
			if err := l.flush(t); err != nil {
				return err
			}
		}
		if last {
			return nil
		}
	}
}

// systemRows reads the rows of SQLite's own tables: sqlite_sequence tells the
// position of AUTOINCREMENT keys, sqlite_schema names virtual tables, and
// sqlite_stat1 says that there were statistics.
func (t *translator) systemRows(in *ast.Insert) error {
	name := lexer.Fold(in.Table.Text)
	var v parser.Value
	for {
		more, err := t.parse.NextRow()
		if err != nil || !more {
			return err
		}
		var values [][]byte
		for {
			more, err := t.parse.NextValue(&v)
			if err != nil {
				return err
			}
			if !more {
				break
			}
			if len(values) < 5 && !v.Open {
				text := bytes.Clone(v.Text)
				if v.Doubled {
					text = bytes.ReplaceAll(text, []byte("''"), []byte("'"))
				}
				values = append(values, text)
			}
		}
		switch name {
		case "sqlite_sequence":
			if len(values) == 2 {
				if table := t.schema.Table(string(values[0])); table != nil {
					if n, err := strconv.ParseInt(string(values[1]), 10, 64); err == nil {
						table.Sequence = max(table.Sequence, n)
					}
				}
			}
		case "sqlite_schema", "sqlite_master":
			if len(values) == 5 {
				head := ast.Head{Pos: in.Pos, Text: string(values[4])}
				t.schema.Carry("virtual-table", string(values[0]), string(values[1]),
					"it belongs to a virtual table module; the shadow tables arrive as plain tables", &head)
			}
		default:
			t.schema.Analyze()
		}
	}
}
