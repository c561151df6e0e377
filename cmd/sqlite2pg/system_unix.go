//go:build !windows

package main

import "github.com/google/renameio/v2"

// pending opens a file that appears as path when it is complete.
func pending(path string) (output, error) {
	return renameio.NewPendingFile(path, renameio.WithPermissions(0o644), renameio.WithExistingPermissions())
}
