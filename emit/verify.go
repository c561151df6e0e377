package emit

import (
	"fmt"

	"github.com/sqlite2pg/sqlite2pg/emit/pg"
)

// verifyFunctions hash long values, and compare sums. They are temporary.
var verifyFunctions = []string{
	fmt.Sprintf(`CREATE FUNCTION pg_temp.sqlite2pg_hash(value text, seed bigint) RETURNS bigint
LANGUAGE sql STABLE AS $sqlite2pg$
    SELECT hashtextextended(CASE WHEN octet_length(value) <= %d THEN value
        ELSE encode(sha256(convert_to(value, 'UTF8')), 'hex') END COLLATE "C", seed)
$sqlite2pg$`, pg.LongValue),
	fmt.Sprintf(`CREATE FUNCTION pg_temp.sqlite2pg_hash(value bytea, seed bigint) RETURNS bigint
LANGUAGE sql STABLE AS $sqlite2pg$
    SELECT hashtextextended(encode(CASE WHEN octet_length(value) <= %d THEN value
        ELSE sha256(value) END, 'hex') COLLATE "C", seed)
$sqlite2pg$`, pg.LongValue),
	fmt.Sprintf(`CREATE FUNCTION pg_temp.sqlite2pg_hash_text(value bytea, seed bigint) RETURNS bigint
LANGUAGE plpgsql STABLE AS $sqlite2pg$
BEGIN
    IF octet_length(value) <= %d THEN
        RETURN pg_temp.sqlite2pg_hash(convert_from(value, 'UTF8'), seed);
    END IF;
    RETURN pg_temp.sqlite2pg_hash(value, seed);
EXCEPTION WHEN data_exception THEN
    RETURN pg_temp.sqlite2pg_hash(value, seed);
END
$sqlite2pg$`, pg.LongValue),
	`CREATE FUNCTION pg_temp.sqlite2pg_verify("table" text, columns text[], want numeric[], got numeric[]) RETURNS void
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
            USING HINT = 'Nothing was committed. The script was changed on its way, the table was not empty, or something else wrote to it.';
    END IF;
END
$sqlite2pg$`,
}

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
		hashes = fmt.Appendf(appendHash(append(hashes, "coalesce("...), c), ", 0) AS h%d", c.Seed)
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
	body := append([]byte(nil), "\nBEGIN\n    PERFORM pg_temp.sqlite2pg_verify("...)
	table := pg.Qualified{Schema: s.Schema, Name: s.Table}.String()
	body = pg.AppendLiteral(body, table)
	body = fmt.Appendf(body, ", ARRAY[%s]::text[],\n        ARRAY[%s]::numeric[],\n        ARRAY[%s])\n    FROM (\n        SELECT\n            %s\n        FROM ", names, want, got, hashes)
	body = append(append(body, table...), "\n        OFFSET 0\n    ) AS hashes;\nEND\n"...)
	return pg.AppendDollar(append(dst, "DO "...), "sqlite2pg", string(body))
}

// appendHash prints the hash of a column's value.
func appendHash(dst []byte, c *pg.HashedColumn) []byte {
	name, collate := "", ""
	switch c.By {
	case pg.ByPresence:
		return append(appendOperand(append(dst, "CASE WHEN "...), c.Held), " IS NOT NULL THEN 1 END"...)
	case pg.ByText:
		name, collate = "hashtextextended(", ` COLLATE "C"`
	case pg.ByLongValue:
		name = "pg_temp.sqlite2pg_hash("
	case pg.ByTextOfBytes:
		name = "pg_temp.sqlite2pg_hash_text("
	}
	return fmt.Appendf(appendOperand(append(dst, name...), c.Held), "%s, %d)", collate, c.Seed)
}
