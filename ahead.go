package sqlite2pg

import (
	"bytes"

	"github.com/sqlite2pg/sqlite2pg/rewrite"
)

// ahead copies the rows that stand whole in the scanner's buffer and need no
// thought: nearly all.
type ahead struct {
	block rewrite.Block
	// Where one row after the other is odd, looking ahead is in vain: the next
	// rows go without.
	odd, rest int
	passed    int64   // bytes since rows were read in parts, or the first ones
	parts     []*part // their memory
}

var lookAhead = true // a variable for tests only

// maxRest is how many rows go without looking ahead at most.
const maxRest = 256

// copyRows copies rows of the run from the current one on, none of whose values
// has been read. It returns whether the row that it comes to is left.
func (l *loader) copyRows(t *translator) (left bool, err error) {
	a := &l.ahead
	if !a.looks(l.target) {
		return true, nil
	}
	for more := false; ; more = true {
		in := t.parse.Ahead(more)
		if in == nil {
			return true, nil
		}
		a.block.Verify = t.opts.Verify
		a.block.Reset(l.target)
		read, stop := a.block.Fill(in, t.parse.Between)
		t.parse.Pass(read, stop == rewrite.Ended)
		rows := a.block.Rows
		if rows > 0 {
			if err := l.copyBlock(t, &a.block); err != nil {
				return false, err
			}
		}
		if a.passed += int64(read); a.passed >= parallelFrom && stop == rewrite.Short && rows > 1 && t.file != nil && !l.replaying {
			a.passed = 0
			if stop, err = l.copyParts(t, t.file, bytes.Clone(a.block.Gap)); err != nil {
				return false, err
			}
		}
		if stop == rewrite.Ended {
			return false, nil
		}
		if a.stays(stop, rows, more) {
			return true, nil
		}
	}
}

// looks reports whether to look ahead.
func (a *ahead) looks(g *rewrite.Target) bool {
	if a.rest > 0 {
		a.rest--
		return false
	}
	return lookAhead && g.Blocks()
}

// stays reports whether the row that a block of so many rows ends before is for
// the longer road: it is odd, or longer than the buffer.
func (a *ahead) stays(stop rewrite.Stop, rows int64, more bool) bool {
	if rows > 0 {
		a.odd = 0
	}
	if stop == rewrite.Odd {
		a.odd++
		a.rest = min(1<<min(a.odd, 16)-2, maxRest)
		return true
	}
	return more && rows == 0
}

// copyBlock writes the rows of a block.
func (l *loader) copyBlock(t *translator, b *rewrite.Block) error {
	b.Merge(l.target.Table)
	if err := l.copyTo(t); err != nil {
		return err
	}
	if t.opts.Part != SchemaOnly {
		t.out.CopyData(b.Text)
	}
	return t.ctx.Err()
}
