package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
)

// maxFlagLine is how long a line of a file of flags may be, in bytes.
const maxFlagLine = 64 << 10

// readFlags reads what --flags names: one flag a line, as it stands on the command
// line, with its value behind a space or an equals sign. Quotes are a POSIX shell's,
// so that lines may be pasted from one to the other; nothing else of a shell means
// anything. A # begins a comment where a word could begin. It returns the arguments in
// order.
// https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_02
func readFlags(r io.Reader, file string) ([]string, error) {
	var args []string
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxFlagLine)
	n := 0
	fail := func(err error) ([]string, error) { return nil, fmt.Errorf("--flags: %s, line %d: %w", file, n, err) }
	for lines.Scan() {
		n++
		line := lines.Text()
		if n == 1 {
			line = strings.TrimPrefix(line, "\ufeff")
		}
		words, err := shellWords(strings.TrimSuffix(line, "\r"))
		if err != nil {
			return fail(err)
		}
		if len(words) == 0 {
			continue
		}
		name, _, _ := strings.Cut(words[0], "=")
		switch {
		case !strings.HasPrefix(words[0], "-") || words[0] == "-" || words[0] == "--":
			return fail(fmt.Errorf("a line begins with a flag, not with %q", words[0]))
		case name == "--flags":
			return fail(errors.New("a file of flags cannot name another one"))
		case len(words) > 2:
			return fail(fmt.Errorf("there is one flag on a line: put a value with spaces into quotes: %s '%s'", words[0], strings.Join(words[1:], " ")))
		case len(words) == 2 && strings.HasPrefix(words[1], "-"):
			// A value; without the equals sign it would be taken for a flag.
			if !strings.HasPrefix(words[0], "--") || name != words[0] {
				return fail(fmt.Errorf("there is one flag on a line, not %s and %s", words[0], words[1]))
			}
			words = []string{words[0] + "=" + words[1]}
		}
		args = append(args, words...)
	}
	if err := lines.Err(); err != nil {
		n++
		if errors.Is(err, bufio.ErrTooLong) {
			err = errors.New("the line is longer than 64 KiB: is it a file of flags?")
		}
		return fail(err)
	}
	return args, nil
}

// shellWords takes a line apart as a shell does, up to a comment.
func shellWords(line string) ([]string, error) {
	var words []string
	var word strings.Builder
	open := false // a word has begun
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case c == 0:
			return nil, errors.New("there is a NUL character: is it a file of flags?")
		case c == ' ' || c == '\t':
			if open {
				words = append(words, word.String())
				word.Reset()
				open = false
			}
		case c == '#' && !open:
			return words, nil
		case c == '\'':
			end := strings.IndexByte(line[i+1:], '\'')
			if end < 0 {
				return nil, errors.New("a quote (') is not closed")
			}
			word.WriteString(line[i+1 : i+1+end])
			i += 1 + end
			open = true
		case c == '"':
			open = true
			for i++; ; i++ {
				if i >= len(line) {
					return nil, errors.New(`a quote (") is not closed`)
				}
				if line[i] == '"' {
					break
				}
				if line[i] == '\\' && i+1 < len(line) && strings.IndexByte("\"\\$`", line[i+1]) >= 0 {
					i++
				}
				word.WriteByte(line[i])
			}
		case c == '\\' && i+1 < len(line):
			i++
			word.WriteByte(line[i])
			open = true
		default:
			word.WriteByte(c)
			open = true
		}
	}
	if open {
		words = append(words, word.String())
	}
	return words, nil
}
