CREATE TABLE t (
    a text,
    b text
);

COPY t (a, b) FROM stdin;
a	b
a	b
\.

CALL pg_temp.sqlite2pg_attempt(
    'generated columns of table "t"',
    NULL,
    $sql$ALTER TABLE t
    ADD COLUMN g bigint GENERATED ALWAYS AS (1) STORED$sql$);

