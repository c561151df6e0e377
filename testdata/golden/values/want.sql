CREATE TABLE v (
    i bigint,
    r double precision,
    n numeric,
    t text,
    x bytea,
    b boolean,
    ts text,
    j json,
    u uuid
);

COPY v (i, r, n, t, x, b, ts, j, u) FROM stdin;
9223372036854775807	0.1	19.99	it's	\\x00ff	t	2024-02-29 23:59:59.5	{"a": "b'c"}	6f1d0e9a-0000-4000-8000-0123456789ab
-9223372036854775808	Infinity	-7	a\r\nb	\\x	f	2024-02-29T00:00	\N	00000000-0000-0000-0000-000000000000
\.

CALL pg_temp.sqlite2pg_attempt(
    'strict types of table "v"',
    NULL,
    $sql$ALTER TABLE v
    ALTER COLUMN ts TYPE timestamp USING ts::timestamp,
    ALTER COLUMN j TYPE jsonb USING j::jsonb$sql$);

