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

// reporter says things to the user: errors and the end of a run, and what a run had
// to say before that, which a person reads in fewer lines.
type reporter struct {
	w       io.Writer
	ended   func() // is called before the last words
	input   string // "" where the user has not seen the text that places are in
	started time.Time
	verbose bool // each message by itself, as it comes, with notes
	quiet   bool // nothing is said of a run in which all is well
	archive bool // is written, and no script
	held    []*diag.Message
	hints   map[string]bool // that were given
}

// heed takes a warning or a note. A note that has no hint asks for nothing: it is only
// counted.
func (r *reporter) heed(m *diag.Message) {
	switch {
	case r.verbose && m.ID != "widened": // of which more is known at the end
		r.message(m)
	case m.Severity != diag.Note || m.Hint != "":
		r.held = append(r.held, m)
	}
}

// maxLines is how many lines of one id are written. Where there would be more, the first
// few show what it is about.
const (
	maxLines = 10
	fewLines = 5
)

// release writes what was held back: a line for each kind of message about a table.
func (r *reporter) release() {
	if r.ended != nil {
		r.ended()
	}
	if r.verbose {
		for _, m := range r.held {
			r.message(m)
		}
		r.held = nil
		return
	}
	lines, written, left, last := map[string]int{}, map[string]int{}, map[string]int{}, map[string]int{}
	groups := diag.GroupMessages(r.held)
	for _, g := range groups {
		lines[g[0].ID]++
	}
	for i, g := range groups {
		if id := g[0].ID; lines[id] <= maxLines || written[id] < fewLines {
			written[id]++
			last[id] = i
		} else {
			left[id] += len(g)
		}
	}
	for i, g := range groups {
		id := g[0].ID
		if i > last[id] {
			continue
		}
		r.message(g.Line())
		if i == last[id] && left[id] > 0 {
			fmt.Fprintf(r.w, "sqlite2pg: and %d more [%s]: --verbose or --report\n", left[id], id)
		}
	}
	r.held = nil
}

// message says "sqlite2pg: dump.sql:12:5: warning: table "t": text [id]", the same of
// those that came up with it, and the hint on a line of its own, once.
func (r *reporter) message(m *diag.Message) {
	r.line(m)
	for _, other := range m.Also {
		r.line(other)
	}
	if m.Hint != "" && !r.hints[m.Hint] {
		fmt.Fprintf(r.w, "sqlite2pg: hint: %s\n", m.Hint)
		if r.hints == nil {
			r.hints = map[string]bool{}
		}
		r.hints[m.Hint] = true
	}
}

func (r *reporter) line(m *diag.Message) {
	place := ""
	if m.Pos.IsValid() && r.input != "" {
		place = fmt.Sprintf("%s:%s: ", r.input, m.Pos)
	}
	at := *m
	at.Pos = diag.Pos{}
	fmt.Fprintf(r.w, "sqlite2pg: %s%s: %s\n", place, m.Severity, at.Error())
}

func (r *reporter) fail(err error) {
	r.release()
	var m *diag.Message
	if errors.As(err, &m) {
		r.message(m)
		return
	}
	fmt.Fprintf(r.w, "sqlite2pg: error: %v\n", err)
}

// result reports how a run ended and returns its exit code. A reader of the
// script that has gone away needs no message: it has said why itself.
func (r *reporter) result(report sqlite2pg.Report, err error) int {
	if errors.Is(err, syscall.EPIPE) {
		return exitFailed
	}
	if err != nil {
		r.fail(err)
		return exitFailed
	}
	r.release()
	if !r.quiet {
		what := "script"
		if r.archive {
			what = "archive"
		}
		fmt.Fprintf(r.w, "sqlite2pg: %s written: %s\n", what, r.summary(report))
	}
	return exitDone
}

// summary says what was written: it is not loaded yet, and the script itself says
// when it is.
func (r *reporter) summary(report sqlite2pg.Report) string {
	parts := []string{diag.Count(int64(report.Tables), "table"), diag.Count(report.Rows, "row")}
	for _, kind := range counted {
		if n := report.Objects[kind.kind]; n > 0 {
			parts = append(parts, diag.Count(int64(n), kind.word))
		}
	}
	said := strings.Join(parts, ", ")
	if report.LeftOut > 0 {
		said += fmt.Sprintf("; %d left out", report.LeftOut)
	}
	if n := len(report.Warnings); n > 0 {
		said += fmt.Sprintf("; %s: %s", diag.Count(int64(n), "warning"), byID(report.Warnings))
	}
	if report.Notes > 0 {
		said += "; " + diag.Count(int64(report.Notes), "note")
		if !r.verbose {
			said += ": --verbose"
		}
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
