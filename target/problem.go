package target

import (
	"fmt"
	"slices"
	"strings"
)

// Problem is something about names that the user has to settle.
type Problem struct {
	Kind  ProblemKind
	Table string // SQLite's
	// Column is SQLite's, if the problem is one column's.
	Column string
	// Names are what the text of the kind names, in its order.
	Names []string
	// Candidates are the names between which the user has to choose.
	Candidates []string
	// Flags settle it; … stands for a name that only the user knows. One of them is
	// enough.
	Flags []string
}

// ProblemKind is what sort of problem it is.
type ProblemKind uint8

// The problems.
const (
	NoTable ProblemKind = iota
	Ambiguous
	TwoSources
	NotLoadable
	Unreadable
	NoMapTarget
	NoColumn
	AmbiguousColumn
	TwoColumns
	NoMapColumn
	NoValue
)

// kinds has the id and the text of each: %s are the Names in order.
var kinds = [...]struct{ id, text string }{
	NoTable:         {"into-no-table", "the target has no such table"},
	Ambiguous:       {"into-two-candidates", "several tables of the target may be meant"},
	TwoSources:      {"into-two-candidates", "SQLite's tables %s and %s go into the same table"},
	NotLoadable:     {"into-no-table", "%s is a %s of the target: rows cannot be loaded into it"},
	Unreadable:      {"into-unreadable", "the schema file: line %s"},
	NoMapTarget:     {"into-map", "--map: the target has no table %s"},
	NoColumn:        {"into-no-column", "%s has no such column"},
	AmbiguousColumn: {"into-two-candidates", "several columns of the target may be meant"},
	TwoColumns:      {"into-two-candidates", "SQLite's columns %s and %s go into the same column, %s"},
	NoMapColumn:     {"into-map", "--map: there is no column %s in %s"},
	NoValue:         {"into-no-value", "%s.%s (%s) must not be NULL, and nothing fills it"},
}

// ID is the stable id of the problem's kind.
func (p *Problem) ID() string { return kinds[p.Kind].id }

// String says what is wrong, without a capital or a full stop.
func (p *Problem) String() string {
	args := make([]any, len(p.Names))
	for i, n := range p.Names {
		args[i] = n
	}
	s := p.Table
	if p.Column != "" {
		s += "." + p.Column
	}
	s += ": " + fmt.Sprintf(kinds[p.Kind].text, args...)
	if len(p.Candidates) > 0 {
		s += ": " + strings.Join(p.Candidates, ", ")
	}
	return s
}

// Report makes one error of all problems: what is wrong, a line each, sorted, and
// then the flags that settle it, ready for a file that --flags reads. It returns
// nil if there are none.
func Report(problems []Problem) *Error {
	if len(problems) == 0 {
		return nil
	}
	sorted := slices.SortedFunc(slices.Values(problems), compare)
	var lines, flags []string
	for _, p := range sorted {
		lines = append(lines, p.String())
		for i, f := range p.Flags {
			if i > 0 { // one is enough: the others are there to choose
				f = "# or: " + f
			}
			flags = append(flags, f)
		}
	}
	hint := ""
	if len(flags) > 0 {
		hint = "choose, put into a file, and give it with --flags FILE:\n" + strings.Join(slices.Compact(flags), "\n")
	}
	return &Error{Text: "the dump and the target do not match:\n" + strings.Join(lines, "\n"), Hint: hint}
}

func flagExcludeTable(table string) string { return "-T " + QuoteFlag(table) }

func flagExcludeColumn(table, column string) string {
	return "--exclude-column " + QuoteFlag(table+"."+column)
}

func flagMap(from, to string) string { return "--map " + QuoteFlag(from+"="+to) }

// mapFlags are the flags that choose each of the candidates.
func mapFlags(from string, candidates []string) []string {
	flags := make([]string, len(candidates))
	for i, c := range candidates {
		flags[i] = flagMap(from, c)
	}
	return flags
}

// QuoteFlag quotes what a shell, and a file of flags, would take apart.
func QuoteFlag(text string) string {
	if strings.ContainsAny(text, " \t\n'\"\\$`*?[]{}()<>|&;#~!") {
		return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'"
	}
	return text
}
