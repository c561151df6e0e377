// Mutate changes a package in many small ways, one at a time, and runs tests that should fail for each: what no test
// notices is a survivor.
//
//	go run ./internal/mutate [flags] FOLDER TESTS...
//
// FOLDER holds the package. TESTS are folders of tests, with a colon and a regular expression for some of them
// (./rewrite/coltype:TestTypes); they run in this order until one fails, and only where they reach the mutant. All
// mutants are compiled in at once, in copies of the files; the environment says which one is alive.
package main

import (
	_ "embed"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

//go:embed runtime.go.txt
var runtime string

var (
	every   = flag.Int("every", 1, "run one of so many mutants")
	start   = flag.Int("start", 0, "the first one to run")
	ids     = flag.String("ids", "", "run these mutants only, with commas between them")
	at      = flag.String("at", "", "run the mutants of these lines only: file.go:12,file.go:34")
	timeout = flag.Duration("timeout", 2*time.Minute, "how long a run of tests may take: a mutant that takes longer is killed")
	skip    = flag.String("skip", "", "leave out these tests, a regular expression: those that the calls in the code make fail, as one that counts allocations")
	verbose = flag.Bool("v", false, "say which test kills each mutant")
)

func main() {
	flag.Parse()
	if flag.NArg() < 2 {
		fmt.Fprintln(os.Stderr, "mutate: a folder and tests are wanted")
		os.Exit(2)
	}
	if err := run(flag.Arg(0), flag.Args()[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "mutate:", err)
		os.Exit(1)
	}
}

// A suite is tests that are compiled with the mutants.
type suite struct {
	name, dir, pattern, binary string
	reached                    map[int]bool
	overlay                    string
}

func run(dir string, tests []string) error {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return err
	}
	p, err := instrument(dir)
	if err != nil {
		return err
	}
	work, err := os.MkdirTemp("", "mutate-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	overlay, err := p.write(dir, work)
	if err != nil {
		return err
	}
	var suites []*suite
	for i, name := range tests {
		s := &suite{name: name, overlay: overlay, binary: filepath.Join(work, fmt.Sprintf("suite%d.test", i))}
		s.dir, s.pattern, _ = strings.Cut(name, ":")
		if err := s.prepare(work); err != nil {
			return err
		}
		suites = append(suites, s)
	}
	killed, unreached, total := map[string]int{}, 0, map[string]int{}
	kinds := []string{}
	for _, m := range p.mutants {
		if !chosen(m) {
			continue
		}
		if total[m.kind]++; total[m.kind] == 1 {
			kinds = append(kinds, m.kind)
		}
		reached := false
		by := ""
		for _, s := range suites {
			if by == "" && s.reached[m.id] {
				reached = true
				by = s.kills(m.id)
			}
		}
		m.pos.Filename = filepath.Base(m.pos.Filename)
		switch {
		case by != "":
			killed[m.kind]++
			if *verbose {
				fmt.Printf("killed %s by %s\n", m, by)
			}
		case !reached:
			unreached++
			fmt.Printf("unreached %s\n", m)
		default:
			fmt.Printf("survived %s\n", m)
		}
	}
	slices.Sort(kinds)
	sumKilled, sum := 0, 0
	for _, k := range kinds {
		fmt.Printf("%-15s %5d of %5d killed\n", k, killed[k], total[k])
		sumKilled, sum = sumKilled+killed[k], sum+total[k]
	}
	fmt.Printf("%-15s %5d of %5d killed (%.1f%%), %d unreached; the package has %d\n", "all", sumKilled, sum, 100*float64(sumKilled)/float64(max(sum, 1)), unreached, len(p.mutants))
	return nil
}

func chosen(m mutant) bool {
	switch {
	case *ids != "":
		return slices.Contains(strings.Split(*ids, ","), strconv.Itoa(m.id))
	case *at != "":
		return slices.Contains(strings.Split(*at, ","), fmt.Sprintf("%s:%d", filepath.Base(m.pos.Filename), m.pos.Line))
	}
	return m.id >= *start && (m.id-*start)%*every == 0
}

// write writes the files with the mutants, and the list that has the go command read them in place of the package's.
func (p *pkg) write(dir, work string) (overlay string, err error) {
	replace := map[string]string{}
	add := func(path string, text []byte) {
		copied := filepath.Join(work, filepath.Base(path))
		replace[path] = copied
		if e := os.WriteFile(copied, text, 0o666); e != nil {
			err = e
		}
	}
	for path, text := range p.files {
		add(path, text)
	}
	add(filepath.Join(dir, "mutants_of_"+p.name+".go"), fmt.Appendf(nil, runtime, p.name, len(p.mutants)))
	list, _ := json.Marshal(map[string]any{"Replace": replace})
	overlay = filepath.Join(work, "overlay.json")
	if e := os.WriteFile(overlay, list, 0o666); e != nil {
		err = e
	}
	return overlay, err
}

// prepare compiles the tests, and runs them once to see what they reach. They must pass.
func (s *suite) prepare(work string) error {
	build := exec.Command("go", "test", "-c", "-vet=off", "-overlay", s.overlay, "-o", s.binary, s.dir)
	if out, err := build.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %v\n%s", s.name, err, out)
	}
	file := s.binary + ".reached"
	if out, err := s.run("MUTANT_REACHED=" + file); err != nil {
		return fmt.Errorf("%s fails without a mutant: %v\n%s", s.name, err, out)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return fmt.Errorf("%s reaches nothing: %v", s.name, err)
	}
	s.reached = map[int]bool{}
	for line := range strings.Lines(string(text)) {
		n, _ := strconv.Atoi(strings.TrimSpace(line))
		s.reached[n] = true
	}
	return nil
}

func (s *suite) run(env string) ([]byte, error) {
	cmd := exec.Command(s.binary, "-test.failfast", "-test.timeout="+timeout.String(), "-test.run="+s.pattern, "-test.skip="+*skip)
	cmd.Dir = s.dir
	// Tests that compile a command of their own compile the mutants in.
	cmd.Env = append(os.Environ(), env, "GOFLAGS=-overlay="+s.overlay)
	return cmd.CombinedOutput()
}

// kills returns the test that fails for a mutant, "" for none.
func (s *suite) kills(id int) string {
	out, err := s.run("MUTANT=" + strconv.Itoa(id))
	if err == nil {
		return ""
	}
	for line := range strings.Lines(string(out)) {
		if name, ok := strings.CutPrefix(strings.TrimSpace(line), "--- FAIL: "); ok {
			name, _, _ = strings.Cut(name, " ")
			return s.dir + " " + name
		}
		if strings.HasPrefix(line, "panic: ") {
			return s.dir + ": " + strings.TrimSpace(line)
		}
	}
	return s.dir
}
