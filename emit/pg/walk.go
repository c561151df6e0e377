package pg

// Inspect calls f for x and, while f returns true, for the expressions inside,
// but for those of queries, which are queries of their own.
func Inspect(x Expr, f func(Expr) bool) {
	if x == nil || !f(x) {
		return
	}
	all := func(list ...Expr) {
		for _, x := range list {
			Inspect(x, f)
		}
	}
	switch x := x.(type) {
	case *Binary:
		all(x.L, x.R)
	case *Prefix:
		all(x.X)
	case *Postfix:
		all(x.X)
	case *Between:
		all(x.X, x.Low, x.High)
	case *In:
		all(append([]Expr{x.X}, x.List...)...)
	case *InQuery:
		all(x.X)
	case *Call:
		all(x.Args...)
	case *Cast:
		all(x.X)
	case *Collate:
		all(x.X)
	case *Case:
		all(x.X)
		for _, w := range x.Whens {
			all(w.Cond, w.Then)
		}
		all(x.Else)
	case *Like:
		all(x.X, x.Pattern)
	case *Row:
		all(x.Items...)
	case *Array:
		all(x.Items...)
	case *Index:
		all(x.X, x.I)
	case *Aggregate:
		all(x.Args...)
		all(x.Filter)
		for _, o := range x.OrderBy {
			all(o.Expr)
		}
	}
}
