package sqlite2pg_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/sqlite2pg/sqlite2pg"
	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/check"
	"github.com/sqlite2pg/sqlite2pg/internal/samples"
	"github.com/sqlite2pg/sqlite2pg/rewrite"
)

// FuzzTranslate: whatever the input and the options, the script is one that
// psql reads as it is meant, and the same bytes however the input arrives.
func FuzzTranslate(f *testing.F) {
	for n, dump := range samples.Dumps(f) {
		for _, wish := range []uint16{0, 1, 2, 1 << 4, uint16(n) * 0x9e37} {
			f.Add(dump, wish)
		}
	}
	f.Fuzz(func(t *testing.T, in string, wish uint16) {
		defer noHang(t)()
		opts, window := options(wish)
		defer sqlite2pg.SetWindow(window)()
		first := run(strings.NewReader(in), opts)
		second := run(iotest.OneByteReader(strings.NewReader(in)), opts)
		if first != second {
			t.Fatalf("%+v: got\n%s\n%s\nbyte by byte\n%s\n%s", opts, first.script, first.said, second.script, second.said)
		}
		if err := first.check(opts); err != nil {
			t.Fatalf("%+v: %v\n%s\n%s", opts, err, first.script, first.said)
		}
	})
}

// FuzzCut: input that is cut off is never committed. That is so for any input
// when reading fails, and for input with an open transaction when it just ends.
func FuzzCut(f *testing.F) {
	for n, dump := range samples.Dumps(f) {
		for i := range uint16(8) {
			f.Add(dump, uint16(n)*0x9e37, uint16(len(dump))*i/8)
		}
	}
	closes := regexp.MustCompile(`(?i)commit|end|release`)
	f.Fuzz(func(t *testing.T, in string, wish, cut uint16) {
		defer noHang(t)()
		opts, window := options(wish)
		defer sqlite2pg.SetWindow(window)()
		in = in[:min(int(cut), len(in))]
		dead := run(io.MultiReader(strings.NewReader(in), iotest.ErrReader(errDead)), opts)
		if err := dead.check(opts); err != nil || dead.done {
			t.Fatalf("%+v, with a reader that fails: %v\n%s\n%s", opts, err, dead.script, dead.said)
		}
		if at := closes.FindStringIndex(in); at != nil {
			in = in[:at[0]]
		}
		short := run(strings.NewReader("BEGIN;\n"+in), opts)
		if err := short.check(opts); err != nil || short.done {
			t.Fatalf("%+v, cut off: %v\n%s\n%s", opts, err, short.script, short.said)
		}
	})
}

var errDead = errors.New("the disk has died")

// noHang lets a test that never ends crash, so that its input is kept.
func noHang(t *testing.T) (stop func()) {
	name := t.Name()
	timer := time.AfterFunc(time.Minute, func() { panic(name + " hangs") })
	return func() { timer.Stop() }
}

// options makes options and the size of the window of some bits.
func options(wish uint16) (sqlite2pg.Options, int) {
	take := func(n int) int {
		v := int(wish) & (1<<n - 1)
		wish >>= n
		return v
	}
	opts := sqlite2pg.Options{
		Part:         []sqlite2pg.Part{sqlite2pg.Everything, sqlite2pg.SchemaOnly, sqlite2pg.DataOnly, sqlite2pg.Everything}[take(2)],
		BadText:      []rewrite.BadText{rewrite.RefuseBadText, rewrite.ReplaceBadText, rewrite.StripBadText, rewrite.BytesOfBadText}[take(2)],
		Verify:       take(1) == 1,
		AcceptErrors: take(1) == 1,
		Strict:       take(1) == 1,
		RestrictKey:  []string{"", "key"}[take(1)],
		Identifiers:  []rewrite.Identifiers{rewrite.Preserve, rewrite.Lower, rewrite.Snake, rewrite.Preserve}[take(2)],
		VarcharText:  take(1) == 1,
	}
	window := []int{2 << 20, 1, 64, 300}[take(2)]
	if ty := []string{"", "text", "bytea", "timestamptz", "bigint", "jsonb", "uuid", "numeric(5,2)"}[take(3)]; ty != "" {
		asked, err := rewrite.ParseColumn("*.[a-c]=" + ty)
		if err != nil {
			panic(err)
		}
		opts.Overrides = []rewrite.Override{asked}
	}
	return opts, window
}

// result is what came of a run.
type result struct {
	script, said string
	done         bool // without an error
}

func run(r io.Reader, opts sqlite2pg.Options) result {
	var script bytes.Buffer
	var said strings.Builder
	opts.Overrides = slices.Clone(opts.Overrides) // they know what they were used for
	opts.Warn = func(m diag.Message) { fmt.Fprintln(&said, m.ID, m.Error(), m.Hint) }
	report, err := sqlite2pg.Translate(context.Background(), r, &script, opts)
	fmt.Fprintln(&said, report.Tables, report.Rows, len(report.Types), err)
	return result{script.String(), said.String(), err == nil}
}

// written are the beginnings of the statements that a script may have.
var written = regexp.MustCompile(`^(?:BEGIN$|COMMIT$|SET LOCAL |DO \$sqlite2pg|ANALYZE |CREATE TABLE |ALTER TABLE |CREATE (UNIQUE )?INDEX |` +
	`CALL pg_temp\.sqlite2pg_attempt\(|COPY |CREATE (PROCEDURE|FUNCTION) pg_temp\.sqlite2pg_|CREATE TEMPORARY TABLE sqlite2pg_|` +
	`(INSERT INTO|DELETE FROM) pg_temp\.sqlite2pg_guard)`)

// commands are those of psql that a script may have.
var commands = regexp.MustCompile(`^\\(?:set (?:ON_ERROR_STOP on|ON_ERROR_ROLLBACK off|AUTOCOMMIT on)|(?:un)?restrict key)$`)

// accepted holds the statements that the grammar has accepted: most are the
// same in all scripts.
var accepted = map[string]bool{}

// check checks what holds for all scripts.
func (r *result) check(opts sqlite2pg.Options) error {
	items, err := splitScript(r.script)
	if err != nil {
		return err
	}
	commits, columns, last := 0, 0, ""
	for n, it := range items {
		switch it.kind {
		case commandItem:
			if !commands.MatchString(it.text) {
				return fmt.Errorf("the command %q", it.text)
			}
		case statementItem:
			if !written.MatchString(it.text) {
				return fmt.Errorf("the statement %q", it.text)
			}
			if !accepted[it.text] {
				if err := (check.Grammar{}).Check(it.text); err != nil {
					return fmt.Errorf("%w in the statement %q", err, it.text)
				}
				if n < 40 && len(accepted) < 10_000 {
					accepted[it.text] = true
				}
			}
			if it.text == "COMMIT" {
				commits++
			}
			last = it.text
			columns = countNames(it.text)
			switch creates := strings.HasPrefix(it.text, "CREATE TABLE "); {
			case opts.Part == sqlite2pg.SchemaOnly && strings.HasPrefix(it.text, "COPY "), opts.Part == sqlite2pg.DataOnly && creates:
				return fmt.Errorf("the statement %q in such a script", it.text)
			}
		case dataItem:
			failed := !r.done && !slices.ContainsFunc(items[n+1:], func(i item) bool { return i.kind == dataItem })
			if err := checkData(it.text, columns, failed); err != nil {
				return err
			}
		}
	}
	if r.done && commits != 1 || !r.done && commits != 0 {
		return fmt.Errorf("%d times COMMIT", commits)
	}
	if !r.done && (!strings.HasPrefix(last, "DO $sqlite2pg") || !strings.Contains(last, "RAISE EXCEPTION USING MESSAGE")) {
		return fmt.Errorf("after a failure, the last statement is %q", last)
	}
	return nil
}

// countNames counts the columns of COPY t (a, "b, c") FROM stdin.
func countNames(sql string) int {
	text := regexp.MustCompile(`"(?:[^"]|"")*"`).ReplaceAllString(sql, "q")
	_, list, _ := strings.Cut(text, "(")
	list, _, _ = strings.Cut(list, ")")
	if list == "" {
		return 0
	}
	return strings.Count(list, ",") + 1
}
