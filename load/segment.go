package load

import (
	"bytes"
	"runtime"
	"slices"

	"github.com/sqlite2pg/sqlite2pg/diag"
)

// In a file, the rows of a large table are read in segments, several at once. A
// segment begins behind what looks like the gap between two rows; a text may hold
// that, too. The segment before shows it: it must end just there, or what comes after
// it is read again. The first segment begins where a row does, so that all that is
// written is right.

// segmentMargin is how much more is read for the end of a segment, in bytes, and
// maxWorkers how many segments are read at once: each takes two megabytes.
const (
	segmentMargin = 64 << 10
	maxWorkers    = 8
)

// segment is a part of the dump on its way through a worker.
type segment struct {
	from    int64 // in the input: its first row begins here or later
	first   bool  // a row begins just here
	in      []byte
	encoder rowEncoder
	done    chan struct{}

	// What came of it: rows from begin on, as far as read says, and why they end
	// there. begin is -1 if none was found.
	begin int64
	read  diag.Pos // the place of their end if they began at diag.Start
	why   stop
}

// workers encode segments.
type workers struct {
	file    File
	size    int64  // of a segment
	gap     []byte // between two rows where a segment may begin
	between func([]byte) int
	todo    chan *segment
}

func (w *workers) work() {
	for s := range w.todo {
		w.encode(s)
		s.done <- struct{}{}
	}
}

// encode encodes the rows of a segment. If reading fails, the scanner will fail there,
// too.
func (w *workers) encode(s *segment) {
	before := int64(len(w.gap)) // the gap may end where the segment begins
	if s.first {
		before = 0
	}
	n, _ := w.file.ReadAt(s.in, s.from-before)
	in, at := s.in[:n], 0
	if !s.first {
		i := bytes.Index(in, w.gap)
		if i < 0 {
			s.begin = -1
			return
		}
		at = i + len(w.gap)
	}
	in = in[at:]
	s.begin = s.from - before + int64(at)
	end := s.from + w.size - s.begin
	read, _, why := s.encoder.fillTo(int(end), w.gap, in, w.between)
	s.why, s.read = why, diag.Start.Advance(in[:read])
}

// segmentReader takes rows of a large table into the sink.
type segmentReader struct {
	*rowWriter
	dump   *source
	passed int64      // bytes since rows were read in segments, or the first ones
	memory []*segment // used again
}

// due reports whether rows are to be read in segments, after so many bytes more of
// them.
func (r *segmentReader) due(read int) bool {
	r.passed += int64(read)
	return r.File != nil && r.passed >= r.Limits.Parallel
}

// copy encodes rows for the writer's target from the current one on, as far as they are
// usual, and has the parser go on behind them. It returns why they end there.
func (r *segmentReader) copy(gap []byte) (stop, error) {
	r.passed = 0
	workers := &workers{file: r.File, size: r.Limits.Segment, gap: gap, between: r.dump.between}
	n := min(runtime.GOMAXPROCS(0), maxWorkers)
	workers.todo = make(chan *segment, n+1)
	defer close(workers.todo)
	for range n {
		go workers.work()
	}
	begin := r.dump.Offset()
	end := r.dump.Pos(begin)
	var queue []*segment // in their order
	next := begin
	send := func(s *segment) {
		s.from, s.first = next, next == begin
		s.encoder.aim(r.encoder.target)
		workers.todo <- s
		queue, next = append(queue, s), next+workers.size
	}
	size := len(gap) + int(workers.size) + segmentMargin
	for len(r.memory) <= n {
		s := &segment{done: make(chan struct{}, 1)}
		s.encoder.config = r.encoder.config
		s.encoder.forks = true
		r.memory = append(r.memory, s)
	}
	for _, s := range r.memory {
		s.in = slices.Grow(s.in[:0], size)[:size]
		send(s)
	}
	why := enough
	var err error
	for why == enough && err == nil {
		s := queue[0]
		queue = queue[1:]
		<-s.done
		if s.begin != end.Offset {
			break
		}
		s.encoder.merge()
		r.Progress.came(end.Offset)
		err = r.write(&s.encoder)
		end, why = end.Add(s.read), s.why
		send(s)
	}
	for _, s := range queue { // what they have read counts no more
		<-s.done
	}
	r.File.Jump(end.Offset)
	r.dump.Jump(end, why == finished)
	return why, err
}
