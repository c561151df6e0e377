package emit

import (
	"fmt"
	"strconv"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
)

// The hash of a text and of bytes of any length. They are no functions of the script: the
// servers that hold the rows of a distributed table would lack them.
const (
	longText  = `hashtextextended(CASE WHEN octet_length(%[1]s) <= %[2]d THEN %[1]s ELSE encode(sha256(convert_to(%[1]s, 'UTF8')), 'hex') END COLLATE "C", %[3]s)`
	longBytes = `hashtextextended(encode(CASE WHEN octet_length(%[1]s) <= %[2]d THEN %[1]s ELSE sha256(%[1]s) END, 'hex') COLLATE "C", %[3]s)`
)

// textOfBytes makes the function that hashes bytes as the text that they are, if they are
// one: only a block with an exception handler can tell.
func textOfBytes(name string) string {
	text := fmt.Sprintf(longText, "convert_from(value, 'UTF8')", pg.LongValue, "seed")
	bytes := fmt.Sprintf(longBytes, "value", pg.LongValue, "seed")
	return fmt.Sprintf(`CREATE FUNCTION %s(value bytea, seed bigint) RETURNS bigint
LANGUAGE plpgsql STABLE AS $sqlite2pg$
BEGIN
    IF octet_length(value) <= %d THEN
        RETURN %s;
    END IF;
    RETURN %s;
EXCEPTION WHEN data_exception THEN
    RETURN %[4]s;
END
$sqlite2pg$`, name, pg.LongValue, text, bytes)
}

// changed and changedArchive say why values may differ.
const (
	changed        = "Nothing was committed. The script was changed on its way, the table was not empty, or something else wrote to it."
	changedArchive = "The archive was changed, the table was not empty, or something else wrote to it. What is restored is committed, but with pg_restore -1."
)

// verifyFunction compares sums. It is temporary.
const verifyFunction = `CREATE FUNCTION pg_temp.sqlite2pg_verify("table" text, columns text[], want numeric[], got numeric[]) RETURNS void
LANGUAGE plpgsql AS $sqlite2pg$
DECLARE
    found text := '';
BEGIN
    IF got[1] <> want[1] THEN
        found := format('it has %s rows, the dump %s', got[1], want[1]);
    END IF;
    FOR i IN 1 .. coalesce(array_length(columns, 1), 0) LOOP
        IF coalesce(got[i + 1], 0) = want[i + 1] THEN
            CONTINUE;
        ELSIF columns[i] IS NOT NULL THEN
            found := concat_ws('; ', nullif(found, ''), format('column %I differs', columns[i]));
        ELSIF found = '' THEN
            found := 'values stand in other rows';
        END IF;
    END LOOP;
    IF found <> '' THEN
        RAISE EXCEPTION 'sqlite2pg: --verify: table % is not what the dump holds: %', "table", found
            USING HINT = '` + changed + `';
    END IF;
END
$sqlite2pg$`

// appendVerifyStart prints a block that sees whether the server hashes as the
// script was made for.
func appendVerifyStart(dst []byte, s *pg.VerifyStart) []byte {
	body := append([]byte(nil), "\nBEGIN\n    IF hashtextextended("...)
	body = pg.AppendLiteral(body, s.Text)
	body = fmt.Appendf(body, ` COLLATE "C", 1) <> %d THEN
        RAISE EXCEPTION 'sqlite2pg: this server hashes in another way, as big-endian machines do: --verify does not work here'
            USING HINT = 'Make the script without --verify.';
    END IF;
END
`, s.Hash)
	return pg.AppendDollar(append(dst, "DO "...), "sqlite2pg", string(body))
}

// appendVerifyTable prints a block that hashes a table and compares the sums.
// OFFSET 0 keeps the planner from computing each hash twice.
func appendVerifyTable(dst []byte, s *pg.VerifyTable) []byte {
	var names, want, got, hashes []byte
	want = fmt.Appendf(want, "%d", s.Rows)
	got = append(got, "count(*)"...)
	for i := range s.Columns {
		c := &s.Columns[i]
		if i > 0 {
			names = append(names, ", "...)
			hashes = append(hashes, ",\n            "...)
		}
		names = pg.AppendLiteral(names, c.Name)
		want = fmt.Appendf(want, ", %s", c.Sum)
		got = fmt.Appendf(got, ", sum(h%d)", c.Seed)
		hashes = fmt.Appendf(appendHash(append(hashes, "coalesce("...), c, s.OfBytes), ", 0) AS h%d", c.Seed)
	}
	if s.Row != "" && len(s.Columns) > 0 {
		names = append(names, ", NULL"...)
		want = fmt.Appendf(want, ", %s", s.Row)
		for i, c := range s.Columns {
			sep := " # "
			if i == 0 {
				sep = ", sum("
			}
			got = fmt.Appendf(got, "%sh%d", sep, c.Seed)
		}
		got = append(got, ')')
	}
	table := pg.Qualified{Schema: s.Schema, Name: s.Table}.String()
	var where []byte
	for i, x := range s.Where {
		sep := "\n        WHERE "
		if i > 0 {
			sep = " AND "
		}
		where = appendExpr(append(where, sep...), x)
	}
	body := fmt.Appendf(nil, "\nDECLARE\n    got numeric[];\nBEGIN\n    SELECT ARRAY[%s] INTO got\n    FROM (\n        SELECT\n            %s\n        FROM %s%s\n        OFFSET 0\n    ) AS hashes;\n", got, hashes, table, where)
	body = pg.AppendLiteral(append(body, "    PERFORM pg_temp.sqlite2pg_verify("...), table)
	body = fmt.Appendf(body, ", ARRAY[%s]::text[],\n        ARRAY[%s]::numeric[], got);\nEND\n", names, want)
	return pg.AppendDollar(append(dst, "DO "...), "sqlite2pg", string(body))
}

// appendHash prints the hash of a column's value. ofBytes hashes the text of bytes.
func appendHash(dst []byte, c *pg.HashedColumn, ofBytes pg.Qualified) []byte {
	held := string(appendOperand(nil, c.Held))
	seed := strconv.FormatInt(c.Seed, 10)
	switch c.By {
	case pg.ByPresence:
		return fmt.Appendf(dst, "CASE WHEN %s IS NOT NULL THEN 1 END", held)
	case pg.ByText:
		return fmt.Appendf(dst, `hashtextextended(%s COLLATE "C", %s)`, held, seed)
	case pg.ByTextOfBytes:
		return fmt.Appendf(dst, "%s(%s, %s)", ofBytes, held, seed)
	}
	form := longText
	if c.By == pg.ByLongBytes {
		form = longBytes
	}
	if _, isColumn := c.Held.(pg.Name); isColumn {
		return fmt.Appendf(dst, form, held, pg.LongValue, seed)
	}
	// OFFSET 0 has the value be computed once.
	return fmt.Appendf(dst, "(SELECT "+form+" FROM (SELECT %[4]s AS value OFFSET 0) AS held)", "value", pg.LongValue, seed, held)
}
