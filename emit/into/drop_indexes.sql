-- drops the indexes of a table that gets many rows, to make them again behind the rows. Those stay that are rules, or that something leans on,
-- and those that this role could not make just as they were: it lacks a right, or functions of the database's own may fail where they did not before
CREATE PROCEDURE pg_temp.sqlite2pg_drop_indexes(this integer, coming bigint) LANGUAGE plpgsql SET search_path = '' AS $sqlite2pg$
DECLARE
    k record;
BEGIN
    FOR k IN
        INSERT INTO pg_temp.sqlite2pg_indexes
        SELECT i.oid, i.oid::regclass::text, pg_get_indexdef(i.oid), coalesce((SELECT s.spcname FROM pg_catalog.pg_tablespace s WHERE s.oid = i.reltablespace), ''),
            ARRAY(SELECT format('ALTER INDEX %s ALTER COLUMN %s SET STATISTICS %s', i.oid::regclass, a.attnum, a.attstattarget) FROM pg_catalog.pg_attribute a
                WHERE a.attrelid = i.oid AND a.attstattarget >= 0 ORDER BY a.attnum)
            || ARRAY(SELECT format('ALTER TABLE %s CLUSTER ON %I', c.oid::regclass, i.relname) WHERE x.indisclustered)
            || ARRAY(SELECT format('COMMENT ON INDEX %s IS %L', i.oid::regclass, d) FROM obj_description(i.oid, 'pg_class') d WHERE d IS NOT NULL)
        FROM pg_temp.sqlite2pg_tables t JOIN pg_catalog.pg_class c ON c.oid = t.relation AND c.relkind = 'r'
            JOIN pg_catalog.pg_index x ON x.indrelid = c.oid JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid
        WHERE t.n = this AND NOT t.kept AND t.before <= coming -- else making them again may take longer than the rows
            AND NOT x.indisunique AND x.indisvalid AND x.indisready AND x.indislive AND NOT i.relispartition
            AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint con WHERE con.conindid = i.oid)
            AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid = i.oid)
            AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = i.oid
                AND (d.deptype IN ('e', 'x') OR d.refclassid = 'pg_catalog.pg_proc'::regclass))
            AND has_schema_privilege(c.relnamespace, 'CREATE') AND (i.reltablespace = 0 OR has_tablespace_privilege(i.reltablespace, 'CREATE'))
        RETURNING *
    LOOP
        EXECUTE 'DROP INDEX ' || k.name;
    END LOOP;
END
$sqlite2pg$
