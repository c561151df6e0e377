DO $sqlite2pg$
BEGIN
    RAISE EXCEPTION USING MESSAGE = 'sqlite2pg: line 4:22: the input ends inside a string that begins here [unterminated]';
END
$sqlite2pg$;
