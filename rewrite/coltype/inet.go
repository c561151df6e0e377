package coltype

import (
	"net/netip"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/rewrite/query"
)

// inet is for addresses that PostgreSQL prints just so.
var inet = Type{SQL: "inet", Encoding: addresses{}}

// inetFamily: whoever asks for inet gets package fit's, which takes more spellings.
var inetFamily = family{
	declared: []declared{{"INET", inet, "Ecto's name, which is PostgreSQL's"}},
	targets:  []target{{name: "inet", other: []Type{inet}, accepted: []string{"inet"}}},
}

// addresses are of IPv4 or IPv6, with a length of the network or without.
type addresses struct {
	noChunks
	noFast
	quoted
	smallValues
	asWritten
	fromNothing
	keepsText
	saysAll
	includesNone
	someValues
}

func (addresses) Name() string { return "address" }

func (addresses) append(dst []byte, _ *Type, v *parser.Value) ([]byte, Fit) {
	if v.Class != parser.Text {
		return dst, Misfit
	}
	text := str(v.Text)
	if strings.IndexByte(text, '/') >= 0 {
		p, err := netip.ParsePrefix(text)
		if err != nil || p.IsSingleIP() || p.String() != text {
			return dst, Misfit
		}
	} else if a, err := netip.ParseAddr(text); err != nil || a.Zone() != "" || a.String() != text {
		return dst, Misfit
	}
	return append(dst, text...), Fits
}

// text is what PostgreSQL prints: its cast adds a length to an address.
func (addresses) text(_ *Type, column pg.Name) (pg.Expr, bool) { return abbreviated(column), true }

func abbreviated(x pg.Expr) pg.Expr { return &pg.Call{Func: "abbrev", Args: []pg.Expr{x}} }

func (addresses) inQueries(bool) query.Type {
	return query.Type{Kind: query.Text, Form: "address", Read: abbreviated}
}

func (addresses) writes() writes { return writes{query.Text: spelled} }

func (addresses) then() ([]Type, string) {
	return []Type{Any, byteaAny}, "names of hosts, and other spellings of an address"
}
