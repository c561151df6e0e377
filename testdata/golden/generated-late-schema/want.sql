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

CREATE TABLE moved (
    a text,
    d numeric GENERATED ALWAYS AS (sqlite_num(a) + 1) STORED,
    has boolean GENERATED ALWAYS AS (a IS NOT NULL) STORED NOT NULL,
    t bytea,
    n text,
    e numeric GENERATED ALWAYS AS (sqlite_num(n) + 1) STORED,
    at text,
    j jsonb,
    known boolean GENERATED ALWAYS AS (at IS NOT NULL) STORED
);

CREATE TABLE inplace (
    at timestamp,
    n numeric,
    missing boolean GENERATED ALWAYS AS (at IS NULL) STORED,
    m numeric GENERATED ALWAYS AS (trim_scale(n) * 2) STORED
);

CREATE INDEX by_has ON moved (has);

COMMIT;
