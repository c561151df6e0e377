package query

import (
	"slices"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// insert translates INSERT and REPLACE. Rows that may meet rows in their way
// are written one by one: PostgreSQL's ON CONFLICT DO UPDATE refuses to change a
// row twice, SQLite does not.
func (b *body) insert(step *ast.InsertStep) ([]pg.PL, error) {
	if err := refuseExtras(step.With, step.Returning, nil, nil); err != nil {
		return nil, err
	}
	rel, err := b.target(step.Table)
	if err != nil {
		return nil, err
	}
	b.into = rel
	columns, err := rel.written(step.Columns)
	if err != nil {
		return nil, err
	}
	if rel.Numbered != nil && slices.Contains(columns, rel.Numbered) {
		if step.Or == "REPLACE" || step.Or == "IGNORE" || step.Upserts != nil {
			return nil, cannot("a conflict of the rowid of %s", diag.Show(rel.Name))
		}
		if err := b.needNumber(rel, rel.Numbered); err != nil {
			return nil, err
		}
	}
	if step.Or != "" && step.Or != "ABORT" && b.in.Facts.Fires(rel.Name, "INSERT") {
		b.note("OR " + step.Or + " holds for this step only, in SQLite also for the triggers that it fires")
	}
	b.noteOr(step.Or)
	if step.Select == nil {
		return []pg.PL{&pg.Insert{Table: rel.PG}}, nil
	}
	if rows := step.Select.Cores[0].Values; rows != nil && len(step.Select.Cores) == 1 && step.Select.Limit == nil {
		return b.insertValues(step, columns, rows)
	}
	q, results, err := b.query(step.Select, b.scope, listed)
	if err != nil {
		return nil, err
	}
	if len(results) != len(columns) {
		return nil, cannot("%d {column|columns} of %s get %d {value|values}", len(columns), diag.Show(rel.Name), len(results))
	}
	kept := slices.Clone(columns)
	for i, c := range columns {
		if c.Identity && results[i].Type.Kind == Null {
			kept[i] = nil
		}
	}
	if q, err = b.convert(q, results, kept); err != nil {
		return nil, err
	}
	var values []Value
	var left []*Column
	for i, c := range kept {
		if c != nil {
			left = append(left, c)
			values = append(values, Value{X: &pg.ColumnOf{Table: rowName, Name: c.PG}, Type: results[i].Type, NotNull: results[i].NotNull})
		}
	}
	one, isSelect := q.(*pg.Select)
	single := isSelect && one.From == nil && one.Values == nil
	loop := b.in.RowByRow || !single && (step.Or == "REPLACE" || step.Or == "IGNORE" && b.in.Facts.Checked(rel.Name) || updates(step.Upserts))
	if single && (step.Or == "REPLACE" || step.Or == "IGNORE" || b.in.RowByRow) && one.Where == nil {
		for i := range values {
			values[i].X = one.Columns[i].Expr
		}
		return b.insertRow(step, left, values)
	}
	if !loop && step.Or != "REPLACE" {
		in := &pg.Insert{Table: rel.PG, Columns: pgNames(left), Query: q}
		if step.Or == "IGNORE" {
			in.Conflict = &pg.Conflict{}
			for i, c := range left {
				if c.NotNull && !values[i].NotNull {
					in.Query = notNull(q, left, values)
					break
				}
			}
		} else if in.Conflict, err = b.upsert(rel, step.Upserts); err != nil {
			return nil, err
		}
		return []pg.PL{in}, nil
	}
	for i := range left { // a record's columns need types, and names
		if s, ok := q.(*pg.Select); ok && len(s.Columns) == len(left) {
			s.Columns[i].As = left[i].PG
			if s.Columns[i].Expr == pg.Keyword("NULL") {
				s.Columns[i].Expr = &pg.Cast{X: pg.Keyword("NULL"), Type: left[i].Type.SQL}
			}
		}
	}
	if s, ok := q.(*pg.Select); !ok || len(s.Columns) != len(left) {
		q = &pg.Select{Columns: []pg.Result{{Expr: &pg.Star{}}}, From: &pg.FromQuery{Query: q, Alias: "q", Columns: pgNames(left)}}
	}
	body, err := b.insertRow(step, left, values)
	b.loops = true
	return []pg.PL{&pg.Loop{Row: rowName, Query: q, Body: body}}, err
}

// rowName is the row of a loop.
const rowName = "new_row"

// notNull passes on the rows of a query that have no NULL where the table
// wants none: OR IGNORE leaves the others out.
func notNull(q pg.Query, columns []*Column, values []Value) pg.Query {
	s := &pg.Select{From: &pg.FromQuery{Query: q, Alias: "q", Columns: pgNames(columns)}}
	for i, c := range columns {
		x := &pg.ColumnOf{Table: "q", Name: c.PG}
		s.Columns = append(s.Columns, pg.Result{Expr: x})
		if c.NotNull && !values[i].NotNull {
			s.Where = and(s.Where, &pg.Postfix{X: x, Op: "IS NOT NULL"})
		}
	}
	return s
}

// and joins two conditions; a nil one is true.
func and(l, r pg.Expr) pg.Expr {
	if l == nil {
		return r
	}
	return &pg.Binary{Op: "AND", L: l, R: r}
}

func updates(list []ast.Upsert) bool { return len(list) > 0 && list[0].Set != nil }

// written are the columns that an INSERT writes, in its order.
func (rel *Relation) written(list []ast.Name) ([]*Column, error) {
	var out []*Column
	if len(list) == 0 {
		for _, c := range rel.Columns {
			if !c.Generated && !c.Hidden {
				out = append(out, c)
			}
		}
		return out, nil
	}
	for _, n := range list {
		c, err := rel.columnNamed(n.Text)
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, nil
}

// insertValues translates VALUES: in one statement, or each row in its own if
// rows may be in their way.
func (b *body) insertValues(step *ast.InsertStep, columns []*Column, rows [][]ast.Expr) ([]pg.PL, error) {
	values := make([][]Value, len(rows))
	allNull := make([]bool, len(columns))
	for i := range columns {
		allNull[i] = columns[i].Identity
	}
	for r, row := range rows {
		if len(row) != len(columns) {
			return nil, cannot("%d {column|columns} of %s get %d {value|values}", len(columns), diag.Show(b.into.Name), len(row))
		}
		for i, x := range row {
			v, err := b.Value(x, b.scope)
			if err != nil {
				return nil, err
			}
			allNull[i] = allNull[i] && v.Type.Kind == Null
			if v.X, err = b.assignKey(columns[i], v); err != nil {
				return nil, err
			}
			values[r] = append(values[r], v)
		}
	}
	drop := func(i int) bool { return allNull[i] }
	kept := without(columns, drop)
	for r := range values {
		values[r] = without(values[r], drop)
	}
	if step.Or == "" && !updates(step.Upserts) || len(rows) == 1 && step.Or != "IGNORE" && step.Or != "REPLACE" {
		conflict, err := b.upsert(b.into, step.Upserts)
		if err != nil {
			return nil, err
		}
		in := &pg.Insert{Table: b.into.PG, Columns: pgNames(kept), Conflict: conflict}
		if len(kept) == 0 { // only keys, which come by themselves
			var out []pg.PL
			for range rows {
				out = append(out, &pg.Insert{Table: b.into.PG, Conflict: conflict})
			}
			return out, nil
		}
		q := &pg.Select{}
		for _, row := range values {
			q.Values = append(q.Values, exprsOf(row))
		}
		in.Query = q
		return []pg.PL{in}, nil
	}
	var out []pg.PL
	for _, row := range values {
		list, err := b.insertRow(step, kept, row)
		if err != nil {
			return nil, err
		}
		out = append(out, list...)
	}
	return out, nil
}

func without[T any](list []T, drop func(int) bool) []T {
	var out []T
	for i, x := range list {
		if !drop(i) {
			out = append(out, x)
		}
	}
	return out
}

func exprsOf(row []Value) []pg.Expr {
	out := make([]pg.Expr, len(row))
	for i, v := range row {
		out[i] = v.X
	}
	return out
}

// insertRow inserts one row of converted values.
func (b *body) insertRow(step *ast.InsertStep, columns []*Column, row []Value) ([]pg.PL, error) {
	in := &pg.Insert{Table: b.into.PG, Columns: pgNames(columns)}
	switch step.Or {
	case "IGNORE":
		in.Conflict = &pg.Conflict{}
		var where pg.Expr
		for i, c := range columns {
			if !c.NotNull || c.Identity || row[i].NotNull {
				continue
			}
			if row[i].Type.Kind == Null {
				return nil, nil // never inserted
			}
			where = and(where, &pg.Postfix{X: row[i].X, Op: "IS NOT NULL"})
		}
		in.Query = rowQuery(row, where)
		if b.in.Facts.Checked(b.into.Name) {
			return []pg.PL{&pg.Try{Body: []pg.PL{in}, Conditions: []string{"check_violation"}}}, nil
		}
		return []pg.PL{in}, nil
	case "REPLACE":
		return b.replace(in, columns, row)
	}
	var err error
	in.Query = rowQuery(row, nil)
	in.Conflict, err = b.upsert(b.into, step.Upserts)
	return []pg.PL{in}, err
}

// rowQuery is VALUES (row), or SELECT row WHERE.
func rowQuery(row []Value, where pg.Expr) pg.Query {
	if where == nil {
		return &pg.Select{Values: [][]pg.Expr{exprsOf(row)}}
	}
	s := &pg.Select{Where: where}
	for _, x := range exprsOf(row) {
		s.Columns = append(s.Columns, pg.Result{Expr: x})
	}
	return s
}

// replace completes an INSERT OR REPLACE: the rows in the way go first
// (https://sqlite.org/lang_conflict.html). SQLite fires no DELETE triggers for
// them while recursive triggers are off, but foreign keys act.
func (b *body) replace(in *pg.Insert, columns []*Column, row []Value) ([]pg.PL, error) {
	rel, facts := b.into, b.in.Facts
	if rel.OtherKeys {
		return nil, cannot("REPLACE in %s, which has keys that are more than columns", diag.Show(rel.Name))
	}
	for i, c := range columns { // a NULL where the table wants none becomes the default
		if c.NotNull && !c.Identity && c.Default != nil && !row[i].NotNull {
			if row[i].Type.Kind == Null {
				row[i].X = c.Default
			} else {
				row[i].X = call("coalesce", row[i].X, c.Default)
			}
			row[i].NotNull = true
		}
	}
	in.Query = rowQuery(row, nil)
	var keys [][]*Column
	for _, key := range rel.Unique {
		given := true
		for _, c := range key {
			i := slices.Index(columns, c)
			if i < 0 && c.Default != nil {
				return nil, cannot("REPLACE, where a key is a default")
			}
			given = given && i >= 0 && row[i].Type.Kind != Null // else it is NULL or a new key: in nobody's way
		}
		if given {
			keys = append(keys, key)
		}
	}
	fires := facts.Fires(rel.Name, "INSERT") || facts.Fires(rel.Name, "UPDATE") || facts.Fires(rel.Name, "DELETE")
	switch {
	case len(keys) == 0:
		return []pg.PL{in}, nil
	case facts.Fires(rel.Name, "DELETE"):
		return nil, cannot("REPLACE in %s, whose DELETE triggers PostgreSQL would fire", diag.Show(rel.Name))
	case len(keys) == 1 && !fires && !facts.Cascades(rel.Name):
		in.Conflict = &pg.Conflict{Target: nameExprs(keys[0])}
		for _, c := range rel.Columns {
			if !slices.Contains(keys[0], c) && !c.Generated && c.Missing == "" {
				in.Conflict.Set = append(in.Conflict.Set, pg.Set{Columns: []string{c.PG}, Expr: &pg.ColumnOf{Table: "excluded", Name: c.PG}})
			}
		}
		return []pg.PL{in}, nil
	}
	var where pg.Expr
	for _, key := range keys {
		var same pg.Expr
		for _, c := range key {
			same = and(same, &pg.Binary{Op: "=", L: &pg.ColumnOf{Table: rel.PG, Name: c.PG}, R: row[slices.Index(columns, c)].X})
		}
		if where == nil {
			where = same
		} else {
			where = &pg.Binary{Op: "OR", L: where, R: same}
		}
	}
	return []pg.PL{&pg.Delete{Table: rel.PG, Where: where}, in}, nil
}

func nameExprs(columns []*Column) []pg.Expr {
	out := make([]pg.Expr, len(columns))
	for i, c := range columns {
		out[i] = pg.Name(c.PG)
	}
	return out
}

// upsert translates ON CONFLICT. https://sqlite.org/lang_upsert.html
func (b *body) upsert(rel *Relation, list []ast.Upsert) (*pg.Conflict, error) {
	if len(list) == 0 {
		return nil, nil
	}
	u := list[0]
	if len(list) > 1 {
		return nil, cannot("several ON CONFLICT clauses, of which PostgreSQL has one")
	}
	out := &pg.Conflict{}
	scope := &Scope{Outer: b.scope, Sources: []*Source{rel.source()}}
	var columns []*Column
	for _, key := range u.Target {
		ref, ok := key.Expr.(*ast.ColumnRef)
		if !ok || key.Collation != "" && fold(key.Collation) != "binary" {
			return nil, at(key.Expr, cannot("ON CONFLICT over an expression"))
		}
		c, err := rel.columnNamed(ref.Name)
		if err != nil {
			return nil, err
		}
		columns = append(columns, c)
	}
	var err error
	if u.TargetWhere != nil {
		if out.TargetWhere, err = b.Condition(u.TargetWhere, &Scope{Sources: []*Source{rel.source()}, bare: true}); err != nil {
			return nil, err
		}
	} else if columns != nil && !slices.ContainsFunc(rel.Unique, func(key []*Column) bool { return sameColumns(key, columns) }) {
		return nil, cannot("ON CONFLICT over columns of %s that are no key in PostgreSQL", diag.Show(rel.Name))
	}
	if columns == nil && updates(list) {
		if len(rel.Unique) != 1 {
			return nil, cannot("ON CONFLICT DO UPDATE without a key, which PostgreSQL wants")
		}
		columns = rel.Unique[0]
	}
	if columns != nil {
		out.Target = nameExprs(columns)
	}
	if !updates(list) {
		return out, nil
	}
	scope.Sources = append(scope.Sources, &Source{Name: "excluded", Ref: "excluded", Relation: rel, Named: true})
	if out.Set, err = b.set(rel, u.Set, scope); err != nil {
		return nil, err
	}
	if u.Where != nil {
		out.Where, err = b.Condition(u.Where, scope)
	}
	return out, err
}

func sameColumns(a, b []*Column) bool {
	if len(a) != len(b) {
		return false
	}
	for _, c := range a {
		if !slices.Contains(b, c) {
			return false
		}
	}
	return true
}
