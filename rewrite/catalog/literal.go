package catalog

import (
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// Constant evaluates a literal, with signs before a number.
func Constant(x ast.Expr) (*parser.Value, bool) {
	switch x := x.(type) {
	case *ast.Literal:
		return literalValue(x)
	case *ast.Unary:
		v, ok := Constant(x.X)
		if !ok || v.Class != parser.Integer && v.Class != parser.Real || x.Op != "-" && x.Op != "+" {
			return nil, false
		}
		if x.Op == "-" {
			if v.Text[0] == '-' {
				v.Text = v.Text[1:]
			} else if string(v.Text) != "0" {
				v.Text = append([]byte{'-'}, v.Text...)
			}
			if string(v.Text) == "-9223372036854775808" {
				v.Class = parser.Integer
			}
		}
		return v, true
	}
	return nil, false
}

// literalValue is a literal as a value of a row.
func literalValue(l *ast.Literal) (*parser.Value, bool) {
	v := &parser.Value{Text: []byte(l.Text)}
	switch l.Kind {
	case ast.NullLit:
		v.Class = parser.Null
	case ast.IntegerLit, ast.RealLit:
		*v = parser.Number(l.Text)
	case ast.StringLit:
		v.Class = parser.Text
	case ast.BlobLit:
		v.Class = parser.Blob
	case ast.TrueLit:
		v.Class, v.Text = parser.Integer, []byte("1")
	case ast.FalseLit:
		v.Class, v.Text = parser.Integer, []byte("0")
	default:
		return nil, false
	}
	return v, true
}
