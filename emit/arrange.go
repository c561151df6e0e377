package emit

import (
	"slices"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
)

// Arrange returns the objects as a script for people has them, where nothing is
// loaded in between: keys, checks and foreign keys stand inside CREATE TABLE, and
// tables come after those they refer to where that is possible. A foreign key
// that closes a circle, or refers to what only an index makes a key, follows.
func Arrange(objects []*pg.Object) []*pg.Object {
	order, follows := parentsFirst(objects)
	tables := map[string]*pg.CreateTable{}
	var out, rest []*pg.Object
	for _, o := range order {
		arranged, table := *o, *o.Statement.(*pg.CreateTable)
		arranged.Statement = &table
		tables[table.Name] = &table
		out = append(out, &arranged)
	}
	for _, o := range objects {
		table := tables[o.Table]
		switch st := o.Statement.(type) {
		case *pg.CreateTable:
		case *pg.AddConstraint:
			if follows[o] {
				rest = append(rest, o)
				continue
			}
			table.Constraints = append(slices.Clip(table.Constraints), st.Constraint)
		case *pg.AddColumns:
			table.Columns = append(slices.Clip(table.Columns), st.Columns...)
		default:
			rest = append(rest, o)
		}
	}
	if len(out) > 0 {
		out[0].Helpers = helpersOfTables(objects)
	}
	return append(out, rest...)
}

// helpersOfTables are the helpers of all tables and of what is made of them: they
// stand above the first one.
func helpersOfTables(objects []*pg.Object) []*pg.CreateFunction {
	var out []*pg.CreateFunction
	for _, kind := range []pg.Kind{pg.KindTable, pg.KindKey, pg.KindIndex, pg.KindCheck} {
		for _, o := range objects {
			if o.Kind == kind {
				out = append(out, o.Helpers...)
			}
		}
	}
	return out
}

// parentsFirst orders the tables so that parents come before their children,
// otherwise as they came, and returns the foreign keys that must follow them.
func parentsFirst(objects []*pg.Object) (order []*pg.Object, follows map[*pg.Object]bool) {
	tables := map[string]*pg.Object{}
	keys := map[string][]*pg.Object{} // foreign keys by child
	follows = map[*pg.Object]bool{}
	for _, o := range objects {
		switch {
		case o.Kind == pg.KindTable:
			tables[o.Name] = o
		case o.Kind != pg.KindForeignKey:
		case slices.ContainsFunc(o.Needs, func(n *pg.Object) bool { return n.Kind == pg.KindIndex }):
			follows[o] = true
		default:
			keys[o.Table] = append(keys[o.Table], o)
		}
	}
	const visiting, done = 1, 2
	state := map[*pg.Object]int{}
	// An explicit stack: a chain of parents may be as long as the schema.
	type frame struct {
		table *pg.Object
		next  int
	}
	for _, root := range objects {
		if root.Kind != pg.KindTable || state[root] != 0 {
			continue
		}
		state[root] = visiting
		stack := []frame{{table: root}}
		for len(stack) > 0 {
			f := &stack[len(stack)-1]
			of := keys[f.table.Name]
			if f.next == len(of) {
				state[f.table] = done
				order = append(order, f.table)
				stack = stack[:len(stack)-1]
				continue
			}
			k := of[f.next]
			f.next++
			parent := tables[k.Statement.(*pg.AddConstraint).Constraint.Parent]
			switch {
			case parent == f.table: // refers to itself: allowed inside CREATE TABLE
			case state[parent] == visiting:
				follows[k] = true
			case state[parent] == 0:
				state[parent] = visiting
				stack = append(stack, frame{table: parent})
			}
		}
	}
	return order, follows
}
