package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/sqlite2pg/sqlite2pg"
	"github.com/sqlite2pg/sqlite2pg/diag"
)

// The exit codes, documented in the help text.
const (
	exitDone   = 0
	exitFailed = 1 // the input or the translation, or --strict and a warning
	exitUsage  = 2
)

// run is the command, without the process around it. Output on stdout is only
// the script; everything else goes to stderr, begins with "sqlite2pg:", and
// has no capital at its beginning and no full stop at its end.
func run(args []string, stdin, stdout *os.File, stderr io.Writer) int {
	started := time.Now()
	f, err := parseFlags(args)
	switch {
	case err != nil:
		fmt.Fprintf(stderr, "sqlite2pg: %v\n", err)
		if !errors.As(err, new(*os.PathError)) && !strings.HasSuffix(err.Error(), "?") { // or else it says what to do
			fmt.Fprintf(stderr, "sqlite2pg: hint: sqlite2pg --help lists the options\n")
		}
		return exitUsage
	case f.help:
		io.WriteString(stdout, help())
		return exitDone
	case f.version:
		io.WriteString(stdout, version())
		return exitDone
	}
	if f.jobs > 0 {
		runtime.GOMAXPROCS(min(f.jobs, runtime.NumCPU()))
	}
	ctx, stop := untilSignal()
	defer stop()

	in, err := open(ctx, f, stdin, (&reporter{w: stderr, input: f.input}).message)
	if errors.Is(err, errNoInput) {
		(&reporter{w: stderr}).fail(err)
		return exitUsage
	}
	if err != nil { // the script must say so, too: psql may wait for it
		in = &input{Reader: broken{err}, Closer: io.NopCloser(nil), name: f.input}
	}
	defer in.Close()
	if in.pipe != nil && !in.regular() { // a read of a file does not wait
		if in.Reader, err = newWaiting(ctx, in.pipe, enlarge(in.pipe)); err != nil {
			in.Reader = broken{err}
		}
	}

	shown := newProgress(f, in, stdout, stderr, started)
	defer shown.end()
	say := &reporter{w: shown, ended: shown.end, input: in.name, started: started, verbose: f.verbose, quiet: f.quiet, archive: f.archive()}
	if in.database != nil { // nobody has seen its dump
		say.input = ""
	}
	opts := f.options()
	if f.into.file != "" {
		if into, err := f.into.wishes(stdin); err != nil {
			in.Reader = broken{err}
		} else {
			opts.Into = into
		}
	}
	kept, err := newReport(f, in)
	if err != nil {
		in.Reader = broken{err}
	}
	defer kept.discard()
	types, err := newTypesFile(f, in)
	if err != nil {
		in.Reader = broken{err}
	}
	defer types.discard()
	opts.Warn, opts.Progress = say.heed, &shown.Progress
	if in.database != nil {
		opts.CountRows, opts.WithoutLines = in.database.Count, true
	}
	if f.checkOnly {
		return f.check(ctx, in, opts, say, stdout, kept, types)
	}
	if f.file == "" {
		enlarge(stdout)
		report, err := sqlite2pg.Translate(ctx, in.Reader, stdout, opts)
		return say.result(report, kept.write(report, types.write(report, err)))
	}
	if f.archive() {
		report, err := sqlite2pg.Archive(ctx, in.Reader, f.file, opts)
		return say.result(report, kept.write(report, types.write(report, err)))
	}
	out, err := create(f.file, in.file)
	if err != nil {
		say.fail(err)
		return exitFailed
	}
	defer out.Cleanup()
	report, err := sqlite2pg.Translate(ctx, in.Reader, out, opts)
	if err == nil {
		err = out.CloseAtomicallyReplace()
	}
	return say.result(report, kept.write(report, types.write(report, err)))
}

// output is a file that appears under its name only when it is complete.
type output interface {
	io.Writer
	CloseAtomicallyReplace() error
	Cleanup() error
}

// create opens a temporary file in the folder of path. What is no regular file,
// such as a device or a named pipe, is written to directly. The input is never
// overwritten, nor is any database.
func create(path string, in os.FileInfo) (output, error) {
	if st, err := os.Stat(path); err == nil {
		if st.IsDir() {
			return nil, fmt.Errorf("%s is a folder: name a file in it", diag.Show(path))
		}
		if !st.Mode().IsRegular() {
			f, err := os.OpenFile(path, os.O_WRONLY, 0)
			return direct{f}, err
		}
		if in != nil && os.SameFile(st, in) || isDatabase(path) {
			return nil, diag.Overwrite(diag.Show(path))
		}
		if to, err := filepath.EvalSymlinks(path); err == nil {
			path = to // the link stays
		}
	}
	out, err := pending(path)
	if dir := filepath.Dir(path); errors.Is(err, os.ErrNotExist) { // it would name the temporary file
		return nil, fmt.Errorf("%s cannot be written: there is no folder %s", diag.Show(path), diag.Show(dir))
	}
	return out, err
}

type direct struct{ *os.File }

func (d direct) CloseAtomicallyReplace() error { return d.Close() }
func (d direct) Cleanup() error                { return nil }
