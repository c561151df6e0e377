//go:build !windows

package main

import (
	"os"
	"syscall"

	"github.com/google/renameio/v2"
)

// blockingPipe is os.Pipe without the poller, which would be woken by each write
// of the 4 KiB that sqlite3 writes at a time.
func blockingPipe() (r, w *os.File, err error) {
	var ends [2]int
	syscall.ForkLock.RLock()
	defer syscall.ForkLock.RUnlock()
	if err := syscall.Pipe(ends[:]); err != nil {
		return nil, nil, os.NewSyscallError("pipe", err)
	}
	for _, fd := range ends {
		syscall.CloseOnExec(fd)
	}
	return os.NewFile(uintptr(ends[0]), "|0"), os.NewFile(uintptr(ends[1]), "|1"), nil
}

// pending opens a file that appears as path when it is complete.
func pending(path string) (output, error) {
	return renameio.NewPendingFile(path, renameio.WithPermissions(0o644), renameio.WithExistingPermissions())
}
