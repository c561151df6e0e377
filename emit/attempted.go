package emit

import "github.com/sqlite2pg/sqlite2pg/emit/pg"

// attempted is an object that the data or the server may refuse, as text.
type attempted struct {
	what       string
	listing    string   // the query for the rows in the way, "" for none
	statements []string // that are tried in turn
}

// attempted prints an object over tables of a schema. Each statement goes through the
// Checker by itself: what tries them has them as text.
func (g gate) attempted(o *pg.Object, schema string) (t attempted, err error) {
	t.what, t.listing = printable(o.What), Listing(o.Listing, schema)
	if o.Listing != nil {
		if err := g.verify([]byte(t.listing)); err != nil {
			return t, err
		}
	}
	for _, s := range append([]pg.Statement{o.Statement}, o.Fallback...) {
		sql, err := g.print(s)
		if err != nil {
			return t, err
		}
		t.statements = append(t.statements, sql)
	}
	return t, nil
}

// print prints a statement.
func (g gate) print(s pg.Statement) (string, error) {
	sql := appendStatement(nil, s)
	return string(sql), g.verify(sql)
}

// appendListing appends the query for the rows in the way as a text, or NULL.
func (t *attempted) appendListing(dst []byte) []byte {
	if t.listing == "" {
		return append(dst, "NULL"...)
	}
	return pg.AppendDollar(dst, "sql", t.listing)
}
