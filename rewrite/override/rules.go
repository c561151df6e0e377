package override

import (
	"iter"
	"slices"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"
)

// Wishes are all that the user may say of the types of columns.
type Wishes struct {
	Overrides   []Override // later ones stand above earlier ones
	VarcharText bool       // VARCHAR(n) becomes text
	BadText     BadText    // "" is RejectBadText
}

// Rules gives the columns of one run their chains, and knows which overrides were
// used for that.
type Rules struct {
	wishes Wishes
	used   []bool                         // by place in the overrides
	chains map[declaration][]coltype.Type // of declared types: many columns share few
}

// declaration is a declared type with its affinity.
type declaration struct {
	declared string
	affinity ast.Affinity
}

// NewRules returns the rules for one run. It leaves the wishes as they are.
func NewRules(w Wishes) *Rules {
	return &Rules{wishes: w, used: make([]bool, len(w.Overrides)), chains: map[declaration][]coltype.Type{}}
}

// Chain returns the types that a column may get, the best first, with the affinity
// of its declared type. strict is set in a STRICT table, and means is the declared type,
// or the one that a CHECK proves. Columns of one declared
// type share their chain, unless the user has spoken: it is not to be changed.
func (r *Rules) Chain(table, column, declared string, strict bool, means string) []coltype.Type {
	affinity := ast.AffinityOf(declared)
	if strict && strings.EqualFold(declared, "ANY") {
		affinity = ast.NoAffinity
	}
	if wish := r.forced(lexer.Fold(table), lexer.Fold(column), declared); wish != nil {
		return wish.of(affinity)
	}
	key := declaration{means, affinity}
	if r.chains[key] == nil {
		r.chains[key] = coltype.WithAffinity(r.declared(means, affinity), affinity)
	}
	return r.chains[key]
}

// forced returns the user's word on a column, the last one first, or nil. A line of a
// types file is used where the dump has its column, whatever stands above it.
func (r *Rules) forced(table, column, declared string) (w *wish) {
	for _, byName := range []bool{true, false} {
		for i := len(r.wishes.Overrides) - 1; i >= 0; i-- {
			o := &r.wishes.Overrides[i]
			if w != nil && !o.FromFile || o.byName() != byName || !o.matches(table, column, declared) {
				continue
			}
			r.used[i] = true
			if w == nil {
				w = &o.wish
			}
		}
	}
	return w
}

// declared returns the chain of a declared type.
func (r *Rules) declared(declared string, affinity ast.Affinity) []coltype.Type {
	chain := coltype.ChainOf(declared, affinity)
	if r.wishes.VarcharText && coltype.IsVarchar(declared) {
		chain = chain[1:]
	}
	if r.wishes.BadText == BytesOfBadText {
		chain = append(slices.Clone(chain), coltype.RawBytes)
	}
	return chain
}

// Unused yields the overrides that no column has asked for, in order.
func (r *Rules) Unused() iter.Seq[Override] {
	return func(yield func(Override) bool) {
		for i, o := range r.wishes.Overrides {
			if !r.used[i] && !yield(o) {
				return
			}
		}
	}
}

// Lines counts the lines of the types file, and those that name no column.
func (r *Rules) Lines() (all, unused int) {
	for i, o := range r.wishes.Overrides {
		if o.FromFile {
			all++
			if !r.used[i] {
				unused++
			}
		}
	}
	return all, unused
}
