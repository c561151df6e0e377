CREATE TABLE c (
    a bigint,
    b boolean,
    t text,
    n numeric
);

CALL pg_temp.sqlite2pg_attempt(
    'check "c_a_check" of table "c"',
    $sql$SELECT * FROM c WHERE NOT (a > 0)$sql$,
    $sql$ALTER TABLE c
    ADD CONSTRAINT c_a_check CHECK (a > 0)$sql$,
    $sql$ALTER TABLE c
    ADD CONSTRAINT c_a_check CHECK (a > 0) NOT VALID$sql$);

CALL pg_temp.sqlite2pg_attempt(
    'check "c_b_check" of table "c"',
    $sql$SELECT * FROM c WHERE NOT (NOT b OR b)$sql$,
    $sql$ALTER TABLE c
    ADD CONSTRAINT c_b_check CHECK (NOT b OR b)$sql$,
    $sql$ALTER TABLE c
    ADD CONSTRAINT c_b_check CHECK (NOT b OR b) NOT VALID$sql$);

CALL pg_temp.sqlite2pg_attempt(
    'check "c_t_check" of table "c"',
    $sql$SELECT * FROM c WHERE NOT (length(t) <= 10 AND t <> '')$sql$,
    $sql$ALTER TABLE c
    ADD CONSTRAINT c_t_check CHECK (length(t) <= 10 AND t <> '')$sql$,
    $sql$ALTER TABLE c
    ADD CONSTRAINT c_t_check CHECK (length(t) <= 10 AND t <> '') NOT VALID$sql$);

CALL pg_temp.sqlite2pg_attempt(
    'check "c_n_check" of table "c"',
    $sql$SELECT * FROM c WHERE NOT (n BETWEEN 0 AND 100 OR n IS NULL)$sql$,
    $sql$ALTER TABLE c
    ADD CONSTRAINT c_n_check CHECK (n BETWEEN 0 AND 100 OR n IS NULL)$sql$,
    $sql$ALTER TABLE c
    ADD CONSTRAINT c_n_check CHECK (n BETWEEN 0 AND 100 OR n IS NULL) NOT VALID$sql$);

CALL pg_temp.sqlite2pg_attempt(
    'check "fine" of table "c"',
    $sql$SELECT * FROM c WHERE NOT ((a + 1) < (2 * n))$sql$,
    $sql$ALTER TABLE c
    ADD CONSTRAINT fine CHECK ((a + 1) < (2 * n))$sql$,
    $sql$ALTER TABLE c
    ADD CONSTRAINT fine CHECK ((a + 1) < (2 * n)) NOT VALID$sql$);

CALL pg_temp.sqlite2pg_attempt(
    'check "c_t_check1" of table "c"',
    $sql$SELECT * FROM c WHERE NOT ((t COLLATE "C") ILIKE 'x%' ESCAPE '' OR (t COLLATE "C") NOT ILIKE '%\%' ESCAPE '\')$sql$,
    $sql$ALTER TABLE c
    ADD CONSTRAINT c_t_check1 CHECK ((t COLLATE "C") ILIKE 'x%' ESCAPE '' OR (t COLLATE "C") NOT ILIKE '%\%' ESCAPE '\')$sql$,
    $sql$ALTER TABLE c
    ADD CONSTRAINT c_t_check1 CHECK ((t COLLATE "C") ILIKE 'x%' ESCAPE '' OR (t COLLATE "C") NOT ILIKE '%\%' ESCAPE '\') NOT VALID$sql$);

CALL pg_temp.sqlite2pg_attempt(
    'check "c_t_check2" of table "c"',
    $sql$SELECT * FROM c WHERE NOT ((t COLLATE "C") < 'm')$sql$,
    $sql$ALTER TABLE c
    ADD CONSTRAINT c_t_check2 CHECK ((t COLLATE "C") < 'm')$sql$,
    $sql$ALTER TABLE c
    ADD CONSTRAINT c_t_check2 CHECK ((t COLLATE "C") < 'm') NOT VALID$sql$);

CALL pg_temp.sqlite2pg_attempt(
    'check "c_a_check1" of table "c"',
    $sql$SELECT * FROM c WHERE NOT (a <> 0)$sql$,
    $sql$ALTER TABLE c
    ADD CONSTRAINT c_a_check1 CHECK (a <> 0)$sql$,
    $sql$ALTER TABLE c
    ADD CONSTRAINT c_a_check1 CHECK (a <> 0) NOT VALID$sql$);

CALL pg_temp.sqlite2pg_attempt(
    'check "c_check" of table "c"',
    $sql$SELECT * FROM c WHERE NOT (CASE WHEN b THEN a ELSE 0 END >= 0)$sql$,
    $sql$ALTER TABLE c
    ADD CONSTRAINT c_check CHECK (CASE WHEN b THEN a ELSE 0 END >= 0)$sql$,
    $sql$ALTER TABLE c
    ADD CONSTRAINT c_check CHECK (CASE WHEN b THEN a ELSE 0 END >= 0) NOT VALID$sql$);

CALL pg_temp.sqlite2pg_attempt(
    'check "c_a_check2" of table "c"',
    $sql$SELECT * FROM c WHERE NOT (CASE WHEN a IS NULL THEN 'null' ELSE 'integer' END = 'integer')$sql$,
    $sql$ALTER TABLE c
    ADD CONSTRAINT c_a_check2 CHECK (CASE WHEN a IS NULL THEN 'null' ELSE 'integer' END = 'integer')$sql$,
    $sql$ALTER TABLE c
    ADD CONSTRAINT c_a_check2 CHECK (CASE WHEN a IS NULL THEN 'null' ELSE 'integer' END = 'integer') NOT VALID$sql$);

CALL pg_temp.sqlite2pg_attempt(
    'check "c_t_check3" of table "c"',
    $sql$SELECT * FROM c WHERE NOT (t LIKE 'a%' ESCAPE '')$sql$,
    $sql$ALTER TABLE c
    ADD CONSTRAINT c_t_check3 CHECK (t LIKE 'a%' ESCAPE '')$sql$,
    $sql$ALTER TABLE c
    ADD CONSTRAINT c_t_check3 CHECK (t LIKE 'a%' ESCAPE '') NOT VALID$sql$);

CALL pg_temp.sqlite2pg_attempt(
    'check "c_a_check3" of table "c"',
    $sql$SELECT * FROM c WHERE NOT (CASE WHEN a IS NOT NULL THEN false END)$sql$,
    $sql$ALTER TABLE c
    ADD CONSTRAINT c_a_check3 CHECK (CASE WHEN a IS NOT NULL THEN false END)$sql$,
    $sql$ALTER TABLE c
    ADD CONSTRAINT c_a_check3 CHECK (CASE WHEN a IS NOT NULL THEN false END) NOT VALID$sql$);

CALL pg_temp.sqlite2pg_attempt(
    'check "c_a_check4" of table "c"',
    $sql$SELECT * FROM c WHERE NOT (a <> 7)$sql$,
    $sql$ALTER TABLE c
    ADD CONSTRAINT c_a_check4 CHECK (a <> 7)$sql$,
    $sql$ALTER TABLE c
    ADD CONSTRAINT c_a_check4 CHECK (a <> 7) NOT VALID$sql$);

CALL pg_temp.sqlite2pg_attempt(
    'check "c_a_check5" of table "c"',
    $sql$SELECT * FROM c WHERE NOT (a > (- 5))$sql$,
    $sql$ALTER TABLE c
    ADD CONSTRAINT c_a_check5 CHECK (a > (- 5))$sql$,
    $sql$ALTER TABLE c
    ADD CONSTRAINT c_a_check5 CHECK (a > (- 5)) NOT VALID$sql$);

CALL pg_temp.sqlite2pg_attempt(
    'check "c_a_check6" of table "c"',
    $sql$SELECT * FROM c WHERE NOT ((a <> 0) IS TRUE)$sql$,
    $sql$ALTER TABLE c
    ADD CONSTRAINT c_a_check6 CHECK ((a <> 0) IS TRUE)$sql$,
    $sql$ALTER TABLE c
    ADD CONSTRAINT c_a_check6 CHECK ((a <> 0) IS TRUE) NOT VALID$sql$);

CALL pg_temp.sqlite2pg_attempt(
    'check "c_a_check7" of table "c"',
    $sql$SELECT * FROM c WHERE NOT ((a > 3) IS NOT FALSE)$sql$,
    $sql$ALTER TABLE c
    ADD CONSTRAINT c_a_check7 CHECK ((a > 3) IS NOT FALSE)$sql$,
    $sql$ALTER TABLE c
    ADD CONSTRAINT c_a_check7 CHECK ((a > 3) IS NOT FALSE) NOT VALID$sql$);

CALL pg_temp.sqlite2pg_attempt(
    'check "c_b_check1" of table "c"',
    $sql$SELECT * FROM c WHERE NOT (b IS NOT TRUE)$sql$,
    $sql$ALTER TABLE c
    ADD CONSTRAINT c_b_check1 CHECK (b IS NOT TRUE)$sql$,
    $sql$ALTER TABLE c
    ADD CONSTRAINT c_b_check1 CHECK (b IS NOT TRUE) NOT VALID$sql$);

-- CAST(text AS REAL): the number a text begins with, 0 for none
CREATE OR REPLACE FUNCTION sqlite_real(text)
    RETURNS double precision LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
DECLARE
    m text := substring($1 from '^[ \t\n\v\f\r]*([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)');
BEGIN
    IF m IS NULL THEN
        RETURN 0;
    ELSIF length(m) < 300 AND m !~ '[eE][+-]?0*[1-9][0-9][0-9]' THEN
        RETURN m::double precision;
    END IF;
    BEGIN
        RETURN m::double precision;
    EXCEPTION WHEN numeric_value_out_of_range THEN
        RETURN CASE WHEN m ~ '[eE]-' THEN '0' WHEN m LIKE '-%' THEN '-Infinity' ELSE 'Infinity' END::double precision;
    END;
END
$$;

-- a real as a numeric of all its digits, whose scale says that it is a real
CREATE OR REPLACE FUNCTION sqlite_numeric(double precision)
    RETURNS numeric LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
SELECT CASE $1 WHEN 'Infinity' THEN 1e400 WHEN '-Infinity' THEN -1e400 ELSE $1::text::numeric END + 0.0
$$;

-- what arithmetic makes of a text: the number it begins with; the scale is 0 for an integer, and above for a real
CREATE OR REPLACE FUNCTION sqlite_num(text)
    RETURNS numeric LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path FROM CURRENT
    AS $$
SELECT CASE
    WHEN m IS NULL THEN 0
    WHEN m ~ '^[+-]?[0-9]+$' AND m::numeric BETWEEN -9223372036854775808 AND 9223372036854775807 THEN m::numeric
    ELSE sqlite_numeric(sqlite_real(m))
END
FROM substring($1 from '^[ \t\n\v\f\r]*([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)') AS m
$$;

CALL pg_temp.sqlite2pg_attempt(
    'check "c_t_check4" of table "c"',
    $sql$SELECT * FROM c WHERE NOT ((sqlite_num(t) <> 0) IS TRUE)$sql$,
    $sql$ALTER TABLE c
    ADD CONSTRAINT c_t_check4 CHECK ((sqlite_num(t) <> 0) IS TRUE)$sql$,
    $sql$ALTER TABLE c
    ADD CONSTRAINT c_t_check4 CHECK ((sqlite_num(t) <> 0) IS TRUE) NOT VALID$sql$);

