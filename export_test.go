package sqlite2pg

import "github.com/sqlite2pg/sqlite2pg/load"

// limited returns options with other limits than theirs.
func limited(opts Options, change func(*load.Limits)) Options {
	limits := load.DefaultLimits()
	if opts.limits != nil {
		limits = *opts.limits
	}
	change(&limits)
	opts.limits = &limits
	return opts
}

// WithWindow makes the window n bytes large.
func WithWindow(opts Options, n int) Options {
	return limited(opts, func(l *load.Limits) { l.Window = n })
}

// WithHold makes n bytes the most that is held of a row. It may be less than a
// buffer: rows are not looked for there.
func WithHold(opts Options, n int) Options {
	return ValueByValue(limited(opts, func(l *load.Limits) { l.Row = n }))
}

// WithBuffer has n bytes of the input be looked at at once: what begins in them and ends
// behind them needs another look.
func WithBuffer(opts Options, n int) Options {
	return limited(opts, func(l *load.Limits) { l.Buffer = n })
}

// WithSegments has rows be read in segments of size bytes as soon as from bytes of a
// table have gone by.
func WithSegments(opts Options, size, from int64) Options {
	return limited(opts, func(l *load.Limits) { l.Segment, l.Parallel = size, from })
}

// ValueByValue has all rows go value by value.
func ValueByValue(opts Options) Options {
	return limited(opts, func(l *load.Limits) { l.ValueByValue = true })
}
