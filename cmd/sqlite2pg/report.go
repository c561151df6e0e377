package main

import (
	"errors"
	"fmt"
	"io"
	"sort"
	"strings"
	"syscall"

	"github.com/sqlite2pg/sqlite2pg"
	"github.com/sqlite2pg/sqlite2pg/diag"
)

// reporter says things to the user.
type reporter struct {
	w     io.Writer
	input string
}

// message says "sqlite2pg: dump.sql:12:5: warning: table "t": text [id]", and
// the hint on a line of its own.
func (r reporter) message(m *diag.Message) {
	place := ""
	if m.Pos.IsValid() && r.input != "" {
		place = fmt.Sprintf("%s:%s: ", r.input, m.Pos)
	}
	at := *m
	at.Pos = diag.Pos{}
	fmt.Fprintf(r.w, "sqlite2pg: %s%s: %s\n", place, m.Severity, at.Error())
	if m.Hint != "" {
		fmt.Fprintf(r.w, "sqlite2pg: hint: %s\n", m.Hint)
	}
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
	notes := ""
	if report.Notes > 0 {
		notes = ", " + count(int64(report.Notes), "note")
	}
	fmt.Fprintf(r.w, "sqlite2pg: %s, %s%s%s\n", count(int64(report.Tables), "table"), count(report.Rows, "row"), warnings(report.Warnings), notes)
	return exitDone
}

// warnings counts the warnings by id.
func warnings(list []*diag.Message) string {
	if len(list) == 0 {
		return ""
	}
	byID := map[string]int{}
	for _, m := range list {
		byID[m.ID]++
	}
	var parts []string
	for id, n := range byID {
		parts = append(parts, fmt.Sprintf("%s %d", id, n))
	}
	sort.Strings(parts)
	return fmt.Sprintf(", %s: %s", count(int64(len(list)), "warning"), strings.Join(parts, ", "))
}

func count(n int64, what string) string {
	if n != 1 {
		what += "s"
	}
	return fmt.Sprintf("%d %s", n, what)
}
