DO $sqlite2pg$
BEGIN
    RAISE EXCEPTION USING MESSAGE = 'sqlite2pg: line 1:1: the input is a database file, not a dump [database-file]';
END
$sqlite2pg$;
