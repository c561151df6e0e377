package sqlite2pg

import (
	"bytes"
	"strconv"

	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
)

// systemRows reads the rows of SQLite's own tables: sqlite_sequence tells the
// position of AUTOINCREMENT keys, sqlite_schema names virtual tables, and
// sqlite_stat1 says that there were statistics.
func (t *translator) systemRows(in *ast.Insert) error {
	name := lexer.Fold(in.Table.Text)
	var v parser.Value
	for {
		more, err := t.parse.NextRow()
		if err != nil || !more {
			return err
		}
		var values [][]byte
		for {
			more, err := t.parse.NextValue(&v)
			if err != nil {
				return err
			}
			if !more {
				break
			}
			if len(values) < 5 && !v.Open {
				values = append(values, undouble(&v))
			}
		}
		switch name {
		case "sqlite_sequence":
			if len(values) == 2 {
				if table := t.schema.Table(string(values[0])); table != nil {
					if n, err := strconv.ParseInt(string(values[1]), 10, 64); err == nil {
						table.Sequence = max(table.Sequence, n)
					}
				}
			}
		case "sqlite_schema", "sqlite_master":
			if len(values) == 5 && t.schema.Table(string(values[1])) == nil {
				t.addVirtual(string(values[1]), in.Pos)
			}
			if len(values) == 5 && t.opts.Part != DataOnly {
				head := ast.Head{Pos: in.Pos, Text: string(values[4])}
				t.schema.Carry("virtual-table", string(values[0]), string(values[1]),
					"it belongs to a virtual table module; the shadow tables arrive as plain tables", &head)
			}
		default:
			t.schema.Analyze()
		}
	}
}

// undouble returns a copy of a value's text, quotes made single.
func undouble(v *parser.Value) []byte {
	if v.Doubled {
		return bytes.ReplaceAll(v.Text, []byte("''"), []byte("'"))
	}
	return bytes.Clone(v.Text)
}
