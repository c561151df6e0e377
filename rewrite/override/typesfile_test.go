package override

import (
	"slices"
	"strings"
	"testing"
)

func TestTypesFileNames(t *testing.T) {
	list := []Decision{
		{"plain", "two words", "text", "text", "declared TEXT"},
		{"tab\there", "line\nbreak", "bigint", "integer", "a\treason\nof lines"},
		{"#hash", `"quoted"`, "boolean", "0-1", ""},
		{"", "ünï", "uuid", "uuid", ""},
	}
	var file strings.Builder
	if err := WriteTypes(&file, slices.Values(list)); err != nil {
		t.Fatal(err)
	}
	got, err := ReadTypes(strings.NewReader(file.String()))
	if err != nil || len(got) != len(list) {
		t.Fatalf("%d of %d lines, %v:\n%s", len(got), len(list), err, file.String())
	}
	for i, d := range list {
		if got[i].Table != d.Table || got[i].Column != d.Column || got[i].Type != d.Type {
			t.Errorf("%+v is read back as %+v", d, got[i])
		}
	}
}

func TestTypesFileErrors(t *testing.T) {
	for file, want := range map[string]string{
		"t\tc\ttext":                              "line 1: table, column, type and encoding are wanted, with a tab between them",
		"# ok\n\n\"t\tc\ttext\ttext":              `line 3: the name ""t" is not rightly quoted`,
		"t\tc\tmoney\ttext":                       `line 1: there is no type "money" with encoding "text"`,
		"t\tc\ttext\ttext\nT\tC\tbigint\tinteger": "line 2: line 1 has the same table and column",
		"t\tc\tbigint\tiso":                       `line 1: there is no type "bigint" with encoding "iso"`,
	} {
		_, err := ReadTypes(strings.NewReader(file))
		if err == nil || err.Error() != want {
			t.Errorf("%q: %v, want %s", file, err, want)
		}
	}
}
