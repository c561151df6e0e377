-- moves the rows of a staged table into their own, but for those that must not come
CREATE PROCEDURE pg_temp.sqlite2pg_merge(this integer, sent bigint, merges boolean, set_names text[], set_values text[]) LANGUAGE plpgsql SET search_path = '' AS $sqlite2pg$
DECLARE
    t record;
    found bigint := 0;
BEGIN
    SELECT x.*, string_agg(quote_ident(c.name), ', ' ORDER BY c.position) AS list INTO t
    FROM pg_temp.sqlite2pg_tables x, unnest(x.columns) WITH ORDINALITY AS c(name, position) WHERE x.n = this GROUP BY x.n;
    IF NOT t.kept THEN
        IF EXISTS (SELECT FROM pg_catalog.pg_rewrite WHERE ev_class = t.relation AND ev_type = '3' AND ev_enabled <> 'D') THEN
            RAISE EXCEPTION 'sqlite2pg: table % has a rule for INSERT, which would change what is loaded', t.relation::regclass
                USING HINT = 'ALTER TABLE ... DISABLE RULE while the rows are loaded, or leave the table out with -T.';
        END IF;
        EXECUTE format('INSERT INTO %s (%s%s) OVERRIDING SYSTEM VALUE SELECT %s%s FROM pg_temp.sqlite2pg_rows_%s%s',
            t.relation::regclass, t.list, (SELECT string_agg(format(', %I', x), '' ORDER BY n) FROM unnest(set_names) WITH ORDINALITY AS s(x, n)),
            t.list, (SELECT string_agg(format(', %L', x), '' ORDER BY n) FROM unnest(set_values) WITH ORDINALITY AS s(x, n)), this, CASE WHEN merges THEN ' ON CONFLICT DO NOTHING' ELSE '' END);
        GET DIAGNOSTICS found = ROW_COUNT;
    END IF;
    UPDATE pg_temp.sqlite2pg_tables SET added = found, skipped = sent - found WHERE n = this;
END
$sqlite2pg$
