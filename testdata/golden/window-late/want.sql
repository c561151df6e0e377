CREATE TABLE w (
    i bigint DEFAULT 7,
    b boolean DEFAULT true,
    n numeric(5,2),
    v varchar(3),
    ts timestamp DEFAULT date_trunc('second', now() AT TIME ZONE 'UTC'),
    ms timestamp,
    t text,
    u uuid,
    j json
);

COPY w (i, b, n, v, ts, ms, t, u, j) FROM stdin;
1	t	19.99	abc	2024-01-01 10:00:00	2023-11-14 22:13:20.123	t	6f1d0e9a-0000-4000-8000-0123456789ab	{}
2	f	1	x	2024-01-02 10:00:00	1970-01-01 00:00:00	t	\N	[1]
\.

ALTER TABLE w
    ALTER COLUMN i DROP DEFAULT,
    ALTER COLUMN i TYPE numeric USING i::numeric,
    ALTER COLUMN i SET DEFAULT 7,
    ALTER COLUMN b DROP DEFAULT,
    ALTER COLUMN b TYPE bigint USING b::int::bigint,
    ALTER COLUMN b SET DEFAULT 1,
    ALTER COLUMN n TYPE numeric USING trim_scale(n),
    ALTER COLUMN v TYPE text USING v::text,
    ALTER COLUMN ts DROP DEFAULT,
    ALTER COLUMN ts TYPE text USING ts::text,
    ALTER COLUMN ms TYPE text USING (extract(epoch FROM ms) * 1000)::bigint::text,
    ALTER COLUMN t TYPE bytea USING convert_to(t::text, 'UTF8'),
    ALTER COLUMN u TYPE text USING u::text,
    ALTER COLUMN j TYPE text USING j::text,
    ALTER COLUMN j SET DEFAULT '{}';

COPY w (i, b, n, v, ts, ms, t, u, j) FROM stdin;
100000000000000000000	2	1234.5	abcd	2024-01-01T10:00:00+02:00	soon	\\xff	{6F1D0E9A-0000-4000-8000-0123456789AB}	nope
\.

ALTER TABLE w
    ALTER COLUMN i DROP DEFAULT,
    ALTER COLUMN i TYPE text USING CASE WHEN i >= -9223372036854775808 AND i < 9223372036854775808 AND i = trunc(i) THEN i::bigint::text ELSE i::float8::text END,
    ALTER COLUMN i SET DEFAULT '7',
    ALTER COLUMN b DROP DEFAULT,
    ALTER COLUMN b TYPE text USING b::text,
    ALTER COLUMN b SET DEFAULT '1',
    ALTER COLUMN n TYPE text USING CASE WHEN n >= -9223372036854775808 AND n < 9223372036854775808 AND n = trunc(n) THEN n::bigint::text ELSE n::float8::text END,
    ALTER COLUMN ts TYPE text USING ts,
    ALTER COLUMN ts SET DEFAULT to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS');

COPY w (i, b, n, v, ts, ms, t, u, j) FROM stdin;
text	no	Infinity	ab	never	1	\\x74	none	5
\.

