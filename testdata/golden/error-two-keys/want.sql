DO $sqlite2pg$
BEGIN
    RAISE EXCEPTION USING MESSAGE = 'sqlite2pg: line 2:1: table "t": the table has more than one primary key [syntax]';
END
$sqlite2pg$;
