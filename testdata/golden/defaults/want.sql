CREATE TABLE reals (
    a double precision DEFAULT -1,
    b double precision DEFAULT 0,
    c double precision
);

COPY reals (a, b, c) FROM stdin;
1	2.5	3
\.

CREATE TABLE d (
    i bigint DEFAULT 5,
    i2 bigint DEFAULT -5,
    i3 bigint DEFAULT 7,
    i4 text DEFAULT '',
    i5 bigint DEFAULT 16,
    i6 bigint DEFAULT 9,
    i7 numeric DEFAULT 1.5,
    i8 bigint,
    b boolean DEFAULT false,
    b2 boolean DEFAULT true,
    b3 boolean DEFAULT 'f'::boolean,
    r double precision DEFAULT 1,
    r2 double precision DEFAULT 'Infinity',
    n numeric(4,1) DEFAULT 9.5,
    t text DEFAULT 'it''s',
    t2 text DEFAULT 'bare',
    t3 text DEFAULT 'dq',
    t4 text DEFAULT '5',
    t5 text DEFAULT 'p',
    t6 text DEFAULT 'abcd',
    x bytea DEFAULT '\x00ff'::bytea,
    x2 bytea DEFAULT '\x'::bytea,
    ts timestamp DEFAULT date_trunc('second', now() AT TIME ZONE 'UTC'),
    ts2 text DEFAULT to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS'),
    d date DEFAULT (now() AT TIME ZONE 'UTC')::date,
    tm time DEFAULT date_trunc('second', now() AT TIME ZONE 'UTC')::time,
    ts3 bigint DEFAULT trim_scale(to_char(timezone('UTC', statement_timestamp()), 'YYYY-MM-DD HH24:MI:SS')::numeric)::text::bigint,
    ts4 timestamp DEFAULT '2020-01-01 00:00:00',
    e bigint DEFAULT (1::bigint + 1),
    f text DEFAULT to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS'),
    j json
);

CALL pg_temp.sqlite2pg_attempt(
    'strict types of table "d"',
    NULL,
    $sql$ALTER TABLE d
    ALTER COLUMN j TYPE jsonb USING j::jsonb,
    ALTER COLUMN j SET DEFAULT '[]'$sql$);

