package main

import (
	"context"
	"errors"
	"os"
	"os/signal"
)

// errInterrupted is why a context ended.
var errInterrupted = errors.New("interrupted: nothing is committed")

// untilSignal returns a context that ends at the first SIGINT, SIGTERM or SIGHUP. A
// second one ends the process at once.
func untilSignal() (ctx context.Context, stop func()) {
	ctx, cancel := context.WithCancelCause(context.Background())
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, ending...)
	go func() {
		select {
		case <-signals:
			cancel(errInterrupted)
		case <-ctx.Done():
		}
		signal.Stop(signals)
	}()
	return ctx, func() { cancel(nil) }
}
