package diag

import (
	"fmt"
	"slices"
	"strings"
)

// Group is messages of one id about one table, which a person reads as one, or new
// names of one kind of objects; or a message about something else.
type Group []*Message

// GroupByTable groups messages, in the order of the first of each group.
func GroupByTable(list []*Message) []Group {
	type subject struct {
		id, table, kind string
		inTable         bool
	}
	var out []Group
	at := map[subject]int{}
	for _, m := range list {
		s := subject{m.ID, m.Object.Table, "", m.Object.HasTable}
		if !s.inTable {
			if m.ID != newName || m.Object.Kind == "" {
				out = append(out, Group{m})
				continue
			}
			s.kind = m.Object.Kind
		}
		i, ok := at[s]
		if !ok {
			i, out = len(out), append(out, nil)
			at[s] = i
		}
		out[i] = append(out[i], m)
	}
	return out
}

// newName is the id of what says only how an object is called.
const newName = "renamed"

// maxListed is how many columns a group names.
const maxListed = 5

// Line is the group as a message: that of its first one, which names what else there
// is.
func (g Group) Line() *Message {
	m := *g[0]
	if len(g) == 1 {
		return &m
	}
	var columns []string
	alike, all := true, true
	for _, o := range g {
		alike = alike && o.Text == m.Text && o.Object.HasColumn && o.Object.Kind == "" && o.Object.Row == 0
		all = all && o.Object.HasColumn
		if name := Show(o.Object.Column); o.Object.HasColumn && !slices.Contains(columns, name) {
			columns = append(columns, name)
		}
	}
	switch {
	case alike:
		m.Text = "columns " + listed(columns) + ": " + m.Text
		m.Object = Table(m.Object.Table)
		return &m
	case all && len(columns) > 1:
		what := "column "
		if len(columns) > 2 {
			what = "columns "
		}
		m.Text += "; likewise " + what + listed(columns[1:])
	case !m.Object.HasTable:
		m.Text += "; likewise " + Count(int64(len(g)-1), "more "+m.Object.Kind)
	default:
		m.Text += fmt.Sprintf("; and %d more of this table", len(g)-1)
	}
	return &m
}

// listed names the first of them, and counts the others.
func listed(names []string) string {
	if more := len(names) - maxListed; more > 1 {
		return strings.Join(names[:maxListed], ", ") + fmt.Sprintf(" and %d more", more)
	}
	if last := len(names) - 1; last > 0 {
		return strings.Join(names[:last], ", ") + " and " + names[last]
	}
	return names[0]
}
