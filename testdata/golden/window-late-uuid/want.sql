CREATE TABLE t (
    u uuid,
    after text
);

COPY t (u, after) FROM stdin;
6f1d0e9a-0000-4000-8000-0123456789ab	1
6f1d0e9a00004000800000000000000f	2
{6F1D0E9A-0000-4000-8000-0123456789AC}	3
\.

SET LOCAL client_min_messages = error;

CREATE FUNCTION pg_temp.sqlite2pg_verify("table" text, columns text[], want numeric[], got numeric[]) RETURNS void
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
$sqlite2pg$;

SET LOCAL client_min_messages = warning;

DO $sqlite2pg$
BEGIN
    IF hashtextextended('sqlite2pg' COLLATE "C", 1) <> -1871891097574998625 THEN
        RAISE EXCEPTION 'sqlite2pg: this server hashes in another way, as big-endian machines do: --verify does not work here'
            USING HINT = 'Make the script without --verify.';
    END IF;
END
$sqlite2pg$;

DO $sqlite2pg$
DECLARE
    got numeric[];
BEGIN
    SELECT ARRAY[count(*), sum(h1), sum(h2), sum(h1 # h2)] INTO got
    FROM (
        SELECT
            coalesce(hashtextextended(u::text COLLATE "C", 1), 0) AS h1,
            coalesce((SELECT hashtextextended(CASE WHEN octet_length(value) <= 65536 THEN value ELSE encode(sha256(convert_to(value, 'UTF8')), 'hex') END COLLATE "C", 2) FROM (SELECT after::text AS value OFFSET 0) AS held), 0) AS h2
        FROM t
        OFFSET 0
    ) AS hashes;
    PERFORM pg_temp.sqlite2pg_verify('t', ARRAY['u', 'after', NULL]::text[],
        ARRAY[3, -1898371284420919161, -15618584730782417873, 14655047612880252894]::numeric[], got);
END
$sqlite2pg$;

