package emit

import (
	"fmt"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
)

// rtreeReal reads a float of four bytes, of which no function of PostgreSQL 13
// makes a number: sign, exponent and fraction by the rules of IEEE 754. It is no function
// of its own: the servers that hold the rows of a distributed table would lack it.
const rtreeReal = `CASE WHEN bits.b%[1]d < 0 THEN -1 ELSE 1 END * CASE (bits.b%[1]d >> 23) & 255
                WHEN 0 THEN (bits.b%[1]d & 8388607) * 2::double precision ^ -149
                WHEN 255 THEN 'Infinity'
                ELSE (8388608 + (bits.b%[1]d & 8388607)) * 2::double precision ^ ((bits.b%[1]d >> 23 & 255) - 150)
            END`

// appendRtree prints a block that reads the cells of all nodes. A node is two
// bytes of depth, two with the number of its cells, and the cells: a key of
// eight bytes and the coordinates of four each. A cell whose key stands in
// this node, as Rowid says, is a row; others point to nodes.
func appendRtree(dst []byte, s *pg.Rtree) []byte {
	size := 8 + 4*len(s.Coordinates)
	var names []string
	var values []byte
	add := func(name, value string) {
		if name == "" { // the column is left out
			return
		}
		if len(names) > 0 {
			values = append(values, ",\n            "...)
		}
		names, values = append(names, name), append(values, value...)
	}
	add(s.Key, "cell.key")
	for i, name := range s.Coordinates {
		form := "bits.b%d"
		if !s.Integer {
			form = rtreeReal
		}
		add(name, fmt.Sprintf(form, i+1))
	}
	for _, a := range s.Auxiliary {
		add(a[0], "r."+pg.Ident(a[1]))
	}
	for _, c := range s.Constants {
		add(c.Column, string(appendExpr(nil, c.Value)))
	}
	body := appendNames(append(pg.AppendIdent([]byte("\nBEGIN\n    INSERT INTO "), s.Table), " ("...), names)
	body = append(append(body, ")\n        SELECT "...), values...)
	body = pg.AppendIdent(append(body, "\n        FROM "...), s.Node)
	data := "n." + pg.Ident(s.Data)
	body = fmt.Appendf(body, ` n
        CROSS JOIN LATERAL generate_series(0, get_byte(%[1]s, 2) * 256 + get_byte(%[1]s, 3) - 1) AS c (i)
        CROSS JOIN LATERAL (SELECT substr(%[1]s, 5 + c.i * %[2]d, %[2]d) AS bytes) AS b
        CROSS JOIN LATERAL (SELECT ('x' || encode(substr(b.bytes, 1, 8), 'hex'))::bit(64)::bigint AS key, b.bytes) AS cell
        CROSS JOIN LATERAL (SELECT `, data, size)
	for i := range s.Coordinates {
		if i > 0 {
			body = append(body, ", "...)
		}
		body = fmt.Appendf(body, "('x' || encode(substr(cell.bytes, %d, 4), 'hex'))::bit(32)::integer AS b%d", 9+4*i, i+1)
	}
	body = append(body, ") AS bits\n        JOIN "...)
	body = pg.AppendIdent(body, s.Rowid)
	body = fmt.Appendf(body, " r ON r.%s = cell.key AND r.%s = n.%s;\n", pg.Ident(s.RowidKey), pg.Ident(s.NodeOf), pg.Ident(s.NodeKey))
	body = fmt.Appendf(body, `    IF (SELECT count(*) FROM %s) <> (SELECT count(*) FROM %s) THEN
        RAISE EXCEPTION USING ERRCODE = 'data_exception', MESSAGE = 'the nodes of the R-tree do not hold all of its rows';
    END IF;
    DROP TABLE `, pg.Ident(s.Table), pg.Ident(s.Rowid))
	body = append(appendNames(body, s.Drop), ";\nEND\n"...)
	return pg.AppendDollar(append(dst, "DO "...), "sqlite2pg", string(body))
}
