-- gives the temporary table of staged rows the defaults of their own: a row may come without a value for a column
CREATE PROCEDURE pg_temp.sqlite2pg_defaults(this integer) LANGUAGE plpgsql SET search_path = '' AS $sqlite2pg$
DECLARE
    k record;
BEGIN
    FOR k IN
        SELECT a.attname AS name, pg_get_expr(d.adbin, d.adrelid) AS value
        FROM pg_temp.sqlite2pg_tables t JOIN pg_catalog.pg_attribute a ON a.attrelid = t.relation AND a.attname = ANY (t.columns) AND a.attgenerated = ''
            JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        WHERE t.n = this
    LOOP
        EXECUTE format('ALTER TABLE pg_temp.sqlite2pg_rows_%s ALTER COLUMN %I SET DEFAULT %s', this, k.name, k.value);
    END LOOP;
END
$sqlite2pg$
