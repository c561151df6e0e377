CREATE TABLE moved (
    a bigint,
    d bigint GENERATED ALWAYS AS (a + 1::bigint) STORED,
    has boolean GENERATED ALWAYS AS (a IS NOT NULL) STORED NOT NULL,
    t text,
    u text GENERATED ALWAYS AS (upper(t COLLATE "C")) STORED,
    n bigint,
    e numeric GENERATED ALWAYS AS (n + 1::bigint) STORED,
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
    ALTER COLUMN n TYPE text USING CASE WHEN (n >= -9223372036854775808) AND (n < 9223372036854775808) AND (n = trunc(n)) THEN n::bigint::text ELSE n::float8::text END;

COPY moved (a, t, n, at, j) FROM stdin;
four	\\xff	Infinity	never	[]
\.

CREATE TABLE inplace (
    at text,
    n numeric,
    m numeric GENERATED ALWAYS AS (n * 2) STORED
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

CALL pg_temp.sqlite2pg_attempt(
    'generated columns of table "moved"',
    NULL,
    $sql$ALTER TABLE moved
    ADD COLUMN has boolean GENERATED ALWAYS AS (a IS NOT NULL) STORED NOT NULL,
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

