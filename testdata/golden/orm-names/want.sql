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
    e timestamp
);

COPY net (a, b, c, d, e) FROM stdin;
2024-01-01 10:00:00.1234567	2024-01-01 10:00:00	2024-01-01 10:00:00+00	2024-01-01 10:00:00.123	2024-01-01 10:00:00
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
    'primary key "sea_pkey" of table "sea"',
    $sql$SELECT id, count(*) FROM sea GROUP BY id HAVING count(*) > 1 OR id IS NULL$sql$,
    $sql$ALTER TABLE sea
    ADD CONSTRAINT sea_pkey PRIMARY KEY (id)$sql$,
    $sql$ALTER TABLE sea
    ADD CONSTRAINT sea_pkey UNIQUE (id)$sql$);

