DO $sqlite2pg$
BEGIN
    RAISE EXCEPTION USING MESSAGE = 'sqlite2pg: line 3:30: table "t", row 2: 1 value for 2 columns [arity]';
END
$sqlite2pg$;
