package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"time"
)

// program is a command to be measured.
type program struct {
	args []string
	env  []string // nil for the caller's
	once bool     // it takes too long to be run again
}

func command(args ...string) program { return program{args: args} }

// with returns the program with more arguments.
func (p program) with(args ...string) program {
	p.args = slices.Concat(p.args, args)
	return p
}

// usage is what a run took.
type usage struct {
	wall time.Duration
	cpu  time.Duration // of all programs, user and system
	mine time.Duration // of the translator, or of the only program
	rss  int64         // of the largest program, in bytes
}

// pipe runs programs, each one's output the next one's input. in is what the
// first one reads, if anything, and out the file that the last one writes, ""
// for none.
func pipe(in io.Reader, out string, programs ...program) (u usage, err error) {
	if out == "" {
		out = os.DevNull
	}
	file, err := os.Create(out)
	if err != nil {
		return u, err
	}
	defer file.Close()
	var cmds []*exec.Cmd
	var said []*strings.Builder
	var next *os.File
	for i, p := range programs {
		cmd := exec.Command(p.args[0], p.args[1:]...)
		cmd.Env = p.env
		said = append(said, &strings.Builder{})
		cmd.Stderr = said[i]
		cmd.Stdin = in
		if next != nil {
			cmd.Stdin = next
		}
		cmd.Stdout = file
		if i < len(programs)-1 {
			r, w, err := os.Pipe()
			if err != nil {
				return u, err
			}
			defer r.Close()
			cmd.Stdout, next = w, r
			defer w.Close()
		}
		cmds = append(cmds, cmd)
	}
	start := time.Now()
	for _, cmd := range cmds {
		if err := cmd.Start(); err != nil {
			return u, err
		}
		for _, end := range []any{cmd.Stdin, cmd.Stdout} { // its own ends are open now
			if f, ok := end.(*os.File); ok && f != file {
				f.Close()
			}
		}
	}
	for i, cmd := range cmds {
		if e := cmd.Wait(); e != nil {
			err = errors.Join(err, fmt.Errorf("%s: %w\n%s", strings.Join(cmd.Args, " "), e, said[i]))
			continue
		}
		took := cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
		u.cpu += took
		if len(cmds) == 1 || strings.Contains(cmd.Args[0], "sqlite2pg") {
			u.mine = took
		}
		u.rss = max(u.rss, cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss<<10)
	}
	u.wall = time.Since(start)
	return u, err
}
