package diag

import (
	"strings"
	"testing"
)

func TestShow(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("a", showMax)
	cases := []struct{ in, want string }{
		{``, `""`},
		{`users`, `"users"`},
		{`it's "so"`, `"it's "so""`},
		{`日本 naïve 🚀`, `"日本 naïve 🚀"`},
		{"a\nb\tc\x00\x1b[31m\x7f", `"a\x0ab\x09c\x00\x1b[31m\x7f"`},
		{"\u0085", `"\u{0085}"`},                       // C1 control
		{"evil\u202egnp.exe", `"evil\u{202e}gnp.exe"`}, // right to left override
		{"a\u2066b\u2069", `"a\u{2066}b\u{2069}"`},
		{"zero\u200bwidth\ufeff", `"zero\u{200b}width\u{feff}"`},
		{"a\u00a0b\u2028", `"a\u{00a0}b\u{2028}"`},
		{"\xff\xc3a\xe2\x82", `"\xff\xc3a\xe2\x82"`},
		{"\ufffd", "\"\ufffd\""}, // written as such, not a decoding error
		{"\xed\xa0\x80", `"\xed\xa0\x80"`},

		{long, `"` + long + `"`},
		{long + "b", `"` + long + `…"`},
		{long[1:] + "é", `"` + long[1:] + `…"`}, // cut before a character, not in it
		{long[2:] + "é", `"` + long[2:] + `é"`},
		{long[3:] + "🚀", `"` + long[3:] + `…"`},
		{long + "\n", `"` + long + `…"`},
	}
	for _, c := range cases {
		if got := Show(c.in); got != c.want {
			t.Errorf("Show(%q)\n got %s\nwant %s", c.in, got, c.want)
		}
		if got := Show([]byte(c.in)); got != c.want {
			t.Errorf("Show of bytes %q\n got %s\nwant %s", c.in, got, c.want)
		}
	}
}

func TestEscape(t *testing.T) {
	t.Parallel()
	cases := []struct{ in, want string }{
		{"", ""},
		{"plain text", "plain text"},
		{strings.Repeat("é", 100), strings.Repeat("é", 100)}, // nothing is cut
		{"\r\n", `\x0d\x0a`},
		{"a\u202eb\x80", `a\u{202e}b\x80`},
		{"\U000e0001", `\u{e0001}`}, // a language tag
	}
	for _, c := range cases {
		if got := Escape(c.in); got != c.want {
			t.Errorf("Escape(%q)\n got %s\nwant %s", c.in, got, c.want)
		}
	}
}

func TestMessage(t *testing.T) {
	t.Parallel()
	cases := []struct {
		m    Message
		want string
	}{
		{Message{ID: "some-id", Text: "it is wrong"}, "it is wrong [some-id]"},
		{Message{ID: "some-id", Text: "it is wrong", Pos: Pos{Offset: 9, Line: 2, Column: 3}}, "2:3: it is wrong [some-id]"},
		{Message{ID: "some-id", Text: "it is wrong", Object: Table("t")}, `table "t": it is wrong [some-id]`},
		{Message{ID: "some-id", Text: "it is wrong", Object: Table("t"), Pos: Pos{Line: 1, Column: 1}, Hint: "fix it"},
			`1:1: table "t": it is wrong [some-id]`}, // the hint is shown apart
	}
	for _, c := range cases {
		if got := c.m.Error(); got != c.want {
			t.Errorf("%+v\n got %s\nwant %s", c.m, got, c.want)
		}
	}
}

func TestPos(t *testing.T) {
	t.Parallel()
	start := Pos{Offset: 10, Line: 3, Column: 5}
	cases := []struct {
		text string
		want Pos
	}{
		{"", start},
		{"ab", Pos{12, 3, 7}},
		{"é", Pos{12, 3, 7}}, // columns count bytes
		{"a\n", Pos{12, 4, 1}},
		{"\n\nab", Pos{14, 5, 3}},
	}
	for _, c := range cases {
		if got := start.Advance([]byte(c.text)); got != c.want {
			t.Errorf("after %q: %+v, want %+v", c.text, got, c.want)
		}
	}
	if (Pos{}).IsValid() || !start.IsValid() {
		t.Error("the zero Pos is no place, all others are")
	}
}
