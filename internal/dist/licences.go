package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// licenceFile are the names under which modules keep their licences.
var licenceFile = regexp.MustCompile(`(?i)^((un)?licen[cs]e|copying|notice|patents)([.-].*)?$`)

// insidePgQuery are the C libraries inside pg_query_go: their licence is the
// first comment of a file.
var insidePgQuery = []struct{ name, file string }{
	{"protobuf-c", "parser/protobuf-c.c"},
	{"xxHash", "parser/include/xxhash/xxhash.h"},
}

const pgQuery = "github.com/pganalyze/pg_query_go/v5"

// licences are the licences of all that is linked into the binary: this program,
// Go's own library, modules, the C code inside of them, and the C library.
func (m machine) licences() (string, error) {
	var b strings.Builder
	add := func(what string, texts ...string) {
		line := strings.Repeat("=", 78)
		fmt.Fprintf(&b, "%s\n%s\n%s\n\n", line, what, line)
		for _, text := range texts {
			b.WriteString(strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n")) + "\n\n")
		}
	}
	own, err := os.ReadFile("LICENSE")
	if err != nil {
		return "", err
	}
	add("sqlite2pg", string(own))

	root, err := output(m.goCommand("env", "GOROOT"))
	if err != nil {
		return "", err
	}
	texts, err := licencesIn(root)
	if err != nil {
		return "", err
	}
	add("Go's standard library", texts...)

	modules, err := m.modules()
	if err != nil {
		return "", err
	}
	for _, module := range modules {
		texts, err := licencesIn(module.dirs...)
		if err != nil {
			return "", err
		}
		add(module.name, texts...)
		if !strings.HasPrefix(module.name, pgQuery+" ") {
			continue
		}
		for _, part := range insidePgQuery {
			text, err := firstComment(filepath.Join(module.dirs[0], part.file))
			if err != nil {
				return "", err
			}
			add(part.name+", inside "+module.name, text)
		}
	}
	for _, library := range []string{"libc.a", "libgcc.a"} {
		text, err := m.libraryLicence(library)
		if err != nil {
			return "", err
		}
		add(fmt.Sprintf("%s, as Debian says of the package that has it", library), text)
	}
	add("To link again", "The GNU C library is linked statically, under the LGPL. With the source of sqlite2pg\nof the commit that `sqlite2pg --version` says, `make dist` links it with any other version.")
	return b.String(), nil
}

// module is a module that packages are linked from: its name with the version,
// its folder, and the folders of these packages.
type module struct {
	name string
	dirs []string
}

func (m machine) modules() ([]module, error) {
	out, err := output(m.goCommand("list", "-deps", "-tags", tags, "-f", "{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}}\t{{.Dir}}\t{{$.Dir}}{{end}}{{end}}", "./cmd/sqlite2pg"))
	if err != nil {
		return nil, err
	}
	var list []module
	for line := range strings.Lines(out) {
		f := strings.Split(strings.TrimSpace(line), "\t")
		if len(f) != 3 {
			continue // this module, or the standard library
		}
		i := slices.IndexFunc(list, func(m module) bool { return m.name == f[0] })
		if i < 0 {
			i = len(list)
			list = append(list, module{f[0], []string{f[1]}})
		}
		if !slices.Contains(list[i].dirs, f[2]) {
			list[i].dirs = append(list[i].dirs, f[2])
		}
	}
	slices.SortFunc(list, func(a, b module) int { return strings.Compare(a.name, b.name) })
	return list, nil
}

// licencesIn reads the licences in folders. The first one must have any.
func licencesIn(dirs ...string) ([]string, error) {
	var texts []string
	for i, dir := range dirs {
		entries, err := os.ReadDir(dir)
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			if e.IsDir() || !licenceFile.MatchString(e.Name()) {
				continue
			}
			text, err := os.ReadFile(filepath.Join(dir, e.Name()))
			if err != nil {
				return nil, err
			}
			if !slices.Contains(texts, string(text)) {
				texts = append(texts, string(text))
			}
		}
		if i == 0 && len(texts) == 0 {
			return nil, fmt.Errorf("no licence in %s", dir)
		}
	}
	return texts, nil
}

// firstComment is the text of the comment that a C file begins with.
func firstComment(file string) (string, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return "", err
	}
	head, _, found := strings.Cut(string(text), "*/")
	if !found || !strings.HasPrefix(head, "/*") || !strings.Contains(head, "Copyright") {
		return "", fmt.Errorf("%s does not begin with a licence", file)
	}
	return regexp.MustCompile(`(?m)^ ?\* ?|^/\*`).ReplaceAllString(head, ""), nil
}

// libraryLicence is what Debian says of the package that a library of the
// compiler comes from.
func (m machine) libraryLicence(library string) (string, error) {
	file, err := command(m.cc, "-print-file-name="+library)
	if err != nil {
		return "", err
	}
	if file, err = filepath.EvalSymlinks(file); err != nil {
		return "", err
	}
	owner, err := command("dpkg", "-S", file)
	if err != nil {
		return "", errors.Join(errors.New("the licence of the C library is looked up as Debian and Ubuntu keep it"), err)
	}
	name, _, _ := strings.Cut(owner, ":")
	text, err := os.ReadFile(filepath.Join("/usr/share/doc", name, "copyright"))
	return string(text), err
}
