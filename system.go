package sqlite2pg

import (
	"strconv"
	"strings"

	"github.com/sqlite2pg/sqlite2pg/diag"
	"github.com/sqlite2pg/sqlite2pg/lexer"
	"github.com/sqlite2pg/sqlite2pg/parser"
	"github.com/sqlite2pg/sqlite2pg/parser/ast"
	"github.com/sqlite2pg/sqlite2pg/rewrite/catalog"
	"github.com/sqlite2pg/sqlite2pg/rewrite/plan"
)

// systemRows reads the rows of SQLite's own tables: sqlite_sequence tells the
// position of AUTOINCREMENT keys, sqlite_schema names virtual tables, and
// sqlite_stat1 says that there were statistics.
func (t *translator) systemRows(in *ast.Insert) error {
	name := lexer.Fold(in.Table.Text)
	var v parser.Value
	for {
		pos := t.scan.Pos(t.scan.Offset())
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
				values = append(values, v.AppendContent(nil))
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
			if len(values) == 5 {
				if err := t.schemaRow(pos, values); err != nil {
					return err
				}
			}
		default:
			t.schema.Analyze()
		}
	}
}

// schemaRow reads a row of sqlite_schema: the definition of a virtual table.
func (t *translator) schemaRow(pos diag.Pos, values [][]byte) error {
	text := string(values[4])
	s, err := parser.New(lexer.New(strings.NewReader(text + ";"))).Next()
	if v, ok := s.(*ast.CreateVirtualTable); ok && err == nil {
		v.Pos = pos
		return t.virtualTable(v)
	}
	t.schema.Carry(diag.VirtualLeftOut, diag.Named(string(values[0]), string(values[1])), "it is no virtual table that can be read", &ast.Head{Pos: pos, Text: text})
	return nil
}

// passOver counts the rows of an INSERT into a virtual table.
func (t *translator) passOver(v *catalog.VirtualRows, in *ast.Insert) error {
	v.Pos = in.Pos
	for {
		more, err := t.parse.NextRow()
		if err != nil || !more {
			return err
		}
		v.Rows++
	}
}

func (t *translator) virtualTable(v *ast.CreateVirtualTable) error {
	if !t.schema.SelectVirtual(v) {
		return nil
	}
	renames, err := t.schema.AddVirtual(v)
	if err != nil {
		return err
	}
	return t.objects(plan.Rename(renames))
}
