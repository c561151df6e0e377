package plan

import (
	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
)

// becomeAsWide gives a column of integers the type of the one on the other side of a
// foreign key, if that holds more.
func becomeAsWide(t *catalog.Table, c *catalog.Column, other *catalog.Table, as *catalog.Column) bool {
	if !c.Type.IsNarrow() || !as.Type.IsInteger() || c.Type.MaxInteger() >= as.Type.MaxInteger() || c.Generated || len(t.Readers(c)) > 0 {
		return false
	}
	t.Schema.Warn(diag.WidenedByKey(other.Object(as).String(), c.Type.Final(), as.Type.Final()).At(t.Source.Pos).About(t.Object(c)))
	becomeAfterData(c, as.Type.Final(), as.Type.Encoding)
	return true
}

// widenIdentities gives identities whose next key is beyond their type one that holds it:
// AUTOINCREMENT remembers keys of rows that are deleted.
func widenIdentities(s *catalog.Schema) {
	for _, t := range s.Tables() {
		if c := t.Rowid; c != nil && c.Identity && c.Type.IsNarrow() && max(t.Top, t.Sequence) >= c.Type.MaxInteger() {
			wide := c.Chain[len(c.Chain)-1]
			s.Warn(diag.WidenedBySequence(max(t.Top, t.Sequence), c.Type.Final(), wide.Final()).At(t.Source.Pos).About(t.Object(c)))
			becomeAfterData(c, wide.Final(), wide.Encoding)
		}
	}
}
