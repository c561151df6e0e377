-- moves the rows of a staged table into their own, but for those that must not come
CREATE PROCEDURE pg_temp.sqlite2pg_merge(this integer, sent bigint, merges boolean) LANGUAGE plpgsql SET search_path = '' AS $sqlite2pg$
DECLARE
    t record;
    found bigint := 0;
BEGIN
    SELECT x.*, string_agg(quote_ident(c.name), ', ' ORDER BY c.position) AS list INTO t
    FROM pg_temp.sqlite2pg_tables x, unnest(x.columns) WITH ORDINALITY AS c(name, position) WHERE x.n = this GROUP BY x.n;
    IF NOT t.kept THEN
        EXECUTE format('INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE SELECT %s FROM pg_temp.sqlite2pg_rows_%s%s',
            t.relation::regclass, t.list, t.list, this, CASE WHEN merges THEN ' ON CONFLICT DO NOTHING' ELSE '' END);
        GET DIAGNOSTICS found = ROW_COUNT;
    END IF;
    UPDATE pg_temp.sqlite2pg_tables SET added = found, skipped = sent - found WHERE n = this;
END
$sqlite2pg$
