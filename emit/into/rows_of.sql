-- a table in FROM, without the tables that inherit from it
CREATE FUNCTION pg_temp.sqlite2pg_rows_of(relation oid) RETURNS text LANGUAGE sql STABLE SET search_path = '' AS
$sqlite2pg$SELECT CASE relkind WHEN 'p' THEN '' ELSE 'ONLY ' END || oid::regclass::text FROM pg_catalog.pg_class WHERE oid = relation$sqlite2pg$
