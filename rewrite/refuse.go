package rewrite

import (
	"fmt"
	"github.com/sqlite2pg/sqlite2pg/rewrite/coltype"

	"github.com/sqlite2pg/sqlite2pg/diag"
)

// Arity is the error of a row with too many or too few values.
func (t *Table) Arity(got, want int, row int64, pos diag.Pos) error {
	return &diag.Message{ID: "arity", Pos: pos, Object: fmt.Sprintf("%s, row %d", t.object(nil), row),
		Text: fmt.Sprintf("%d values for %d columns", got, want), Hint: sameDatabase}
}

// Refuse is the error of a value that its column does not hold, in the row
// after those that are loaded.
func (t *Table) Refuse(c *Column, fit coltype.Fit, value string, pos diag.Pos) error {
	return t.refuse(c, fit, value, t.Rows+1, pos)
}

func (t *Table) refuse(c *Column, fit coltype.Fit, value string, row int64, pos diag.Pos) error {
	m := &diag.Message{Pos: pos, Object: fmt.Sprintf("%s, row %d", t.object(c), row)}
	switch fit {
	case coltype.BadUTF8:
		m.ID, m.Text = "invalid-utf8", value+" is not valid UTF-8, which PostgreSQL's text must be"
		m.Hint = "mend the value in SQLite, or go on with --bad-text=replace, strip or bytea"
	case coltype.HasNUL:
		m.ID, m.Text = "nul-character", value+" holds a NUL character, which PostgreSQL's text cannot"
		m.Hint = "mend the value in SQLite, or go on with --bad-text=replace, strip or bytea"
	default:
		m.ID, m.Text = "misfit", fmt.Sprintf("%s does not fit type %s", value, c.Type.Final())
		m.Hint = "mend the value in SQLite, or give the column a type that holds all its values: --column=TABLE.COLUMN=" + c.Type.Catchall()
		if t.schema.opts.DataOnly {
			m.Hint = "write the schema and the data with the same types: --types-out in a whole run, then --types"
		}
	}
	return m
}

// RefuseNull is the error of a NULL in a NOT NULL column.
func (t *Table) RefuseNull(c *Column, pos diag.Pos) error { return t.refuseNull(c, t.Rows+1, pos) }

func (t *Table) refuseNull(c *Column, row int64, pos diag.Pos) error {
	return &diag.Message{ID: "not-null", Pos: pos, Object: fmt.Sprintf("%s, row %d", t.object(c), row),
		Text: "NULL in a NOT NULL column", Hint: "mend the row in SQLite, or declare the column without NOT NULL"}
}

// RefuseKey is the error of a row without a key after the highest one.
func (t *Table) RefuseKey(c *Column, pos diag.Pos) error {
	return &diag.Message{ID: "no-key", Pos: pos, Object: fmt.Sprintf("%s, row %d", t.object(c), t.Rows+1),
		Text: "the row has no key, and the highest possible one is in use", Hint: "give the row a key: SQLite itself would take one at random"}
}

// TooLarge is the error of a row that PostgreSQL cannot read.
func (t *Table) TooLarge(pos diag.Pos) error {
	return &diag.Message{ID: "row-too-large", Pos: pos, Object: fmt.Sprintf("%s, row %d", t.object(nil), t.Rows+1),
		Text: "the row is 1 GB or more as COPY text, which PostgreSQL cannot read (a blob doubles)",
		Hint: "keep such a value outside the database, or split it"}
}

// Summarise reports what was counted while rows were written.
func (t *Table) Summarise() {
	for _, c := range t.Columns {
		if c.Cleaned > 0 {
			t.schema.warn(diag.Message{ID: "bad-text", Pos: t.Source.Pos, Object: t.object(c),
				Text: fmt.Sprintf("%d texts were changed by --bad-text=%s", c.Cleaned, t.schema.opts.BadText)})
		}
		if c.Changed > 0 {
			text := "%d values arrived as the bytes of their text"
			switch c.Type.Family() {
			case "uuid":
				text = "%d blobs arrived as the UUIDs they hold"
			case "json", "jsonb":
				text = "%d blobs arrived as the JSON they hold"
			case "text":
				text = "%d blobs arrived as the text they hold"
			case "bigint", "numeric", "double precision":
				text = "%d texts arrived as the numbers they hold"
			}
			t.schema.warn(diag.Message{ID: "class-changed", Pos: t.Source.Pos, Object: t.object(c), Text: fmt.Sprintf(text, c.Changed)})
		}
		if lost := c.Type.Normalises(); lost != "" && t.Rows > 0 && !c.Generated {
			t.schema.warn(diag.Message{Note: true, ID: "normalised", Pos: t.Source.Pos, Object: t.object(c),
				Text: fmt.Sprintf("type %s keeps what the values mean, not %s", c.Type.Final(), lost)})
		}
	}
}
