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
    $sql$SELECT * FROM c WHERE NOT (b IN (false, true))$sql$,
    $sql$ALTER TABLE c
    ADD CONSTRAINT c_b_check CHECK (b IN (false, true))$sql$,
    $sql$ALTER TABLE c
    ADD CONSTRAINT c_b_check CHECK (b IN (false, true)) NOT VALID$sql$);

CALL pg_temp.sqlite2pg_attempt(
    'check "c_t_check" of table "c"',
    $sql$SELECT * FROM c WHERE NOT (length(t) <= 10 AND t <> ''::text)$sql$,
    $sql$ALTER TABLE c
    ADD CONSTRAINT c_t_check CHECK (length(t) <= 10 AND t <> ''::text)$sql$,
    $sql$ALTER TABLE c
    ADD CONSTRAINT c_t_check CHECK (length(t) <= 10 AND t <> ''::text) NOT VALID$sql$);

CALL pg_temp.sqlite2pg_attempt(
    'check "c_check" of table "c"',
    $sql$SELECT * FROM c WHERE NOT (n BETWEEN 0 AND 100 OR n IS NULL)$sql$,
    $sql$ALTER TABLE c
    ADD CONSTRAINT c_check CHECK (n BETWEEN 0 AND 100 OR n IS NULL)$sql$,
    $sql$ALTER TABLE c
    ADD CONSTRAINT c_check CHECK (n BETWEEN 0 AND 100 OR n IS NULL) NOT VALID$sql$);

CALL pg_temp.sqlite2pg_attempt(
    'check "fine" of table "c"',
    $sql$SELECT * FROM c WHERE NOT ((a + 1::bigint) < (2 * n))$sql$,
    $sql$ALTER TABLE c
    ADD CONSTRAINT fine CHECK ((a + 1::bigint) < (2 * n))$sql$,
    $sql$ALTER TABLE c
    ADD CONSTRAINT fine CHECK ((a + 1::bigint) < (2 * n)) NOT VALID$sql$);

CALL pg_temp.sqlite2pg_attempt(
    'check "c_check_2" of table "c"',
    $sql$SELECT * FROM c WHERE NOT ((t COLLATE "C") ILIKE 'x%'::text ESCAPE '' OR (t COLLATE "C") NOT ILIKE '%\%'::text ESCAPE '\')$sql$,
    $sql$ALTER TABLE c
    ADD CONSTRAINT c_check_2 CHECK ((t COLLATE "C") ILIKE 'x%'::text ESCAPE '' OR (t COLLATE "C") NOT ILIKE '%\%'::text ESCAPE '\')$sql$,
    $sql$ALTER TABLE c
    ADD CONSTRAINT c_check_2 CHECK ((t COLLATE "C") ILIKE 'x%'::text ESCAPE '' OR (t COLLATE "C") NOT ILIKE '%\%'::text ESCAPE '\') NOT VALID$sql$);

CALL pg_temp.sqlite2pg_attempt(
    'check "c_check_3" of table "c"',
    $sql$SELECT * FROM c WHERE NOT ((t COLLATE "C") < 'm'::text)$sql$,
    $sql$ALTER TABLE c
    ADD CONSTRAINT c_check_3 CHECK ((t COLLATE "C") < 'm'::text)$sql$,
    $sql$ALTER TABLE c
    ADD CONSTRAINT c_check_3 CHECK ((t COLLATE "C") < 'm'::text) NOT VALID$sql$);

CALL pg_temp.sqlite2pg_attempt(
    'check "c_check_4" of table "c"',
    $sql$SELECT * FROM c WHERE NOT (a <> 0)$sql$,
    $sql$ALTER TABLE c
    ADD CONSTRAINT c_check_4 CHECK (a <> 0)$sql$,
    $sql$ALTER TABLE c
    ADD CONSTRAINT c_check_4 CHECK (a <> 0) NOT VALID$sql$);

CALL pg_temp.sqlite2pg_attempt(
    'check "c_check_5" of table "c"',
    $sql$SELECT * FROM c WHERE NOT (CASE WHEN b THEN a ELSE 0 END >= 0)$sql$,
    $sql$ALTER TABLE c
    ADD CONSTRAINT c_check_5 CHECK (CASE WHEN b THEN a ELSE 0 END >= 0)$sql$,
    $sql$ALTER TABLE c
    ADD CONSTRAINT c_check_5 CHECK (CASE WHEN b THEN a ELSE 0 END >= 0) NOT VALID$sql$);

CALL pg_temp.sqlite2pg_attempt(
    'check "c_check_6" of table "c"',
    $sql$SELECT * FROM c WHERE NOT (a <> 7)$sql$,
    $sql$ALTER TABLE c
    ADD CONSTRAINT c_check_6 CHECK (a <> 7)$sql$,
    $sql$ALTER TABLE c
    ADD CONSTRAINT c_check_6 CHECK (a <> 7) NOT VALID$sql$);

CALL pg_temp.sqlite2pg_attempt(
    'check "c_check_7" of table "c"',
    $sql$SELECT * FROM c WHERE NOT (a > (- 5))$sql$,
    $sql$ALTER TABLE c
    ADD CONSTRAINT c_check_7 CHECK (a > (- 5))$sql$,
    $sql$ALTER TABLE c
    ADD CONSTRAINT c_check_7 CHECK (a > (- 5)) NOT VALID$sql$);

CALL pg_temp.sqlite2pg_attempt(
    'check "c_check_8" of table "c"',
    $sql$SELECT * FROM c WHERE NOT ((a <> 0) IS TRUE)$sql$,
    $sql$ALTER TABLE c
    ADD CONSTRAINT c_check_8 CHECK ((a <> 0) IS TRUE)$sql$,
    $sql$ALTER TABLE c
    ADD CONSTRAINT c_check_8 CHECK ((a <> 0) IS TRUE) NOT VALID$sql$);

CALL pg_temp.sqlite2pg_attempt(
    'check "c_check_9" of table "c"',
    $sql$SELECT * FROM c WHERE NOT ((a > 3) IS NOT FALSE)$sql$,
    $sql$ALTER TABLE c
    ADD CONSTRAINT c_check_9 CHECK ((a > 3) IS NOT FALSE)$sql$,
    $sql$ALTER TABLE c
    ADD CONSTRAINT c_check_9 CHECK ((a > 3) IS NOT FALSE) NOT VALID$sql$);

CALL pg_temp.sqlite2pg_attempt(
    'check "c_check_10" of table "c"',
    $sql$SELECT * FROM c WHERE NOT (b IS NOT TRUE)$sql$,
    $sql$ALTER TABLE c
    ADD CONSTRAINT c_check_10 CHECK (b IS NOT TRUE)$sql$,
    $sql$ALTER TABLE c
    ADD CONSTRAINT c_check_10 CHECK (b IS NOT TRUE) NOT VALID$sql$);

