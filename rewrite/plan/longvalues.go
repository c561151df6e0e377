package plan

import (
	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/emit/pg"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
)

// Values that are too long for a btree are known by their lengths, but PostgreSQL compresses
// them first: whether an index takes them, only the load tells. So it is tried, and said
// before.

// WarnOfLongValues says which indexes and keys may not hold their values. Where they stand
// before the rows come, nothing can be made in their place.
func (p *Plan) WarnOfLongValues(stand bool) {
	for _, t := range p.schema.Tables() {
		for _, k := range t.Keys {
			switch {
			case k.Constraint == nil: // of an index
			case k.Primary:
				warnOfLong(t, t.Object(nil), k.Columns, "the primary key", stand)
			default:
				warnOfLong(t, t.Object(nil), k.Columns, "a unique constraint", stand)
			}
		}
	}
	for _, x := range p.schema.Indexes() {
		t := p.schema.Table(x.Table.Text)
		if t == nil {
			continue
		}
		var columns []*catalog.Column
		for _, ic := range x.Keys {
			columns = append(columns, t.ColumnsOf(ic.Expr)...)
		}
		warnOfLong(t, t.Object(nil).Index(x.Name.Text), columns, "the index", stand)
	}
}

// WarnOfLong says that values of columns may be too long for a key over them that stands.
func WarnOfLong(t *catalog.Table, columns []*catalog.Column, key string) {
	warnOfLong(t, t.Object(nil), columns, key, true)
}

func warnOfLong(t *catalog.Table, of diag.Object, columns []*catalog.Column, index string, stands bool) {
	if t.Unwanted || t.WithoutRows != "" {
		return
	}
	one, several := diag.IndexRowTooLong, diag.IndexRowsTooLong
	if stands {
		one, several = diag.StandingIndexTooLong, diag.StandingIndexesTooLong
	}
	together, said := 0, false
	for _, c := range columns {
		if c.Dropped || c.NoPlace || c.Values == 0 {
			continue
		}
		if first := t.First(c, catalog.Long); first != nil && !c.Type.Bounded() {
			t.Schema.Warn(one(c.Long, pg.MaxIndexValue, index).At(first.Pos).About(of.InColumn(c.Name).InRow(first.Row).WithKey(first.Key)))
			said = true
		}
		if !c.Type.Bounded() {
			together += c.Type.Longest(c.Longest)
		}
	}
	if !said && together > pg.MaxIndexValue {
		t.Schema.Warn(several(together, pg.MaxIndexValue, index).At(t.Source.Pos).About(of))
	}
}
