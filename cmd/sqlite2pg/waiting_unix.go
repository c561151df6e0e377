//go:build !windows

package main

import (
	"context"
	"io"
	"os"
	"time"

	"golang.org/x/sys/unix"
)

// gathering is how long a large pipe with little in it is left to fill: sqlite3 writes 4 KiB at
// a time, and to wake up for each costs more than to translate it.
const gathering = time.Millisecond

// little is how few bytes are little.
const little = 64 << 10

// waiting reads a file until its context ends, even while a read waits: a pipe that was
// inherited goes on waiting when it is closed. It waits by poll(2), as a goroutine that reads
// and hands over costs a fifth more than the translation behind a pipe.
type waiting struct {
	ctx   context.Context
	file  *os.File
	ended *os.File // the context's end makes it readable
	fds   [2]unix.PollFd
	large bool
	few   bool // the last read found little
}

// newWaiting returns a reader of f. large says that f is a pipe that holds pipeSize bytes.
func newWaiting(ctx context.Context, f *os.File, large bool) (io.Reader, error) {
	ended, end, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	context.AfterFunc(ctx, func() { end.Close() })
	r := &waiting{ctx: ctx, file: f, ended: ended, large: large}
	for i, f := range []*os.File{f, ended} {
		r.fds[i] = unix.PollFd{Fd: int32(f.Fd()), Events: unix.POLLIN}
	}
	return r, nil
}

func (r *waiting) Read(p []byte) (int, error) {
	if r.few {
		time.Sleep(gathering)
	}
	for {
		_, err := unix.Poll(r.fds[:], -1)
		if err == nil {
			break
		}
		if err != unix.EINTR {
			return 0, os.NewSyscallError("poll", err)
		}
	}
	if r.ctx.Err() != nil {
		return 0, context.Cause(r.ctx)
	}
	n, err := r.file.Read(p)
	r.few = r.large && n < little
	return n, err
}
