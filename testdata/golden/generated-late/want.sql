CREATE TABLE moved (
    a bigint,
    d bigint GENERATED ALWAYS AS (a + 1) STORED,
    has boolean GENERATED ALWAYS AS (a IS NOT NULL) STORED NOT NULL,
    t text,
    u text GENERATED ALWAYS AS (upper(t COLLATE "C")) STORED,
    n bigint,
    e bigint GENERATED ALWAYS AS (n + 1) STORED,
    at timestamp,
    j json,
    known boolean GENERATED ALWAYS AS (at IS NOT NULL) STORED
);

COPY moved (a, t, n, at, j) FROM stdin;
1	x	1	2024-01-01T10:00:00	{}
2	y	2	2024-01-01T10:00:00	{}
\.

ALTER TABLE moved
    DROP COLUMN d,
    DROP COLUMN has,
    DROP COLUMN e,
    DROP COLUMN known,
    ALTER COLUMN a TYPE text USING a::text,
    ALTER COLUMN n TYPE numeric USING n::numeric,
    ALTER COLUMN at TYPE text USING replace(at::text, ' ', 'T');

COPY moved (a, t, n, at, j) FROM stdin;
three	z	1.5	2024-01-01 10:00:00+02:00	\N
\.

ALTER TABLE moved
    DROP COLUMN u,
    ALTER COLUMN t TYPE bytea USING convert_to(t::text, 'UTF8'),
    ALTER COLUMN n TYPE text USING CASE WHEN n >= -9223372036854775808 AND n < 9223372036854775808 AND n = trunc(n) THEN n::bigint::text ELSE n::float8::text END;

COPY moved (a, t, n, at, j) FROM stdin;
four	\\xff	Infinity	never	[]
\.

CREATE TABLE inplace (
    at text,
    n numeric,
    m numeric GENERATED ALWAYS AS (trim_scale(n) * 2) STORED
);

COPY inplace (at, n) FROM stdin;
2024-01-01T10:00:00	1
2024-01-01 10:00:00	1.5
\.

CALL pg_temp.sqlite2pg_attempt(
    'strict types of table "moved"',
    NULL,
    $sql$ALTER TABLE moved
    ALTER COLUMN j TYPE jsonb USING j::jsonb$sql$);

-- CAST(text AS REAL): the number a text begins with, 0 for none
CREATE OR REPLACE FUNCTION sqlite_real(text)
    RETURNS double precision LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
DECLARE
    m text := substring($1 from '^[ \t\n\v\f\r]*([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)');
BEGIN
    IF m IS NULL THEN
        RETURN 0;
    ELSIF length(m) < 300 AND m !~ '[eE][+-]?0*[1-9][0-9][0-9]' THEN
        RETURN m::double precision;
    END IF;
    BEGIN
        RETURN m::double precision;
    EXCEPTION WHEN numeric_value_out_of_range THEN
        RETURN CASE WHEN m ~ '[eE]-' THEN '0' WHEN m LIKE '-%' THEN '-Infinity' ELSE 'Infinity' END::double precision;
    END;
END
$$;

-- a real as a numeric of all its digits, whose scale says that it is a real
CREATE OR REPLACE FUNCTION sqlite_numeric(double precision)
    RETURNS numeric LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
SELECT CASE $1 WHEN 'Infinity' THEN 1e400 WHEN '-Infinity' THEN -1e400 ELSE $1::text::numeric END + 0.0
$$;

-- what arithmetic makes of a text: the number it begins with; the scale is 0 for an integer, and above for a real
CREATE OR REPLACE FUNCTION sqlite_num(text)
    RETURNS numeric LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path FROM CURRENT
    AS $$
SELECT CASE
    WHEN m IS NULL THEN 0
    WHEN m ~ '^[+-]?[0-9]+$' AND m::numeric BETWEEN -9223372036854775808 AND 9223372036854775807 THEN m::numeric
    ELSE sqlite_numeric(sqlite_real(m))
END
FROM substring($1 from '^[ \t\n\v\f\r]*([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)') AS m
$$;

CALL pg_temp.sqlite2pg_attempt(
    'generated columns of table "moved"',
    NULL,
    $sql$ALTER TABLE moved
    ADD COLUMN d numeric GENERATED ALWAYS AS (sqlite_num(a) + 1) STORED,
    ADD COLUMN has boolean GENERATED ALWAYS AS (a IS NOT NULL) STORED NOT NULL,
    ADD COLUMN e numeric GENERATED ALWAYS AS (sqlite_num(n) + 1) STORED,
    ADD COLUMN known boolean GENERATED ALWAYS AS (at IS NOT NULL) STORED$sql$);

CALL pg_temp.sqlite2pg_attempt(
    'strict types of table "inplace"',
    NULL,
    $sql$ALTER TABLE inplace
    ALTER COLUMN at TYPE timestamp USING at::timestamp$sql$);

CALL pg_temp.sqlite2pg_attempt(
    'generated columns of table "inplace"',
    NULL,
    $sql$ALTER TABLE inplace
    ADD COLUMN missing boolean GENERATED ALWAYS AS (at IS NULL) STORED$sql$);

CALL pg_temp.sqlite2pg_attempt(
    'index "by_has" on table "moved"',
    NULL,
    $sql$CREATE INDEX by_has ON moved (has)$sql$);

