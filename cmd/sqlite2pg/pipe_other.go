//go:build !linux

package main

import "os"

// enlarge does nothing where the size of pipes is fixed.
func enlarge(*os.File) bool { return false }
