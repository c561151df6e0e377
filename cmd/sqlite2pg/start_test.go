package main

import (
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"testing"
)

// Every run pays for what packages make when the program starts, patterns of regular
// expressions above all: what few runs need waits until it is needed.
func TestStart(t *testing.T) {
	const most = 100_000 // bytes of one package
	me, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(me, "-test.run=^$")
	cmd.Env = append(os.Environ(), "GODEBUG=inittrace=1")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	packages := regexp.MustCompile(`(?m)^init (github.com/sqlite2pg/\S+) @.*, (\d+) bytes, \d+ allocs$`).FindAllSubmatch(out, -1)
	if len(packages) < 5 {
		t.Fatalf("the runtime names %d packages:\n%s", len(packages), out)
	}
	for _, p := range packages {
		if n, _ := strconv.Atoi(string(p[2])); n > most {
			t.Errorf("%s takes %d bytes when the program starts", p[1], n)
		}
	}
}
