package main

import (
	"fmt"
	"os"
	"strings"
)

// withFlagFiles puts the options that stand in files of --flags before the others,
// so that the command line stands above them.
func withFlagFiles(args []string) ([]string, error) {
	var before, rest []string
	for i := 0; i < len(args); i++ {
		name, ok := strings.CutPrefix(args[i], "--flags=")
		switch {
		case args[i] == "--":
			return append(append(before, rest...), args[i:]...), nil
		case ok:
		case args[i] == "--flags" && i+1 < len(args):
			i++
			name = args[i]
		default:
			rest = append(rest, args[i])
			continue
		}
		file, err := os.Open(name)
		if err != nil {
			return nil, fmt.Errorf("--flags: %w", err)
		}
		list, err := readFlags(file, name)
		file.Close()
		if err != nil {
			return nil, err
		}
		before = append(before, list...)
	}
	return append(before, rest...), nil
}
