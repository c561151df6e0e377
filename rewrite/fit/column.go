package fit

import (
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"
	"github.com/sqlite2pg/sqlite2pg/target"
)

// ColumnType is the type of a column of the target, for those who write rows.
func ColumnType(c *target.Column, o Options) coltype.Type {
	t, name, limit := c.Type.Base(), "", 0
	if t.Dims == 0 && t.Name.Schema == target.Builtin {
		name = t.Name.Name
	}
	if len(t.Mods) > 0 {
		limit = t.Mods[0]
	}
	return coltype.Outside(c.Type.String(), name, limit, o.Zone == nil, o.Affinity, &column{Writer: New(c, o), of: c, options: o})
}

// column is a Writer as package coltype wants it.
type column struct {
	*Writer
	of      *target.Column
	options Options
}

func (c *column) Append(dst []byte, v *parser.Value) ([]byte, coltype.Fit) {
	dst, f := c.Writer.Append(dst, v)
	return dst, toColtype(f)
}

func (c *column) AppendChunk(dst []byte, v *parser.Value, part []byte, first bool) ([]byte, coltype.Fit) {
	dst, f := c.Writer.AppendChunk(dst, v, part, first)
	return dst, toColtype(f)
}

// Try shows the value to a column that decides by several of them. Whether it fits
// must not depend on those before it: a writer of its own says that.
func (c *column) Try(v *parser.Value) coltype.Fit {
	if !c.Decides() {
		_, f := c.Append(nil, v)
		return f
	}
	c.Observe(v)
	_, f := New(c.of, c.options).Append(nil, v)
	return toColtype(f)
}

// toColtype says how a value fits in coltype's words.
func toColtype(f Fit) coltype.Fit {
	switch f {
	case Fits:
		return coltype.Fits
	case Rounded, Changed:
		return coltype.Changed
	case BadText:
		return coltype.BadUTF8
	case HasNUL:
		return coltype.HasNUL
	}
	return coltype.Misfit
}
