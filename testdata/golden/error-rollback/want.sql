DO $sqlite2pg$
BEGIN
    RAISE EXCEPTION USING MESSAGE = 'sqlite2pg: line 3:1: the dump ends in ROLLBACK: sqlite3 met errors while it wrote it [rollback]';
END
$sqlite2pg$;
