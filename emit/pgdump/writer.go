package pgdump

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"sync"
)

// writer writes blocks into files, in their order. They are compressed side by side, and
// beside the one who has them.
type writer struct {
	dir   *Directory
	queue chan *job
	free  chan []byte
	slots chan struct{} // for those who compress
	ended sync.WaitGroup
	once  sync.Once

	mu  sync.Mutex
	err error

	// Of the goroutine that writes.
	file *os.File
	of   *part
}

// job is a block on its way to its file, or somebody who waits until those before are
// written.
type job struct {
	to    *part
	text  []byte // that came
	bytes []byte // that are written, once ready
	ready chan struct{}
	last  bool // of its file
	done  chan struct{}
}

func (w *writer) start(d *Directory) {
	n := runtime.GOMAXPROCS(0)
	*w = writer{dir: d, queue: make(chan *job, n+2), free: make(chan []byte, n+4), slots: make(chan struct{}, n)}
	w.ended.Add(1)
	go func() {
		defer w.ended.Done()
		for j := range w.queue {
			w.do(j)
		}
		w.fail(w.close())
	}()
}

// memory is a block that is empty.
func (w *writer) memory() []byte {
	select {
	case b := <-w.free:
		return b[:0]
	default:
		return make([]byte, 0, blockSize)
	}
}

// send has text be appended to a file. It is the writer's from now on.
func (w *writer) send(to *part, text []byte) { w.put(&job{to: to, text: text}) }

func (w *writer) put(j *job) {
	if w.dir.level == 0 || j.to == nil {
		j.bytes = j.text
	} else {
		j.ready = make(chan struct{})
		w.slots <- struct{}{}
		go func() {
			j.bytes = w.dir.compress(j.text)
			<-w.slots
			close(j.ready)
		}()
	}
	w.queue <- j
}

// finish ends a file, and waits until it is on the disk.
func (w *writer) finish(p *part) error {
	j := &job{to: p, text: []byte(end), last: true, done: make(chan struct{})}
	w.put(j)
	<-j.done
	return w.failed()
}

// wait waits until all blocks so far are written.
func (w *writer) wait() error {
	j := &job{done: make(chan struct{})}
	w.put(j)
	<-j.done
	return w.failed()
}

// stop ends the writer, once.
func (w *writer) stop() {
	w.once.Do(func() { close(w.queue) })
	w.ended.Wait()
}

func (w *writer) failed() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.err
}

func (w *writer) fail(err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.err == nil {
		w.err = err
	}
}

// do writes a block. After an error nothing is written.
func (w *writer) do(j *job) {
	if j.ready != nil {
		<-j.ready
	}
	if w.failed() == nil {
		w.fail(w.write(j))
	}
	if cap(j.text) == blockSize {
		select {
		case w.free <- j.text:
		default:
		}
	}
	if j.done != nil {
		close(j.done)
	}
}

func (w *writer) write(j *job) error {
	if j.to == nil {
		return w.close() // who waits reads the file
	}
	if w.of != j.to {
		if err := w.close(); err != nil {
			return err
		}
		f, err := os.OpenFile(filepath.Join(w.dir.path, j.to.name+w.dir.suffix()), os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o644)
		if err != nil {
			return err
		}
		w.file, w.of = f, j.to
	}
	if _, err := w.file.Write(j.bytes); err != nil || !j.last {
		return err
	}
	return errors.Join(w.file.Sync(), w.close())
}

func (w *writer) close() error {
	if w.file == nil {
		return nil
	}
	err := w.file.Close()
	w.file, w.of = nil, nil
	return err
}
