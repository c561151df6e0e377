CREATE TABLE n (
    mixed numeric,
    word text,
    twice json,
    ts text,
    u text,
    j json,
    at text,
    clock text,
    yes text
);

COPY n (mixed, word, twice, ts, u, j, at, clock, yes) FROM stdin;
1	x	{"a": 1}	2024-01-01 10:00:00	6F1D0E9A-0000-4000-8000-0123456789AB	 [1]	2024-01-01	10:00	1
2.0	7	{"a": 1, "a": 2}	2024-01-01T10:00:00Z	6f1d0e9a-0000-4000-8000-0123456789ab	\N	2024-01-01 00:00	10:00:30	no
\.

CALL pg_temp.sqlite2pg_attempt(
    'strict types of table "n"',
    NULL,
    $sql$ALTER TABLE n
    ALTER COLUMN ts TYPE timestamptz USING ts::timestamptz,
    ALTER COLUMN ts SET DEFAULT date_trunc('second', now()),
    ALTER COLUMN u TYPE uuid USING u::uuid,
    ALTER COLUMN j TYPE jsonb USING j::jsonb,
    ALTER COLUMN at TYPE timestamp USING at::timestamp,
    ALTER COLUMN clock TYPE time USING clock::time$sql$);

DO $sqlite2pg$
BEGIN
    RAISE EXCEPTION USING MESSAGE = 'sqlite2pg: there are warnings (1), and --strict makes them errors [strict]';
END
$sqlite2pg$;
