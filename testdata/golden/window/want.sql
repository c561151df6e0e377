CREATE TABLE w (
    i text,
    big numeric,
    b boolean,
    b2 boolean,
    n numeric,
    v text,
    ts timestamp,
    ts2 timestamp,
    ts3 text,
    sec timestamp,
    ms timestamp,
    day text,
    u text,
    u2 text,
    j text,
    x bytea,
    t bytea,
    r text,
    un bigint,
    un2 numeric,
    un3 bytea
);

COPY w (i, big, b, b2, n, v, ts, ts2, ts3, sec, ms, day, u, u2, j, x, t, r, un, un2, un3) FROM stdin;
1	9	t	t	19.99	abc	2024-01-01 10:00:00	2024-01-01T10:00:00	2024-01-01T10:00:00Z	2023-11-14 22:13:20	2023-11-14 22:13:20.123	2024-01-01	6f1d0e9a-0000-4000-8000-0123456789ab	6F1D0E9A-0000-4000-8000-0123456789AB	{}	\\x00	\\x74	1.5	1	2.5	\\xff
one	100000000000000000000	f	f	1234.5	abcd	2024-01-01 10:00:00.25	2024-01-01T10:00:00.25	2024-01-01 10:00:00	1970-01-01 00:00:00	1970-01-01 00:00:00	2024-01-01 00:00:00	{6f1d0e9a-0000-4000-8000-0123456789ab}	\N	nope	\\x35	\\xff	big	2	3	\\x74657874
\.

COPY w (i) FROM stdin;
\N
\.

CREATE TABLE bools (
    a text,
    b boolean,
    c bigint
);

COPY bools (a, b, c) FROM stdin;
1	t	2
no	f	1
\.

CREATE TABLE empty (
    d timestamp,
    untyped text
);

CALL pg_temp.sqlite2pg_attempt(
    'strict types of table "w"',
    NULL,
    $sql$ALTER TABLE w
    ALTER COLUMN ts3 TYPE timestamptz USING ts3::timestamptz,
    ALTER COLUMN day TYPE timestamp USING day::timestamp,
    ALTER COLUMN u TYPE uuid USING u::uuid,
    ALTER COLUMN u2 TYPE uuid USING u2::uuid$sql$);

