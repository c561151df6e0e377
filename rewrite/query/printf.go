package query

import (
	"strings"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
)

// https://sqlite.org/printf.html
var printfFunctions = []function{
	{"printf", 1, -1, (*Translator).printf, ""},
	{"format", 1, -1, (*Translator).printf, ""},
}

// conversion is a piece of a format: text, or with letter a conversion.
type conversion struct {
	text   string
	letter byte
	flags  string
	stars  int
	plain  bool // no flags, no width, no precision
	digits int  // of the precision, -1 for none
}

// conversions takes a format apart. ok is false for what has no form.
func conversions(format string) (out []conversion, ok bool) {
	for format != "" {
		i := strings.IndexByte(format, '%')
		if i < 0 {
			i = len(format)
		}
		if i > 0 {
			out = append(out, conversion{text: format[:i]})
			format = format[i:]
			continue
		}
		c := conversion{plain: true, digits: -1}
		i = 1
		for i < len(format) && strings.IndexByte("-+ #!0,", format[i]) >= 0 {
			i++
		}
		c.flags = format[1:i]
		number := func() (n int) {
			if i < len(format) && format[i] == '*' {
				c.stars++
				i++
				return 0
			}
			for i < len(format) && format[i] >= '0' && format[i] <= '9' {
				n = min(n*10+int(format[i]-'0'), 1000)
				i++
			}
			return n
		}
		number()
		if i < len(format) && format[i] == '.' {
			i++
			c.digits = number()
		}
		c.plain = i == 1
		for i < len(format) && format[i] == 'l' {
			i++
		}
		if i == len(format) || strings.IndexByte("%dixXouszcqQwfeEgG", format[i]) < 0 {
			return nil, false
		}
		c.letter = format[i]
		if strings.Contains(c.flags, "!") || strings.IndexByte("feEgG", c.letter) >= 0 && c.digits > 14 {
			return nil, false
		}
		if c.letter == '%' {
			if !c.plain {
				return nil, false
			}
			c = conversion{text: "%"}
		}
		out = append(out, c)
		format = format[i+1:]
	}
	return out, true
}

// printf translates printf(). The arguments of a known format are converted
// here, as each conversion asks for; %s and %d by themselves are ||.
func (t *Translator) printf(a []Value) (Value, error) {
	if a[0].Type.Kind == Null {
		return Value{X: null.X, Type: TypeText}.typed(), nil
	}
	format, err := t.text(a[0])
	if err != nil {
		return format, err
	}
	out := Value{Type: TypeText, NotNull: format.NotNull}
	f, constant := format.constantText()
	if !constant {
		args := []pg.Expr{format.X}
		for _, v := range a[1:] {
			s, err := t.text(v)
			if err != nil {
				return s, err
			}
			args = append(args, nullText(s))
		}
		out.X = t.helper("sqlite_printf(text, text[])", args...)
		return out, nil
	}
	pieces, ok := conversions(f)
	if !ok {
		return out, cannot("a format of printf() that PostgreSQL cannot follow to the last digit")
	}
	rest := a[1:]
	next := func() Value {
		if len(rest) == 0 {
			return null
		}
		v := rest[0]
		rest = rest[1:]
		return v
	}
	args := []pg.Expr{format.X}
	parts, simple := []pg.Expr(nil), true
	for _, c := range pieces {
		if c.letter == 0 {
			parts = append(parts, pg.String(c.text))
			continue
		}
		for range c.stars {
			n, err := t.wholeText(next())
			if err != nil {
				return n, err
			}
			args = append(args, n.X)
		}
		v := next()
		var s Value
		fallback := ""
		switch c.letter {
		case 'd', 'i', 'x', 'X', 'o', 'u':
			s, err = t.wholeText(v)
			fallback = "0"
		case 'f', 'e', 'E', 'g', 'G':
			if v.Type.Kind == Null {
				s = v
				break
			}
			if v.Type.Kind == Integer {
				s, err = t.text(v)
				break
			}
			if s, err = t.asReal(v); err == nil {
				s.X = &pg.Cast{X: s.X, Type: "text"}
			}
		default:
			s, err = t.text(v)
		}
		if err != nil {
			return s, err
		}
		simple = simple && c.plain && strings.IndexByte("sdiz", c.letter) >= 0
		args = append(args, nullText(s))
		part := s.X
		switch {
		case s.Type.Kind == Null:
			part = pg.String(fallback)
		case !s.NotNull:
			part = call("coalesce", part, pg.String(fallback))
		}
		parts = append(parts, part)
	}
	switch {
	case len(parts) == 0: // where nothing is written, there is no text
		return Value{X: null.X, Type: TypeText}.typed(), nil
	case simple:
		x := parts[0]
		for _, p := range parts[1:] {
			x = &pg.Binary{Op: "||", L: x, R: p}
		}
		if s, ok := x.(pg.String); ok {
			return text(string(s)), nil
		}
		out.X = x
		return out, nil
	}
	out.X = t.helper("sqlite_printf(text, text[])", args...)
	return out, nil
}

// wholeText is the text of a value as an integer.
func (t *Translator) wholeText(v Value) (Value, error) {
	n, err := t.whole(v)
	if err != nil || n.Type.Kind == Null {
		return n, err
	}
	return t.text(n)
}

func nullText(v Value) pg.Expr {
	if v.Type.Kind == Null {
		return &pg.Cast{X: null.X, Type: "text"}
	}
	return v.X
}
