package sqlite2pg

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/diag"
)

// misfits are the values that the columns of an application do not take. With the
// first one the script is lost, and the rest of the dump is read for others.
type misfits struct {
	shown []*diag.Message
	more  []*moreMisfits
	seen  map[int64]bool // by their place: rows that wait for their table are read twice
}

// moreMisfits are those of a column beyond what is shown.
type moreMisfits struct {
	first *diag.Message
	count int64
}

// maxMisfits is how many values that do not fit are shown, besides the first of each
// column.
const maxMisfits = 20

// lost reports whether the script cannot be committed any more.
func (in *into) lost() bool { return in != nil && len(in.misfits.shown) > 0 }

// Collect keeps the error of a value that does not fit. It returns false for others.
func (in *into) Collect(err error) bool {
	var m *diag.Message
	if !errors.As(err, &m) || !slices.Contains([]string{"misfit", "not-null", "invalid-utf8", "nul-character"}, m.ID) {
		return false
	}
	in.misfits.add(m)
	return true
}

func (x *misfits) add(m *diag.Message) {
	if x.seen == nil {
		x.seen = map[int64]bool{}
	}
	if at := m.Pos.Offset; x.seen[at] {
		return
	} else if len(x.seen) < 1<<16 { // no more wait
		x.seen[at] = true
	}
	same := func(other *diag.Message) bool {
		return other.Object.Table == m.Object.Table && other.Object.Column == m.Object.Column
	}
	if len(x.shown) < maxMisfits || !slices.ContainsFunc(x.shown, same) {
		x.shown = append(x.shown, m)
		return
	}
	for _, more := range x.more {
		if same(more.first) {
			more.count++
			return
		}
	}
	x.more = append(x.more, &moreMisfits{m, 1})
}

// messages are what there is to show, in the order of the dump.
func (x *misfits) messages() []*diag.Message {
	slices.SortFunc(x.shown, func(a, b *diag.Message) int { return cmp.Compare(a.Pos.Offset, b.Pos.Offset) })
	out := slices.Clone(x.shown)
	for _, more := range x.more {
		o := more.first.Object
		o.Row, o.Key = 0, ""
		out = append(out, diag.IntoMoreMisfits(more.count).At(more.first.Pos).About(o))
	}
	return out
}

// flags are the options that settle them.
func (x *misfits) flags() (flags []string) {
	for _, m := range x.shown {
		for _, f := range m.Flags {
			if !slices.Contains(flags, f) {
				flags = append(flags, f)
			}
		}
	}
	return flags
}

// hint says what may be done, with the options that are ready for a file of flags.
func (x *misfits) hint() string {
	flags, hint := x.flags(), "change the values in SQLite, or the columns in PostgreSQL and run pg_dump again"
	if len(flags) == 0 {
		return hint
	}
	return hint + "; or choose, put into a file, and give it with --flags FILE:\n" + strings.Join(flags, "\n")
}
