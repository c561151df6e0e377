package sqlite2pg

import (
	"bytes"
	"runtime"
	"slices"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/input"
	"github.com/sqlite2pg/sqlite2pg/rewrite"
)

// In a file, the rows of a large table are read in parts, several at once. A
// part begins behind what looks like the gap between two rows; a text may hold
// that, too. The part before shows it: it must end just there, or what comes
// after it is read again. The first part begins where a row does, so that all
// that is written is right.

// The size of a part, and how much of a table goes by before its rows are read in
// parts, in bytes.
var partSize, parallelFrom int64 = 512 << 10, 1 << 20 // variables for tests only

// partMargin is how much more is read for the end of a part, and maxWorkers how
// many parts are read at once: each takes two megabytes.
const (
	partMargin = 64 << 10
	maxWorkers = 8
)

// part is a part of the rows on its way through a worker.
type part struct {
	from  int64 // in the input: the part begins here or later
	first bool  // a row begins just here
	in    []byte
	block rewrite.Block
	done  chan struct{}

	// What came of it: rows from begin on, as far as read says, and why they end
	// there. begin is -1 if none was found.
	begin int64
	read  diag.Pos // the place of their end if they began at diag.Start
	stop  rewrite.Stop
}

// crew reads parts.
type crew struct {
	file    *input.File
	gap     []byte // between two rows where a part may begin
	between func([]byte) int
	todo    chan *part
}

func (c *crew) work() {
	for p := range c.todo {
		c.read(p)
		p.done <- struct{}{}
	}
}

// read fills the part's block. If reading fails, the scanner will fail there,
// too.
func (c *crew) read(p *part) {
	before := int64(len(c.gap)) // the gap may end where the part begins
	if p.first {
		before = 0
	}
	n, _ := c.file.ReadAt(p.in, p.from-before)
	in, at := p.in[:n], 0
	if !p.first {
		i := bytes.Index(in, c.gap)
		if i < 0 {
			p.begin = -1
			return
		}
		at = i + len(c.gap)
	}
	in = in[at:]
	p.begin = p.from - before + int64(at)
	enough := p.from + partSize - p.begin
	read, stop := p.block.FillTo(int(enough), c.gap, in, c.between)
	p.stop, p.read = stop, diag.Start.Advance(in[:read])
}

// copyParts copies rows of the run in parts, from the current one on, as far as
// they are usual, and has the scanner go on behind them. It returns why they end
// there.
func (l *loader) copyParts(t *translator, file *input.File, gap []byte) (rewrite.Stop, error) {
	workers := min(runtime.GOMAXPROCS(0), maxWorkers)
	c := &crew{file: file, gap: gap, between: t.parse.Between, todo: make(chan *part, workers+1)}
	defer close(c.todo)
	for range workers {
		go c.work()
	}
	begin := t.scan.Offset()
	end := t.scan.Pos(begin)
	var parts []*part // in work, in their order
	next := begin
	send := func(p *part) {
		p.from, p.first = next, next == begin
		p.block.Verify = t.opts.Verify
		p.block.Reset(l.target)
		c.todo <- p
		parts, next = append(parts, p), next+partSize
	}
	size := len(gap) + int(partSize) + partMargin
	for len(l.ahead.parts) <= workers {
		l.ahead.parts = append(l.ahead.parts, &part{done: make(chan struct{}, 1)})
	}
	for _, p := range l.ahead.parts {
		p.in = slices.Grow(p.in[:0], size)[:size]
		send(p)
	}
	stop := rewrite.Enough
	var err error
	for stop == rewrite.Enough && err == nil {
		p := parts[0]
		parts = parts[1:]
		<-p.done
		if p.begin != end.Offset {
			break
		}
		if p.block.Rows > 0 {
			err = l.copyBlock(t, &p.block)
		}
		end, stop = end.Add(p.read), p.stop
		send(p)
	}
	for _, p := range parts { // what they have read counts no more
		<-p.done
	}
	file.Jump(end.Offset)
	t.parse.Jump(end, stop == rewrite.Ended)
	return stop, err
}
