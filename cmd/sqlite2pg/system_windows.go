package main

import (
	"os"
	"path/filepath"
)

// pending opens a file that appears as path when it is complete. Windows
// replaces a file that somebody has open by no means: then this fails.
func pending(path string) (output, error) {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"*")
	if err != nil {
		return nil, err
	}
	return &replacement{f, path, false}, nil
}

// replacement is a temporary file that takes another one's place.
type replacement struct {
	*os.File
	path string
	done bool
}

func (r *replacement) CloseAtomicallyReplace() error {
	if err := r.Close(); err != nil {
		return err
	}
	if err := os.Rename(r.Name(), r.path); err != nil {
		return err
	}
	r.done = true
	return nil
}

func (r *replacement) Cleanup() error {
	if r.done {
		return nil
	}
	r.Close()
	return os.Remove(r.Name())
}
