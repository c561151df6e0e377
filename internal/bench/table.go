package main

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"
)

// table is a set of measures that are compared with each other.
type table struct {
	title  string
	runs   int
	before func() error // each run, not measured
	rows   []row
}

type row struct {
	name     string
	in       func() io.Reader
	programs []program
	took     []usage
}

// add adds a measure: programs in a pipe.
func (t *table) add(name string, programs ...program) {
	t.rows = append(t.rows, row{name: name, programs: programs})
}

// stream adds a measure of a program that reads what in makes.
func (t *table) stream(name string, in func() io.Reader, binary string) {
	t.rows = append(t.rows, row{name: name, in: in, programs: []program{command(binary)}})
}

// measure takes all measures in turns, so that what else the machine does falls
// on all of them, and prints the medians. Ratios are to the first row.
// A program that runs once and fails has no row.
func (t *table) measure() error {
	var failed []string
	for n := range t.runs {
		for i := range t.rows {
			r := &t.rows[i]
			if n > 0 && r.programs[0].once {
				continue
			}
			if t.before != nil {
				if err := t.before(); err != nil {
					return err
				}
			}
			var in io.Reader
			if r.in != nil {
				in = r.in()
			}
			u, err := pipe(in, "", r.programs...)
			if err != nil && r.programs[0].once { // another program, which may not be able to
				fmt.Fprintf(os.Stderr, "bench: %s failed, and has no row: %v\n", r.name, err)
				failed = append(failed, r.name)
				continue
			}
			if err != nil {
				return err
			}
			r.took = append(r.took, u)
		}
	}
	fmt.Printf("\n%s (medians of %d):\n\n| | wall s | ratio | CPU s | of which sqlite2pg, or the only program | ratio | peak MiB |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: |\n", t.title, t.runs)
	first := t.rows[0]
	for _, r := range t.rows {
		if slices.Contains(failed, r.name) {
			continue
		}
		fmt.Printf("| %s | %.3f | %.2f | %.3f | %.3f | %.2f | %.0f |\n", r.name,
			r.wall().Seconds(), float64(r.wall())/float64(first.wall()), r.cpu().Seconds(),
			r.mine().Seconds(), float64(r.mine())/float64(first.mine()), float64(r.rss())/(1<<20))
	}
	return nil
}

func (r row) wall() time.Duration {
	return median(r.took, func(u usage) time.Duration { return u.wall })
}
func (r row) cpu() time.Duration { return median(r.took, func(u usage) time.Duration { return u.cpu }) }
func (r row) mine() time.Duration {
	return median(r.took, func(u usage) time.Duration { return u.mine })
}
func (r row) rss() int64 { return median(r.took, func(u usage) int64 { return u.rss }) }

func median[T cmp.Ordered](list []usage, of func(usage) T) T {
	var values []T
	for _, u := range list {
		values = append(values, of(u))
	}
	slices.Sort(values)
	return values[len(values)/2]
}

// cpuName is the machine's processor as Linux calls it.
func cpuName() string {
	text, _ := os.ReadFile("/proc/cpuinfo")
	_, name, _ := strings.Cut(string(text), "model name")
	name, _, _ = strings.Cut(name, "\n")
	return strings.Trim(name, "\t :")
}

// version is the first line that a program says of its version.
func version(args ...string) string {
	out, err := exec.Command(args[0], args[1:]...).CombinedOutput()
	if err != nil {
		return args[0] + " is not there"
	}
	line, _, _ := strings.Cut(string(out), "\n")
	return args[0] + " " + line
}
