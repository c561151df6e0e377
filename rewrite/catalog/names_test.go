package catalog

import (
	"strings"
	"testing"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
)

func TestSnake(t *testing.T) {
	for name, want := range map[string]string{
		"OrderItems": "order_items", "orderID": "order_id", "HTTPServer": "http_server", "already_snake": "already_snake",
		"Unit Price": "unit_price", "ÄnderungAm": "änderung_am", "X": "x", "v2Beta": "v2_beta", "": "",
	} {
		if got := Snake.Spell(name); got != want {
			t.Errorf("snake of %q is %q, want %q", name, got, want)
		}
	}
}

func TestLimit(t *testing.T) {
	long := strings.Repeat("ä", 40)
	a, b := limit(long+"1"), limit(long+"2")
	if len(a) > pg.MaxName || len(b) > pg.MaxName || a == b || !strings.HasPrefix(a, "ää") || strings.ToValidUTF8(a, "?") != a {
		t.Errorf("long names became %q and %q", a, b)
	}
	if exact := strings.Repeat("x", pg.MaxName); limit(exact) != exact {
		t.Error("a name of 63 bytes must stay")
	}
	ns := Namespace{}
	first, second := ns.Take(long), ns.Take(long)
	if first == second || len(second) > pg.MaxName {
		t.Errorf("the same name twice gave %q and %q", first, second)
	}
}

// The same name very often must not cost ever more.
func TestTakeIsLinear(t *testing.T) {
	ns := Namespace{}
	ns.Reserve("i_3")
	got := ""
	for range 200_000 {
		got = ns.Take("i")
	}
	if got != "i_200001" {
		t.Errorf("the last of 200000 is %s", got)
	}
}
