-- has sequences go on behind the rows; none is lowered
CREATE PROCEDURE pg_temp.sqlite2pg_positions() LANGUAGE plpgsql SET search_path = '' AS $sqlite2pg$
DECLARE
    s record;
    u record;
    value numeric;
    highest numeric;
    next numeric;
BEGIN
    CREATE TEMPORARY TABLE sqlite2pg_sequences ON COMMIT DROP AS
    WITH users AS (
        SELECT t.n, t.relation, t.highest, a.attname, a.attnum, d.oid AS def, pg_get_expr(d.adbin, d.adrelid) AS expr
        FROM pg_temp.sqlite2pg_tables t JOIN pg_catalog.pg_attribute a ON a.attrelid = t.relation AND a.attname = ANY (t.columns)
                AND a.atttypid IN ('int2'::regtype, 'int4'::regtype, 'int8'::regtype, 'numeric'::regtype)
            LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        WHERE t.added > 0
    )
    SELECT DISTINCT c.n, c.relation, c.attname, c.highest, x.seq
    FROM users c CROSS JOIN LATERAL (
        SELECT d.objid AS seq FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass
            AND d.refobjid = c.relation AND d.refobjsubid = c.attnum AND d.deptype IN ('a', 'i')
        UNION SELECT d.refobjid FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_attrdef'::regclass AND d.objid = c.def AND d.refclassid = 'pg_class'::regclass
        UNION SELECT to_regclass(m[1])::oid FROM regexp_matches(c.expr, 'nextval\(\(?''((?:[^'']|'''')+)''::text', 'g') m -- no dependency says so
    ) x JOIN pg_catalog.pg_sequence q ON q.seqrelid = x.seq;
    FOR s IN SELECT q.* FROM pg_catalog.pg_sequence q WHERE q.seqrelid IN (SELECT seq FROM pg_temp.sqlite2pg_sequences) ORDER BY q.seqrelid::regclass::text LOOP
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
        ELSE
            RAISE WARNING 'sqlite2pg: sequence % is at its end: the key % is in use', s.seqrelid::regclass, highest;
        END IF;
    END LOOP;
END
$sqlite2pg$
