DO $sqlite2pg$
BEGIN
    RAISE EXCEPTION USING MESSAGE = 'sqlite2pg: line 3:26: table "t", column "a", row 2: NULL in a NOT NULL column [not-null]';
END
$sqlite2pg$;
