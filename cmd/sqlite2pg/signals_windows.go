package main

import (
	"os"
	"syscall"
)

// ending are the signals that end a run: it says so, and nothing is committed.
var ending = []os.Signal{os.Interrupt, syscall.SIGTERM}

// asksForProgress returns what never receives: Windows has no signal for it.
func asksForProgress() (asked <-chan os.Signal, forget func()) { return nil, func() {} }
