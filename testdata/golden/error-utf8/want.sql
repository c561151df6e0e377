DO $sqlite2pg$
BEGIN
    RAISE EXCEPTION USING MESSAGE = 'sqlite2pg: line 3:22: table "t", column "a", row 1: text "caf\xe9" is not valid UTF-8, which PostgreSQL''s text must be [invalid-utf8]';
END
$sqlite2pg$;
