package parser_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/parser"
)

// maxEval is how long a text in an expression may be and still be evaluated in memory.
const maxEval = 4 << 20

// fill repeats s to about n bytes.
func fill(s string, n int) string { return strings.Repeat(s, n/len(s)+1) }

// TestLongValues reads values longer than the scanner's buffer. They come in
// chunks; what they say is the same.
func TestLongValues(t *testing.T) {
	t.Parallel()
	unescape := strings.NewReplacer("''", "'", `\n`, "\n", `\r`, "\r").Replace
	decode := strings.NewReplacer("''", "'", `\u000a`, "\n", `\\`, `\`, `\U0001F680`, "🚀").Replace
	const operands = "||char(10)||'it''s'||X'0d'||replace('abc','b','')"
	type value struct{ name, in, want string }
	var cases []value
	for _, n := range []int{100, 1000, lexer.BufferSize - 1, lexer.BufferSize, lexer.BufferSize + 1, maxEval / 8} {
		// Different periods bring every part of every escape to a chunk's border.
		text, lines, codes := fill("it''s; é€🚀", n), fill(`it''s\n\\nx\\r`, n), fill(`it''s\u000a\\u000aé\U0001F680`, n)
		cases = append(cases,
			value{fmt.Sprint("text ", n), "'" + text + "'", "'" + strings.ReplaceAll(text, "''", "'") + "'"},
			value{fmt.Sprint("blob ", n), "x'" + fill("00fF27", n) + "'", "x'" + fill("00fF27", n) + "'"},
			value{fmt.Sprint("unistr ", n), "unistr('" + codes + "')", "'" + decode(codes) + "'"},
			value{fmt.Sprint("replace ", n), `replace('` + lines + `','\n',char(10))`, "'" + strings.NewReplacer("''", "'", `\n`, "\n").Replace(lines) + "'"},
			value{fmt.Sprint("replace twice ", n), `replace(replace('` + lines + `','\r',char(13)),'\n',char(10))`, "'" + unescape(lines) + "'"},
			value{fmt.Sprint("odd marker ", n), `replace('` + fill(`a\012b\n`, n) + `','\012',char(10))`, "'" + strings.ReplaceAll(fill(`a\012b\n`, n), `\012`, "\n") + "'"},
			value{fmt.Sprint("unistr in replace ", n), `replace(unistr('` + codes + `'),'x','y')`, "'" + decode(codes) + "'"},
			value{fmt.Sprint("second operand ", n), `'a'||'` + text + `'`, "'a" + strings.ReplaceAll(text, "''", "'") + "'"},
			value{fmt.Sprint("many operands ", n), "'a'" + strings.Repeat(operands, n/len(operands)), "'a" + strings.Repeat("\nit's\rac", n/len(operands)) + "'"},
		)
	}
	for _, c := range cases {
		for size, p := range map[string]*parser.Parser{
			"usual buffer": newParser(row(c.in)),
			"tiny buffer":  parser.New(lexer.NewSize(strings.NewReader(row(c.in)), 64)),
		} {
			same(t, c.name+", "+size, statements(p), "insert t (1,"+c.want+",2)(3)")
		}
	}
}

func row(value string) string { return "INSERT INTO t VALUES(1," + value + ",2),(3);" }

// same is want for texts too long to show.
func same(t *testing.T, what, got, want string) {
	t.Helper()
	if got == want {
		return
	}
	i := 0
	for i < len(got) && i < len(want) && got[i] == want[i] {
		i++
	}
	t.Errorf("%s: %d bytes, want %d; at %d\n got %.100q\nwant %.100q", what, len(got), len(want), i, got[max(i-20, 0):], want[max(i-20, 0):])
}

// TestStreamedReplace: texts too long for memory are read with the shell's usual
// markers, whose every part falls on a chunk's border in one of the texts; with
// other markers they are an error, not misread.
func TestStreamedReplace(t *testing.T) {
	t.Parallel()
	one, two := strings.NewReplacer("''", "'", `\n`, "\n"), strings.NewReplacer("''", "'", `\n`, "\n", `\r`, "\r")
	for _, part := range []string{`\n\r`, `a\r\n`, `\\n''`, `ab\r''cd\nef`, `\`} {
		text := fill(part, maxEval+maxEval/8)
		wantOne, wantTwo := "insert t (1,'"+one.Replace(text)+"',2)(3)", "insert t (1,'"+two.Replace(text)+"',2)(3)"
		for size, p := range map[string]func(string) *parser.Parser{
			"usual buffer": newParser,
			"small buffer": func(in string) *parser.Parser { return parser.New(lexer.NewSize(strings.NewReader(in), 1001)) },
		} {
			name := fmt.Sprintf("%q, %s", part, size)
			same(t, name, statements(p(row(`replace('`+text+`','\n',char(10))`))), wantOne)
			same(t, name, statements(p(row(`replace(replace('`+text+`','\r',char(13)),'\n',char(10))`))), wantTwo)
			same(t, name, statements(p(row(`replace(replace('`+text+`' , '\n', char(10) ) /* c */ , '\r',char(13))`))), wantTwo)
		}
	}
	// Below, at and a little above the limit.
	for _, n := range []int{maxEval / 2, maxEval - 1000, maxEval, maxEval + 1000, maxEval + lexer.BufferSize} {
		text := fill(`a\n`, n)
		same(t, fmt.Sprint(n), statements(newParser(row(`replace('`+text+`','\n',char(10))`))), "insert t (1,'"+one.Replace(text)+"',2)(3)")
	}
	text := fill(`a\012\n`, maxEval+maxEval/8)
	for _, in := range []string{
		`replace('` + text + `','\012',char(10))`,
		`replace('` + text + `','\n',char(13))`,
		`replace('` + text + `','\r',char(13))`,
		`replace('` + text + `','\n','')`,
		`replace('` + text + `','\n',NULL)`,
		`replace(replace('` + text + `','\n',char(10)),'\n',char(10))`,
		`replace(replace('` + text + `','\r',char(13)),'(\n0)',char(10))`,
		`replace(replace(replace('` + text + `','\r',char(13)),'\n',char(10)),'a','b')`,
		`replace('a','` + text + `','b')`,
		`replace(x'` + fill("00", maxEval+maxEval/8) + `','a','b')`,
		`unistr(unistr('` + text + `'))`,
		`'a'||'` + text + `'`,
	} {
		got := statements(newParser(row(in)))
		if !strings.HasPrefix(got, "insert t; error: 1:") || !strings.HasSuffix(got, fmt.Sprintf(": a text inside an expression is longer than %d bytes [value-too-long]", maxEval)) {
			t.Errorf("%.40s...%s: %.200s", in, in[len(in)-30:], got)
		}
	}
}

// TestStreamedUnistr: unistr() of any length is evaluated, or refused where it
// is wrong.
func TestStreamedUnistr(t *testing.T) {
	t.Parallel()
	text := fill(`a\u000a''\\`, maxEval+maxEval/8)
	decoded := strings.NewReplacer("''", "'", `\u000a`, "\n", `\\`, `\`).Replace(text)
	same(t, "unistr", statements(newParser(row("unistr('"+text+"')"))), "insert t (1,'"+decoded+"',2)(3)")
	same(t, "unistr", statements(newParser(row("unistr( '"+text+"' /* c */ )"))), "insert t (1,'"+decoded+"',2)(3)")
	for _, end := range []string{`\`, `\u`, `\u00`, `\x`, `\U0000000`, `\u00g0`, `\u00g0abcdef`} {
		got := statements(newParser(row("unistr('" + fill("a", 300_000) + end + "')")))
		if !strings.HasSuffix(got, ": unistr() has an invalid Unicode escape [bad-value]") {
			t.Errorf("%s: %.200s", end, got)
		}
	}
	// What comes behind an open literal is looked at.
	long := fill("a", 300_000)
	for in, end := range map[string]string{
		"unistr('" + long + "'": `: ")" was expected, not "," [bad-value]`,
		"'" + long + "'||'a'":   `: after a value, "," or ")" was expected, not "||" [bad-value]`, // SQLite reads it
		"'" + long + "' 'a'":    `: after a value, "," or ")" was expected, not "'a'" [bad-value]`,
		"-'" + long + "'":       `: a number was expected, not "" [bad-value]`,
	} {
		if got := statements(newParser(row(in))); !strings.HasSuffix(got, end) {
			t.Errorf("%.10s...%s: %.20s...%s", in, in[len(in)-10:], got, got[max(0, len(got)-100):])
		}
	}
}
