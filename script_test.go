package sqlite2pg_test

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"
)

// item is what psql does with a piece of a script: a statement without its
// semicolon, the data of the COPY before it, or one of psql's own commands.
type item struct {
	kind itemKind
	text string
}

type itemKind uint8

const (
	statementItem itemKind = iota
	dataItem
	commandItem
)

var dollarTag = regexp.MustCompile(`^\$(?:[A-Za-z_\x80-\xff][A-Za-z0-9_\x80-\xff]*)?\$`)

// splitScript takes a script apart as psql does, and fails where psql would do
// anything that a script must not ask for: a command in mid-statement, a variable
// to be replaced, a statement or a block of data without an end.
// https://www.postgresql.org/docs/current/app-psql.html
func splitScript(script string) ([]item, error) {
	var items []item
	begin, depth := 0, 0
	i := 0
	blank := true // no statement has begun
	for i < len(script) {
		rest := script[i:]
		n := 1
		switch c := rest[0]; {
		case strings.HasPrefix(rest, "--"):
			n = strings.IndexAny(rest, "\r\n")
		case strings.HasPrefix(rest, "/*"):
			n = strings.Index(rest, "*/") + 2 // none is written: nesting need not be known
		case c == ' ' || c == '\t' || c == '\n' || c == '\r':
			if blank {
				begin = i + 1
			}
			i++
			continue
		case c == '\\':
			line, _, _ := strings.Cut(rest, "\n")
			if !blank || i > 0 && script[i-1] != '\n' {
				return nil, fmt.Errorf("a command in mid-statement: %q", line)
			}
			items = append(items, item{commandItem, line})
			i += len(line)
			begin = i
			continue
		case c == ';':
			if depth != 0 {
				return nil, fmt.Errorf("a semicolon in parentheses: %q", script[begin:i])
			}
			text := script[begin:i]
			items = append(items, item{statementItem, text})
			i++
			blank = true
			if strings.HasPrefix(text, "COPY ") {
				if i == len(script) || script[i] != '\n' {
					return nil, fmt.Errorf("text behind %q", text)
				}
				i++
				data, after, ok := cutData(script[i:])
				if !ok {
					return nil, fmt.Errorf("no end of the data of %q", text)
				}
				items = append(items, item{dataItem, data})
				i = len(script) - len(after)
			}
			begin = i
			continue
		case c == '\'' || c == '"':
			if c == '\'' && i > begin && strings.ContainsAny(script[i-1:i], "eExXbB&") {
				return nil, fmt.Errorf("a literal with a prefix: %q", script[begin:i+1])
			}
			n = strings.IndexByte(rest[1:], c) + 2 // a doubled one begins another
		case dollarTag.MatchString(rest) && (i == 0 || !isWord(script[i-1])):
			tag := dollarTag.FindString(rest)
			n = strings.Index(rest[len(tag):], tag)
			if n >= 0 {
				n += 2 * len(tag)
			}
		case c == '(' || c == '[':
			depth++
		case c == ')' || c == ']':
			depth--
		case strings.HasPrefix(rest, "::"):
			n = 2
		case c == ':' && len(rest) > 1 && (isWord(rest[1]) || strings.IndexByte(`'"{`, rest[1]) >= 0):
			return nil, fmt.Errorf("psql would put a variable in: %q", script[begin:i+2])
		}
		if n < 2 && strings.IndexByte(`'"$`, rest[0]) >= 0 || n < 0 || strings.HasPrefix(rest, "/*") && n < 4 {
			return nil, fmt.Errorf("no end of what begins with %.40q", rest)
		}
		if strings.HasPrefix(rest, "--") {
			if blank {
				begin = i + n
			}
		} else {
			blank = false
		}
		i += n
	}
	if !blank {
		return nil, fmt.Errorf("no end of the statement %q", script[begin:])
	}
	return items, nil
}

// cutData cuts the data of a COPY at the line that ends it.
func cutData(s string) (data, after string, ok bool) {
	if strings.HasPrefix(s, "\\.\n") {
		return "", s[3:], true
	}
	data, after, ok = strings.Cut(s, "\n\\.\n")
	return data + "\n", after, ok
}

func isWord(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c >= 0x80
}

// copyField is what COPY's text format may hold between two tabs: NULL, or
// text whose backslashes stand before what they escape.
var copyField = regexp.MustCompile(`^(?:\\N|(?:[^\\\r\n\t]|\\[\\nrt])*)$`)

// checkData checks the lines of a COPY for columns values each. The last line
// may be cut off in a script that fails.
func checkData(data string, columns int, failed bool) error {
	if !utf8.ValidString(data) || strings.IndexByte(data, 0) >= 0 {
		return fmt.Errorf("data that is no text: %q", data)
	}
	lines := strings.SplitAfter(data, "\n")
	lines = lines[:len(lines)-1] // nothing stands behind the last line end
	for n, line := range lines {
		if failed && n == len(lines)-1 {
			return nil
		}
		fields := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if columns == 0 && line == "\n" {
			continue
		}
		if len(fields) != columns {
			return fmt.Errorf("%d fields for %d columns: %q", len(fields), columns, line)
		}
		for _, field := range fields {
			if !copyField.MatchString(field) {
				return fmt.Errorf("a field that COPY reads otherwise: %q", field)
			}
		}
	}
	return nil
}
