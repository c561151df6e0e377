CREATE TABLE t (
    a bigint,
    b boolean
);

COPY t (a, b) FROM stdin;
1	t
\.

DO $sqlite2pg$
BEGIN
    RAISE EXCEPTION USING MESSAGE = 'sqlite2pg: line 5:3: table "t", column "b", row 2: text "maybe" does not fit type boolean [misfit]';
END
$sqlite2pg$;
