package cases

import "testing"

func TestRead(t *testing.T) {
	const text = "# a comment\n\none\n\tits answer\ntwo\n lines\n\tone\n\t\tindented\n\n# new\nthree\n# behind it\nfour\n\t\n# the end\n"
	list, rest, err := Read(text)
	if err != nil || len(list) != 4 || rest != "# the end\n" {
		t.Fatalf("%+v, %q, %v", list, rest, err)
	}
	for i, want := range []Case{
		{"one", "its answer", 3, "# a comment\n\n"}, {"two\n lines", "one\n\tindented", 5, ""}, {"three", "", 11, "\n# new\n"}, {"four", "", 13, "# behind it\n"},
	} {
		if list[i] != want {
			t.Errorf("case %d is %+v, want %+v", i, list[i], want)
		}
	}
	list[2].Want = "an\nanswer"
	if got, want := write(list, rest), "# a comment\n\none\n\tits answer\ntwo\n lines\n\tone\n\t\tindented\n\n# new\nthree\n\tan\n\tanswer\n# behind it\nfour\n\t\n# the end\n"; got != want {
		t.Errorf("written anew: %q, want %q", got, want)
	}
}

func TestReadErrors(t *testing.T) {
	for text, want := range map[string]string{
		"# a\n\tb\n":                 "2: an answer, and nothing that it answers",
		"a\n\tb\n\nc\n\td\na\n\te\n": "6: line 1 has the same case",
	} {
		if _, _, err := Read(text); err == nil || err.Error() != want {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}
