CREATE TABLE t (
    a text
);

DO $sqlite2pg$
BEGIN
    RAISE EXCEPTION USING MESSAGE = 'sqlite2pg: line 3:1: "UPDATE" cannot be translated: a dump holds objects and rows, not changes [statement]';
END
$sqlite2pg$;
