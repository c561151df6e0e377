// Package cases reads tables of test cases: plain text with what goes in and what must come out.
//
//	# what the next cases show
//	i + 1
//		i + 1 -- bigint, 10 digits
//	i / 0
//		NULL
//
// What goes in begins at the margin; lines that begin with a space go on with it. What must come out follows, a
// tab before each of its lines. Lines that begin with # are comments; these and empty lines stay where they are
// when the flag -update writes the answers anew.
package cases

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the answers of the case tables anew; read the diff before committing")

// A Case is one of a table.
type Case struct {
	In, Want string // their lines, without the end of the last one
	Line     int    // where In begins, from 1

	comment string // the lines before it, as they stand
}

// Run compares the answers of all cases in the files that a pattern matches (path/filepath.Match), each file as a
// subtest. It returns the cases by the name of their file without its ending.
func Run(t *testing.T, pattern string, answer func(t *testing.T, in string) string) map[string][]Case {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("%s: no such files (%v)", pattern, err)
	}
	all := map[string][]Case{}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))
		t.Run(name, func(t *testing.T) { all[name] = run(t, file, answer) })
	}
	return all
}

func run(t *testing.T, file string, answer func(t *testing.T, in string) string) []Case {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	list, rest, err := Read(string(text))
	if err != nil {
		t.Fatalf("%s:%v", file, err)
	}
	for i := range list {
		c := &list[i]
		got := strings.TrimRight(answer(t, c.In), "\n")
		switch {
		case *update:
			c.Want = got
		case got != c.Want:
			t.Errorf("%s:%d: %s\n got %s\nwant %s", file, c.Line, c.In, got, c.Want)
		}
	}
	if out := write(list, rest); *update && out != string(text) {
		if err := os.WriteFile(file, []byte(out), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return list
}

// Read takes a table apart. rest is what follows the last case. An error begins with the number of the line.
func Read(text string) (list []Case, rest string, err error) {
	seen := map[string]int{}
	var c Case
	in, want := []string(nil), []string(nil)
	end := func() error {
		if c.In = strings.Join(in, "\n"); seen[c.In] > 0 {
			return fmt.Errorf("%d: line %d has the same case", c.Line, seen[c.In])
		}
		seen[c.In], c.Want = c.Line, strings.Join(want, "\n")
		list = append(list, c)
		c, in, want = Case{}, nil, nil
		return nil
	}
	number := 0
	for line := range strings.Lines(text) {
		number++
		bare := strings.TrimSuffix(line, "\n")
		answer, isAnswer := strings.CutPrefix(bare, "\t")
		switch {
		case isAnswer && in == nil:
			return nil, "", fmt.Errorf("%d: an answer, and nothing that it answers", number)
		case isAnswer:
			want = append(want, answer)
			continue
		case strings.HasPrefix(bare, " ") && in != nil && want == nil:
			in = append(in, bare)
			continue
		case in != nil:
			if err := end(); err != nil {
				return nil, "", err
			}
		}
		if bare == "" || bare[0] == '#' {
			c.comment += line
		} else {
			in, c.Line = []string{bare}, number
		}
	}
	if in != nil {
		err = end()
	}
	return list, c.comment, err
}

// write is the text of a table.
func write(list []Case, rest string) string {
	var b strings.Builder
	for _, c := range list {
		fmt.Fprintf(&b, "%s%s\n\t%s\n", c.comment, c.In, strings.ReplaceAll(c.Want, "\n", "\n\t"))
	}
	return b.String() + rest
}
