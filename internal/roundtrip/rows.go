package roundtrip

import (
	"fmt"
	"strings"
)

// A value as SQLite stores it. What PostgreSQL prints is a text too, but for a bytea, which is a blob.
type value struct {
	class byte   // the first letter of what typeof() calls it: null, integer, real, text, blob
	text  string // a number in decimal, a real so that it reads as the very same double; or the bytes
}

func (v value) String() string {
	const most = 100
	text := v.text
	if len(text) > most {
		text = text[:most] + "..."
	}
	switch v.class {
	case 'n':
		return "NULL"
	case 't':
		return fmt.Sprintf("%q", text)
	case 'b':
		return fmt.Sprintf("x'%x'", text)
	}
	return text
}

// A row, with the form of each value in which equal values of both databases are spelled the same.
type row struct {
	values []value
	forms  []string
}

// key is equal for equal rows. PostgreSQL's texts hold no NUL that could run two values together.
func (r row) key() string { return strings.Join(r.forms, "\x00") }

// compareRows compares the rows of a table as multisets. The columns are those of PostgreSQL.
func compareRows(table string, columns []column, source, arrived [][]value) []string {
	mixed := make([]bool, len(columns))
	for _, values := range source {
		for i, v := range values {
			mixed[i] = mixed[i] || v.class == 'r'
		}
	}
	from, to := rows(source, columns, mixed), rows(arrived, columns, mixed)
	lost, extra := without(from, to), without(to, from)

	const most = 5
	var diffs []string
	n := max(len(lost), len(extra))
	for len(diffs) < min(n, most) {
		switch {
		case len(lost) == 0:
			diffs = append(diffs, fmt.Sprintf("table %q: only PostgreSQL has the row %v", table, extra[0].values))
			extra = extra[1:]
		case len(extra) == 0:
			diffs = append(diffs, fmt.Sprintf("table %q: only SQLite has the row %v", table, lost[0].values))
			lost = lost[1:]
		default:
			i := nearest(lost[0], extra)
			diffs = append(diffs, changes(table, columns, lost[0], extra[i]))
			lost, extra = lost[1:], append(extra[:i], extra[i+1:]...)
		}
	}
	if n > most {
		diffs = append(diffs, fmt.Sprintf("table %q: %d more rows differ", table, n-most))
	}
	return diffs
}

func rows(all [][]value, columns []column, mixed []bool) []row {
	out := make([]row, len(all))
	for i, values := range all {
		forms := make([]string, len(values))
		for j, v := range values {
			forms[j] = form(v, columns[j].typ, mixed[j])
		}
		out[i] = row{values, forms}
	}
	return out
}

// without returns the rows that are left when each row of others has taken one equal row away.
func without(all, others []row) (left []row) {
	count := map[string]int{}
	for _, r := range others {
		count[r.key()]++
	}
	for _, r := range all {
		if k := r.key(); count[k] > 0 {
			count[k]--
		} else {
			left = append(left, r)
		}
	}
	return left
}

// nearest returns the index of the row that shares the most values with r.
func nearest(r row, others []row) int {
	best, most := 0, -1
	for i, other := range others {
		same := 0
		for j, f := range other.forms {
			if f == r.forms[j] {
				same++
			}
		}
		if same > most {
			best, most = i, same
		}
	}
	return best
}

func changes(table string, columns []column, from, to row) string {
	var b strings.Builder
	fmt.Fprintf(&b, "table %q: row %v:", table, from.values)
	for i, c := range columns {
		if from.forms[i] != to.forms[i] {
			fmt.Fprintf(&b, " column %q of type %s is %v in SQLite, %v in PostgreSQL;", c.name, c.typ, from.values[i], to.values[i])
		}
	}
	return strings.TrimSuffix(b.String(), ";")
}
