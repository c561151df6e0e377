-- notes what came, what was there, and what did not come, for the last word behind COMMIT
CREATE PROCEDURE pg_temp.sqlite2pg_loaded() LANGUAGE plpgsql SET search_path = '' AS $sqlite2pg$
DECLARE
    t record;
    said text;
BEGIN
    SELECT count(*) FILTER (WHERE x.added > x.deleted) AS tables, coalesce(sum(x.added - x.deleted), 0) AS added,
        coalesce(sum(x.before) FILTER (WHERE NOT x.history), 0) AS before, coalesce(sum(x.removed), 0) AS removed,
        coalesce(sum(x.skipped) FILTER (WHERE NOT x.kept), 0) AS skipped, coalesce(sum(x.skipped) FILTER (WHERE x.kept), 0) AS kept,
        coalesce(sum(x.deleted), 0) AS deleted
    INTO t FROM pg_temp.sqlite2pg_tables x;
    said := format('loaded %s into %s', pg_temp.sqlite2pg_count(t.added, 'row'), pg_temp.sqlite2pg_count(t.tables, 'table'));
    IF t.removed > 0 THEN
        said := said || format('; %s removed, which %s there', pg_temp.sqlite2pg_count(t.removed, 'row'), CASE t.removed WHEN 1 THEN 'was' ELSE 'were' END);
    END IF;
    IF t.before > 0 THEN
        said := said || format('; %s that had been there %s', pg_temp.sqlite2pg_count(t.before, 'row'), CASE t.before WHEN 1 THEN 'stays' ELSE 'stay' END);
    END IF;
    IF t.skipped > 0 THEN
        said := said || format('; %s skipped, whose key is there', pg_temp.sqlite2pg_count(t.skipped, 'row'));
    END IF;
    IF t.kept > 0 THEN
        said := said || format('; %s of histories skipped, which %s there', pg_temp.sqlite2pg_count(t.kept, 'row'), CASE t.kept WHEN 1 THEN 'is' ELSE 'are' END);
    END IF;
    IF t.deleted > 0 THEN
        said := said || format('; %s left out, whose parent is missing', pg_temp.sqlite2pg_count(t.deleted, 'row'));
    END IF;
    PERFORM set_config('sqlite2pg.loaded', said, false);
END
$sqlite2pg$
