//go:build !windows

package main

import (
	"os"
	"os/signal"
	"syscall"
)

// ending are the signals that end a run: it says so, and nothing is committed.
var ending = []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP}

// asksForProgress returns what receives when somebody asks how far the run has come:
// SIGUSR1, and the terminal's status key where there is one.
func asksForProgress() (asked <-chan os.Signal, forget func()) {
	c := make(chan os.Signal, 1)
	signal.Notify(c, append(status, syscall.SIGUSR1)...)
	return c, func() { signal.Stop(c) }
}
