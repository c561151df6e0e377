CREATE TABLE t (
    a text,
    b text GENERATED ALWAYS AS (a) STORED
);

COPY t (a) FROM stdin;
a
\.

DO $sqlite2pg$
BEGIN
    RAISE EXCEPTION USING MESSAGE = 'sqlite2pg: line 5:22: table "t", column "a", row 2: text "bad \x00" holds a NUL character, which PostgreSQL''s text cannot [nul-character]';
END
$sqlite2pg$;
