-- has sequences go on behind the rows; none is lowered
CREATE PROCEDURE pg_temp.sqlite2pg_positions() LANGUAGE plpgsql SET search_path = '' AS $sqlite2pg$
DECLARE
    s record;
    u record;
    value numeric;
    highest numeric;
    next numeric;
    list text;
BEGIN
    -- Doctrine and Hibernate take keys from sequences that no DEFAULT names: only their names say whose they are.
    CREATE TEMPORARY TABLE sqlite2pg_loose ON COMMIT DROP AS
    SELECT c.oid AS seq, c.relnamespace, lower(c.relname) AS name, pg_has_role(c.relowner, 'USAGE') AS owned FROM pg_catalog.pg_class c
    WHERE c.relkind = 'S' AND c.relpersistence <> 't'
        AND c.relnamespace IN (SELECT k.relnamespace FROM pg_temp.sqlite2pg_tables t JOIN pg_catalog.pg_class k ON k.oid = t.relation WHERE t.added > 0)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('a', 'i', 'e'))
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_attrdef'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = c.oid);
    CREATE TEMPORARY TABLE sqlite2pg_sequences ON COMMIT DROP AS
    WITH users AS (
        SELECT t.relation, t.added, t.highest, a.attname, a.attnum, d.oid AS def, pg_get_expr(d.adbin, d.adrelid) AS expr, quote_ident(ns.nspname) AS schema,
            k.relnamespace, lower(k.relname) AS name, d.oid IS NULL AND a.attidentity = '' AND EXISTS (SELECT FROM pg_catalog.pg_index i
                WHERE i.indrelid = t.relation AND i.indisprimary AND i.indnkeyatts = 1 AND i.indkey[0] = a.attnum) AS alone
        FROM pg_temp.sqlite2pg_tables t JOIN pg_catalog.pg_class k ON k.oid = t.relation JOIN pg_catalog.pg_namespace ns ON ns.oid = k.relnamespace
            JOIN pg_catalog.pg_attribute a ON a.attrelid = t.relation AND a.attname = ANY (t.columns)
                AND a.atttypid IN ('int2'::regtype, 'int4'::regtype, 'int8'::regtype, 'numeric'::regtype)
            LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    )
    SELECT DISTINCT c.relation, c.added, c.attname, c.highest, x.seq
    FROM users c CROSS JOIN LATERAL (
        SELECT d.objid AS seq FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass
            AND d.refobjid = c.relation AND d.refobjsubid = c.attnum AND d.deptype IN ('a', 'i')
        UNION SELECT d.refobjid FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_attrdef'::regclass AND d.objid = c.def AND d.refclassid = 'pg_class'::regclass
        UNION SELECT coalesce(to_regclass(m[1]), to_regclass(c.schema || '.' || m[1]))::oid -- no dependency says so
        FROM regexp_matches(c.expr, 'nextval\(\(?''((?:[^'']|'''')+)''::text', 'g') m
        UNION SELECT l.seq FROM pg_temp.sqlite2pg_loose l WHERE l.relnamespace = c.relnamespace AND l.owned
            AND (l.name = c.name || '_' || lower(c.attname) || '_seq' OR c.alone AND l.name IN (c.name || '_seq', 'hibernate_sequence'))
    ) x JOIN pg_catalog.pg_sequence q ON q.seqrelid = x.seq;
    FOR s IN SELECT q.* FROM pg_catalog.pg_sequence q WHERE q.seqrelid IN (SELECT seq FROM pg_temp.sqlite2pg_sequences WHERE added > 0) ORDER BY q.seqrelid::regclass::text LOOP
        EXECUTE format('SELECT last_value + CASE WHEN is_called THEN %s ELSE 0 END FROM %s', s.seqincrement, s.seqrelid::regclass) INTO next;
        highest := NULL;
        FOR u IN SELECT * FROM pg_temp.sqlite2pg_sequences WHERE seq = s.seqrelid LOOP
            IF s.seqincrement > 0 THEN
                EXECUTE format('SELECT max(%I) FROM %s', u.attname, pg_temp.sqlite2pg_rows_of(u.relation)) INTO value;
                highest := greatest(highest, value, u.highest);
            ELSE
                EXECUTE format('SELECT min(%I) FROM %s', u.attname, pg_temp.sqlite2pg_rows_of(u.relation)) INTO value;
                highest := least(highest, value);
            END IF;
        END LOOP;
        IF (highest - next) * sign(s.seqincrement) < 0 THEN
            CONTINUE; -- it is beyond them already
        END IF;
        next := next + (floor((highest - next) / s.seqincrement) + 1) * s.seqincrement;
        IF next BETWEEN s.seqmin AND s.seqmax THEN
            EXECUTE format('ALTER SEQUENCE %s RESTART WITH %s', s.seqrelid::regclass, next);
        ELSE -- the next value would be beyond what the sequence has: there is none
            EXECUTE format('SELECT setval(%L, %s, true)', s.seqrelid::regclass, CASE WHEN s.seqincrement > 0 THEN s.seqmax ELSE s.seqmin END) INTO value;
            RAISE WARNING 'sqlite2pg: sequence % is at its end: key % is in use', s.seqrelid::regclass, highest;
        END IF;
    END LOOP;
    SELECT string_agg(l.seq::regclass::text, ', ' ORDER BY l.seq::regclass::text) INTO list FROM pg_temp.sqlite2pg_loose l
    WHERE l.seq NOT IN (SELECT x.seq FROM pg_temp.sqlite2pg_sequences x)
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_class k JOIN pg_catalog.pg_attribute a ON a.attrelid = k.oid AND a.attnum > 0 -- of a table that gets no rows
            WHERE k.relkind IN ('r', 'p') AND k.oid NOT IN (SELECT t.relation FROM pg_temp.sqlite2pg_tables t) AND k.relnamespace = l.relnamespace
                AND l.name IN (lower(k.relname) || '_' || lower(a.attname) || '_seq', lower(k.relname) || '_seq'));
    IF list IS NOT NULL THEN
        RAISE WARNING 'sqlite2pg: nothing says what these sequences count, and they stay where they are: %', list
            USING HINT = 'If the application takes keys from one, have it go on behind them: SELECT setval(''the sequence'', (SELECT max(the_key) FROM the_table));';
    END IF;
END
$sqlite2pg$
