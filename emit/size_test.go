package emit

import (
	"errors"
	"io"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
)

// An operand that stands twice in itself, sixty times, must not be printed.
func TestRepeatedOperand(t *testing.T) {
	var x pg.Expr = pg.Name("a")
	for range 60 {
		x = &pg.Binary{Op: "+", L: x, R: x}
	}
	w := NewWriter(io.Discard, anything{})
	w.attempts = true
	err := w.Object(&pg.Object{What: "index i", Statement: &pg.CreateIndex{Name: "i", Table: "t", Keys: []pg.Key{{Expr: x}}}})
	var refused *Refused
	if !errors.As(err, &refused) || refused.SQL != "index i" {
		t.Errorf("got %v", err)
	}
	if err := w.Object(&pg.Object{Statement: &pg.CreateIndex{Name: "i", Table: "t", Keys: []pg.Key{{Expr: &pg.Binary{Op: "+", L: pg.Name("a"), R: pg.Name("a")}}}}}); err != nil {
		t.Errorf("a small one: %v", err)
	}
}
