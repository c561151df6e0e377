package plan

import (
	"strings"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// Defaults that give the time of an INSERT are written for the type of their
// column. https://sqlite.org/lang_datefunc.html

// utcNow is the time SQLite's CURRENT_* words speak of: they are in UTC
// (https://sqlite.org/lang_createtable.html#the_default_clause).
const (
	utcNow   = pg.Keyword("now() AT TIME ZONE 'UTC'")
	localNow = pg.Keyword("LOCALTIMESTAMP")
)

// currentTime is what an expression makes of the current time.
type currentTime struct {
	// gives is "datetime", "date", "time", "epoch" (seconds), or "julianday".
	gives    string
	text     string // the to_char() format of its text, "" for numbers
	local    bool
	fraction bool // of a second: only strftime('%f') has it
}

// currentWords are the words for the current time.
var currentWords = map[ast.LiteralKind]currentTime{
	ast.CurrentTimestamp: {gives: "datetime", text: "YYYY-MM-DD HH24:MI:SS"},
	ast.CurrentDate:      {gives: "date", text: "YYYY-MM-DD"},
	ast.CurrentTime:      {gives: "time", text: "HH24:MI:SS"},
}

// currentFunctions are the functions for it.
var currentFunctions = map[string]currentTime{
	"datetime":  currentWords[ast.CurrentTimestamp],
	"date":      currentWords[ast.CurrentDate],
	"time":      currentWords[ast.CurrentTime],
	"unixepoch": {gives: "epoch"},
	"julianday": {gives: "julianday"},
}

// currentTimeOf recognises an expression that gives the current time, as a whole.
func currentTimeOf(x ast.Expr) (currentTime, bool) {
	switch x := x.(type) {
	case *ast.Literal:
		i, ok := currentWords[x.Kind]
		return i, ok
	case *ast.Cast: // CAST(strftime('%s', 'now') AS INTEGER)
		i, ok := currentTimeOf(x.X)
		if ok && i.gives == "epoch" && ast.AffinityOf(x.Type) == ast.IntegerAffinity {
			i.text = ""
			return i, true
		}
	case *ast.Call:
		name, args := lexer.Fold(x.Name), x.Args
		i, ok := currentFunctions[name]
		if name == "strftime" && len(args) > 0 {
			i, ok = formatOf(args[0])
			args = args[1:]
		}
		if !ok || len(args) == 0 && name != "strftime" && len(x.Args) > 0 {
			return i, false
		}
		for n, a := range args {
			switch word := lexer.Fold(stringOf(a)); {
			case n == 0 && (word == "now" || isCurrent(a)):
			case n > 0 && word == "localtime" && !i.local:
				i.local = true
			default:
				return i, false
			}
		}
		return i, true
	}
	return currentTime{}, false
}

// isCurrent reports whether x is CURRENT_TIMESTAMP, which functions read as now.
func isCurrent(x ast.Expr) bool {
	l, ok := x.(*ast.Literal)
	return ok && l.Kind == ast.CurrentTimestamp
}

// stringOf is a string literal, "" for anything else.
func stringOf(x ast.Expr) string {
	switch x := x.(type) {
	case *ast.Literal:
		if x.Kind == ast.StringLit {
			return x.Text
		}
	case *ast.ColumnRef: // "now": https://sqlite.org/quirks.html#dblquote
		if x.DoubleQuoted && x.Table == "" {
			return x.Name
		}
	}
	return ""
}

// formats holds the letters of strftime() as to_char() has them.
var formats = map[byte]string{'Y': "YYYY", 'm': "MM", 'd': "DD", 'H': "HH24", 'M': "MI", 'S': "SS", 'f': "SS.MS", 'j': "DDD"}

// formatOf reads the format of strftime().
func formatOf(x ast.Expr) (currentTime, bool) {
	f := stringOf(x)
	if f == "%s" {
		return currentTime{gives: "epoch", text: "%s"}, true
	}
	var out, quoted strings.Builder
	flush := func() {
		if quoted.Len() > 0 {
			out.WriteString(`"` + quoted.String() + `"`)
			quoted.Reset()
		}
	}
	date, clock := 0, 0
	for i := 0; i < len(f); i++ {
		switch c := f[i]; {
		case c == '"' || c == '\\':
			return currentTime{}, false
		case c != '%' && (c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= 0x80):
			quoted.WriteByte(c)
		case c != '%':
			flush()
			out.WriteByte(c)
		default:
			i++
			if i == len(f) || formats[f[i]] == "" {
				return currentTime{}, false
			}
			flush()
			out.WriteString(formats[f[i]])
			if strings.IndexByte("Ymdj", f[i]) >= 0 {
				date++
			} else {
				clock++
			}
		}
	}
	flush()
	gives := ""
	switch {
	case date >= 3 && clock >= 2:
		gives = "datetime"
	case date >= 3 && clock == 0:
		gives = "date"
	case date == 0 && clock >= 2:
		gives = "time"
	}
	return currentTime{gives: gives, text: out.String(), fraction: strings.Contains(f, "%f")}, f != ""
}

// as is the time in a column of a type, nil if it does not fit.
func (i currentTime) as(family string) pg.Expr {
	now := pg.Expr(utcNow)
	if i.local {
		now = localNow
	}
	// Numbers for a time in another zone than UTC are those of its clock there.
	seconds := &pg.Call{Func: "date_part", Args: []pg.Expr{pg.String("epoch"), now}}
	if !i.local {
		seconds.Args[1] = pg.Keyword("now()")
	}
	whole := &pg.Cast{X: &pg.Call{Func: "floor", Args: []pg.Expr{seconds}}, Type: "bigint"}
	unit := "second"
	if i.fraction {
		unit = "milliseconds"
	}
	switch family + " of " + i.gives {
	case "timestamp of datetime":
		return truncated(unit, now)
	case "timestamptz of datetime":
		return truncated(unit, pg.Keyword("now()"))
	case "timestamp of date":
		return truncated("day", now)
	case "timestamp of epoch": // a column that held unix time
		return truncated("second", now)
	case "date of datetime", "date of date":
		return &pg.Cast{X: parens(now), Type: "date"}
	case "time of time", "time of datetime":
		return &pg.Cast{X: truncated(unit, now), Type: "time"}
	case "bigint of epoch", "numeric of epoch", "double precision of epoch":
		return whole
	case "double precision of julianday", "numeric of julianday":
		return &pg.Binary{Op: "+", L: &pg.Binary{Op: "/", L: seconds, R: pg.Number("86400")}, R: pg.Number("2440587.5")}
	case "text of epoch":
		return &pg.Cast{X: whole, Type: "text"}
	}
	if family == "text" && i.text != "" {
		return &pg.Call{Func: "to_char", Args: []pg.Expr{now, pg.String(i.text)}}
	}
	return nil
}

// truncated cuts a time as SQLite's functions do: it is not rounded.
func truncated(unit string, x pg.Expr) pg.Expr {
	return &pg.Call{Func: "date_trunc", Args: []pg.Expr{pg.String(unit), x}}
}

func parens(x pg.Expr) pg.Expr {
	if k, ok := x.(pg.Keyword); ok && k == utcNow {
		return "(" + k + ")"
	}
	return x
}
