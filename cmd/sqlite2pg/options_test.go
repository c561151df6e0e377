package main

import (
	"bytes"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
)

var update = flag.Bool("update", false, "write docs/options.md anew")

// TestOptionTable holds the rules of the table: what the help, the reference and
// pflag need of an option.
func TestOptionTable(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, o := range optionTable {
		if seen[o.name] || seen[o.short] {
			t.Errorf("--%s: its name or letter is another option's, too", o.name)
		}
		seen[o.name], seen[o.short] = true, o.short != ""
		if o.text == "" || strings.HasSuffix(o.text, ".") || unicode.IsUpper(rune(o.text[0])) && !strings.HasPrefix(o.text, "PostgreSQL") {
			t.Errorf("--%s: the line of help %q begins with a capital or ends with a full stop", o.name, o.text)
		}
		if o.name != "help" && !strings.HasSuffix(o.more, ".") {
			t.Errorf("--%s: the text of the reference %q is no sentence", o.name, o.more)
		}
		if !slices.Contains(groups, o.group) {
			t.Errorf("--%s: the help has no group %q", o.name, o.group)
		}
		switch to := o.to(defaults()).(type) {
		case *bool:
			if o.value != "" || o.values != nil || *to {
				t.Errorf("--%s: a switch has no value, and is off", o.name)
			}
		case *string:
			if o.value == "" || *to != "" && !slices.Contains(names(o.values), *to) {
				t.Errorf("--%s: its value has no word, or its default %q is none of its values", o.name, *to)
			}
		case *int:
			if o.value == "" || o.values != nil || *to != 0 {
				t.Errorf("--%s: its value has no word, or is one of a list, or has a default", o.name)
			}
		case *[]string:
			if o.value == "" || o.values != nil {
				t.Errorf("--%s: its value has no word, or it is one of a list, which this test cannot give", o.name)
			}
		default:
			t.Errorf("--%s sets a %T", o.name, to)
		}
	}
}

func TestHelp(t *testing.T) {
	t.Parallel()
	text := help()
	for _, line := range strings.Split(text, "\n") {
		if len(line) > helpWidth || line != strings.TrimRight(line, " ") {
			t.Errorf("a line of the help is longer than %d or ends in a space: %q", helpWidth, line)
		}
	}
	for _, o := range optionTable {
		if !strings.Contains(text, " "+o.synopsis()+" ") && !strings.Contains(text, " "+o.synopsis()+"\n") {
			t.Errorf("the help lacks %s", o.synopsis())
		}
		for _, v := range o.values {
			if !strings.Contains(text, v.word) {
				t.Errorf("the help lacks the value %s of --%s", v.word, o.name)
			}
		}
	}
}

// Each switch sets its flag, and each option takes its value.
func TestFlags(t *testing.T) {
	t.Parallel()
	for _, o := range optionTable {
		args := []string{"--" + o.name}
		want := "true"
		if o.value != "" {
			want = "a"
			if _, number := o.to(defaults()).(*int); number {
				want = "3"
			}
			if o.values != nil {
				want = o.values[len(o.values)-1].word
			}
			args = append(args, want)
		}
		f := defaults()
		fs := flagSet(f)
		if err := fs.Parse(args); err != nil {
			t.Errorf("%q: %v", args, err)
		}
		got := ""
		switch to := o.to(f).(type) {
		case *bool:
			got = fmt.Sprint(*to)
		case *int:
			got = fmt.Sprint(*to)
		case *string:
			got = *to
		case *[]string:
			got = strings.Join(*to, " ")
		}
		if got != want {
			t.Errorf("%q sets %q", args, got)
		}
	}
}

func TestUsageErrors(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ args, want string }{
		{"--nonsense", "there is no option --nonsense"},
		{"--identifers=lower", "there is no option --identifers: did you mean --identifiers?"},
		{"--schemas", "there is no option --schemas: did you mean --schema?"},
		{"--Verify", "there is no option --Verify: did you mean --verify?"},
		{"--types-in=x", "there is no option --types-in: did you mean --types-out?"},
		{"-x", "there is no option -x"},
		{"--identifiers=snak", `--identifiers takes preserve, lower or snake, not "snak": did you mean snake?`},
		{"--identifiers=Lower", `--identifiers takes preserve, lower or snake, not "Lower": did you mean lower?`},
		{"--identifiers=", `--identifiers takes preserve, lower or snake, not ""`},
		{"--bad-text=ignore", `--bad-text takes error, replace, strip or bytea, not "ignore"`},
		{"--bad-text=repalce", `--bad-text takes error, replace, strip or bytea, not "repalce": did you mean replace?`},
		{"--timestamps=epoch", `--timestamps takes timestamp, timestamptz, text or integer, not "epoch"`},
		{"--timestamps=timestampz", `--timestamps takes timestamp, timestamptz, text or integer, not "timestampz": did you mean timestamp?`},
		{"--fts=vector", `--fts takes table or tsvector, not "vector": did you mean tsvector?`},
		{"--varchar=char", `--varchar takes text, not "char"`},
		{"--file", "--file needs a value: --file FILE"},
		{"-s -a", "--schema-only and --data-only exclude each other"},
		{"--truncate", "--truncate and --on-conflict-do-nothing go with --into or --data-only: --clean drops the tables that are there"},
		{"-a --truncate --on-conflict-do-nothing", "--truncate and --on-conflict-do-nothing exclude each other"},
		{"-a --delete-orphans", "--delete-orphans is for whole migrations, for --into, and for --data-only with --truncate or --on-conflict-do-nothing"},
		{"-a --clean", "--clean drops tables, which the rows alone do not make again: --truncate empties them"},
		{"--if-exists", "--if-exists goes with --clean"},
		{"--add-column=tenant=int:1", "--add-column is TABLE.COLUMN=TYPE:VALUE, such as '*.tenant_id=integer:42'"},
		{"-a --truncate --add-column=*.t=int:1", "--add-column is for whole migrations, for --schema-only and for --data-only: --into, --truncate and --on-conflict-do-nothing do not go with it"},
		{"--citus", "--citus goes with --schema, which names the tenant"},
		{"-n pg_x", "--schema is a name of at most 63 bytes that does not begin with pg_, not \"pg_x\""},
		{"-n $user", "--schema is a name of at most 63 bytes that does not begin with pg_, not \"$user\""},
		{"--schema=", "--schema is a name of at most 63 bytes that does not begin with pg_, not \"\""},
		{"--into f -n x", "--into takes the schemas of its file: --schema does not go with it"},
		{"--rows-per-insert=0", "--rows-per-insert is a number from 1 on"},
		{"--inserts --restrict-key=k", "--restrict-key is for psql, and --inserts writes nothing that only psql knows"},
		{"-s --verify", "--schema-only writes no rows that --verify could compare"},
		{"a b", "one input at a time, not 2: translate each by itself; --schema keeps them apart in PostgreSQL"},
		{"--restrict-key=a-b", `--restrict-key is of letters and digits, not "a-b"`},
	} {
		if _, err := parseFlags(strings.Split(c.args, " ")); err == nil || err.Error() != c.want {
			t.Errorf("%s: %v, and not %s", c.args, err, c.want)
		}
	}
}

// reference is docs/options.md.
func reference() []byte {
	var b bytes.Buffer
	fmt.Fprint(&b, `# Options

`+"`sqlite2pg [OPTION]... [FILE]`"+`. FILE is a dump or a database file; without it, or with `+"`-`"+`, the dump comes from standard input.
An option stands anywhere on the line.

Several options give a column its type. They stand one above the other, and above what the column declares, in this order:
`+"`--column`, `--types`, `--cast`, `--timestamps`, `--varchar`"+`.
`)
	for _, g := range groups {
		fmt.Fprintf(&b, "\n## %s\n", g)
		for _, o := range optionTable {
			if o.group != g {
				continue
			}
			short := ""
			if o.short != "" {
				short = "`-" + o.short + "`, "
			}
			fmt.Fprintf(&b, "\n%s`%s`: %s. %s", short, o.synopsis(), o.text, o.more)
			b.Truncate(len(bytes.TrimRight(b.Bytes(), " ")))
			b.WriteString("\n")
			for i, v := range o.values {
				if i == 0 {
					b.WriteString("\n")
				}
				what := ""
				if v.word == *o.to(defaults()).(*string) {
					what = " (the default)"
				}
				fmt.Fprintf(&b, "- `%s`%s: %s\n", v.word, what, v.text)
			}
		}
	}
	return b.Bytes()
}

// written are the files that are made of the table of options.
var written = []struct {
	path string
	text func() string
}{
	{"../../docs/options.md", func() string { return string(reference()) }},
	{"../../packaging/sqlite2pg.1", manual},
	{"../../packaging/completions/sqlite2pg.bash", bashCompletion},
	{"../../packaging/completions/_sqlite2pg", zshCompletion},
	{"../../packaging/completions/sqlite2pg.fish", fishCompletion},
}

// TestReference compares the files made of the table with it; -update writes them.
func TestReference(t *testing.T) {
	t.Parallel()
	for _, w := range written {
		if *update {
			if err := os.WriteFile(w.path, []byte(w.text()), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := os.ReadFile(w.path); err != nil || string(got) != w.text() {
			t.Errorf("%s is not what the table says (%v): make golden writes it", w.path, err)
		}
	}
}

// TestEveryOptionIsWritten holds that each of these files has each option and
// each of its values: what makes them cannot pass one over.
func TestEveryOptionIsWritten(t *testing.T) {
	t.Parallel()
	for _, w := range written {
		text := strings.NewReplacer(`\-`, "-", `\fB`, " ", `\fR`, " ").Replace(w.text())
		for _, o := range optionTable {
			name := regexp.QuoteMeta(o.name)
			if !regexp.MustCompile(`(--|-l )` + name + `([^a-z-]|$)`).MatchString(text) {
				t.Errorf("%s lacks --%s", w.path, o.name)
			}
			for _, v := range o.values {
				if !regexp.MustCompile(`\b` + regexp.QuoteMeta(v.word) + `\b`).MatchString(text) {
					t.Errorf("%s lacks the value %s of --%s", w.path, v.word, o.name)
				}
			}
		}
	}
}

// foreignOptions are options of other programs that the documentation names.
var foreignOptions = map[string]string{
	"--all":              "gitea doctor check",
	"--disable-triggers": "pg_restore",
	"--exit-code":        "git diff",
	"--exit-on-error":    "pg_restore",
	"--force":            "dropdb",
	"--indent":           "sqlite3's .schema",
	"--long":             "zstd",
	"--newlines":         "sqlite3's .dump",
	"--nosys":            "sqlite3's .dump",
	"--preserve-rowids":  "sqlite3's .dump",
	"--rm":               "docker run",
	"--section":          "pg_restore",
	"--transaction-size": "pg_restore",
	"--yes":              "directus schema",
}

// TestDocsNameOptions holds that the documentation names no option that does not exist.
func TestDocsNameOptions(t *testing.T) {
	t.Parallel()
	var known []string
	for _, o := range optionTable {
		known = append(known, "--"+o.name)
	}
	pages := []string{"../../README.md"}
	filepath.WalkDir("../../docs", func(path string, d fs.DirEntry, err error) error {
		if filepath.Ext(path) == ".md" {
			pages = append(pages, path)
		}
		return err
	})
	found := 0
	for _, page := range pages {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile("(?m)(^|[\\s`(|])(--[a-z][a-z-]*)").FindAllStringSubmatch(string(text), -1) {
			found++
			if !slices.Contains(known, m[2]) && foreignOptions[m[2]] == "" {
				t.Errorf("%s names %s, which is no option", page, m[2])
			}
		}
	}
	if found < 2*len(known) {
		t.Errorf("only %d options are named in %d pages: does the test find them?", found, len(pages))
	}
}
