package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/sqlite2pg/sqlite2pg"
	"github.com/sqlite2pg/sqlite2pg/report"
	"github.com/sqlite2pg/sqlite2pg/report/page"
)

// reportForms are the forms of a report, by the ending of its file.
var reportForms = map[string]func(*report.Report, io.Writer) error{
	".json": (*report.Report).WriteJSON,
	".html": func(r *report.Report, w io.Writer) error { return page.Write(context.Background(), r, w) },
}

// reportForm is how the report that a file of that name holds is written, nil if its
// ending says nothing.
func reportForm(file string) func(*report.Report, io.Writer) error {
	return reportForms[strings.ToLower(filepath.Ext(file))]
}

// reportFile are the files that keep the report of a run, on its way.
type reportFile struct {
	outputs []output // one for each of flags.reportFiles
	flags   *flags
	in      *input
	started time.Time
}

// newReport makes the files before the run begins: a folder that does not exist, or
// cannot be written to, ends it before anything is committed.
func newReport(f *flags, in *input) (*reportFile, error) {
	r := &reportFile{flags: f, in: in, started: time.Now()}
	for _, file := range f.reportFiles {
		out, err := create(file, in.file)
		if err != nil {
			return r, err
		}
		r.outputs = append(r.outputs, out)
	}
	return r, nil
}

// write writes the report of a run that has ended in err, and returns err, or why the
// report could not be written.
func (r *reportFile) write(run sqlite2pg.Report, err error) error {
	if len(r.outputs) < len(r.flags.reportFiles) || len(r.outputs) == 0 {
		return err
	}
	werr := r.writeReport(r.complete(run.Details(), err))
	if err != nil {
		return err
	}
	return werr
}

// writeReport writes the report, if it is to be kept.
func (r *reportFile) writeReport(d *report.Report) error {
	for i, out := range r.outputs {
		if err := reportForm(r.flags.reportFiles[i])(d, out); err != nil {
			return err
		}
		if err := out.CloseAtomicallyReplace(); err != nil {
			return err
		}
	}
	return nil
}

// complete adds what the package does not know.
func (r *reportFile) complete(d *report.Report, err error) *report.Report {
	if err != nil && d.Error == nil {
		d.Result, d.Error = report.Failed, &report.Message{Severity: "error", Text: err.Error()}
	}
	d.Options = r.flags.given
	d.Input.Name = r.in.name
	switch {
	case r.in.database != nil:
		d.Input.Kind = report.Database
	case r.in.regular():
		d.Input.Kind = report.Dump
	}
	if r.in.file != nil && r.in.file.Mode().IsRegular() {
		d.Input.FileBytes = r.in.file.Size()
	}
	if r.flags.file != "" {
		d.Output = &report.Output{Name: r.flags.file}
		if st, serr := os.Stat(r.flags.file); err == nil && serr == nil {
			d.Output.Bytes = st.Size()
		}
	}
	d.Times = &report.Times{Started: r.started.UTC().Truncate(time.Second), Seconds: time.Since(r.started).Round(time.Millisecond).Seconds()}
	return d
}

// discard ends a report that was not written.
func (r *reportFile) discard() {
	for _, out := range r.outputs {
		out.Cleanup()
	}
}
