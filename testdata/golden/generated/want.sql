-- CAST(text AS BLOB), its bytes
CREATE OR REPLACE FUNCTION sqlite_blob(text)
    RETURNS bytea LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
SELECT convert_to($1, 'UTF8')
$$;

CREATE TABLE g (
    a bigint,
    d bigint GENERATED ALWAYS AS (a * 2) STORED,
    e text GENERATED ALWAYS AS (upper(t COLLATE "C")) STORED,
    t text,
    f text GENERATED ALWAYS AS (coalesce(upper(encode(sqlite_blob(t), 'hex')), '')) STORED
);

COPY g (a, t) FROM stdin;
1	x
2	y
\.

CREATE TABLE h (
    a bigint,
    d bigint GENERATED ALWAYS AS (a + 1) STORED
);

COPY h (a) FROM stdin;
1
\.

