package query

import (
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// concat translates ||.
func (t *Translator) concat(l, r Value) (Value, error) {
	if l.Type.Kind == Null || r.Type.Kind == Null {
		return Value{X: null.X, Type: TypeText}.typed(), nil
	}
	if l.Type.Kind == Blob && r.Type.Kind == Blob && l.Literal == nil { // a blob still
		return Value{}, cannot("|| of two blobs")
	}
	l, r, err := t.bothTexts(l, r)
	if err != nil {
		return l, err
	}
	return Value{X: &pg.Binary{Op: "||", L: l.X, R: r.X}, Type: TypeText, NotNull: l.NotNull && r.NotNull}, nil
}

// bothTexts is text for two values.
func (t *Translator) bothTexts(l, r Value) (Value, Value, error) {
	l, err := t.text(l)
	if err == nil {
		r, err = t.text(r)
	}
	return l, r, err
}

// pattern translates LIKE, GLOB and REGEXP. LIKE folds ASCII case only, and has
// no escape character of its own. https://sqlite.org/lang_expr.html#like
func (t *Translator) pattern(x *ast.Binary, l, r Value, s *Scope) (Value, error) {
	op, not := strings.CutPrefix(x.Op, "NOT ")
	if l.Type.Kind == Null || r.Type.Kind == Null {
		return boolean(&pg.Cast{X: null.X, Type: "boolean"}), nil
	}
	if l.Type.Kind == Blob || r.Type.Kind == Blob {
		return l, cannot("%s of a blob, on whose answer builds of SQLite differ", op)
	}
	l, r, err := t.bothTexts(l, r)
	if err != nil {
		return l, err
	}
	switch op {
	case "REGEXP":
		return regexpMatch(l, r, not)
	case "GLOB":
		return t.glob(l, r, not), nil
	}
	out := &pg.Like{X: &pg.Collate{X: l.X, Collation: "C"}, Op: "ILIKE", Pattern: r.X}
	if not {
		out.Op = "NOT ILIKE"
	}
	if x.Escape != nil {
		e, err := t.Value(x.Escape, s)
		if err != nil {
			return e, err
		}
		c, ok := e.constantText()
		if !ok || utf8.RuneCountInString(c) != 1 || e.Literal.Kind != ast.StringLit {
			return e, cannot("an ESCAPE that is no single character")
		}
		// PostgreSQL refuses a pattern that ends in the escape character, and so
		// only a pattern that is known is safe; % and _ as escapes are, too.
		p, ok := r.constantText()
		if !ok || c == "%" || c == "_" || r.Literal == nil {
			v := boolean(t.helper("sqlite_like(text, text, text)", r.X, l.X, pg.String(c)))
			if not {
				v.X = &pg.Prefix{Op: "NOT", X: v.X}
			}
			return v, nil
		}
		if n := strings.Count(p, c); n > 0 && strings.HasSuffix(p, c) && danglingEscape(p, c) {
			return differentText(l, not), nil
		}
		out.Escape = c
	}
	return boolean(out), nil
}

// commonRegexp are the patterns that mean the same in the regular expressions of
// the SQLite shell, of PCRE, of most languages and of PostgreSQL.
var commonRegexp = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(?:[\w \-,;:@#%&=<>!~'"/.*+?|()^$]|\\[dsw.+*?()\[\]{}|^$/-]|\[\^?(?:[\w .,;:@#%&=<>!~'"/+*?()|$-]|\\[dsw.\]\-])+\]|\{\d+(?:,\d*)?\})*$`)
})

// regexpMatch translates X REGEXP pattern. The function is the application's:
// only a pattern on which all of them agree is translated.
func regexpMatch(l, r Value, not bool) (Value, error) {
	p, ok := r.constantText()
	if !ok || !commonRegexp().MatchString(p) || strings.Contains(p, "(?") || strings.Contains(p, "**") || strings.Contains(p, "++") {
		return l, cannot("REGEXP, which is a function of the application, with a pattern that not all understand alike")
	}
	op := map[bool]string{false: "~", true: "!~"}[not]
	return boolean(&pg.Binary{Op: op, L: &pg.Collate{X: l.X, Collation: "C"}, R: r.X}), nil
}

// danglingEscape reports whether a pattern ends in an escape character that
// escapes nothing.
func danglingEscape(p, c string) bool {
	runes, e := []rune(p), []rune(c)[0]
	for i := 0; i < len(runes); i++ {
		if runes[i] == e {
			i++
			if i == len(runes) {
				return true
			}
		}
	}
	return false
}

// differentText is the answer of a pattern that nothing matches.
func differentText(v Value, not bool) Value {
	if v.NotNull {
		return constant(not)
	}
	return boolean(&pg.Case{Whens: []pg.When{{Cond: &pg.Postfix{X: v.X, Op: "IS NOT NULL"}, Then: constant(not).X}}})
}

// glob translates X GLOB pattern: a constant pattern is a LIKE or a regular
// expression.
func (t *Translator) glob(l, r Value, not bool) Value {
	p, ok := r.constantText()
	var x pg.Expr
	switch {
	case !ok:
		x = t.helper("sqlite_glob(text, text)", r.X, l.X)
	case strings.ContainsAny(p, `[%_`):
		re, ok := globRegexp(p)
		if !ok {
			return differentText(l, not)
		}
		x = &pg.Binary{Op: "~", L: &pg.Collate{X: l.X, Collation: "C"}, R: pg.String(re)}
	default:
		like := &pg.Like{X: l.X, Op: "LIKE", Pattern: pg.String(strings.NewReplacer("*", "%", "?", "_").Replace(p))}
		if not {
			like.Op = "NOT LIKE"
		}
		return boolean(like)
	}
	if not {
		x = &pg.Prefix{Op: "NOT", X: x}
	}
	return boolean(x)
}

// globRegexp writes a GLOB pattern as a regular expression of PostgreSQL. ok is
// false for a pattern that matches nothing: a set that never ends, or that no
// character is in. https://sqlite.org/lang_expr.html#glob
func globRegexp(p string) (re string, ok bool) {
	runes := []rune(p)
	out := []rune("^")
	for i := 0; i < len(runes); i++ {
		switch c := runes[i]; c {
		case '*':
			out = append(out, '.', '*')
		case '?':
			out = append(out, '.')
		case '[':
			set, end := globSet(runes[i+1:])
			if end < 0 {
				return "", false
			}
			out = append(out, set...)
			i += end
		default:
			out = append(out, quoteRegexp(c)...)
		}
	}
	return string(append(out, '$')), true
}

func quoteRegexp(c rune) []rune {
	if strings.ContainsRune(`\.*+?()[]{}|^$`, c) {
		return []rune{'\\', c}
	}
	return []rune{c}
}

// globSet reads a set behind its [ as SQLite's patternCompare() does, and
// returns how many characters it took, -1 for a set that does not end.
func globSet(p []rune) (set []rune, length int) {
	i, not := 0, false
	if i < len(p) && p[i] == '^' {
		not = true
		i++
	}
	var items []rune
	add := func(lo, hi rune) {
		items = append(items, escapeInSet(lo)...)
		if hi > lo {
			items = append(append(items, '-'), escapeInSet(hi)...)
		}
	}
	if i < len(p) && p[i] == ']' {
		add(']', ']')
		i++
	}
	prior := rune(-1)
	for ; i < len(p) && p[i] != ']'; i++ {
		if p[i] == '-' && i+1 < len(p) && p[i+1] != ']' && prior > 0 {
			i++
			if p[i] > prior { // the range holds what stands before the -
				items = items[:len(items)-len(escapeInSet(prior))]
				add(prior, p[i])
			}
			prior = -1
			continue
		}
		add(p[i], p[i])
		prior = p[i]
	}
	if i >= len(p) {
		return nil, -1
	}
	open := "["
	if not {
		open = "[^"
	}
	return append(append([]rune(open), items...), ']'), i + 1
}

func escapeInSet(c rune) []rune {
	if strings.ContainsRune(`\]^-[`, c) {
		return []rune{'\\', c}
	}
	return []rune{c}
}
