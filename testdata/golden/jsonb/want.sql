CREATE TABLE t (
    a bigint,
    b bytea,
    c json
);

COPY t (a, b, c) FROM stdin;
1	\\x00	{"a":[1,2]}
2	\\x01	"it's"
3	\\x00ff	\N
\.

CALL pg_temp.sqlite2pg_attempt(
    'strict types of table "t"',
    NULL,
    $sql$ALTER TABLE t
    ALTER COLUMN c TYPE jsonb USING c::jsonb$sql$);

