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

CALL pg_temp.sqlite2pg_attempt(
    'view "grouped"',
    NULL,
    $sql$CREATE VIEW grouped AS
SELECT
    c,
    count(*) AS "count(*)"
FROM t
GROUP BY c$sql$);

CALL pg_temp.sqlite2pg_attempt(
    'view "once"',
    NULL,
    $sql$CREATE VIEW once AS
SELECT DISTINCT c
FROM t$sql$);

CALL pg_temp.sqlite2pg_attempt(
    'view "among"',
    NULL,
    $sql$CREATE VIEW among AS
SELECT a
FROM t
WHERE c IN (SELECT c FROM t AS t_2 WHERE a = 1)$sql$);

-- view "same" is not translated: in WHERE: "c = '{}'": the text of type jsonb, which does not keep spaces and the order of keys
-- CREATE VIEW same AS SELECT a FROM t WHERE c = '{}';

-- view "joined" is not translated: "x.c = y.c": the text of type jsonb, which does not keep spaces and the order of keys
-- CREATE VIEW joined AS SELECT x.a FROM t x JOIN t y ON x.c = y.c;

