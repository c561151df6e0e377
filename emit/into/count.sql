-- a number of things in words
CREATE FUNCTION pg_temp.sqlite2pg_count(n numeric, what text) RETURNS text LANGUAGE sql IMMUTABLE SET search_path = '' AS
$sqlite2pg$SELECT format('%s %s%s', n, what, CASE n WHEN 1 THEN '' ELSE 's' END)$sqlite2pg$
