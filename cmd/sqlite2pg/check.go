package main

import (
	"context"
	"fmt"
	"io"
	"slices"

	"github.com/sqlite2pg/sqlite2pg"
)

// check reads everything, writes no script, and says what a person decides by.
func (f *flags) check(ctx context.Context, in *input, opts sqlite2pg.Options, say *reporter, stdout io.Writer, kept *reportFile, types *typesFile) int {
	opts.Check, opts.Warn = true, nil
	source := startSource(ctx, in, f)
	run, err := sqlite2pg.Translate(ctx, in.Reader, io.Discard, opts)
	say.ended()
	err = types.write(run, err)
	d := kept.complete(run.Details(), err)
	d.Source = source.wait(d)
	if werr := d.WriteText(stdout); werr != nil {
		say.fail(werr)
		return exitFailed
	}
	if werr := kept.writeReport(d); werr != nil {
		say.fail(werr)
		return exitFailed
	}
	if err != nil {
		say.fail(err)
		return exitFailed
	}
	if f.strict && (d.Unsound() || d.Refused() && !slices.Contains(f.allow, "passed-over")) {
		fmt.Fprintf(say.w, "sqlite2pg: error: --strict: rows are in the way\n")
		return exitFailed
	}
	return exitDone
}
