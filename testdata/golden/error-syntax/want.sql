DO $sqlite2pg$
BEGIN
    RAISE EXCEPTION USING MESSAGE = 'sqlite2pg: line 3:25: table "bad": syntax error near "NOT" [syntax]';
END
$sqlite2pg$;
