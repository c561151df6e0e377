package catalog

import (
	"iter"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"
)

// SQLite enforces no declared type but in STRICT tables, and enforces each CHECK: one
// that says what the values of a column are says more than its declared type.

// proof is what a CHECK says of a column.
type proof struct {
	column string // folded
	means  string // the declared type that says the same
}

// proofOf reads json_valid(c) and typeof(c) = '...', alone or beside c IS NULL.
func proofOf(x ast.Expr) (p proof, ok bool) {
	switch x := x.(type) {
	case *ast.Call:
		if c := columnOf(x, "json_valid"); c != "" {
			return proof{c, "JSON"}, true
		}
	case *ast.In:
		call, _ := x.X.(*ast.Call)
		p.column = columnOf(call, "typeof")
		for _, l := range x.List {
			if s, ok := l.(*ast.Literal); !ok || x.Not || !p.says(s) {
				return proof{}, false
			}
		}
		return p, p.column != "" && p.means != ""
	case *ast.Binary:
		switch x.Op {
		case "=", "==", "IS":
			call, l := sides(x)
			if c := columnOf(call, "json_valid"); c != "" && l != nil && l.Kind == ast.IntegerLit && l.Text == "1" {
				return proof{c, "JSON"}, true
			}
			p.column = columnOf(call, "typeof")
			return p, p.column != "" && l != nil && p.says(l) && p.means != ""
		case "OR":
			p, ok = proofOf(x.L)
			other := x.R
			if !ok {
				p, ok = proofOf(x.R)
				other = x.L
			}
			null, isNull := other.(*ast.IsNull)
			return p, ok && isNull && !null.Not && nameOf(null.X) == p.column
		case "AND":
			if p, ok = proofOf(x.L); !ok {
				return proofOf(x.R)
			}
			return p, ok
		}
	}
	return proof{}, false
}

// says adds a word of typeof() to what a CHECK allows. It is false where that is no type.
func (p *proof) says(l *ast.Literal) bool {
	means := classes[lexer.Fold(l.Text)]
	switch {
	case l.Kind != ast.StringLit:
		return false
	case means == "" || p.means == means:
		return means != "" || lexer.Fold(l.Text) == "null"
	case p.means != "":
		return false
	}
	p.means = means
	return true
}

// classes are the words of typeof(), and the types that are declared for them.
var classes = map[string]string{"integer": "INTEGER", "real": "REAL", "text": "TEXT", "blob": "BLOB"}

// sides are the call and the constant of a comparison, nil for others.
func sides(x *ast.Binary) (call *ast.Call, l *ast.Literal) {
	call, _ = x.L.(*ast.Call)
	l, _ = x.R.(*ast.Literal)
	if call == nil {
		call, _ = x.R.(*ast.Call)
		l, _ = x.L.(*ast.Literal)
	}
	return call, l
}

// columnOf is the folded name of the column that a function is called with, "" for
// another call.
func columnOf(call *ast.Call, function string) string {
	if call == nil || !strings.EqualFold(call.Name, function) || len(call.Args) != 1 {
		return ""
	}
	return nameOf(call.Args[0])
}

// nameOf is the folded name of a column, "" for another expression.
func nameOf(x ast.Expr) string {
	if c, ok := x.(*ast.ColumnRef); ok {
		return lexer.Fold(c.Name)
	}
	return ""
}

// proved returns the declared types that CHECKs prove of columns, by folded name. JSON
// stays text in a key, and where another CHECK looks at its spelling: of two spellings of a
// document jsonb makes one.
func proved(src *ast.CreateTable) map[string]string {
	out := map[string]string{}
	for x := range checksOf(src) {
		if p, ok := proofOf(x); ok && out[p.column] == "" {
			out[p.column] = p.means
		}
	}
	for column, means := range out {
		if means == "JSON" && (inKey(src, column) || spelled(src, column)) {
			delete(out, column)
		}
	}
	return out
}

// checksOf yields what the CHECKs of columns say, and then those of the table.
func checksOf(src *ast.CreateTable) iter.Seq[ast.Expr] {
	return func(yield func(ast.Expr) bool) {
		each := func(constraints []ast.Constraint) bool {
			for _, con := range constraints {
				if con.Kind == ast.Check && !yield(con.Expr) {
					return false
				}
			}
			return true
		}
		for _, c := range src.Columns {
			if !each(c.Constraints) {
				return
			}
		}
		each(src.Constraints)
	}
}

// inKey reports whether a column is in a key of the table, or computed.
func inKey(src *ast.CreateTable, column string) bool {
	for i := range src.Columns {
		c := &src.Columns[i]
		for _, con := range c.Constraints {
			if lexer.Fold(c.Name.Text) == column && (con.Kind == ast.PrimaryKey || con.Kind == ast.Unique || con.Kind == ast.ForeignKey || con.Kind == ast.Generated) {
				return true
			}
		}
	}
	for _, con := range src.Constraints {
		for _, k := range con.Columns {
			if nameOf(k.Expr) == column {
				return true
			}
		}
	}
	return false
}

// spelled reports whether a CHECK looks at how a column of JSON is spelled: at its length,
// say. jsonb does not keep that.
func spelled(src *ast.CreateTable, column string) bool {
	spelled := false
	for x := range checksOf(src) {
		ast.Inspect(x, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.IsNull:
				return nameOf(n.X) == ""
			case *ast.Binary:
				return n.Op != "->" && n.Op != "->>"
			case *ast.Call:
				return !strings.HasPrefix(lexer.Fold(n.Name), "json")
			case *ast.ColumnRef:
				spelled = spelled || nameOf(n) == column
			}
			return true
		})
	}
	return spelled
}

// means is the declared type by which a column gets its types: what a CHECK proves of a
// column that may hold anything, or text, or that is declared to be JSON anyway.
func (w *Wishes) means(def *ast.ColumnDef, proved string) string {
	declared := coltype.Of(def.Type)
	switch affinity := ast.AffinityOf(def.Type); {
	case proved == "JSON" && (affinity == ast.TextAffinity || affinity == ast.NoAffinity || declared.Family() == "jsonb"):
		if w.JSONAtOnce {
			return coltype.CheckedJSON
		}
		return proved
	case proved != "" && proved != "JSON" && (affinity == ast.NoAffinity || declared.TakesAny()):
		return proved
	}
	return def.Type
}
