package sqlite2pg_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/sqlite2pg/sqlite2pg"
	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
	"github.com/sqlite2pg/sqlite2pg/rewrite/override"
	"github.com/sqlite2pg/sqlite2pg/rewrite/plan"
)

var update = flag.Bool("update", false, "rewrite the wanted files of testdata/golden")

// A golden case is a directory: in.sql, the script want.sql, what is said in
// want.stderr, and options, if any, in a file flags. The frame around the
// statements is the same everywhere and stands in the case "frame" only.
func TestGolden(t *testing.T) {
	cases, err := filepath.Glob("testdata/golden/*")
	if err != nil || len(cases) == 0 {
		t.Fatal("no golden cases", err)
	}
	for _, dir := range cases {
		t.Run(filepath.Base(dir), func(t *testing.T) {
			in, err := os.ReadFile(filepath.Join(dir, "in.sql"))
			if err != nil {
				t.Fatal(err)
			}
			flags, _ := os.ReadFile(filepath.Join(dir, "flags"))
			script, said := translate(t, in, string(flags))
			if name := filepath.Base(dir); strings.HasPrefix(name, "error-") && !strings.Contains("\n"+string(said), "\nerror: ") {
				t.Errorf("a case named %s has no error", name)
			}
			if name := filepath.Base(dir); name != "frame" && name != "clean" {
				script = withoutFrame(script)
			}
			compare(t, filepath.Join(dir, "want.sql"), script)
			compare(t, filepath.Join(dir, "want.stderr"), said)
		})
	}
}

// optionsOf are the options that the flags of a golden case mean, and whether how much
// of the input comes at a time may show in the script.
func optionsOf(t *testing.T, flags string) (opts sqlite2pg.Options, parts bool) {
	t.Helper()
	for _, f := range strings.Fields(flags) {
		switch name, value, _ := strings.Cut(f, "="); name {
		case "--schema-only":
			opts.Part = sqlite2pg.SchemaOnly
		case "--data-only":
			opts.Part = sqlite2pg.DataOnly
		case "--bad-text":
			opts.BadText = override.BadText(value)
		case "--comments":
			opts.Comments = true
		case "--fts":
			opts.FTS = plan.FTS(value)
		case "--verify":
			opts.Verify = true
		case "--schema":
			opts.Schema = value
		case "--clean":
			opts.Clean = true
		case "--nocase":
			opts.Caseless = value == "citext"
		case "--citus":
			opts.Citus = true
		case "--add-column":
			column, rest, _ := strings.Cut(value, "=")
			typ, word, _ := strings.Cut(rest, ":")
			opts.Added = append(opts.Added, sqlite2pg.AddedColumn{Table: "*", Column: strings.TrimPrefix(column, "*."), Type: typ, Value: word})
		case "--rows-per-insert":
			n, err := strconv.Atoi(value)
			if err != nil {
				t.Fatal(err)
			}
			opts.RowsPerInsert = n
		case "--strict":
			opts.Strict = true
		case "--accept-errors":
			opts.AcceptErrors = true
		case "--column", "--cast":
			parse := override.ParseColumn
			if name == "--cast" {
				parse = override.ParseCast
			}
			o, err := parse(value)
			if err != nil {
				t.Fatal(err)
			}
			opts.Overrides = append(opts.Overrides, o)
		case "--identifiers":
			opts.Identifiers = catalog.Identifiers(value)
		case "parts": // no flag, either: how much of a row too long to hold is written when it fails depends on the reads
			parts = true
		case "window": // no flag of the command: the bytes looked at before types are decided
			n, err := strconv.Atoi(value)
			if err != nil {
				t.Fatal(err)
			}
			opts = sqlite2pg.WithWindow(opts, n)
		case "hold": // no flag either: the bytes held of a row
			n, err := strconv.Atoi(value)
			if err != nil {
				t.Fatal(err)
			}
			opts = sqlite2pg.WithHold(opts, n)
		default:
			t.Fatalf("unknown flag %q", f)
		}
	}
	return opts, parts
}

// translate returns the script and the messages for a dump. Reading it byte by
// byte must give the same.
func translate(t *testing.T, in []byte, flags string) (script, said []byte) {
	t.Helper()
	opts, parts := optionsOf(t, flags)
	run := func(oneByOne bool) ([]byte, []byte) {
		var out, messages bytes.Buffer
		say := func(m *diag.Message) {
			fmt.Fprintf(&messages, "%v: %v\n", m.Severity, m)
			if m.Hint != "" {
				fmt.Fprintf(&messages, "  hint: %s\n", m.Hint)
			}
		}
		opts.Warn = say
		var r interface{ Read([]byte) (int, error) } = bytes.NewReader(in)
		if oneByOne {
			r = iotest.OneByteReader(r)
		}
		report, err := sqlite2pg.Translate(context.Background(), r, &out, opts)
		if err != nil {
			say(err.(*diag.Message))
		} else {
			fmt.Fprintf(&messages, "%d tables, %d rows\n", report.Tables, report.Rows)
		}
		return out.Bytes(), messages.Bytes()
	}
	script, said = run(false)
	script1, said1 := run(true)
	if !parts && !bytes.Equal(script, script1) || !bytes.Equal(said, said1) {
		t.Errorf("another result when the input comes byte by byte:\n%s%s", script1, said1)
	}
	return script, said
}

// withoutFrame cuts the head and the end that all scripts of a kind share.
func withoutFrame(script []byte) []byte {
	for _, mark := range []string{"END\n$sqlite2pg$;\n\nSET LOCAL client_min_messages = warning;\n\n", "END\n$sqlite2pg$;\n\n", "idle_in_transaction_session_timeout = 0;\n\n"} {
		head, rest, ok := bytes.Cut(script, []byte("CREATE PROCEDURE pg_temp.sqlite2pg_attempt"))
		if !ok {
			rest = head
		}
		if _, after, ok := bytes.Cut(rest, []byte(mark)); ok {
			script = after
			break
		}
	}
	body, _, _ := bytes.Cut(script, []byte("DELETE FROM pg_temp.sqlite2pg_guard;"))
	return roomCall.ReplaceAll(body, nil)
}

// roomCall is what stands before each table.
var roomCall = regexp.MustCompile(`(?m)^CALL pg_temp\.sqlite2pg_room\(.*\);\n\n`)

func compare(t *testing.T, path string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(want, got) {
		t.Errorf("%s differs (refresh with: go test . -run %s -update)\n--- want\n%s\n--- got\n%s", path, strings.Split(t.Name(), "/")[0], want, got)
	}
}
