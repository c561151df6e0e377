// Command dist makes what a release has, in the folder dist: a static binary for
// each architecture of Linux, as tar.gz, .deb and .rpm with the man page, the
// completions, docs and the licences of all that is linked in, and SHA256SUMS.
//
// The same commit and tools give the same bytes: no clock, no path of this machine,
// no order of a file system gets in.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"
)

func main() {
	out := flag.String("o", "dist", "the folder to write, which is emptied first")
	arches := flag.String("arch", "amd64,arm64", "the architectures, with commas between them")
	binary := flag.Bool("binary", false, "make the binaries only")
	flag.Parse()
	if err := run(*out, strings.Split(*arches, ","), *binary); err != nil {
		fmt.Fprintln(os.Stderr, "dist:", err)
		os.Exit(1)
	}
}

// release is what is built.
type release struct {
	version string
	commit  string
	date    time.Time // of the commit: all files have it
}

func run(out string, arches []string, binaryOnly bool) error {
	r, err := thisRelease()
	if err != nil {
		return err
	}
	if err := os.RemoveAll(out); err != nil {
		return err
	}
	for _, arch := range arches {
		t, err := target(arch)
		if err != nil {
			return err
		}
		binary := filepath.Join(out, "binary", "linux-"+arch, "sqlite2pg")
		if err := r.build(t, binary); err != nil {
			return err
		}
		if binaryOnly {
			continue
		}
		if err := r.pack(t, out, binary); err != nil {
			return err
		}
	}
	if binaryOnly {
		return nil
	}
	return writeSums(out)
}

// pack makes the packages of one architecture.
func (r release) pack(t machine, out, binary string) error {
	licences, err := t.licences()
	if err != nil {
		return err
	}
	stage, err := os.MkdirTemp("", "dist-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(stage)
	files, err := contents(binary, licences, stage)
	if err != nil {
		return err
	}
	if err := r.tarball(t, files, out); err != nil {
		return err
	}
	return r.packages(t, files, stage, out)
}

// thisRelease reads the version from the source and the commit from git.
func thisRelease() (release, error) {
	source, err := os.ReadFile("sqlite2pg.go")
	if err != nil {
		return release{}, err
	}
	version := regexp.MustCompile(`(?m)^const Version = "([^"]+)"$`).FindSubmatch(source)
	if version == nil {
		return release{}, fmt.Errorf("sqlite2pg.go has no line const Version")
	}
	commit, err := command("git", "rev-parse", "HEAD")
	if err != nil {
		return release{}, err
	}
	changed, err := command("git", "status", "--porcelain")
	if err != nil {
		return release{}, err
	}
	if changed != "" {
		fmt.Fprintln(os.Stderr, "dist: there are changes that are not committed: these packages cannot be built again")
		commit += " and changes"
	}
	seconds, err := command("git", "log", "-1", "--format=%ct")
	if err != nil {
		return release{}, err
	}
	n, err := strconv.ParseInt(seconds, 10, 64)
	return release{string(version[1]), commit, time.Unix(n, 0).UTC()}, err
}

// command is what a program prints, without the last line end.
func command(name string, args ...string) (string, error) {
	return output(exec.Command(name, args...))
}

func output(cmd *exec.Cmd) (string, error) {
	var said bytes.Buffer
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("%s: %w\n%s", strings.Join(cmd.Args, " "), err, said.Bytes())
	}
	return strings.TrimRight(string(out), "\n"), nil
}
