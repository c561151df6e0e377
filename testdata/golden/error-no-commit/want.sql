CREATE TABLE t (
    a text
);

COPY t (a) FROM stdin;
one
\.

DO $sqlite2pg$
BEGIN
    RAISE EXCEPTION USING MESSAGE = 'sqlite2pg: line 4:1: the dump ends without COMMIT [truncated]';
END
$sqlite2pg$;
