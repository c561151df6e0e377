DO $sqlite2pg$
BEGIN
    RAISE EXCEPTION USING MESSAGE = 'sqlite2pg: line 3:1: "UPDATE" cannot be translated: it is no statement of a dump, which holds objects and rows [statement]';
END
$sqlite2pg$;
