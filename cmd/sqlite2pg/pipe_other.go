//go:build !linux

package main

// enlarge does nothing where the size of pipes is fixed.
func enlarge(any) {}
