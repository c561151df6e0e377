DO $sqlite2pg$
BEGIN
    RAISE EXCEPTION USING MESSAGE = 'sqlite2pg: line 3:36: table "t", column "a", row 3: text "bad\xe9" is not valid UTF-8, which PostgreSQL''s text must be [invalid-utf8]';
END
$sqlite2pg$;
