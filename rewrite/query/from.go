package query

import (
	"strings"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// from translates what stands in FROM, and adds its sources to the scope.
// https://sqlite.org/lang_select.html#determination_of_input_data_from_clause_processing_
func (t *Translator) from(x ast.TableExpr, s *Scope) (pg.From, error) {
	switch x := x.(type) {
	case *ast.Table:
		return t.table(x, s)
	case *ast.TableFunc:
		if match, err := t.searchCall(x, s); err != nil {
			return nil, err
		} else if match != nil {
			s.matches = append(s.matches, match)
			return t.table(&ast.Table{Schema: x.Schema, Name: x.Name, Alias: x.Alias}, s)
		}
		name := or(x.Alias, x.Name.Text)
		call, cols, err := t.TableFunction(x, s)
		if err != nil {
			return nil, err
		}
		src := t.source(name, &Relation{Name: x.Name.Text, Columns: cols, View: true}, s)
		return &pg.FromCall{Call: call, Alias: src.Ref, Columns: pgNames(cols)}, nil
	case *ast.TableSelect:
		return t.fromQuery(x.Select, x.Alias, s)
	case *ast.Join:
		if x.Alias != "" { // (a JOIN b) AS x is a query of its own
			inner := *x
			inner.Alias = ""
			return t.fromQuery(&ast.Select{Cores: []*ast.Core{{Columns: []ast.ResultColumn{{Star: true}}, From: &inner}}}, x.Alias, s)
		}
		return t.joinTables(x, s)
	}
	return nil, cannot("a FROM of an unknown form")
}

func or(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// fromQuery translates a subquery in FROM, which sees what surrounds its query,
// but not its neighbours.
func (t *Translator) fromQuery(q *ast.Select, alias string, s *Scope) (pg.From, error) {
	sub, cols, err := t.query(q, s.Outer, named)
	if err != nil {
		return nil, err
	}
	src := t.source(or(alias, "subquery"), &Relation{Name: alias, Columns: cols, View: true}, s)
	if alias == "" {
		src.Name = sourceMark // no name finds it
	}
	f := &pg.FromQuery{Query: sub, Alias: src.Ref}
	if unnamed(sub, cols) {
		f.Columns = pgNames(cols)
	}
	return f, nil
}

// unnamed reports whether the first arm of a query does not give its columns
// their names: VALUES gives its own.
func unnamed(q pg.Query, cols []*Column) bool {
	for {
		switch arm := q.(type) {
		case *pg.Compound:
			q = arm.Left
			continue
		case *pg.Select:
			return arm.Values != nil && (len(cols) == 0 || cols[0].PG != "column1")
		}
		return false
	}
}

// source adds a relation to the scope. PostgreSQL wants names in one FROM to
// differ, and a name from outside is hidden by the same one inside.
func (t *Translator) source(alias string, r *Relation, s *Scope) *Source {
	taken := map[string]int{}
	for o := s; o != nil; o = o.Outer {
		for _, src := range o.Sources {
			taken[src.Ref] = 2
		}
	}
	src := &Source{Name: fold(alias), Relation: r}
	if r.PG != "" && alias == r.Name && taken[r.PG] == 0 {
		src.Ref = r.PG
	} else {
		src.Ref = t.name(taken, alias)
	}
	s.Sources = append(s.Sources, src)
	return src
}

// catalogTables are SQLite's own.
// https://sqlite.org/schematab.html
var catalogTables = map[string]bool{
	"sqlite_master": true, "sqlite_schema": true, "sqlite_temp_master": true, "sqlite_temp_schema": true,
	"sqlite_sequence": true, "sqlite_stat1": true, "sqlite_stat3": true, "sqlite_stat4": true,
}

func (t *Translator) table(x *ast.Table, s *Scope) (pg.From, error) {
	name := fold(x.Name.Text)
	var r *Relation
	if c := s.table(name); c != nil && x.Schema == "" {
		var err error
		if r, err = t.commonTable(c); err != nil {
			return nil, err
		}
	} else {
		switch {
		case x.Schema != "" && fold(x.Schema) != "main" && fold(x.Schema) != "temp":
			return nil, cannot("%s, which is in another database", diag.Show(x.Schema+"."+x.Name.Text))
		case catalogTables[name]:
			return nil, cannot("%s, which is SQLite's own catalog", name)
		case strings.HasPrefix(name, "pragma_"):
			return nil, cannot("%s, which tells of SQLite", diag.Show(x.Name.Text))
		}
		if r = t.Catalog.Relation(x.Name.Text); r == nil {
			return nil, cannot("%s, which does not exist", diag.Show(x.Name.Text))
		}
		if r.Missing != "" {
			return nil, cannot("%s, which is not in PostgreSQL: %s", diag.Show(x.Name.Text), r.Missing)
		}
		for o := s; o != nil; o = o.Outer {
			for _, c := range o.tables {
				if c.pg == r.PG {
					return nil, cannot("%s, whose name a WITH table hides", diag.Show(x.Name.Text))
				}
			}
		}
	}
	alias := x.Alias
	if alias == "" {
		alias = x.Name.Text
		if fold(alias) == fold(r.Name) {
			alias = r.Name
		}
	}
	src := t.source(alias, r, s)
	f := &pg.FromTable{Name: r.PG}
	if src.Ref != r.PG {
		f.Alias = src.Ref
	}
	return f, nil
}

// joinTables translates a join. All of SQLite's have one precedence, the comma too:
// written with JOIN, they group alike in PostgreSQL.
func (t *Translator) joinTables(j *ast.Join, s *Scope) (pg.From, error) {
	start := len(s.Sources)
	left, err := t.from(j.Left, s)
	if err != nil {
		return nil, err
	}
	middle, searched := len(s.Sources), len(s.matches)
	if searched > 0 && j.Kind > ast.LeftJoin {
		return nil, cannot("a search as a table-valued function to the left of a %s", joinKinds[j.Kind])
	}
	right, err := t.from(j.Right, s)
	if err != nil {
		return nil, err
	}
	out := &pg.FromJoin{Kind: joinKinds[j.Kind], Left: left, Right: right}
	l, r := s.Sources[start:middle], s.Sources[middle:]
	outer := j.Kind >= ast.LeftJoin
	if _, ok := right.(*pg.FromCall); ok && (j.Kind == ast.RightJoin || j.Kind == ast.FullJoin) {
		return nil, cannot("a table-valued function to the right of a %s", out.Kind)
	}
	using, err := usingColumns(j, l, r)
	if err != nil {
		return nil, err
	}
	conds, err := usingConditions(using, s, start, middle)
	if err != nil {
		return nil, err
	}
	if j.On != nil {
		conds = append(conds, j.On)
	}
	if len(s.matches) > searched {
		conds, s.matches = append(conds, s.matches[searched:]...), s.matches[:searched]
	}
	if j.Kind == ast.FullJoin {
		if err := fullJoinable(conds, s, middle); err != nil {
			return nil, at(j.On, err)
		}
	}
	for _, x := range conds {
		c, err := t.Condition(x, s)
		if err != nil {
			return nil, err
		}
		if out.On == nil {
			out.On = c
		} else {
			out.On = &pg.Binary{Op: "AND", L: out.On, R: c}
		}
		if j.Kind == ast.FullJoin && !equalities(c) {
			return nil, at(x, errFullJoin)
		}
	}
	switch {
	case out.On == nil && outer:
		out.On = pg.Keyword("true")
	case out.On == nil:
		out.Kind = "CROSS JOIN"
	}
	isLeft, isRight := j.Kind == ast.LeftJoin || j.Kind == ast.FullJoin, j.Kind == ast.RightJoin || j.Kind == ast.FullJoin
	for _, src := range l {
		src.nullable = src.nullable || isRight
	}
	for _, src := range r {
		src.nullable = src.nullable || isLeft
	}
	if len(r) == 1 {
		r[0].left, r[0].right = isLeft, isRight
		r[0].using = map[string]bool{}
		for _, n := range using {
			r[0].using[fold(n)] = true
		}
	}
	return out, nil
}

var joinKinds = [...]string{ast.CommaJoin: "JOIN", ast.InnerJoin: "JOIN", ast.CrossJoin: "JOIN",
	ast.LeftJoin: "LEFT JOIN", ast.RightJoin: "RIGHT JOIN", ast.FullJoin: "FULL JOIN"}

// usingColumns are the columns that a join compares by name.
func usingColumns(j *ast.Join, l, r []*Source) ([]string, error) {
	var out []string
	for _, n := range j.Using {
		out = append(out, n.Text)
	}
	if !j.Natural && out == nil {
		return nil, nil
	}
	if len(r) != 1 {
		return nil, cannot("NATURAL or USING with joins in parentheses to the right")
	}
	if j.Natural {
		for _, c := range r[0].Relation.Columns {
			for _, src := range l {
				if src.Relation.Column(fold(c.Name)) != nil {
					out = append(out, c.Name)
					break
				}
			}
		}
	}
	return out, nil
}

// usingConditions compare the columns of USING: that of the right side with the
// leftmost of the left side, or with the first that is not NULL when a RIGHT or
// FULL JOIN comes before (sqlite3ProcessJoin() in SQLite's select.c).
func usingConditions(using []string, s *Scope, start, middle int) ([]ast.Expr, error) {
	var out []ast.Expr
	for _, name := range using {
		folded := fold(name)
		var found []ast.Expr
		outerBefore := false
		for i := start; i < middle; i++ {
			src := s.Sources[i]
			outerBefore = outerBefore || src.right
			if src.Relation.Column(folded) != nil {
				found = append(found, refTo(i, name))
			}
		}
		if found == nil || s.Sources[middle].Relation.Column(folded) == nil {
			return nil, cannot("column %s of USING, which is not on both sides", diag.Show(name))
		}
		l := found[0]
		if outerBefore && len(found) > 1 {
			l = &ast.Call{Name: "coalesce", Args: found}
		}
		out = append(out, &ast.Binary{Op: "=", L: l, R: refTo(middle, name)})
	}
	return out, nil
}

var errFullJoin = cannot("a FULL JOIN on more than equalities between its sides, which PostgreSQL cannot join on")

// fullJoinable returns an error unless the conditions are equalities between
// the two sides.
func fullJoinable(conds []ast.Expr, s *Scope, middle int) error {
	for len(conds) > 0 {
		b, ok := conds[0].(*ast.Binary)
		conds = conds[1:]
		switch {
		case ok && b.Op == "AND":
			conds = append(conds, b.L, b.R)
			continue
		case !ok || b.Op != "=":
			return errFullJoin
		}
		l, lok := s.side(b.L, middle)
		r, rok := s.side(b.R, middle)
		if !lok || !rok || l == r {
			return errFullJoin
		}
	}
	return nil
}

// equalities reports whether a condition compares by equality, and not by an
// order that a helper finds.
func equalities(x pg.Expr) bool {
	b, ok := x.(*pg.Binary)
	if ok && b.Op == "AND" {
		return equalities(b.L) && equalities(b.R)
	}
	return ok && b.Op == "=" && !isHelper(b.L)
}

// side tells which side of a join an expression looks at: true for the right.
// It is not ok if it looks at both, or at none.
func (s *Scope) side(x ast.Expr, middle int) (right, ok bool) {
	var sees [2]bool
	ast.Inspect(x, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Select:
			sees = [2]bool{true, true}
			return false
		case *ast.ColumnRef:
			found, _ := s.find(n)
			for _, m := range found {
				sees[b2i(m.place >= middle)] = true
			}
		}
		return true
	})
	return sees[1], sees[0] != sees[1]
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}
