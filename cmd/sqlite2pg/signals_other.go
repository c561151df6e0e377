//go:build !(darwin || dragonfly || freebsd || netbsd || openbsd || windows)

package main

import "os"

// status are the signals of a terminal's status key: there is none here.
var status []os.Signal
