package emit

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
)

// anything is a Checker that accepts all but what holds the word "refuse".
type anything struct{}

func (anything) Check(sql string) error {
	if strings.Contains(sql, "refuse") {
		return errors.New("no")
	}
	return nil
}

func TestExpressionsKeepTheirTree(t *testing.T) {
	n := func(s string) pg.Expr { return pg.Name(s) }
	op := func(l pg.Expr, o string, r pg.Expr) pg.Expr { return &pg.Binary{Op: o, L: l, R: r} }
	for want, x := range map[string]pg.Expr{
		`(a + b) * c`:                 op(op(n("a"), "+", n("b")), "*", n("c")),
		`a AND b AND (c OR d)`:        op(op(n("a"), "AND", n("b")), "AND", op(n("c"), "OR", n("d"))),
		`- (- a)`:                     &pg.Prefix{Op: "-", X: &pg.Prefix{Op: "-", X: n("a")}},
		`(a = b) IS NOT NULL`:         &pg.Postfix{X: op(n("a"), "=", n("b")), Op: "IS NOT NULL"},
		`(a || b) COLLATE "C"`:        &pg.Collate{X: op(n("a"), "||", n("b")), Collation: "C"},
		`(a + b)::bigint`:             &pg.Cast{X: op(n("a"), "+", n("b")), Type: "bigint"},
		`a NOT IN (1, 'it''s')`:       &pg.In{X: n("a"), Not: true, List: []pg.Expr{pg.Number("1"), pg.String("it's")}},
		`"Odd""Name" BETWEEN 1 AND 2`: &pg.Between{X: n(`Odd"Name`), Low: pg.Number("1"), High: pg.Number("2")},
	} {
		if got := string(appendExpr(nil, x)); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

// A comment must stay one, whatever line ends and control characters it has.
func TestCommentsStayComments(t *testing.T) {
	got := string(appendComment(nil, "a\nDROP\rTABLE\r\n\\! ls\x00\u2028x\x0bq\u202e"))
	for _, line := range strings.FieldsFunc(got, func(r rune) bool { return r == '\n' || r == '\r' }) {
		if !strings.HasPrefix(line, "-- ") {
			t.Errorf("line %q has left the comment", line)
		}
	}
	if strings.ContainsAny(got, "\x00\x0b\u202e\u2028") {
		t.Errorf("control characters got through: %q", got)
	}
}

func TestRefusedStatementsAreNotWritten(t *testing.T) {
	var out bytes.Buffer
	w := NewWriter(&out, anything{})
	good := &pg.Analyze{Tables: []string{"t"}}
	bad := &pg.Analyze{Tables: []string{"refuse"}}
	var refused *Refused
	w.attempts = true
	attempt := &pg.Object{What: "x", Statement: good, Fallback: []pg.Statement{bad}}
	if err := w.Object(attempt); !errors.As(err, &refused) {
		t.Errorf("an attempt was accepted: %v", err)
	}
	for _, s := range []pg.Statement{bad, &pg.Analyze{Tables: []string{"\xff"}}, &pg.Analyze{Tables: []string{"a\x00"}}} {
		if err := w.Object(&pg.Object{Statement: s}); !errors.As(err, &refused) {
			t.Errorf("%T was accepted: %v", s, err)
		}
	}
	if err := w.Object(&pg.Object{Statement: good}); err != nil {
		t.Error(err)
	}
	w.Flush()
	if got := out.String(); got != "ANALYZE t;\n\n" {
		t.Errorf("written: %q", got)
	}
}

// prepare prepares COPY blocks of a table of one column.
func prepare(t *testing.T, w *Writer, table string) *Copy {
	t.Helper()
	c, err := w.Rows(pg.Qualified{Name: table}, []string{"a"})
	if err != nil {
		t.Fatal(err)
	}
	return c.(*Copy)
}

// Lines of tables by turns are held until there are enough of them, in mid-line,
// too; the first come first, and the current table's block stays open.
func TestCopyByTurns(t *testing.T) {
	var out bytes.Buffer
	w := NewWriter(&out, anything{})
	w.copies.most = 10
	a, b, c := prepare(t, w, "a"), prepare(t, w, "b"), prepare(t, w, "c")
	for _, step := range []struct {
		to   *Copy
		data string
		want string // that is added to the script
	}{
		{a, "a1\n", "COPY a (a) FROM stdin;\na1\n"},
		{b, "b1\n", ""},
		{a, "a2\n", "a2\n"},
		{c, "c1\n", ""},
		{b, "b2", ""},
		{b, "-end\n", "\\.\n\nCOPY c (a) FROM stdin;\nc1\n\\.\n\nCOPY b (a) FROM stdin;\nb1\nb2-end\n"},
		{b, "b3\n", "b3\n"},
		{a, "a3\n", ""},
		{b, "b4\n", "b4\n"},
		{c, "c2\n", ""},
		{nil, "", "\\.\n\nCOPY a (a) FROM stdin;\na3\n\\.\n\nCOPY c (a) FROM stdin;\nc2\n\\.\n\n"},
		{a, "a4\n", "COPY a (a) FROM stdin;\na4\n"},
	} {
		out.Reset()
		if step.to == nil {
			w.EndRows()
		} else {
			step.to.Append([]byte(step.data))
		}
		w.Flush()
		if got := out.String(); got != step.want {
			t.Errorf("after %q:\ngot  %q\nwant %q", step.data, got, step.want)
		}
	}
	b.Append([]byte("half a li"))
	out.Reset()
	w.Fail("x")
	w.Flush()
	if got := out.String(); !strings.HasPrefix(got, "\\.\n\nDO ") {
		t.Errorf("a failure wrote %q", got)
	}
}

// A failure in mid-row closes the COPY block before it raises.
func TestFailClosesCopy(t *testing.T) {
	var out bytes.Buffer
	w := NewWriter(&out, anything{})
	prepare(t, w, "t").Append([]byte("half a li"))
	w.Fail("it's $sqlite2pg$ over\n\\! ls")
	w.Flush()
	want := "COPY t (a) FROM stdin;\nhalf a li\n\\.\n\nDO $sqlite2pg1$\nBEGIN\n    RAISE EXCEPTION USING MESSAGE = 'sqlite2pg: it''s $sqlite2pg$ over' || chr(10) || '\\! ls';\nEND\n$sqlite2pg1$;\n"
	if got := out.String(); got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}
