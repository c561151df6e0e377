package query

import "github.com/sqlite2pg/sqlite2pg/parser/ast"

// A column without rows says nothing of how its values will be written: a GUID may be
// a text or 16 bytes, a DATETIME a text or unix time, and all of them arrive in one
// PostgreSQL type. What the schema compares such a column with does, as whoever wrote
// the comparison knew: an answer that the empty column gave would be wrong with its
// first row.

// meet decides how the columns without values are written that are compared.
func meet(l, r Value) (Value, Value, error) {
	a, err := l.beside(r)
	if err != nil {
		return l, r, err
	}
	b, err := r.beside(l)
	return a, b, err
}

// meetAll is meet for values that become one column or one value. Where it shows for
// none of them, they stay as they are.
func meetAll(list []*Value) {
	for _, v := range list {
		for _, other := range list {
			if found, err := v.beside(*other); err == nil && len(found.Type.Otherwise) == 0 {
				*v = found
				break
			}
		}
	}
}

// beside is the value as what it is compared with shows it to be.
func (v Value) beside(other Value) (Value, error) {
	switch {
	case len(v.Type.Otherwise) == 0 || other.Type.Kind == Null:
		return v, nil
	case other.Literal != nil:
		return v.besideConstant(other), nil
	case len(other.Type.Otherwise) > 0:
		return v, nil
	case other.Type.SQL == v.Type.SQL && other.Type.Form != "":
		v.Type = other.Type
		return v, nil
	case alikeClass(v.Type.Kind, other.Type.Kind):
		return v, nil
	}
	found := -1
	for i, ty := range v.Type.Otherwise {
		switch {
		case !alikeClass(ty.Kind, other.Type.Kind):
		case found >= 0:
			return v, cannot("a comparison with a column of type %s that holds no value yet: it may be written in several ways", v.Type.SQL)
		default:
			found = i
		}
	}
	if found >= 0 {
		v = v.as(v.Type.Otherwise[found])
	}
	return v, nil
}

// besideConstant takes the first way to write a value that takes the constant.
func (v Value) besideConstant(c Value) Value {
	if n, ok := asNumber(c.Literal.Text); ok && c.Literal.Kind == ast.StringLit && v.Affinity >= ast.NumericAffinity {
		c = n
	}
	if alikeClass(v.Type.Kind, c.Type.Kind) && (v.Type.Takes == nil || v.Type.Takes(c.Literal)) {
		return v
	}
	for _, ty := range v.Type.Otherwise {
		if alikeClass(ty.Kind, c.Type.Kind) && (ty.Takes == nil || ty.Takes(c.Literal)) {
			return v.as(ty)
		}
	}
	return v
}

// as is the value written in another way.
func (v Value) as(ty Type) Value {
	v.Type = ty
	if ty.Kind == Mixed { // no text of it is known that looks like a number
		v.Holds, v.Reals = ast.NumericAffinity, true
	}
	return v
}

// alikeClass reports whether a value of one kind may be equal to one of the other.
func alikeClass(a, b Kind) bool {
	return class(a) == class(b) || a == Mixed && b != Blob || b == Mixed && a != Blob
}
