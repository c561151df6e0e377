CREATE TABLE t (
    a bigint,
    b text,
    c text,
    d boolean
);

CREATE INDEX plain ON t (a);

CALL pg_temp.sqlite2pg_attempt(
    'index "both" on table "t"',
    $sql$SELECT a, b, count(*) FROM t WHERE a IS NOT NULL AND b IS NOT NULL GROUP BY a, b HAVING count(*) > 1$sql$,
    $sql$CREATE UNIQUE INDEX "both" ON t (a, b DESC NULLS LAST)$sql$);

CALL pg_temp.sqlite2pg_attempt(
    'index "part" on table "t"',
    NULL,
    $sql$CREATE INDEX part ON t (b) WHERE a > 5 AND d$sql$);

CREATE INDEX nocase ON t ((lower(c COLLATE "C")), (rtrim(b, ' ')));

CALL pg_temp.sqlite2pg_attempt(
    'index "expr" on table "t"',
    NULL,
    $sql$CREATE INDEX expr ON t ((a + 1), (lower(b COLLATE "C")))$sql$,
    $sql$CREATE INDEX expr ON t ((a + 1))$sql$);

CREATE INDEX custom ON t (b);

CALL pg_temp.sqlite2pg_attempt(
    'index "func" on table "t"',
    NULL,
    $sql$CREATE INDEX func ON t ((substr(b, 1, 3)))$sql$,
    $sql$CREATE INDEX func ON t USING hash ((substr(b, 1, 3)))$sql$);

CALL pg_temp.sqlite2pg_attempt(
    'index "nocol" on table "t"',
    NULL,
    $sql$CREATE INDEX nocol ON t (('missing'::text))$sql$);

-- index "notable" is not translated: the dump has no table "gone"
-- CREATE INDEX notable ON gone(a);

