package main

import (
	"context"
	"io"
	"os"
)

// waiting reads a file until its context ends, even while a read waits: Windows has no poll(2),
// so a goroutine reads and hands over.
type waiting struct {
	ctx  context.Context
	ask  chan<- struct{}
	got  <-chan chunk
	rest chunk
}

type chunk struct {
	data []byte
	err  error
}

// newWaiting returns a reader of f.
func newWaiting(ctx context.Context, f *os.File, _ bool) (io.Reader, error) {
	ask, got := make(chan struct{}), make(chan chunk)
	go func() {
		buf := make([]byte, 256<<10)
		for range ask {
			n, err := f.Read(buf)
			select {
			case got <- chunk{buf[:n], err}:
			case <-ctx.Done():
				return
			}
		}
	}()
	return &waiting{ctx: ctx, ask: ask, got: got}, nil
}

func (r *waiting) Read(p []byte) (int, error) {
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
