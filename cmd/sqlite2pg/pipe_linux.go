package main

import (
	"os"

	"golang.org/x/sys/unix"
)

// pipeSize is what pipes are made to hold, in bytes: as much as Linux allows
// everyone.
const pipeSize = 1 << 20

// enlarge has a pipe hold more, so that neither side waits for the other as
// often, and returns whether it does. What is no pipe, or is not allowed, stays as
// it is.
func enlarge(f *os.File) (done bool) {
	if conn, err := f.SyscallConn(); err == nil {
		conn.Control(func(fd uintptr) {
			size, err := unix.FcntlInt(fd, unix.F_SETPIPE_SZ, pipeSize)
			done = err == nil && size >= pipeSize
		})
	}
	return done
}
