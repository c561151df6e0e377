-- FROM and WHERE of a query for the rows of c whose parent in p a foreign key does not find
CREATE FUNCTION pg_temp.sqlite2pg_orphans(constraint_oid oid) RETURNS text LANGUAGE sql STABLE SET search_path = '' AS $sqlite2pg$
    SELECT format('%s c WHERE %s AND NOT EXISTS (SELECT FROM %s p WHERE %s)', pg_temp.sqlite2pg_rows_of(con.conrelid),
        CASE con.confmatchtype WHEN 'f' THEN 'NOT (' || string_agg(format('c.%I IS NULL', a.attname), ' AND ') || ')'
            ELSE string_agg(format('c.%I IS NOT NULL', a.attname), ' AND ') END,
        pg_temp.sqlite2pg_rows_of(con.confrelid),
        string_agg(format('p.%I::%s OPERATOR(%I.%s) c.%I::%s', b.attname, o.oprleft::regtype, n.nspname, o.oprname, a.attname, o.oprright::regtype), ' AND '))
    FROM pg_catalog.pg_constraint con
        CROSS JOIN LATERAL unnest(con.conkey, con.confkey, con.conpfeqop) AS k(child, parent, equal)
        JOIN pg_catalog.pg_attribute a ON a.attrelid = con.conrelid AND a.attnum = k.child
        JOIN pg_catalog.pg_attribute b ON b.attrelid = con.confrelid AND b.attnum = k.parent
        JOIN pg_catalog.pg_operator o ON o.oid = k.equal
        JOIN pg_catalog.pg_namespace n ON n.oid = o.oprnamespace
    WHERE con.oid = constraint_oid GROUP BY con.oid, con.conrelid, con.confrelid, con.confmatchtype
$sqlite2pg$
