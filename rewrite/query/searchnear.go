package query

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/diag"
)

// defaultNear is how many words NEAR allows between two phrases if it does not say.
const defaultNear = 10

// maxNear bounds in how many ways a NEAR may be found, as each is written.
const maxNear = 1000

func isNear(token string) bool { return token == "NEAR" || strings.HasPrefix(token, "NEAR/") }

// near reads what stands near each other: one primary in FTS5, in which NEAR is written before
// its phrases, and in FTS3 and FTS4 those that NEAR/N joins.
func (p *matchParser) near() (*matchNode, error) {
	q, err := p.primary()
	if p.fts5 || err != nil || len(p.tokens) == 0 || !isNear(p.tokens[0]) {
		return q, err
	}
	out := &matchNode{op: "NEAR", chain: true, args: []*matchNode{q}}
	for err == nil && len(p.tokens) > 0 && isNear(p.tokens[0]) {
		n := defaultNear
		if digits, ok := strings.CutPrefix(p.tokens[0], "NEAR/"); ok {
			if n, err = strconv.Atoi(digits); err != nil {
				return nil, cannot("MATCH with %q", p.tokens[0])
			}
		}
		p.tokens = p.tokens[1:]
		if q, err = p.primary(); err == nil {
			out.args, out.within = append(out.args, q), append(out.within, n)
		}
	}
	if err != nil {
		return nil, err
	}
	return out, out.checkNear()
}

// nearby reads FTS5's NEAR behind its parenthesis.
func (p *matchParser) nearby() (*matchNode, error) {
	q := &matchNode{op: "NEAR", within: []int{defaultNear}}
	for len(p.tokens) > 0 && p.tokens[0] != ")" && p.tokens[0] != "," {
		token := p.tokens[0]
		if token[0] != '"' && !isWord(token) {
			return nil, cannot("MATCH with NEAR of what is no phrase")
		}
		p.tokens = p.tokens[1:]
		a, err := p.phrase(token)
		if err != nil {
			return nil, err
		}
		q.args = append(q.args, a)
	}
	if p.next(",") && len(p.tokens) > 0 {
		n, err := strconv.Atoi(p.tokens[0])
		if err != nil {
			return nil, cannot("MATCH with NEAR within %s", diag.Show(p.tokens[0]))
		}
		q.within, p.tokens = []int{n}, p.tokens[1:]
	}
	if !p.next(")") || len(q.args) == 0 {
		return nil, cannot("MATCH of a NEAR that does not end")
	}
	if len(q.args) == 1 { // SQLite passes over it
		return q.args[0], nil
	}
	return q, q.checkNear()
}

// checkNear refuses a NEAR that PostgreSQL has no way to say.
func (n *matchNode) checkNear() error {
	for _, a := range n.args {
		switch {
		case a.op != "phrase":
			return cannot("MATCH with NEAR of what is no phrase")
		case a.first:
			return cannot("MATCH with NEAR of a phrase with ^")
		}
	}
	for _, d := range n.within {
		if d > maxNear {
			return cannot("MATCH with NEAR within %d {word|words}", d)
		}
	}
	if _, ok := n.ways(); !ok {
		return cannot("MATCH with NEAR of %d phrases, which can stand in more than %d ways", len(n.args), maxNear)
	}
	return nil
}

// ways are the tsqueries of all ways in which the phrases of a NEAR can stand, as PostgreSQL
// knows exact distances only; it is not ok when they are too many.
func (n *matchNode) ways() (out []string, ok bool) {
	seen := map[string]bool{}
	tried := 0
	starts := make([]int, len(n.args)) // the first phrase stands at 0
	var place func(i int) bool
	place = func(i int) bool {
		if tried++; tried > 50*maxNear || len(out) > maxNear {
			return false
		}
		if i == len(starts) {
			if q := n.way(starts); q != "" && !seen[q] && n.holds(starts) {
				seen[q], out = true, append(out, q)
			}
			return true
		}
		from, to := n.reach(i, starts)
		for starts[i] = from; starts[i] <= to; starts[i]++ {
			if n.chain && n.last(i, starts) == n.last(i-1, starts) {
				continue // a place is not near itself
			}
			if !place(i + 1) {
				return false
			}
		}
		return true
	}
	ok = place(1)
	return out, ok
}

// last is where the last word of phrase i stands.
func (n *matchNode) last(i int, starts []int) int { return starts[i] + len(n.args[i].words) - 1 }

// reach is where phrase i can begin. FTS3 and FTS4 compare each phrase with the one before it,
// FTS5 all of them with the one that begins last (fts5ExprNearIsMatch() in its source).
func (n *matchNode) reach(i int, starts []int) (from, to int) {
	beside, near := 0, n.within[0]
	if n.chain {
		beside, near = i-1, n.within[i-1]
	}
	return starts[beside] - near - len(n.args[i].words), starts[beside] + len(n.args[beside].words) + near
}

// holds reports whether phrases that begin at starts are near each other.
func (n *matchNode) holds(starts []int) bool {
	last := slices.Max(starts)
	for i, a := range n.args {
		if !n.chain && last-starts[i]-len(a.words) > n.within[0] {
			return false
		}
	}
	return true // reach has seen to a chain
}

// way is the tsquery of phrases that begin at starts; "" if no text can be so.
func (n *matchNode) way(starts []int) string {
	at := map[int]matchWord{}
	for i, a := range n.args {
		for j, w := range a.words {
			place := starts[i] + j
			if other, ok := at[place]; ok {
				if w, ok = w.and(other); !ok {
					return ""
				}
			}
			at[place] = w
		}
	}
	places := slices.Sorted(maps.Keys(at))
	out := at[places[0]].tsquery()
	for i, place := range places[1:] {
		out += " <" + strconv.Itoa(place-places[i]) + "> " + at[place].tsquery()
	}
	return out
}

// and is what a word is that is two.
func (w matchWord) and(other matchWord) (matchWord, bool) {
	if len(w.text) < len(other.text) || w.prefix && len(w.text) == len(other.text) {
		w, other = other, w
	}
	return w, w.text == other.text || other.prefix && strings.HasPrefix(w.text, other.text)
}
