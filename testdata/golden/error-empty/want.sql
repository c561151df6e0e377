DO $sqlite2pg$
BEGIN
    RAISE EXCEPTION USING MESSAGE = 'sqlite2pg: line 1:1: the input is empty [empty-input]';
END
$sqlite2pg$;
