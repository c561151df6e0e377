package load

import "sync/atomic"

// Progress says how far a run has come, while it goes on: any goroutine may look. It is
// brought up to date with each buffer of rows, so that a row costs nothing for it.
type Progress struct {
	bytes, size, rows atomic.Int64
	table             atomic.Pointer[string]
}

// Bytes is how much of the text of the dump was read, Size how long that is, 0 where
// nobody knows, Rows how many rows were written.
func (p *Progress) Bytes() int64 { return p.bytes.Load() }
func (p *Progress) Size() int64  { return p.size.Load() }
func (p *Progress) Rows() int64  { return p.rows.Load() }

// Table is the one whose rows were written last, by its name in SQLite.
func (p *Progress) Table() string {
	if name := p.table.Load(); name != nil {
		return *name
	}
	return ""
}

// Reads says how long the text is.
func (p *Progress) Reads(size int64) {
	if p != nil {
		p.size.Store(size)
	}
}

// wrote takes note of rows of a table that were written.
func (p *Progress) wrote(to *Target, rows int64) {
	if p != nil {
		p.rows.Add(rows)
		p.table.Store(&to.Table.Source.Name.Text)
	}
}

// came takes note of the place in the dump that was read up to.
func (p *Progress) came(offset int64) {
	if p != nil {
		p.bytes.Store(offset)
	}
}
