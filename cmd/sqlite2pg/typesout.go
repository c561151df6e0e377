package main

import (
	"github.com/sqlite2pg/sqlite2pg"
	"github.com/sqlite2pg/sqlite2pg/rewrite/override"
)

// typesFile is the file of --types-out on its way. A nil one keeps nothing.
type typesFile struct{ output }

// newTypesFile makes the file before the run begins: where it cannot be, nothing is
// committed.
func newTypesFile(f *flags, in *input) (*typesFile, error) {
	if f.typesOut == "" {
		return nil, nil
	}
	out, err := create(f.typesOut, in.file)
	if err != nil {
		return nil, err
	}
	return &typesFile{out}, nil
}

// write writes the types of a run that has ended in err, if all was read, and returns
// err, or why they could not be written.
func (t *typesFile) write(run sqlite2pg.Report, err error) error {
	if t == nil || run.Types == nil {
		return err
	}
	werr := override.WriteTypes(t, run.Types)
	if werr == nil {
		werr = t.CloseAtomicallyReplace()
	}
	if err != nil {
		return err
	}
	return werr
}

// discard ends a file that was not written.
func (t *typesFile) discard() {
	if t != nil {
		t.Cleanup()
	}
}
