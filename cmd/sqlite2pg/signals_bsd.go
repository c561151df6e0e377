//go:build darwin || dragonfly || freebsd || netbsd || openbsd

package main

import (
	"os"
	"syscall"
)

// status are the signals of a terminal's status key, ^T.
var status = []os.Signal{syscall.SIGINFO}
