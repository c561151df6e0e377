package pgdump

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
)

// folder has files that appear under its name together. One that is there before stays:
// it may be a link, the root of a disk, or all that the user may write to, and who may
// read it is its owner's word.
type folder struct {
	name  string // that it gets
	path  string // of the hidden folder where the files are until then
	there bool   // the folder is there already, and has the hidden one in it
}

// ErrExists is the error of a folder that is there and not empty.
var ErrExists = errors.New("there is something of that name, and it is no empty folder")

func newFolder(name string) (folder, error) {
	f := folder{name: filepath.Clean(name)}
	list, err := os.ReadDir(f.name)
	f.there = err == nil
	if !f.there {
		// A link to nothing is something, too.
		if _, err := os.Lstat(f.name); !errors.Is(err, fs.ErrNotExist) {
			return f, ErrExists
		}
	} else if len(list) > 0 {
		return f, ErrExists
	}
	beside := filepath.Dir(f.name)
	if f.there {
		beside = f.name
	}
	// os.MkdirTemp would pass over the umask.
	f.path = filepath.Join(beside, fmt.Sprintf(".%s-%d", filepath.Base(f.name), rand.Uint32()))
	return f, os.Mkdir(f.path, 0o777)
}

// appear gives the folder its name, or its files their place.
func (f *folder) appear() error {
	if f.there {
		return f.moveUp()
	}
	// A second archive of that name may be there meanwhile.
	if err := os.Rename(f.path, f.name); errors.Is(err, fs.ErrExist) {
		return ErrExists
	} else if err != nil {
		return err
	}
	return syncFolder(filepath.Dir(f.name))
}

// moveUp moves the files out of the hidden folder. The table of contents is the last, as
// its name is behind the numbers: without it there is no archive.
func (f *folder) moveUp() error {
	list, err := os.ReadDir(f.path)
	if err != nil {
		return err
	}
	for i, e := range list {
		if err := os.Rename(filepath.Join(f.path, e.Name()), filepath.Join(f.name, e.Name())); err != nil {
			for _, moved := range list[:i] {
				err = errors.Join(err, os.Remove(filepath.Join(f.name, moved.Name())))
			}
			return err
		}
	}
	return errors.Join(os.Remove(f.path), syncFolder(f.name))
}

// remove removes what has not appeared.
func (f *folder) remove() { os.RemoveAll(f.path) }
