package diag

import (
	"fmt"
	"slices"
	"strings"
)

// Group is messages that a person reads as one: of one id about one table, or that say
// the same of several tables or other objects of a kind, or that have new names for such.
type Group []*Message

// GroupMessages groups messages, in the order of the first of each group.
func GroupMessages(list []*Message) []Group {
	type subject struct{ id, table, kind, name, text string }
	inTable := gather(list, func(m *Message) (subject, bool) {
		s := subject{id: m.ID, table: m.Object.Table}
		if m.Object.Kind == "index" { // each is to be named
			s.kind, s.name = m.Object.Kind, m.Object.Name
		}
		return s, m.Object.HasTable
	})
	var firsts []*Message
	groups := map[*Message]Group{}
	for _, g := range inTable {
		firsts = append(firsts, g[0])
		groups[g[0]] = g
	}
	var out []Group
	for _, g := range gather(firsts, func(m *Message) (subject, bool) {
		o := m.Object
		s := subject{id: m.ID, kind: o.what(), text: m.Text}
		if m.ID == newName {
			s.text = ""
		}
		return s, s.kind != "" && len(groups[m]) == 1 && !o.HasColumn && o.Row == 0
	}) {
		if len(g) == 1 {
			g = groups[g[0]]
		}
		out = append(out, g)
	}
	return out
}

// gather puts those together that have the same subject, if they have any.
func gather[S comparable](list []*Message, subject func(*Message) (S, bool)) []Group {
	var out []Group
	at := map[S]int{}
	for _, m := range list {
		s, ok := subject(m)
		i, known := at[s]
		if !ok || !known {
			i, out = len(out), append(out, nil)
		}
		if ok {
			at[s] = i
		}
		out[i] = append(out[i], m)
	}
	return out
}

// what is the kind of object that o is: "" for the input as a whole.
func (o Object) what() string {
	if o.Kind == "" && o.HasTable {
		return "table"
	}
	return o.Kind
}

// name is what the object is called, or the table that it is a part of.
func (o Object) name() string {
	if o.Kind != "" {
		return Show(o.Name)
	}
	return Show(o.Table)
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
	first := m.Object
	sameTable, alike := true, true
	var columns, others []string
	counts := map[string]string{} // of values, by column
	for i, o := range g {
		sameTable = sameTable && first.HasTable && o.Object.HasTable && o.Object.Table == first.Table
		alike = alike && o.Text == m.Text && o.Object.HasColumn && o.Object.Kind == "" && o.Object.Row == 0
		if name := Show(o.Object.Column); o.Object.HasColumn && !slices.Contains(columns, name) {
			if columns = append(columns, name); o.Values > 0 {
				counts[name] = fmt.Sprintf(" (%d)", o.Values)
			}
		}
		if i > 0 {
			others = append(others, o.Object.name())
		}
	}
	switch {
	case !sameTable:
		m.Text += "; likewise " + named(first.what(), others)
	case alike:
		m.Text = named("column", columns) + ": " + m.Text
		m.Object = Table(first.Table)
	case len(columns) > 1:
		columns = columns[1:]
		for i, name := range columns {
			columns[i] += counts[name]
		}
		m.Text += m.count() + "; likewise " + named("column", columns)
		m.Values = 0
	default:
		m.Text += fmt.Sprintf("; and %d more of this table", len(g)-1)
	}
	return &m
}

// named is the first of some names of things, and a count of the others.
func named(what string, names []string) string {
	if len(names) > 1 {
		what = strings.TrimPrefix(Count(2, what), "2 ")
	}
	return what + " " + listed(names)
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
