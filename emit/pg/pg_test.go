package pg

import (
	"strings"
	"testing"
)

func TestIdent(t *testing.T) {
	for name, want := range map[string]string{
		"users": "users", "Users": `"Users"`, "user": `"user"`, "a b": `"a b"`, `a"b`: `"a""b"`, "1a": `"1a"`, "_x1": "_x1",
		"": `""`, "é": `"é"`, "a$": `"a$"`, "json_table": `"json_table"`, "a;--": `"a;--"`, "a\nb": "\"a\nb\"",
	} {
		if got := Ident(name); got != want {
			t.Errorf("Ident(%q) = %s, want %s", name, got, want)
		}
	}
}

// No text may end its own dollar quotes.
func TestDollar(t *testing.T) {
	for _, text := range []string{"", "$sql$", "a$sql", "$sql$ $sql1$", "$", "$sql1", "x$sql$1"} {
		got := string(AppendDollar(nil, "sql", text))
		tag := got[:strings.Index(got[1:], "$")+2]
		if got != tag+text+tag || strings.Index(got[len(tag):], tag) != len(text) {
			t.Errorf("AppendDollar(%q) = %s", text, got)
		}
	}
}

func TestCopyText(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "plain": "plain", `\.`: `\\.`, `\N`: `\\N`, "a\tb\nc\rd": `a\tb\nc\rd`, "\b\f\v\x01": "\b\f\v\x01", "'\"": "'\"",
	} {
		if got := string(AppendCopyText(nil, []byte(in))); got != want {
			t.Errorf("AppendCopyText(%q) = %q, want %q", in, got, want)
		}
	}
}
