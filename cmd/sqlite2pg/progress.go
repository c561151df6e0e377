package main

import (
	"fmt"
	"io"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
	"golang.org/x/term"

	"github.com/sqlite2pg/sqlite2pg"
	"github.com/sqlite2pg/sqlite2pg/diag"
)

// The line of progress comes a while after the beginning: most runs are over by then.
// On a terminal it is drawn anew each refresh; elsewhere, where it was asked for, a line
// is written each pause.
const (
	progressDelay = 500 * time.Millisecond
	refresh       = 200 * time.Millisecond
	pause         = 10 * time.Second
)

// progress shows how far a run has come.
type progress struct {
	sqlite2pg.Progress
	started time.Time
	w       io.Writer
	input   *input
	inAll   atomic.Int64 // the rows of a database, once they are counted
	count   sync.Once

	mu    sync.Mutex
	drawn *mpb.Progress // nil while nothing is drawn
	stop  chan struct{}
	once  sync.Once
	ended sync.WaitGroup
}

// newProgress begins to show the progress of a run: on a terminal, if the script does not
// go there, too, or where it is asked for. Any signal that asks for a line gets one.
func newProgress(f *flags, in *input, stdout *os.File, stderr io.Writer, started time.Time) *progress {
	p := &progress{started: started, w: stderr, input: in, stop: make(chan struct{})}
	terminal := isTerminal(stderr)
	p.ended.Add(1)
	go p.answer()
	if !f.quiet && (f.progress || terminal && !(f.file == "" && isTerminal(stdout))) {
		p.ended.Add(1)
		go p.show(terminal)
	}
	return p
}

// isTerminal reports whether what is written to w is seen by somebody.
func isTerminal(w io.Writer) bool {
	file, ok := w.(*os.File)
	return ok && term.IsTerminal(int(file.Fd()))
}

// answer writes a line for each signal that asks for it.
func (p *progress) answer() {
	defer p.ended.Done()
	asked, forget := asksForProgress()
	defer forget()
	for {
		select {
		case <-asked:
			fmt.Fprintf(p, "sqlite2pg: %s\n", p.line())
		case <-p.stop:
			return
		}
	}
}

// show draws, or writes, until the end.
func (p *progress) show(terminal bool) {
	defer p.ended.Done()
	wait := progressDelay
	if !terminal {
		wait = pause
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	for {
		select {
		case <-p.stop:
			return
		case <-timer.C:
		}
		if terminal {
			p.draw()
			return
		}
		fmt.Fprintf(p, "sqlite2pg: %s\n", p.line())
		timer.Reset(pause)
	}
}

// draw draws the line until the end.
func (p *progress) draw() {
	drawn := mpb.New(mpb.WithOutput(p.w), mpb.WithRefreshRate(refresh), mpb.WithAutoRefresh())
	bar := drawn.New(0, mpb.NopStyle(), mpb.BarRemoveOnComplete(), mpb.PrependDecorators(decor.Any(func(s decor.Statistics) string {
		return cutTo(s.AvailableWidth-1, "sqlite2pg: "+p.line())
	})))
	p.mu.Lock()
	p.drawn = drawn
	p.mu.Unlock()
	<-p.stop
	bar.Abort(true)
	drawn.Wait()
	p.mu.Lock()
	p.drawn = nil
	p.mu.Unlock()
}

// cutTo is a line of at most so many columns.
func cutTo(width int, line string) string {
	if runes := []rune(line); width > 0 && len(runes) > width {
		return string(runes[:width])
	}
	return line
}

// Write writes whole lines, above the one that is drawn.
func (p *progress) Write(line []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.drawn != nil {
		if n, err := p.drawn.Write(line); err == nil {
			return n, nil
		}
	}
	return p.w.Write(line)
}

// end ends the showing: what is written from then on stands where the line was.
func (p *progress) end() {
	p.once.Do(func() { close(p.stop) })
	p.ended.Wait()
}

// line is how far the run has come.
func (p *progress) line() string {
	spent := time.Since(p.started)
	n, rows, size := p.Bytes(), p.Rows(), p.Size()
	done, all := n, size
	line := megabytes(n)
	if size > 0 {
		line += fmt.Sprintf(" of %s (%d %%)", megabytes(size), 100*n/size)
	}
	line += ", " + diag.Count(rows, "row")
	if inAll := p.rowsInAll(); size == 0 && inAll > 0 {
		done, all = min(rows, inAll), inAll
		line += fmt.Sprintf(" of %d (%d %%)", all, 100*done/all)
	}
	if spent >= time.Second {
		line += fmt.Sprintf(", %s/s", megabytes(int64(float64(n)/spent.Seconds())))
	}
	if all > done && done > 0 && spent >= time.Second {
		left := time.Duration(float64(spent) / float64(done) * float64(all-done))
		line += fmt.Sprintf(", %s left", seconds(left))
	}
	if table := p.Table(); table != "" {
		line += ", table " + diag.Show(table)
	}
	return line
}

// rowsInAll is how many rows a database has, 0 while nobody knows. They are counted beside the
// run when a line is wanted for the first time, and for nothing but the line.
func (p *progress) rowsInAll() int64 {
	p.count.Do(func() {
		if p.input.countRows != nil {
			go func() {
				if n, err := p.input.countRows(); err == nil {
					p.inAll.Store(n)
				}
			}()
		}
	})
	return p.inAll.Load()
}

func megabytes(n int64) string { return fmt.Sprintf("%.1f MB", float64(n)/1e6) }

// seconds is a time as people say it.
func seconds(d time.Duration) string {
	if d < time.Minute {
		return fmt.Sprintf("%.0f s", d.Seconds())
	}
	return fmt.Sprintf("%d min %d s", int(d.Minutes()), int(d.Seconds())%60)
}
