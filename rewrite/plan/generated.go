package plan

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"
	"github.com/sqlite2pg/sqlite2pg/rewrite/query"
)

// columnsAfterData translates the expressions of the generated columns that come
// after the data, over the types in the end. What has no form now is left out.
func (rs *relations) columnsAfterData(t *catalog.Table) []*catalog.Column {
	var out []*catalog.Column
	t.EachConstraint(ast.Generated, func(con *ast.Constraint, g *catalog.Column) {
		if g.AfterData && !g.Dropped {
			if rs.setGenerated(t, g, con); !g.Dropped {
				out = append(out, g)
			}
		}
	})
	return out
}

// addAfterData adds the generated columns that come after the data, and reports those
// that do not stand where they were declared. One that may fail on a value is added
// by itself. With onlyFailing the table has the others already.
func (b *builder) addAfterData(t *catalog.Table, onlyFailing bool) []*pg.Object {
	list := b.columnsAfterData(t)
	if len(list) == 0 {
		return nil
	}
	var out []*pg.Object
	add := func(columns ...*catalog.Column) {
		st := &pg.AddColumns{Table: t.PG}
		o := b.part(t, pg.KindSettled, "", st)
		o.What = "generated columns of " + t.PGObject()
		for _, g := range columns {
			st.Columns = append(st.Columns, b.column(g, g.Type.Final()))
			o.Helpers = append(o.Helpers, b.helpersOf(g)...)
			if x := b.generated[g].otherwise; x != nil && len(columns) == 1 && g.Type.Final() != coltype.Text.SQL {
				text := b.column(g, coltype.Text.SQL)
				text.Generated = x
				o.Fallback = []pg.Statement{&pg.AddColumns{Table: t.PG, Columns: []pg.Column{text}}}
			}
		}
		out = append(out, o)
	}
	var safe []*catalog.Column
	for _, g := range list {
		if b.generated[g].fails {
			add(g)
		} else {
			safe = append(safe, g)
		}
	}
	if len(safe) > 0 && !onlyFailing {
		add(safe...)
	}
	after := false // a column of the table stands behind it
	for _, c := range slices.Backward(t.Kept()) {
		switch {
		case !c.AfterData || onlyFailing && !b.generated[c].fails:
			after = true
		case after:
			moved := diag.GeneratedMoved
			if b.generated[c].fails {
				moved = diag.GeneratedMayFail
			}
			t.Schema.Warn(moved().At(t.Source.Pos).About(t.Object(c)))
		}
	}
	return out
}

// generation is how a generated column comes about.
type generation struct {
	expr pg.Expr // nil until it is translated
	// otherwise is the expression as a text, for where expr fails; nil for none.
	otherwise pg.Expr
	// helpers are those of expr, with those of the columns that stand in it.
	helpers []*pg.CreateFunction
	reads   map[*catalog.Column]bool // columns that are not generated, perhaps through others
	digits  int                      // of its integers
	size    int                      // of the expression, with those that stand in it
	fails   bool                     // the expression may fail on some value
	inWork  bool                     // the expression is being translated
}

// isNew reports whether the expression is not translated yet.
func (g *generation) isNew() bool { return g == nil || g.expr == nil }

// setGenerated translates a generated column, which PostgreSQL stores. One
// whose expression has no form is left out: the dump does not hold its values.
func (rs *relations) setGenerated(t *catalog.Table, c *catalog.Column, con *ast.Constraint) {
	g := rs.generated[c]
	if g == nil {
		g = &generation{}
		rs.generated[c] = g
	}
	err := error(query.Untranslatable("it reads itself"))
	if !g.inWork {
		g.inWork = true
		err = rs.generate(t, c, g, con)
		g.inWork = false
	}
	if err != nil {
		c.Dropped = true
		t.Schema.Warn(diag.GeneratedLeftOut(err.Error()).At(t.Pos(con.Offset)).About(t.Object(c)))
	}
}

func (rs *relations) generate(t *catalog.Table, c *catalog.Column, g *generation, con *ast.Constraint) error {
	if catalog.Mentions(con.Expr, c.Name) {
		return query.Untranslatable("it reads itself")
	}
	r := rs.newRelation(t, c.AfterData)
	size := 0
	ast.Walk(con.Expr, func(ast.Expr) { size++ })
	defer func() { g.size = size }()
	g.reads = map[*catalog.Column]bool{}
	var inlined []*pg.CreateFunction
	for i, other := range t.Columns { // PostgreSQL reads no generated column there
		if other == c || !catalog.Mentions(con.Expr, other.Name) {
			continue
		}
		if !other.Generated {
			g.reads[other] = true
			continue
		}
		if !other.Excluded && (rs.generated[other].isNew() && !other.Dropped || other.AfterData != c.AfterData) {
			rs.setGenerated(t, other, t.GeneratedAs(other))
		}
		if other.Excluded {
			continue // the relation says so
		}
		read := rs.generated[other]
		ast.Walk(con.Expr, func(e ast.Expr) {
			if ref, ok := e.(*ast.ColumnRef); ok && t.Column(ref.Name) == other {
				size += read.size
			}
		})
		if size > maxInlined {
			return query.Untranslatable("with those of the generated columns that it reads, its expression is too long")
		}
		maps.Copy(g.reads, read.reads)
		r.Columns[i] = rs.newColumn(other, c.AfterData)
		r.Columns[i].Stands = read.expr
		g.fails = g.fails || read.fails
		inlined = append(inlined, read.helpers...)
	}
	if err := query.OfRow(con.Expr); err != nil {
		return err
	}
	tr := rs.immutable()
	v, err := tr.Value(con.Expr, alone(r))
	if err != nil {
		return err
	}
	if v.Element != nil { // where a value of JSON is not of the declared type, the text is there
		if g.otherwise, err = tr.Assign(&query.Column{Type: query.TypeText}, v); err != nil {
			return err
		}
	}
	if ty, helper := dateTimeType(c, con.Expr); helper != "" && v.Type.Form == "" && v.Type.Kind == query.Text {
		c.Become(ty, 0)
		g.fails = true // of a year that PostgreSQL does not have
		g.expr = tr.Helper(helper, v.X)
	} else if ty, helper := jsonTime(t, c, v); helper != "" {
		c.Become(ty, 0)
		g.expr = tr.Helper(helper, v.X)
	} else if ty, err = typeFor(c, v); err == nil {
		c.Become(ty, 0)
		g.expr, err = tr.Assign(rs.newColumn(c, c.AfterData), v)
	}
	if err != nil {
		return err
	}
	g.helpers = append(inlined, tr.Helpers.List()...)
	readsBytes := slices.ContainsFunc(g.helpers, func(f *pg.CreateFunction) bool { return f.Name == "sqlite_text(bytea)" })
	if g.fails = g.fails || readsBytes || mayFail(con.Expr, v, c, g.reads); g.fails {
		c.WaitForData()
	}
	if v.Type.Kind == query.Integer {
		g.digits = cmp.Or(v.Digits, maxInt64Digits)
	}
	if !c.AfterData {
		watch(con.Expr, c, g.reads)
	}
	return nil
}

// maxInt64Digits is how many digits a bigint has at most.
const maxInt64Digits = 19

// maxInlined bounds the expression of a generated column with those of others
// inside, which may double with each column.
const maxInlined = 1_000

// kindTypes are the types of generated columns that declare none, or one that
// their values are not of.
var kindTypes = map[query.Kind]coltype.Type{
	query.Null: coltype.Text, query.Integer: coltype.Bigint, query.Real: coltype.Double, query.Numeric: coltype.Numeric,
	query.Bool: coltype.Boolean, query.Text: coltype.Text, query.Mixed: coltype.Any, query.Blob: coltype.Bytea,
}

// typeFor is the type of a generated column: the declared one where all values
// of the expression fit it, otherwise that of the expression. Nothing else
// depends on it: the dump holds no values.
func typeFor(c *catalog.Column, v query.Value) (coltype.Type, error) {
	declared, k := c.Chain[0], v.Type.Kind
	declared.After = ""
	if v.Type.Form != "" {
		if declared.Family() == v.Type.SQL {
			declared.SQL = v.Type.SQL
			return declared, nil
		}
		if v.Type.Lossy != "" {
			return declared, query.Untranslatable("the text of type " + v.Type.SQL + " is not what SQLite held")
		}
	}
	text := k == query.Text || k == query.Mixed
	switch declared.Family() {
	case "bigint", "integer", "smallint":
		if k == query.Integer && declared.IsNarrow() && cmp.Or(v.Digits, maxInt64Digits) > declared.WholeDigits() {
			return coltype.Bigint, nil // all values must fit
		}
		if k != query.Real && k != query.Numeric && k != query.Blob {
			return declared, nil
		}
	case "double precision":
		if k != query.Blob {
			return declared, nil
		}
	case "numeric":
		if text {
			return coltype.Numeric, nil
		}
	case "boolean":
		if k == query.Bool || v.Element != nil {
			return coltype.Boolean, nil
		}
	case "text":
		if declared.IsText() && k != query.Blob {
			return coltype.Text, nil // varchar(n) would refuse what is longer
		}
	case "json":
		if text {
			return declared, nil
		}
	}
	return kindTypes[k], nil
}

// dateTimeType is the type of a column that is declared as a date or a timestamp
// and computed by date() or datetime(), with the helper that reads their text.
func dateTimeType(c *catalog.Column, x ast.Expr) (ty coltype.Type, helper string) {
	switch given := dateFunctionOf(x); {
	case given == "date" && c.Chain[0].Family() == "date":
		return coltype.Date, "sqlite_to_date(text)"
	case given == "datetime" && c.Chain[0].Family() == "timestamp":
		return coltype.Timestamp, "sqlite_to_timestamp(text)"
	}
	return ty, ""
}

// jsonTime is the type of a column that is declared as a date or a timestamp and taken out of
// JSON, with the helper that reads what is written as date() and datetime() do. Where no row
// says that it is, text takes what comes.
func jsonTime(t *catalog.Table, c *catalog.Column, v query.Value) (ty coltype.Type, helper string) {
	switch {
	case v.Element == nil, t.Rows == 0:
	case c.Chain[0].Family() == "date":
		return coltype.Date, "sqlite_only_date(text)"
	case c.Chain[0].Family() == "timestamp":
		return coltype.Timestamp, "sqlite_only_timestamp(text)"
	}
	return ty, ""
}

// dateFunctionOf is the date function that all values of an expression come from, ""
// for none.
func dateFunctionOf(x ast.Expr) string {
	var results []ast.Expr
	switch x := x.(type) {
	case *ast.Call:
		switch name := lexer.Fold(x.Name); {
		case name == "date" || name == "datetime":
			return name
		case name == "coalesce" || name == "ifnull":
			results = x.Args
		case (name == "iif" || name == "if") && len(x.Args) > 1:
			results = x.Args[1:]
		}
	case *ast.Case:
		for _, w := range x.Whens {
			results = append(results, w.Then)
		}
		if x.Else != nil {
			results = append(results, x.Else)
		}
	}
	given := ""
	for _, r := range results {
		if l, ok := r.(*ast.Literal); ok && l.Kind == ast.NullLit {
			continue
		}
		name := dateFunctionOf(r)
		if name == "" || given != "" && given != name {
			return ""
		}
		given = name
	}
	return given
}

// mayFail reports whether the expression may raise an error on some value.
// Integers that are too long are watched for while they are loaded.
func mayFail(x ast.Expr, v query.Value, c *catalog.Column, reads map[*catalog.Column]bool) bool {
	k := v.Type.Kind
	if (k == query.Text || k == query.Mixed) && c.Type.Family() != "text" && v.Type.Form == "" {
		return true // read as a number, or as JSON
	}
	if len(reads) == 0 {
		return true // at the first row, if at all
	}
	fails := false
	ast.Walk(x, func(e ast.Expr) {
		switch e := e.(type) {
		case *ast.Binary:
			fails = fails || e.Op == "->" || e.Op == "->>" || e.Op == "REGEXP"
		case *ast.Call:
			fails = fails || strings.HasPrefix(lexer.Fold(e.Name), "json") && lexer.Fold(e.Name) != "json_valid" ||
				raising[lexer.Fold(e.Name)]
		}
	})
	return fails
}

// raising are the functions that raise in PostgreSQL where SQLite gives NULL or
// another number.
var raising = map[string]bool{"pow": true, "power": true, "exp": true, "char": true, "zeroblob": true, "abs": true, "log": true, "ln": true, "sqrt": true}

// watch notes how long the integers may be that arithmetic in an expression
// reads, perhaps through other columns: it is written for those that were seen, and so
// is a type that does not hold all integers.
func watch(x ast.Expr, g *catalog.Column, reads map[*catalog.Column]bool) {
	computes := g.Type.IsNarrow()
	ast.Walk(x, func(e ast.Expr) {
		if b, ok := e.(*ast.Binary); ok && strings.Contains("+-*", b.Op) {
			computes = true
		}
	})
	if !computes {
		return
	}
	for base := range reads {
		if base.Type.IsInteger() {
			base.Watch(max(int(base.Digits), usualDigits))
		}
	}
}
