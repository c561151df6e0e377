package fit

import (
	"bytes"
	"net/netip"

	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/target"
)

// network is inet, or cidr, whose bits behind the prefix are 0.
type network struct{ cidr bool }

func newNetwork(t *target.Type, _ *Options) encoder { return network{t.Name.Name == "cidr"} }

func (e network) append(w *Writer, dst []byte, v *parser.Value) ([]byte, Fit) {
	if v.Class != parser.Text {
		return dst, NoReading
	}
	text := w.trimmed(v)
	var p netip.Prefix
	var err error
	if bytes.IndexByte(text, '/') >= 0 {
		p, err = netip.ParsePrefix(str(text))
	} else {
		var a netip.Addr
		if a, err = netip.ParseAddr(str(text)); err == nil {
			p = netip.PrefixFrom(a, a.BitLen())
		}
	}
	if err != nil || bytes.IndexByte(text, '%') >= 0 || e.cidr && p.Masked() != p {
		return dst, NoReading
	}
	if !e.cidr && p.IsSingleIP() {
		return p.Addr().AppendTo(dst), Fits
	}
	return p.AppendTo(dst), Fits
}

// mac is macaddr or macaddr8, with its size in bytes.
type mac struct{ size int }

func newMAC(t *target.Type, _ *Options) encoder {
	if t.Name.Name == "macaddr" {
		return mac{6}
	}
	return mac{8}
}

func (e mac) append(w *Writer, dst []byte, v *parser.Value) ([]byte, Fit) {
	if v.Class != parser.Text {
		return dst, NoReading
	}
	n := 0
	for _, c := range w.trimmed(v) {
		if c == ':' || c == '-' || c == '.' {
			continue
		}
		if !digit(c) && (c|0x20 < 'a' || c|0x20 > 'f') || n == 2*e.size {
			return dst, NoReading
		}
		if n > 0 && n%2 == 0 {
			dst = append(dst, ':')
		}
		if c >= 'A' {
			c |= 0x20
		}
		dst = append(dst, c)
		n++
	}
	if n != 2*e.size {
		return dst, NoReading
	}
	return dst, Fits
}
