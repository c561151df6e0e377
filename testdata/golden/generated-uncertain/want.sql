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

CREATE TABLE log (
    x text
);

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
PERFORM size.size FROM size WHERE false;
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

CALL pg_temp.sqlite2pg_attempt(
    'trigger "body"',
    NULL,
    $sql$DO $together$
BEGIN
PERFORM size.size FROM size WHERE false;
CREATE FUNCTION body_fn() RETURNS trigger
LANGUAGE plpgsql
AS $body$
BEGIN
    INSERT INTO log (x)
    SELECT size.size::text AS x
    FROM size;
    RETURN NULL;
END
$body$;
CREATE TRIGGER body
    AFTER INSERT ON around
    FOR EACH ROW
    EXECUTE FUNCTION body_fn();
END
$together$$sql$);

CALL pg_temp.sqlite2pg_attempt(
    'trigger "reads_view"',
    NULL,
    $sql$DO $together$
BEGIN
PERFORM FROM v WHERE false;
CREATE FUNCTION reads_view_fn() RETURNS trigger
LANGUAGE plpgsql
AS $body$
BEGIN
    INSERT INTO log (x)
    SELECT a
    FROM v;
    RETURN NULL;
END
$body$;
CREATE TRIGGER reads_view
    AFTER DELETE ON around
    FOR EACH ROW
    EXECUTE FUNCTION reads_view_fn();
END
$together$$sql$);

CALL pg_temp.sqlite2pg_attempt(
    'trigger "stays"',
    NULL,
    $sql$DO $together$
BEGIN
CREATE FUNCTION stays_fn() RETURNS trigger
LANGUAGE plpgsql
AS $body$
BEGIN
    INSERT INTO log (x)
    VALUES (new.late::text);
    RETURN NULL;
END
$body$;
CREATE TRIGGER stays
    AFTER UPDATE ON around
    FOR EACH ROW
    EXECUTE FUNCTION stays_fn();
END
$together$$sql$);

