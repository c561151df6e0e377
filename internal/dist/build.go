package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// machine is an architecture that binaries are made for.
type machine struct {
	arch    string // Go's name, and Debian's
	rpmArch string
	cc      string // the compiler
	pkg     string // Debian's package that has it
}

var machines = []machine{
	{"amd64", "x86_64", "x86_64-linux-gnu-gcc", "gcc-x86-64-linux-gnu"},
	{"arm64", "aarch64", "aarch64-linux-gnu-gcc", "gcc-aarch64-linux-gnu"},
}

func target(arch string) (machine, error) {
	for _, m := range machines {
		if m.arch != arch {
			continue
		}
		if _, err := exec.LookPath(m.cc); err != nil {
			return m, fmt.Errorf("no %s: on Debian or Ubuntu, apt-get install %s", m.cc, m.pkg)
		}
		return m, nil
	}
	return machine{}, fmt.Errorf("no architecture %q: there are amd64 and arm64", arch)
}

// tags are build tags that keep out what cannot be linked statically: the C library's
// resolver, and SQLite's loading of extensions.
const tags = "netgo,osusergo,sqlite_omit_load_extension"

// goCommand runs go as for the machine, whatever the caller's environment says
// about how to compile.
func (m machine) goCommand(args ...string) *exec.Cmd {
	cmd := exec.Command("go", args...)
	cmd.Env = slices.DeleteFunc(os.Environ(), func(s string) bool {
		name, _, _ := strings.Cut(s, "=")
		return name == "GOFLAGS" || name == "GOEXPERIMENT" || strings.HasPrefix(name, "CGO_")
	})
	cmd.Env = append(cmd.Env, "CGO_ENABLED=1", "CC="+m.cc, "GOOS=linux", "GOARCH="+m.arch, "GOAMD64=v1", "GOARM64=v8.0", "GOFLAGS=-mod=readonly")
	return cmd
}

// build makes the static binary.
func (r release) build(m machine, file string) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	// Neither ids of the build nor paths: the bytes follow from the source alone.
	link := fmt.Sprintf("-s -w -buildid= -X 'main.commit=%s' -linkmode external -extldflags '-static -Wl,--build-id=none'", r.commit)
	_, err := output(m.goCommand("build", "-trimpath", "-buildvcs=false", "-tags", tags, "-ldflags", link, "-o", file, "./cmd/sqlite2pg"))
	return err
}
