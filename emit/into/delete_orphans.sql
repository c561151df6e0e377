-- deletes the rows of a table whose parent is missing, and says how many and which; orphans is FROM and WHERE of a query that finds them
CREATE FUNCTION pg_temp.sqlite2pg_delete_orphans(child text, parent text, orphans text) RETURNS bigint LANGUAGE plpgsql AS $sqlite2pg$
DECLARE
    deleted bigint;
    sample text;
BEGIN
    EXECUTE format('SELECT string_agg(row_text, '' '') FROM (SELECT left(c::text, 60) AS row_text FROM %s LIMIT 3) x', orphans) INTO sample;
    EXECUTE 'DELETE FROM ' || orphans;
    GET DIAGNOSTICS deleted = ROW_COUNT;
    IF deleted > 0 THEN
        RAISE WARNING 'sqlite2pg: % of % deleted, whose parent in % is missing', CASE deleted WHEN 1 THEN '1 row' ELSE deleted || ' rows' END, child, parent
            USING DETAIL = 'such as ' || sample;
    END IF;
    RETURN deleted;
END
$sqlite2pg$
