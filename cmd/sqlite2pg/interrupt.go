package main

import (
	"context"
	"errors"
	"io"
	"os"
	"os/signal"
	"time"
)

// errInterrupted is why a context ended.
var errInterrupted = errors.New("interrupted: nothing is committed")

// untilSignal returns a context that ends at the first SIGINT, SIGTERM or SIGHUP. A
// second one ends the process at once.
func untilSignal() (ctx context.Context, stop func()) {
	ctx, cancel := context.WithCancelCause(context.Background())
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, ending...)
	go func() {
		select {
		case <-signals:
			cancel(errInterrupted)
		case <-ctx.Done():
		}
		signal.Stop(signals)
	}()
	return ctx, func() { cancel(nil) }
}

// interruptible reads until its context ends, even while a read waits: a pipe
// that was inherited goes on waiting when it is closed.
type interruptible struct {
	ctx  context.Context
	ask  chan<- struct{}
	got  <-chan chunk
	rest chunk
}

type chunk struct {
	data []byte
	err  error
}

// gathering is how long a large pipe with little in it is left to fill.
const gathering = time.Millisecond

// newInterruptible returns a reader of r. large says that r is a pipe that holds
// pipeSize bytes.
func newInterruptible(ctx context.Context, r io.Reader, large bool) *interruptible {
	ask, got := make(chan struct{}), make(chan chunk)
	go func() {
		buf := make([]byte, 256<<10)
		few := false
		for range ask {
			if few { // sqlite3 writes 4 KiB at a time: to wake up for each costs more than to translate it
				time.Sleep(gathering)
			}
			n, err := r.Read(buf)
			few = large && n < len(buf)/4
			select {
			case got <- chunk{buf[:n], err}:
			case <-ctx.Done():
				return
			}
		}
	}()
	return &interruptible{ctx: ctx, ask: ask, got: got}
}

func (r *interruptible) Read(p []byte) (int, error) {
	if len(r.rest.data) == 0 && r.rest.err == nil {
		select {
		case r.ask <- struct{}{}:
		case <-r.ctx.Done():
			return 0, context.Cause(r.ctx)
		}
		select {
		case r.rest = <-r.got:
		case <-r.ctx.Done():
			return 0, context.Cause(r.ctx)
		}
	}
	n := copy(p, r.rest.data)
	r.rest.data = r.rest.data[n:]
	if len(r.rest.data) > 0 {
		return n, nil
	}
	return n, r.rest.err
}
