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
	switch {
	case t.Dims > 0:
		name = "array"
	case t.Def != nil && t.Def.Kind == target.Enum:
		name = "enum"
	case t.Name.Name == "citext":
		name = "citext"
	}
	if len(t.Mods) > 0 {
		limit = t.Mods[0]
	}
	w := &column{Writer: New(c, o), of: c, options: o}
	out := coltype.Outside(c.Type.String(), name, limit, o.Affinity, w)
	w.temporal = out.Temporal()
	return out
}

// column is a Writer as package coltype wants it.
type column struct {
	*Writer
	of       *target.Column
	options  Options
	temporal bool
	rejected Fit // why the last value was
}

func (c *column) Append(dst []byte, v *parser.Value) ([]byte, coltype.Fit) {
	dst, f := c.Writer.Append(dst, v)
	return dst, c.say(v, f)
}

func (c *column) AppendChunk(dst []byte, v *parser.Value, part []byte, first bool) ([]byte, coltype.Fit) {
	dst, f := c.Writer.AppendChunk(dst, v, part, first)
	return dst, c.say(v, f)
}

// say says how a value fits, and keeps why it does not. --bad-text is for texts: a blob
// that is none does not fit.
func (c *column) say(v *parser.Value, f Fit) coltype.Fit {
	if !f.OK() {
		c.rejected = f
		if f == NoReading && !c.of.NotNull {
			c.rejected = c.nothing(v)
		}
	}
	if v.Class == parser.Blob && (f == BadText || f == HasNUL) {
		return coltype.Misfit
	}
	return toColtype(f)
}

// nothing says why a value without a reading is rejected, where it stands for NULL.
func (c *column) nothing(v *parser.Value) Fit {
	switch {
	case c.temporal && coltype.IsZeroDate(v):
		return ZeroDate
	case v.Class == parser.Text && !v.Open && len(v.Text) == 0:
		return Empty
	}
	return NoReading
}

func (c *column) Why(table, name string) (reason string, flags []string) {
	return c.Reason(c.rejected), c.rejected.Flags(table, name)
}

func (c *column) Fork() coltype.Writer {
	return &column{Writer: c.fork(), of: c.of, options: c.options, temporal: c.temporal}
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
	return c.say(v, f)
}

// toColtype says how a value fits in coltype's words.
func toColtype(f Fit) coltype.Fit {
	switch f {
	case Fits:
		return coltype.Fits
	case Rounded:
		return coltype.Rounded
	case Changed:
		return coltype.Changed
	case RepeatedKeys:
		return coltype.RepeatedKeys
	case BadText:
		return coltype.BadUTF8
	case HasNUL:
		return coltype.HasNUL
	}
	return coltype.Misfit
}
