CREATE TABLE size (
    a text,
    n text
);

COPY size (a, n) FROM stdin;
1	x
abc	y
\.

CREATE TABLE other (
    a text
);

COPY other (a) FROM stdin;
1
abc
\.

CREATE TABLE around (
    late bigint
);

COPY around (late) FROM stdin;
7
\.

CALL pg_temp.sqlite2pg_attempt(
    'generated columns of table "size"',
    NULL,
    $sql$ALTER TABLE size
    ADD COLUMN size bigint GENERATED ALWAYS AS (trim_scale(a::numeric)::text::bigint) STORED$sql$);

CALL pg_temp.sqlite2pg_attempt(
    'generated columns of table "other"',
    NULL,
    $sql$ALTER TABLE other
    ADD COLUMN late bigint GENERATED ALWAYS AS (trim_scale(a::numeric)::text::bigint) STORED$sql$);

CALL pg_temp.sqlite2pg_attempt(
    'view "v"',
    NULL,
    $sql$CREATE VIEW v AS
SELECT
    a,
    size.size
FROM size
WHERE size.size IS NOT NULL
ORDER BY size NULLS FIRST$sql$);

CALL pg_temp.sqlite2pg_attempt(
    'view "w"',
    NULL,
    $sql$CREATE VIEW w AS
SELECT
    (SELECT max(other.late) FROM other) AS m,
    (SELECT count(*) FROM other WHERE other.late > around.late) AS n
FROM around$sql$);

CALL pg_temp.sqlite2pg_attempt(
    'view "x"',
    NULL,
    $sql$CREATE VIEW x AS
SELECT
    size.size,
    count(*) AS "count(*)"
FROM size
GROUP BY size.size$sql$);

CALL pg_temp.sqlite2pg_attempt(
    'trigger "tr"',
    NULL,
    $sql$DO $together$
BEGIN
CREATE FUNCTION tr_fn() RETURNS trigger
LANGUAGE plpgsql
AS $body$
BEGIN
    UPDATE size
    SET n = 'late'
    WHERE size.size = new.size;
    RETURN NULL;
END
$body$;
CREATE TRIGGER tr
    AFTER INSERT ON size
    FOR EACH ROW
    WHEN (new.size > 3)
    EXECUTE FUNCTION tr_fn();
END
$together$$sql$);

