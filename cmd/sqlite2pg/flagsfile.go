package main

import (
	"bufio"
	"fmt"
	"io"
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
		list, err := readFlags(file)
		file.Close()
		if err != nil {
			return nil, fmt.Errorf("--flags: %s: %w", name, err)
		}
		before = append(before, list...)
	}
	return append(before, rest...), nil
}

// readFlags reads a file of options: one a line, such as "--map user=app_user" or
// "-T logs", with the value between quotes where it begins or ends with a space.
// Lines that begin with # are comments. Errors name the line.
func readFlags(r io.Reader) ([]string, error) {
	var out []string
	in := bufio.NewScanner(r)
	for line := 1; in.Scan(); line++ {
		text := strings.TrimSpace(in.Text())
		if text == "" || text[0] == '#' {
			continue
		}
		if text[0] != '-' {
			return nil, fmt.Errorf("line %d: an option begins with -: %q", line, text)
		}
		name, value, ok := strings.Cut(text, " ")
		if strings.HasPrefix(name, "--") && strings.Contains(name, "=") { // --map=a=b
			name, value, _ = strings.Cut(text, "=")
			out = append(out, name+"="+unquoted(value))
			continue
		}
		out = append(out, name)
		if ok {
			out = append(out, unquoted(strings.TrimSpace(value)))
		}
	}
	return out, in.Err()
}

// unquoted takes off quotes around a value, as a shell does: '\” is a quote.
func unquoted(s string) string {
	if len(s) > 1 && s[0] == '\'' && s[len(s)-1] == '\'' {
		return strings.ReplaceAll(s[1:len(s)-1], `'\''`, "'")
	}
	if len(s) > 1 && s[0] == '"' && s[len(s)-1] == '"' {
		return s[1 : len(s)-1]
	}
	return s
}
