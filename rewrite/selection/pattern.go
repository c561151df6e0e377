package selection

import (
	"errors"
	"fmt"
	"regexp"
	"regexp/syntax"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/lexer"
)

// pattern is what one option names: tables, or columns of tables. Patterns are those of
// pg_dump (https://www.postgresql.org/docs/current/app-psql.html#APP-PSQL-PATTERNS), but
// that case does not count, as it does not in SQLite. One that is a name as it stands
// means what has that name, whatever its characters are.
type pattern struct {
	name, text    string         // of the option that gave it, and its value
	table, column *regexp.Regexp // column is nil for a pattern of tables
}

// option is the option as the user gave it.
func (p *pattern) option() string { return "--" + p.name + "=" + p.text }

// newTables reads a pattern of tables.
func newTables(option, text string) (*pattern, error) {
	return newPattern(option, text, 1, "a pattern of tables, such as orders or log_*")
}

// newColumns reads TABLE.COLUMN, a pattern on each side.
func newColumns(option, text string) (*pattern, error) {
	return newPattern(option, text, 2, "TABLE.COLUMN, such as users.password or *.created_at")
}

// newPattern reads a pattern of so many parts, before which the name of SQLite's schema
// may stand, as in main.orders.
func newPattern(option, text string, parts int, what string) (*pattern, error) {
	exprs, err := split(text)
	if err == nil && len(exprs) == parts+1 && exprs[0].MatchString("main") {
		exprs = exprs[1:]
	}
	if text == "" {
		err = errors.New("it is empty")
	}
	if err == nil && len(exprs) != parts {
		err = errors.New(`names with a dot stand in double quotes: '"a.b"'`)
		if len(exprs) < parts {
			err = errors.New("it has no dot")
		}
	}
	if err != nil {
		return nil, fmt.Errorf("--%s is %s, not %q: %w", option, what, text, err)
	}
	p := &pattern{name: option, text: text, table: exprs[0]}
	if parts > 1 {
		p.column = exprs[1]
	}
	return p, nil
}

// split takes a pattern apart at its dots, and makes regular expressions of what stands
// between: * and ? are any characters and any one, a dollar sign is itself, and what
// stands in double quotes is as it is.
func split(text string) (out []*regexp.Regexp, err error) {
	var b strings.Builder
	end := func() {
		x, perr := regexp.Compile("^(?:" + b.String() + ")$")
		var wrong *syntax.Error
		if errors.As(perr, &wrong) {
			err = errors.New(wrong.Code.String())
		}
		out = append(out, x)
		b.Reset()
	}
	quoted := false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '"' && quoted && strings.HasPrefix(text[i+1:], `"`):
			b.WriteByte('"')
			i++
		case c == '"':
			quoted = !quoted
		case quoted, c == '$':
			b.WriteString(regexp.QuoteMeta(lexer.Fold(text[i : i+1])))
		case c == '.':
			end()
		case c == '*':
			b.WriteString("(?s:.*)")
		case c == '?':
			b.WriteString("(?s:.)")
		default:
			b.WriteString(lexer.Fold(text[i : i+1]))
		}
	}
	if quoted {
		return nil, errors.New("a quote has no end")
	}
	end()
	return out, err
}

// takesTable reports whether the pattern names a table; of a column, its table.
func (p *pattern) takesTable(name string) bool {
	return p.column == nil && lexer.Fold(p.text) == lexer.Fold(name) || p.table.MatchString(lexer.Fold(name))
}

// takesColumn reports whether the pattern names a column.
func (p *pattern) takesColumn(table, column string) bool {
	return lexer.Fold(p.text) == lexer.Fold(table+"."+column) || p.takesTable(table) && p.column.MatchString(lexer.Fold(column))
}
