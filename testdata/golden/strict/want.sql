CREATE TABLE t (
    a bigint
);

COPY t (a) FROM stdin;
1
\.

-- view "v" is not translated: in column "tell(1)": function tell(), which is none of SQLite's own
-- CREATE VIEW v AS SELECT tell(1);

DO $sqlite2pg$
BEGIN
    RAISE EXCEPTION USING MESSAGE = 'sqlite2pg: there are warnings (1), and --strict makes them errors [strict]';
END
$sqlite2pg$;
