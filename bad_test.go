package sqlite2pg_test

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"text/template"
)

// TestBad reads the files of testdata/bad, one a theme. A case is a line
// "### what is wrong", or "### what is wrong: flags", the input, and what is
// said of it in lines that begin with ">>>"; go test . -run TestBad -update
// writes those anew. The input is a template of text/template for what text
// does not show: {{"\xff"}}, {{repeat 3000 "("}}. Line ends at its end are
// not part of it.
func TestBad(t *testing.T) {
	files, err := filepath.Glob("testdata/bad/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no bad inputs", err)
	}
	errors := 0
	for _, path := range files {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		head, rest, _ := strings.Cut(string(data), "### ")
		var written strings.Builder
		written.WriteString(head)
		for _, text := range strings.Split(rest, "\n### ") {
			title, in, _ := strings.Cut(text, "\n")
			in, _, _ = strings.Cut(in, "\n>>> ")
			in = strings.TrimRight(in, "\n")
			name, flags, _ := strings.Cut(title, ": ")
			t.Run(strings.TrimSuffix(filepath.Base(path), ".txt")+"/"+name, func(t *testing.T) {
				said := judge(t, expand(t, in), flags)
				if strings.Contains(said, ">>> error: ") {
					errors++
				}
				written.WriteString("### " + title + "\n" + in + "\n" + said + "\n")
			})
		}
		compare(t, path, []byte(strings.TrimSuffix(written.String(), "\n")))
	}
	if errors < 150 {
		t.Errorf("%d inputs with an error, and 150 are promised", errors)
	}
}

// expand gives the input that a case stands for.
func expand(t *testing.T, in string) []byte {
	t.Helper()
	tmpl, err := template.New("").Funcs(template.FuncMap{
		"repeat": func(n int, s string) string { return strings.Repeat(s, n) },
		"list":   func(n int) []int { return make([]int, n) },
	}).Parse(in)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := tmpl.Execute(&out, nil); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

var (
	// place is line and column, and what follows has an id at its end.
	message = regexp.MustCompile(`^(error|warning): (\d+:\d+: )?.+ \[[a-z0-9-]+\]$`)
	raise   = regexp.MustCompile(`\nDO \$sqlite2pg\d*\$\nBEGIN\n    RAISE EXCEPTION USING MESSAGE = 'sqlite2pg: [^\n]*';\nEND\n\$sqlite2pg\d*\$;\n$`)
)

// judge translates a bad input and returns what is said. An error has a place
// and a hint, and its script ends in a statement that raises; what is only
// warned of commits.
func judge(t *testing.T, in []byte, flags string) (said string) {
	t.Helper()
	script, messages := translate(t, in, flags)
	var out strings.Builder
	failed, hints := false, 0
	for line := range strings.Lines(string(messages)) {
		line = strings.TrimSuffix(line, "\n")
		switch m := message.FindStringSubmatch(line); {
		case strings.HasPrefix(line, "note: "):
			continue // nothing is bad
		case strings.HasPrefix(line, "  hint: "):
			hints++
		case m == nil && !regexp.MustCompile(`^\d+ tables, \d+ rows$`).MatchString(line):
			t.Errorf("no message: %s", line)
		case m != nil && m[1] == "error":
			failed, hints = true, 0
			if m[2] == "" && !strings.HasSuffix(line, "[strict]") {
				t.Errorf("an error without a place: %s", line)
			}
		}
		out.WriteString(">>> " + line + "\n")
	}
	items, err := splitScript(string(script))
	if err != nil {
		t.Error(err)
	}
	commit := slices.Contains(items, item{statementItem, "COMMIT"})
	if failed && (commit || hints != 1 || !raise.Match(script)) {
		t.Errorf("commits: %v, hints: %d, the script ends in\n%s", commit, hints, script[max(0, len(script)-300):])
	}
	if !failed && !commit {
		t.Error("there is no error, and it does not commit")
	}
	return out.String()
}
