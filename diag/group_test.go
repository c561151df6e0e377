package diag

import (
	"fmt"
	"testing"
)

func TestGroups(t *testing.T) {
	column := func(m *Message, table, column string) *Message { return m.About(Table(table).InColumn(column)) }
	var list []*Message
	for i := range 8 {
		list = append(list, column(NoCase("NOCASE"), "t", fmt.Sprint("c", i)))
	}
	list = append(list, Refusal("x").About(Named("view", "v")), Refusal("x").About(Named("view", "w")),
		column(NoCase("x"), "u", "a"), column(NoCase("y"), "u", "b"), column(NoCase("z"), "u", "c"),
		RowidDropped().About(Table("u")), LeftOut("a", "b").About(Table("u")), LeftOut("c", "d").About(Table("u")), column(NoCase("x"), "", "a"))
	list = append(list, column(NoCase("NOCASE"), "", "a"), column(NoCase("NOCASE"), "", "b"))
	for i := range 3 {
		list = append(list, Renamed(fmt.Sprint("n", i), "why").About(Named("trigger", fmt.Sprint("t", i))))
	}
	want := []string{
		`table "t": columns "c0", "c1", "c2", "c3", "c4" and 3 more: COLLATE NOCASE is kept in keys and indexes only: comparisons in queries are exact in PostgreSQL [collation]`,
		`view "v": x; likewise view "w" [refused]`,
		`table "u", column "a": COLLATE x is kept in keys and indexes only: comparisons in queries are exact in PostgreSQL; likewise columns "b" and "c" [collation]`,
		`table "u": the hidden rowid is not kept: the table has no INTEGER PRIMARY KEY [rowid-dropped]`,
		`table "u": its a is left out: b; and 1 more of this table [left-out]`,
		`table "", column "a": COLLATE x is kept in keys and indexes only: comparisons in queries are exact in PostgreSQL; likewise column "b" [collation]`,
		`trigger "t0": is called "n0" in PostgreSQL: why; likewise triggers "t1" and "t2" [renamed]`,
	}
	groups := GroupMessages(list)
	for i, g := range groups {
		if got := g.Line().Error(); i >= len(want) || got != want[i] {
			t.Errorf("line %d: %s", i, got)
		}
	}
	if len(groups) != len(want) {
		t.Errorf("%d lines, want %d", len(groups), len(want))
	}
	if list[0].Text != NoCase("NOCASE").Text {
		t.Error("a message was changed")
	}
}
