CREATE TABLE sea (
    id uuid NOT NULL,
    made text NOT NULL,
    seen timestamp,
    stamp timestamp,
    day date,
    at time,
    doc json,
    docb json,
    odd text
);

COPY sea (id, made, seen, stamp, day, at, doc, docb, odd) FROM stdin;
9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6d	2026-08-24T15:37:02.437013+00:00	2024-01-01 10:00:00	2024-01-01 10:00:00	2024-01-01	10:00:00	{"a":1}	[]	05
9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6e	2026-08-24 14:27:08	\N	\N	\N	\N	\N	\N	2024-01-01 10:00:00
\.

CREATE TABLE net (
    a text,
    b timestamp,
    c timestamptz,
    d timestamp DEFAULT date_trunc('milliseconds', LOCALTIMESTAMP),
    e timestamp,
    f timestamp
);

COPY net (a, b, c, d, e, f) FROM stdin;
2024-01-01 10:00:00.1234567	2024-01-01 10:00:00	2024-01-01 10:00:00+00	2024-01-01 10:00:00.123	2024-01-01 10:00:00	2024-01-01 10:00:00
\.

CREATE TABLE others (
    a boolean,
    b boolean,
    c bytea,
    d bytea,
    e bytea,
    f bytea,
    g bytea,
    h bigint,
    i bigint,
    j bigint,
    k text,
    l text,
    m double precision,
    n timestamp,
    o timestamp,
    p text,
    q date,
    r time,
    s time,
    t inet,
    u bigint,
    v numeric
);

COPY others (a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v) FROM stdin;
t	f	\\x00	\\xff	\\x01	\\x02	\\x03	7	8	9	memo	note	0.5	2024-01-02 03:04:05	2024-01-02 03:04:05	2024-01-02 03:04:05+00:00	2024-01-02	03:04:05	03:04:05	10.0.0.1	3600	18446744073709552000
\.

CREATE TABLE clocks (
    a text,
    b bigint,
    c text,
    d text
);

COPY clocks (a, b, c, d) FROM stdin;
03:04:05	10845	03:04:05	10.0.0.1
3:04	0	7200	localhost
\.

CALL pg_temp.sqlite2pg_attempt(
    'strict types of table "sea"',
    NULL,
    $sql$ALTER TABLE sea
    ALTER COLUMN made TYPE timestamptz USING made::timestamptz,
    ALTER COLUMN made SET DEFAULT date_trunc('second', now()),
    ALTER COLUMN doc TYPE jsonb USING doc::jsonb,
    ALTER COLUMN docb TYPE jsonb USING docb::jsonb$sql$);

CALL pg_temp.sqlite2pg_attempt(
    'strict types of table "net"',
    NULL,
    $sql$ALTER TABLE net
    ALTER COLUMN a TYPE timestamp USING a::timestamp$sql$);

CALL pg_temp.sqlite2pg_attempt(
    'strict types of table "others"',
    NULL,
    $sql$ALTER TABLE others
    ALTER COLUMN p TYPE timestamptz USING p::timestamptz$sql$);

CALL pg_temp.sqlite2pg_attempt(
    'primary key "sea_pkey" of table "sea"',
    $sql$SELECT id, count(*) FROM sea GROUP BY id HAVING count(*) > 1 OR id IS NULL$sql$,
    $sql$ALTER TABLE sea
    ADD CONSTRAINT sea_pkey PRIMARY KEY (id)$sql$,
    $sql$ALTER TABLE sea
    ADD CONSTRAINT sea_pkey UNIQUE (id)$sql$);

