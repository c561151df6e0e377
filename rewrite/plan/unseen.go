package plan

import (
	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
	"github.com/sqlite2pg/sqlite2pg/rewrite/query"
)

// unseen says of a column that holds no value how queries read and write it: as those
// columns of the same declared type that hold some, if they agree, and where it stands
// beside something that is written otherwise, as that.
func (rs *relations) unseen(c *catalog.Column, q *query.Column) {
	as := c.Type
	if as.Encoding != c.Chain[c.Rank].Encoding {
		return // it follows the column that it refers to
	}
	if other := rs.seenAs(c.Declared); other != nil && !c.HasDefault && int(other.Rank) < len(c.Chain) {
		if like := &c.Chain[other.Rank]; like.Encoding == other.Type.Encoding && like.Final() == c.Type.Final() {
			as = like
		}
	}
	q.Type = as.Unseen(c.Chain, q.Affinity)
	q.Write = as.Writer(c.Name)
}

// seenAs is a column of a declared type that shows how all of them are written which
// hold values; nil if they do not agree, or there is none.
func (rs *relations) seenAs(declared string) *catalog.Column {
	if rs.seen == nil {
		rs.seen = map[string]*catalog.Column{}
		for _, t := range rs.schema.Tables() {
			for _, c := range t.Columns {
				name := lexer.Fold(c.Declared)
				switch other, found := rs.seen[name]; {
				case c.Classes == 0 || c.Generated || c.Identity:
				case !found:
					rs.seen[name] = c
				case other != nil && (other.Type.Encoding != c.Type.Encoding || other.Type.Final() != c.Type.Final()):
					rs.seen[name] = nil
				}
			}
		}
	}
	return rs.seen[lexer.Fold(declared)]
}
