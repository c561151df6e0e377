package catalog

import "slices"

// pruned is a list from which one after the other may go: they are taken out together,
// when it is read the next time, so that a dump that drops all of its tables takes no more
// time for each than one that drops a few.
type pruned[T comparable] struct {
	all  []T
	gone map[T]bool
}

func (p *pruned[T]) add(x T) { p.all = append(p.all, x) }

func (p *pruned[T]) drop(x T) {
	if p.gone == nil {
		p.gone = map[T]bool{}
	}
	p.gone[x] = true
}

// list is what is left, in order.
func (p *pruned[T]) list() []T {
	if len(p.gone) > 0 {
		left := slices.Clone(p.all) // somebody may be reading the list
		p.all = slices.DeleteFunc(left, func(x T) bool { return p.gone[x] })
		p.gone = nil
	}
	return p.all
}
