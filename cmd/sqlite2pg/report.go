package main

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/sqlite2pg/sqlite2pg"
	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
)

// reporter says things to the user.
type reporter struct {
	w       io.Writer
	input   string
	started time.Time
}

// message says "sqlite2pg: dump.sql:12:5: warning: table "t": text [id]", the same of
// those that came up with it, and the hint on a line of its own.
func (r reporter) message(m *diag.Message) {
	r.line(m)
	for _, other := range m.Also {
		r.line(other)
	}
	if m.Hint != "" {
		fmt.Fprintf(r.w, "sqlite2pg: hint: %s\n", m.Hint)
	}
}

func (r reporter) line(m *diag.Message) {
	place := ""
	if m.Pos.IsValid() && r.input != "" {
		place = fmt.Sprintf("%s:%s: ", r.input, m.Pos)
	}
	at := *m
	at.Pos = diag.Pos{}
	fmt.Fprintf(r.w, "sqlite2pg: %s%s: %s\n", place, m.Severity, at.Error())
}

func (r reporter) fail(err error) {
	var m *diag.Message
	if errors.As(err, &m) {
		r.message(m)
		return
	}
	fmt.Fprintf(r.w, "sqlite2pg: error: %v\n", err)
}

// result reports how a run ended and returns its exit code. A reader of the
// script that has gone away needs no message: it has said why itself.
func (r reporter) result(report sqlite2pg.Report, err error) int {
	if errors.Is(err, syscall.EPIPE) {
		return exitFailed
	}
	if err != nil {
		r.fail(err)
		return exitFailed
	}
	fmt.Fprintf(r.w, "sqlite2pg: script written: %s\n", r.summary(report))
	return exitDone
}

// summary says what was written: it is not loaded yet, and the script itself says
// when it is.
func (r reporter) summary(report sqlite2pg.Report) string {
	parts := []string{diag.Count(int64(report.Tables), "table"), diag.Count(report.Rows, "row")}
	for _, kind := range counted {
		if n := report.Objects[kind.kind]; n > 0 {
			parts = append(parts, diag.Count(int64(n), kind.word))
		}
	}
	said := strings.Join(parts, ", ")
	if n := len(report.Warnings); n > 0 {
		said += fmt.Sprintf("; %s: %s", diag.Count(int64(n), "warning"), byID(report.Warnings))
	}
	if report.Notes > 0 {
		said += "; " + diag.Count(int64(report.Notes), "note")
	}
	if spent := time.Since(r.started); spent >= time.Second {
		said += fmt.Sprintf("; %.0f s", spent.Seconds())
	}
	return said
}

// counted are the kinds of objects that the last line counts.
var counted = []struct {
	kind pg.Kind
	word string
}{{pg.KindKey, "key"}, {pg.KindForeignKey, "foreign key"}, {pg.KindCheck, "check"}, {pg.KindIndex, "index"}, {pg.KindView, "view"}, {pg.KindTrigger, "trigger"}}

// byID counts messages by id.
func byID(list []*diag.Message) string {
	n := map[string]int{}
	for _, m := range list {
		n[m.ID]++
	}
	var parts []string
	for _, id := range slices.Sorted(maps.Keys(n)) {
		parts = append(parts, fmt.Sprintf("%s %d", id, n[id]))
	}
	return strings.Join(parts, ", ")
}
